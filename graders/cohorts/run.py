"""Mark every submission of an assignment: in batches, side by side, each whole or not at all."""

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from uuid import uuid4

from attrs import define, field, frozen
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import find_all_files

from graders.cohorts.gradebook import Ledger
from graders.cohorts.plan import Plan
from graders.cohorts.settings import Settings
from graders.cohorts.staging import Staging
from graders.cohorts.work import Done, Job, Worker, look_of
from graders.facts import facts_near
from graders.nbgrader_plugins.course import master_cells
from graders.notebooks import read_notebook

#: Submissions that are marked, written aside and put into the gradebook together.
BATCH = 100

#: Fewer than this are marked without starting workers: that would take longer.
FEW = 60


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
    """

    assignment: str
    marked: int = 0
    unchanged: int = 0
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
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Mark every submission of *assignment*; those that have not changed only with *force*.

    Args:
        course: The course.
        assignment: Its name.
        force: Whether all are marked again.
        workers: How many processes mark; as many as there are cores by default.
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
        for batch, finished in _batches(job, staging, waiting, workers or os.cpu_count() or 1):
            _put(staging, ledger, batch, finished)
            for each in finished:
                if each.flags:
                    report.flagged[each.entry.student] = each.flags
            done += len(finished)
            report.marked = done
            progress(done, len(waiting))
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


def _put(staging: Staging, ledger: Ledger, batch: str, finished: Sequence[Done]) -> None:
    """Put a batch that stands aside into the gradebook, then in place."""
    try:
        os.sync()
        ledger.write(batch, [each.entry for each in finished])
    except BaseException:
        if not ledger.has(batch):
            staging.drop(batch)
        raise
    staging.finish(batch)


def _batches(
    job: Job, staging: Staging, students: Sequence[str], workers: int
) -> Iterator[tuple[str, list[Done]]]:
    """Give each batch when its work stands aside, in order."""
    if len(students) <= FEW or workers == 1:
        worker = Worker(job)
        for some in _chunks(students, BATCH):
            batch = uuid4().hex
            try:
                finished = worker.do(staging.folder / batch, some)
            except BaseException:
                staging.drop(batch)
                raise
            yield batch, finished
        return
    context = get_context("fork" if "fork" in _start_methods() else "spawn")
    with ProcessPoolExecutor(workers, context, _begin, (job,)) as pool:
        queue: deque[tuple[str, Future[list[Done]]]] = deque()
        chunks = _chunks(students, BATCH)
        try:
            for some in islice(chunks, workers + 1):
                queue.append(_send(pool, staging, some))
            while queue:
                batch, future = queue.popleft()
                finished = future.result()
                queue.extend(_send(pool, staging, some) for some in islice(chunks, 1))
                yield batch, finished
        finally:
            for _, future in queue:
                future.cancel()


def _send(
    pool: ProcessPoolExecutor, staging: Staging, students: Sequence[str]
) -> tuple[str, "Future[list[Done]]"]:
    batch = uuid4().hex
    return batch, pool.submit(_work, staging.folder / batch, students)


def _chunks(students: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(students), size):
        yield students[start : start + size]


def _start_methods() -> list[str]:
    from multiprocessing import get_all_start_methods

    return get_all_start_methods()


_worker: Worker | None = None


def _begin(job: Job) -> None:
    """Set up a worker's process."""
    global _worker
    _worker = Worker(job)


def _work(aside: Path, students: Sequence[str]) -> list[Done]:
    assert _worker is not None
    return _worker.do(aside, students)
