"""Promises about "Where am I?": before and after are compared right, and a plan is one's own."""

import pytest

from classroom.activities import read_activity, show_activity
from classroom.activities.self_assessment import (
    Moved,
    in_words,
    moved,
    planned,
    self_assessment_html,
    standing,
)
from classroom.activities.self_assessment_picture import picture
from graders.question_cell import QuestionError
from tests.classroom.conftest import heard, tell
from tests.graders.written import changed

BEFORE = """\
kind: self-assessment
title: Before
setting: Choose what is most like you.
parts:
  record: {name: Recording, means: You write for the person.}
  channel: {name: Channels, means: You choose with them.}
  safety: {name: Safety, means: You know whom to ring.}
scale:
  new: Not yet.
  helped: With help.
  alone: On my own.
"""

AFTER = BEFORE.replace("title: Before", "title: After\nafter: where")

THEN = {"at-record": ["new"], "at-channel": ["alone"], "at-safety": ["helped"]}
NOW = {
    "at-record": ["alone"],
    "at-channel": ["helped"],
    "at-safety": ["helped"],
    "next": ["channel", "record"],
    "plan-channel": ["  Ask Amina.\nBy Friday. "],
    "plan-safety": ["Not chosen."],
}


def asked(body=AFTER):
    """Return the activity."""
    return read_activity("where-now", body)[1]


def test_who_moved_where_is_counted():
    """Higher, the same and lower, of what was said both times."""
    before, after = standing(asked(), THEN), standing(asked(), NOW)
    assert moved(asked(), before, after) == Moved(higher=1, same=1, lower=1)
    assert moved(asked(), {}, after) == Moved(higher=0, same=0, lower=0)
    assert moved(asked(), before, {"record": "new"}) == Moved(higher=0, same=1, lower=0)


def test_what_is_kept_counts_as_far_as_it_still_fits():
    """A part or a step that is no more is passed over."""
    fields = {"at-record": ["gone"], "at-other": ["new"], "at-safety": [], "at-channel": ["new"]}
    assert standing(asked(), fields) == {"channel": "new"}


def test_a_plan_holds_what_was_chosen_for_it():
    """In the order of the parts; words under a part that is not chosen are no plan."""
    assert planned(asked(), NOW) == {"record": "", "channel": "Ask Amina.\nBy Friday."}


@pytest.mark.parametrize(
    ("body", "then", "now", "says"),
    [
        (BEFORE, {}, {}, "You have said where you are in 0 of 3."),
        (BEFORE, {}, THEN, "You have said where you are in 3 of 3."),
        (AFTER, THEN, {}, "You have not said yet where you are now."),
        (AFTER, {}, NOW, "You have said where you are now in 3 of 3. Nothing is kept from before"),
        (AFTER, THEN, NOW, "You see yourself higher in 1, the same in 1, lower in 1."),
    ],
)
def test_the_sentence_says_what_the_picture_shows(body, then, now, says):
    """Whatever was said and whatever was not."""
    one = asked(body)
    assert in_words(one, standing(one, then), standing(one, now)).startswith(says)


def test_the_picture_has_a_spot_for_each_time():
    """At its step, with its word; one spot where nothing moved; none where nothing was said."""
    names = {"record": "Recording", "channel": "Channels", "safety": "Safety", "other": "Other"}
    before = {"record": "new", "channel": "alone", "safety": "helped"}
    after = {"record": "alone", "channel": "helped", "safety": "helped"}
    rows = picture(names, ["new", "helped", "alone"], before, after)["rows"]
    spots = [[(spot["x"], spot["words"]) for spot in row["spots"]] for row in rows]
    assert spots == [  # 12, 50 and 88 hundredths are the first, the middle and the last step
        [(12, "before"), (88, "after")],
        [(88, "before"), (50, "after")],
        [(50, "before and after")],
        [],
    ]
    assert [row["moved"] for row in rows] == [True, True, False, False]
    assert [row["y"] for row in rows] == sorted(row["y"] for row in rows)


def test_a_long_name_is_broken_and_nothing_meets():
    """Each part has room for all lines of its name above its own line."""
    names = {"one": "Communication, collaboration and participation", "two": "Two"}
    drawn = picture(names, ["a", "b"], {}, {})
    first, second = drawn["rows"]
    lines = [line["text"] for line in first["lines"]]
    assert lines == ["Communication,", "collaboration and", "participation"]
    assert first["lines"][-1]["y"] < first["ticks"][0]["text_y"] < first["y"]
    assert first["y"] + 28 < second["lines"][0]["y"] - 16
    assert second["y"] + 28 < drawn["height"]


def test_the_page_says_it_in_a_table_and_as_a_plan():
    """Every step in full, and the plan in one's own words, as text."""
    page = self_assessment_html("now", asked(), {**NOW, "plan-record": ["<b>x</b>"]}, THEN)
    row = '<tr><th scope="row">Recording</th><td>1. Not yet.</td><td>3. On my own.</td></tr>'
    assert row in page
    assert "Lower is not worse." in page
    assert "<dt>Channels</dt><dd>Ask Amina.\nBy Friday.</dd>" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page and "<b>x" not in page
    assert "sent to nobody" in page


def test_before_asks_for_no_plan_and_shows_one_time():
    """The first cell has neither a plan nor a column for later."""
    page = self_assessment_html("where", asked(BEFORE), THEN, {})
    assert "work on this next" not in page and ">After<" not in page
    assert '<th scope="row">Channels</th><td>3. On my own.</td></tr>' in page
    assert "Where you stand" not in self_assessment_html("where", asked(BEFORE), {}, {})


def test_the_two_cells_keep_their_own_and_hear_of_each_other(session):
    """What is said before shows in the later one at once; neither takes the other's place."""
    before = show_activity(session, "where", BEFORE)
    after = show_activity(session, "where-now", AFTER)
    tell(after, kind="answer", number=1, fields=NOW)
    assert "Nothing is kept from before" in after.html
    tell(before, kind="answer", number=1, fields=THEN)
    assert session.store.read().given == {"where": THEN, "where-now": NOW}
    assert heard(before)[-1]["says"] == "Saved. You have said where you are in 3 of 3."
    assert "You see yourself higher in 1, the same in 1, lower in 1." in after.html
    assert show_activity(session, "where-now", AFTER).html == after.html


def test_the_saved_copy_holds_nothing_that_somebody_said(session):
    """A notebook that is passed on passes on no self-assessment."""
    tell(show_activity(session, "where", BEFORE), kind="answer", number=1, fields=THEN)
    tell(show_activity(session, "where-now", AFTER), kind="answer", number=1, fields=NOW)
    for name, body in (("where", BEFORE), ("where-now", AFTER)):
        static = show_activity(session, name, body).static
        assert "checked" not in static and "Amina" not in static and "higher in" not in static


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param("title: Before\n", "", 2, '"title:" is missing', id="no title"),
        pytest.param("  new: Not yet.\n", "", 9, "must be a list of 3 or more", id="short scale"),
        pytest.param(
            "means: You choose with them.", "mean: X", 7, '"mean" is not an entry', id="entry"
        ),
        pytest.param("{name: Safety, means", "{means", 8, '"name:" is missing', id="no name"),
        pytest.param("  safety: {", "  on safety: {", 8, "is not a short name", id="long"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line(old, new, line, problem):
    """What lacks a name, a meaning or a step is said with its line."""
    with pytest.raises(QuestionError) as caught:
        read_activity("where", changed(BEFORE, old, new))
    faults = caught.value.faults
    assert any(each.line == line and problem in each.problem for each in faults), faults
