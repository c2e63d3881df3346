"""Reflections: a task that a person marks, and the cell below it in which a student writes."""

from collections.abc import Mapping, Sequence
from typing import Any

from graders.cells import our_data, source_of

#: The entry of our metadata that says of which task a cell holds the answer.
ANSWERS = "answers"


def words_of(cell: Mapping[str, Any]) -> str:
    """Return what a student wrote in *cell*, before it was made safe to show."""
    return str(our_data(cell).get("written", source_of(cell)))


def is_blank(
    task: str, cells: Sequence[Mapping[str, Any]], source: Sequence[Mapping[str, Any]]
) -> bool:
    """Return whether a student wrote nothing in answer to *task*.

    The cell for it is as it was given out or empty, and no prose was added anywhere
    that might be the answer. Where that can't be told, it is not blank: a person looks.
    """
    given = [source_of(cell) for cell in source if our_data(cell).get(ANSWERS) == task]
    answers = [cell for cell in cells if our_data(cell).get(ANSWERS) == task]
    elsewhere = any(
        our_data(cell).get("by") == "student"
        and our_data(cell).get(ANSWERS) is None
        and words_of(cell).strip()
        for cell in cells
    )
    untouched = all(words_of(cell).strip() in {"", *map(str.strip, given)} for cell in answers)
    return bool(given) and untouched and not elsewhere
