"""Courses at each stage of the loop, each made once: nbgrader's commands take seconds."""

import os
import shutil
from collections.abc import Iterator
from subprocess import CompletedProcess

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Playwright

from graders.cohorts import run as runs
from tests.browser.servers import free_port, jupyter_arguments, running
from tests.nbgrader.broken import BROKEN
from tests.nbgrader.by_hand import FEW, HONEST, MIXED, PARTLY, RIGHT, WRITTEN, chosen_by
from tests.nbgrader.changed import CHANGES
from tests.nbgrader.courses import CONFIG, GUARD, QUIZ, REFLECTION, Course, new_course
from tests.nbgrader.hostile import intrusion, tricky_submission
from tests.nbgrader.postgres import Server, server
from tests.nbgrader.work import Notebook, Work, answers_json, cell_called, hand_in

#: No sandbox in a container, nothing sent home.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

#: Bytes that no honest file of answers comes near.
HEAVY = 10_000_000

#: The day on which work was due; work without a time of its own was handed in in time.
DUE = "2026-11-19 12:00:00.000000 UTC"

#: What an educator may add to the configuration: two points off for lateness.
LATE_COSTS_TWO = """
from nbgrader.plugins import LateSubmissionPlugin

class TwoPointsOff(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 2

c.AssignLatePenalties.plugin_class = TwoPointsOff
"""

#: The course's configuration with nbgrader's own lists: a kernel runs the student's notebook.
STOCK = """
from nbgrader.converters import Autograde
load_subconfig("course_config.py")
c = get_config()
for name in ("sanitize_preprocessors", "autograde_preprocessors", "exporter_class"):
    setattr(c.Autograde, name, Autograde.class_traits()[name].default())
"""


def _honest(number: int) -> Work:
    return Work(answers=answers_json(chosen_by(number)))


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return a course whose quiz has been released into the exchange."""
    course = new_course(tmp_path_factory.mktemp("released"))
    course.nbgrader("generate_assignment", QUIZ)
    course.nbgrader("release_assignment", QUIZ)
    return course


@pytest.fixture(scope="session")
def autograding(
    released: Course, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Course, CompletedProcess[str]]:
    """Return a course after one run of autograde over every submission there is, and the run.

    An author's answers, all right, came to lie beside the source before it.
    """
    course = released.copy_to(tmp_path_factory.mktemp("marked"))
    with (course.folder / CONFIG).open("a", encoding="utf-8") as config:
        config.write(LATE_COSTS_TWO)
    course.source().with_name("answers.json").write_bytes(answers_json(chosen_by(RIGHT)))
    traps = course.root / "traps"
    traps.mkdir()
    partly = answers_json(chosen_by(PARTLY))
    work = {
        **{name: _honest(number) for number, name in enumerate(HONEST)},
        **{f"broken-{name}": broken.work for name, broken in BROKEN.items()},
        **{f"changed-{name}": Work(answers=partly, change=each) for name, each in CHANGES.items()},
        "no-answers": Work(),
        "late": Work(answers=partly, handed_in="2026-11-20 12:00:00.000000 UTC"),
        "moderated": Work(answers=answers_json(chosen_by(MIXED)), change=reflect),
        "intruder": intrusion(traps),
        "trickster": tricky_submission(),
    }
    for student, each in work.items():
        hand_in(course, student, each)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=DUE)
    return course, course.run("autograde", QUIZ)


@pytest.fixture(scope="session")
def autograded(
    autograding: tuple[Course, CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> Course:
    """Return a copy of the course as autograde left it, before a person marked anything."""
    return autograding[0].copy_to(tmp_path_factory.mktemp("autograded"))


@pytest.fixture(scope="session")
def marked(autograding: tuple[Course, CompletedProcess[str]], autograded: Course) -> Course:
    """Return a course after marking, a person's look at one student's work, and feedback."""
    course, _ = autograding
    with course.gradebook() as gradebook:
        moderate(gradebook)
    course.nbgrader("generate_feedback", QUIZ)
    for path in course.folder.rglob("answers.json"):
        if path.is_file() and path.stat().st_size > HEAVY:
            path.unlink()  # it has been marked, and would be copied with the course
    return course


def reflect(notebook: Notebook) -> None:
    """Write the reflection."""
    cell_called(notebook, "reflection-answer")["source"] = "I would ask Ellis *first*."


def moderate(gradebook: Gradebook) -> None:
    """Mark what people mark, with a comment, and change what a question earned."""
    where = (QUIZ, QUIZ, "moderated")
    for name, points in ((REFLECTION, 6.5), (WRITTEN, 3), ("name-the-worry", 1.25)):
        grade = gradebook.find_grade(name, *where)
        grade.manual_score, grade.needs_manual_grade = points, False
    comment = gradebook.find_comment(REFLECTION, *where)
    comment.manual_comment = "You say *who* pays. <script>ran('comment')</script>"
    gradebook.db.commit()


@pytest.fixture(scope="session")
def stock(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return a course in which stock autograde, with a kernel, marked a few and the intruder."""
    course = released.copy_to(tmp_path_factory.mktemp("stock"))
    (course.folder / CONFIG).rename(course.folder / "course_config.py")
    (course.folder / CONFIG).write_text(STOCK, encoding="utf-8")
    (course.folder / GUARD).unlink()
    traps = course.root / "traps"
    traps.mkdir()
    for number, student in enumerate(FEW):
        hand_in(course, student, _honest(number))
    hand_in(course, "intruder", intrusion(traps))
    course.run("autograde", QUIZ)
    return course


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have many moments at which to stop. A killed program loses nothing that was not synced."""
    monkeypatch.setattr(runs, "BATCH", 8)
    monkeypatch.setattr(runs, "FEW", 0)
    monkeypatch.setattr(os, "sync", lambda: None)


@pytest.fixture(scope="package")
def postgres() -> Iterator[Server]:
    """Return a running PostgreSQL server; its password stands where programs look for it."""
    with server() as running_one, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPASSWORD", running_one.password)
        yield running_one


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Return a real Chromium."""
    wanted = os.environ.get("CHROMIUM", "chromium")
    program = shutil.which(wanted)
    assert program, f"there is no {wanted}: run scripts/browser, which finds or installs one"
    browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def served(
    marked: Course, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Course, str]]:
    """Return a marked course and the address of a Jupyter server that was started in it."""
    course = marked.copy_to(tmp_path_factory.mktemp("served"))
    course.source().with_name("answers.json").unlink()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    arguments = jupyter_arguments(port, course.folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGIREADY_EXCHANGE", str(course.exchange))
        with running(arguments, course.folder, course.root / "home", f"{url}/api/status"):
            yield course, url
