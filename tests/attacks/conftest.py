"""Every attack, sent once through each door."""

from collections.abc import Iterator

import pytest

from tests.attacks import arena
from tests.attacks.arena import Arena
from tests.leftovers import flatten
from tests.nbgrader.conftest import chromium, released
from tests.nbgrader.courses import QUIZ, Course, digiready

__all__ = ["chromium", "released"]


@pytest.fixture(scope="session")
def collected(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """Return a course in which everything came through the exchange or as an upload."""
    course = released.copy_to(tmp_path_factory.mktemp("attacked"))
    arena.prepare(course)
    arena.hand_in_by_exchange(course)
    said = course.nbgrader("collect", QUIZ)
    arena.hand_in_by_upload(course)
    said += course.nbgrader("zip_collect", QUIZ)
    yield Arena(course=course, said=said)
    # Here too, as other projects' tests clean the same place, and know nothing of leftovers.
    for path in (course.exchange / "digitally-ready" / "inbound").glob("deep-folders*"):
        flatten(path)


@pytest.fixture(scope="session")
def autograded(collected: Arena, tmp_path_factory: pytest.TempPathFactory) -> Arena:
    """Return it after ``nbgrader autograde`` and ``nbgrader generate_feedback``."""
    course = _same_place(collected, tmp_path_factory, "autograded")
    said = course.nbgrader("autograde", QUIZ) + course.nbgrader("generate_feedback", QUIZ)
    return Arena(course=course, said=collected.said + said)


@pytest.fixture(scope="session")
def graded(collected: Arena, tmp_path_factory: pytest.TempPathFactory) -> Arena:
    """Return it after ``digiready grade --feedback``."""
    course = _same_place(collected, tmp_path_factory, "graded")
    said = digiready(course, "grade", QUIZ, "--feedback")
    return Arena(course=course, said=collected.said + said)


@pytest.fixture(scope="session")
def laid_by_hand(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """Return a course in which all was laid into submitted/, links and all, and autograded."""
    course = released.copy_to(tmp_path_factory.mktemp("by-hand"))
    arena.prepare(course)
    arena.lay_by_hand(course)
    said = course.run("autograde", QUIZ).stdout + course.nbgrader("generate_feedback", QUIZ)
    yield Arena(course=course, said=said)
    flatten(course.submitted("deep-folders"))


@pytest.fixture(scope="session")
def laid_and_graded(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """Return a course in which all was laid into submitted/ and marked by ``digiready grade``."""
    course = released.copy_to(tmp_path_factory.mktemp("by-hand-graded"))
    arena.prepare(course)
    arena.lay_by_hand(course)
    yield Arena(course=course, said=digiready(course, "grade", QUIZ, "--feedback"))
    flatten(course.submitted("deep-folders"))


def _same_place(collected: Arena, tmp_path_factory: pytest.TempPathFactory, name: str) -> Course:
    """Return a copy of the course's folder; what is outside it stays where it was."""
    course = Course(tmp_path_factory.mktemp(name))
    for part in ("course", "home", "traps"):
        Course(collected.course.root / part).copy_to(course.root / part)
    (course.root / "outside.txt").write_text(arena.SECRET)
    return course
