"""Promises about cases on screen: one at a time, a reason each, and judgement said to be one."""

import pytest

from classroom.activities import read_activity
from classroom.activities.threshold import Stand, ThresholdWidget, moved, threshold_html
from classroom.store import NotSavedError
from graders.facts import Fact
from graders.question_cell import QuestionError
from tests.classroom.conftest import tell
from tests.graders.written import changed

THRESHOLD = """\
kind: threshold
title: Threshold
setting: You are on duty.
tests:
  child: a child in your area
  harm: cause to suspect significant harm
  need: unlikely to develop without services
duties:
  s47:
    says: A section 47 enquiry
    asks: The council must make enquiries.
    tests: [child, harm]
  s17:
    says: Help for a child in need
    asks: The child and the family are helped.
    tests: [child, need]
  none-yet:
    says: None of these yet
    asks: You say where help is.
cases:
  kemi:
    title: Kemi, 15
    tells: |
      A man writes to <her>.

      She goes home at four.
    shows:
      child: {yes: Kemi is 15.}
      harm: {yes: He draws her in.}
      need: {yes: She will suffer from it.}
    note: Before four o'clock.
    what-if:
      tells: Kemi turns out to be 18.
      shows:
        child: {no: She is 18.}
      note: Then another duty may lead.
    facts: [S35]
  poppy:
    title: Poppy, 16
    tells: A picture went round.
    shows:
      child: {yes: Poppy is 16.}
      harm: {unsure: Nobody knows whether it has stopped.}
      need: {yes: She is losing sleep.}
    note: Two good colleagues could differ.
    what-if:
      tells: She says that it is over.
      note: She may well say so.
facts: [S36]
"""

FACTS = {
    name: Fact(
        id=name, says=f"{name} says so.", source="An Act", certainty="known",
        checked="2026-11-01", again="2027-11-01",
    )
    for name in ("S35", "S36")
}  # fmt: skip


def threshold():
    """Return the activity."""
    return read_activity("cases", THRESHOLD)[1]


def page(stand: Stand, **chosen: str) -> str:
    """Return the activity's HTML with these cases decided."""
    fields = {f"case-{case}": [duty] for case, duty in chosen.items()}
    return threshold_html("cases", threshold(), fields, stand, FACTS)


def test_it_is_read_whole():
    """Tests, duties, cases and facts are what the author wrote."""
    kind, read = read_activity("cases", THRESHOLD)
    assert kind == "threshold"
    assert [duty.id for duty in read.duties] == ["s47", "s17", "none-yet"]
    assert read.cases[0].shown["harm"].says == "He draws her in."
    assert read.facts == ("S36", "S35")


def test_before_the_decision_there_is_no_word_of_the_duty():
    """One case, its duties to choose from, and no reason yet."""
    shown = page(Stand(at=0))
    assert "Case 1 of 2" in shown and "&lt;her&gt;" in shown
    assert shown.count('data-press="decide"') == 3
    assert "Leave this case out" in shown
    for word in ("He draws her in", "What leads", "Before four", "Kemi turns out", "S35 says"):
        assert word not in shown


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("s47", ["This duty leads.", "The council must make enquiries.",
                 "<strong>For:</strong> He draws her in."]),
        ("s17", ["This duty is called up too.", "She will suffer from it.",
                 "What leads: A section 47 enquiry. Called up beside it: Help for a child"]),
        ("none-yet", ["calls up more than this", "The council must make enquiries."]),
    ],
)  # fmt: skip
def test_a_decision_is_answered_at_once(chosen, words):
    """What the duty asks, what speaks for it, what leads, how to think, and the sources."""
    shown = page(Stand(at=0, focus="verdict"), kemi=chosen)
    for word in [*words, "Before four o&#x27;clock.", "S35 says so.", "Switch this fact on"]:
        assert word in shown
    assert 'data-press="decide"' not in shown
    assert "She is 18" not in shown


@pytest.mark.parametrize("chosen", ["s47", "s17"])
def test_a_judgement_is_called_one(chosen):
    """Either defensible choice is told so, and both duties are laid open."""
    shown = page(Stand(at=1), poppy=chosen)
    assert "A judgement. This choice can be defended, and it is not the only one." in shown
    assert "A judgement: A section 47 enquiry or Help for a child in need." in shown
    assert "<strong>Open:</strong> Nobody knows whether it has stopped." in shown
    assert "<strong>For:</strong> She is losing sleep." in shown


def test_a_choice_against_a_judgement_is_told_what_is_missing():
    """Nothing is dismissed without a reason."""
    assert "calls up more than this" in page(Stand(at=1), poppy="none-yet")


def test_one_fact_changed_is_worked_out():
    """The fact, the test it bears on, and the duty before and after."""
    shown = page(Stand(at=0, changed=True, focus="fact"), kemi="s47")
    assert "With this fact on. What leads: None of these yet. Before: A section 47" in shown
    assert "<strong>Against:</strong> She is 18." in shown
    assert "Then another duty may lead." in shown
    assert "Switch this fact off" in shown


def test_a_fact_that_changes_nothing_says_so():
    """A reader learns as much from what doesn't matter."""
    read = threshold()
    assert moved(read, read.cases[1]).startswith("The duty stays as it was. A judgement:")


def test_the_end_is_a_table_of_cases_choices_and_duties():
    """Every case has its row; one left out says so; every fact is there once."""
    shown = page(Stand(at=2), kemi="s17")
    rows = [row.split("</tr>")[0] for row in shown.split('<th scope="row">')[1:]]
    cells = [[cell.split("</td>")[0] for cell in row.split("<td>")[1:]] for row in rows]
    assert cells == [
        ["Help for a child in need", "A section 47 enquiry", "None of these yet"],
        ["You left this one out.", *["A judgement: A section 47 enquiry or Help for a child in "
                                     "need"] * 2],
    ]  # fmt: skip
    assert shown.count("S35 says so.") == shown.count("S36 says so.") == 1


@pytest.mark.parametrize(
    ("stand", "marked"),
    [(Stand(at=0), "dr-ask"), (Stand(at=0, focus="verdict"), "dr-says"),
     (Stand(at=0, changed=True, focus="fact"), "dr-says"), (Stand(at=2), "dr-wide")],
)  # fmt: skip
def test_the_focus_has_one_place_to_go(stand, marked):
    """After each press exactly one thing takes the focus."""
    shown = page(stand, kemi="s47")
    assert shown.count(" data-focus") == 1
    assert marked in next(line for line in shown.splitlines() if " data-focus" in line)


# --- on screen -----------------------------------------------------------------------------


def press(widget: ThresholdWidget, button: str, value: str = "") -> None:
    """Press a button."""
    tell(widget, kind="press", button=button, value=value, fields={}, entries={})


@pytest.fixture
def widget(session):
    """Return the activity on screen, new."""
    return ThresholdWidget(session, "cases", threshold())


def test_it_is_walked_to_the_end_and_only_choices_are_kept(session, widget):
    """Deciding is kept; switching a fact and going on are not."""
    press(widget, "decide", "s47")
    press(widget, "switch")
    assert "Switch this fact off" in widget.html
    press(widget, "next")
    assert "Case 2 of 2" in widget.html and "Switch" not in widget.html
    press(widget, "decide", "s17")
    press(widget, "next")
    assert "Your cases" in widget.html
    assert session.store.fields("cases") == {"case-kemi": ["s47"], "case-poppy": ["s17"]}
    press(widget, "begin")
    assert session.store.fields("cases") == {}
    assert "Case 1 of 2" in widget.html


def test_a_decision_can_be_taken_again(session, widget):
    """Changing one's mind takes the old choice away."""
    press(widget, "decide", "s17")
    press(widget, "again")
    assert session.store.fields("cases") == {"case-kemi": []}
    assert "Leave this case out" in widget.html
    press(widget, "decide", "s47")
    assert session.store.fields("cases") == {"case-kemi": ["s47"]}


@pytest.mark.parametrize(
    ("button", "value"),
    [("decide", "s42"), ("decide", ""), ("again", ""), ("switch", ""), ("back", ""), ("odd", "")],
)
def test_a_press_that_means_nothing_changes_nothing(session, widget, button, value):
    """What a page can't send is not followed."""
    before = widget.html
    press(widget, button, value)
    assert widget.html == before and session.store.fields("cases") == {}


def test_a_second_click_decides_nothing_more(session, widget):
    """Two quick presses are one decision."""
    press(widget, "decide", "s17")
    press(widget, "decide", "s47")
    assert session.store.fields("cases") == {"case-kemi": ["s17"]}


def test_past_the_last_case_there_is_nowhere_to_go(widget):
    """The table stays, whatever is pressed twice."""
    for _ in range(5):
        press(widget, "next")
    assert "Your cases" in widget.html
    press(widget, "back")
    assert "Case 2 of 2" in widget.html


def test_who_comes_back_finds_the_first_case_still_open(session, widget):
    """Choices are found again; a duty that is no more counts as none; the saved copy is new."""
    session.store.save("cases", {"case-kemi": ["s47"], "case-poppy": ["s42"]})
    again = ThresholdWidget(session, "cases", threshold())
    assert "Case 2 of 2" in again.html and "Leave this case out" in again.html
    assert "Case 1 of 2" in again.static and "You chose" not in again.static
    session.store.save("cases", {"case-kemi": ["s47"], "case-poppy": ["s17"]})
    assert "Your cases" in ThresholdWidget(session, "cases", threshold()).html


def test_a_choice_that_cannot_be_kept_says_so(session, widget, monkeypatch):
    """A full disk stops nobody, and nobody is told that it is kept."""

    def refuse(*_: object) -> None:
        raise NotSavedError("the disk refused it (no space left)")

    monkeypatch.setattr(session.store, "save", refuse)
    press(widget, "decide", "s47")
    assert "You chose" in widget.html
    assert "Your choice is not kept: the disk refused it" in str(widget.comm.sent[-1])


# --- an author's faults --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param("title: Threshold\n", "", 2, '"title:" is missing', id="no title"),
        pytest.param("tests: [child, harm]", "tests: [child, ham]", 13, '"ham" is not', id="test"),
        pytest.param("    asks: You say where help is.\n",
                     "    asks: You say.\n    tests: [child]\n", 9,
                     "none of the duties have no tests", id="nothing is left over"),
        pytest.param("    tests: [child, need]\n", "", 9, "2 of the duties have no tests",
                     id="two are left over"),
        pytest.param("{yes: Kemi is 15.}", "{maybe: Kemi is 15.}", 29, '"child:" has no answer',
                     id="answer"),
        pytest.param("{yes: Kemi is 15.}", "yes", 29, '"child:" has no answer', id="no words"),
        pytest.param("      need: {yes: She will suffer from it.}\n", "", 28,
                     'nothing is said to the test "need", on which "s17" hangs', id="silent"),
        pytest.param("{no: She is 18.}", "{yes: She is 15.}", 36, "changes nothing", id="same"),
        pytest.param("        child: {no", "        chidl: {no", 36, '"chidl" is not one',
                     id="the fact's test"),
        pytest.param("    note: Before four o'clock.\n", "", 22, '"note:" is missing', id="note"),
        pytest.param("    what-if:\n      tells: She says",
                     "    whatif:\n      tells: She says", 47,
                     '"whatif" is not an entry', id="entry"),
        pytest.param("facts: [S36]", "facts: S36", 50, '"facts:" must be a list', id="facts"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line(old, new, line, problem):
    """What can't be weighed is said with its line."""
    with pytest.raises(QuestionError) as caught:
        read_activity("cases", changed(THRESHOLD, old, new))
    faults = caught.value.faults
    assert any(each.line == line and problem in each.problem for each in faults), faults


def test_without_cases_or_duties_it_says_how_to_write_some():
    """An empty activity is told what is missing, and no more."""
    with pytest.raises(QuestionError) as caught:
        read_activity("cases", "kind: threshold\ntitle: T\nsetting: S\n")
    said = {each.problem.split()[0] for each in caught.value.faults}
    assert said == {'"tests:"', '"duties:"', '"cases:"'}


def test_one_mistake_is_said_once():
    """A misspelt test, or an answer that can't be read, doesn't make others of its own."""
    for old, new in (("tests: [child, harm]", "tests: [child, ham]"),
                     ("{yes: He draws her in.}", "perhaps"),
                     ("      harm: {yes: He draws her in.}\n", "")):  # fmt: skip
        with pytest.raises(QuestionError) as caught:
            read_activity("cases", changed(THRESHOLD, old, new))
        assert len(caught.value.faults) == 1, caught.value.faults
