"""Mark a course's assignments and say how it goes, in a terminal."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from nbgrader.api import InvalidEntry
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from graders.cohorts.database import open_gradebook
from graders.cohorts.run import Course, GradeError, Report, assignments_of, grade, write_pages
from graders.cohorts.settings import SettingsError, read_settings
from graders.cohorts.side_by_side import Spread, in_order
from graders.cohorts.staging import AlreadyRunningError
from graders.safe_csv import harmless, write_csv

#: Reasons that are listed in the terminal; a file in the course holds them all if there are more.
MOST_LISTED = 40
FLAGGED_FILE, FAILED_FILE = "flagged.csv", "failed.csv"


def grade_course(
    folder: Path,
    assignment: str,
    *,
    force: bool,
    workers: int,
    feedback: bool = False,
    scheduler: str = "",
) -> bool:
    """Mark *assignment*, or every one if it is empty; return whether all could be marked.

    Args:
        folder: The course's.
        assignment: A name, or nothing.
        force: Whether what has not changed is marked again.
        workers: How many processes mark; 0 for one a core.
        feedback: Whether feedback pages are written, too.
        scheduler: The address of a Dask cluster's scheduler, or "local"; nothing for
            processes of our own.
    """
    console = Console(highlight=False, soft_wrap=True)
    reports: list[Report] = []
    try:
        settings = read_settings(folder)
        with (
            closing(open_gradebook(settings.db_url, settings.course_id)) as gradebook,
            _spread(scheduler, folder) as spread,
        ):
            course = Course(settings=settings, gradebook=gradebook)
            for name in [assignment] if assignment else assignments_of(settings):
                report = _one(console, course, name, force=force, workers=workers, spread=spread)
                reports.append(report)
                if feedback:
                    report.pages = _pages(
                        console, course, name, force=force, workers=workers, spread=spread
                    )
    except (SettingsError, GradeError, AlreadyRunningError) as error:
        console.print(str(error), style="red", markup=False)
    except (SQLAlchemyError, InvalidEntry) as error:  # the latter is nbgrader's word for it
        console.print(
            f"The gradebook could not be read or written: {error.__class__.__name__}: "
            f"{getattr(error, 'orig', error)!s}\n"
            "  What was marked so far is kept, whole. To fix it: see that the database can be "
            "reached and that its disk has room, then run this again.",
            style="red",
            markup=False,
        )
    except OSError as error:
        console.print(
            f"A file could not be written: {error}\n"
            "  What was marked so far is kept, whole. To fix it: see that the disk has room and "
            "that the folder is yours, then run this again.",
            style="red",
            markup=False,
        )
    except KeyboardInterrupt:
        console.print("Stopped. What was marked so far is kept, whole; run this again to go on.")
    else:
        say(console, reports, folder)
        return not any(report.failed for report in reports)
    if reports:
        say(console, reports, folder)
    return False


@contextmanager
def _spread(scheduler: str, folder: Path) -> Iterator[Spread]:
    """Give what hands the work to many."""
    if not scheduler:
        yield in_order
        return
    try:
        from graders.cohorts.many_machines import cluster_at  # here: Dask takes a second to import
    except ImportError as error:
        raise GradeError(
            f"Marking on many machines needs Dask, and it is not installed: {error}\n"
            '  To fix it: pip install "distributed>=2025.1"'
        ) from error
    with cluster_at(scheduler, folder) as cluster:
        yield cluster.in_order


def _one(
    console: Console, course: Course, name: str, *, force: bool, workers: int, spread: Spread
) -> Report:
    with progress_bar(console, f"{name}: marking") as show:
        return grade(
            course, name, force=force, workers=workers or None, spread=spread, progress=show
        )


def _pages(
    console: Console, course: Course, name: str, *, force: bool, workers: int, spread: Spread
) -> int:
    with progress_bar(console, f"{name}: feedback") as show:
        return write_pages(
            course, name, force=force, workers=workers or None, spread=spread, progress=show
        )


@contextmanager
def progress_bar(console: Console, says: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far something is, and the time left; give what is to be told of it."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("time left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,  # in a file each would leave an empty line
    ) as bar:
        task = bar.add_task(says, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def say(console: Console, reports: Sequence[Report], folder: Path) -> None:
    """Show the closing table, and who should be looked at and why; list all in *folder* if many."""
    table = Table(box=None, pad_edge=False)
    table.add_column("\nAssignment", overflow="fold")
    for column in ("\nMarked", "\nUnchanged", "\nFlagged", "\nFailed", "Feedback\npages"):
        table.add_column(column, justify="right")
    for report in reports:
        people = (len(report.flagged), len(report.failed))
        figures = (report.marked, report.unchanged, *people, report.pages)
        table.add_row(report.assignment, *map(str, figures))
        if report.lost:
            console.print(
                f"{report.assignment}: the machine went down during an earlier run, and files may "
                "have been lost. So all were marked again."
            )
        if report.redone:
            console.print(
                f"{report.assignment}: an earlier run was stopped. What it had marked was put in "
                f"place first (submissions: {len(report.redone)})."
            )
    console.print(table)
    failed = [
        (report.assignment, student, reason)
        for report in reports
        for student, reason in report.failed.items()
    ]
    flagged = [
        (report.assignment, student, reason)
        for report in reports
        for student, reasons in report.flagged.items()
        for reason in reasons
    ]
    _list(
        console, "Not marked; what stood there before stands there:", failed, folder / FAILED_FILE
    )
    _list(
        console,
        "For a person to look at, in the formgrader under Manual Grading:",
        flagged,
        folder / FLAGGED_FILE,
    )
    if not any(report.marked or report.unchanged or report.failed for report in reports):
        console.print("Nothing was handed in yet: nbgrader collect, or nbgrader zip_collect.")


def _list(
    console: Console, says: str, found: Sequence[tuple[str, str, str]], in_full: Path
) -> None:
    """Show an assignment, a student and a reason a line; write all into a file if many."""
    if not found:
        return
    console.print(f"\n{says}")
    for assignment, student, reason in found[:MOST_LISTED]:
        console.print(f"  {assignment}, {student}: {reason}", markup=False)
    if len(found) > MOST_LISTED:
        rows = ([harmless(each) for each in row] for row in found)
        write_csv(in_full, ("assignment", "student", "reason"), rows)
        console.print(f"  and {len(found) - MOST_LISTED} more; all are in {in_full}", markup=False)
