"""Draw who knew what, when: a line for each system, and a row for each thing, downwards in time.

Across, everything is in hundredths of the width, so that the picture fits a narrow page and its
letters stay as large as the text around it. Downwards it is in pixels.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from classroom.activities.systems_spread import Family, all_known, outcomes

HEAD, ROW = 64, 44
#: Where the first system's line stands, and where the last, in hundredths of the width.
FIRST, LAST = 30, 89


@frozen(kw_only=True)
class Row:
    """Something on a day: an event, news of it that comes later, or a decision."""

    on: date
    event: str = ""
    decision: str = ""
    systems: tuple[str, ...]


def rows_of(family: Family, on: Collection[str]) -> list[Row]:
    """Return what happened, what was told on a later day and what was decided, in order.

    On one day, what happened comes first, then what was told, then what was decided.
    """
    known = all_known(family, on)
    rows: list[tuple[date, int, Row]] = []
    for name, event in family.events.items():
        days = sorted(set(known[name].values()) | {event.on})
        for day in days:
            here = tuple(each for each in family.systems if known[name].get(each) == day)
            first = day == event.on
            rows.append((day, 0 if first else 1, Row(on=day, event=name, systems=here)))
    for name, decision in family.decisions.items():
        rows.append(
            (decision.on, 2, Row(on=decision.on, decision=name, systems=(decision.system,)))
        )
    return [row for _, _, row in sorted(rows, key=lambda each: each[:2])]


def numbers_of(family: Family) -> dict[str, str]:
    """Return what the picture and the tables call each event: 1, 2, 3, in order of their days."""
    in_order = sorted(family.events, key=lambda each: family.events[each].on)
    return {name: str(number) for number, name in enumerate(in_order, 1)}


def letters_of(family: Family) -> dict[str, str]:
    """Return what the picture and the tables call each decision: A, B, C, by their days."""
    in_order = sorted(family.decisions, key=lambda each: family.decisions[each].on)
    return {name: chr(ord("A") + place) for place, name in enumerate(in_order)}


def picture(family: Family, on: Collection[str]) -> dict[str, Any]:
    """Return what the picture's template shows."""
    rows = rows_of(family, on)
    across = _across(family)
    heights = {id(row): HEAD + ROW * place + ROW // 2 for place, row in enumerate(rows)}
    height = HEAD + ROW * len(rows)
    marks = [_mark(family, row, heights[id(row)], across, on) for row in rows]
    return {
        "height": height,
        "lanes": [
            {"x": across[name], "name": called, "top": HEAD, "foot": height, "y": _head(place)}
            for place, (name, called) in enumerate(family.systems.items())
        ],
        "known": list(_paths(family, rows, heights, across, on)),
        "rows": marks,
    }


def _across(family: Family) -> dict[str, float]:
    step = (LAST - FIRST) / max(len(family.systems) - 1, 1)
    return {name: round(FIRST + step * place, 2) for place, name in enumerate(family.systems)}


def _head(place: int) -> int:
    """Return how high a system's name stands: by turns, so that long ones don't meet."""
    return 24 if place % 2 == 0 else 50


def _mark(
    family: Family, row: Row, y: int, across: Mapping[str, float], on: Collection[str]
) -> dict[str, Any]:
    xs = [across[each] for each in row.systems]
    view: dict[str, Any] = {"y": y, "text_y": y + 6, "day": short(row.on), "event": bool(row.event)}
    if row.decision:
        opened = outcomes(family, on)[row.decision].could_be_otherwise
        sign = letters_of(family)[row.decision]
        return {**view, "x": xs[0], "sign": sign, "opened": opened, "top": y - 15}
    event, number = family.events[row.event], numbers_of(family)[row.event]
    return {
        **view,
        "from": min(xs),
        "to": max(xs),
        "spots": [
            {
                "x": across[each],
                "own": each == event.system,
                "stranger": each not in event.business,
                "sign": number,
                "top": y - 15,
            }
            for each in row.systems
        ],
    }


def _paths(
    family: Family,
    rows: list[Row],
    heights: Mapping[int, int],
    across: Mapping[str, float],
    on: Collection[str],
) -> Any:
    """Yield the thick lines: from the first thing known to the decision that it changes."""
    for name, outcome in outcomes(family, on).items():
        if not outcome.could_be_otherwise:
            continue
        decision = family.decisions[name]
        starts = [
            heights[id(row)]
            for row in rows
            if row.event in decision.needs and decision.system in row.systems
        ]
        [end] = [heights[id(row)] for row in rows if row.decision == name]
        yield {"x": across[decision.system], "top": min(starts), "foot": end}


def short(day: date) -> str:
    """Return *day* as a picture shows it.

    >>> short(date(2026, 9, 4))
    '4 Sep'
    """
    return f"{day.day} {day:%b}"


def long(day: date) -> str:
    """Return *day* as a sentence says it.

    >>> long(date(2026, 9, 4))
    '4 September'
    """
    return f"{day.day} {day:%B}"
