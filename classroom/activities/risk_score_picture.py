"""Draw a thousand people, each by what becomes of them and whether they are flagged."""

from typing import Any

from classroom.activities.risk_score_figures import Counts

#: People in a row, and pixels from one to the next.
ACROSS, APART = 40, 20

#: Each kind of person: how they are drawn, around a point.
SHAPES = {
    "found": "m-8 0l8-8 8 8-8 8z",
    "missed": "m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0",
    "false": "m-6-6h12v12h-12z",
    "clear": "m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
}


def picture(counts: Counts, label: str) -> dict[str, Any]:
    """Return what the picture's template shows: one path for each kind of person.

    People of a kind stand together: who comes to harm first, then who is flagged for nothing.
    """
    numbers = {name: getattr(counts, name) for name in SHAPES}
    paths, place = [], 0
    for name, number in numbers.items():
        there = range(place, place + number)
        place += number
        if number:
            steps = "".join(f"M{_x(each)} {_y(each)}{SHAPES[name]}" for each in there)
            paths.append({"kind": name, "path": steps})
    rows = -(-counts.everybody // ACROSS)
    return {"width": ACROSS * APART, "height": rows * APART, "label": label, "paths": paths}


def _x(place: int) -> int:
    return place % ACROSS * APART + APART // 2


def _y(place: int) -> int:
    return place // ACROSS * APART + APART // 2
