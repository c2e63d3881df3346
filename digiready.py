"""The ``digiready`` command: a thin door to the three packages."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from classroom.check import check_activities
from classroom.check_sources import check_sources
from coproduction.check import check_stories
from coproduction.story_cells import sync_stories, use_in
from graders.check import (
    Course,
    check_folders,
    check_notebooks,
    doubts_in_course,
    read_course,
)
from graders.coverage import (
    Coverage,
    coverage_of,
    done_though_planned,
    figures_of,
    gaps_in,
    rows_by_message,
)
from graders.coverage_page import page_of
from graders.frameworks import PROGRAMMES
from graders.links import check_links
from graders.notebooks import (
    NotACourseError,
    cells_of_course,
    course_folder,
    course_notebooks,
    read_notebook,
    write_notebook,
)
from graders.pictures import check_pictures
from graders.problems import Problem
from graders.reading_age import check_reading_age
from graders.sync import sync_cells

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Keep a Digitally Ready course in order.",
)

CourseOption = Annotated[
    Path, typer.Option("--course", help="The course's folder.", show_default="the one you are in")
]
StoriesOption = Annotated[
    Path | None,
    typer.Option("--stories", help="The stories' folder; ebe_case_studies beside the course."),
]


def _places(course: Path, stories: Path | None) -> tuple[Path, Path]:
    folder = course_folder(course.resolve())
    return folder, stories or folder.parent / "ebe_case_studies"


@app.command()
def sync(course: CourseOption = Path(), stories: StoriesOption = None) -> None:
    """Write each cell's metadata from its source, and fill in the stories."""
    folder, tales = _places(course, stories)
    total, unread = 0, 0
    for path in course_notebooks(folder):
        try:
            notebook = read_notebook(path)
        except ValueError as error:
            unread += 1
            typer.echo(f"{path.relative_to(folder)}: left as it is. {error}", err=True)
            continue
        said = path.relative_to(folder)
        told = sync_stories(notebook, tales, use_in(said), date.today())
        changed = [*told, *sync_cells(notebook)]
        if changed:
            write_notebook(path, notebook)
            total += 1
            typer.echo(f"{said}: {', '.join(changed)}")
    typer.echo(f"{total or 'No'} notebook{'' if total == 1 else 's'} changed.")
    if unread:
        raise typer.Exit(1)


@app.command()
def check(
    course: CourseOption = Path(),
    stories: StoriesOption = None,
    run: Annotated[
        bool, typer.Option("--run", help="Run each notebook from top to bottom, too; takes long.")
    ] = False,
) -> None:
    """Say what is wrong in the whole course, in one go."""
    folder, tales = _places(course, stories)
    read, found = read_course(folder, date.today())
    found += _problems(read, tales)
    if run:
        from graders.running import run_notebooks  # here: nbformat takes a second to import

        found += run_notebooks(folder)
    for problem in found:
        typer.echo(f"{problem}\n")
    doubts = list(_doubts(read))
    for doubt in doubts:
        typer.echo(f"Think again? {doubt}\n")
    if found:
        count = "1 thing" if len(found) == 1 else f"{len(found)} things"
        typer.echo(f"{count} to mend in {folder.name}.")
        raise typer.Exit(1)
    notebooks = sum(1 for _ in course_notebooks(folder))
    count = "1 notebook" if notebooks == 1 else f"{notebooks} notebooks"
    again = f" Think again about {len(doubts)} of the above." if doubts else ""
    typer.echo(f"Nothing to mend in {folder.name}: {count} checked.{again}")


def problems_of(folder: Path, stories: Path, today: date) -> list[Problem]:
    """Return every problem of the course in *folder* and of the *stories* it shows."""
    course, found = read_course(folder, today)
    return found + list(_problems(course, stories))


def _problems(course: Course, stories: Path) -> Iterator[Problem]:
    """Yield what is wrong in the course beside its own lists."""
    yield from check_folders(course.folder)
    yield from check_notebooks(course)
    yield from check_reading_age(course)
    yield from check_activities(course.folder)
    yield from check_sources(course)
    yield from check_stories(course.folder, stories, course.today)
    yield from check_links(course.folder, stories)
    yield from check_pictures(course.folder, stories)
    yield from gaps_in(_coverage(course))


def _doubts(course: Course) -> Iterator[Problem]:
    """Yield what authors should think about again; nothing is wrong with it."""
    yield from doubts_in_course(course)
    yield from done_though_planned(_coverage(course))


def _coverage(course: Course) -> Coverage:
    return coverage_of(course.messages, course.outcomes, cells_of_course(course.folder))


@app.command()
def coverage(
    course: CourseOption = Path(),
    write: Annotated[
        Path | None, typer.Option("--write", help="Write the page for programme leads here.")
    ] = None,
) -> None:
    """Show what answers each message, what teaches it and what assesses it, both ways round."""
    read, problems = read_course(course_folder(course.resolve()), date.today())
    for problem in problems:
        typer.echo(f"{problem}\n", err=True)
    covered = _coverage(read)
    if write:
        write.write_text(page_of(covered), encoding="utf-8")
        typer.echo(f"Written to {write}.")
    else:
        _print_tables(covered)
    for figure in figures_of(covered):
        typer.echo(figure)
    if problems:
        raise typer.Exit(1)


def _print_tables(covered: Coverage) -> None:
    """Print messages with what answers them, then outcomes with what they answer."""
    answers = rows_by_message(covered)
    _print_table(("Message", "Outcome", "Section", *map(str.capitalize, PROGRAMMES)), answers)
    outcomes = ((each.id, ", ".join(each.messages)) for each in covered.outcomes.values())
    _print_table(("Outcome", "Messages"), outcomes)


def _print_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as wide as the screen; wide enough for whole names where there is none."""
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    table = Table(*(Column(title, overflow="fold") for title in titles), box=None)
    before = ""
    for first, *rest in rows:
        table.add_row("" if first == before else first, *rest)
        before = first
    console.print(table)
    console.print()


@app.command()
def grade(
    assignment: Annotated[str, typer.Argument(help="The assignment's name.")] = "",
    course: CourseOption = Path(),
    all_: Annotated[bool, typer.Option("--all", help="Mark every assignment.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Mark again what has not changed, too.")
    ] = False,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="Write the feedback pages, too.")
    ] = False,
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Processes that mark; 0 for one a core.")
    ] = 0,
    scheduler: Annotated[
        str,
        typer.Option(
            help="Mark on a Dask cluster: its scheduler's address, or local for one made here."
        ),
    ] = "",
) -> None:
    """Mark what was handed in, as nbgrader autograde does, and much faster."""
    # Half of the time that nbgrader takes to import goes into a grammar by which jsonschema
    # checks addresses. Without it jsonschema leaves those unchecked; here there are none.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from graders.cohorts.terminal import grade_course  # here: nbgrader takes seconds to import

    if bool(assignment) == all_:
        typer.echo("Name one assignment, or say --all.", err=True)
        raise typer.Exit(2)
    folder = course_folder(course.resolve())
    if not grade_course(
        folder,
        assignment,
        force=force,
        workers=workers,
        feedback=feedback,
        scheduler=scheduler,
    ):
        raise typer.Exit(1)


@app.command()
def remark(
    assignment: Annotated[str, typer.Argument(help="The assignment's name.")],
    course: CourseOption = Path(),
    pass_mark: Annotated[
        str, typer.Option("--pass-mark", help="Say who crosses it: a share, 40%, or points, 17.")
    ] = "",
    withdraw: Annotated[
        list[str] | None,
        typer.Option("--withdraw", help="A question that is to be withdrawn; may be repeated."),
    ] = None,
    full_marks: Annotated[
        bool, typer.Option("--full-marks", help="Withdrawn: full marks to all who handed in.")
    ] = False,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Withdrawn: left out, and the total scaled.")
    ] = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write every student and question here.")
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Write the marks that the comparison shows.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Bring back the marks from before the last --apply.")
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="List what was applied and undone, and by whom.")
    ] = False,
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Processes that mark; 0 for one a core.")
    ] = 0,
) -> None:
    """Compare the marks by the key as it is now with those on record; write them with --apply."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # see grade
    from graders.kinds.contract import FULL_MARKS, LEFT_OUT
    from graders.remarking.terminal import Asked, remark_course  # here: imports nbgrader

    if bool(withdraw) != (full_marks or leave_out) or (full_marks and leave_out):
        typer.echo(
            "Withdrawing takes a question and what becomes of it: --withdraw name --full-marks, "
            "or --withdraw name --leave-out.",
            err=True,
        )
        raise typer.Exit(2)
    if sum((apply, undo, history)) > 1 or (withdraw and (undo or history)):
        typer.echo("Say one of --apply, --undo and --history; to undo, name nothing.", err=True)
        raise typer.Exit(2)
    asked = Asked(
        assignment=assignment,
        withdraw=dict.fromkeys(withdraw or (), FULL_MARKS if full_marks else LEFT_OUT),
        pass_mark=pass_mark,
        csv=csv,
        apply=apply,
        undo=undo,
        history=history,
        workers=workers,
    )
    if not remark_course(course_folder(course.resolve()), asked):
        raise typer.Exit(1)


def main() -> None:
    """Run the command; a course that can't be found is said in words."""
    try:
        app()
    except NotACourseError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
