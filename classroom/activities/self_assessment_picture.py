"""Draw where somebody stood and stands on a scale, part by part.

Across, everything is in hundredths of the width, so that it fits a narrow page; downwards it is
in pixels.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

#: Heights: a line of a part's name, and the part's own line with its spots and their words.
LINE, SCALE, FOOT = 24, 74, 12
#: So many letters of a name stand in a line, at 320 pixels too.
LETTERS = 26
#: Where the first step stands, and where the last, in hundredths of the width.
FIRST, LAST = 12, 88


def across(step: int, steps: int) -> float:
    """Return where *step*, from 0, stands.

    >>> [across(step, 4) for step in range(4)]
    [12.0, 37.33, 62.67, 88.0]
    """
    return round(FIRST + (LAST - FIRST) * step / (steps - 1), 2)


def picture(
    names: Mapping[str, str],
    steps: Sequence[str],
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> dict[str, Any]:
    """Return what the picture's template shows.

    Args:
        names: The parts, by short name.
        steps: Short names of the scale's steps, lowest first.
        before: The step at which somebody saw themselves in a part, where they said so.
        after: The same, later.
    """
    rows = []
    top = 0
    for part, called in names.items():
        lines = wrap(called, LETTERS)
        y = top + LINE * len(lines) + 32
        rows.append(
            {
                "lines": [
                    {"text": each, "y": top + LINE * number - 4}
                    for number, each in enumerate(lines, 1)
                ],
                "y": y,
                "ticks": [
                    {
                        "x": across(step, len(steps)),
                        "top": y - 6,
                        "foot": y + 6,
                        "number": step + 1,
                        "text_y": y - 13,
                    }
                    for step in range(len(steps))
                ],
                **_spots(before.get(part), after.get(part), steps, y),
            }
        )
        top += LINE * len(lines) + SCALE + FOOT
    return {"rows": rows, "height": top, "left": FIRST, "right": LAST}


def _spots(before: str | None, after: str | None, steps: Sequence[str], y: int) -> dict[str, Any]:
    """Return the spots of a part, and the line between them if they stand apart."""
    spots = []
    for step, words, later in ((before, "before", False), (after, "after", True)):
        if step is not None:
            x = across(steps.index(step), len(steps))
            spots.append({"x": x, "later": later, "words": words, "text_y": y + 28, "y": y})
    if before is not None and before == after:
        spots = [{**spots[1], "words": "before and after"}]
    moved = len(spots) == 2
    return {
        "spots": spots,
        "moved": moved,
        "from": spots[0]["x"] if moved else 0,
        "to": spots[1]["x"] if moved else 0,
    }
