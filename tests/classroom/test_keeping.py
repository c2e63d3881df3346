"""Promises about what all activities share: one answer, wherever it is shown."""

from classroom.activities import show_activity
from tests.classroom.conftest import tell
from tests.classroom.test_channel import CHANNEL
from tests.classroom.test_systems import ON, SYSTEMS


def test_two_windows_show_the_same(session):
    """What is switched on in one is on in the other, which knows that it came from elsewhere."""
    here, there = (show_activity(session, "natalie", SYSTEMS) for _ in range(2))
    tell(here, kind="answer", number=1, fields={ON: ["one-record"]}, view="v1")
    assert there.fields == here.fields == {ON: ["one-record"]}
    assert there.html == here.html
    assert (here.by, there.by) == ("v1", "")
    tell(there, kind="answer", number=1, fields={ON: []}, view="v2")
    assert (here.by, there.by) == ("", "v2")
    assert here.fields == {ON: []}


def test_an_answer_that_comes_late_takes_no_later_ones_place(session):
    """Messages can overtake each other on their way; each view numbers its own."""
    widget = show_activity(session, "natalie", SYSTEMS)
    for number, on, view in ((1, [], "v1"), (3, ["one-record"], "v1"), (2, [], "v1")):
        tell(widget, kind="answer", number=number, fields={ON: on}, view=view)
    assert session.store.fields("natalie") == widget.fields == {ON: ["one-record"]}
    tell(widget, kind="answer", number=1, fields={ON: []}, view="v2")
    assert session.store.fields("natalie") == {ON: []}


def test_what_a_button_did_is_no_views_own(session):
    """After a press every view takes over what is kept, the one that was pressed, too."""
    widget = show_activity(session, "sandra", CHANNEL)
    tell(widget, kind="press", button="choose", value="first text", fields={}, entries={})
    assert widget.by == ""
    assert widget.fields == {"first": ["text"]}


def test_a_press_that_changes_nothing_is_answered(session):
    """The page waits for nothing, and nothing is written."""
    widget = show_activity(session, "sandra", CHANNEL)
    tell(widget, kind="press", button="again", value="first", fields={}, entries={})
    assert widget.comm.sent[-1][0]["content"]["kind"] == "said"
    assert not session.store.read().present
