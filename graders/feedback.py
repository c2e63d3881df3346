"""A student's feedback page, written from marks: never from a cell's source."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graders.cells import source_of
from graders.feedback_parts import Part, part_of
from graders.look import HERE, fill, in_figures, plural, stylesheet
from graders.sureness import calibration_of_all


def feedback_html(cells: Sequence[Mapping[str, Any]], result: Mapping[str, Any]) -> str:
    """Return the page.

    Args:
        cells: The autograded notebook's, with nbgrader's grades in their metadata.
        result: nbgrader's ``score``, ``max_score``, ``late_penalty``, ``assignment``
            and ``student``.
    """
    parts: list[Part] = []
    questions: list[Part] = []
    for cell in cells:
        part = part_of(cell, number=len(questions) + 1)
        if part:
            parts.append(part)
        if part and part.number:
            questions.append(part)
    calibrated = calibration_of_all((part.sure, part.share) for part in questions)
    first = [part for part in questions if part.named_first]
    return fill(
        HERE / "feedback.html",
        {
            "style": stylesheet(),
            "title": _title(cells) or result["assignment"],
            "student": result["student"],
            "score": in_figures(result["score"]),
            "max_score": plural(result["max_score"], "point"),
            "late": _late(result["late_penalty"]),
            "waiting_says": _waiting(sum(part.waiting for part in parts)),
            "has_first": bool(first),
            "first": [{"anchor": part.anchor, "number": part.number} for part in first],
            "has_calibration": bool(calibrated),
            "calibration": [{"text": each} for each in calibrated],
            "rows": "\n".join(part.row for part in parts if part.row),
            "sections": "\n".join(part.html for part in parts),
        },
    )


def _title(cells: Sequence[Mapping[str, Any]]) -> str:
    """Return the notebook's own first heading."""
    for cell in cells:
        heading = re.match(r"#\s+(.+)", source_of(cell))
        if cell.get("cell_type") == "markdown" and heading:
            return heading[1].strip()
    return ""


def _late(penalty: float) -> str:
    points = plural(penalty, "point")
    were = "was" if points == "1 point" else "were"
    return f"{points} {were} taken off for lateness." if penalty else ""


def _waiting(count: int) -> str:
    if not count:
        return ""
    what, it = ("One part waits", "it") if count == 1 else (f"{count} parts wait", "them")
    return f"{what} for a person to look at {it}, so the total may still change."
