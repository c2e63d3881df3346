"""Promises about "Follow the recording": the note and the copies follow from what was chosen."""

from itertools import product

from classroom.activities import read_activity
from classroom.activities.recording import RecordingWidget, chosen, recording_html, summary
from classroom.activities.recording_trail import (
    CHANGED,
    FAITHFUL,
    LEFT_OUT,
    MENDED,
    copies_after,
    note_after,
)
from tests.classroom.conftest import tell

RECORDING = """\
kind: recording
title: Follow the recording
setting: You visit Mr Shah, with a note-taker on the table.
stops:
  contract:
    title: The contract
    says: Two settings are on offer.
    ask: Which do you speak for?
    ways:
      short: {does: Until it is signed., then: It goes., costs: No proof.}
      train: {does: Let them train it., then: It stays., costs: His voice.}
  hall:
    title: In the hall
    says: His daughter follows you out.
    ask: What do you do?
    ways:
      stop: {does: Stop it., then: She breathes out., costs: You have to remember.}
      leave: {does: Let it run., then: It is in his record., costs: Her trust.}
  draft:
    title: The draft
    says: The page is ready.
    ask: When do you check it?
    ways:
      now: {does: Now., then: You find it., costs: You are late.}
      monday: {does: On Monday., then: You don't., costs: It is yours.}
lines:
  club: {happened: Silence., drafted: He agreed., mended: He didn't answer., caught_by: [now]}
  roses: {happened: His roses come first., drafted: His roses come first., faithful: true}
  hall:
    happened: She says that she can't go on.
    drafted: He can't go on.
    mended: (taken out)
    caught_by: [now]
    not_heard_by: [stop]
copies:
  sound: {what: The sound, where: The supplier, until: until it is signed, ended_by: [train]}
  trained: {what: What it learnt, where: The supplier, until: for ever, made_by: [train]}
  words:
    what: The transcript
    where: The supplier
    until: until it is signed
    changed_by: {train: for ever}
closing: Look at it as Mr Shah.
facts: [D16]
"""


def read():
    """Return the activity above."""
    return read_activity("trail", RECORDING)[1]


def states(*ways: str) -> list[str]:
    """Return how the three lines end up."""
    return [line.state for line in note_after(read(), ways).values()]


def test_the_note_follows_from_what_was_chosen():
    """Worked out by hand, for each way that touches a line."""
    assert states("short", "leave", "monday") == [CHANGED, FAITHFUL, CHANGED]
    assert states("short", "leave", "now") == [MENDED, FAITHFUL, MENDED]
    assert states("short", "stop", "monday") == [CHANGED, FAITHFUL, LEFT_OUT]
    assert states("short", "stop", "now") == [MENDED, FAITHFUL, LEFT_OUT]


def test_the_copies_follow_from_what_was_chosen():
    """Who holds what, and for how long, under each contract."""
    assert copies_after(read(), ["short"]) == {
        "sound": "until it is signed",
        "words": "until it is signed",
    }
    assert copies_after(read(), ["train"]) == {"trained": "for ever", "words": "for ever"}


def test_it_is_said_in_words():
    """One, none and several are said as a person would."""
    assert summary(read(), ["short", "leave", "monday"]) == (
        "Of the 3 things in the table, the note gets 2 wrong. "
        "2 copies are kept, of the visit or of part of it."
    )
    assert "the note gets 1 wrong" in summary(read(), ["short", "stop", "monday"])
    assert "the note gets none wrong" in summary(read(), ["short", "stop", "now"])


def press(widget: RecordingWidget, button: str, value: str = "") -> None:
    """Press a button of the widget."""
    tell(widget, kind="press", button=button, value=value, fields={}, entries={})


def test_each_stop_opens_after_the_one_before(session):
    """What comes later isn't shown, can't be chosen before its turn, and nothing is kept of it."""
    widget = RecordingWidget(session, "trail", read())
    assert "In the hall" not in widget.html
    press(widget, "choose", "contract short")
    assert "You chose: Until it is signed." in widget.html
    assert "In the hall" in widget.html
    press(widget, "choose", "contract train")  # it has been chosen
    press(widget, "choose", "hall sing")  # there is no such way
    press(widget, "choose", "hall stop")
    press(widget, "choose", "draft now")
    assert session.store.fields("trail") == {
        "contract": ["short"],
        "hall": ["stop"],
        "draft": ["now"],
    }
    assert "Never recorded" in widget.html
    assert "Look at it as Mr Shah." in widget.html


def test_who_goes_back_decides_again_from_there(session):
    """Later stops are decided anew; afresh takes all of it back."""
    widget = RecordingWidget(session, "trail", read())
    for each in ("contract short", "hall stop", "draft now"):
        press(widget, "choose", each)
    press(widget, "back", "hall")
    assert session.store.fields("trail") == {"contract": ["short"]}
    press(widget, "afresh")
    assert session.store.fields("trail") == {}


def test_every_way_through_comes_to_an_end():
    """Each can be drawn, with its tables."""
    recording = read()
    for ways in product(*(stop.ways for stop in recording.stops.values())):
        fields = {stop: [way] for stop, way in zip(recording.stops, ways, strict=True)}
        assert list(chosen(recording, fields).values()) == list(ways)
        assert "What came of it" in recording_html("trail", recording, fields, {})


def test_what_does_not_fit_is_passed_over():
    """An older version's choice ends what is taken as chosen."""
    assert chosen(read(), {"contract": ["gone"], "hall": ["stop"]}) == {}
    assert chosen(read(), {"contract": ["short", "train"]}) == {}
