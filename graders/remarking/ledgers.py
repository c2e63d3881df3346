"""Write a remark's marks into nbgrader's gradebook, and bring back those from before it."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define
from nbgrader.api import Comment, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import bindparam, delete, select

from graders.cohorts.gradebook import MARKED, Entry, Ledger, held_for
from graders.cohorts.marking import Row
from graders.remarking.versions import PARTS, REMARKED, Version

_SUBMISSIONS, _NOTEBOOKS = SubmittedAssignment.__table__, SubmittedNotebook.__table__
_GRADES, _COMMENTS = Grade.__table__, Comment.__table__


@define
class RemarkLedger(Ledger):
    """Writes marks by a new key, and what was there before them, in one transaction.

    Attributes:
        version: The version of the key.
    """

    version: Version

    def _needs(self, row: Any, grade: Row) -> bool:
        """Return whether a person has to look: again only where what they judged has changed.

        nbgrader would ask for every part that was marked by hand.
        """
        if row is not None and row.manual_score is not None:
            return bool(row.needs_manual_grade or row.auto_score != grade.auto)
        return grade.waits or grade.auto is None

    def _write(self, batch: str, entries: Sequence[Entry]) -> None:
        students = [entry.student for entry in entries]
        before = self._before(students)
        seen = self._seen_of(students)
        self._set_aside(students)
        super()._write(batch, entries)
        self._do(
            REMARKED.insert(),
            [self._row(each, batch=batch, had_seen=seen.get(each)) for each in students],
        )
        self._do(PARTS.insert(), self._parts(entries, before))

    def _parts(
        self, entries: Sequence[Entry], before: Mapping[tuple[str, str], Mapping[str, Any]]
    ) -> list[dict[str, Any]]:
        rows = []
        for entry in entries:
            for name in {**self._grade_cells, **self._comment_cells}:
                had = before.get((entry.student, name), {})
                grade = entry.grades.get(name)
                rows.append(
                    {
                        **self._key(entry.student),
                        "part": name,
                        "had_auto": had.get("auto"),
                        "gave_auto": grade.auto if grade else None,
                        "had_manual": had.get("manual"),
                        "set_aside": name in self.version.withdrawn
                        and had.get("manual") is not None,
                        "had_needs": had.get("needs"),
                        "had_comment": had.get("comment"),
                    }
                )
        return rows

    def _row(self, student: str, *, batch: str, had_seen: str | None = None) -> dict[str, Any]:
        return {**self._key(student), "had_seen": had_seen, "batch": batch, "undone": None}

    def _key(self, student: str) -> dict[str, Any]:
        return {"assignment": self.assignment, "number": self.version.number, "student": student}

    def _ids(self, students: Sequence[str]) -> Any:
        """Return a query for the submitted notebooks of some students."""
        return (
            select(_NOTEBOOKS.c.id, _SUBMISSIONS.c.student_id)
            .join(_SUBMISSIONS, _SUBMISSIONS.c.id == _NOTEBOOKS.c.assignment_id)
            .where(_SUBMISSIONS.c.assignment_id == self._assignment_id)
            .where(_NOTEBOOKS.c.notebook_id == self._notebook_id)
            .where(_SUBMISSIONS.c.student_id.in_(students))
        )

    def _before(self, students: Sequence[str]) -> dict[tuple[str, str], dict[str, Any]]:
        """Return what the gradebook holds now, by student and part."""
        whose = {row.id: row.student_id for row in self._all(self._ids(students))}
        graded = {cell: name for name, cell in self._grade_cells.items()}
        commented = {cell: name for name, cell in self._comment_cells.items()}
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for row in self._all(select(_GRADES).where(held_for(_GRADES, whose, graded))):
            found[whose[row.notebook_id], graded[row.cell_id]] = {
                "auto": row.auto_score,
                "manual": row.manual_score,
                "needs": row.needs_manual_grade,
            }
        for row in self._all(select(_COMMENTS).where(held_for(_COMMENTS, whose, commented))):
            where = (whose[row.notebook_id], commented[row.cell_id])
            found.setdefault(where, {})["comment"] = row.auto_comment
        return found

    def _seen_of(self, students: Sequence[str]) -> dict[str, str]:
        wanted = select(MARKED.c.student, MARKED.c.seen)
        wanted = wanted.where(MARKED.c.assignment == self.assignment)
        return dict(self._all(wanted.where(MARKED.c.student.in_(students))))

    def _set_aside(self, students: Sequence[str]) -> None:
        """Take away marks by hand of questions that this version withdrew: all get the same."""
        cells = [self._grade_cells[name] for name in self.version.withdrawn]
        notebooks = [row.id for row in self._all(self._ids(students))]
        self.gradebook.db.execute(
            _GRADES.update().where(held_for(_GRADES, notebooks, cells)).values(manual_score=None)
        )


@define
class AgainLedger(RemarkLedger):
    """Writes marks by the key from before a version, for work that was marked since.

    Attributes:
        had: What each part had before the version, by student and part.
    """

    had: Mapping[str, Mapping[str, Any]]

    def has(self, batch: str) -> bool:
        """Return whether the rows of *batch* are in the gradebook."""
        return bool(self._all(select(REMARKED.c.student).where(REMARKED.c.undone == batch)))

    def _write(self, batch: str, entries: Sequence[Entry]) -> None:
        students = [entry.student for entry in entries]
        self._bring_back(students)
        Ledger._write(self, batch, entries)
        first = [each for each in students if each not in self.had]
        self._do(REMARKED.insert(), [self._row(each, batch="") for each in first])
        self.gradebook.db.execute(
            REMARKED.update()
            .where(REMARKED.c.assignment == self.assignment)
            .where(REMARKED.c.number == self.version.number)
            .where(REMARKED.c.student.in_(students))
            .values(undone=batch)
        )

    def _bring_back(self, students: Sequence[str]) -> None:
        """Put marks by hand back that the version had set aside, where nobody has marked since."""
        notebooks = {row.student_id: row.id for row in self._all(self._ids(students))}
        rows = [
            {"its": notebooks[student], "cell": self._grade_cells[name], "mark": part.had_manual}
            for student in students
            for name, part in self.had.get(student, {}).items()
            if part.set_aside and student in notebooks
        ]
        update = (
            _GRADES.update()
            .where(_GRADES.c.notebook_id == bindparam("its"))
            .where(_GRADES.c.cell_id == bindparam("cell"))
            .where(_GRADES.c.manual_score.is_(None))
        )
        self._do(update.values(manual_score=bindparam("mark")), rows)


@define
class UndoLedger(AgainLedger):
    """Writes the marks from before a version, as they were.

    Attributes:
        seen_before: What each submission looked like when it was marked before the version.
    """

    seen_before: Mapping[str, str | None]

    def _needs(self, row: Any, grade: Row) -> bool:
        """Return what was noted before the version."""
        return grade.waits

    def _remember(self, batch: str, entries: Sequence[Entry]) -> None:
        super()._remember(batch, entries)
        unknown = [each.student for each in entries if self.seen_before.get(each.student) is None]
        self.gradebook.db.execute(
            delete(MARKED)
            .where(MARKED.c.assignment == self.assignment)
            .where(MARKED.c.student.in_(unknown))
        )
