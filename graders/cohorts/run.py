"""Mark every submission of an assignment: in batches, side by side, each whole or not at all."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from attrs import define, field, frozen
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import find_all_files

from graders.cohorts.gradebook import Ledger, Shelf
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

#: Submissions that are marked, written aside and put into the gradebook together.
BATCH = 100

#: Fewer than this are marked without starting workers: that would take longer.
FEW = 60


#: Said of a submission whose rows the database does not take.
REFUSED = "not marked, since the gradebook does not take it: {}"


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
        redone: Whose files an earlier run had left aside; they were put in place first.
        pages: How many feedback pages were written.
    """

    assignment: str
    marked: int = 0
    unchanged: int = 0
    pages: int = 0
    flagged: dict[str, tuple[str, ...]] = field(factory=dict)
    redone: list[str] = field(factory=list)


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
    job = _job(course, assignment)
    ledger = Ledger(course.gradebook, assignment, settings.penalty)
    staging = Staging(
        folder=settings.root / ".digiready" / "marking" / assignment,
        autograded=settings.autograded,
        assignment=assignment,
    )
    report = Report(assignment)
    with staging.alone():
        report.redone = staging.recover(ledger.has)
        everybody = students_of(settings.submitted, assignment)
        seen = {} if force else ledger.seen()
        waiting = [each for each in everybody if _is_new(job, settings, each, seen)]
        report.unchanged = len(everybody) - len(waiting)
        done = 0
        progress(done, len(waiting))
        for batch, finished in _batches(job, staging, waiting, workers or cores(), spread):
            refused = _put(staging, ledger, batch, finished)
            for each in finished:
                student = each.entry.student
                if student in refused:
                    report.flagged[student] = (REFUSED.format(refused[student]),)
                elif each.flags:
                    report.flagged[student] = each.flags
            done += len(finished)
            report.marked += len(finished) - len(refused)
            progress(done, len(waiting))
        for tried in staging.batches():  # by workers that died over it
            staging.drop(tried)
    return report


def _job(course: Course, assignment: str) -> Job:
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


def students_of(submitted: Path, assignment: str) -> list[str]:
    """Return who handed in *assignment*, in order of name."""
    if not submitted.is_dir():
        return []
    with os.scandir(submitted) as entries:
        names = sorted(each.name for each in entries if not each.name.startswith("."))
    return [name for name in names if (submitted / name / assignment).is_dir()]


def _is_new(job: Job, settings: Settings, student: str, seen: dict[str, str]) -> bool:
    """Return whether a submission has to be marked."""
    assignment = job.plan.assignment
    if student not in seen:
        return True
    looks = look_of(job.submitted / student / assignment, assignment, job.fingerprint)
    there = settings.autograded / student / assignment / f"{assignment}.ipynb"
    return seen[student] != looks or not there.is_file()


def _put(staging: Staging, ledger: Ledger, batch: str, finished: Sequence[Done]) -> dict[str, str]:
    """Put a batch that stands aside into the gradebook, then in place.

    Return whose work the gradebook does not take, and why; it stays as it was.
    """

    def leave_out(student: str) -> None:
        staging.leave_out(batch, student)

    try:
        os.sync()
        refused = ledger.write(batch, [each.entry for each in finished], leave_out)
    except BaseException:
        if not ledger.has(batch):
            staging.drop(batch)
        raise
    staging.finish(batch)
    return refused


def _batches(
    job: Job, staging: Staging, students: Sequence[str], workers: int, spread: Spread
) -> Iterator[tuple[str, list[Done]]]:
    """Give each batch when its work stands aside, in order."""
    items = ((staging.folder, some) for some in _chunks(students, BATCH))
    few = len(students) <= FEW
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
    known = {} if force else shelf.known()
    everybody = students_of(settings.autograded, assignment)
    done = written = 0

    def new_ones() -> Iterator[list[Result]]:
        for some in _chunks(everybody, BATCH):
            results = read_results(course.gradebook, assignment, some).values()
            yield [each for each in results if _needs_page(job, each, known)]

    progress(done, len(everybody))
    few = len(everybody) <= FEW
    for results, _ in spread(PageWriter, job, new_ones(), 1 if few else workers or cores()):
        shelf.remember({each.student: look_of_page(job, each) for each in results})
        written += len(results)
        done += BATCH
        progress(min(done, len(everybody)), len(everybody))
    return written


def _needs_page(job: PageJob, result: Result, known: dict[str, str]) -> bool:
    there = job.feedback / result.student / job.assignment / f"{job.assignment}.html"
    return known.get(result.student) != look_of_page(job, result) or not there.is_file()


def _chunks(students: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(students), size):
        yield students[start : start + size]
