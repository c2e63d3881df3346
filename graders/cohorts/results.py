"""Read from the gradebook what students' feedback pages show, many students at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field, frozen
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select

from graders.cohorts.gradebook import held_for

_SUBMISSIONS, _NOTEBOOKS = SubmittedAssignment.__table__, SubmittedNotebook.__table__
_GRADES, _COMMENTS = Grade.__table__, Comment.__table__


@frozen(kw_only=True)
class PartResult:
    """What one part of a submission earned.

    Attributes:
        score: Points, a person's or else the machine's, with extra credit.
        points: The full mark.
        waiting: Whether a person has still to look.
        by_hand: Whether a person marked it.
    """

    score: float
    points: float
    waiting: bool
    by_hand: bool


@define(kw_only=True)
class Result:
    """What the gradebook holds of one submission.

    Attributes:
        student: Whose it is.
        penalty: Points taken off for lateness.
        max_score: The full mark.
        parts: What each part with points earned, by its name.
        comments: The comment on each part that has one, a person's before the machine's.
    """

    student: str
    penalty: float
    max_score: float
    parts: dict[str, PartResult] = field(factory=dict)
    comments: dict[str, str | None] = field(factory=dict)

    @property
    def score(self) -> float:
        """The points of all parts, less what lateness cost."""
        return sum(part.score for part in self.parts.values()) - self.penalty


def read_results(
    gradebook: Gradebook, assignment: str, students: Sequence[str]
) -> dict[str, Result]:
    """Return, by student, what the gradebook holds of *assignment*; those it lacks are left out."""
    found: Assignment = gradebook.find_assignment(assignment)
    (notebook,) = found.notebooks
    cells = [*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells]
    names = {cell.id: cell.name for cell in cells}
    points = {cell.id: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    rows = gradebook.db.execute(
        select(_NOTEBOOKS.c.id, _SUBMISSIONS.c.student_id, _NOTEBOOKS.c.late_submission_penalty)
        .join(_SUBMISSIONS, _SUBMISSIONS.c.id == _NOTEBOOKS.c.assignment_id)
        .where(_SUBMISSIONS.c.assignment_id == found.id)
        .where(_NOTEBOOKS.c.notebook_id == notebook.id)
        .where(_SUBMISSIONS.c.student_id.in_(students))
    ).all()
    whole = sum(each or 0.0 for each in points.values())
    results = {
        row.id: Result(
            student=row.student_id, penalty=row.late_submission_penalty or 0.0, max_score=whole
        )
        for row in rows
    }
    _read_grades(gradebook, results, names, points)
    _read_comments(gradebook, results, names)
    return {result.student: result for result in results.values()}


def _read_grades(
    gradebook: Gradebook,
    results: Mapping[str, Result],
    names: Mapping[str, str],
    points: Mapping[str, float | None],
) -> None:
    wanted = select(_GRADES).where(held_for(_GRADES, results, points))
    for row in gradebook.db.execute(wanted).all():
        given = row.manual_score if row.manual_score is not None else row.auto_score
        results[row.notebook_id].parts[names[row.cell_id]] = PartResult(
            score=(given or 0.0) + (row.extra_credit or 0.0),
            points=points[row.cell_id] or 0.0,
            waiting=bool(row.needs_manual_grade),
            by_hand=row.manual_score is not None,
        )


def _read_comments(
    gradebook: Gradebook, results: Mapping[str, Result], names: Mapping[str, str]
) -> None:
    wanted: Any = select(
        _COMMENTS.c.notebook_id,
        _COMMENTS.c.cell_id,
        _COMMENTS.c.auto_comment,
        _COMMENTS.c.manual_comment,
    ).where(held_for(_COMMENTS, results, names))
    for row in gradebook.db.execute(wanted).all():
        said = row.manual_comment if row.manual_comment is not None else row.auto_comment
        results[row.notebook_id].comments[names[row.cell_id]] = said
