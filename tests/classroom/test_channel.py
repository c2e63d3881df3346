"""Promises about "Which channel?": what is met and risked is counted right, and can be undone."""

import pytest

from classroom.activities import read_activity, show_activity
from classroom.activities.channel import (
    ChannelWidget,
    better,
    channel_html,
    chosen_in,
    tallied,
    weigh,
)
from classroom.store import NotSavedError
from graders.question_cell import QuestionError
from tests.classroom.conftest import tell
from tests.graders.written import changed

CHANNEL = """\
kind: channel
title: Which channel?
setting: |
  Sandra is Deaf.

  Craig has her tablet.
needs:
  language: To sign
  herself: To speak for herself
  soon: To know in time
risks:
  read: Craig reads it
  late: It comes too late
channels:
  letter: {name: A letter, meets: [], runs: [read, late]}
  text: {name: A text, meets: [herself, soon], runs: []}
  visit: {name: A visit with an interpreter, meets: [language, herself], runs: [late]}
moments:
  first:
    title: The first contact
    says: Nobody answers.
    ask: How do you reach her?
    needs: [language, herself]
    risks: [read, late]
    ways:
      letter: {then: Craig answers., costs: A week.}
      text: {then: She <b>writes</b>., costs: English.}
      visit: {then: She signs., costs: Nine days.}
  time:
    title: A new time
    says: It is tomorrow.
    ask: How do you tell her?
    needs: [herself, soon]
    risks: [read, late]
    ways:
      letter: {then: It comes on Thursday., costs: A bus ride.}
      text: {then: She sends a thumb., costs: Nothing.}
closing: Ask early.
"""


def contact():
    """Return the activity."""
    return read_activity("sandra", CHANNEL)[1]


@pytest.mark.parametrize(
    ("moment", "channel", "met", "left", "run", "kept_off"),
    [  # worked out from the YAML by hand
        ("first", "letter", [], ["language", "herself"], ["read", "late"], []),
        ("first", "text", ["herself"], ["language"], [], ["read", "late"]),
        ("first", "visit", ["language", "herself"], [], ["late"], ["read"]),
        ("time", "letter", [], ["herself", "soon"], ["read", "late"], []),
        ("time", "text", ["herself", "soon"], [], [], ["read", "late"]),
    ],
)
def test_what_a_channel_meets_and_risks_at_a_moment(moment, channel, met, left, run, kept_off):
    """Only what matters at that moment is counted."""
    weighed = weigh(contact(), moment, channel)
    assert [list(each) for each in (weighed.met, weighed.left, weighed.run, weighed.kept_off)] == [
        met,
        left,
        run,
        kept_off,
    ]


@pytest.mark.parametrize(
    ("moment", "channel", "others"),
    [
        pytest.param("first", "letter", ["text", "visit"], id="both do better than a letter"),
        pytest.param("first", "text", [], id="a visit meets more and risks more"),
        pytest.param("first", "visit", [], id="a text risks less and meets less"),
        pytest.param("time", "letter", ["text"], id="a text does better"),
        pytest.param("time", "text", [], id="nothing is better than itself"),
    ],
)
def test_better_is_better_on_one_count_and_worse_on_none(moment, channel, others):
    """What costs something to get something is no better: it is a choice."""
    assert list(better(contact(), moment, channel)) == others


def test_the_choices_are_added_up():
    """For each need and risk: how often it was met or run, of how often it was there."""
    needs, risks = tallied(contact(), {"first": "visit", "time": "letter"})
    assert needs == {"language": (1, 1), "herself": (1, 2), "soon": (0, 1)}
    assert risks == {"read": (1, 2), "late": (2, 2)}


@pytest.mark.parametrize(
    ("fields", "chosen"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param({"time": ["text"]}, {"time": "text"}, id="one"),
        pytest.param({"first": ["pigeon"], "gone": ["text"], "time": []}, {}, id="no longer there"),
        pytest.param({"time": ["visit"]}, {}, id="not offered at this moment"),
    ],
)  # fmt: skip
def test_what_is_kept_counts_as_far_as_it_still_fits(fields, chosen):
    """Choices kept from an older version of the activity hinder nothing."""
    assert chosen_in(contact(), fields) == chosen


def test_at_first_there_is_one_moment_and_no_summary():
    """The next moment comes when this one is chosen in."""
    page = channel_html("sandra", contact(), {})
    assert "The first contact" in page and "A new time" not in page
    assert "<p>Sandra is Deaf.</p>" in page and "<li>To sign</li>" in page
    assert "Begin again" not in page and "Ask early." not in page


def test_a_choice_says_what_it_meets_leaves_costs_and_risks():
    """What follows stands in place of the buttons, with a way to choose again."""
    page = channel_html("sandra", contact(), {"first": ["text"]}, ("choose", "first"))
    places = [
        page.index(words)
        for words in (
            "data-focus>You chose: A text",
            "She &lt;b&gt;writes&lt;/b&gt;.",
            "What it meets</dt><dd><ul><li>To speak for herself</li>",
            "What it leaves open</dt><dd><ul><li>To sign</li>",
            "What it costs</dt><dd>English.",
            "What it puts at risk</dt><dd><ul><li>Nothing of this</li>",
            "Choose again",
            "A new time",
        )
    ]
    assert places == sorted(places)
    assert page.count("data-focus") == 1


def test_the_end_says_it_all_in_words():
    """A row for each moment, a line for each need and risk, and what would have done better."""
    page = channel_html("sandra", contact(), {"first": ["letter"], "time": ["text"]})
    assert '<th scope="row">The first contact</th><td>A letter</td>' in page
    assert 'The first contact: on these counts "A text" or "A visit with' in page.replace(
        "&quot;", '"'
    )
    assert "A new time: none does better" in page
    assert "To speak for herself: met 1 of the 2 times it mattered" in page
    assert "Craig reads it: risked 1 of the 2 times it could happen" in page
    assert "Ask early." in page


def press(widget, button, value=""):
    """Press a button of the activity."""
    tell(widget, kind="press", button=button, value=value, fields={}, entries={})


def test_choose_and_choose_again(session):
    """Each press is kept; a moment chosen in again leaves the others as they are."""
    widget = ChannelWidget(session, "sandra", contact())
    for button, value, kept in (
        ("choose", "first letter", {"first": ["letter"]}),
        ("choose", "time text", {"first": ["letter"], "time": ["text"]}),
        ("again", "first", {"time": ["text"]}),
        ("choose", "first pigeon", {"time": ["text"]}),
        ("choose", "first visit", {"first": ["visit"], "time": ["text"]}),
        ("afresh", "", {}),
    ):
        press(widget, button, value)
        assert session.store.fields("sandra") == kept
    assert widget.html.replace(" data-focus", "") == channel_html("sandra", contact(), {})


def test_the_focus_goes_to_what_is_new(session):
    """After a choice to what follows, after taking it back to what is asked."""
    widget = ChannelWidget(session, "sandra", contact())
    press(widget, "choose", "first text")
    assert "data-focus>You chose: A text" in widget.html
    press(widget, "again", "first")
    assert "data-focus>How do you reach her?" in widget.html
    press(widget, "choose", "first text")
    press(widget, "afresh")
    assert "data-focus>How do you reach her?" in widget.html


def test_choices_are_found_again(session):
    """Whoever comes back finds them; the saved copy of the notebook shows none."""
    press(show_activity(session, "sandra", CHANNEL), "choose", "first text")
    again = show_activity(session, "sandra", CHANNEL)
    assert "You chose: A text" in again.html and "You chose" not in again.static


def test_a_choice_that_cannot_be_kept_is_shown_and_said(session, monkeypatch):
    """A full disk stops nobody, and nobody is told that it is kept."""

    def refuse(*_: object) -> None:
        raise NotSavedError("the disk refused it (no space left)")

    monkeypatch.setattr(session.store, "save", refuse)
    widget = ChannelWidget(session, "sandra", contact())
    press(widget, "choose", "first text")
    assert "You chose: A text" in widget.html
    assert "Your way is not kept: the disk refused it" in str(widget.comm.sent[-1])


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param("title: Which channel?\n", "", 2, '"title:" is missing', id="no title"),
        pytest.param("closing: Ask", "ending: Ask", 39, '"ending" is not an entry', id="entry"),
        pytest.param(
            "meets: [], runs: [read, late]", "meets: [lost], runs: [read, late]", 16,
            '"lost" does not stand under "needs:"', id="unknown need",
        ),
        pytest.param("name: A text", "nam: A text", 17, '"nam" is not an entry', id="channel's"),
        pytest.param(
            "      visit: {then", "      vist: {then", 29, '"vist" does not stand',
            id="unknown channel",
        ),
        pytest.param(
            "    needs: [language, herself]\n", "", 20, '"needs:" must have 1 or', id="no needs"
        ),
        pytest.param(
            ", costs: English.", "", 28, '"costs:" is missing', id="no costs",
        ),
        pytest.param(
            "  soon: To know in time\n", "  soon: To know in time\n  free: To pay nothing\n", 12,
            '"free" is used at no moment', id="a need that never matters",
        ),
        pytest.param("  time:\n", "  a new time:\n", 30, "is not a short name", id="a long name"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line(old, new, line, problem):
    """Whatever would be counted wrong, or not at all, is said with its line."""
    with pytest.raises(QuestionError) as caught:
        read_activity("sandra", changed(CHANNEL, old, new))
    faults = caught.value.faults
    assert any(each.line == line and problem in each.problem for each in faults), faults
