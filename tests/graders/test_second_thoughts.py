"""Promises about what the check asks authors to think about again."""

import pytest

from graders.kinds import KINDS
from graders.second_thoughts import doubts_about
from tests.graders.written import CHOICE, MULTIPLE, changed, question


def doubts(*questions) -> list[str]:
    """Return what is to be thought about again."""
    return [doubt for _, doubt in doubts_about(questions)]


@pytest.mark.parametrize(
    ("body", "longest"),
    [
        pytest.param(CHOICE, False, id="choice: another is longest"),
        pytest.param(
            changed(CHOICE, "Ring the duty manager.", "Ring the duty manager this very night."),
            True, id="choice: the best is longest",
        ),
        pytest.param(
            changed(CHOICE, "Ring the duty manager.", "Wait till the morning.."), False,
            id="choice: two as long",
        ),
        pytest.param(MULTIPLE, False, id="multiple: a wrong one is longest"),
        pytest.param(
            changed(MULTIPLE, "His own words.", "His own words, as he wrote them down."), True,
            id="multiple: a right one is longest",
        ),
    ],
)  # fmt: skip
def test_the_longest_option_is_found(body, longest):
    """Whether the best option alone is the longest of all."""
    asked = question(body)
    assert list(KINDS[asked.kind].longest_is_right(asked)) == [longest]


def test_more_than_half_longest_is_told_of():
    """A student could pass by length alone where more than half of the best are longest."""
    longest = question(changed(CHOICE, "Ring the duty manager.", "Ring the duty manager tonight."))
    assert doubts(longest, question(CHOICE)) == []
    (doubt,) = doubts(longest, longest, question(CHOICE))
    assert "the best option is the longest in 2 of 3 decisions" in doubt
