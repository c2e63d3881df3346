"""Follow the recording: a visit that an AI note-taker hears, stop by stop, into the record."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from classroom.activities.framing import framed
from classroom.activities.keeping import ActivityWidget, one_of
from classroom.activities.reading import known_names, named_parts
from classroom.activities.recording_trail import (
    CHANGED,
    FAITHFUL,
    LEFT_OUT,
    MENDED,
    Copy,
    Line,
    Recording,
    Stop,
    Way,
    copies_after,
    note_after,
)
from graders.answers import FormFields
from graders.facts import Fact
from graders.kinds.contract import paragraphs
from graders.kinds.reading import Reader
from graders.look import fill

TEMPLATE = Path(__file__).with_name("recording.html")

#: What an author may write: under which entry, which entries.
ENTRIES = {
    "": ("kind", "title", "setting", "stops", "lines", "copies", "closing", "facts"),
    "stops": ("title", "says", "ask", "ways"),
    "ways": ("does", "then", "costs"),
    "lines": ("happened", "drafted", "mended", "faithful", "caught_by", "not_heard_by"),
    "copies": ("what", "where", "until", "changed_by", "ended_by", "made_by"),
}

_STATE = {
    FAITHFUL: "As it was",
    MENDED: "Put right",
    CHANGED: "Not as it was",
    LEFT_OUT: "Never recorded",
}


def read_recording(reader: Reader) -> Recording | None:
    """Return the activity that an author wrote, or None with every fault noted."""
    reader.only(ENTRIES[""], of="an activity")
    title = reader.text("title", example="title: Follow the recording")
    setting = reader.text("setting", example="setting: You visit Mr Shah, with a note-taker on.")
    closing = reader.text("closing", example="closing: Who else should read it?")
    stops = {
        name: _read_stop(part)
        for name, part in named_parts(
            reader,
            "stops",
            least=2,
            entries=ENTRIES["stops"],
            example="door: with title:, says:, ask: and ways: under it",
        ).items()
    }
    ways = [way for stop in stops.values() if stop for way in stop.ways]
    for way in sorted({each for each in ways if ways.count(each) > 1}):
        reader.fault(
            "stops",
            problem=f'two ways are called "{way}".',
            fix="Give each a name of its own, also from stop to stop.",
        )
    lines = {
        name: _read_line(part, ways)
        for name, part in named_parts(
            reader,
            "lines",
            least=2,
            entries=ENTRIES["lines"],
            example="stairs: with happened:, drafted:, mended: and caught_by: under it",
        ).items()
    }
    copies = {
        name: _read_copy(part, ways)
        for name, part in named_parts(
            reader,
            "copies",
            least=1,
            entries=ENTRIES["copies"],
            example="sound: with what:, where: and until: under it",
        ).items()
    }
    if reader.faults or not (title and setting and closing):
        return None
    return Recording(
        title=title,
        setting=setting,
        stops={name: stop for name, stop in stops.items() if stop},
        lines={name: line for name, line in lines.items() if line},
        copies={name: copy for name, copy in copies.items() if copy},
        closing=closing,
        facts=reader.names("facts"),
    )


def _read_stop(reader: Reader) -> Stop | None:
    title = reader.text("title", example="title: At the door")
    says = reader.text("says", example="says: He looks at the phone in your hand.")
    ask = reader.text("ask", example="ask: What do you say?")
    ways = {}
    for name, part in named_parts(
        reader,
        "ways",
        least=2,
        entries=ENTRIES["ways"],
        example="ask-him: with does:, then: and costs: under it",
    ).items():
        does = part.text("does", example="does: Say what it is, and ask.")
        then = part.text("then", example="then: He says yes, but not in the kitchen.")
        costs = part.text("costs", example="costs: Two minutes, and he may say no.")
        if does and then and costs:
            ways[name] = Way(does=does, then=then, costs=costs)
    if not (title and says and ask):
        return None
    return Stop(title=title, says=says, ask=ask, ways=ways)


def _read_line(reader: Reader, ways: Collection[str]) -> Line | None:
    happened = reader.text("happened", example="happened: He looks at his wife and says nothing.")
    drafted = reader.text("drafted", example="drafted: He agreed to the lunch club.")
    faithful = reader.data.get("faithful", False)
    if not isinstance(faithful, bool):
        reader.fault(
            "faithful", problem='"faithful:" must be true or false.', fix="Write faithful: true"
        )
    mended = (
        reader.text("mended", example="mended: I asked; he did not answer.")
        if "mended" in reader.data
        else ""
    )
    caught = known_names(reader, "caught_by", ways, of="ways")
    if faithful is True and (mended or caught):
        reader.fault(
            problem='a line that is "faithful: true" has nothing to mend.',
            fix="Remove mended: and caught_by:, or faithful:",
        )
    elif faithful is False and not caught:
        reader.fault(
            problem="nothing puts this line right.",
            fix="Write caught_by: with the ways that do, or faithful: true",
        )
    if not (happened and drafted):
        return None
    return Line(
        happened=happened,
        drafted=drafted,
        mended=mended or "",
        faithful=faithful is True,
        caught_by=caught,
        not_heard_by=known_names(reader, "not_heard_by", ways, of="ways"),
    )


def _read_copy(reader: Reader, ways: Collection[str]) -> Copy | None:
    what = reader.text("what", example="what: The sound")
    where = reader.text("where", example="where: On the supplier's computers")
    until = reader.text("until", example="until: 30 days")
    changed = (
        reader.texts_by_id("changed_by", least=1, example="short: until the note is signed")
        if "changed_by" in reader.data
        else {}
    )
    for way in changed or {}:
        if way not in ways:
            reader.fault(
                "changed_by",
                way,
                problem=f'"{way}" is not the name of a way.',
                fix=f"Write one of {', '.join(ways)}.",
            )
    if not (what and where and until):
        return None
    return Copy(
        what=what,
        where=where,
        until=until,
        changed_by=changed or {},
        ended_by=known_names(reader, "ended_by", ways, of="ways"),
        made_by=known_names(reader, "made_by", ways, of="ways"),
    )


# --- on screen ----------------------------------------------------------------------------


def chosen(recording: Recording, fields: FormFields) -> dict[str, str]:
    """Return the way chosen at each stop, from the first on, up to where none is."""
    found: dict[str, str] = {}
    for name, stop in recording.stops.items():
        if not (way := one_of(fields, name, stop.ways, "")):
            break
        found[name] = way
    return found


def summary(recording: Recording, ways: Collection[str]) -> str:
    """Return in words how the note stands beside the visit, and how many copies are left."""
    note = note_after(recording, ways)
    wrong = sum(line.state == CHANGED for line in note.values())
    kept = len(copies_after(recording, ways))
    copies = "1 copy is" if kept == 1 else f"{kept or 'No'} copies are"
    return (
        f"Of the {len(note)} things in the table, the note gets {wrong or 'none'} wrong. "
        f"{copies} kept, of the visit or of part of it."
    )


def recording_html(
    name: str, recording: Recording, fields: FormFields, facts: Mapping[str, Fact]
) -> str:
    """Return the activity as it stands with *fields* kept."""
    ways = chosen(recording, fields)
    whole = len(ways) == len(recording.stops)
    newest = list(ways)[-1] if ways else ""
    shown = list(recording.stops)[: len(ways) + 1]
    return fill(
        TEMPLATE,
        {
            **framed(name, recording, facts, ended=whole),
            "stops": [
                _stop_view(recording, each, number, ways, newest)
                for number, each in enumerate(shown, 1)
            ],
            "count": len(recording.stops),
            "begun": bool(ways),
            "whole": [_whole_view(recording, ways.values())] if whole else [],
        },
    )


def _stop_view(
    recording: Recording, name: str, number: int, ways: Mapping[str, str], newest: str
) -> dict[str, Any]:
    stop = recording.stops[name]
    way = stop.ways[ways[name]] if name in ways else None
    return {
        "number": number,
        "stop": name,
        "stop_title": stop.title,
        "says": [{"text": each} for each in paragraphs(stop.says)],
        "ask": stop.ask,
        "open": []
        if way
        else [{"ways": [{"value": each, "does": one.does} for each, one in stop.ways.items()]}],
        "taken": [
            {
                "does": way.does,
                "then": [{"text": each} for each in paragraphs(way.then)],
                "costs": way.costs,
                "newest": name == newest,
            }
        ]
        if way
        else [],
    }


def _whole_view(recording: Recording, ways: Collection[str]) -> dict[str, Any]:
    note, kept = note_after(recording, ways), copies_after(recording, ways)
    return {
        "summary": summary(recording, ways),
        "lines": [
            {
                "happened": line.happened,
                "note": note[name].says or "nothing",
                "state": _STATE[note[name].state],
            }
            for name, line in recording.lines.items()
        ],
        "copies": [
            {
                "what": recording.copies[name].what,
                "where": recording.copies[name].where,
                "until": until,
            }
            for name, until in kept.items()
        ],
        "has_copies": bool(kept),
    }


class RecordingWidget(ActivityWidget):
    """The activity on screen. What was chosen at each stop is kept."""

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as it stands with *fields* kept."""
        return recording_html(self._called, self._activity, fields, self._facts)

    def after(self, button: str, value: str, fields: FormFields) -> FormFields:
        """Return what is kept once a way was chosen, or one was taken back."""
        ways = chosen(self._activity, fields)
        stop, _, way = value.partition(" ")
        if button == "choose" and stop not in ways and way in self._ways_of(stop):
            return {**{each: [one] for each, one in ways.items()}, stop: [way]}
        if button == "back" and stop in ways:
            before = list(ways)[: list(ways).index(stop)]
            return {each: [ways[each]] for each in before}
        return {} if button == "afresh" else fields

    def _ways_of(self, stop: str) -> Collection[str]:
        stops = self._activity.stops
        return stops[stop].ways if stop in stops else ()
