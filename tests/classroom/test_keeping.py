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
