"""What marking leaves, in a form in which two runs can be compared."""

from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy import text

#: What the gradebook holds of submissions, without the ids that are drawn at random.
ROWS = """
SELECT b.name, s.student_id, s.timestamp, s.extension, n.late_submission_penalty, n.flagged,
       c.name, c.type, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade,
       NULL, NULL
FROM grade g JOIN base_cell c ON c.id = g.cell_id
JOIN submitted_notebook n ON n.id = g.notebook_id
JOIN notebook b ON b.id = n.notebook_id
JOIN submitted_assignment s ON s.id = n.assignment_id
UNION ALL
SELECT b.name, s.student_id, s.timestamp, s.extension, n.late_submission_penalty, n.flagged,
       c.name, c.type, NULL, NULL, NULL, NULL, m.auto_comment, m.manual_comment
FROM comment m JOIN base_cell c ON c.id = m.cell_id
JOIN submitted_notebook n ON n.id = m.notebook_id
JOIN notebook b ON b.id = n.notebook_id
JOIN submitted_assignment s ON s.id = n.assignment_id
"""


def rows_in(database: Path) -> dict[tuple[str, str], list[tuple]]:
    """Return what a gradebook holds of each submission, by assignment and student, in order."""
    found: dict[tuple[str, str], list[tuple]] = {}
    with Gradebook(f"sqlite:///{database}", "digitally-ready") as gradebook:
        for row in gradebook.db.execute(text(ROWS)).all():
            found.setdefault((row[0], row[1]), []).append(tuple(row[2:]))
    return {whose: sorted(rows, key=repr) for whose, rows in found.items()}


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files below *folder*, by their path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def forget_marks(course: Path) -> None:
    """Take out of a course's gradebook every submission, so that all is marked anew."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "digitally-ready") as gradebook:
        for assignment in gradebook.assignments:
            for submission in list(assignment.submissions):
                gradebook.remove_submission(assignment.name, submission.student.id)
