"""One switch: write a word by scanning, a step at a time, and see what each board makes of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from classroom.activities.framing import framed
from classroom.activities.keeping import ActivityWidget, one_of
from classroom.activities.reading import named_parts
from classroom.activities.scanning_steps import (
    MOST,
    ON,
    TAKE,
    Board,
    Light,
    Written,
    after,
    least,
    minutes_and_seconds,
)
from graders.answers import FormFields
from graders.facts import Fact
from graders.kinds.reading import Reader
from graders.look import fill, plural

TEMPLATE = Path(__file__).with_name("scanning.html")

#: What is kept: the board that was chosen, and what was pressed on each board.
BOARD, PRESSED = "board", "pressed-"

#: What an author may write: under which entry, which entries.
ENTRIES = {
    "": ("kind", "title", "setting", "word", "boards", "closing", "facts"),
    "boards": ("name", "rows"),
}


@frozen(kw_only=True)
class Scanning:
    """The activity: a word to write, and boards to write it with.

    Attributes:
        title: What it is called.
        setting: What it is about.
        word: What is to be written.
        boards: By their short names; the first is the one to begin with.
        closing: What stands under the comparison.
        facts: Ids of the facts it rests on.
    """

    title: str
    setting: str
    word: str
    boards: Mapping[str, Board]
    closing: str
    facts: tuple[str, ...] = ()


def read_scanning(reader: Reader) -> Scanning | None:
    """Return the activity that an author wrote, or None with every fault noted."""
    reader.only(ENTRIES[""], of="an activity")
    title = reader.text("title", example="title: One switch")
    setting = reader.text("setting", example="setting: You want water, and have one switch.")
    word = reader.text("word", example="word: water")
    closing = reader.text("closing", example="closing: Whose words stand on the board?")
    boards = {
        name: _read_board(part)
        for name, part in named_parts(
            reader,
            "boards",
            least=2,
            entries=ENTRIES["boards"],
            example="alphabet: with name: and rows: under it",
        ).items()
    }
    found = {name: board for name, board in boards.items() if board}
    for name, board in found.items():
        if word and least(board, word) is None:
            reader.fault(
                "boards",
                name,
                problem=f'"{word}" can\'t be written with "{name}".',
                fix="Give it every letter of the word.",
            )
    if reader.faults or not (title and setting and word and closing):
        return None
    return Scanning(
        title=title,
        setting=setting,
        word=word,
        boards=found,
        closing=closing,
        facts=reader.names("facts"),
    )


def _read_board(reader: Reader) -> Board | None:
    called = reader.text("name", example="name: In the order of the alphabet")
    rows = reader.data.get("rows")
    good = isinstance(rows, list) and len(rows) > 1
    good = good and all(isinstance(row, list) and row for row in rows or ())
    squares = [square for row in rows or () for square in row] if good else []
    if not good or not all(isinstance(square, str) and square for square in squares):
        reader.fault(
            "rows",
            problem='"rows:" must be two rows of squares or more, each square a text.',
            fix='Write rows: and under it lines such as - [a, b, c]; put "y", "n" and figures in '
            "quotes.",
        )
        return None
    twice = sorted({square for square in squares if squares.count(square) > 1})
    for square in twice:
        reader.fault("rows", problem=f'"{square}" stands there twice.', fix="Remove one.")
    return (
        None
        if called is None or twice
        else Board(called=called, rows=tuple(tuple(row) for row in rows or ()))
    )


# --- on screen ----------------------------------------------------------------------------


def chosen(scanning: Scanning, fields: FormFields) -> str:
    """Return the short name of the board in use."""
    return one_of(fields, BOARD, scanning.boards, next(iter(scanning.boards)))


def written_on(scanning: Scanning, name: str, fields: FormFields) -> Written:
    """Return what stands written on the board called *name*."""
    pressed = [each for each in fields.get(PRESSED + name, []) if each in (ON, TAKE)]
    return after(scanning.boards[name], pressed)


def where_the_light_is(board: Board, light: Light) -> str:
    """Return in words where the light is: what is heard after each press.

    >>> where_the_light_is(Board(called="", rows=(("a", "b"), ("c",))), Light(row=1))
    'Row 2: c'
    """
    row = board.rows[light.row]
    if light.column is None:
        return f"Row {light.row + 1}: {', '.join(row)}"
    if light.column == len(row):
        return "Leave this row"
    return row[light.column]


def is_done(scanning: Scanning, written: Written) -> bool:
    """Return whether the word stands there."""
    return written.text.strip() == scanning.word


def scanning_html(
    name: str, scanning: Scanning, fields: FormFields, facts: Mapping[str, Fact]
) -> str:
    """Return the activity as it stands with *fields* kept."""
    here = chosen(scanning, fields)
    board, now = scanning.boards[here], written_on(scanning, here, fields)
    done = is_done(scanning, now)
    return fill(
        TEMPLATE,
        {
            **framed(name, scanning, facts, ended=done),
            "word": scanning.word,
            "boards": [
                {"value": each, "says": other.called, "number": number, "picked": each == here}
                for number, (each, other) in enumerate(scanning.boards.items(), 1)
            ],
            "called": board.called,
            "rows": _rows_view(board, now.light),
            "text": now.text or "nothing yet",
            "light": where_the_light_is(board, now.light),
            "says": summary(scanning, now),
            "done": done,
            "writing": not done,
            "begun": bool(fields.get(PRESSED + here)),
            "compared": [_compared(scanning, each, fields) for each in scanning.boards],
        },
    )


def summary(scanning: Scanning, written: Written) -> str:
    """Return in words what has been written, and what it took."""
    presses = "1 press" if written.presses == 1 else f"{written.presses} presses"
    took = f"{plural(written.steps, 'step')} of the light and {presses}"
    if is_done(scanning, written):
        return f'"{scanning.word}" is written. It took {took}.'
    if not written.steps:
        return f'You are to write "{scanning.word}".'
    return f'Written so far: "{written.text}". It has taken {took}.'


def _rows_view(board: Board, light: Light) -> list[dict[str, Any]]:
    return [
        {
            "number": down + 1,
            "row_lit": light.column is None and light.row == down,
            "squares": [
                {
                    "square": square,
                    "lit": light.row == down and light.column == along,
                }
                for along, square in enumerate(row)
            ],
        }
        for down, row in enumerate(board.rows)
    ]


def _compared(scanning: Scanning, name: str, fields: FormFields) -> dict[str, Any]:
    board = scanning.boards[name]
    needed = least(board, scanning.word)
    assert needed is not None  # the author's faults would have said so
    yours = written_on(scanning, name, fields)
    return {
        "board": board.called,
        "least_steps": needed.steps,
        "least_presses": needed.presses,
        "at_one": minutes_and_seconds(needed.steps),
        "at_two": minutes_and_seconds(2 * needed.steps),
        "yours": plural(yours.steps, "step") if is_done(scanning, yours) else "not written",
    }


class ScanningWidget(ActivityWidget):
    """The activity on screen. The board and what was pressed on each are kept."""

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as it stands with *fields* kept."""
        return scanning_html(self._called, self._activity, fields, self._facts)

    def after(self, button: str, value: str, fields: FormFields) -> FormFields:
        """Return what is kept once the light went on, a square was taken, or a board chosen."""
        here = chosen(self._activity, fields)
        if button == "board" and value in self._activity.boards:
            return {**fields, BOARD: [value]}
        pressed = fields.get(PRESSED + here, [])
        if button in (ON, TAKE) and len(pressed) < MOST:
            if is_done(self._activity, written_on(self._activity, here, fields)):
                return fields
            return {**fields, PRESSED + here: [*pressed, button]}
        if button == "undo" and pressed:
            return {**fields, PRESSED + here: pressed[:-1]}
        if button == "afresh":
            return {each: kept for each, kept in fields.items() if each != PRESSED + here}
        return fields
