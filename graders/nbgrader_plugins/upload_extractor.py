"""Unpack uploads for ``nbgrader zip_collect``: two files of each, one upload a student."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen
from nbgrader.plugins import ExtractorPlugin

from graders.answers import ANSWERS_FILE
from graders.handed_in import NOBODY, THE_EDUCATOR, TIMES_FILE, Times, read_times
from graders.safe_csv import harmless, write_csv
from graders.unpack import Unpacked, read_upload
from graders.uploads import copy_number, read_upload_name, upload_name

#: What became of each upload, beside the archive.
LIST_FILE = "collected.csv"
_COLUMNS = ("student", "upload", "collected", "handed in", "time from", "look at")

#: The longest student number that "Make my upload" takes, in characters.
_MAX_STUDENT = 64

YES, NO = "yes", "no"


@frozen(kw_only=True)
class Upload:
    """A file or folder in the archive that is named as an upload of the assignment.

    Attributes:
        path: Where it is.
        place: Its path in the archive, as the list has it.
        student: Whose its name says it is.
        sender: What stands around its own name: the learning platform's word for who sent it.
        made: What tells a newer upload of one sender: a browser's count, and the file's time.
        holds: What of it is marked.
    """

    path: Path
    place: str
    student: str
    sender: tuple[str, str]
    made: tuple[int, float]
    holds: Unpacked


class UploadExtractor(ExtractorPlugin):  # type: ignore[misc]
    """Take from each upload the notebook and the answers, and list what became of each.

    nbgrader unpacks whatever a zip holds, stops at the first it can't read, and mixes two
    uploads of one student.
    """

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Write the upload that counts of each student below *extracted_path*."""
        archive, target = Path(archive_path), Path(extracted_path)
        assignment = self.parent.coursedir.assignment_id
        times = read_times(archive.parent / TIMES_FILE)
        for problem in times.problems:
            self.log.warning("%s", problem)
        before = _collected_before(archive.parent / LIST_FILE)
        rows = []
        for student, uploads in sorted(_by_student(self._uploads(archive, assignment)).items()):
            chosen, reasons = _choose(uploads)
            if chosen is not None and (reason := self._in_the_way(student, assignment, before)):
                reasons[chosen.place], chosen = reason, None
            if chosen is not None:
                _write(chosen, target / Path(upload_name(assignment, student)).stem, assignment)
            for each in uploads:
                looks = [*each.holds.problems, reasons.get(each.place, "")]
                look_at = "; ".join(filter(None, looks))
                if look_at:
                    self.log.warning("%s: %s", harmless(each.place), look_at)
                rows.append(_row(each, each is chosen, times, look_at))
        write_csv(archive.parent / LIST_FILE, _COLUMNS, rows)
        self.log.info("What became of each upload: %s", archive.parent / LIST_FILE)

    def _uploads(self, archive: Path, assignment: str) -> Iterator[Upload]:
        """Yield what is named as an upload of *assignment*; tell of everything else."""
        for folder, folders, files in os.walk(archive):
            for name in sorted([*files, *folders]):
                path = Path(folder, name)
                stem = path.stem if name in files else name
                said = read_upload_name(stem)
                if said is None or not said.is_for(assignment) or not name.isprintable():
                    if name in files:
                        self._left_out(path, "no upload made with Make my upload")
                    continue
                if name in folders:
                    folders.remove(name)
                if len(said.student) > _MAX_STUDENT:
                    self._left_out(path, "the student's number is too long")
                    continue
                own = stem.rindex(f"{assignment}--{said.student}")
                yield Upload(
                    path=path,
                    place=path.relative_to(archive).as_posix(),
                    student=said.student,
                    sender=(os.path.relpath(folder, archive), stem[:own]),
                    made=(copy_number(stem), os.lstat(path).st_mtime),
                    holds=read_upload(path, assignment),
                )

    def _left_out(self, path: Path, why: str) -> None:
        self.log.warning("%r left out: %s", str(path), why)

    def _in_the_way(self, student: str, assignment: str, before: set[str]) -> str:
        """Return why an upload must not take the place of what was collected; else empty."""
        course = self.parent.coursedir
        there = Path(
            course.root, course.format_path(course.submitted_directory, student, assignment)
        )
        if not there.exists():
            return ""
        if student not in before:
            return f"not collected: {student} has handed in another way, and that stands"
        return "" if self.force else "not collected: it was before; --force takes it anew"


def _by_student(uploads: Iterator[Upload]) -> dict[str, list[Upload]]:
    found: dict[str, list[Upload]] = {}
    for each in uploads:
        found.setdefault(each.student, []).append(each)
    return found


def _choose(uploads: list[Upload]) -> tuple[Upload | None, dict[str, str]]:
    """Return the upload that counts, and why others don't, by place.

    Of one sender the newest that holds something. Two senders who name one student can't
    both be that student: then none counts until an educator has looked.
    """
    sound = [each for each in uploads if not each.holds.is_empty]
    reasons = {each.place: "not collected" for each in uploads if each.holds.is_empty}
    if len({each.sender for each in sound}) > 1:
        why = (
            f"not collected: {len(sound)} senders name {sound[0].student}. "
            "Move those that are not theirs out of the archive, then collect again with --force"
        )
        return None, {**reasons, **{each.place: why for each in sound}}
    chosen = max(sound, key=lambda each: (each.made, each.place), default=None)
    older = "not collected: a newer upload of the same student counts"
    return chosen, {**reasons, **{each.place: older for each in sound if each is not chosen}}


def _write(upload: Upload, folder: Path, assignment: str) -> None:
    """Write what is marked; an empty notebook where there is none, or nbgrader passes it over."""
    folder.mkdir()
    (folder / f"{assignment}.ipynb").write_bytes(upload.holds.notebook or b"")
    if upload.holds.answers is not None:
        (folder / ANSWERS_FILE).write_bytes(upload.holds.answers)


def _row(upload: Upload, counts: bool, times: Times, look_at: str) -> list[str]:
    time = times.by_student.get(upload.student) if counts else None
    said = (time.isoformat(" "), THE_EDUCATOR) if time else ("", NOBODY)
    row = (upload.student, upload.place, YES if counts else NO, *said, look_at)
    return [harmless(each).encode(errors="replace").decode() for each in row]


def _collected_before(path: Path) -> set[str]:
    """Return whose uploads an earlier run has collected."""
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        return {row["student"] for row in csv.DictReader(file) if row.get("collected") == YES}
