"""Eight symbols: say what you mean with a board, to somebody who waits and somebody who can't."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from classroom.activities.framing import framed
from classroom.activities.keeping import ActivityWidget, one_of
from classroom.activities.reading import known_name, known_names, named_parts
from classroom.activities.symbols_pictures import DRAWINGS
from classroom.activities.symbols_talk import (
    ALL,
    MOST,
    PART,
    PATIENCE,
    SECONDS,
    WRONG,
    Reading,
    Want,
    cut_short,
    in_time,
    understood,
)
from classroom.session import Session
from graders.answers import FormFields
from graders.facts import Fact
from graders.kinds.reading import Reader
from graders.look import fill

TEMPLATE = Path(__file__).with_name("symbols.html")

#: What is kept: the board after a swap, the message that is being made, what was said of each
#: want, and how the listener is.
BOARD, MESSAGE, SAID, LISTENER, AT = "board", "message", "said-", "listener", "at"

#: So many symbols are on the board.
ON_BOARD = 8

#: How the listener is: waits, takes the first symbols, or has a clock.
WAITS, HURRIES, CLOCK = "waits", "hurries", "clock"

#: What stands there before anything is pointed at.
NOTHING_YET = "nothing yet. Point at a symbol or two, then say it."

_LISTENERS = {
    WAITS: "Somebody who waits",
    HURRIES: f"Somebody who finishes your sentence after {PATIENCE} symbols; no clock",
    CLOCK: f"Somebody who waits {SECONDS} seconds, by the clock",
}

_GETS = {
    ALL: "All of it has come across.",
    PART: "Part of it has come across.",
    WRONG: "Something else has come across.",
}

#: What an author may write: under which entry, which entries.
ENTRIES = {
    "": ("kind", "title", "setting", "symbols", "spares", "wants", "closing", "facts"),
    "symbols": ("word", "drawing"),
    "wants": ("title", "meant", "readings", "otherwise"),
    "readings": ("of", "says", "gets"),
}


@frozen(kw_only=True)
class Symbol:
    """A symbol: its word, and the drawing beside it."""

    word: str
    drawing: str


@frozen(kw_only=True)
class Symbols:
    """The activity.

    Attributes:
        title: What it is called.
        setting: Who listens, and where.
        symbols: All there are, by short name; the first eight are on the board at first.
        wants: What there is to say, by short name, in order.
        closing: What stands at the end.
        facts: Ids of the facts it rests on.
    """

    title: str
    setting: str
    symbols: Mapping[str, Symbol]
    wants: Mapping[str, Want]
    closing: str
    facts: tuple[str, ...] = ()

    @property
    def first_board(self) -> tuple[str, ...]:
        """The eight that somebody else chose."""
        return tuple(self.symbols)[:ON_BOARD]


def read_symbols(reader: Reader) -> Symbols | None:
    """Return the activity that an author wrote, or None with every fault noted."""
    reader.only(ENTRIES[""], of="an activity")
    title = reader.text("title", example="title: Eight symbols")
    setting = reader.text("setting", example="setting: Your worker sits down beside you.")
    closing = reader.text("closing", example="closing: Who chose the eight?")
    board = _read_symbols(reader, "symbols", least=ON_BOARD)
    if len(board) > ON_BOARD:
        reader.fault(
            "symbols",
            problem=f"{len(board)} symbols stand on the board.",
            fix=f"Write {ON_BOARD} under symbols: and the others under spares:",
        )
    spares = _read_symbols(reader, "spares", least=1)
    every = {**board, **spares}
    wants = {
        name: _read_want(part, every)
        for name, part in named_parts(
            reader,
            "wants",
            least=1,
            entries=ENTRIES["wants"],
            example="shoe: with title:, meant:, readings: and otherwise: under it",
        ).items()
    }
    if reader.faults or not (title and setting and closing):
        return None
    return Symbols(
        title=title,
        setting=setting,
        symbols=every,
        wants={name: want for name, want in wants.items() if want},
        closing=closing,
        facts=reader.names("facts"),
    )


def _read_symbols(reader: Reader, name: str, *, least: int) -> dict[str, Symbol]:
    found = {}
    for each, part in named_parts(
        reader,
        name,
        least=least,
        entries=ENTRIES["symbols"],
        example="drink: with word: and drawing: under it",
    ).items():
        word = part.text("word", example="word: drink")
        drawing = known_name(part, "drawing", DRAWINGS, of="drawings")
        if word and drawing:
            found[each] = Symbol(word=word, drawing=drawing)
    return found


def _read_want(reader: Reader, symbols: Collection[str]) -> Want | None:
    title = reader.text("title", example="title: The shoe")
    meant = reader.text("meant", example="meant: My shoe hurts.")
    otherwise = reader.text("otherwise", example="otherwise: '\"Lovely,\" she says.'")
    readings = []
    for part in named_parts(
        reader,
        "readings",
        least=1,
        entries=ENTRIES["readings"],
        example="sad: with of:, says: and gets: under it",
    ).values():
        of = known_names(part, "of", symbols, of="symbols", least=1)
        says = part.text("says", example="says: \"'Are you sad?' she asks.\"")
        gets = known_name(part, "gets", _GETS, of="all, part, wrong")
        if says and gets:
            readings.append(Reading(of=of, says=says, gets=gets))
    if not (title and meant and otherwise):
        return None
    last = Reading(of=(), says=otherwise, gets=WRONG)
    return Want(title=title, meant=meant, readings=(*readings, last))


# --- what is kept ----------------------------------------------------------------------------


def board_in(activity: Symbols, fields: FormFields) -> tuple[str, ...]:
    """Return the eight symbols on the board, with what was swapped."""
    kept = tuple(fields.get(BOARD, []))
    fits = len(kept) == len(set(kept)) == ON_BOARD and set(kept) <= set(activity.symbols)
    return kept if fits else activity.first_board


def message_in(activity: Symbols, fields: FormFields) -> list[str]:
    """Return the symbols of the message that is being made."""
    board = board_in(activity, fields)
    return [each for each in fields.get(MESSAGE, []) if each in board][:MOST]


def listener_in(fields: FormFields) -> str:
    """Return how the listener is: the one who waits, where nothing that fits is kept."""
    return one_of(fields, LISTENER, _LISTENERS, WAITS)


def want_in(activity: Symbols, fields: FormFields) -> str:
    """Return the short name of what there is to say now."""
    return one_of(fields, AT, activity.wants, next(iter(activity.wants)))


# --- on screen --------------------------------------------------------------------------------


def words_of(activity: Symbols, symbols: Sequence[str]) -> str:
    """Return symbols as their words, as somebody would say them."""
    return ", ".join(activity.symbols[each].word for each in symbols)


def symbols_html(
    name: str, activity: Symbols, fields: FormFields, facts: Mapping[str, Fact], focus: str = ""
) -> str:
    """Return the activity as it stands with *fields* kept.

    Args:
        name: The activity's.
        activity: The board and what there is to say.
        fields: What is kept.
        facts: The course's, by id.
        focus: "answer" after something was said, "want" after another was chosen.
    """
    here, board = want_in(activity, fields), board_in(activity, fields)
    want = activity.wants[here]
    told = [_told(activity, want, each) for each in fields.get(SAID + here, [])]
    answers = [each for each in told if each]
    begun = any(fields.get(SAID + each) for each in activity.wants)
    tried = all(fields.get(SAID + each) for each in activity.wants)
    return fill(
        TEMPLATE,
        {
            **framed(name, activity, facts, ended=tried),
            "wants": [
                {"value": each, "says_it": one.title, "picked": each == here}
                for each, one in activity.wants.items()
            ],
            "meant": want.meant,
            "want_focus": focus == "want",
            "listeners": [
                {"value": each, "says_it": text, "picked": each == listener_in(fields)}
                for each, text in _LISTENERS.items()
            ],
            "board": [
                {
                    "value": each,
                    "word": activity.symbols[each].word,
                    "strokes": DRAWINGS[activity.symbols[each].drawing],
                }
                for each in board
            ],
            "message": words_of(activity, message_in(activity, fields)) or NOTHING_YET,
            "answers": [
                {**answer, "newest": focus == "answer" and number == len(answers)}
                for number, answer in enumerate(answers, 1)
            ],
            "swaps": [
                {
                    "comes": activity.symbols[new].word,
                    "goes": [
                        {"value": f"{old} {new}", "word": activity.symbols[old].word}
                        for old in board
                    ],
                }
                for new in activity.symbols
                if begun and new not in board
            ],
            "has_swaps": begun and len(activity.symbols) > ON_BOARD,
            "begun": bool(fields),
            "whole": [{"rows": _rows(activity, fields)}] if tried else [],
        },
    )


def _told(activity: Symbols, want: Want, kept: str) -> dict[str, Any] | None:
    """Return one thing that was said, and what came of it; None for one that doesn't fit."""
    listener, _, rest = kept.partition(":")
    said, _, heard = rest.partition("|")
    pointed_at, taken = said.split(), heard.split()
    if listener not in _LISTENERS or not {*pointed_at, *taken} <= set(activity.symbols):
        return None
    reading = understood(want, taken)
    return {
        "you": words_of(activity, pointed_at),
        "to": _LISTENERS[listener],
        "cut": words_of(activity, taken) if taken != pointed_at else "",
        "says_back": reading.says,
        "gets": _GETS[reading.gets],
    }


def _rows(activity: Symbols, fields: FormFields) -> list[dict[str, str]]:
    rows = []
    for name, want in activity.wants.items():
        told = [each for kept in fields[SAID + name] if (each := _told(activity, want, kept))]
        rows.append(
            {
                "row": want.meant,
                "tries": str(len(told)),
                "best": _best([each["gets"] for each in told]),
            }
        )
    return rows


def _best(reached: Collection[str]) -> str:
    """Return the most that has come across of those that were *reached*."""
    return next((text for text in _GETS.values() if text in reached), "Nothing was said.")


class SymbolsWidget(ActivityWidget):
    """The activity on screen. The board and what was said are kept; how long it took is not."""

    def __init__(
        self,
        session: Session,
        name: str,
        activity: Symbols,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._moments: list[float] = []
        self._focus = ""
        super().__init__(session, name, activity)

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as it stands with *fields* kept."""
        return symbols_html(self._called, self._activity, fields, self._facts, self._focus)

    def after(self, button: str, value: str, fields: FormFields) -> FormFields:
        """Return what is kept once a button was pressed."""
        activity, self._focus = self._activity, ""
        message = message_in(activity, fields)
        if button == "point" and value in board_in(activity, fields) and len(message) < MOST:
            self._moments = [*self._moments[: len(message)], self._clock()]
            return {**fields, MESSAGE: [*message, value]}
        if button == "undo" and message:
            self._moments = self._moments[: len(message) - 1]
            return _without_empty({**fields, MESSAGE: message[:-1]})
        if button == "say" and message:
            return self._said(fields, message)
        if button == "want" and value in activity.wants:
            self._focus = "want"
            return _without_empty({**fields, AT: [value], MESSAGE: []})
        if button == "listener" and value in _LISTENERS:
            return _without_empty({**fields, LISTENER: [value], MESSAGE: []})
        if button == "swap":
            return self._swapped(fields, value)
        return {} if button == "afresh" else fields

    def _said(self, fields: FormFields, message: list[str]) -> FormFields:
        """Return what is kept once a message was said to the listener there is."""
        listener, here = listener_in(fields), want_in(self._activity, fields)
        taken = message
        if listener == HURRIES:
            taken = cut_short(message)
        elif listener == CLOCK:
            moments = self._moments[-len(message) :]
            taken = message[: in_time(moments)] if len(moments) == len(message) else message
        self._moments, self._focus = [], "answer"
        kept = f"{listener}:{' '.join(message)}|{' '.join(taken)}"
        said = [*fields.get(SAID + here, []), kept]
        return _without_empty({**fields, SAID + here: said[-MOST:], MESSAGE: []})

    def _swapped(self, fields: FormFields, value: str) -> FormFields:
        """Return what is kept once one symbol took another's place on the board."""
        out, _, new = value.partition(" ")
        board = board_in(self._activity, fields)
        if out not in board or new not in self._activity.symbols or new in board:
            return fields
        now = [new if each == out else each for each in board]
        self._focus = "want"
        return _without_empty({**fields, BOARD: now, MESSAGE: []})


def _without_empty(fields: FormFields) -> FormFields:
    return {name: values for name, values in fields.items() if values}
