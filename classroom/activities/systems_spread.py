"""Who knew what, when: how what one system knows reaches the others, and what that changes.

Pure: no files, no clock, no widgets.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from attrs import frozen


@frozen(kw_only=True)
class Connection:
    """A connection that can be switched on: who tells whom, about what, how late, on what ground.

    Attributes:
        label: What it is, as the reader chooses it.
        ways: Each pair of a system and one that it tells.
        carries: The kinds of information that go along it.
        days: How many days it takes.
        ground: What allows it: the lawful basis, and what is asked of whom.
    """

    label: str
    ways: tuple[tuple[str, str], ...]
    carries: tuple[str, ...]
    days: int
    ground: str


@frozen(kw_only=True)
class Event:
    """Something that happened, and at first only one system knows.

    Attributes:
        on: The day.
        system: The system that knows it.
        kind: What kind of information it is.
        says: What happened.
        business: The systems whose business it is, its own among them.
        price: What it costs when another one is told; empty if every system may know.
    """

    on: date
    system: str
    kind: str
    says: str
    business: tuple[str, ...]
    price: str


@frozen(kw_only=True)
class Decision:
    """Something that a system decided.

    Attributes:
        on: The day.
        system: The system that decided.
        says: What it decided.
        needs: The events that somebody there would have had to know of.
        otherwise: What could have been done then.
    """

    on: date
    system: str
    says: str
    needs: tuple[str, ...]
    otherwise: str


@frozen(kw_only=True)
class Family:
    """A family across several systems: everything by its short name."""

    title: str
    setting: str
    closing: str
    systems: Mapping[str, str]
    kinds: Mapping[str, str]
    connections: Mapping[str, Connection]
    events: Mapping[str, Event]
    decisions: Mapping[str, Decision]


@frozen(kw_only=True)
class Outcome:
    """A decision in the light of who knew what.

    Attributes:
        known: What was needed and known there by that day.
        missing: What was needed and not known there by that day.
    """

    known: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def could_be_otherwise(self) -> bool:
        """Whether somebody there knew all that it would have taken."""
        return not self.missing


def known_from(family: Family, event: str, on: Collection[str]) -> dict[str, date]:
    """Return the day from which each system knows of *event*, where it comes to know at all.

    What a system was told it tells on, along every connection in *on* that carries this
    kind of information. (Each round of the loop lets the news go one connection further.)
    """
    known = {family.events[event].system: family.events[event].on}
    ways = [
        (teller, told, timedelta(days=connection.days))
        for name, connection in family.connections.items()
        if name in on and family.events[event].kind in connection.carries
        for teller, told in connection.ways
    ]
    for _ in family.systems:
        for teller, told, takes in ways:
            if teller in known:
                arrives = known[teller] + takes
                known[told] = min(known.get(told, arrives), arrives)
    return known


def all_known(family: Family, on: Collection[str]) -> dict[str, dict[str, date]]:
    """Return, for each event, the day from which each system knows of it."""
    return {event: known_from(family, event, on) for event in family.events}


def outcomes(family: Family, on: Collection[str]) -> dict[str, Outcome]:
    """Return how each decision stands with the connections in *on*."""
    known = all_known(family, on)
    found = {}
    for name, decision in family.decisions.items():
        by_then = [
            each
            for each in decision.needs
            if decision.system in known[each] and known[each][decision.system] <= decision.on
        ]
        found[name] = Outcome(
            known=tuple(by_then),
            missing=tuple(each for each in decision.needs if each not in by_then),
        )
    return found


def told_too_much(family: Family, on: Collection[str]) -> dict[str, dict[str, date]]:
    """Return each event that reached somebody whose business it isn't: which systems, and when."""
    found = {}
    for name, known in all_known(family, on).items():
        strangers = {
            system: day
            for system, day in known.items()
            if system not in family.events[name].business
        }
        if strangers:
            found[name] = strangers
    return found
