"""What writing with one switch takes: a light goes from row to row, then along the row.

Pure: a board and what was pressed go in; the text so far, where the light is, and what it
took come out.
"""

from collections.abc import Sequence
from functools import cache

from attrs import frozen

from graders.look import plural

#: What is pressed: the light goes on, or what it stands on is taken.
ON, TAKE = "on", "take"

#: Squares of a board that are no letters, as an author writes them, and as they are called.
SPACE, DELETE = "space", "delete"

#: The most presses that are kept. The longest word here takes a tenth of it.
MOST = 400


@frozen(kw_only=True)
class Board:
    """A board to write with.

    Attributes:
        called: What it is called.
        rows: Its squares, row by row: letters, whole words, :data:`SPACE` or :data:`DELETE`.
    """

    called: str
    rows: tuple[tuple[str, ...], ...]


@frozen(kw_only=True)
class Light:
    """Where the light is.

    Attributes:
        row: The row, from 0.
        column: The square of the row, from 0; the number of squares for the way back out of the
            row; None while whole rows are lit.
    """

    row: int = 0
    column: int | None = None


@frozen(kw_only=True)
class Written:
    """What there is after some presses.

    Attributes:
        text: What is written.
        light: Where the light is now.
        steps: How often it stood somewhere new, or was waited for where it was: one for each
            row and each square up to the one that was taken.
        presses: How often something was taken: what a person with one switch has to press.
    """

    text: str = ""
    light: Light = Light()
    steps: int = 0
    presses: int = 0


def after(board: Board, pressed: Sequence[str]) -> Written:
    """Return what there is once all was *pressed*, in order."""
    now = Written()
    for each in pressed:
        now = _moved(board, now) if each == ON else _taken(board, now)
    return now


def _moved(board: Board, now: Written) -> Written:
    """Let the light go on by one; behind the last it comes to the first again."""
    row, column = now.light.row, now.light.column
    if column is None:
        light = Light(row=(row + 1) % len(board.rows))
    else:
        light = Light(row=row, column=(column + 1) % (len(board.rows[row]) + 1))
    return Written(text=now.text, light=light, steps=now.steps + 1, presses=now.presses)


def _taken(board: Board, now: Written) -> Written:
    """Take what the light stands on: a row, a square, or the way out of the row."""
    row, column = now.light.row, now.light.column
    steps, presses = now.steps + 1, now.presses + 1
    if column is None:
        return Written(text=now.text, light=Light(row=row, column=0), steps=steps, presses=presses)
    squares = board.rows[row]
    text = now.text if column == len(squares) else typed(now.text, squares[column])
    return Written(text=text, light=Light(), steps=steps, presses=presses)


def typed(text: str, square: str) -> str:
    """Return *text* after a square was taken.

    >>> typed("tea", "space"), typed("tea", "delete"), typed("te", "a"), typed("", "water")
    ('tea ', 'te', 'tea', 'water')
    """
    if square == DELETE:
        return text[:-1]
    return text + (" " if square == SPACE else square)


@frozen(kw_only=True)
class Least:
    """The least that a text takes on a board.

    Attributes:
        steps: How many places the light stands on: for each square one for each row down to
            its own, and one for each square along to it.
        presses: Two for each square that is taken.
    """

    steps: int
    presses: int


def least(board: Board, text: str) -> Least | None:
    """Return the least that *text* takes on *board*; None if it can't be written there.

    Words that stand on the board whole are taken whole where that is shorter.
    """
    costs: dict[str, int] = {}
    for down, row in enumerate(board.rows, 1):
        for along, square in enumerate(row, 1):
            written = typed("", square)
            if written:
                costs[written] = min(costs.get(written, down + along), down + along)

    @cache
    def best(rest: str) -> tuple[int, int] | None:
        if not rest:
            return 0, 0
        ways = []
        for written, steps in costs.items():
            if rest.startswith(written) and (tail := best(rest[len(written) :])) is not None:
                ways.append((steps + tail[0], 2 + tail[1]))
        return min(ways, default=None)

    found = best(text)
    return Least(steps=found[0], presses=found[1]) if found else None


def minutes_and_seconds(seconds: float) -> str:
    """Return a time as a person would say it.

    >>> minutes_and_seconds(45), minutes_and_seconds(60), minutes_and_seconds(125)
    ('45 seconds', '1 minute', '2 minutes 5 seconds')
    """
    minutes, rest = divmod(round(seconds), 60)
    parts = [plural(minutes, "minute")] if minutes else []
    return " ".join([*parts, plural(rest, "second")] if rest or not minutes else parts)
