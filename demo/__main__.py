"""Run the whole loop with stock nbgrader commands; say what happened, and whether it is right."""

import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from rich.console import Console
from rich.table import Table

from demo.cohort import CLOSE, Cohort, Student, read_cohorts, work_through
from demo.commands import PROGRAMS, Commands
from demo.exchange import fetch, submit
from graders.look import in_figures

HERE = Path(__file__).resolve().parent
COURSE = HERE.parent / "course"
WORK = HERE / "work"
COPIED = ("nbgrader_config.py", "nbgrader_config.json", "facts.yml", "outcomes.yml", "course.yml")

COLUMNS = ("Student", "Handed in", "Marked", "Should get", "Entry", "Reflection", "Broken")
IN_FIGURES = ("Marked", "Should get", "Broken")

console = Console(highlight=False, soft_wrap=True)  # paths are to be copied
commands = Commands()


class DemoError(RuntimeError):
    """A command of the demo failed; says which, and what it said."""


@contextmanager
def step(says: str) -> Iterator[None]:
    """Show what is being done, then how long it took."""
    start = time.monotonic()
    with console.status(f"{says} …"):
        yield
    console.print(f"  [green]done[/green]  {says}  [dim]{time.monotonic() - start:.1f} s[/dim]")


def nbgrader(*arguments: str) -> None:
    """Run an nbgrader command in the demo's course.

    Raises:
        DemoError: it failed.
    """
    environment = {
        **os.environ,
        "DIGIREADY_EXCHANGE": str(WORK / "exchange"),
        "PATH": os.pathsep.join((str(PROGRAMS), os.environ.get("PATH", ""))),
        "JUPYTER_CONFIG_DIR": str(WORK / "jupyter"),
    }
    done = commands.run("nbgrader", *arguments, folder=WORK / "course", environment=environment)
    log = WORK / "log.txt"
    with log.open("a", encoding="utf-8") as file:
        file.write(f"$ nbgrader {' '.join(arguments)}\n{done.stdout}\n")
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-12:])
        raise DemoError(f"nbgrader {arguments[0]} failed. Its last words:\n{tail}\nAll is in {log}")


def prepare() -> None:
    """Lay out a course of the demo's own, so that nothing in course/ is touched."""
    shutil.rmtree(WORK, ignore_errors=True)
    for folder in ("exchange", "jupyter", "students"):
        (WORK / folder).mkdir(parents=True)
    (WORK / "exchange").chmod(0o777)
    course = WORK / "course"
    course.mkdir()
    for name in COPIED:
        shutil.copy(COURSE / name, course / name)
    shutil.copytree(COURSE / "source", course / "source")


def hand_in(student: Student, assignment: str) -> None:
    """Let *student* fetch, answer and hand in."""
    home = WORK / "students" / student.name
    folder = fetch(WORK / "exchange", home, student.name, assignment)
    uploads = WORK / "course" / "downloaded" / assignment / "archive"
    work_through(student, folder, uploads)
    if "uploads" not in student.does:
        submit(WORK / "exchange", home, student.name, assignment)


def run_loop(cohorts: Sequence[Cohort]) -> None:
    """Release, answer, hand in, collect, mark and give feedback, each assignment; then export."""
    prepare()
    for cohort in cohorts:
        console.print(f"\n[bold]{cohort.assignment}[/bold], {len(cohort.students)} students")
        run_assignment(cohort)
    console.print()
    with step("nbgrader export: all marks as grades.csv"):
        nbgrader("export")


def run_assignment(cohort: Cohort) -> None:
    """Take one assignment from its source to its feedback pages."""
    assignment, taking_part = cohort.assignment, cohort.taking_part
    late = [each for each in taking_part if "late" in each.does]
    with step("nbgrader generate_assignment: the students' copy, without keys"):
        nbgrader("generate_assignment", assignment)
    with step("nbgrader release_assignment: into the exchange"):
        nbgrader("release_assignment", assignment)
    in_time = "they answer and hand in" if not late else "all but the late one hand in"
    with step(f"{len(taking_part)} students fetch it; {in_time}"):
        for student in taking_part:
            if student not in late:
                hand_in(student, assignment)
    if late:
        with step("the due date passes, and the late one hands in"):
            due = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
            nbgrader("db", "assignment", "add", assignment, f"--duedate={due}")
            for student in late:
                hand_in(student, assignment)
    with step("nbgrader collect: from the exchange"):
        nbgrader("collect", assignment, "--ExchangeCollect.check_owner=False")
    if any("uploads" in each.does for each in taking_part):
        with step("nbgrader zip_collect: what was uploaded as a file"):
            nbgrader("zip_collect", assignment)
    with step("nbgrader autograde: answers marked as data, no student's code run"):
        nbgrader("autograde", assignment)
    with step("nbgrader generate_feedback: a page for each student"):
        nbgrader("generate_feedback", assignment)


def compare(assignment: str, students: Sequence[Student]) -> tuple[Table, list[str]]:
    """Return the table of marks, and each mark that is not what it should be, in words."""
    table = Table(title=f"\n{assignment}", title_justify="left")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column in IN_FIGURES else "left")
    wrong: list[str] = []
    with Gradebook(f"sqlite:///{WORK / 'course' / 'gradebook.db'}") as gradebook:
        for student in students:
            try:
                submission = gradebook.find_submission(assignment, student.name)
            except MissingEntry:
                table.add_row(student.name, "nothing")
                if "nothing" not in student.does:
                    wrong.append(f"{student.name}: nothing was collected")
                continue
            grades = {grade.name: grade for grade in submission.notebooks[0].grades}
            got = {name: grades[name].auto_score for name in student.marks}
            wrong += [
                f"{student.name}, {name}: got {got[name]}, should get {mark}"
                for name, mark in student.marks.items()
                if got[name] is None or abs(got[name] - mark) > CLOSE
            ]
            flagged = [name for name in student.marks if grades[name].needs_manual_grade]
            waits = {name: grades[name].needs_manual_grade for name in student.waits}
            wrong += [
                f"{student.name}, {name}: waits for a person should be {should}"
                for name, should in student.waits.items()
                if waits[name] != should
            ]
            late = submission.total_seconds_late > 0
            for fact, name in ((late, "late"), (bool(flagged), "damages")):
                if fact != (name in student.does):
                    wrong.append(f"{student.name}: {name} should be {name in student.does}")
            table.add_row(
                student.name,
                "late" if late else "upload" if "uploads" in student.does else "in time",
                in_figures(sum(mark or 0.0 for mark in got.values())),
                in_figures(student.total),
                "to mark" if any(waits.values()) else "blank",
                "to mark" if grades["reflection"].needs_manual_grade else "blank",
                str(len(flagged)) if flagged else "",
            )
    return table, wrong


def main() -> int:
    """Run the demo; return 0 if every mark is what it should be."""
    start = time.monotonic()
    cohorts = read_cohorts(HERE / "cohorts")
    students = len({each.name for cohort in cohorts for each in cohort.students})
    console.print(
        f"[bold]Digitally Ready: the whole loop, {len(cohorts)} assignments, "
        f"{students} students[/bold]"
    )
    try:
        run_loop(cohorts)
    except DemoError as error:
        console.print(f"[red]{error}[/red]")
        return 1
    finally:
        commands.close()
    wrong: list[str] = []
    for cohort in cohorts:
        table, found = compare(cohort.assignment, cohort.students)
        wrong += found
        console.print(table)
    if list(WORK.rglob("meddled.txt")):
        wrong.append("kofi: code of a submission was run")
    _say_what_to_open(cohorts[0].assignment)
    if wrong:
        console.print(f"\n[red]{len(wrong)} marks are not what they should be:[/red]")
        for each in wrong:
            console.print(f"  {each}")
        return 1
    took = time.monotonic() - start
    console.print(f"\n[green]Every mark is what it should be.[/green] It took {took:.0f} seconds.")
    console.print("Next: [bold]make lab[/bold] opens the course; the README says what to read.")
    return 0


def _say_what_to_open(assignment: str) -> None:
    course = WORK / "course"
    console.print("Open in a browser, to see what students get back:")
    for name in ("hana", "farah"):
        page = course / "feedback" / name / assignment / f"{assignment}.html"
        console.print(f"  {_near(page)}")
    console.print("Open in a spreadsheet:")
    console.print(f"  {_near(course / 'grades.csv')}")


def _near(path: Path) -> Path:
    """Return *path* as seen from here, if it is below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    sys.exit(main())
