"""Promises about duties and tests: which duty leads, and where it is a judgement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.activities.weighing import (
    BESIDE,
    DEFENSIBLE,
    LEADS,
    MET,
    NOT_MET,
    NOT_SHOWN,
    OPEN,
    TOO_LITTLE,
    Duty,
    Shown,
    relation,
    silent_tests,
    standing,
    weigh,
)


def duty(name: str, *tests: str) -> Duty:
    """Return a duty with these tests."""
    return Duty(id=name, says=name, asks=name, tests=tests)


#: As in the law: police, child enquiry, adult enquiry, child in need, assessment, none.
DUTIES = (
    duty("police", "crime", "now"),
    duty("s47", "child", "harm"),
    duty("s42", "needs", "abuse", "unable"),
    duty("s17", "child", "need"),
    duty("s9", "needs"),
    duty("none"),
)
SIGNS = {"+": "yes", "-": "no", "?": "unsure"}
TESTS = sorted({test for each in DUTIES for test in each.tests})


def known(text: str) -> dict[str, Shown]:
    """Return what a case says, written as "child+ harm?"."""
    return {each[:-1]: Shown(answer=SIGNS[each[-1]], says=each) for each in text.split()}


ADULT, CHILD = "child- now- needs+", "child+ needs- now-"


@pytest.mark.parametrize(
    ("case", "leads", "beside"),
    [
        # Worked out by hand from the tests of each section.
        pytest.param(f"{CHILD} harm+ need+", ["s47"], ["s17"], id="section 47"),
        pytest.param(f"{CHILD} harm- need+", ["s17"], [], id="section 17"),
        pytest.param(f"{CHILD} harm? need+", ["s47", "s17"], [], id="section 47 or 17"),
        pytest.param(f"{CHILD} harm? need-", ["s47", "none"], [], id="section 47 or none"),
        pytest.param(f"{CHILD} harm- need-", ["none"], [], id="none"),
        pytest.param(f"{CHILD} harm+ need?", ["s47"], [], id="a doubt below doesn't unsettle"),
        pytest.param("child+ needs- harm+ need+ crime+ now+", ["police"], ["s47", "s17"], id="999"),
        pytest.param("child+ needs- harm+ need- crime+ now?", ["police", "s47"], [], id="or 999"),
        pytest.param(f"{ADULT} abuse+ unable+", ["s42"], ["s9"], id="section 42"),
        pytest.param(f"{ADULT} abuse+ unable-", ["s9"], [], id="can protect herself"),
        pytest.param(f"{ADULT} abuse- unable+", ["s9"], [], id="no abuse"),
        pytest.param(f"{ADULT} abuse? unable?", ["s42", "s9"], [], id="section 42 or 9"),
        pytest.param("child- needs- crime+ now+", ["police"], [], id="no needs, a crime now"),
        pytest.param("child- needs- crime+ now-", ["none"], [], id="no needs, a crime that waits"),
        pytest.param("child- needs? abuse+ unable+ now-", ["s42", "s9", "none"], [], id="needs?"),
    ],
)
def test_what_leads_follows_from_the_tests(case, leads, beside):
    """The most pressing duty that is met leads; an open one before it makes it a judgement."""
    outcome = weigh(DUTIES, known(case))
    assert (list(outcome.leads), list(outcome.beside)) == (leads, beside)
    assert outcome.is_judgement == (len(leads) > 1)


@pytest.mark.parametrize(
    ("case", "stands"),
    [
        ("needs+ abuse+ unable+", MET),
        ("needs+ abuse? unable+", OPEN),
        ("needs+ abuse? unable-", NOT_MET),
        ("needs-", NOT_MET),
        ("needs+ abuse+", NOT_MET),
    ],
)
def test_all_tests_of_a_duty_have_to_be_met(case, stands):
    """One no is enough against it; what nobody has said has not been shown."""
    assert standing(DUTIES[2], known(case)) == stands


@pytest.mark.parametrize(
    ("case", "chosen", "is_so"),
    [
        (f"{CHILD} harm+ need+", "s47", LEADS),
        (f"{CHILD} harm+ need+", "s17", BESIDE),
        (f"{CHILD} harm+ need+", "none", TOO_LITTLE),
        (f"{CHILD} harm+ need+", "s42", NOT_SHOWN),
        (f"{CHILD} harm? need+", "s47", DEFENSIBLE),
        (f"{CHILD} harm? need+", "s17", DEFENSIBLE),
        (f"{CHILD} harm? need+", "police", NOT_SHOWN),
        (f"{CHILD} harm- need-", "none", LEADS),
        (f"{CHILD} harm- need-", "s47", NOT_SHOWN),
    ],
)
def test_a_choice_is_told_how_it_stands(case, chosen, is_so):
    """A defensible choice is never called wrong, and one beside the lead is not dismissed."""
    assert relation(DUTIES, known(case), chosen) == is_so


def test_a_test_nobody_answered_is_found_unless_another_says_no():
    """An author is told on what a duty hangs in the air."""
    assert silent_tests(DUTIES, known("child- needs+ abuse+ now-")) == {"unable": "s42"}
    assert silent_tests(DUTIES, known("child- needs- now-")) == {}


@given(st.dictionaries(st.sampled_from(TESTS), st.sampled_from("+-?")))
def test_something_always_leads_and_nothing_twice(answers):
    """Whatever a case says, somebody knows where to begin, and no duty stands in two places."""
    outcome = weigh(DUTIES, known(" ".join(test + sign for test, sign in answers.items())))
    named = [*outcome.leads, *outcome.beside]
    assert outcome.leads and len(set(named)) == len(named)


@given(st.dictionaries(st.sampled_from(TESTS), st.sampled_from("+-?")))
def test_every_choice_that_leads_or_stands_beside_is_told_so(answers):
    """What the outcome says and what the choice is told are the same."""
    case = known(" ".join(test + sign for test, sign in answers.items()))
    outcome = weigh(DUTIES, case)
    for each in DUTIES:
        told = relation(DUTIES, case, each.id)
        assert (told in (LEADS, DEFENSIBLE)) == (each.id in outcome.leads)
        assert (told == BESIDE) == (each.id in outcome.beside)
