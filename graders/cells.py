"""Small questions about a notebook's cells, asked in many places.

Cells are plain data here. nbformat would do the same, at the price of a second's
import for each command.
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import count
from typing import Any

#: Our entry in a cell's metadata.
OURS = "digiready"

_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def _entry(cell: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return an entry of a cell's metadata, which may come from outside; empty if it is none."""
    metadata = cell.get("metadata")
    data = metadata.get(name) if isinstance(metadata, dict) else None
    return data if isinstance(data, dict) else {}


def nbgrader_data(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a cell's nbgrader metadata; empty if it has none, or something that is none."""
    return _entry(cell, "nbgrader")


def grade_id(cell: Mapping[str, Any]) -> str | None:
    """Return the name by which nbgrader knows the cell, or None."""
    metadata = cell.get("metadata")  # asked of each cell of a cohort, so without a further call
    data = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = data.get("grade_id") if isinstance(data, dict) else None
    return name if isinstance(name, str) and name else None


def our_data(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return our own metadata of a cell; empty if it has none."""
    return _entry(cell, OURS)


def source_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's source; empty if what stands there is not text."""
    source = cell.get("source")
    return source if isinstance(source, str) else ""


def bare_cell(cell_type: str, source: str, cell_id: object, taken: set[str]) -> dict[str, Any]:
    """Return a new cell without outputs or metadata; its id is kept if it is sound and free."""
    sound = isinstance(cell_id, str) and _CELL_ID.fullmatch(cell_id) and cell_id not in taken
    name = str(cell_id) if sound else _made_up_id(source, taken)
    taken.add(name)
    cell = {"cell_type": cell_type, "id": name, "metadata": {}, "source": source}
    return {**cell, "execution_count": None, "outputs": []} if cell_type == "code" else cell


def _made_up_id(source: str, taken: set[str]) -> str:
    """Return an id that is free: the same each time the same notebook is marked."""
    numbers = count(len(taken))
    made = (blake2b(f"{each} {source}".encode(), digest_size=6).hexdigest() for each in numbers)
    return next(each for each in made if each not in taken)


def ids_of(cells: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return *cells* by their ids."""
    return {str(cell["id"]): cell for cell in cells if "id" in cell}
