"""Promises about "The tracker": each stage opens in its turn, and all is said at the end."""

from classroom.activities import read_activity
from classroom.activities.tracker import (
    FIRST,
    THEN,
    WHO,
    TrackerWidget,
    is_open,
    said_of,
    tracker_html,
)
from tests.classroom.conftest import tell

TRACKER = """\
kind: tracker
title: The tracker
setting: Somebody would like to know where somebody is.
deciders: {self: The person's own, best: In their best interests}
cases:
  gate:
    title: The gate
    says: Lorna walks to the shop at six.
    decides: self
    why: {self: Nobody has doubted it., best: Not yet.}
    steps:
      ask: {does: Ask Lorna., then: She would like a lamp.}
      fit: {does: Have it fitted., then: It rings at six.}
    fact: She says no.
    then_decides: self
    because: It is still hers.
  shoe:
    title: The shoe
    says: Ruth takes the last bus.
    decides: best
    why: {self: It was., best: With her wife.}
    steps:
      depot: {does: Ring the depot., then: They know her.}
      lock: {does: Fit a lock., then: That is more.}
    fact: Ruth made a lasting power of attorney.
    then_decides: best
    because: Her wife may decide now.
closing: What less would have done?
facts: [T29]
"""


def read():
    """Return the activity above."""
    return read_activity("tracker", TRACKER)[1]


def press(widget: TrackerWidget, button: str, value: str = "") -> None:
    """Press a button of the widget."""
    tell(widget, kind="press", button=button, value=value, fields={}, entries={})


def test_each_stage_opens_in_its_turn(session):
    """Whose decision, the first step, one more fact; then the next case."""
    widget = TrackerWidget(session, "tracker", read())
    assert "What do you do first?" not in widget.html
    assert "Take this case again" not in widget.html
    press(widget, "say", "first-gate ask")  # not yet
    press(widget, "say", "who-gate sing")  # there is nobody of that name
    assert session.store.fields("tracker") == {}
    press(widget, "say", "who-gate best")
    assert "As the law stands: The person&#x27;s own" in widget.html.replace("&#39;", "&#x27;")
    assert "Not yet." in widget.html
    assert "She says no." not in widget.html
    press(widget, "say", "first-gate ask")
    assert "She would like a lamp." in widget.html
    assert "She says no." in widget.html
    assert "The shoe" not in widget.html
    press(widget, "say", "then-gate self")
    assert "So it is." in widget.html
    assert "The shoe" in widget.html
    press(widget, "say", "who-gate self")  # it has been said
    for each in ("who-shoe best", "first-shoe depot", "then-shoe self"):
        press(widget, "say", each)
    assert session.store.fields("tracker") == {
        "who-gate": ["best"],
        "first-gate": ["ask"],
        "then-gate": ["self"],
        "who-shoe": ["best"],
        "first-shoe": ["depot"],
        "then-shoe": ["self"],
    }
    assert "Whose decision it was" in widget.html
    assert "What less would have done?" in widget.html


def test_a_case_is_taken_again_and_all_of_it_too(session):
    """The others stay as they are; afresh takes everything back."""
    widget = TrackerWidget(session, "tracker", read())
    for each in ("who-gate best", "first-gate ask", "then-gate self", "who-shoe self"):
        press(widget, "say", each)
    press(widget, "again", "gate")
    assert session.store.fields("tracker") == {"who-shoe": ["self"]}
    press(widget, "afresh")
    assert session.store.fields("tracker") == {}


def test_what_does_not_fit_ends_what_is_taken_as_said():
    """An older version's name closes nothing."""
    tracker = read()
    fields = {WHO + "gate": ["self"], FIRST + "gate": ["gone"], THEN + "gate": ["self"]}
    assert said_of(tracker, "gate", fields) == {WHO: "self"}
    assert is_open(tracker, "gate", fields)
    assert "What do you do first?" in tracker_html("tracker", tracker, fields, {})
