"""What a listener makes of a few symbols, and what becomes of it when they can't wait.

Pure: what was pointed at and how long it took go in; what the listener understood comes out.
"""

from collections.abc import Sequence

from attrs import frozen

#: How much of what was meant has come across.
ALL, PART, WRONG = "all", "part", "wrong"

#: The listener who can't wait takes the first symbols, so many of them.
PATIENCE = 2

#: Or waits so many seconds, from the first symbol on.
SECONDS = 20

#: The most symbols in one message.
MOST = 8


@frozen(kw_only=True)
class Reading:
    """What a listener makes of some symbols.

    Attributes:
        of: The symbols, which must all have been pointed at; none for anything else.
        says: What the listener says.
        gets: How much has come across: all of it, part, or something else.
    """

    of: tuple[str, ...]
    says: str
    gets: str


@frozen(kw_only=True)
class Want:
    """Something to be said.

    Attributes:
        title: What it is called.
        meant: What is meant, in words.
        readings: What the listener makes of it; the last is for anything else.
    """

    title: str
    meant: str
    readings: tuple[Reading, ...]


def understood(want: Want, pointed_at: Sequence[str]) -> Reading:
    """Return what a listener makes of the symbols: the reading that takes in most of them.

    Of readings that take in as many, the one that stands first.
    """
    fitting = [each for each in want.readings if set(each.of) <= set(pointed_at)]
    return max(fitting, key=lambda each: len(each.of))


def cut_short(pointed_at: Sequence[str]) -> list[str]:
    """Return what a listener has heard who waits for :data:`PATIENCE` symbols and no more."""
    return list(pointed_at[:PATIENCE])


def in_time(moments: Sequence[float], patience_s: float = SECONDS) -> int:
    """Return how many symbols came while the listener waited.

    Args:
        moments: When each symbol was pointed at, in seconds, rising.
        patience_s: How long they wait, in seconds, from the first on.
    """
    return sum(each - moments[0] <= patience_s for each in moments) if moments else 0
