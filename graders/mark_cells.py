"""A mark inside a notebook: the output from which nbgrader, and our feedback, read it."""

from collections.abc import Mapping
from typing import Any

from graders.marks import Mark, grade_output, mark_to_json

#: Where a mark stands in a cell's output, as plain data.
MARK_MIME = "application/vnd.digiready.mark+json"


def mark_output(mark: Mark, html: str) -> dict[str, Any]:
    """Return *mark* as the output from which nbgrader reads a mark.

    Args:
        mark: What the answer earned.
        html: The same for people.
    """
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "metadata": {},
        "data": {
            "text/plain": repr(grade_output(mark.earned, mark.points)),
            "text/html": html,
            MARK_MIME: mark_to_json(mark),
        },
    }


def mark_in(cell: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the mark, as plain data, that stands in a cell's output; None if there is none."""
    for output in cell.get("outputs", []):
        mark = output.get("data", {}).get(MARK_MIME)
        if mark is not None:
            return dict(mark)
    return None
