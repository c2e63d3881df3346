"""Promises about the risk score: Bayes' rule in whole people, and what can't be equal."""

import re
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from classroom.activities import read_activity
from classroom.activities.risk_score import (
    RiskScoreWidget,
    chosen,
    fairness,
    risk_score_html,
    summary,
)
from classroom.activities.risk_score_figures import (
    FLAGS_AND_FALSE,
    FLAGS_AND_MISSES,
    MISSES_AND_FALSE,
    Counts,
    Rates,
    Tool,
    counts,
    people_of,
    shared_out,
    third_rate,
)
from classroom.activities.risk_score_picture import SHAPES, picture
from tests.classroom.conftest import heard, tell

SCORE = """\
kind: risk-score
title: The risk score
setting: A council scores a thousand families.
harm: come to harm
people: families
scores:
  harmed: [0, 2, 3, 5, 10, 10, 10, 20, 20, 20]
  others: [25, 25, 20, 12, 8, 4, 2, 2, 1, 1]
common: [2, 10]
line: 6
groups:
  first: Northside
  second: Southside
  common: [30, 10]
  right_flags: 60
  missed: 40
  false_alarms: 4
closing: Who set the line?
facts: [D61]
"""

TOOL = Tool(harmed=(0, 2, 3, 5, 10, 10, 10, 20, 20, 20), others=(25, 25, 20, 12, 8, 4, 2, 2, 1, 1))

#: Ten parts that add up to a hundred.
HUNDREDS = st.lists(st.integers(0, 100), min_size=9, max_size=9).map(
    lambda cuts: tuple(
        high - low for low, high in zip([0, *sorted(cuts)], [*sorted(cuts), 100], strict=True)
    )
)


def read():
    """Return the activity above."""
    return read_activity("score", SCORE)[1]


def bayes(common: Fraction, sensitivity: Fraction, specificity: Fraction) -> Fraction:
    """Return P(harm | flag) = P(flag | harm) P(harm) / P(flag), which is Bayes' rule."""
    flag = sensitivity * common + (1 - specificity) * (1 - common)
    return sensitivity * common / flag


def test_the_published_example_comes_out():
    """2 in 100, found 80 in 100, cleared 90 in 100: 16 of 114, that is 14.0 in 100 (fact D62)."""
    assert counts(TOOL, 2, 6) == Counts(found=16, missed=4, false=98, clear=882)
    assert round(float(bayes(Fraction(2, 100), Fraction(8, 10), Fraction(9, 10))), 3) == 0.140
    assert counts(TOOL, 10, 6) == Counts(found=80, missed=20, false=90, clear=810)
    assert round(80 / 170, 3) == 0.471


@pytest.mark.parametrize(("common", "line"), list(product([10, 20, 50], range(1, 11))))
def test_the_figures_are_bayes_rule(common, line):
    """Where shares are whole people, the share of right flags is Bayes' to the last digit."""
    found = counts(TOOL, common, line)
    sensitivity = Fraction(sum(TOOL.harmed[line - 1 :]), 100)
    specificity = 1 - Fraction(sum(TOOL.others[line - 1 :]), 100)
    assert TOOL.sensitivity(line) == sensitivity
    assert TOOL.specificity(line) == specificity
    expected = bayes(Fraction(common, 100), sensitivity, specificity)
    assert Fraction(found.found, found.flagged) == expected


@given(HUNDREDS, HUNDREDS, st.integers(1, 99), st.integers(1, 10))
def test_people_are_whole_and_none_is_lost(harmed, others, common, line):
    """A thousand, of whom as many come to harm as should; within one person for each score."""
    tool = Tool(harmed=harmed, others=others)
    found = counts(tool, common, line)
    assert found.everybody == 1000
    assert found.harmed == 10 * common
    assert abs(found.found - tool.sensitivity(line) * found.harmed) <= tool.steps
    assert min(found.found, found.missed, found.false, found.clear) >= 0


@given(HUNDREDS, st.integers(2, 10))
def test_a_higher_line_flags_fewer_and_misses_more(harmed, line):
    """No line does away with both mistakes."""
    tool = Tool(harmed=harmed, others=TOOL.others)
    lower, higher = counts(tool, 10, line - 1), counts(tool, 10, line)
    assert higher.false <= lower.false
    assert higher.missed >= lower.missed


@given(st.integers(0, 500), st.lists(st.integers(0, 50), min_size=1, max_size=12))
def test_shares_add_up(people, weights):
    """Nobody is lost, and no share is a whole person off."""
    assume(sum(weights))
    shares = shared_out(people, weights)
    assert sum(shares) == people
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(people * weight, sum(weights))) < 1


# --- two groups ---------------------------------------------------------------------------


def rates_in(found: Counts) -> Rates:
    """Return a group's rates by counting its people: the definition, and no formula."""
    return Rates(
        right_flags=Fraction(100 * found.found, found.flagged),
        missed=Fraction(100 * found.missed, found.harmed),
        false=Fraction(100 * found.false, found.false + found.clear),
    )


def test_the_published_impossibility_comes_out():
    """Right 60, missed 40 in both: at 30 in 100 17.1 are flagged for nothing, at 10, 4.4 (D66)."""
    rates = Rates(right_flags=Fraction(60), missed=Fraction(40), false=Fraction(0))
    first, second = (third_rate(common, rates, FLAGS_AND_MISSES).false for common in (30, 10))
    assert round(float(first), 1) == 17.1
    assert round(float(second), 1) == 4.4
    northside, southside = (
        people_of(30, third_rate(30, rates, FLAGS_AND_MISSES)),
        people_of(10, third_rate(10, rates, FLAGS_AND_MISSES)),
    )
    assert northside == Counts(found=180, missed=120, false=120, clear=580)
    assert southside == Counts(found=60, missed=40, false=40, clear=860)


@given(st.integers(1, 99), st.integers(1, 9), st.data())
def test_the_third_rate_is_what_counting_gives(common, hundreds, data):
    """From any table of people, each rate follows from the other two and how common it is.

    The rates are counted; the relation under test is the paper's.
    """
    harmed, others = common * hundreds, (100 - common) * hundreds
    found = data.draw(st.integers(1, harmed))
    false = data.draw(st.integers(1, others))
    counted = rates_in(
        Counts(found=found, missed=harmed - found, false=false, clear=others - false)
    )
    for same in (FLAGS_AND_MISSES, MISSES_AND_FALSE, FLAGS_AND_FALSE):
        assert third_rate(common, counted, same) == counted


@pytest.mark.parametrize("common", [(30, 10), (50, 20), (5, 1)])
def test_all_three_are_equal_only_where_the_harm_is_as_common(common):
    """Kleinberg and others, Chouldechova: by trying every table of a small group there is.

    Two groups of a hundred with the harm at these rates: no pair of tables has all three rates
    the same, unless the tool never raises a false alarm.
    """
    first, second = (
        {
            rates_in(each): each
            for found in range(1, harmed + 1)
            for false in range(100 - harmed)
            if (
                each := Counts(
                    found=found,
                    missed=harmed - found,
                    false=false,
                    clear=100 - harmed - false,
                )
            )
        }
        for harmed in common
    )
    both = set(first) & set(second)
    assert {rates.false for rates in both} == {0}


# --- on screen ----------------------------------------------------------------------------


def test_every_person_is_drawn():
    """As many signs of each kind as there are people of it."""
    drawn = picture(counts(TOOL, 2, 6), "words")
    paths = {each["kind"]: each["path"] for each in drawn["paths"]}
    signs = {kind: len(re.findall("M", path)) for kind, path in paths.items()}
    assert signs == {"found": 16, "missed": 4, "false": 98, "clear": 882}
    places = re.findall(r"M(\d+) (\d+)", "".join(paths.values()))
    assert len(set(places)) == 1000
    assert (drawn["width"], drawn["height"]) == (800, 500)
    assert set(SHAPES) == set(signs)


def test_it_is_said_in_words():
    """What the picture shows, in figures that a person can check."""
    score = read()
    assert summary(score, counts(TOOL, 2, 6)) == (
        "114 families are flagged. 16 of those will come to harm: 14 in 100 flags are right, "
        "and 98 flags are for nothing. 4 of the 20 who will come to harm are missed."
    )
    nobody = Tool(harmed=(100, 0), others=(100, 0))
    assert summary(score, counts(nobody, 2, 2)) == "Nobody is flagged, and all 20 are missed."
    assert fairness(score, chosen(score, {})).endswith(
        "Of every 100 who will not come to harm, 17 are flagged in Northside and 4 in Southside."
    )
    assert "87 are right in Northside and 63 in Southside" in fairness(
        score, chosen(score, {"same": [MISSES_AND_FALSE]})
    )
    assert "86 are missed in Northside and 46 in Southside" in fairness(
        score, chosen(score, {"same": [FLAGS_AND_FALSE]})
    )
    assert "all three are the same" in fairness(score, chosen(score, {"second": ["30"]}))


def test_what_is_chosen_is_kept_and_said(session):
    """Each choice is said by what it changes; what doesn't fit is passed over."""
    widget = RiskScoreWidget(session, "score", read())
    tell(widget, kind="answer", number=1, fields={"line": ["10"], "common": ["10"]})
    assert heard(widget)[-1]["says"].startswith("Saved. 29 families are flagged. 20 of those")
    assert "Flagged for nothing: 9" in widget.html
    tell(
        widget,
        kind="answer",
        number=2,
        fields={"line": ["10"], "common": ["10"], "same": [MISSES_AND_FALSE]},
    )
    assert heard(widget)[-1]["says"].startswith("Saved. The same share of harm is missed, and")
    assert session.store.fields("score")["same"] == [MISSES_AND_FALSE]
    odd = {"line": ["99"], "common": ["7"], "same": ["all"], "second": ["1", "2"]}
    assert chosen(read(), odd) == chosen(read(), {})
    assert risk_score_html("score", read(), odd, {}) == risk_score_html("score", read(), {}, {})
