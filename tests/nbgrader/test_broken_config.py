"""Promises that nothing is marked by stock settings where the course's can't be read."""

import pytest

from tests.nbgrader.courses import CONFIG, GUARD, QUIZ
from tests.nbgrader.hostile import intrusion
from tests.nbgrader.work import hand_in

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

#: What may be wrong with the configuration; None for a file that is not there.
BROKEN = {
    "a-mistake-in-it": "c = get_config(\n",
    "a-module-that-is-not-there": "import graders.no_such_module\n",
    "no-file": None,
}

SAYS = "nbgrader_config.py of this course could not be read"


@pytest.fixture(scope="module", params=BROKEN)
def broken(request, released, tmp_path_factory):
    """Return a course whose configuration can't be read, with an intruder's work in it."""
    course = released.copy_to(tmp_path_factory.mktemp(request.param))
    (course.root / "traps").mkdir()
    hand_in(course, "intruder", intrusion(course.root / "traps"))
    path, text = course.folder / CONFIG, BROKEN[request.param]
    if text is None:
        path.unlink()
    else:
        path.write_text(text + path.read_text("utf-8"), encoding="utf-8")
    return course


def test_no_students_code_runs(broken):
    """Autograde refuses, says why, and no cell of a submission has written anything."""
    done = broken.run("autograde", QUIZ)
    assert done.returncode != 0
    assert SAYS in done.stdout
    assert "To fix it:" in done.stdout
    assert list((broken.root / "traps").iterdir()) == []
    assert not broken.autograded("intruder").exists()


def test_no_students_copy_is_made(broken):
    """A stock copy would not be looked through for keys."""
    done = broken.run("generate_assignment", QUIZ, "--force")
    assert done.returncode != 0
    assert SAYS in done.stdout


def test_no_feedback_is_written(released, tmp_path_factory):
    """Stock feedback shows the marked notebook whole, and the keys are in it."""
    course = released.copy_to(tmp_path_factory.mktemp("no-feedback"))
    hand_in(course, "intruder", intrusion(course.root))
    course.nbgrader("autograde", QUIZ)
    (course.folder / CONFIG).unlink()
    done = course.run("generate_feedback", QUIZ)
    assert done.returncode != 0
    assert SAYS in done.stdout
    assert not course.page("intruder").exists()


def test_without_the_guard_the_code_would_run(released, tmp_path_factory):
    """The trap is live: stock settings run the same cells."""
    course = released.copy_to(tmp_path_factory.mktemp("unguarded"))
    (course.root / "traps").mkdir()
    hand_in(course, "intruder", intrusion(course.root / "traps"))
    for name in (CONFIG, GUARD):
        (course.folder / name).unlink()
    course.run("autograde", QUIZ)
    assert list((course.root / "traps").iterdir())
