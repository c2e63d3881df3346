"""Make submitted notebooks whole, and do once what the notebooks of a cohort have in common.

Nearly everybody hands in the cells that were given out, in their order, and differs only
in what was written. Such a notebook is told by its look, and only what the student wrote
is gone through. Any other one is restored cell by cell.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import evolve, frozen

from graders.cells import OURS, grade_id, ids_of, nbgrader_data, our_data, source_of
from graders.cohorts.notebook_text import cell_text
from graders.made_safe import made_safe
from graders.question_cell import is_question_cell
from graders.reflections import ANSWERS
from graders.restore import Changes, MasterCell, restore, restore_cell

#: How many looks are kept. A cohort has few: each version of the quiz that was given out.
_LOOKS = 64

#: How many texts of cells a process keeps.
_TEXTS = 8192


@frozen(kw_only=True)
class Slot:
    """A cell of a notebook that has been made whole.

    Attributes:
        cell: The cell, safe to show.
        text: How it stands in the notebook's file; empty for a question, which has yet to be
            marked.
        master: The part of the assignment it is; None where it is none, or only sets a task.
        question: Whether it is a question of ours.
        place: Where it stood among the cells that were handed in, if the student writes in it.
    """

    cell: Mapping[str, Any]
    text: bytes
    master: MasterCell | None
    question: bool = False
    place: int | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it has metadata of ours: an answer in prose, or something a student added."""
        return OURS in self.cell["metadata"]


class Layouts:
    """Restores the notebooks of one assignment."""

    def __init__(
        self, masters: Sequence[MasterCell], released: Sequence[Mapping[str, Any]]
    ) -> None:
        self._masters = {master.name: master for master in masters}
        self._order, self._released = masters, released
        self._by_id = ids_of(released)
        self._theirs = {master.name for master in masters if master.is_theirs_to_write} | {
            str(cell.get("id")) for cell in released if our_data(cell).get(ANSWERS)
        }
        self._known: dict[tuple[Any, ...], list[Slot]] = {}

    def of(self, cells: Sequence[Mapping[str, Any]]) -> tuple[list[Slot], Changes]:
        """Return the cells of a submission made whole, and what had been done to them."""
        look = tuple(
            (cell["cell_type"], cell["id"], name := grade_id(cell), self._fixed(cell, name))
            for cell in cells
        )
        if known := self._known.get(look):
            return [
                slot if slot.place is None else self._filled(cells[slot.place]) for slot in known
            ], Changes()
        restored, changes = restore(cells, self._order, self._released)
        slots = [self._slot(cell) for cell in restored]
        if changes == Changes() and [cell["id"] for cell in restored] == [key[1] for key in look]:
            if len(self._known) >= _LOOKS:
                self._known.clear()
            self._known[look] = [
                evolve(slot, place=place if key[3] is None else None)
                for place, (slot, key) in enumerate(zip(slots, look, strict=True))
            ]
        return slots, changes

    def _fixed(self, cell: Mapping[str, Any], name: str | None) -> str | None:
        """Return a cell's source; None where the student writes in it."""
        theirs = name in self._theirs if name else cell["id"] in self._theirs
        return None if theirs else source_of(cell)

    def _filled(self, cell: Mapping[str, Any]) -> Slot:
        return self._slot(restore_cell(cell, self._masters, self._by_id))

    def _slot(self, cell: Mapping[str, Any]) -> Slot:
        master = self._masters.get(str(nbgrader_data(cell).get("grade_id")))
        if master and master.grade and is_question_cell(master.source):
            return Slot(cell=cell, text=b"", master=master, question=True)
        safe = made_safe(cell)
        counts = master if master and not master.task else None
        return Slot(cell=safe, text=_text_of(safe), master=counts)


def _text_of(cell: Mapping[str, Any]) -> bytes:
    """Return a cell's text, from what is kept if it was written before."""
    if our_data(cell).get("by") == "student":
        return cell_text(cell)
    metadata = json.dumps(cell["metadata"], sort_keys=True)
    return _given_out(cell["cell_type"], cell["id"], metadata, cell["source"])


@lru_cache(maxsize=_TEXTS)
def _given_out(cell_type: str, cell_id: str, metadata: str, source: str) -> bytes:
    """Return the text of a cell that nobody changed."""
    cell = {
        "cell_type": cell_type,
        "id": cell_id,
        "metadata": json.loads(metadata),
        "source": source,
    }
    code: dict[str, Any] = {"execution_count": None, "outputs": []}
    return cell_text(cell | code if cell_type == "code" else cell)
