"""Write feedback pages: what ``nbgrader generate_feedback`` leaves, for a whole cohort."""

import os
import shutil
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen
from nbgrader.utils import find_all_files

from graders.answers import ANSWERS_FILE
from graders.cells import nbgrader_data
from graders.cohorts.results import Result
from graders.feedback import feedback_html
from graders.handed_in import TIMESTAMP_FILE
from graders.look import HERE, STYLESHEET

#: Of each page, as nbgrader has it: its owner may change it, everybody may read it.
PERMISSIONS = 0o644


@frozen(kw_only=True)
class PageJob:
    """What every process that writes pages is told once.

    Attributes:
        assignment: The assignment's name.
        autograded: The folder of marked work.
        feedback: The folder of pages.
        ignore: Patterns of files that nbgrader leaves alone.
    """

    assignment: str
    autograded: Path
    feedback: Path
    ignore: Sequence[str]


class PageWriter:
    """Writes pages of one assignment, one after another."""

    def __init__(self, job: PageJob) -> None:
        self.job = job
        beside = {ANSWERS_FILE, TIMESTAMP_FILE}
        self._usual = beside | {f"{job.assignment}.ipynb"}
        self._taken = {
            name for name in beside if not any(fnmatch(name, each) for each in job.ignore)
        }

    def __call__(self, results: Sequence[Result]) -> None:
        """Write the page of each, and what else belongs beside it.

        Raises:
            OSError: files can't be read or written.
        """
        for result in results:
            self._one(result)

    def _one(self, result: Result) -> None:
        job = self.job
        marked = job.autograded / result.student / job.assignment
        files = {name: (marked / name).read_bytes() for name in self._beside(marked)}
        notebook = orjson.loads((marked / f"{job.assignment}.ipynb").read_bytes())
        page = feedback_html(
            [with_result(cell, result) for cell in notebook["cells"]],
            {
                "score": result.score,
                "max_score": result.max_score,
                "late_penalty": result.penalty,
                "assignment": job.assignment,
                "student": result.student,
            },
        )
        files[f"{job.assignment}.html"] = page.encode()
        put_all(job.feedback / result.student / job.assignment, files)

    def _beside(self, marked: Path) -> list[str]:
        """Return the files beside a marked notebook that nbgrader takes along, by their place."""
        with os.scandir(marked) as entries:
            listed = list(entries)
        names = {each.name for each in listed}
        if names <= self._usual and all(each.is_file(follow_symlinks=False) for each in listed):
            return sorted(names & self._taken)
        found = find_all_files(str(marked), [*self.job.ignore, "*.ipynb"])
        return [os.path.relpath(path, marked) for path in found]


def put_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write *files*, by their place in *folder*: each whole, and all at once if it is new.

    Raises:
        OSError: they can't be written.
    """
    if folder.exists():
        for name, written in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            put(folder / name, written)
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for name, written in files.items():
        if "/" in name:
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
        _write_new(aside / name, written)
    os.rename(aside, folder)


def put(path: Path, written: bytes) -> None:
    """Write a file in one step: whoever reads it finds the old one or the new one, whole."""
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)
    try:
        _write_new(aside, written)
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _write_new(path: Path, written: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PERMISSIONS)
    with open(descriptor, "wb") as file:
        file.write(written)


def with_result(cell: Mapping[str, Any], result: Result) -> dict[str, Any]:
    """Return a marked notebook's cell with what nbgrader's ``GetGrades`` would put into it."""
    shown = {**cell, "source": _one_text(cell.get("source", ""))}
    if cell.get("outputs"):
        shown["outputs"] = [_output(each) for each in cell["outputs"]]
    data = nbgrader_data(cell)
    name = data.get("grade_id")
    adds: dict[str, Any] = {}
    task = bool(data.get("task"))
    if task or data.get("solution"):
        adds["comment"] = result.comments.get(str(name))
    if task or data.get("grade"):
        part = result.parts[str(name)]
        adds |= {
            "score": part.score,
            "points": part.points,
            "waiting": part.waiting,
            "by_hand": part.by_hand,
        }
    if adds:
        shown["metadata"] = {**cell["metadata"], "nbgrader": {**data, **adds}}
    return shown


def _output(output: Mapping[str, Any]) -> dict[str, Any]:
    data = {
        mime: _one_text(value) if mime.startswith("text/") else value
        for mime, value in output.get("data", {}).items()
    }
    return {**output, "data": data}


def _one_text(written: Any) -> Any:
    return "".join(written) if isinstance(written, list) else written


def look_of_page(job: PageJob, result: Result) -> str:
    """Return what tells whether a page would come out the same as the last time.

    It is empty where there is no marked notebook to write a page from.
    """
    marked = job.autograded / result.student / job.assignment / f"{job.assignment}.ipynb"
    try:
        found = marked.stat()
    except OSError:
        return ""
    said = f"{found.st_size} {found.st_mtime_ns} {found.st_ino} {result!r}"
    return f"{_layout()} {blake2b(said.encode(), digest_size=16).hexdigest()}"


@cache
def _layout() -> str:
    """Return a digest of the page's templates and stylesheet."""
    parts = [path.read_bytes() for path in (*sorted(HERE.glob("feedback*.html")), STYLESHEET)]
    return blake2b(b"\n".join(parts), digest_size=8).hexdigest()
