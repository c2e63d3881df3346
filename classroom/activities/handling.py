"""What becomes of a digital thing by how it is handled, step by step.

Pure: the thing and the steps taken go in; what is left of each of its parts, who was harmed
again, and what is still to do come out.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

#: How it stands with a part of the thing.
THERE, NOTED, SECURED, NOTE_LEFT, SPOILT = (
    "there",
    "noted",
    "secured",
    "note left",
    "spoilt",
)

#: With these a part can still be used.
USABLE = (THERE, NOTED, SECURED)


@frozen(kw_only=True)
class Way:
    """Something that can be done with the thing.

    Attributes:
        id: Short name, kept as the step taken.
        does: What is done.
        why: What it sees, misses and leads to.
        notes: Parts that it writes down.
        secures: Parts that it puts into the hands of those who may keep them.
        spoils: Parts that it spoils, each with how.
        harms: Who is harmed again, each with how.
        after: Ways that must have been taken before.
        owed: Why it should be done before the thing is closed; may be empty.
    """

    id: str
    does: str
    why: str
    notes: tuple[str, ...] = ()
    secures: tuple[str, ...] = ()
    spoils: Mapping[str, str] = field(factory=dict)
    harms: Mapping[str, str] = field(factory=dict)
    after: tuple[str, ...] = ()
    owed: str = ""


@frozen(kw_only=True)
class Fading:
    """What goes by itself: after how many steps, which parts, and how."""

    steps: int
    parts: tuple[str, ...]
    why: str


@frozen(kw_only=True)
class Thing:
    """A digital thing: what arrives, the parts that may matter, and what can be done with it."""

    id: str
    title: str
    arrives: str
    parts: Mapping[str, str]
    ways: tuple[Way, ...]
    fades: Fading | None
    close: str
    facts: tuple[str, ...]

    def way(self, name: str) -> Way:
        """Return the way called *name*."""
        return next(each for each in self.ways if each.id == name)


@frozen(kw_only=True)
class PartNow:
    """How a part stands, and why if it was spoilt."""

    state: str
    why: str = ""


@frozen(kw_only=True)
class Step:
    """One step: what was done, the parts it came too late for, and what went meanwhile."""

    way: Way
    too_late: tuple[str, ...]
    faded: tuple[str, ...]


@frozen(kw_only=True)
class Held:
    """What there is after some steps.

    Attributes:
        steps: The steps that could be taken, in order.
        parts: How each part stands.
        harmed: Who was harmed again, and how, in order.
        owed: Ways that were not taken and should be.
    """

    steps: tuple[Step, ...]
    parts: Mapping[str, PartNow]
    harmed: tuple[tuple[str, str], ...]
    owed: tuple[Way, ...]


def after(thing: Thing, taken: Sequence[str]) -> Held:
    """Return what there is once the steps *taken* were taken, in that order.

    A step that can't be taken where it stands is left out, as one kept from an older version.
    """
    parts = dict.fromkeys(thing.parts, PartNow(state=THERE))
    steps: list[Step] = []
    for name in taken:
        done = [step.way.id for step in steps]
        if name not in {way.id for way in open_ways(thing, done)}:
            continue
        way = thing.way(name)
        late = tuple(each for each in (*way.notes, *way.secures) if not _is_usable(parts[each]))
        parts = handled(parts, way)
        faded = _fading(thing, parts, len(steps) + 1)
        parts |= {each: spoilt(parts[each], thing.fades.why) for each in faded if thing.fades}
        steps.append(Step(way=way, too_late=tuple(dict.fromkeys(late)), faded=faded))
    done = [step.way.id for step in steps]
    return Held(
        steps=tuple(steps),
        parts=parts,
        harmed=tuple(_harmed(steps)),
        owed=tuple(way for way in thing.ways if way.owed and way.id not in done),
    )


def open_ways(thing: Thing, done: Sequence[str]) -> tuple[Way, ...]:
    """Return the ways that can be taken next: not taken yet, and after what they need."""
    return tuple(way for way in thing.ways if way.id not in done and set(way.after) <= set(done))


def handled(parts: Mapping[str, PartNow], way: Way) -> dict[str, PartNow]:
    """Return the parts after *way*: first what it puts away, then what it notes, then spoils."""
    now = dict(parts)
    for each in way.secures:
        now[each] = PartNow(state=SECURED) if _is_usable(now[each]) else now[each]
    for each in way.notes:
        now[each] = PartNow(state=NOTED) if now[each].state == THERE else now[each]
    for each, why in way.spoils.items():
        now[each] = spoilt(now[each], why)
    return now


def spoilt(part: PartNow, why: str) -> PartNow:
    """Return *part* once it is spoilt: what was secured stays, of what was noted the note is left.

    >>> spoilt(PartNow(state=NOTED), "The chat was cleared.").state
    'note left'
    """
    after_it = {THERE: SPOILT, NOTED: NOTE_LEFT}
    if part.state not in after_it:
        return part
    return evolve(part, state=after_it[part.state], why=why)


def _is_usable(part: PartNow) -> bool:
    return part.state in USABLE


def _fading(thing: Thing, parts: Mapping[str, PartNow], count: int) -> tuple[str, ...]:
    if thing.fades is None or count != thing.fades.steps:
        return ()
    return tuple(each for each in thing.fades.parts if parts[each].state in (THERE, NOTED))


def _harmed(steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    for step in steps:
        yield from step.way.harms.items()
