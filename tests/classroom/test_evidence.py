"""Promises about things handled on screen: a log after each step, and what was left undone."""

import pytest

from classroom.activities import read_activity
from classroom.activities.evidence import EvidenceWidget, evidence_html
from classroom.store import NotSavedError
from graders.question_cell import QuestionError
from tests.classroom.conftest import tell
from tests.classroom.test_threshold import FACTS
from tests.graders.written import changed

EVIDENCE = """\
kind: evidence
title: What would you keep?
setting: Things arrive.
items:
  picture:
    title: A picture
    arrives: |
      A worker holds out a <phone>.
    parts:
      phone: the phone, as it was found
      where: where the picture is
    ways:
      note:
        does: Write down where it is.
        why: It can be said in words.
        notes: [where]
      copy:
        does: Have it sent to you.
        why: It makes one more copy.
        spoils:
          phone: It was used to send it on.
        harms:
          Ellie: There is one more copy.
      police:
        does: Ring the police.
        why: They may deal with it.
        secures: [phone, where]
        owed: Nobody who may deal with it knows.
      ellie:
        does: See Ellie.
        why: It was done to her.
        after: [police]
    fades:
      steps: 2
      parts: [where]
      why: It was forgotten.
    close: You needed to see nothing.
    facts: [S35]
  chat:
    title: A chat
    arrives: It was deleted.
    parts:
      words: what he remembers
    ways:
      listen:
        does: Write down what he says.
        why: His words are evidence.
        notes: [words]
      again:
        does: Ask him again and again.
        why: Your questions get into it.
        spoils:
          words: Nobody can tell any more.
        harms:
          Ibrahim: He told it three times.
    close: Leave the phone alone.
facts: [S36]
"""


def evidence():
    """Return the activity."""
    return read_activity("log", EVIDENCE)[1]


def page(at: int, focus: str = "thing", **fields: list[str]) -> str:
    """Return the activity's HTML with these steps taken."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return evidence_html("log", evidence(), named, at, focus, FACTS)


def test_it_is_read_whole():
    """Parts, ways, what fades and facts are what the author wrote."""
    kind, read = read_activity("log", EVIDENCE)
    assert kind == "evidence"
    assert [way.id for way in read.things[0].ways] == ["note", "copy", "police", "ellie"]
    assert read.things[0].fades.steps == 2 and read.things[1].fades is None
    assert read.facts == ("S36", "S35")


def test_at_first_there_is_the_thing_and_what_can_be_done():
    """No log, no reason, and nothing that has to come after another."""
    shown = page(0)
    assert "1 of 2" in shown and "&lt;phone&gt;" in shown
    assert [f'value="{way}"' in shown for way in ("note", "copy", "police", "ellie")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert "Evidence log" not in shown and "one more copy" not in shown
    assert "Leave this one out" in shown and "That is all I do" not in shown


def test_the_log_says_what_is_usable_what_is_spoilt_who_was_harmed_and_why():
    """Step by step, in words."""
    shown = page(0, steps_picture=["note", "copy"])
    assert "0 of 2 parts still usable. Harmed again: Ellie." in shown
    assert "<strong>Spoilt.</strong> It was used to send it on." in shown
    assert "<strong>Spoilt: only your note of it is left.</strong> It was forgotten." in shown
    assert "<strong>Ellie:</strong> There is one more copy." in shown
    assert "Meanwhile: It was forgotten." in shown


def test_a_step_that_came_too_late_says_so():
    """What is gone can't be written down."""
    assert "Too late for: the phone, as it was found." in page(0, steps_picture=["copy", "police"])


def test_after_the_end_it_says_what_was_left_undone():
    """What is owed, how to think about it, and the sources; and nothing more to choose."""
    shown = page(0, "closed", steps_picture=["note"], closed=["picture"])
    for words in ("Ring the police.</strong> Nobody who may deal", "You needed to see", "S35 says"):
        assert words in shown
    assert 'data-press="do"' not in shown
    shown = page(0, "closed", steps_picture=["police"], closed=["picture"])
    assert "Still to do" not in shown and "2 of 2 parts still usable. Nobody was" in shown


def test_the_whole_log_is_a_table():
    """Each thing: what is usable, what was spoilt, who was harmed, what is still to do."""
    shown = page(2, steps_picture=["police"])
    rows = [row.split("</tr>")[0] for row in shown.split('<th scope="row">')[1:]]
    assert [cell.split("</td>")[0] for cell in rows[0].split("<td>")[1:]] == [
        "the phone, as it was found; where the picture is", "nothing", "nobody", "nothing",
    ]  # fmt: skip
    assert rows[1].endswith('<td colspan="4">You left this one out.</td>')
    shown = page(2, steps_chat=["again"])
    assert "<td>nothing</td><td>what he remembers</td><td>Ibrahim</td><td>nothing</td>" in shown


@pytest.mark.parametrize(
    ("at", "focus", "fields"),
    [
        (0, "thing", {}),
        (0, "step", {"steps_picture": ["note", "copy"]}),
        (0, "closed", {"steps_picture": ["note"], "closed": ["picture"]}),
        (2, "thing", {}),
    ],
)
def test_the_focus_has_one_place_to_go(at, focus, fields):
    """After each press exactly one thing takes the focus."""
    assert page(at, focus, **fields).count(" data-focus") == 1


# --- on screen -----------------------------------------------------------------------------


def press(widget: EvidenceWidget, button: str, value: str = "") -> None:
    """Press a button."""
    tell(widget, kind="press", button=button, value=value, fields={}, entries={})


@pytest.fixture
def widget(session):
    """Return the activity on screen, new."""
    return EvidenceWidget(session, "log", evidence())


def test_it_is_walked_to_the_end_and_found_again(session, widget):
    """Steps and closed things are kept; where one stands is not."""
    for button, value in (
        ("do", "police"), ("do", "ellie"), ("close", ""), ("next", ""), ("do", "listen"),
    ):  # fmt: skip
        press(widget, button, value)
    kept = {"steps-picture": ["police", "ellie"], "closed": ["picture"], "steps-chat": ["listen"]}
    assert session.store.fields("log") == kept
    again = EvidenceWidget(session, "log", evidence())
    assert "2 of 2" in again.html and "Evidence log" in again.html
    assert "1 of 2" in again.static and "Evidence log" not in again.static
    press(widget, "close")
    press(widget, "next")
    assert "The whole log" in widget.html
    assert "The whole log" in EvidenceWidget(session, "log", evidence()).html
    press(widget, "begin")
    assert session.store.fields("log") == {} and "1 of 2" in widget.html


def test_a_step_can_be_taken_back_and_a_thing_handled_again(session, widget):
    """Undo takes one step; again takes all, and opens what was closed."""
    press(widget, "do", "note")
    press(widget, "do", "copy")
    press(widget, "undo")
    assert session.store.fields("log")["steps-picture"] == ["note"]
    press(widget, "close")
    press(widget, "again")
    assert session.store.fields("log") == {"steps-picture": [], "closed": []}
    assert "Leave this one out" in widget.html


@pytest.mark.parametrize(
    ("button", "value"),
    [("do", "ellie"), ("do", "listen"), ("do", ""), ("close", ""), ("go-back", ""), ("odd", "")],
)
def test_a_press_that_means_nothing_changes_nothing(session, widget, button, value):
    """A step of elsewhere or before its time is not taken, and nothing is closed untouched."""
    before = widget.html
    press(widget, button, value)
    assert widget.html == before and session.store.fields("log") == {}


def test_what_is_closed_takes_no_more_steps(session, widget):
    """A second click on a button that has gone does nothing."""
    press(widget, "do", "note")
    press(widget, "close")
    press(widget, "do", "copy")
    press(widget, "close")
    assert session.store.fields("log") == {"steps-picture": ["note"], "closed": ["picture"]}


def test_a_step_that_cannot_be_kept_says_so(session, widget, monkeypatch):
    """A full disk stops nobody, and nobody is told that it is kept."""

    def refuse(*_: object) -> None:
        raise NotSavedError("the disk refused it (no space left)")

    monkeypatch.setattr(session.store, "save", refuse)
    press(widget, "do", "note")
    assert "Evidence log" in widget.html
    assert "Your step is not kept: the disk refused it" in str(widget.comm.sent[-1])


# --- an author's faults --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param("notes: [where]", "notes: [wher]", 17, '"wher" under "notes:"', id="part"),
        pytest.param("          phone: It was used", "          fone: It was used", 22,
                     '"fone" under "spoils:"', id="spoils"),
        pytest.param("after: [police]", "after: [polce]", 33, '"polce" under "after:" is not a way',
                     id="after"),
        pytest.param("after: [police]", "after: [ellie]", 33, '"ellie" under "after:" is not a way',
                     id="after itself"),
        pytest.param("        owed: Nobody who may deal with it knows.",
                     "        after: [ellie]", 29, '"police" can never be done', id="a circle"),
        pytest.param("      steps: 2", "      steps: soon", 35, '"steps:" must be a number',
                     id="steps"),
        pytest.param("      parts: [where]", "      parts: [there]", 36, '"there" under "parts:"',
                     id="fades"),
        pytest.param("    close: You needed to see nothing.\n", "", 6, '"close:" is missing',
                     id="close"),
        pytest.param("        why: They may deal", "        because: They may deal", 27,
                     '"because" is not an entry', id="entry"),
        pytest.param("      words: what he remembers", "      words:", 44, "must be text",
                     id="empty part"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line(old, new, line, problem):
    """What can't be handled is said with its line."""
    with pytest.raises(QuestionError) as caught:
        read_activity("log", changed(EVIDENCE, old, new))
    faults = caught.value.faults
    assert any(each.line == line and problem in each.problem for each in faults), faults


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", '"items:" must name what arrives'),
        ("items: {a: {title: T, arrives: A, parts: {x: y}, close: C, ways: {b: {does: D}}}}",
         '"ways:" must name two'),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(body, problem):
    """An activity without things, or a thing without choices, is told how to write some."""
    with pytest.raises(QuestionError) as caught:
        read_activity("log", f"kind: evidence\ntitle: T\nsetting: S\n{body}\n")
    assert any(problem in each.problem for each in caught.value.faults)
