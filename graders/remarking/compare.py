"""Mark a cohort by the key as it is now, and set that beside the marks on record; write nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen
from nbgrader.api import Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

from graders.answers import read_answers
from graders.cohorts.marking import Marked, Marker, Row
from graders.cohorts.plan import Plan
from graders.cohorts.run import BATCH, FEW, Course, chunks, job_of, students_of
from graders.cohorts.side_by_side import cores, in_order
from graders.cohorts.work import Job
from graders.notebooks import read_notebook
from graders.remarking.changes import NewKey, new_key, reworded_prose
from graders.remarking.comparison import SAME, Comparison, Standing
from graders.remarking.versions import Versions
from graders.submitted import read_submitted

_SUBMISSIONS, _NOTEBOOKS = SubmittedAssignment.__table__, SubmittedNotebook.__table__
_GRADES = Grade.__table__


@frozen(kw_only=True)
class Held:
    """What the gradebook holds of one part of a submission.

    Attributes:
        auto: The machine's points, or None.
        manual: A person's, or None.
        extra: Points that a person gave on top.
        needs: Whether a person has to look at it.
    """

    auto: float | None
    manual: float | None
    extra: float
    needs: bool


@frozen(kw_only=True)
class OnRecord:
    """What the gradebook holds of one submission.

    Attributes:
        penalty: Points off for lateness.
        late_s: Seconds after the due date; 0 for in time.
        parts: By name.
    """

    penalty: float
    late_s: float
    parts: dict[str, Held] = field(factory=dict)


@frozen(kw_only=True)
class Compared:
    """A comparison, and the key it was made by.

    Attributes:
        comparison: The marks beside each other.
        job: The marking of the assignment by the key on record.
        key: The key as it is now.
    """

    comparison: Comparison
    job: Job
    key: NewKey


def compare(
    course: Course,
    assignment: str,
    *,
    withdraw: Mapping[str, str] | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Compared:
    """Return how marks by the key in the source differ from those on record.

    Args:
        course: The course.
        assignment: Its name.
        withdraw: How questions are to be withdrawn besides: by name.
        workers: How many processes mark; as many as there are cores by default.
        progress: Is told how many submissions are done, of how many.

    Raises:
        GradeError: there is no such assignment, or the gradebook does not know it.
        RemarkError: more than a key has changed.
    """
    settings = course.settings
    job = job_of(course, assignment)
    source = read_notebook(settings.source / assignment / f"{assignment}.ipynb")["cells"]
    key = new_key(assignment, job.plan.masters, source, withdraw or {})
    record = on_record(course.gradebook, assignment)
    handed_in = students_of(settings.submitted, assignment)
    there = set(students_of(settings.autograded, assignment))
    marked = [each for each in handed_in if each in record and each in there]
    standings, otherwise, unread = [], [], []
    ways = _Ways(job=job, now=evolve(job.plan, masters=key.masters))
    done = 0
    progress(done, len(marked))
    few = len(marked) <= FEW
    for _, some in in_order(_Both, ways, chunks(marked, BATCH), 1 if few else workers or cores()):
        for student, before, after in some:
            held = record[student]
            standings.append(_standing(course, student, held, after.grades, key))
            if _is_otherwise(held, before.grades):
                otherwise.append(student)
            unread += [(student, flag) for flag in after.flags if flag not in before.flags]
        done += len(some)
        progress(done, len(marked))
    comparison = Comparison(
        assignment=assignment,
        changes=key.changes,
        reworded=key.reworded,
        key_versions=Versions(course.gradebook, assignment).gave(),
        prose=_reworded_prose(course, assignment, source),
        points_before={each.name: each.points for each in _counting(job.plan.masters)},
        points_after={each.name: each.points for each in _counting(key.masters)},
        whole=key.whole,
        standings=tuple(standings),
        waiting=sum(
            part.needs and part.manual is None and part.auto is None
            for student in marked
            for part in record[student].parts.values()
        ),
        not_marked=tuple(sorted(set(handed_in) - set(marked))),
        no_work=tuple(sorted(set(record) - set(handed_in))),
        otherwise=tuple(otherwise),
        unread=tuple(unread),
    )
    return Compared(comparison=comparison, job=job, key=key)


def _reworded_prose(course: Course, assignment: str, source: Any) -> tuple[str, ...]:
    """Return what reads otherwise than in the students' copy; nothing if that is not there."""
    path = course.settings.release / assignment / f"{assignment}.ipynb"
    return reworded_prose(source, read_notebook(path)["cells"]) if path.is_file() else ()


@frozen(kw_only=True)
class _Ways:
    """What every process that compares is told once."""

    job: Job
    now: Plan


class _Both:
    """Marks submissions by both keys, one after another."""

    def __init__(self, ways: _Ways) -> None:
        self.ways = ways
        self.before, self.after = Marker(ways.job.plan), Marker(ways.now)

    def __call__(self, students: Sequence[str]) -> list[tuple[str, "_Marks", "_Marks"]]:
        """Return the marks of each of some students, by the key on record and as it is now."""
        return [self._one(student) for student in students]

    def _one(self, student: str) -> tuple[str, "_Marks", "_Marks"]:
        assignment = self.ways.now.assignment
        folder = self.ways.job.submitted / student / assignment
        submitted = read_submitted(folder / f"{assignment}.ipynb")
        answers = read_answers(folder)
        marks = (each.mark(student, submitted, answers) for each in (self.before, self.after))
        before, after = map(_Marks.of, marks)
        return student, before, after


@frozen
class _Marks:
    """What of a marked submission is compared: a process need not send the notebook."""

    grades: Mapping[str, Row]
    flags: tuple[str, ...] = field(factory=tuple)

    @classmethod
    def of(cls, marked: Marked) -> "_Marks":
        """Return what of *marked* is compared."""
        return cls(marked.grades, marked.flags)


def on_record(gradebook: Gradebook, assignment: str) -> dict[str, OnRecord]:
    """Return, by student, what the gradebook holds of *assignment*."""
    found = gradebook.find_assignment(assignment)
    late = {each.id: each.total_seconds_late for each in found.submissions}
    (notebook,) = found.notebooks
    names = {cell.id: cell.name for cell in [*notebook.grade_cells, *notebook.task_cells]}
    wanted = (
        select(_GRADES, _NOTEBOOKS.c.late_submission_penalty, _SUBMISSIONS.c.id.label("its"))
        .add_columns(_SUBMISSIONS.c.student_id)
        .join(_NOTEBOOKS, _NOTEBOOKS.c.id == _GRADES.c.notebook_id)
        .join(_SUBMISSIONS, _SUBMISSIONS.c.id == _NOTEBOOKS.c.assignment_id)
        .where(_SUBMISSIONS.c.assignment_id == found.id)
        .where(_NOTEBOOKS.c.notebook_id == notebook.id)
    )
    record: dict[str, OnRecord] = {}
    for row in gradebook.db.execute(wanted):
        new = OnRecord(penalty=row.late_submission_penalty or 0.0, late_s=late[row.its])
        record.setdefault(row.student_id, new).parts[names[row.cell_id]] = Held(
            auto=row.auto_score,
            manual=row.manual_score,
            extra=row.extra_credit or 0.0,
            needs=bool(row.needs_manual_grade),
        )
    return record


def _standing(
    course: Course, student: str, held: OnRecord, grades: Mapping[str, Row], key: NewKey
) -> Standing:
    before = {name: _points(part, part.auto, part.manual) for name, part in held.parts.items()}
    after, by_hand, set_aside = {}, [], []
    for name, part in held.parts.items():
        auto = grades[name].auto if name in grades else part.auto
        gone = name in key.withdrawn and part.manual is not None
        after[name] = _points(part, auto, None if gone else part.manual)
        if gone:
            set_aside.append(name)
        elif part.manual is not None and not _same(auto, part.auto):
            by_hand.append(name)
    return Standing(
        student=student,
        before=before,
        after=after,
        penalty_before=held.penalty,
        penalty_after=_penalty(course, student, sum(after.values()), held),
        by_hand=tuple(by_hand),
        set_aside=tuple(set_aside),
    )


def _points(part: Held, auto: float | None, manual: float | None) -> float:
    """Return what a part counts, as nbgrader has it: extra points only on a mark."""
    given = manual if manual is not None else auto
    return 0.0 if given is None else given + part.extra


def _penalty(course: Course, student: str, score: float, held: OnRecord) -> float:
    if held.late_s <= 0:
        return 0.0
    penalty = course.settings.penalty(student, score, held.late_s)
    return min(max(penalty or 0.0, 0.0), score)


def _is_otherwise(held: OnRecord, grades: Mapping[str, Row]) -> bool:
    """Return whether marks on record are not what the key on record gives."""
    return any(
        not _same(held.parts[name].auto, row.auto)
        for name, row in grades.items()
        if name in held.parts
    )


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME


def _counting(masters: Sequence[Any]) -> list[Any]:
    return [each for each in masters if each.grade or each.task]
