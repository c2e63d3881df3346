"""Promises about "Who knew what, when?": news goes as far as it is carried, and no further."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from classroom.activities import read_activity, show_activity
from classroom.activities.systems import ON, SystemsWidget, summary, switched_on, systems_html
from classroom.activities.systems_picture import letters_of, numbers_of, picture, rows_of
from classroom.activities.systems_spread import (
    Connection,
    Event,
    Family,
    all_known,
    known_from,
    outcomes,
    told_too_much,
)
from classroom.store import NotSavedError
from graders.question_cell import QuestionError
from tests.classroom.conftest import heard, tell
from tests.graders.written import changed

SYSTEMS = """\
kind: systems
title: Who knew what, when?
setting: A family, in the autumn.
systems: {school: School, police: Police, council: Council}
kinds: {calls: police calls, late: who was late}
connections:
  police-school:
    says: Police tell the school
    from: police
    to: school
    carries: [calls]
    days: 3
    ground: public task
  school-council:
    says: School tells the council
    from: school
    to: council
    carries: [late, calls]
    ground: public task
  one-record:
    says: One record for all
    between: [school, police, council]
    carries: [late, calls]
    ground: none for all of it
events:
  call:
    on: 2026-09-18
    in: police
    kind: calls
    says: Officers come to the house.
    business: [school, council]
  toast:
    on: 2026-09-14
    in: school
    kind: late
    says: He is late, and says why.
    business: [council]
    price: It stands in a police file.
decisions:
  letter:
    on: 2026-09-24
    by: school
    says: A standard letter goes out.
    needs: [call]
    otherwise: His teacher rings.
  list:
    on: 2026-09-20
    by: council
    says: She is put on a list.
    needs: [toast, call]
    otherwise: Somebody visits.
closing: More is not better.
"""

EVERYTHING = ("police-school", "school-council", "one-record")


def sept(day):
    """Return a day of September 2026."""
    return date(2026, 9, day)


def family():
    """Return the activity."""
    return read_activity("natalie", SYSTEMS)[1]


@pytest.mark.parametrize(
    ("event", "on", "known"),
    [  # worked out from the YAML by hand
        pytest.param("call", [], {"police": 18}, id="nothing on"),
        pytest.param("call", ["police-school"], {"police": 18, "school": 21}, id="three days on"),
        pytest.param("call", ["school-council"], {"police": 18}, id="it sets out elsewhere"),
        pytest.param(
            "call", ["police-school", "school-council"],
            {"police": 18, "school": 21, "council": 21}, id="what is told is told on",
        ),
        pytest.param(
            "call", EVERYTHING, {"police": 18, "school": 18, "council": 18}, id="the fastest way",
        ),
        pytest.param("toast", ["police-school"], {"school": 14}, id="one way only"),
        pytest.param(
            "toast", ["one-record"], {"school": 14, "police": 14, "council": 14}, id="to all",
        ),
    ],
)  # fmt: skip
def test_news_goes_as_far_as_it_is_carried(event, on, known):
    """Each system knows from the earliest day on which it could have been told."""
    assert known_from(family(), event, on) == {name: sept(day) for name, day in known.items()}


@pytest.mark.parametrize(
    ("on", "letter", "listed"),
    [  # what is known of what each decision needed
        pytest.param([], [], [], id="nothing on"),
        pytest.param(["police-school"], ["call"], [], id="the school hears"),
        pytest.param(["school-council"], [], ["toast"], id="the council hears half"),
        pytest.param(
            ["police-school", "school-council"], ["call"], ["toast"], id="the call comes a day late"
        ),
        pytest.param(["one-record"], ["call"], ["toast", "call"], id="all hear all"),
    ],
)
def test_a_decision_can_be_otherwise_once_all_it_needed_is_known_there(on, letter, listed):
    """And not before: half is half, and a day late is late."""
    found = outcomes(family(), on)
    assert list(found["letter"].known) == letter
    assert list(found["list"].known) == listed
    assert found["letter"].could_be_otherwise == (letter == ["call"])
    assert found["list"].could_be_otherwise == (len(listed) == 2)


def test_what_is_none_of_their_business_is_counted():
    """Only who is told without need, with the day."""
    assert told_too_much(family(), ["police-school", "school-council"]) == {}
    assert told_too_much(family(), EVERYTHING) == {"toast": {"police": sept(14)}}


# --- the law behind the cases -------------------------------------------------------------

PLACES = ("a", "b", "c", "d", "e")

connections = st.dictionaries(
    st.sampled_from(["one", "two", "three", "four", "five", "six"]),
    st.builds(
        Connection,
        label=st.just(""),
        ways=st.lists(
            st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)), min_size=1, max_size=4
        ).map(tuple),
        carries=st.sampled_from([("x",), ("y",), ("x", "y")]),
        days=st.integers(0, 9),
        ground=st.just(""),
    ),
)


def small(connected):
    """Return a family with one event, and these connections."""
    event = Event(on=sept(1), system="a", kind="x", says="", business=("a",), price="")
    return Family(
        title="", setting="", closing="", systems=dict.fromkeys(PLACES, ""), kinds={},
        connections=connected, events={"it": event}, decisions={},
    )  # fmt: skip


def fewest_days(connected, here, there, been=()):
    """Return the days from *here* to *there* by every way that passes no place twice."""
    if here == there:
        return 0
    ways = [
        each.days + rest
        for each in connected.values()
        if "x" in each.carries
        for teller, told in each.ways
        if teller == here and told not in (*been, here)
        for rest in [fewest_days(connected, told, there, (*been, here))]
        if rest is not None
    ]
    return min(ways, default=None)


@given(connections)
def test_each_hears_by_the_fastest_of_all_ways(connected):
    """The spread is the same as trying every way one by one."""
    known = known_from(small(connected), "it", connected)
    for place in PLACES:
        days = fewest_days(connected, "a", place)
        assert known.get(place) == (None if days is None else sept(1) + timedelta(days=days))


@given(connections, st.data())
def test_one_more_connection_never_keeps_anybody_from_knowing(connected, data):
    """Who knew with fewer connections knows with more, no later."""
    some = data.draw(st.sets(st.sampled_from(sorted(connected)))) if connected else set()
    fewer = known_from(small(connected), "it", some)
    more = known_from(small(connected), "it", connected)
    assert all(more[place] <= day for place, day in fewer.items())


# --- picture and words ---------------------------------------------------------------------


def test_the_picture_has_a_row_for_each_thing_in_order_of_days():
    """What is told on a later day has a row of its own, between what happened and was decided."""
    rows = rows_of(family(), ["police-school", "school-council"])
    assert [(row.on.day, row.event or row.decision, row.systems) for row in rows] == [
        (14, "toast", ("school", "council")),
        (18, "call", ("police",)),
        (20, "list", ("council",)),
        (21, "call", ("school", "council")),
        (24, "letter", ("school",)),
    ]


def test_numbers_and_letters_go_by_the_days():
    """The tables and the picture call a thing the same, from the top."""
    assert numbers_of(family()) == {"toast": "1", "call": "2"}
    assert letters_of(family()) == {"list": "A", "letter": "B"}


def test_the_picture_shows_who_was_told_and_what_it_opened():
    """Marks stand on their system's line; a thick line leads to a decision that was opened."""
    drawn = picture(family(), EVERYTHING)
    x = {lane["name"]: lane["x"] for lane in drawn["lanes"]}
    toast, call, listed, letter = drawn["rows"]
    spots = {spot["x"]: (spot["own"], spot["stranger"]) for spot in toast["spots"]}
    assert spots == {
        x["School"]: (True, False),
        x["Police"]: (False, True),
        x["Council"]: (False, False),
    }
    assert (listed["x"], listed["sign"], listed["opened"]) == (x["Council"], "A", True)
    assert [(line["x"], line["top"], line["foot"]) for line in drawn["known"]] == [
        (x["School"], call["y"], letter["y"]),
        (x["Council"], toast["y"], listed["y"]),
    ]
    assert picture(family(), [])["known"] == []


def test_every_mark_stands_within_the_picture():
    """Nothing is cut off, whatever is on."""
    drawn = picture(family(), EVERYTHING)
    assert all(10 <= lane["x"] <= 90 for lane in drawn["lanes"])
    assert all(60 < row["y"] < drawn["height"] for row in drawn["rows"])


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ([], "0 of 2 decisions could have been made otherwise. Nobody was told what"),
        (["police-school"], "1 of 2 decisions could have been made otherwise. Nobody was told"),
        (EVERYTHING, "2 of 2 decisions could have been made otherwise. 1 time, somebody was told"),
    ],
)
def test_the_sentence_says_what_the_picture_shows(on, says):
    """Both are counted: what was opened, and what was told without need."""
    assert summary(family(), on).startswith(says)


def test_the_page_says_it_all_in_words():
    """The table, each decision with its reason, and the price where there is one."""
    page = systems_html("natalie", family(), {ON: ["school-council"]})
    assert "Council (14 Sep)" in page and "nobody else" in page
    assert "Council knew 1 by then, and not 2. It stays as it was." in page.replace("\n", "")
    assert "School did not know 2 by then." in page
    assert "Ground" not in page and "public task" in page  # only the author's words
    assert "What that costs" not in page
    assert 'value="school-council" checked' in page
    whole = systems_html("natalie", family(), {ON: list(EVERYTHING)})
    assert "<strong>What that costs:</strong> It stands in a police file." in whole
    assert "<strong>It could have been made otherwise:</strong> Somebody visits." in whole


def test_a_connection_that_is_no_more_is_passed_over():
    """What is kept from an older version counts as far as it still fits."""
    assert switched_on(family(), {ON: ["gone", "one-record"]}) == ("one-record",)
    assert switched_on(family(), {}) == ()


def test_a_switch_is_kept_and_what_it_changes_is_said(session):
    """The words under the form say what is otherwise now, for who listens."""
    widget = SystemsWidget(session, "natalie", family())
    assert widget.status.startswith("0 of 2")
    tell(widget, kind="answer", number=1, fields={ON: ["police-school"]})
    assert session.store.fields("natalie") == {ON: ["police-school"]}
    assert heard(widget)[-1]["says"].startswith("Saved. 1 of 2 decisions")
    assert widget.html == systems_html("natalie", family(), {ON: ["police-school"]})
    assert show_activity(session, "natalie", SYSTEMS).html == widget.html
    assert widget.static == systems_html("natalie", family(), {})


def test_a_switch_that_cannot_be_kept_still_shows_what_it_changes(session, monkeypatch):
    """A full disk stops nobody, and nobody is told that it is kept."""

    def refuse(*_: object) -> None:
        raise NotSavedError("the disk refused it (no space left)")

    monkeypatch.setattr(session.store, "save", refuse)
    widget = SystemsWidget(session, "natalie", family())
    tell(widget, kind="answer", number=1, fields={ON: ["police-school"]})
    assert heard(widget)[-1]["says"] == "Not saved: the disk refused it (no space left)."
    assert widget.html == systems_html("natalie", family(), {ON: ["police-school"]})


def test_all_that_is_known_is_known_from_its_own_day_at_its_own_place():
    """No news comes before it happened."""
    for name, known in all_known(family(), EVERYTHING).items():
        event = family().events[name]
        assert known[event.system] == event.on == min(known.values())


def test_a_decision_on_the_day_it_arrives_can_be_otherwise():
    """By that day means on it, too."""
    moved = family()
    letter = evolve(moved.decisions["letter"], on=sept(21))
    moved = evolve(moved, decisions={**moved.decisions, "letter": letter})
    assert outcomes(moved, ["police-school"])["letter"].could_be_otherwise


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param("on: 2026-09-18", "on: last Friday", 28, 'must be a day, not "last', id="day"),
        pytest.param("    on: 2026-09-18\n", "", 27, '"on:" is missing', id="no day"),
        pytest.param("in: police", "in: polise", 29, '"polise" does not stand', id="system"),
        pytest.param("council: Council}", "council: The county council}", 5, "too long", id="long"),
        pytest.param("    from: police\n", "", 8, '"from:" is missing', id="from whom"),
        pytest.param(
            "    between: [school, police, council]", "    between: [school]", 23,
            "must have 2 or more", id="between one",
        ),
        pytest.param(
            "    between:", "    from: school\n    between:", 23, 'stands beside "between:"',
            id="both",
        ),
        pytest.param("    price: It stands in a police file.\n", "", 33, "at no price", id="free"),
        pytest.param(
            "business: [council]", "business: [police, council]\n    prize: x", 39,
            '"prize" is not an entry of "toast"', id="misspelt",
        ),
        pytest.param(
            "on: 2026-09-20", "on: 2026-09-17", 47, "no connection brings call", id="too early"
        ),
        pytest.param("needs: [call]", "needs: [toast]", 41, "before anything", id="known"),
        pytest.param(
            "late: who was late}", "late: who was late, fines: fines}", 6, '"fines" never happens',
            id="unused kind",
        ),
    ],
)  # fmt: skip
def test_a_fault_has_its_line(old, new, line, problem):
    """What can't be found out, or costs nothing, is said before a student meets it."""
    with pytest.raises(QuestionError) as caught:
        read_activity("natalie", changed(SYSTEMS, old, new))
    faults = caught.value.faults
    assert any(each.line == line and problem in each.problem for each in faults), faults
