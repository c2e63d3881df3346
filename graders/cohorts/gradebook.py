"""Write marks into nbgrader's gradebook, many submissions in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from time import time_ns
from typing import Any

from attrs import define, field, frozen
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import (
    Column,
    ColumnElement,
    MetaData,
    String,
    Table,
    and_,
    bindparam,
    delete,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from graders.cohorts.database import is_about_data, make_table, patiently
from graders.cohorts.marking import Row

_ASSIGNMENTS, _STUDENTS = Assignment.__table__, Student.__table__
_SUBMISSIONS = SubmittedAssignment.__table__
_NOTEBOOKS, _GRADES, _COMMENTS = SubmittedNotebook.__table__, Grade.__table__, Comment.__table__

#: Ours, beside nbgrader's: what each submission looked like when it was marked, and in which
#: batch. A batch's files are moved into place once its rows are in here.
MARKED = Table(
    "digiready_marked",
    MetaData(),
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("seen", String(256), nullable=False),
    Column("batch", String(32), nullable=False, index=True),
)

#: Ours, too: what each feedback page was written from.
PAGES = Table(
    "digiready_pages",
    MetaData(),
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("seen", String(256), nullable=False),
)

#: Takes a student, their score and the seconds they were late; returns nbgrader's penalty.
Penalty = Callable[[str, float, float], float | None]


def _new_id() -> str:
    """Return a new id as nbgrader's are: 32 hexadecimal digits.

    nbgrader's are random, so each new row would go anywhere in the table's index. These
    begin with the time, and go to its end.
    """
    return f"{time_ns():016x}{token_hex(8)}"


def held_for(table: Table, notebooks: Iterable[str], cells: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that finds the rows of grades or comments on some notebooks.

    nbgrader's index of them begins with the cell. Without the cells a database reads the whole
    table, for each batch anew, so that time would grow with the square of the cohort.

    Args:
        table: nbgrader's, of grades or of comments.
        notebooks: The ids of submitted notebooks.
        cells: The ids of all cells that such a row can be about.
    """
    return and_(table.c.cell_id.in_(list(cells)), table.c.notebook_id.in_(list(notebooks)))


@frozen(kw_only=True)
class Entry:
    """What one submission adds to the gradebook.

    Attributes:
        student: Whose it is.
        timestamp: When it was handed in, in UTC; None where nobody knows.
        seen: What the submission looked like, to tell later whether it has changed.
        grades: What is to be held of each part with points.
        comments: The machine's comment on each part that has one.
    """

    student: str
    timestamp: datetime | None
    seen: str
    grades: Mapping[str, Row]
    comments: Mapping[str, str | None]


@define
class Ledger:
    """The rows of one assignment.

    Attributes:
        gradebook: nbgrader's, open.
        assignment: The assignment's name, and its notebook's.
        penalty: What lateness costs.
    """

    gradebook: Gradebook
    assignment: str
    penalty: Penalty
    _duedate: datetime | None = field(init=False)
    _assignment_id: str = field(init=False)
    _notebook_id: str = field(init=False)
    _grade_cells: dict[str, str] = field(init=False)
    _comment_cells: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Learn nbgrader's ids, which stay the same while a cohort is marked."""
        found: Assignment = self.gradebook.find_assignment(self.assignment)
        (notebook,) = found.notebooks
        self._duedate, self._assignment_id, self._notebook_id = (
            found.duedate,
            found.id,
            notebook.id,
        )
        tasks = {cell.name: cell.id for cell in notebook.task_cells}
        self._grade_cells = {cell.name: cell.id for cell in notebook.grade_cells} | tasks
        self._comment_cells = {cell.name: cell.id for cell in notebook.solution_cells} | tasks
        make_table(self.gradebook, MARKED)
        self.gradebook.db.rollback()  # or a transaction stays open until a batch is marked

    def seen(self, students: Sequence[str]) -> dict[str, str]:
        """Return, for those of *students* whose work is marked, what it looked like then."""
        rows = self._all(
            select(MARKED.c.student, MARKED.c.seen)
            .join(_SUBMISSIONS, _SUBMISSIONS.c.student_id == MARKED.c.student)
            .where(MARKED.c.assignment == self.assignment)
            .where(MARKED.c.student.in_(students))
            .where(_SUBMISSIONS.c.assignment_id == self._assignment_id)
        )
        self.gradebook.db.rollback()
        return dict(rows)

    def has(self, batch: str) -> bool:
        """Return whether the rows of *batch* are in the gradebook, or on their way into it."""
        wanted = select(MARKED.c.student).where(MARKED.c.batch == batch).limit(1)

        def look() -> bool:
            self._take_turn()
            return bool(self._all(wanted))

        return patiently(self.gradebook.db, look)

    def write(
        self, batch: str, entries: Sequence[Entry], leave_out: Callable[[str], None]
    ) -> dict[str, str]:
        """Write the rows of a batch, all or none of them; return whose are refused, and why.

        What a person marked or wrote stays. Raises what the database raises, unless it does
        not take what somebody's rows hold: then the rows of the others are written.

        Args:
            batch: Its name.
            entries: What each submission adds.
            leave_out: Is told, before anything is written for good, whose rows are refused.
        """
        try:
            patiently(self.gradebook.db, lambda: self._write(batch, entries))
            return {}
        except (SQLAlchemyError, UnicodeError) as error:
            if not is_about_data(error):
                raise
        return patiently(self.gradebook.db, lambda: self._write_each(batch, entries, leave_out))

    def _write_each(
        self, batch: str, entries: Sequence[Entry], leave_out: Callable[[str], None]
    ) -> dict[str, str]:
        refused = {}
        for entry in entries:
            try:
                with self.gradebook.db.begin_nested():
                    self._write(batch, [entry])
            except (SQLAlchemyError, UnicodeError) as error:
                if not is_about_data(error):
                    raise
                refused[entry.student] = str(getattr(error, "orig", error)).partition("\n")[0]
        for student in refused:
            leave_out(student)
        return refused

    def _take_turn(self) -> None:
        """Wait until no other transaction writes marks of this assignment, and keep it so.

        One whose sender was cut off may still be at work in the server.
        """
        mine = select(_ASSIGNMENTS.c.id).where(_ASSIGNMENTS.c.id == self._assignment_id)
        self._all(mine.with_for_update(key_share=True))

    def _write(self, batch: str, entries: Sequence[Entry]) -> None:
        self._take_turn()
        students = [entry.student for entry in entries]
        self._add_students(students)
        submissions = self._submissions(entries)
        notebooks = self._submitted_notebooks([row.id for row in submissions.values()])
        self._grades(entries, submissions, notebooks)
        self._comments(entries, submissions, notebooks)
        self._remember(batch, entries)

    def _all(self, statement: Any) -> Sequence[Any]:
        return list(self.gradebook.db.execute(statement).all())

    def _do(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.gradebook.db.connection().execute(statement, rows)

    def _add_students(self, students: Sequence[str]) -> None:
        known = {
            row.id for row in self._all(select(_STUDENTS.c.id).where(_STUDENTS.c.id.in_(students)))
        }
        self._do(_STUDENTS.insert(), [{"id": each} for each in students if each not in known])

    def _submissions(self, entries: Sequence[Entry]) -> dict[str, "_Submission"]:
        """Return the submission of each student; those that are not there yet are made."""
        rows = self._all(
            select(
                _SUBMISSIONS.c.id,
                _SUBMISSIONS.c.student_id,
                _SUBMISSIONS.c.timestamp,
                _SUBMISSIONS.c.extension,
            )
            .where(_SUBMISSIONS.c.assignment_id == self._assignment_id)
            .where(_SUBMISSIONS.c.student_id.in_([entry.student for entry in entries]))
        )
        held = {row.student_id: row for row in rows}
        found, new, moved = {}, [], []
        for entry in entries:
            row = held.get(entry.student)
            name = row.id if row else _new_id()
            timestamp = entry.timestamp or (row.timestamp if row else None)
            extension = row.extension if row else None
            found[entry.student] = _Submission(
                id=name, late_s=self._seconds_late(timestamp, extension)
            )
            if row is None:
                new.append(
                    {
                        "id": name,
                        "assignment_id": self._assignment_id,
                        "student_id": entry.student,
                        "timestamp": timestamp,
                    }
                )
            elif timestamp != row.timestamp:
                moved.append({"its": name, "at": timestamp})
        self._do(_SUBMISSIONS.insert(), new)
        update = _SUBMISSIONS.update().where(_SUBMISSIONS.c.id == bindparam("its"))
        self._do(update.values(timestamp=bindparam("at")), moved)
        return found

    def _seconds_late(self, timestamp: datetime | None, extension: timedelta | None) -> float:
        if timestamp is None or self._duedate is None:
            return 0.0
        due = self._duedate + extension if extension is not None else self._duedate
        return max(0.0, (timestamp - due).total_seconds())

    def _submitted_notebooks(self, submissions: Sequence[str]) -> dict[str, "_Notebook"]:
        """Return the notebook of each submission, by the submission's id."""
        rows = self._all(
            select(
                _NOTEBOOKS.c.id, _NOTEBOOKS.c.assignment_id, _NOTEBOOKS.c.late_submission_penalty
            )
            .where(_NOTEBOOKS.c.notebook_id == self._notebook_id)
            .where(_NOTEBOOKS.c.assignment_id.in_(submissions))
        )
        found = {
            row.assignment_id: _Notebook(id=row.id, penalty=row.late_submission_penalty)
            for row in rows
        }
        new = []
        for submission in submissions:
            if submission not in found:
                found[submission] = _Notebook(id=_new_id(), penalty=None)
                new.append(
                    {
                        "id": found[submission].id,
                        "assignment_id": submission,
                        "notebook_id": self._notebook_id,
                        "flagged": False,
                    }
                )
        self._do(_NOTEBOOKS.insert(), new)
        return found

    def _grades(
        self,
        entries: Sequence[Entry],
        submissions: Mapping[str, "_Submission"],
        notebooks: Mapping[str, "_Notebook"],
    ) -> None:
        ids = [notebook.id for notebook in notebooks.values()]
        wanted = select(_GRADES).where(held_for(_GRADES, ids, self._grade_cells.values()))
        rows = self._all(wanted.order_by(_GRADES.c.id).with_for_update())
        held = {(row.notebook_id, row.cell_id): row for row in rows}
        new, changed, penalties = [], [], []
        for entry in entries:
            submission = submissions[entry.student]
            notebook = notebooks[submission.id]
            score = 0.0
            for name, cell_id in self._grade_cells.items():
                row, grade = held.get((notebook.id, cell_id)), entry.grades[name]
                manual = row.manual_score if row else None
                needs = self._needs(row, grade)
                extra = (row.extra_credit if row else None) or 0.0
                points = manual if manual is not None else grade.auto
                score += 0.0 if points is None else points + extra
                written = {"auto_score": grade.auto, "needs_manual_grade": needs}
                if row is None:
                    where = {"id": _new_id(), "notebook_id": notebook.id, "cell_id": cell_id}
                    new.append({**where, **written})
                elif (row.auto_score, row.needs_manual_grade) != (grade.auto, needs):
                    changed.append({"its": row.id, "auto": grade.auto, "needs": needs})
            penalty = self._penalty(entry.student, score, submission.late_s)
            if penalty != notebook.penalty:
                penalties.append({"its": notebook.id, "penalty": penalty})
        self._do(_GRADES.insert(), new)
        update = _GRADES.update().where(_GRADES.c.id == bindparam("its"))
        update = update.values(auto_score=bindparam("auto"), needs_manual_grade=bindparam("needs"))
        self._do(update, changed)
        late = _NOTEBOOKS.update().where(_NOTEBOOKS.c.id == bindparam("its"))
        self._do(late.values(late_submission_penalty=bindparam("penalty")), penalties)

    def _needs(self, row: Any, grade: Row) -> bool:
        """Return whether a person has to look, by nbgrader's rule; *row* is None if new."""
        by_hand = row is not None and row.manual_score is not None
        return grade.waits or grade.auto is None or by_hand

    def _penalty(self, student: str, score: float, late_s: float) -> float | None:
        """Return what lateness costs, within nbgrader's bounds: from 0 to the score."""
        penalty = self.penalty(student, score, late_s) if late_s > 0 else None
        return None if penalty is None else min(max(penalty, 0.0), score)

    def _comments(
        self,
        entries: Sequence[Entry],
        submissions: Mapping[str, "_Submission"],
        notebooks: Mapping[str, "_Notebook"],
    ) -> None:
        ids = [notebook.id for notebook in notebooks.values()]
        rows = self._all(
            select(
                _COMMENTS.c.id,
                _COMMENTS.c.notebook_id,
                _COMMENTS.c.cell_id,
                _COMMENTS.c.auto_comment,
            ).where(held_for(_COMMENTS, ids, self._comment_cells.values()))
        )
        held = {(row.notebook_id, row.cell_id): row for row in rows}
        new, changed = [], []
        for entry in entries:
            notebook = notebooks[submissions[entry.student].id]
            for name, cell_id in self._comment_cells.items():
                row, said = held.get((notebook.id, cell_id)), entry.comments[name]
                if row is None:
                    where = {"id": _new_id(), "notebook_id": notebook.id, "cell_id": cell_id}
                    new.append({**where, "auto_comment": said})
                elif row.auto_comment != said:
                    changed.append({"its": row.id, "said": said})
        self._do(_COMMENTS.insert(), new)
        update = _COMMENTS.update().where(_COMMENTS.c.id == bindparam("its"))
        self._do(update.values(auto_comment=bindparam("said")), changed)

    def _remember(self, batch: str, entries: Sequence[Entry]) -> None:
        students = [entry.student for entry in entries]
        self.gradebook.db.execute(
            delete(MARKED)
            .where(MARKED.c.assignment == self.assignment)
            .where(MARKED.c.student.in_(students))
        )
        rows = [
            {
                "assignment": self.assignment,
                "student": entry.student,
                "seen": entry.seen,
                "batch": batch,
            }
            for entry in entries
        ]
        self._do(MARKED.insert(), rows)


@define
class Shelf:
    """What is known of the feedback pages of one assignment.

    Attributes:
        gradebook: nbgrader's, open.
        assignment: The assignment's name.
    """

    gradebook: Gradebook
    assignment: str

    def __attrs_post_init__(self) -> None:
        make_table(self.gradebook, PAGES)

    def known(self, students: Sequence[str]) -> dict[str, str]:
        """Return, for those of *students* who have a page, what it was written from."""
        rows = self.gradebook.db.execute(
            select(PAGES.c.student, PAGES.c.seen)
            .where(PAGES.c.assignment == self.assignment)
            .where(PAGES.c.student.in_(students))
        ).all()
        self.gradebook.db.rollback()
        return {row.student: row.seen for row in rows}

    def remember(self, seen: Mapping[str, str]) -> None:
        """Keep what the pages of some students were written from."""
        if seen:
            patiently(self.gradebook.db, lambda: self._remember(seen))

    def _remember(self, seen: Mapping[str, str]) -> None:
        self.gradebook.db.execute(
            delete(PAGES)
            .where(PAGES.c.assignment == self.assignment)
            .where(PAGES.c.student.in_(list(seen)))
        )
        rows = [
            {"assignment": self.assignment, "student": student, "seen": look}
            for student, look in seen.items()
        ]
        self.gradebook.db.execute(PAGES.insert(), rows)


@frozen(kw_only=True)
class _Submission:
    id: str
    late_s: float


@frozen(kw_only=True)
class _Notebook:
    id: str
    penalty: float | None
