"""Mark every submission of an assignment: in batches, side by side, each whole or not at all."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from attrs import define, field, frozen
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import find_all_files

from graders.cohorts.gradebook import Ledger, Shelf
from graders.cohorts.on_disk import OnDisk
from graders.cohorts.pages import PageJob, PageWriter, look_of_page
from graders.cohorts.plan import Plan
from graders.cohorts.results import Result, read_results
from graders.cohorts.settings import Settings
from graders.cohorts.side_by_side import Spread, cores, in_order
from graders.cohorts.staging import Staging
from graders.cohorts.work import Done, Job, Worker, look_of
from graders.facts import facts_near
from graders.nbgrader_plugins.course import master_cells
from graders.notebooks import read_notebook
from graders.remarking.versions import Versions

#: Submissions that are marked, written aside and put into the gradebook together.
BATCH = 200

#: Fewer than this are marked without starting workers: that would take longer.
FEW = 60


#: Said of a submission whose rows the database does not take.
REFUSED = "the gradebook does not take it: {}"


class GradeError(ValueError):
    """An assignment can't be marked; says what to do."""


@define
class Report:
    """What a run did.

    Attributes:
        assignment: The assignment's name.
        marked: How many submissions were marked.
        unchanged: How many were marked before and have not changed since.
        flagged: Whose work a person should look at, and why.
        failed: Whose work could not be marked, and why; what stood there before stands there.
        redone: Whose files an earlier run had left aside; they were put in place first.
        lost: Whether the machine went down during an earlier run; then all were marked again.
        pages: How many feedback pages were written.
    """

    assignment: str
    marked: int = 0
    unchanged: int = 0
    pages: int = 0
    flagged: dict[str, tuple[str, ...]] = field(factory=dict)
    failed: dict[str, str] = field(factory=dict)
    redone: list[str] = field(factory=list)
    lost: bool = False


@frozen(kw_only=True)
class Course:
    """An open course: its settings and its gradebook."""

    settings: Settings
    gradebook: Gradebook


def grade(
    course: Course,
    assignment: str,
    *,
    force: bool = False,
    workers: int | None = None,
    spread: Spread = in_order,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Mark every submission of *assignment*; those that have not changed only with *force*.

    Args:
        course: The course.
        assignment: Its name.
        force: Whether all are marked again.
        workers: How many processes mark; as many as there are cores by default.
        spread: How the work is given to many; to processes of our own by default.
        progress: Is told how many submissions are done, of how many.

    Raises:
        GradeError: it can't be marked at all.
        OSError: files can't be written; what is done stays done.
    """
    settings = course.settings
    job = job_of(course, assignment)
    ledger = Ledger(course.gradebook, assignment, settings.penalty)
    staging = Staging(
        folder=settings.root / ".digiready" / "marking" / assignment,
        autograded=settings.autograded,
        assignment=assignment,
    )
    report = Report(assignment)
    done = 0
    with staging.alone():
        if stopped := Versions(course.gradebook, assignment).stopped():
            raise GradeError(stopped)
        on_disk = OnDisk(staging.folder / ".work-not-on-disk")
        report.lost = on_disk.begin()
        report.redone = staging.recover(ledger.has)
        waiting = Waiting(job, settings, ledger, everything=force or report.lost)
        progress(0, waiting.total)
        for batch, finished in in_batches(job, staging, waiting, workers or cores(), spread):
            refused = put_in_place(staging, ledger, batch, finished)
            for each in finished:
                student = each.entry.student
                if student in refused:
                    report.failed[student] = REFUSED.format(refused[student])
                elif each.flags:
                    report.flagged[student] = each.flags
            report.marked += len(finished) - len(refused)
            done += len(finished)
            progress(done + waiting.unchanged, waiting.total)
        for tried in staging.batches():  # by workers that died over it
            staging.drop(tried)
        on_disk.end()
        report.unchanged = waiting.unchanged
        progress(waiting.total, waiting.total)
    return report


def job_of(course: Course, assignment: str) -> Job:
    """Return what marking *assignment* by the gradebook's key needs.

    Raises:
        GradeError: there is no such assignment, or the gradebook does not know it.
    """
    settings = course.settings
    source = settings.source / assignment
    try:
        cells = read_notebook(source / f"{assignment}.ipynb")["cells"]
    except OSError as error:
        raise GradeError(
            f"There is no assignment {assignment}: {error.filename} is not there.\n"
            f"  To fix it: name one of {', '.join(assignments_of(settings)) or 'none: make one'}."
        ) from error
    try:
        masters = master_cells(course.gradebook, assignment, assignment, cells)
        kernelspec = course.gradebook.find_notebook(assignment, assignment).kernelspec
    except MissingEntry as error:
        raise GradeError(
            f"The gradebook does not know {assignment}.\n"
            f"  To fix it: nbgrader generate_assignment {assignment}"
        ) from error
    plan = Plan(
        assignment=assignment,
        masters=tuple(masters),
        released=tuple(cells),
        kernelspec=json.loads(kernelspec) if kernelspec else None,
        facts=facts_near(settings.root),
        show_strongest=settings.show_strongest,
    )
    left_out = {str(source / name) for name in settings.excluded.get(assignment, ())}
    found = find_all_files(str(source), [*settings.ignore, "*.ipynb"])
    beside = [(Path(each), os.path.relpath(each, source)) for each in found if each not in left_out]
    return Job(
        plan=plan,
        fingerprint=plan.fingerprint(),
        submitted=settings.submitted,
        beside=beside,
        permissions=settings.permissions,
    )


def assignments_of(settings: Settings) -> list[str]:
    """Return the assignments that the course has."""
    return sorted(path.parent.name for path in settings.source.glob("*/*.ipynb"))


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder of students' work, in order; empty if there is no folder."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(each.name for each in entries if not each.name.startswith("."))


def students_of(folder: Path, assignment: str) -> list[str]:
    """Return whose work on *assignment* is in *folder*, in order of name."""
    return [name for name in names_in(folder) if (folder / name / assignment).is_dir()]


class Waiting:
    """The students whose work has to be marked, a batch at a time, so that few are held.

    Attributes:
        total: How many have handed in, as far as has been seen.
        unchanged: How many were marked before and have not changed since.
    """

    def __init__(self, job: Job, settings: Settings, ledger: Ledger, *, everything: bool) -> None:
        self._job, self._settings, self._ledger = job, settings, ledger
        self._everything = everything
        self._names = names_in(settings.submitted)
        self.total, self.unchanged = len(self._names), 0

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the students of each batch: 1 to BATCH of them."""
        waiting: list[str] = []
        for some in chunks(self._names, BATCH):
            waiting += self._new_among(some)
            if len(waiting) >= BATCH:
                yield waiting[:BATCH]
                waiting = waiting[BATCH:]
        if waiting:
            yield waiting

    def _new_among(self, names: Sequence[str]) -> list[str]:
        handed_in = [each for each in names if self._folder_of(each).is_dir()]
        self.total -= len(names) - len(handed_in)
        if self._everything:
            return handed_in
        seen = self._ledger.seen(handed_in)
        new = [each for each in handed_in if self._is_new(each, seen.get(each))]
        self.unchanged += len(handed_in) - len(new)
        return new

    def _folder_of(self, student: str) -> Path:
        return self._job.submitted / student / self._job.plan.assignment

    def _is_new(self, student: str, seen: str | None) -> bool:
        if seen is None:
            return True
        assignment = self._job.plan.assignment
        looks = look_of(self._folder_of(student), assignment, self._job.fingerprint)
        there = self._settings.autograded / student / assignment / f"{assignment}.ipynb"
        return seen != looks or not there.is_file()


def put_in_place(
    staging: Staging, ledger: Ledger, batch: str, finished: Sequence[Done]
) -> dict[str, str]:
    """Put a batch that stands aside into the gradebook, then in place.

    Return whose work the gradebook does not take, and why; it stays as it was.
    """

    def leave_out(student: str) -> None:
        staging.leave_out(batch, student)

    try:
        refused = ledger.write(batch, [each.entry for each in finished], leave_out)
    except BaseException:
        if not ledger.has(batch):
            staging.drop(batch)
        raise
    staging.finish(batch)
    return refused


def in_batches(
    job: Job,
    staging: Staging,
    waiting: Iterable[Sequence[str]],
    workers: int,
    spread: Spread = in_order,
) -> Iterator[tuple[str, list[Done]]]:
    """Give each batch when its work stands aside, in order."""
    rest = iter(waiting)
    first = list(islice(rest, 2))
    few = sum(map(len, first)) <= FEW
    items = ((staging.folder, some) for some in chain(first, rest))
    for _, done in spread(Worker, job, items, 1 if few else workers):
        yield done


def write_pages(
    course: Course,
    assignment: str,
    *,
    force: bool = False,
    workers: int | None = None,
    spread: Spread = in_order,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Write the feedback page of everybody whose work is marked; return how many were written.

    A page that would come out the same is left alone, unless *force*.

    Args:
        course: The course.
        assignment: Its name.
        force: Whether all are written again.
        workers: How many processes write; as many as there are cores by default.
        spread: How the work is given to many; to processes of our own by default.
        progress: Is told how many submissions are done, of how many.

    Raises:
        OSError: files can't be read or written; the pages that stand are whole.
    """
    settings = course.settings
    job = PageJob(
        assignment=assignment,
        autograded=settings.autograded,
        feedback=settings.feedback,
        ignore=settings.ignore,
    )
    shelf = Shelf(course.gradebook, assignment)
    on_disk = OnDisk(settings.root / ".digiready" / "marking" / assignment / ".pages-not-on-disk")
    everything = on_disk.begin() or force
    names = names_in(settings.autograded)
    total, done, written = len(names), 0, 0

    def new_ones() -> Iterator[list[Result]]:
        nonlocal total
        for some in chunks(names, BATCH):
            results = read_results(course.gradebook, assignment, some).values()
            total -= len(some) - len(results)  # who has handed in other assignments only
            known = {} if everything else shelf.known(some)
            yield [each for each in results if _needs_page(job, each, known)]

    progress(done, total)
    few = len(names) <= FEW
    for results, _ in spread(PageWriter, job, new_ones(), 1 if few else workers or cores()):
        shelf.remember({each.student: look_of_page(job, each) for each in results})
        written += len(results)
        done += BATCH
        progress(min(done, total), total)
    on_disk.end()
    return written


def _needs_page(job: PageJob, result: Result, known: dict[str, str]) -> bool:
    look = look_of_page(job, result)
    there = job.feedback / result.student / job.assignment / f"{job.assignment}.html"
    return bool(look) and (known.get(result.student) != look or not there.is_file())


def chunks(students: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Yield *students* in order, *size* at a time."""
    for start in range(0, len(students), size):
        yield students[start : start + size]
