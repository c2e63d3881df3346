"""What one worker does: read submissions, mark them, write their files aside."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from attrs import frozen

from graders.answers import ANSWERS_FILE, read_and_keep
from graders.cohorts.gradebook import Entry
from graders.cohorts.marking import Marker
from graders.cohorts.plan import Plan
from graders.handed_in import TIMESTAMP_FILE, read_timestamp
from graders.submitted import read_submitted


@frozen(kw_only=True)
class Job:
    """What every worker is told once.

    Attributes:
        plan: The assignment.
        fingerprint: Its digest; a submission marked under another one is marked again.
        submitted: The folder of submissions: a folder for each student.
        beside: Files that belong beside the notebook: where from, and their place.
        permissions: Of each file that is written.
    """

    plan: Plan
    fingerprint: str
    submitted: Path
    beside: Sequence[tuple[Path, str]]
    permissions: int


@frozen(kw_only=True)
class Done:
    """One submission, marked and written aside.

    Attributes:
        entry: Its rows.
        flags: Why a person should look.
    """

    entry: Entry
    flags: tuple[str, ...]


class Worker:
    """Marks the submissions of one job, one after another."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.marker = Marker(job.plan)

    def __call__(self, item: tuple[Path, Sequence[str]]) -> tuple[str, list[Done]]:
        """Mark the work of some students, and write each one's files into a folder of its own.

        Those stand in a new folder, whose name is returned, too. So a batch may be marked
        once more, even while a worker that was given up is still at it.

        Args:
            item: The folder in which the new one is made, and the students.

        Raises:
            OSError: files can't be written.
        """
        folder, students = item
        aside = folder / uuid4().hex
        aside.mkdir(parents=True)
        return aside.name, [self._one(f"{aside}/{student}", student) for student in students]

    def _one(self, place: str, student: str) -> Done:
        job, folder = self.job, self.job.submitted / student / self.job.plan.assignment
        seen = look_of(folder, job.plan.assignment, job.fingerprint)
        submitted = read_submitted(folder / f"{job.plan.assignment}.ipynb")
        answers, kept = read_and_keep(folder)
        time = read_timestamp(folder)
        marked = self.marker.mark(student, submitted, answers)
        os.mkdir(place)
        self._write(f"{place}/{job.plan.assignment}.ipynb", marked.notebook)
        for name, written in ((ANSWERS_FILE, kept), (TIMESTAMP_FILE, time.written)):
            if written is not None:
                self._write(f"{place}/{name}", written)
        for source, name in job.beside:
            there = Path(place, name)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, there)
            there.chmod(job.permissions)
        entry = Entry(
            student=student,
            timestamp=time.at,
            seen=seen,
            grades=marked.grades,
            comments=marked.comments,
        )
        return Done(entry=entry, flags=(*marked.flags, *([time.problem] if time.problem else [])))

    def _write(self, path: str, written: bytes) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.job.permissions)
        with open(descriptor, "wb", buffering=0) as file:
            rest = memoryview(written)
            while rest:
                rest = rest[file.write(rest) :]


def look_of(folder: Path, assignment: str, fingerprint: str) -> str:
    """Return what tells whether a submission has changed: its files' sizes and times.

    A file's contents aren't read: that alone would take as long as marking it.
    """
    parts, place = [fingerprint], str(folder)
    for name in (f"{assignment}.ipynb", ANSWERS_FILE, TIMESTAMP_FILE):
        try:
            found = os.lstat(f"{place}/{name}")
            parts.append(f"{found.st_size}.{found.st_mtime_ns}.{found.st_ino}")
        except OSError:
            parts.append("")
    return " ".join(parts)
