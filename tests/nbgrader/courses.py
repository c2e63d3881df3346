"""A copy of the course: nbgrader's commands in it, and what they leave behind."""

import atexit
import json
import shutil
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from attrs import frozen
from bs4 import BeautifulSoup, Tag
from nbgrader.api import Gradebook
from ruamel.yaml import YAML

from demo.commands import Commands
from tests.browser.servers import own_environment

COURSE = Path(__file__).parents[2] / "course"
QUIZ = "online-safeguarding-qualifying"
REFLECTION = "reflection"
CONFIG = "nbgrader_config.py"
GUARD = "nbgrader_config.json"

#: What the tests of one process run their commands with.
_COMMANDS = Commands()
atexit.register(_COMMANDS.close)


@frozen(kw_only=True)
class Kept:
    """A grade as the gradebook holds it."""

    auto: float | None
    manual: float | None
    waits: bool


@frozen
class Course:
    """A course with an exchange and a home of its own below *root*."""

    root: Path

    @property
    def folder(self) -> Path:
        """Return the folder that nbgrader works in."""
        return self.root / "course"

    @property
    def exchange(self) -> Path:
        """Return the exchange's folder."""
        return self.root / "exchange"

    def environment(self) -> dict[str, str]:
        """Return the environment in which everything of this course runs."""
        return {**own_environment(self.root / "home"), "DIGIREADY_EXCHANGE": str(self.exchange)}

    def run(self, *arguments: str) -> CompletedProcess[str]:
        """Run an nbgrader command; what it said is in the result's ``stdout``."""
        return _COMMANDS.run(
            "nbgrader", *arguments, folder=self.folder, environment=self.environment()
        )

    def nbgrader(self, *arguments: str) -> str:
        """Run an nbgrader command that must succeed; return what it said."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout[-3000:]
        return done.stdout

    def copy_to(self, root: Path) -> "Course":
        """Return a copy of all this below *root*."""
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        return Course(root)

    def source(self, assignment: str = QUIZ) -> Path:
        """Return the path of an assignment's source notebook."""
        return self.folder / "source" / assignment / f"{assignment}.ipynb"

    def release(self, assignment: str = QUIZ) -> Path:
        """Return the folder of an assignment's student copy."""
        return self.folder / "release" / assignment

    def submitted(self, student: str) -> Path:
        """Return the folder in which a student's work lies after collecting."""
        return self.folder / "submitted" / student / QUIZ

    def autograded(self, student: str) -> Path:
        """Return the path of a student's notebook after marking."""
        return self.folder / "autograded" / student / QUIZ / f"{QUIZ}.ipynb"

    def cells(self, student: str) -> list[dict[str, Any]]:
        """Return the cells of a student's notebook after marking."""
        return notebook_cells(self.autograded(student))

    def page(self, student: str) -> Path:
        """Return the path of a student's feedback page."""
        return self.folder / "feedback" / student / QUIZ / f"{QUIZ}.html"

    def feedback(self, student: str) -> BeautifulSoup:
        """Return a student's feedback page, parsed."""
        return BeautifulSoup(self.page(student).read_text("utf-8"), "html.parser")

    def gradebook(self) -> Gradebook:
        """Return nbgrader's gradebook, to be closed by a ``with``."""
        return Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}", "digitally-ready")

    def grades(self, student: str) -> dict[str, Kept]:
        """Return a student's grades by name."""
        with self.gradebook() as gradebook:
            notebook = gradebook.find_submission_notebook(QUIZ, QUIZ, student)
            return {
                grade.name: Kept(
                    auto=grade.auto_score,
                    manual=grade.manual_score,
                    waits=grade.needs_manual_grade,
                )
                for grade in notebook.grades
            }

    def marks(self, student: str) -> dict[str, float | None]:
        """Return what the questions earned by machine."""
        grades = self.grades(student)
        return {name: grade.auto for name, grade in grades.items() if name != REFLECTION}

    def waiting(self, student: str) -> set[str]:
        """Return the names of the parts that wait for a person."""
        return {name for name, grade in self.grades(student).items() if grade.waits}


def digiready(course: Course, *arguments: str, code: int = 0) -> str:
    """Run a digiready command in the course; return what it said."""
    environment = {**course.environment(), "COLUMNS": "160"}
    done = _COMMANDS.run("digiready", *arguments, folder=course.folder, environment=environment)
    assert done.returncode == code, done.stdout[-3000:]
    return done.stdout


def new_course(root: Path) -> Course:
    """Return a copy of the course's configuration, lists and quiz."""
    course = Course(root)
    for folder in (course.folder / "source", course.exchange, root / "home"):
        folder.mkdir(parents=True)
    course.exchange.chmod(0o777)
    for name in (CONFIG, GUARD, "facts.yml", "outcomes.yml"):
        shutil.copy(COURSE / name, course.folder / name)
    shutil.copytree(COURSE / "source" / QUIZ, course.folder / "source" / QUIZ)
    return course


def notebook_cells(path: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook file, each source as one text."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in cells]


def questions_in(source: Path) -> dict[str, dict[str, Any]]:
    """Return the questions of a source notebook, keys included, as YAML has them."""
    yaml = YAML(typ="safe", pure=True)
    found = {}
    for cell in notebook_cells(source):
        first, _, body = cell["source"].partition("\n")
        if first.startswith("%%question "):
            found[first.split()[1]] = yaml.load(body)
    return found


def parts_of(question: dict[str, Any]) -> set[str]:
    """Return the ids that an answer to the question can name."""
    parts = [question.get(entry) for entry in ("options", "text", "record", "steps", "items")]
    moments = question.get("moments", {}).values()
    parts += [moment.get("options") for moment in moments]
    return {name for each in parts if each for name in each}


def label(cell: dict[str, Any]) -> str:
    """Return a cell's grade_id, or its id where it has none."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id") or cell["id"])


def part(page: BeautifulSoup, name: str) -> Tag:
    """Return the part of a feedback page that is about the question called *name*."""
    found = page.find(id=name)
    assert isinstance(found, Tag), f"the page has no part {name}"
    return found


def words(text: str) -> str:
    """Return *text* with every run of white space as one space."""
    return " ".join(text.split())
