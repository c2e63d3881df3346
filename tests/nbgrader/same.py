"""What marking leaves, in a form in which two runs can be compared."""

from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy import Boolean, DateTime, Float, Interval, String, column, text

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

#: What the columns of `ROWS` hold: databases return times and truths each in their own way.
KINDS = {
    **{"assignment": String, "student": String, "timestamp": DateTime, "extension": Interval},
    **{"penalty": Float, "flagged": Boolean, "part": String, "kind": String},
    **{"auto": Float, "manual": Float, "extra": Float, "needs": Boolean},
    **{"auto_comment": String, "manual_comment": String},
}


def rows_in(database: Path | str) -> dict[tuple[str, str], list[tuple]]:
    """Return what a gradebook holds of each submission, by assignment and student, in order.

    *database* is a file of SQLite's or a database's address.
    """
    url = database if isinstance(database, str) else f"sqlite:///{database}"
    rows = text(ROWS).columns(*(column(name, kind) for name, kind in KINDS.items()))
    found: dict[tuple[str, str], list[tuple]] = {}
    with Gradebook(url, "digitally-ready") as gradebook:
        for row in gradebook.db.execute(rows).all():
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
