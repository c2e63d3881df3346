"""Promises about what the check asks authors to think about again."""

import pytest

from graders.kinds import KINDS
from graders.second_thoughts import (
    doubts_about,
    programme_of,
    reading_age,
    words_students_read,
)
from graders.settings import Settings
from tests.graders.courses import RUBRIC
from tests.graders.written import CHOICE, MULTIPLE, changed, prose_cell, question

EASY = "The cat sat on the mat. It was warm. She had some milk. " * 12
HARD = (
    "Notwithstanding considerable organisational heterogeneity, multidisciplinary "
    "safeguarding arrangements necessitate comprehensive, proportionate information governance "
    "that accommodates individual circumstances and contemporaneous documentation. " * 8
)


def doubts(*questions, cells=(), programme="qualifying", settings=None) -> list[str]:
    """Return what is to be thought about again."""
    found = doubts_about(list(cells), questions, programme, settings or Settings())
    return [doubt for _, doubt in found]


def test_reading_age_is_the_grade_and_five_years():
    """A text of known figures comes to what the formula gives by hand.

    12 words, 1 sentence and 12 syllables: 0.39 x 12 + 11.8 x 1 - 15.59 = 0.89, so 5.89 years.
    """
    sentence = "The cat and the dog and the hen ran to the barn. "
    assert reading_age(sentence * 10) == pytest.approx(5.89, abs=0.05)


def test_a_few_words_have_no_reading_age():
    """Nothing is said of a text too short to tell."""
    assert reading_age("Multidisciplinary heterogeneity.") == 0.0


def test_a_hard_notebook_is_told_of_and_an_easy_one_is_not():
    """The programme's limit decides, and the educator may move it."""
    (doubt,) = doubts(cells=[prose_cell(HARD)])
    assert "above the 15 of the qualifying programme" in doubt
    assert doubts(cells=[prose_cell(EASY)]) == []
    assert doubts(cells=[prose_cell(HARD)], settings=Settings(reading_age={"qualifying": 99})) == []


def test_what_counts_is_what_students_read():
    """Prose and prompts count; a rubric, a story and the signs of Markdown don't."""
    cells = [
        prose_cell("## A *heading*\n\nSome [words](https://example.org)"),
        prose_cell(RUBRIC),
        prose_cell("A story", digiready={"story": "one"}),
    ]
    words = words_students_read(cells, [question(CHOICE)])
    assert "A heading." in " ".join(words.split())
    assert "What do you do first?" in words
    for left_out in ("Up to 8 points", "A story", "example.org", "#", "*"):
        assert left_out not in words


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


def test_the_programme_is_in_the_name():
    """Post-qualifying assignments are held to their own limit, all else to the lower one."""
    assert programme_of("digital-capabilities-post-qualifying") == "post-qualifying"
    assert programme_of("digital-capabilities-qualifying") == "qualifying"
    assert programme_of("02-online-safeguarding") == "qualifying"
