"""`digiready grade` and `nbgrader autograde` agree on 200 submissions over all assignments."""

import shutil

import pytest

from tests.nbgrader.conftest import DUE, STOCK
from tests.nbgrader.courses import CONFIG, COURSE, GUARD, Course, digiready
from tests.nbgrader.generated import Handed, hand_in_all, of_kind
from tests.nbgrader.same import files_in, forget_marks, rows_in

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

ASSIGNMENTS = sorted(path.name for path in (COURSE / "source").iterdir())


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory) -> tuple[Course, list[Handed]]:
    """Return a course with all assignments, due and handed in, and what was handed in."""
    course = Course(tmp_path_factory.mktemp("two-hundred"))
    shutil.copytree(COURSE, course.folder, ignore=shutil.ignore_patterns("modules"))
    for assignment in ASSIGNMENTS:
        course.nbgrader("generate_assignment", assignment)
    with course.gradebook() as gradebook:
        for assignment in ASSIGNMENTS:
            gradebook.update_or_create_assignment(assignment, duedate=DUE)
    return course, hand_in_all(course.folder)


@pytest.fixture(scope="module")
def theirs(handed_in) -> Course:
    """Return the course after nbgrader autograde with our plug-ins."""
    course, _ = handed_in
    for assignment in ASSIGNMENTS:
        course.run("autograde", assignment)
    return course


@pytest.fixture(scope="module")
def ours(theirs, tmp_path_factory) -> Course:
    """Return the course after digiready grade."""
    course = theirs.copy_to(tmp_path_factory.mktemp("two-hundred-graded"))
    shutil.rmtree(course.folder / "autograded")
    forget_marks(course.folder)
    digiready(course, "grade", "--all")
    return course


@pytest.fixture(scope="module")
def stock(handed_in, theirs, tmp_path_factory) -> Course:
    """Return the course after stock autograde, with a kernel, of the honest work."""
    course = theirs.copy_to(tmp_path_factory.mktemp("two-hundred-stock"))
    shutil.rmtree(course.folder / "autograded")
    forget_marks(course.folder)
    honest = {each.student for each in of_kind(handed_in[1], "honest")}
    for folder in (course.folder / "submitted").iterdir():
        if folder.name not in honest:
            shutil.rmtree(folder)
    (course.folder / CONFIG).rename(course.folder / "course_config.py")
    (course.folder / GUARD).unlink()  # it has nbgrader refuse its own settings
    (course.folder / CONFIG).write_text(STOCK, encoding="utf-8")
    for assignment in ASSIGNMENTS:
        course.nbgrader("autograde", assignment)
    return course


def test_there_are_two_hundred(handed_in):
    """Twenty-five for each of the eight assignments."""
    assert len(ASSIGNMENTS) == 8
    assert len(handed_in[1]) == 200


def test_the_gradebooks_are_the_same(handed_in, theirs, ours):
    """Row for row: every submission has its marks, flags, comments, times and penalties."""
    nbgraders, digireadys = (rows_in(each.folder / "gradebook.db") for each in (theirs, ours))
    assert nbgraders.keys() == {(each.assignment, each.student) for each in handed_in[1]}
    assert digireadys.keys() == nbgraders.keys()
    for whose, rows in nbgraders.items():
        assert digireadys[whose] == rows, whose


def test_the_notebooks_are_the_same(handed_in, theirs, ours):
    """Byte for byte."""
    nbgraders, digireadys = (files_in(each.folder / "autograded") for each in (theirs, ours))
    for each in handed_in[1]:
        name = f"{each.student}/{each.assignment}/{each.assignment}.ipynb"
        assert digireadys[name] == nbgraders[name], name


def test_a_kernel_gives_honest_work_the_same_marks(handed_in, ours, stock):
    """Question by question. A text is left to a person by all; a blank one is 0 by ours."""
    honest = list(of_kind(handed_in[1], "honest"))
    assert len(honest) == 32
    earned = set()
    with ours.gradebook() as gradebook, stock.gradebook() as with_kernel:
        for each in honest:
            where = (each.assignment, each.assignment, each.student)
            for grade in gradebook.find_submission_notebook(*where).grades:
                kernels = with_kernel.find_grade(grade.name, *where).auto_score
                if kernels is None or grade.auto_score is None:
                    assert grade.auto_score in (None, 0), (where, grade.name)
                else:
                    assert grade.auto_score == kernels, (where, grade.name)
                    earned.add(kernels)
    assert len(earned) > 10, "too few marks are compared for this to say anything"
