"""Promises about one switch: what the light does, and what a word takes at the least."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.activities import read_activity
from classroom.activities.scanning import (
    BOARD,
    PRESSED,
    ScanningWidget,
    scanning_html,
    summary,
    where_the_light_is,
    written_on,
)
from classroom.activities.scanning_steps import MOST, ON, TAKE, Board, Least, after, least, typed
from tests.classroom.conftest import tell

SCANNING = """\
kind: scanning
title: One switch
setting: You would rather have water.
word: tea
boards:
  plain: {name: Plain, rows: [[a, t], [e, space, delete]]}
  whole: {name: Whole, rows: [[tea, "no"], [a, t], [e, space, delete]]}
closing: Who put tea on the board?
facts: [T1]
"""

PLAIN = Board(called="Plain", rows=(("a", "t"), ("e", "space", "delete")))


def read():
    """Return the activity above."""
    return read_activity("one-switch", SCANNING)[1]


@pytest.mark.parametrize(
    ("pressed", "text", "light", "steps", "presses"),
    [
        ("", "", "Row 1: a, t", 0, 0),
        ("o", "", "Row 2: e, space, delete", 1, 0),
        ("oo", "", "Row 1: a, t", 2, 0),  # behind the last row comes the first
        ("t", "", "a", 1, 1),
        ("to", "", "t", 2, 1),
        ("too", "", "Leave this row", 3, 1),
        ("tooo", "", "a", 4, 1),  # behind the way out comes the first square again
        ("toot", "", "Row 1: a, t", 4, 2),
        ("tot", "t", "Row 1: a, t", 3, 2),
        ("tot" + "ott" + "tt", "tea", "Row 1: a, t", 8, 6),
        ("tt" + "otoot", "", "Row 1: a, t", 7, 4),  # a, then delete
    ],
)
def test_the_light_goes_as_it_should(pressed, text, light, steps, presses):
    """Worked out by hand: what is written, where the light is, what it took."""
    now = after(PLAIN, [{"o": ON, "t": TAKE}[each] for each in pressed])
    assert (now.text, now.steps, now.presses) == (text, steps, presses)
    assert where_the_light_is(PLAIN, now.light) == light


def shortest(board: Board, text: str) -> Least:
    """Return the least steps by trying everything that can be pressed, shortest first."""
    for steps in range(1, 12):
        for pressed in product((ON, TAKE), repeat=steps):
            now = after(board, pressed)
            if now.text == text and now.light.column is None and now.light.row == 0:
                return Least(steps=now.steps, presses=now.presses)
    raise AssertionError("too long to try")


@pytest.mark.parametrize("text", ["a", "t", "e", "at", "ea", "tea", "a t"])
def test_the_least_is_the_shortest_way_there_is(text):
    """No other way of pressing writes it in fewer steps."""
    assert least(PLAIN, text) == shortest(PLAIN, text)


def test_a_word_on_the_board_is_taken_whole():
    """1 row and 1 square, two presses, where letter by letter it takes twelve."""
    whole = read().boards["whole"]
    assert least(whole, "tea") == Least(steps=2, presses=2)
    assert least(whole, "eat") == Least(steps=4 + 3 + 4, presses=6)
    assert least(whole, "water") is None


@given(st.lists(st.sampled_from([ON, TAKE]), max_size=60))
def test_nothing_that_is_pressed_ends_it(pressed):
    """The light is always somewhere on the board, and each press is one step."""
    now = after(PLAIN, pressed)
    assert now.steps == len(pressed)
    assert now.presses == pressed.count(TAKE)
    assert where_the_light_is(PLAIN, now.light)


def test_delete_takes_the_last_letter_and_no_more():
    """With nothing written, nothing happens."""
    assert typed("", "delete") == ""


def test_the_widget_keeps_what_was_pressed_on_each_board(session):
    """Another board begins afresh, and what was written on the first is there again."""
    widget = ScanningWidget(session, "one-switch", read())
    for button in (TAKE, ON, TAKE):
        tell(widget, kind="press", button=button, value="", fields={}, entries={})
    assert session.store.fields("one-switch") == {PRESSED + "plain": [TAKE, ON, TAKE]}
    tell(widget, kind="press", button="board", value="whole", fields={}, entries={})
    tell(widget, kind="press", button=TAKE, value="", fields={}, entries={})
    tell(widget, kind="press", button=TAKE, value="", fields={}, entries={})
    kept = session.store.fields("one-switch")
    assert kept == {
        BOARD: ["whole"],
        PRESSED + "plain": [TAKE, ON, TAKE],
        PRESSED + "whole": [TAKE, TAKE],
    }
    assert written_on(read(), "plain", kept).text == "t"
    assert "&quot;tea&quot; is written. It took 2 steps of the light and 2 presses." in widget.html
    assert "Who put tea on the board?" in widget.html
    tell(widget, kind="press", button=ON, value="", fields={}, entries={})
    assert session.store.fields("one-switch") == kept  # it is written: nothing more to press
    tell(widget, kind="press", button="undo", value="", fields={}, entries={})
    assert session.store.fields("one-switch")[PRESSED + "whole"] == [TAKE]
    tell(widget, kind="press", button="afresh", value="", fields={}, entries={})
    assert PRESSED + "whole" not in session.store.fields("one-switch")


def test_what_does_not_fit_is_passed_over():
    """Presses of an older version, boards that are gone, and far too much of it."""
    fields = {BOARD: ["gone"], PRESSED + "plain": ["sing", TAKE]}
    assert "Plain" in scanning_html("x", read(), fields, {})
    assert written_on(read(), "plain", fields).steps == 1


def test_there_is_an_end_to_pressing(session):
    """No more is kept than anybody needs."""
    widget = ScanningWidget(session, "one-switch", read())
    full = {PRESSED + "plain": [ON] * MOST}
    assert widget.after(ON, "", full) == full


def test_it_is_said_in_words():
    """What stands under the board, at each stage."""
    scanning = read()
    assert summary(scanning, after(PLAIN, [])) == 'You are to write "tea".'
    assert (
        summary(scanning, after(PLAIN, [TAKE, TAKE]))
        == 'Written so far: "a". It has taken 2 steps of the light and 2 presses.'
    )
