"""Promises about an answers.json that can't be read: it costs its owner, and nobody else."""

import pytest

from tests.nbgrader.broken import BROKEN
from tests.nbgrader.by_hand import HONEST, PARTLY, RIGHT, marks_of
from tests.nbgrader.courses import part, words

pytestmark = pytest.mark.nbgrader

CASES = [pytest.param(f"broken-{name}", each, id=name) for name, each in BROKEN.items()]


def test_the_run_ends_well(autograding):
    """One run marks all submissions, broken ones among them, and exits with 0."""
    course, done = autograding
    assert done.returncode == 0, done.stdout[-3000:]
    handed_in = {path.name for path in (course.folder / "submitted").iterdir()}
    assert {path.name for path in (course.folder / "autograded").iterdir()} == handed_in
    assert len(handed_in) > len(BROKEN) + len(HONEST)


@pytest.mark.parametrize(("student", "broken"), CASES)
def test_what_cannot_be_read_earns_nothing(marked, student, broken):
    """And the answers beside it, where they can be read, earn what they are worth."""
    honest = marks_of(PARTLY)
    expected = {name: 0.0 if name in broken.lost else honest[name] for name in honest}
    assert marked.marks(student) == pytest.approx(expected)


@pytest.mark.parametrize(("student", "broken"), CASES)
def test_a_person_is_asked_to_look_at_just_that(marked, student, broken):
    """Each question that could not be read waits for a person, and nothing else does."""
    assert marked.waiting(student) == broken.lost


@pytest.mark.parametrize(("student", "broken"), CASES)
def test_the_feedback_says_so(marked, student, broken):
    """The student reads which answer could not be marked, and why."""
    page = marked.feedback(student)
    said = {name: words(part(page, name).get_text()) for name in marks_of(RIGHT)}
    assert {name for name, text in said.items() if "could not be marked" in text} == broken.lost
    assert all(broken.says in said[name] for name in broken.lost)
    assert "for a person to look at " in page.get_text()
