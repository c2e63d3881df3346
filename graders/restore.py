"""Make a submitted notebook whole again: every cell that counts, once, as it was released.

nbgrader fails a student who copied a question cell, loses a question that was
deleted, and gives the full mark where a question's output can't be read. Here the
notebook is built anew: questions come from the gradebook, and of what the student
sent only text is taken over.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import Factory, define, field, frozen

from graders.cells import OURS, bare_cell, grade_id, ids_of, our_data, source_of
from graders.question_cell import is_question_cell

#: What nbgrader cuts out of a cell before students get it.
_KEPT_BACK = re.compile(
    r"^[^\n]*BEGIN (HIDDEN TESTS|MARK SCHEME).*?END \1[^\n]*\n?", re.MULTILINE | re.DOTALL
)


@lru_cache(maxsize=512)
def _given_out(source: str) -> tuple[str, list[str]]:
    """Return what students are given of a cell, without its last line's end, and its words."""
    given = _KEPT_BACK.sub("", source)
    return given.rstrip(), given.split()


@frozen(kw_only=True)
class MasterCell:
    """A cell as the gradebook holds it: what was released, with its key.

    Attributes:
        name: nbgrader's grade_id.
        cell_type: "code" or "markdown".
        source: The source, key and rubric included.
        checksum: nbgrader's checksum of it.
        locked: Whether students can't change it; if they did, *source* comes back.
        grade: Whether it is marked by machine, or by a person as an answer.
        solution: Whether the student writes in it.
        task: Whether it sets a task that a person marks.
        points: The full mark; None where it has none.
    """

    name: str
    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: float | None = None

    @property
    def is_theirs_to_write(self) -> bool:
        """Whether the student writes in the cell itself; the answer to a question stands apart."""
        return self.solution and not self.locked and not is_question_cell(self.source)

    def was_changed(self, source: str) -> bool:
        """Return whether *source* is other than what students were given."""
        given, words = _given_out(self.source)
        return source.rstrip() != given and source.split() != words

    def metadata(self) -> dict[str, Any]:
        """Return the nbgrader metadata that goes with it."""
        data: dict[str, Any] = {
            "schema_version": 3,
            "grade_id": self.name,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "checksum": self.checksum,
            "cell_type": self.cell_type,
        }
        return data if self.points is None else {**data, "points": self.points}


@define
class Changes:
    """What a student did to the notebook, as far as an educator should know.

    Attributes:
        deleted: Names of cells that were missing and have been put back.
        copied: Names of cells that were there more than once.
        changed: Names of locked cells that had been changed.
        added: Ids of cells that were not in the released notebook.
        problem: Why the notebook could not be read, and only the answers were; else empty.
    """

    deleted: list[str] = Factory(list)
    copied: list[str] = Factory(list)
    changed: list[str] = Factory(list)
    added: list[str] = Factory(list)
    problem: str = ""


@define
class _Restorer:
    masters: Mapping[str, MasterCell]
    released: Mapping[str, Mapping[str, Any]]
    changes: Changes = field(factory=Changes)
    taken: set[str] = field(factory=set)
    found: set[str] = field(factory=set)

    def cells(self, cell: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what becomes of a submitted *cell*: nothing, if it is a copy to leave out."""
        master = self.master_of(cell)
        if master is None:
            return [self.plain(cell)]
        again = master.name in self.found
        changed = not master.is_theirs_to_write and master.was_changed(source_of(cell))
        self.found.add(master.name)
        kept = [] if again else [self.known(master, cell)]
        if again:
            self.changes.copied.append(master.name)
        elif changed:
            self.changes.changed.append(master.name)
        if (again and master.is_theirs_to_write) or (changed and master.task):
            kept.append(self.plain(cell))  # a student's own words may stand in it
        return kept

    def master_of(self, cell: Mapping[str, Any]) -> MasterCell | None:
        """Return the cell that counts which *cell* was, by its name, or else by its id."""
        if (name := grade_id(cell)) in self.masters:
            return self.masters[str(name)]
        cell_id = cell.get("id")
        original = self.released.get(cell_id) if isinstance(cell_id, str) else None
        return self.masters.get(grade_id(original) or "") if original else None

    def known(self, master: MasterCell, cell: Mapping[str, Any]) -> dict[str, Any]:
        """Return *master* with the student's text where it is theirs to write."""
        source = source_of(cell) if master.is_theirs_to_write else master.source
        kept = bare_cell(master.cell_type, source, cell.get("id"), self.taken)
        kept["metadata"]["nbgrader"] = master.metadata()
        return kept

    def plain(self, cell: Mapping[str, Any]) -> dict[str, Any]:
        """Return a cell that does not count: prose, a reflection, or something added."""
        cell_id = cell.get("id")
        original = self.released.get(cell_id) if isinstance(cell_id, str) else None
        is_code = cell.get("cell_type") == "code"
        kept = bare_cell("code" if is_code else "markdown", source_of(cell), cell_id, self.taken)
        if original is None or cell_id != kept["id"]:
            self.changes.added.append(kept["id"])
            kept["metadata"][OURS] = {"by": "student"}
            return kept
        ours = dict(our_data(original))
        if kept["source"] != source_of(original):
            ours["by"] = "student"
        if ours:
            kept["metadata"][OURS] = ours
        return kept


def restore(
    submitted: Sequence[Mapping[str, Any]],
    masters: Sequence[MasterCell],
    released: Sequence[Mapping[str, Any]],
) -> tuple[list[dict[str, Any]], Changes]:
    """Return the submitted cells made whole, and what had been done to them.

    Args:
        submitted: The student's cells, as outside data.
        masters: The cells that count, in the order of the assignment.
        released: The cells of the assignment's source, to tell what was added.
    """
    restorer = _Restorer(
        masters={master.name: master for master in masters}, released=ids_of(released)
    )
    cells = [
        kept for cell in submitted if isinstance(cell, Mapping) for kept in restorer.cells(cell)
    ]
    order = [_label(cell) for cell in released]
    for number, master in enumerate(masters):
        if master.name not in restorer.found:
            restorer.changes.deleted.append(master.name)
            before = order[: order.index(master.name)] if master.name in order else []
            before = before or [each.name for each in masters[:number]]
            cells.insert(_place_after(before, cells), restorer.known(master, {}))
    return cells, restorer.changes


def restore_cell(
    cell: Mapping[str, Any],
    masters: Mapping[str, MasterCell],
    released: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """Return one submitted *cell* made whole, which is the first of its name.

    Args:
        cell: The student's, as outside data.
        masters: The cells that count, by name.
        released: The cells of the assignment's source, by id.
    """
    return _Restorer(masters=masters, released=released).cells(cell)[0]


def _label(cell: Mapping[str, Any]) -> str:
    """Return what a cell is known by among the others: its name, or else its id."""
    return grade_id(cell) or str(cell.get("id"))


def _place_after(before: Sequence[str], cells: Sequence[Mapping[str, Any]]) -> int:
    """Return the place behind the last of *before* that is among *cells*, or the first place."""
    places = {_label(cell): place for place, cell in enumerate(cells, 1)}
    return next((places[each] for each in reversed(before) if each in places), 0)
