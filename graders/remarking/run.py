"""Apply a remark, and undo it, so that a stop at any moment leaves each submission old or new.

First the version of the key is noted and nbgrader's cells get it, in one step; then the
source is given what the command adds to it; then the cohort is marked in batches, as
``digiready grade`` marks it; then the version is noted as whole. Who finds one that is not
whole goes on from there. What was there before is moved aside and kept, so that undoing
brings it back byte for byte.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from attrs import define, field, frozen

from graders.cells import source_of
from graders.cohorts import run as cohort
from graders.cohorts.gradebook import Entry, Ledger
from graders.cohorts.marking import Row
from graders.cohorts.on_disk import wait_for_disk
from graders.cohorts.run import Course, chunks, in_batches, job_of, put_in_place, students_of
from graders.cohorts.side_by_side import cores
from graders.cohorts.staging import BEFORE, Staging
from graders.cohorts.work import Done
from graders.notebooks import read_notebook, write_notebook
from graders.question_cell import is_question_cell, name_of, read_question
from graders.remarking.changes import RemarkError
from graders.remarking.compare import Compared, Held, on_record
from graders.remarking.ledgers import AgainLedger, RemarkLedger, UndoLedger
from graders.remarking.versions import HOLDS, UNDONE, WRITING, Version, Versions
from graders.sync import sync_cells
from graders.withdrawn import with_withdrawal, without_withdrawal

#: Is told how many submissions are done, of how many.
Progress = Callable[[int, int], None]


def _silently(done: int, total: int) -> None:
    """Tell nobody."""


@frozen(kw_only=True)
class _Keeping(Staging):
    """Moves marked work into place, and keeps what was there before.

    Attributes:
        kept: The folder in which that is kept: a folder for each student.
    """

    kept: Path

    def finish(self, batch: str) -> list[str]:
        """Move a batch's files into place; return whose they are. May be done again."""
        aside = self.folder / batch
        students = sorted(path.name for path in aside.iterdir() if path.name != BEFORE)
        for student in students:
            self._move(aside, student)
        self.kept.mkdir(parents=True, exist_ok=True)
        for path in (aside / BEFORE).glob("*"):
            os.rename(path, self.kept / path.name)
        shutil.rmtree(aside)
        return students


@define
class Outcome:
    """What applying or undoing did.

    Attributes:
        version: The version of the key.
        marked: How many submissions have their marks by it now, or their marks from before.
        again: Whose work was marked again since, so that it was marked by the key from before.
        kept_by_hand: Marks by hand, given since the remark, that undoing left: who, and what.
    """

    version: Version
    marked: int = 0
    again: list[str] = field(factory=list)
    kept_by_hand: list[tuple[str, str]] = field(factory=list)


@define
class Remarking:
    """An assignment that is being marked by another key, with nobody else at it.

    Attributes:
        course: The course.
        assignment: The assignment's name.
        workers: How many processes mark.
        progress: Is told how far it is.
    """

    course: Course
    assignment: str
    workers: int = field(factory=cores)
    progress: Progress = _silently
    versions: Versions = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.versions = Versions(self.course.gradebook, self.assignment)

    @contextmanager
    def alone(self) -> Iterator[Outcome | None]:
        """Keep others from marking the assignment; finish first what an earlier run left.

        Gives what had to be finished, or None.

        Raises:
            AlreadyRunningError: somebody is marking it now.
        """
        marking = self._staging("marking")
        with marking.alone():
            ledger = Ledger(self.course.gradebook, self.assignment, self._penalty)
            marking.recover(ledger.has)
            finished = self._go_on()
            for version in self.versions.all():
                if version.state == UNDONE:  # should a run have ended before it tidied up
                    shutil.rmtree(self._kept(version), ignore_errors=True)
            yield finished

    def apply(self, compared: Compared) -> Outcome:
        """Give everybody who was marked the marks by the key that was compared.

        Raises:
            RemarkError: answers could not be read any more.
            OSError: files can't be written; what is done stays done, and the next run goes on.
        """
        if unread := compared.comparison.unread:
            student, flag = unread[0]
            raise RemarkError(
                f"{len(unread)} answers that could be read would not be any more; the first is "
                f"{student}'s: {flag}.\n"
                "  To fix it: put the names of options and the like back as they were answered."
            )
        return self._write(self.versions.begin(compared.job.plan.masters, compared.key))

    def undo(self) -> Outcome:
        """Bring back the marks from before the last remark that holds.

        Marks that a person has given since stay.

        Raises:
            RemarkError: there is none, or the key was changed again in another way since.
            OSError: files can't be written; what is done stays done, and the next run goes on.
        """
        version = self.versions.last()
        if version is None:
            raise RemarkError(f"No remark of {self.assignment} is there to be undone.")
        if not self.versions.is_held(version):
            raise RemarkError(
                f"The gradebook has learned another key of {self.assignment} since the last remark,"
                " so undoing that would not bring back the key from before. Nothing was changed.\n"
                "  To fix it: change the key in the source to what it should be, and run "
                f"digiready remark {self.assignment}"
            )
        self.versions.begin_undoing(version)
        return self._take_back(version)

    def _go_on(self) -> Outcome | None:
        """Finish what an earlier run of this command left."""
        version = self.versions.unfinished()
        if version is None:
            return None
        staging = self._staging("remark")
        for batch in staging.batches() if staging.folder.exists() else ():
            found = self.versions.of_batch(batch)
            if found is None:
                staging.drop(batch)
            else:
                (staging if found[1] else self._keeping(version)).finish(batch)
        return self._write(version) if version.state == WRITING else self._take_back(version)

    def _write(self, version: Version) -> Outcome:
        self._write_source(version, withdraw=True)
        done = self.versions.done(version)
        there = {*students_of(self.course.settings.autograded, self.assignment)}
        known = there & set(on_record(self.course.gradebook, self.assignment)) - done
        handed_in = students_of(self.course.settings.submitted, self.assignment)
        waiting = [each for each in handed_in if each in known]
        ledger = RemarkLedger(
            self.course.gradebook, self.assignment, self._penalty, version=version
        )
        self._mark(self._keeping(version), ledger, waiting)
        self.versions.end(version, HOLDS)
        return Outcome(version, marked=len(done) + len(waiting))

    def _mark(self, staging: Staging, ledger: Ledger, students: Sequence[str]) -> None:
        """Mark the work of some students by the gradebook's key."""
        staging.folder.mkdir(parents=True, exist_ok=True)
        job = job_of(self.course, self.assignment)
        count = 0
        self.progress(0, len(students))
        waiting = chunks(students, cohort.BATCH)
        for batch, finished in in_batches(job, staging, waiting, self.workers):
            wait_for_disk()
            put_in_place(staging, ledger, batch, finished)
            count += len(finished)
            self.progress(count, len(students))

    def _take_back(self, version: Version) -> Outcome:
        self._write_source(version, withdraw=False)
        had, kept = self.versions.parts(version), self._kept(version)
        outcome = Outcome(version, marked=len(had))
        now = on_record(self.course.gradebook, self.assignment)
        there = set(students_of(self.course.settings.autograded, self.assignment))
        outcome.again = sorted(there & set(now) - set(had))  # marked for the first time since
        plain: list[str] = []
        for student in sorted(self.versions.done(version) & set(now)):
            held = {name: part.auto for name, part in now[student].parts.items()}
            same = all(held[name] == had[student][name].gave_auto for name in held)
            (plain if same and (kept / student).is_dir() else outcome.again).append(student)
            for name, part in had[student].items():
                if name in held and now[student].parts[name].manual != _left(part):
                    outcome.kept_by_hand.append((student, name))
        self._bring_back(version, plain, had)
        ledger = AgainLedger(
            self.course.gradebook, self.assignment, self._penalty, version=version, had=had
        )
        self._mark(self._staging("remark"), ledger, self._handed_in(outcome.again))
        self.versions.end(version, UNDONE)
        shutil.rmtree(kept, ignore_errors=True)
        return outcome

    def _handed_in(self, students: Sequence[str]) -> list[str]:
        there = set(students_of(self.course.settings.submitted, self.assignment))
        return [each for each in students if each in there]

    def _bring_back(
        self, version: Version, students: Sequence[str], had: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Put rows and files of some students back as they were before *version*."""
        staging, kept = self._staging("remark"), self._kept(version)
        staging.folder.mkdir(parents=True, exist_ok=True)
        seen = self.versions.had_seen(version)
        ledger = UndoLedger(
            self.course.gradebook,
            self.assignment,
            self._penalty,
            version=version,
            had=had,
            seen_before=seen,
        )
        now = on_record(self.course.gradebook, self.assignment)
        for start in range(0, len(students), cohort.BATCH):
            batch, some = uuid4().hex, students[start : start + cohort.BATCH]
            for student in some:
                shutil.copytree(kept / student, staging.folder / batch / student)
            entries = [
                _entry_from_before(each, had[each], now[each].parts, seen.get(each))
                for each in some
            ]
            done = [Done(entry=entry, flags=()) for entry in entries]
            wait_for_disk()
            put_in_place(staging, ledger, batch, done)
            self.progress(min(start + cohort.BATCH, len(students)), len(students))

    def _write_source(self, version: Version, *, withdraw: bool) -> None:
        """Write the lines that withdraw questions into the source, or take them out again."""
        if not version.written:
            return
        path = self.course.settings.source / self.assignment / f"{self.assignment}.ipynb"
        notebook = read_notebook(path)
        before = [source_of(cell) for cell in notebook["cells"]]
        for cell in notebook["cells"]:
            how = version.written.get(name_of(source_of(cell)))
            if how is None or not is_question_cell(source_of(cell)):
                continue
            if not withdraw:
                cell["source"] = without_withdrawal(cell["source"], how)
            elif not read_question(cell["source"]).withdrawn:
                cell["source"] = with_withdrawal(cell["source"], how)
        changed = sync_cells(notebook)
        if changed or before != [source_of(cell) for cell in notebook["cells"]]:
            write_notebook(path, notebook)

    @property
    def _penalty(self) -> Any:
        return self.course.settings.penalty

    def _folder(self) -> Path:
        return self.course.settings.root / ".digiready"

    def _kept(self, version: Version) -> Path:
        return self._folder() / "before-remark" / self.assignment / str(version.number)

    def _staging(self, name: str) -> Staging:
        return Staging(
            folder=self._folder() / name / self.assignment,
            autograded=self.course.settings.autograded,
            assignment=self.assignment,
        )

    def _keeping(self, version: Version) -> Staging:
        return _Keeping(
            folder=self._folder() / "remark" / self.assignment,
            autograded=self.course.settings.autograded,
            assignment=self.assignment,
            kept=self._kept(version),
        )


def _entry_from_before(
    student: str, had: Mapping[str, Any], now: Mapping[str, Held], seen: str | None
) -> Entry:
    """Return the rows that a student had before a version of the key.

    Where a person has marked since, whether they have to look stays as it is.

    Args:
        student: Whose they are.
        had: What each part had, by name.
        now: What the gradebook holds of each part now.
        seen: What the submission looked like when it was marked; None where nobody noted it.
    """
    waits = {
        name: bool(had[name].had_needs) if part.manual == _left(had[name]) else part.needs
        for name, part in now.items()
    }
    return Entry(
        student=student,
        timestamp=None,
        seen=seen or "",
        grades={name: Row(auto=had[name].had_auto, waits=waits[name]) for name in now},
        comments={name: part.had_comment for name, part in had.items()},
    )


def _left(part: Any) -> float | None:
    """Return the mark by hand that a remark left on a part."""
    return None if part.set_aside else part.had_manual
