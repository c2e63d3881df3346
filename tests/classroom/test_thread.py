"""Promises about a message thread: it leads somewhere, back again, and remembers the way."""

import pytest

from classroom.activities import ACTIVITIES, read_activity, show_activity
from classroom.activities.thread import PATH, ThreadWidget, thread_html, walk
from classroom.displays import Page
from classroom.store import NotSavedError
from graders.question_cell import QuestionError
from tests.classroom.conftest import tell
from tests.graders.written import changed

THREAD = """\
kind: thread
title: The night phone
setting: |
  It is ten at night.

  You are on duty.
opens: first
moments:
  first:
    messages:
      - from: Sam
        at: "22:01"
        says: you there?
    ask: What do you write?
    replies:
      answer:
        says: I am here.
        then: told
        meanwhile: He types at once.
      later:
        says: Can it wait?
        then: gone
  told:
    messages:
      - {from: Sam, says: <b>its</b> bad}
    replies:
      ring: {says: I have to ring my manager., then: safe}
      again: {says: Tell me again., then: first}
  gone:
    messages:
      - {from: Sam, at: "22:05", says: k}
    ending: |
      He did not write again.

      You know no more.
  safe:
    ending: Somebody came.
"""


def thread():
    """Return the thread."""
    return read_activity("night", THREAD)[1]


def test_a_thread_is_read_whole():
    """Moments, messages and replies are what the author wrote."""
    kind, read = read_activity("night", THREAD)
    assert kind == "thread"
    assert list(read.moments) == ["first", "told", "gone", "safe"]
    assert read.moments["first"].messages[0].at == "22:01"
    assert [reply.then for reply in read.moments["told"].replies] == ["safe", "first"]
    assert read.moments["told"].ask == "What do you do?"
    assert read.moments["safe"].ending == "Somebody came."


@pytest.mark.parametrize(
    ("path", "passed", "here"),
    [
        pytest.param([], [], "first", id="begin"),
        pytest.param(["answer"], ["answer"], "told", id="one step"),
        pytest.param(["answer", "ring"], ["answer", "ring"], "safe", id="to an end"),
        pytest.param(
            ["answer", "again", "later"], ["answer", "again", "later"], "gone", id="round"
        ),
        pytest.param(["answer", "later"], ["answer"], "told", id="a reply of elsewhere"),
        pytest.param(["old", "ring"], [], "first", id="a reply that is no more"),
        pytest.param(["later", "ring"], ["later"], "gone", id="past the end"),
    ],
)
def test_a_path_is_followed_as_far_as_it_goes(path, passed, here):
    """A way kept from an older version leads as far as it still does."""
    steps, at = walk(thread(), path)
    assert [reply.id for _, reply in steps] == passed
    assert at is thread().moments[here] or at == thread().moments[here]


def test_all_that_was_said_stays_in_view():
    """After a reply the page shows the messages, the reply and what it did, and what comes next."""
    page = thread_html("night", thread(), ["answer"])
    places = [
        page.index(words)
        for words in ("you there?", "I am here.", "He types at once.", "bad", "What do you do?")
    ]
    assert places == sorted(places)
    assert 'value="ring"' in page and 'value="answer"' not in page
    assert "&lt;b&gt;its&lt;/b&gt; bad" in page
    assert "Take back my last reply" in page


def test_at_the_start_there_is_nothing_to_take_back():
    """Buttons are there only where they do something."""
    page = thread_html("night", thread(), [])
    assert "<p>It is ten at night.</p><p>You are on duty.</p>" in page.replace("\n", "")
    assert "Take back" not in page and "Where this came to" not in page


def test_an_end_is_an_end():
    """At an end there are no replies, but a way back."""
    page = thread_html("night", thread(), ["later"])
    assert "Where this came to" in page
    assert "<p>You know no more.</p>" in page
    assert 'data-press="reply"' not in page
    assert 'data-press="back"' in page and 'data-press="again"' in page


def press(widget: ThreadWidget, button: str, value: str = "") -> None:
    """Press a button of the thread."""
    tell(widget, kind="press", button=button, value=value, fields={}, entries={})


def test_there_and_back_and_again(session):
    """Each press is one step, shown and kept; back takes one, again takes all."""
    widget = ThreadWidget(session, "night", thread())
    for button, value, path in (
        ("reply", "answer", ["answer"]),
        ("reply", "ring", ["answer", "ring"]),
        ("back", "", ["answer"]),
        ("reply", "again", ["answer", "again"]),
        ("again", "", []),
        ("back", "", []),
    ):
        press(widget, button, value)
        assert session.store.fields("night") == {PATH: path}
        assert widget.html == thread_html("night", thread(), path)


def test_a_way_that_cannot_be_kept_goes_on_and_says_so(session, monkeypatch):
    """A full disk stops nobody in mid-thread, and nobody is told that it is kept."""

    def refuse(*_: object) -> None:
        raise NotSavedError("the disk refused it (no space left)")

    monkeypatch.setattr(session.store, "save", refuse)
    widget = ThreadWidget(session, "night", thread())
    press(widget, "reply", "answer")
    assert widget.html == thread_html("night", thread(), ["answer"])
    assert "Your way is not kept: the disk refused it" in str(widget.comm.sent[-1])


def test_a_second_click_does_not_block_the_way(session):
    """A reply pressed twice counts once, and the next reply leads on."""
    widget = ThreadWidget(session, "night", thread())
    press(widget, "reply", "answer")
    press(widget, "reply", "answer")
    press(widget, "reply", "ring")
    assert session.store.fields("night") == {PATH: ["answer", "ring"]}
    assert "Somebody came." in widget.html


def test_a_way_from_an_older_version_can_be_gone_on_with(session):
    """Where the thread was changed since, the next reply is taken from where it now stands."""
    session.store.save("night", {PATH: ["answer", "a reply that is no more"]})
    widget = ThreadWidget(session, "night", thread())
    press(widget, "reply", "ring")
    assert session.store.fields("night") == {PATH: ["answer", "ring"]}


def test_the_way_is_found_again(session):
    """Whoever comes back finds the thread as they left it; the saved copy is at its start."""
    press(ThreadWidget(session, "night", thread()), "reply", "answer")
    again = ThreadWidget(session, "night", thread())
    assert again.html == thread_html("night", thread(), ["answer"])
    assert again.static == thread_html("night", thread(), [])


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param("title: The night phone\n", "", 2, '"title:" is missing', id="no title"),
        pytest.param("opens: first", "opens: frist", 8, "it opens with no moment", id="opens"),
        pytest.param("kind: thread", "kind: thraed", 2, "not a kind of activity", id="kind"),
        pytest.param("setting: |", "settings: |", 4, '"settings" is not an entry', id="entry"),
        pytest.param("then: told", "then: tell", 17, '"then: tell" is not the name', id="leads"),
        pytest.param("    ask: What", "    asks: What", 15, '"asks" is not part', id="moment's"),
        pytest.param(
            "        says: you there?\n", "", 12, "lacks who it is from", id="empty message"
        ),
        pytest.param(
            "    messages:\n      - {from: Sam, says: <b>its</b> bad}", "    messages: its bad", 25,
            "lacks who it is from", id="messages a text",
        ),
        pytest.param("        then: gone\n", "", 21, '"later" lacks what it says', id="no then"),
        pytest.param(
            "      ring: {says: I have to ring my manager., then: safe}\n"
            "      again: {says: Tell me again., then: first}\n",
            "      - ring\n", 27, '"replies:" must name each reply', id="replies a list",
        ),
        pytest.param(
            "    ending: Somebody came.", "    replies: {x: {says: X, then: safe}}", 37,
            'from "safe" the thread never ends', id="goes in a circle",
        ),
        pytest.param(
            "    ending: Somebody came.", "    ending:", 37, 'from "safe" the thread never ends',
            id="ending left empty",
        ),
        pytest.param(
            "    ending: Somebody came.", "    messages: []", 37,
            "must have either replies or an ending", id="neither",
        ),
        pytest.param(
            "    ending: Somebody came.",
            "    ending: Somebody came.\n    replies: {x: {says: X, then: gone}}", 37,
            "must have either replies or an ending", id="both",
        ),
        pytest.param("then: safe}", "then: gone}", 37, 'no reply leads to "safe"', id="unreached"),
        pytest.param("  safe:\n    ending: Somebody came.", "  safe:", 37, "is empty", id="empty"),
    ],
)  # fmt: skip
def test_a_fault_of_a_thread_has_its_line(old, new, line, problem):
    """What leads nowhere, never ends or lacks words is said with its line, before a student is."""
    with pytest.raises(QuestionError) as caught:
        read_activity("night", changed(THREAD, old, new))
    faults = caught.value.faults
    assert any(each.line == line and problem in each.problem for each in faults), faults


def test_a_name_close_by_is_offered():
    """A misspelt name is answered with the one that was meant."""
    with pytest.raises(QuestionError) as caught:
        read_activity("night", changed(THREAD, "then: gone", "then: gon"))
    assert any('Did you mean "gone"?' in each.fix for each in caught.value.faults)


def test_an_activity_needs_a_name():
    """The way is kept under the name, so there has to be one."""
    with pytest.raises(QuestionError, match="line 1: the activity has no name"):
        read_activity("", THREAD)


def test_in_a_cell_a_thread_is_shown_and_a_fault_is_told(session):
    """Run in a notebook, a sound thread is a widget and a broken one a list of faults."""
    assert isinstance(show_activity(session, "night", THREAD), ThreadWidget)
    broken = show_activity(session, "night", changed(THREAD, "opens: first", "opens: frist"))
    assert isinstance(broken, Page)
    assert "it opens with no moment" in broken._repr_html_()


def test_every_activity_is_found_under_its_name():
    """The kinds an author may write are the ones there are."""
    assert set(ACTIVITIES) == {
        *("channel", "cpd", "evidence", "re-identify", "read-aloud", "recording", "risk-score"),
        *("scanning", "self-assessment", "symbols", "systems", "thread", "threshold", "tracker"),
    }
