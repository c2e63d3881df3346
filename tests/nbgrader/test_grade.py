"""Promises about `digiready grade`: it leaves what `nbgrader autograde` leaves."""

import shutil
from fnmatch import fnmatch

import pytest
from sqlalchemy import text

from tests.nbgrader.courses import QUIZ, Course, digiready

pytestmark = pytest.mark.nbgrader

#: What the gradebook holds of submissions, without the ids that are drawn at random.
ROWS = """
SELECT s.student_id, s.timestamp, s.extension, n.late_submission_penalty, n.flagged,
       c.name, c.type, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade,
       NULL, NULL
FROM grade g JOIN base_cell c ON c.id = g.cell_id
JOIN submitted_notebook n ON n.id = g.notebook_id
JOIN submitted_assignment s ON s.id = n.assignment_id
UNION ALL
SELECT s.student_id, s.timestamp, s.extension, n.late_submission_penalty, n.flagged,
       c.name, c.type, NULL, NULL, NULL, NULL, m.auto_comment, m.manual_comment
FROM comment m JOIN base_cell c ON c.id = m.cell_id
JOIN submitted_notebook n ON n.id = m.notebook_id
JOIN submitted_assignment s ON s.id = n.assignment_id
"""


def rows_of(course: Course) -> dict[str, list[tuple]]:
    """Return what the gradebook holds of each student, in a fixed order."""
    found: dict[str, list[tuple]] = {}
    with course.gradebook() as gradebook:
        for row in gradebook.db.execute(text(ROWS)).all():
            found.setdefault(row[0], []).append(tuple(row[1:]))
    return {student: sorted(rows, key=repr) for student, rows in found.items()}


def files_of(course: Course) -> dict[str, bytes]:
    """Return the autograded files, by their path."""
    folder = course.folder / "autograded"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def graded(autograding, tmp_path_factory) -> Course:
    """Return a copy of the autograded course in which all was marked once more, our way."""
    course = autograding[0].copy_to(tmp_path_factory.mktemp("graded"))
    shutil.rmtree(course.folder / "autograded")
    with course.gradebook() as gradebook:
        for submission in gradebook.assignment_submissions(QUIZ):
            gradebook.remove_submission(QUIZ, submission.student.id)
    said = digiready(course, "grade", QUIZ)
    assert "Flagged" in said
    return course


def test_the_gradebook_is_the_same(autograding, graded):
    """Row for row: scores, flags, comments, times, penalties."""
    course, _ = autograding
    theirs, ours = rows_of(course), rows_of(graded)
    assert ours.keys() == theirs.keys()
    assert len(ours) > 50
    for student, rows in theirs.items():
        assert ours[student] == rows, student


def test_the_notebooks_are_the_same(autograding, graded):
    """Byte for byte: every autograded notebook, and the answers and the time beside it."""
    course, _ = autograding
    theirs, ours = files_of(course), files_of(graded)
    where = "*/" + QUIZ + "/"
    for kind in (f"{QUIZ}.ipynb", "answers.json", "timestamp.txt"):
        names = {name for name in theirs if fnmatch(name, where + kind) and name.count("/") == 2}
        assert names, kind
        for name in sorted(names & ours.keys() if kind == "answers.json" else names):
            assert ours[name] == theirs[name], name
