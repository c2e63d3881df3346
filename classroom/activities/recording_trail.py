"""What becomes of a recorded conversation: which words reach the record, and who holds a copy.

Pure: a recording and the ways that were chosen go in; the lines of the note as they end up, and
the copies that are left, come out.
"""

from collections.abc import Collection, Mapping

from attrs import field, frozen

#: How a line of the note stands beside what happened.
FAITHFUL, MENDED, CHANGED, LEFT_OUT = "faithful", "mended", "changed", "left out"


@frozen(kw_only=True)
class Way:
    """Something that can be done at a stop: what it is, what follows, and its price."""

    does: str
    then: str
    costs: str


@frozen(kw_only=True)
class Stop:
    """A place on the recording's way, at which something is decided.

    Attributes:
        title: What it is called.
        says: How things stand there.
        ask: What is to be decided.
        ways: What can be done, by short name.
    """

    title: str
    says: str
    ask: str
    ways: Mapping[str, Way]


@frozen(kw_only=True)
class Line:
    """Something that happened in the room, and what the tool made of it.

    Attributes:
        happened: What was said, or done without a word.
        drafted: What the tool wrote.
        mended: What it should say; empty where the tool had it right, or the line should go.
        faithful: Whether the tool had it right.
        caught_by: Ways by which it is put right.
        not_heard_by: Ways by which the tool never got it.
    """

    happened: str
    drafted: str
    mended: str = ""
    faithful: bool = False
    caught_by: tuple[str, ...] = ()
    not_heard_by: tuple[str, ...] = ()


@frozen(kw_only=True)
class Copy:
    """A copy of the conversation, or of part of it.

    Attributes:
        what: What it is.
        where: Who holds it.
        until: How long, if nothing was done about it.
        changed_by: Ways that make it another time, with the time that they make it.
        ended_by: Ways by which there is no such copy in the end.
        made_by: Ways without which there is no such copy; empty if it is made anyhow.
    """

    what: str
    where: str
    until: str
    changed_by: Mapping[str, str] = field(factory=dict)
    ended_by: tuple[str, ...] = ()
    made_by: tuple[str, ...] = ()


@frozen(kw_only=True)
class Recording:
    """A conversation and its way into the record.

    Attributes:
        title: What the activity is called.
        setting: The visit.
        stops: Where something is decided, by short name, in order.
        lines: What happened, by short name, in order.
        copies: The copies there can be, by short name.
        closing: What stands at the end.
        facts: Ids of the facts it rests on.
    """

    title: str
    setting: str
    stops: Mapping[str, Stop]
    lines: Mapping[str, Line]
    copies: Mapping[str, Copy]
    closing: str
    facts: tuple[str, ...] = ()


@frozen(kw_only=True)
class LineNow:
    """How a line of the note ends up: its words, and how they stand beside what happened."""

    says: str
    state: str


def note_after(recording: Recording, ways: Collection[str]) -> dict[str, LineNow]:
    """Return the lines of the note, by short name, once *ways* were chosen."""
    return {name: _line_after(line, ways) for name, line in recording.lines.items()}


def _line_after(line: Line, ways: Collection[str]) -> LineNow:
    if set(line.not_heard_by) & set(ways):
        return LineNow(says="", state=LEFT_OUT)
    if line.faithful:
        return LineNow(says=line.drafted, state=FAITHFUL)
    if set(line.caught_by) & set(ways):
        return LineNow(says=line.mended, state=MENDED)
    return LineNow(says=line.drafted, state=CHANGED)


def copies_after(recording: Recording, ways: Collection[str]) -> dict[str, str]:
    """Return, for each copy that is left once *ways* were chosen, how long it is kept."""
    chosen = set(ways)
    return {
        name: _until(copy, ways)
        for name, copy in recording.copies.items()
        if not chosen & set(copy.ended_by) and (not copy.made_by or chosen & set(copy.made_by))
    }


def _until(copy: Copy, ways: Collection[str]) -> str:
    return next((until for way, until in copy.changed_by.items() if way in ways), copy.until)
