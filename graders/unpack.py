"""Read an uploaded zip, which comes from outside: two files of it, never unpacked to disk."""

import stat
import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from attrs import frozen

from graders.answers import ANSWERS_FILE
from graders.answers import MAX_BYTES as MOST_OF_ANSWERS
from graders.regular_files import read_regular_file
from graders.submitted import MAX_BYTES as MOST_OF_NOTEBOOK

#: The most a zip may hold: a notebook and answers at their limits, not made smaller.
MAX_ZIP_BYTES = 12 * 1024 * 1024

#: The most its table of contents may hold: a few thousand names.
MAX_TABLE_BYTES = 512 * 1024

#: The end of a zip: its mark, the size of the table of contents after twelve bytes, and a
#: comment of at most 65,535 bytes. Larger zips have another mark before it.
_END, _LARGE = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES = 22


@frozen(kw_only=True)
class Unpacked:
    """What an upload holds of what is marked.

    Attributes:
        notebook: The notebook's bytes; none if it can't be taken, None if it isn't there.
        answers: The bytes of answers.json, likewise.
        problems: What could not be taken, in words for an educator.
    """

    notebook: bytes | None = None
    answers: bytes | None = None
    problems: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing in it to mark."""
        return not self.notebook and not self.answers


def read_upload(path: Path, assignment: str) -> Unpacked:
    """Return what is marked of the upload at *path*: a zip, or a folder unpacked from one.

    Never raises for what is there. Takes a file at the top called as the assignment, and
    answers.json; of a file that is too large one byte too many, so that marking says so.
    """
    if path.is_dir() and not path.is_symlink():
        return _from_folder(path, assignment)
    try:
        written = read_regular_file(path, MAX_ZIP_BYTES + 1)
    except OSError:
        return Unpacked(problems=("it is not an ordinary file",))
    if len(written) > MAX_ZIP_BYTES:
        return Unpacked(problems=(f"it is larger than {MAX_ZIP_BYTES // 1024 // 1024} megabytes",))
    return unpacked_from(written, assignment)


def unpacked_from(written: bytes, assignment: str) -> Unpacked:
    """Return what is marked of a zip's bytes; never raises for what they are."""
    if problem := _problem_with_table(written):
        return Unpacked(problems=(problem,))
    try:
        with ZipFile(BytesIO(written)) as archive:
            notebook, first = _member(archive, f"{assignment}.ipynb", MOST_OF_NOTEBOOK)
            answers, second = _member(archive, ANSWERS_FILE, MOST_OF_ANSWERS)
    except _BROKEN:
        return Unpacked(problems=("it is damaged or cut off",))
    return Unpacked(notebook=notebook, answers=answers, problems=(*first, *second))


#: What zipfile and zlib raise for bytes that are no sound zip.
_BROKEN = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    NotImplementedError,
    IndexError,
    KeyError,
)


def _problem_with_table(written: bytes) -> str:
    """Return why the table of contents must not be read: each name in it takes memory."""
    end = written.rfind(_END, max(0, len(written) - 65_535 - _END_BYTES))
    if end < 0 or len(written) < end + _END_BYTES:
        return "it is no zip, or cut off"
    size = int.from_bytes(written[end + 12 : end + 16], "little")
    if size > MAX_TABLE_BYTES or written[max(0, end - 20) : end].startswith(_LARGE):
        return "it holds far more files than an upload does"
    return ""


def _member(archive: ZipFile, name: str, most: int) -> tuple[bytes | None, list[str]]:
    """Return a file of the zip, and what is wrong with it; of several the last."""
    found = [each for each in archive.infolist() if each.filename == name]
    if not found:
        return None, [f"there is no {name} at its top"]
    problems = [f"it holds {name} {len(found)} times; the last one counts"] if found[1:] else []
    if problem := _refused(found[-1]):
        return b"", [*problems, f"{name} {problem}"]
    try:
        with archive.open(found[-1]) as member:
            written = member.read(most + 1)
    except _BROKEN:
        return b"", [*problems, f"{name} is damaged or cut off"]
    if len(written) > most:
        problems.append(f"{name} is larger than {most // 1024} kilobytes")
    return written, problems


def _refused(info: ZipInfo) -> str:
    """Return why a file in a zip is not opened; empty if it may be."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link"
    if info.flag_bits & 1:
        return "is locked by a password"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "is packed in a way that an upload never is"
    return ""


def _from_folder(folder: Path, assignment: str) -> Unpacked:
    """Return what is marked of an upload that was unpacked before it came here."""
    taken: list[bytes | None] = []
    problems: list[str] = []
    for name, most in ((f"{assignment}.ipynb", MOST_OF_NOTEBOOK), (ANSWERS_FILE, MOST_OF_ANSWERS)):
        try:
            taken.append(read_regular_file(folder / name, most + 1))
        except FileNotFoundError:
            taken.append(None)
            problems.append(f"there is no {name} at its top")
        except OSError:
            taken.append(b"")
            problems.append(f"{name} is not an ordinary file")
    return Unpacked(notebook=taken[0], answers=taken[1], problems=tuple(problems))
