"""Who knew what, when? One family across several systems, and connections to switch on."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from classroom.activities.keeping import ActivityWidget
from classroom.activities.reading import (
    day,
    each_is_used,
    known_name,
    known_names,
    named_parts,
)
from classroom.activities.systems_picture import letters_of, long, numbers_of, picture, short
from classroom.activities.systems_spread import (
    Connection,
    Decision,
    Event,
    Family,
    all_known,
    outcomes,
    told_too_much,
)
from classroom.session import Session
from graders.answers import FormFields
from graders.kinds.contract import paragraphs
from graders.kinds.reading import Reader
from graders.look import fill, plural

TEMPLATE = Path(__file__).with_name("systems.html")

#: The form's one field: the connections that are switched on.
ON = "on"

#: A system's name stands in a picture, above its line.
LONGEST_NAME = 10


#: What an author may write: under which entry, which entries.
ENTRIES = {
    "": (
        *("kind", "title", "setting", "closing"),
        *("systems", "kinds", "connections", "events", "decisions"),
    ),
    "connections": ("says", "from", "to", "between", "carries", "days", "ground"),
    "events": ("on", "in", "kind", "says", "business", "price"),
    "decisions": ("on", "by", "says", "needs", "otherwise"),
}


def read_systems(reader: Reader) -> Family | None:
    """Return the activity that an author wrote, or None with every fault noted."""
    reader.only(ENTRIES[""])
    title = reader.text("title", example="title: Who knew what, when?")
    setting = reader.text("setting", example="setting: Natalie works nights.")
    closing = reader.text("closing", example="closing: More is not always better.")
    systems = reader.texts_by_id("systems", least=2, example="school: School") or {}
    kinds = reader.texts_by_id("kinds", least=1, example="lateness: who was late, and when") or {}
    for name, called in systems.items():
        if len(called) > LONGEST_NAME:
            reader.fault(
                "systems",
                name,
                problem=f'"{called}" is too long to stand in the picture.',
                fix=f"Write {LONGEST_NAME} letters at the most.",
            )
    connections = {
        name: _read_connection(part, systems, kinds)
        for name, part in named_parts(
            reader,
            "connections",
            least=1,
            entries=ENTRIES["connections"],
            example="school-to-council: with says:, from:, to:, carries: and ground: under it",
        ).items()
    }
    events = {
        name: _read_event(part, systems, kinds)
        for name, part in named_parts(
            reader,
            "events",
            least=1,
            entries=ENTRIES["events"],
            example="late: with on:, in:, kind: and says: under it",
        ).items()
    }
    decisions = {
        name: _read_decision(part, systems, events)
        for name, part in named_parts(
            reader,
            "decisions",
            least=1,
            entries=ENTRIES["decisions"],
            example="letter: with on:, by:, says:, needs: and otherwise: under it",
        ).items()
    }
    if reader.faults or not (title and setting and closing):
        return None
    family = Family(
        title=title,
        setting=setting,
        closing=closing,
        systems=systems,
        kinds=kinds,
        connections=connections,
        events={name: each for name, each in events.items() if each},
        decisions={name: each for name, each in decisions.items() if each},
    )
    _check_whole(reader, family)
    return None if reader.faults else family


def _read_connection(
    reader: Reader, systems: Mapping[str, str], kinds: Mapping[str, str]
) -> Connection:
    ways: tuple[tuple[str, str], ...] = ()
    if "between" in reader.data:
        each_other = known_names(reader, "between", systems, of="systems", least=2)
        ways = tuple((one, other) for one in each_other for other in each_other if one != other)
        for entry in {"from", "to"} & set(reader.data):
            reader.fault(
                entry,
                problem=f'"{entry}:" stands beside "between:".',
                fix="Write from: and to: if one tells the other, between: if all tell each other.",
            )
    else:
        teller = known_name(reader, "from", systems, of="systems")
        told = known_name(reader, "to", systems, of="systems")
        ways = ((teller or "", told or ""),)
    days = reader.number("days") if "days" in reader.data else 0
    return Connection(
        label=reader.text("says", example="says: School tells the council") or "",
        ways=ways,
        carries=known_names(reader, "carries", kinds, of="kinds", least=1),
        days=int(days or 0),
        ground=reader.text("ground", example="ground: public task; Natalie is told") or "",
    )


def _read_event(
    reader: Reader, systems: Mapping[str, str], kinds: Mapping[str, str]
) -> Event | None:
    on = day(reader)
    system = known_name(reader, "in", systems, of="systems")
    kind = known_name(reader, "kind", kinds, of="kinds")
    says = reader.text("says", example="says: He is late for the fifth time.")
    business = known_names(reader, "business", systems, of="systems")
    price = (
        reader.text("price", example="price: She does not go back.")
        if ("price" in reader.data)
        else ""
    )
    if not (on and system and kind and says):
        return None
    everyone = (system, *business)
    return Event(on=on, system=system, kind=kind, says=says, business=everyone, price=price or "")


def _read_decision(
    reader: Reader, systems: Mapping[str, str], events: Collection[str]
) -> Decision | None:
    on = day(reader)
    system = known_name(reader, "by", systems, of="systems")
    says = reader.text("says", example="says: A standard letter goes out.")
    otherwise = reader.text("otherwise", example="otherwise: Somebody rings her first.")
    needs = known_names(reader, "needs", events, of="events", least=1)
    if not (on and system and says and otherwise):
        return None
    return Decision(on=on, system=system, says=says, needs=needs, otherwise=otherwise)


def _check_whole(reader: Reader, family: Family) -> None:
    """Note what only shows once all is read: nothing to find out, no price, no use."""
    nothing, everything = outcomes(family, ()), outcomes(family, family.connections)
    for name in family.decisions:
        if nothing[name].could_be_otherwise:
            reader.fault(
                "decisions",
                name,
                problem=f'"{name}" could be otherwise before anything is switched on.',
                fix="Name under needs: something that was not known there by that day.",
            )
        elif not everything[name].could_be_otherwise:
            missing = ", ".join(everything[name].missing)
            reader.fault(
                "decisions",
                name,
                problem=f'no connection brings {missing} to "{name}" in time.',
                fix="Add a connection that carries it there, or change the days.",
            )
    for name in told_too_much(family, family.connections):
        if not family.events[name].price:
            reader.fault(
                "events",
                name,
                problem=f'"{name}" can reach somebody whose business it is not, at no price.',
                fix="Write price: with what that costs whom, or add who may know to business:",
            )
    carried = {kind for each in family.connections.values() for kind in each.carries}
    happened = {each.kind for each in family.events.values()}
    each_is_used(reader, "kinds", carried & happened, nowhere="never happens or is never carried")


# --- on screen ----------------------------------------------------------------------------


def switched_on(family: Family, fields: FormFields) -> tuple[str, ...]:
    """Return the connections that are on, as far as *fields* still fit the activity."""
    return tuple(each for each in family.connections if each in fields.get(ON, ()))


def summary(family: Family, on: Collection[str]) -> str:
    """Return in a sentence or two what is otherwise with the connections in *on*."""
    otherwise = sum(each.could_be_otherwise for each in outcomes(family, on).values())
    strangers = told_too_much(family, on)
    first = f"{otherwise} of {len(family.decisions)} decisions could have been made otherwise."
    if not strangers:
        return f"{first} Nobody was told what is none of their business."
    reached = sum(map(len, strangers.values()))
    return f"{first} {plural(reached, 'time')}, somebody was told what is none of their business."


def systems_html(name: str, family: Family, fields: FormFields) -> str:
    """Return the activity as it stands with the connections in *fields* switched on."""
    on = switched_on(family, fields)
    known = all_known(family, on)
    numbers = numbers_of(family)
    return fill(
        TEMPLATE,
        {
            "name": name,
            "title": family.title,
            "setting": _texts(family.setting),
            "closing": _texts(family.closing),
            "picture": picture(family, on),
            "summary": summary(family, on),
            "events": [
                {
                    "number": numbers[each],
                    "day": short(family.events[each].on),
                    "says": family.events[each].says,
                    "own": family.systems[family.events[each].system],
                    "others": _told(family, each, known[each]) or "nobody else",
                }
                for each in numbers
            ],
            "connections": [
                {
                    "value": each,
                    "number": number,
                    "text": connection.label,
                    "carries": _listed(family.kinds[kind] for kind in connection.carries),
                    "takes": "the same day"
                    if not connection.days
                    else f"takes {plural(connection.days, 'day')}",
                    "ground": connection.ground,
                    "picked": each in on,
                }
                for number, (each, connection) in enumerate(family.connections.items(), 1)
            ],
            "decisions": [_decision_view(family, each, on) for each in letters_of(family)],
            "has_prices": bool(told_too_much(family, on)),
            "prices": [
                {
                    "number": numbers[each],
                    "says": family.events[each].says,
                    "told": _told(family, each, strangers),
                    "price": family.events[each].price,
                }
                for each, strangers in told_too_much(family, on).items()
            ],
        },
    )


def _texts(text: str) -> list[dict[str, str]]:
    return [{"text": each} for each in paragraphs(text)]


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _told(family: Family, event: str, known: Mapping[str, Any]) -> str:
    """Return which systems came to know of *event* from another, and from which day."""
    return ", ".join(
        f"{family.systems[system]} ({short(known[system])})"
        for system in family.systems
        if system in known and system != family.events[event].system
    )


def _decision_view(family: Family, name: str, on: Collection[str]) -> dict[str, Any]:
    decision, outcome = family.decisions[name], outcomes(family, on)[name]
    numbers = numbers_of(family)
    there = family.systems[decision.system]
    known = sorted((numbers[each] for each in outcome.known), key=int)
    missing = sorted((numbers[each] for each in outcome.missing), key=int)
    if not missing:
        why = f"{there} knew {_listed(known)} by then."
    elif known:
        why = f"{there} knew {_listed(known)} by then, and not {_listed(missing)}."
    else:
        why = f"{there} did not know {_listed(missing)} by then."
    return {
        "letter": letters_of(family)[name],
        "day": long(decision.on),
        "system": there,
        "says": decision.says,
        "why": why,
        "opened": outcome.could_be_otherwise,
        "otherwise": decision.otherwise,
    }


class SystemsWidget(ActivityWidget):
    """The activity on screen. Which connections are on is kept, and nothing else."""

    def __init__(self, session: Session, name: str, family: Family) -> None:
        super().__init__(session, name, family, keeps=True)

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as it stands with *fields* kept."""
        return systems_html(self._called, self._activity, fields)

    def sentence(self, fields: FormFields) -> str:
        """Return what is otherwise now, to be heard as a connection is switched."""
        return summary(self._activity, switched_on(self._activity, fields))

    def said(self, fields: FormFields) -> str:
        """Return the same before anything is switched: it stands nowhere else."""
        return super().said(fields) or self.sentence(fields)
