"""Every kind of question goes through the whole loop, and earns what was worked out by hand."""

import json

import pytest
from bs4 import BeautifulSoup

from graders.kinds import KINDS
from graders.mark_cells import mark_in
from tests.nbgrader.conftest import STOCK
from tests.nbgrader.courses import CONFIG, GUARD, Course, label, new_course, notebook_cells, words
from tests.nbgrader.samples import EVERY_KIND, PLACED, every_kind_notebook
from tests.nbgrader.secrets_of_keys import hidden_in, leaks, secret_texts
from tests.nbgrader.small import add_assignment

pytestmark = pytest.mark.nbgrader

NAMES = pytest.mark.parametrize("name", PLACED)
ALLOWED = "illustrative_panels_count: [{}]\n"


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Course:
    """Return a course with the students' copy of the assignment made."""
    course = new_course(tmp_path_factory.mktemp("every-kind"))
    add_assignment(course, EVERY_KIND, every_kind_notebook())
    (course.folder / "course.yml").write_text(ALLOWED.format(", ".join(PLACED)), "utf-8")
    course.nbgrader("generate_assignment", EVERY_KIND)
    return course


def hand_in(course: Course, student: str, answers: dict) -> None:
    """Lay a student's work where nbgrader's collect would lay it."""
    folder = course.folder / "submitted" / student / EVERY_KIND
    folder.mkdir(parents=True)
    notebook = course.release(EVERY_KIND) / f"{EVERY_KIND}.ipynb"
    (folder / notebook.name).write_bytes(notebook.read_bytes())
    data = {"schema": 1, "answers": answers}
    (folder / "answers.json").write_text(json.dumps(data), "utf-8")


ANSWERS = {name: placed.sample.fields for name, placed in PLACED.items()}
HONEST = {name: fields for name, fields in ANSWERS.items() if PLACED[name].is_honest}


@pytest.fixture(scope="module")
def marked(released, tmp_path_factory) -> Course:
    """Return the course after our marking of all samples, and feedback."""
    course = released.copy_to(tmp_path_factory.mktemp("every-kind-marked"))
    hand_in(course, "all", ANSWERS)
    course.nbgrader("autograde", EVERY_KIND)
    course.nbgrader("generate_feedback", EVERY_KIND)
    return course


@pytest.fixture(scope="module")
def stock(released, tmp_path_factory) -> Course:
    """Return the course after stock autograde, with a kernel, of the honest samples."""
    course = released.copy_to(tmp_path_factory.mktemp("every-kind-stock"))
    (course.folder / CONFIG).rename(course.folder / "course_config.py")
    (course.folder / CONFIG).write_text(STOCK, encoding="utf-8")
    (course.folder / GUARD).unlink()
    hand_in(course, "all", HONEST)
    course.nbgrader("autograde", EVERY_KIND)
    return course


def grades(course: Course) -> dict:
    """Return the grades in the gradebook by question."""
    with course.gradebook() as gradebook:
        notebook = gradebook.find_submission_notebook(EVERY_KIND, EVERY_KIND, "all")
        return {each.name: (each.auto_score, each.needs_manual_grade) for each in notebook.grades}


@pytest.fixture(scope="module")
def ours(marked) -> dict:
    """Return our grades."""
    return grades(marked)


@pytest.fixture(scope="module")
def theirs(stock) -> dict:
    """Return stock nbgrader's grades."""
    return grades(stock)


@NAMES
def test_a_sample_earns_its_mark_in_the_gradebook(ours, name):
    """Points by hand, or none yet where people mark; what can't be read waits for a person."""
    placed = PLACED[name]
    earned, waits = ours[name]
    if placed.earns is None:
        assert earned is None
    else:
        assert earned == pytest.approx(placed.earns)
    assert waits == placed.waits


@pytest.mark.parametrize("name", HONEST)
def test_stock_nbgrader_agrees_on_honest_work(ours, theirs, name):
    """A kernel that runs the student's notebook comes to the same mark, answer by answer.

    A blank text is 0 by ours; stock leaves even that to a person.
    """
    placed = PLACED[name]
    if placed.kind.by_hand:
        assert theirs[name][0] in (None, 0)
    else:
        assert theirs[name][0] == ours[name][0]


def test_nothing_of_any_key_is_in_the_students_copy(released):
    """Every kind's key is cut out, whatever its shape."""
    source = released.source(EVERY_KIND)
    assert leaks(source, released.release(EVERY_KIND)) == set()
    assert set(hidden_in(source)) == set(PLACED), "there would be nothing to look for"
    assert len(secret_texts(source)) > 10 * len(KINDS)


@pytest.fixture(scope="module")
def page(marked) -> BeautifulSoup:
    """Return the student's feedback page."""
    path = marked.folder / "feedback" / "all" / EVERY_KIND / f"{EVERY_KIND}.html"
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@NAMES
def test_feedback_says_of_each_what_it_earned(page, marked, name):
    """Each question stands on the page with its mark, or says that a person has it."""
    said = words(page.find(id=name).get_text(" "))
    placed = PLACED[name]
    if placed.earns is None:
        assert "A person marks this" in said or "Not marked yet" in said
    elif not placed.is_honest:
        assert "could not be marked" in said
    else:
        assert f"{placed.earns:.2f}".rstrip("0").rstrip(".") + " of " in said
    path = marked.folder / "autograded" / "all" / EVERY_KIND / f"{EVERY_KIND}.ipynb"
    cell = next(each for each in notebook_cells(path) if label(each) == name)
    assert mark_in(cell)["question"] == name
