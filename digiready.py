"""The ``digiready`` command: a thin door to the three packages."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from classroom.check import check_activities
from classroom.check_sources import check_sources
from coproduction.check import check_stories
from coproduction.story_cells import sync_stories
from graders.check import (
    Problem,
    check_folders,
    check_notebooks,
    doubts_in_course,
    read_course,
)
from graders.notebooks import (
    NotACourseError,
    course_folder,
    course_notebooks,
    read_notebook,
    write_notebook,
)
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
        changed = [*sync_stories(notebook, tales), *sync_cells(notebook)]
        if changed:
            write_notebook(path, notebook)
            total += 1
            typer.echo(f"{path.relative_to(folder)}: {', '.join(changed)}")
    typer.echo(f"{total or 'No'} notebook{'' if total == 1 else 's'} changed.")
    if unread:
        raise typer.Exit(1)


@app.command()
def check(course: CourseOption = Path(), stories: StoriesOption = None) -> None:
    """Say what is wrong in the whole course, in one go."""
    folder, tales = _places(course, stories)
    found = problems_of(folder, tales, date.today())
    for problem in found:
        typer.echo(f"{problem}\n")
    doubts = list(doubts_in_course(read_course(folder, date.today())[0]))
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
    found += check_folders(folder)
    found += check_notebooks(course)
    found += check_activities(folder)
    found += check_sources(course)
    found += check_stories(folder, stories, today)
    return found


def main() -> None:
    """Run the command; a course that can't be found is said in words."""
    try:
        app()
    except NotACourseError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
