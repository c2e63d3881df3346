"""Promises about conditions: they hold just where they say, and are data all the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.kinds import Reader
from graders.kinds.conditions import (
    AllOf,
    AnyOf,
    Chose,
    Not,
    holds,
    in_words,
    options_in,
    read_condition,
)

OPTIONS = ("ask", "ring", "wait")


def read(written):
    """Return the condition that *written* is, and the faults found in it."""
    reader = Reader(data={"if": written})
    return read_condition(reader, ("if",), written, set(OPTIONS)), reader.faults


def conditions():
    """Draw conditions as authors write them."""
    return st.recursive(
        st.sampled_from(OPTIONS).map(lambda option: {"chose": option}),
        lambda inner: st.one_of(
            inner.map(lambda each: {"not": each}),
            st.lists(inner, min_size=1, max_size=3).map(lambda each: {"any": each}),
            st.lists(inner, min_size=1, max_size=3).map(lambda each: {"all": each}),
        ),
        max_leaves=8,
    )


chosen = st.sets(st.sampled_from(OPTIONS))


@pytest.mark.parametrize(
    ("written", "where", "where_not"),
    [
        pytest.param({"chose": "ring"}, [{"ring"}, {"ring", "ask"}], [set(), {"ask"}], id="chose"),
        pytest.param({"not": {"chose": "ring"}}, [set(), {"ask"}], [{"ring"}], id="not"),
        pytest.param(
            {"any": [{"chose": "ring"}, {"chose": "ask"}]},
            [{"ring"}, {"ask"}, {"ring", "ask"}], [set(), {"wait"}], id="any",
        ),
        pytest.param(
            {"all": [{"chose": "ring"}, {"not": {"chose": "ask"}}]},
            [{"ring"}, {"ring", "wait"}], [set(), {"ring", "ask"}, {"wait"}], id="all",
        ),
    ],
)  # fmt: skip
def test_a_condition_holds_where_it_says(written, where, where_not):
    """Each form of a condition holds after these decisions, and not after those."""
    condition, faults = read(written)
    assert faults == []
    assert all(holds(condition, each) for each in where)
    assert not any(holds(condition, each) for each in where_not)


@given(conditions(), chosen)
def test_turned_round_it_holds_just_where_it_did_not(written, chosen):
    """Not of a condition, and De Morgan's two laws, for conditions of any depth."""
    condition, _ = read(written)
    assert holds(Not(condition), chosen) is not holds(condition, chosen)
    other = Chose("wait")
    assert holds(Not(AnyOf((condition, other))), chosen) is holds(
        AllOf((Not(condition), Not(other))), chosen
    )


@given(conditions(), chosen, st.sampled_from(OPTIONS))
def test_what_it_does_not_ask_about_changes_nothing(written, chosen, option):
    """A decision that a condition does not name never decides whether it holds."""
    condition, _ = read(written)
    if option not in options_in(condition):
        assert holds(condition, chosen | {option}) is holds(condition, chosen - {option})


@given(conditions())
def test_its_words_name_every_option_it_asks_about(written):
    """Who reads a condition in words reads each option's id in quotes."""
    condition, _ = read(written)
    assert all(f'"{option}" was' in in_words(condition) for option in options_in(condition))


@pytest.mark.parametrize(
    ("written", "problem", "fix"),
    [
        pytest.param({"chose": "rign"}, '"rign" is not one', 'Did you mean "ring"?', id="typo"),
        pytest.param({"chosen": "ring"}, '"chosen" is not a kind', 'mean "chose"?', id="name"),
        pytest.param({"chose": ["ring"]}, "must name one option", "ask, ring, wait", id="a list"),
        pytest.param({"chose": None}, "must name one option", "ask, ring, wait", id="no option"),
        pytest.param({"chose": True}, '"True" is not one', "ask, ring, wait", id="a truth"),
        pytest.param({"any": []}, '"any:" must be a list', "any: [{chose: ask}", id="none of it"),
        pytest.param({"all": {"chose": "ring"}}, '"all:" must be', "all: [", id="no list"),
        pytest.param({"not": "ring"}, "must be one of chose, any", "chose: ask", id="a bare id"),
        pytest.param("chose == 'ring'", "must be one of chose, any", "chose: ask", id="code"),
        pytest.param({"chose": "ring", "not": {}}, "say one thing", "any: [...]", id="two things"),
        pytest.param({}, "must be one of chose, any", "chose: ask", id="empty"),
        pytest.param(None, "must be one of chose, any", "chose: ask", id="nothing"),
    ],
)  # fmt: skip
def test_what_is_no_condition_is_said(written, problem, fix):
    """Each mistake is said in the author's own words, with what to write; none is half read."""
    for wrapped in (written, {"any": [{"chose": "ring"}, written]}):
        condition, [fault] = read(wrapped)
        assert condition is None
        assert problem in fault.problem
        assert fix in fault.fix
