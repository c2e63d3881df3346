"""Re-identify: choose what of a table is published, and see who could be found in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from classroom.activities.framing import framed
from classroom.activities.keeping import ActivityWidget, one_of
from classroom.activities.re_identify_groups import (
    EXACT,
    OUT,
    Column,
    Table,
    found_by,
    group_sizes,
    told_by_their_group,
)
from classroom.activities.reading import known_names, named_parts
from classroom.session import Session
from graders.answers import FormFields
from graders.facts import Fact
from graders.kinds.reading import Reader
from graders.look import fill

TEMPLATE = Path(__file__).with_name("re_identify.html")

#: Each column's level is kept under this and its name.
AT = "at-"

#: A group smaller than this is called small.
FEW = 5

#: What an author may write: under which entry, which entries.
ENTRIES = {
    "": (
        *("kind", "title", "setting", "columns", "secret", "rows", "seekers", "asks"),
        *("closing", "facts"),
    ),
    "columns": ("name", "exact", "bands", "coarser", "out"),
    "seekers": ("who", "row", "knows"),
    "asks": ("says", "needs"),
}


@frozen(kw_only=True)
class Seeker:
    """Somebody who knows a little about one person.

    Attributes:
        who: Who they are, and what they know, in words.
        row: The person's row, from 0.
        knows: The columns that they know.
    """

    who: str
    row: int
    knows: tuple[str, ...]


@frozen(kw_only=True)
class Ask:
    """Something that the table is to tell, and the levels at which it can.

    Attributes:
        says: The question.
        needs: For each column that it needs, the levels that will do.
    """

    says: str
    needs: Mapping[str, tuple[str, ...]]

    def is_told(self, levels: Mapping[str, str]) -> bool:
        """Return whether the table still tells it."""
        return all(levels[name] in enough for name, enough in self.needs.items())


@frozen(kw_only=True)
class ReIdentify:
    """The activity.

    Attributes:
        title: What it is called.
        setting: Whose table it is, and what it is for.
        table: The people.
        seekers: Who might look.
        asks: What it is published for.
        closing: What stands at the end.
        facts: Ids of the facts it rests on.
    """

    title: str
    setting: str
    table: Table
    seekers: tuple[Seeker, ...]
    asks: tuple[Ask, ...]
    closing: str
    facts: tuple[str, ...] = ()


def read_re_identify(reader: Reader) -> ReIdentify | None:
    """Return the activity that an author wrote, or None with every fault noted."""
    reader.only(ENTRIES[""], of="an activity")
    title = reader.text("title", example="title: Re-identify")
    setting = reader.text("setting", example="setting: A council would publish a table.")
    secret = reader.text("secret", example="secret: Why they came")
    closing = reader.text("closing", example="closing: Would they know themselves?")
    columns = {
        name: _read_column(part)
        for name, part in named_parts(
            reader,
            "columns",
            least=2,
            entries=ENTRIES["columns"],
            example="age: with name:, exact: and out: under it",
        ).items()
    }
    found = {name: column for name, column in columns.items() if column}
    rows = _read_rows(reader, found)
    seekers = [
        _read_seeker(part, found, len(rows))
        for part in named_parts(
            reader,
            "seekers",
            least=1,
            entries=ENTRIES["seekers"],
            example="neighbour: with who:, row: and knows: under it",
        ).values()
    ]
    asks = [
        _read_ask(part, found)
        for part in named_parts(
            reader,
            "asks",
            least=1,
            entries=ENTRIES["asks"],
            example="old: with says: and needs: under it",
        ).values()
    ]
    if reader.faults or not (title and setting and secret and closing):
        return None
    return ReIdentify(
        title=title,
        setting=setting,
        table=Table(columns=found, secret=secret, rows=rows),
        seekers=tuple(each for each in seekers if each),
        asks=tuple(each for each in asks if each),
        closing=closing,
        facts=reader.names("facts"),
    )


def _read_column(reader: Reader) -> Column | None:
    called = reader.text("name", example="name: Age")
    exact = reader.text("exact", example="exact: In years")
    out = reader.text("out", example="out: Left out")
    bands: dict[str, int] = {}
    coarser: dict[str, dict[str, str]] = {}
    says: dict[str, str] = {}
    for name, part in _levels(reader, "bands"):
        text = part.text("says", example="says: In bands of ten years")
        size = part.number("size", least=2)
        if text and size is not None:
            bands[name], says[name] = int(size), text
    for name, part in _levels(reader, "coarser"):
        text = part.text("says", example="says: North or south")
        values = part.texts_by_id("values", least=1, example="Mill End: North")
        if text and values:
            coarser[name], says[name] = values, text
    if not (called and exact and out):
        return None
    return Column(
        called=called, levels={EXACT: exact, **says, OUT: out}, bands=bands, coarser=coarser
    )


def _levels(reader: Reader, name: str) -> list[tuple[str, Reader]]:
    """Return the levels under entry *name*, by short name; none if it is left out."""
    if name not in reader.data:
        return []
    entries = ("says", "size") if name == "bands" else ("says", "values")
    parts = named_parts(
        reader, name, least=1, entries=entries, example=f"ten: with {entries[0]}: under it"
    )
    for level in parts:
        if level in (EXACT, OUT):
            reader.fault(
                name,
                level,
                problem=f'"{level}" is the name of a level that every column has.',
                fix="Write another short name, such as ten.",
            )
    return list(parts.items())


def _read_rows(reader: Reader, columns: Mapping[str, Column]) -> tuple[tuple[str, ...], ...]:
    written = reader.data.get("rows")
    rows: list[tuple[str, ...]] = []
    if not isinstance(written, list) or len(written) < 2:
        reader.fault(
            "rows",
            problem='"rows:" must be two people or more.',
            fix="Write under it a line for each person, such as - 43, Mill End, low mood",
        )
        return ()
    for place, line in enumerate(written):
        values = tuple(each.strip() for each in str(line).split(","))
        if len(values) != len(columns) + 1:
            reader.fault(
                "rows",
                place,
                problem=f'"{line}" has {len(values)} values, and should have {len(columns) + 1}.',
                fix="Write one for each column, in order, then the secret, with commas between.",
            )
            continue
        for (name, column), value in zip(columns.items(), values[:-1], strict=True):
            _check_value(reader, place, name, column, value)
        rows.append(values)
    return tuple(rows)


def _check_value(reader: Reader, place: int, name: str, column: Column, value: str) -> None:
    if column.bands and not value.isdigit():
        reader.fault(
            "rows",
            place,
            problem=f'"{value}" under "{name}" has bands, and is no whole number.',
            fix="Write a number such as 43.",
        )
    for level, values in column.coarser.items():
        if value not in values:
            reader.fault(
                "rows",
                place,
                problem=f'"{value}" does not stand under "{level}:" of "{name}".',
                fix=f"Add what it becomes there, or write one of {', '.join(values)}.",
            )


def _read_seeker(reader: Reader, columns: Mapping[str, Column], rows: int) -> Seeker | None:
    who = reader.text("who", example="who: A neighbour, who knows her age and her street")
    row = reader.number("row", least=1)
    knows = known_names(reader, "knows", columns, of="columns", least=1)
    if row is not None and row > max(rows, 1):
        reader.fault("row", problem=f"there is no row {int(row)}.", fix=f"Write 1 to {rows}.")
        return None
    if who is None or row is None:
        return None
    return Seeker(who=who, row=int(row) - 1, knows=knows)


def _read_ask(reader: Reader, columns: Mapping[str, Column]) -> Ask | None:
    says = reader.text("says", example="says: Do we reach people over 80?")
    needs = reader.within("needs")
    needs.only(columns, of='"needs:"')
    enough = {}
    for name in needs.data:
        if name in columns:
            levels = [each for each in columns[name].levels if each != OUT]
            enough[str(name)] = known_names(needs, str(name), levels, of=str(name), least=1)
    return Ask(says=says, needs=enough) if says else None


# --- on screen ----------------------------------------------------------------------------


def levels_in(activity: ReIdentify, fields: FormFields) -> dict[str, str]:
    """Return the level of each column: as it is, where nothing that fits is kept."""
    return {
        name: one_of(fields, AT + name, column.levels, EXACT)
        for name, column in activity.table.columns.items()
    }


def summary(activity: ReIdentify, levels: Mapping[str, str]) -> str:
    """Return in words how well people are hidden, and what can still be told."""
    sizes = group_sizes(activity.table, levels)
    alone = sum(size == 1 for size in sizes)
    told = sum(ask.is_told(levels) for ask in activity.asks)
    return (
        f"{alone} of {len(sizes)} people {'looks' if alone == 1 else 'look'} like nobody else. "
        f"The smallest group is {min(sizes)}, so k is {min(sizes)}. "
        f"The table still answers {told} of {len(activity.asks)} questions."
    )


def re_identify_html(
    name: str, activity: ReIdentify, fields: FormFields, facts: Mapping[str, Fact]
) -> str:
    """Return the activity as it stands with *fields* kept."""
    table, levels = activity.table, levels_in(activity, fields)
    shown = [each for each in table.columns if levels[each] != OUT]
    sizes = group_sizes(table, levels)
    alike = told_by_their_group(table, levels)
    return fill(
        TEMPLATE,
        {
            **framed(name, activity, facts),
            "columns": [
                {
                    "column": column.called,
                    "field": AT + each,
                    "levels": [
                        {"value": level, "text": text, "picked": level == levels[each]}
                        for level, text in column.levels.items()
                    ],
                }
                for each, column in table.columns.items()
            ],
            "says": summary(activity, levels),
            "bars": _bars(sizes),
            "alike": _alike(alike),
            "seekers": [_seeker_view(activity, seeker, levels) for seeker in activity.seekers],
            "asks": [{"says_it": ask.says, "told": ask.is_told(levels)} for ask in activity.asks],
            "heads": [{"head": table.columns[each].called} for each in shown],
            "secret": table.secret,
            "rows": [
                {
                    "row": number,
                    "cells": [{"cell": row[each]} for each in shown],
                    "hidden": secret,
                    "size": size,
                }
                for number, (row, secret, size) in enumerate(
                    zip(table.published(levels), table.secrets(), sizes, strict=True), 1
                )
            ],
            "count": len(table.rows),
        },
    )


def _bars(sizes: list[int]) -> list[dict[str, Any]]:
    """Return how many look like nobody else, or stand in small or larger groups, with bars."""
    parts = (
        ("Like nobody else", sum(size == 1 for size in sizes)),
        (f"With 1 to {FEW - 2} others like them", sum(1 < size < FEW for size in sizes)),
        (f"With {FEW - 1} others or more", sum(size >= FEW for size in sizes)),
    )
    return [
        {"bar": called, "people": people, "width": round(100 * people / len(sizes), 1)}
        for called, people in parts
    ]


def _alike(alike: int) -> str:
    if not alike:
        return ""
    return (
        f"{alike} people stand in a group in which everybody has the same secret. Whoever knows "
        "that somebody is in it knows why they came."
    )


def _seeker_view(
    activity: ReIdentify, seeker: Seeker, levels: Mapping[str, str]
) -> dict[str, str | bool]:
    found = found_by(activity.table, levels, seeker.row, seeker.knows)
    if found.like == 1:
        says = f"finds one row, and learns: {found.secrets[0]}."
    elif found.learnt:
        says = (
            f"finds {found.like} rows. All of them say the same, so it is learnt anyway: "
            f"{found.secrets[0]}."
        )
    else:
        says = f"finds {found.like} rows, which say {len(found.secrets)} different things."
    return {"who": seeker.who, "finds": says, "learnt": found.learnt}


class ReIdentifyWidget(ActivityWidget):
    """The activity on screen. The level of each column is kept, and nothing else."""

    def __init__(self, session: Session, name: str, activity: ReIdentify) -> None:
        super().__init__(session, name, activity, keeps=True)

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as it stands with *fields* kept."""
        return re_identify_html(self._called, self._activity, fields, self._facts)

    def sentence(self, fields: FormFields) -> str:
        """Return how well people are hidden now, to be heard as a column is changed."""
        return summary(self._activity, levels_in(self._activity, fields))
