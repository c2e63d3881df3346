"""Promises about eight symbols: what a listener makes of them, waiting or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.activities import read_activity
from classroom.activities.symbols import (
    BOARD,
    CLOCK,
    HURRIES,
    MESSAGE,
    SAID,
    SymbolsWidget,
    board_in,
    symbols_html,
)
from classroom.activities.symbols_pictures import DRAWINGS
from classroom.activities.symbols_talk import ALL, PART, WRONG, cut_short, in_time, understood
from tests.classroom.conftest import tell

SYMBOLS = """\
kind: symbols
title: Eight symbols
setting: You have something to say.
symbols:
  drink: {word: drink, drawing: drink}
  eat: {word: eat, drawing: eat}
  toilet: {word: toilet, drawing: toilet}
  happy: {word: happy, drawing: happy}
  sad: {word: sad, drawing: sad}
  home: {word: home, drawing: home}
  music: {word: music, drawing: music}
  more: {word: more, drawing: more}
spares:
  "no": {word: "no", drawing: "no"}
  pain: {word: it hurts, drawing: pain}
wants:
  foot:
    title: The foot
    meant: My foot hurts, and I don't want to walk.
    readings:
      no-pain: {of: ["no", pain], says: So no walk., gets: all}
      pain: {of: [pain], says: Where?, gets: part}
      sad: {of: [sad], says: Are you sad?, gets: wrong}
    otherwise: Lovely.
  stay:
    title: Staying
    meant: I would like to stay.
    readings:
      home: {of: [home], says: You stay., gets: all}
    otherwise: The bus is here.
closing: Who chose the eight?
facts: [T1]
"""


def read():
    """Return the activity above."""
    return read_activity("board", SYMBOLS)[1]


class Clock:
    """A clock that stands until somebody moves it."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the time, in seconds."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock."""
    return Clock()


@pytest.fixture
def widget(session, clock) -> SymbolsWidget:
    """Return the activity on screen, with that clock."""
    return SymbolsWidget(session, "board", read(), clock)


def press(widget: SymbolsWidget, button: str, value: str = "") -> None:
    """Press a button of the widget."""
    tell(widget, kind="press", button=button, value=value, fields={}, entries={})


@pytest.mark.parametrize(
    ("pointed_at", "says", "gets"),
    [
        ("drink", "Lovely.", WRONG),
        ("sad", "Are you sad?", WRONG),
        ("sad pain", "Where?", PART),  # as many: the one that stands first
        ("pain sad", "Where?", PART),
        ("pain no sad", "So no walk.", ALL),
    ],
)
def test_the_listener_takes_in_as_much_as_can_be(pointed_at, says, gets):
    """Worked out by hand; the order of symbols changes nothing."""
    reading = understood(read().wants["foot"], pointed_at.split())
    assert (reading.says, reading.gets) == (says, gets)


@given(st.lists(st.sampled_from(sorted(read().symbols)), max_size=8))
def test_the_listener_always_says_something(pointed_at):
    """And never takes in a symbol that wasn't pointed at."""
    reading = understood(read().wants["foot"], pointed_at)
    assert reading.says
    assert set(reading.of) <= set(pointed_at)


def test_who_hurries_takes_two_and_the_clock_takes_what_came():
    """Two symbols; or what was pointed at within twenty seconds of the first."""
    assert cut_short(["a", "b", "c"]) == ["a", "b"]
    assert in_time([5.0, 24.9, 25.0, 25.1]) == 3
    assert in_time([]) == 0


def test_something_is_said_and_the_board_is_changed(widget, session):
    """The words that are missing can be had, one for one."""
    press(widget, "point", "pain")  # it is not on the board
    press(widget, "point", "sad")
    press(widget, "say")
    assert "Are you sad?" in widget.html
    assert "Something else has come across." in widget.html
    press(widget, "swap", "music pain")
    press(widget, "swap", "drink no")
    press(widget, "swap", "drink happy")  # gone, and there already
    board = list(board_in(read(), session.store.fields("board")))
    assert board == ["no", "eat", "toilet", "happy", "sad", "home", "pain", "more"]
    for each in ("pain", "no"):
        press(widget, "point", each)
    press(widget, "undo")
    press(widget, "point", "no")
    press(widget, "say")
    assert "All of it has come across." in widget.html
    assert "Who chose the eight?" not in widget.html
    press(widget, "want", "stay")
    press(widget, "point", "home")
    press(widget, "say")
    assert "Who chose the eight?" in widget.html
    assert session.store.fields("board")[SAID + "foot"] == [
        "waits:sad|sad",
        "waits:pain no|pain no",
    ]
    press(widget, "afresh")
    assert session.store.fields("board") == {}


def test_the_listener_who_hurries_needs_no_clock(widget, clock):
    """The third symbol comes too late, however fast it was."""
    press(widget, "listener", HURRIES)
    for each in ("happy", "more", "sad"):
        press(widget, "point", each)
    press(widget, "say")
    assert "<strong>Heard:</strong> happy, more. The rest came too late." in widget.html


def test_the_clock_begins_with_the_first_symbol(widget, clock, session):
    """Reading what there is to say costs nothing; what took too long isn't heard, nor kept."""
    clock.now += 500
    press(widget, "listener", CLOCK)
    press(widget, "point", "happy")
    clock.now += 19
    press(widget, "point", "more")
    clock.now += 5
    press(widget, "point", "sad")
    press(widget, "say")
    assert "<strong>Heard:</strong> happy, more." in widget.html
    assert session.store.fields("board")[SAID + "foot"] == ["clock:happy more sad|happy more"]
    assert "500" not in str(session.store.fields("board"))


def test_what_was_pointed_at_in_another_sitting_is_not_timed(session, clock):
    """After a restart nobody knows when the first was pointed at, so all of it is heard."""
    first = SymbolsWidget(session, "board", read(), clock)
    press(first, "listener", CLOCK)
    press(first, "point", "sad")
    again = SymbolsWidget(session, "board", read(), clock)
    clock.now += 90
    press(again, "point", "more")
    press(again, "say")
    assert "too late" not in again.html


def test_what_does_not_fit_is_passed_over():
    """A board of another version, a message of symbols that are gone, something never said."""
    activity = read()
    fields = {BOARD: ["drink"], MESSAGE: ["gone"], SAID + "foot": ["sings:a|b", "waits:gone|gone"]}
    assert board_in(activity, fields) == activity.first_board
    assert "nothing yet" in symbols_html("board", activity, fields, {})


def test_every_drawing_is_a_path():
    """Nothing but strokes: no colour, no words, nothing from elsewhere."""
    for name, strokes in DRAWINGS.items():
        assert set(strokes) <= set("MmLlHhVvCcSsAazZ0123456789.,- "), name
