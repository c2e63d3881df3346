"""Marks as a CSV file that a spreadsheet can be trusted to open.

nbgrader's own exporter puts commas between values as they are. A comma in a name moves all
that follows it by a column, and a name that begins with ``=`` is a formula, which a
spreadsheet would work out: it can send what stands beside it to somebody else.
"""

from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, Student
from nbgrader.plugins import ExportPlugin

from graders.safe_csv import harmless, write_csv

#: nbgrader's own columns, in its order.
COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


class SafeCsvExport(ExportPlugin):  # type: ignore[misc]
    """Write what ``CsvExportPlugin`` writes, quoted where needed and with no formula in it."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file."""
        target = Path(self.to or "grades.csv")
        wanted = [str(each) for each in self.student], [str(each) for each in self.assignment]
        self.log.info("Exporting grades to %s", target)
        write_csv(target, COLUMNS, _rows(gradebook, *wanted))


def _rows(
    gradebook: Gradebook, students: list[str], assignments: list[str]
) -> Iterator[list[object]]:
    """Yield a row for each assignment and student; empty lists stand for all of them."""
    for assignment in gradebook.assignments:
        if assignments and assignment.name not in assignments:
            continue
        handed_in = {each.student_id: each for each in assignment.submissions}
        for student in gradebook.students:
            if not students or student.id in students:
                yield _row(assignment, student, handed_in.get(student.id))


def _row(assignment: Assignment, student: Student, submission: object) -> list[object]:
    """Return one row; who handed nothing in has no points, as nbgrader has it."""
    score = getattr(submission, "score", 0.0)
    penalty = getattr(submission, "late_submission_penalty", 0.0)
    texts = (assignment.name, student.id, student.last_name, student.first_name, student.email)
    name, who, last, first, email = (harmless(each) for each in texts)
    due, handed_in = assignment.duedate or "", getattr(submission, "timestamp", None) or ""
    points = (score, penalty, max(0.0, score - penalty), assignment.max_score)
    return [name, due, handed_in, who, last, first, email, *points]
