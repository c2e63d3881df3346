"""Promises about reflections: blank earns 0 by itself, and anything written waits for a person."""

import pytest

from graders.reflections import is_blank, words_of
from tests.graders.written import prose_cell

GIVEN = "*Write your reflection here.*"
SOURCE = [prose_cell("Task", "task"), prose_cell(GIVEN, "answer", digiready={"answers": "essay"})]


def answer(words: str, **ours: str) -> dict:
    """Return the cell for the answer with *words* in it."""
    return prose_cell(words, "answer", digiready={"answers": "essay", **ours})


def added(words: str) -> dict:
    """Return a cell that a student added."""
    return prose_cell(words, "mine", digiready={"by": "student"})


@pytest.mark.parametrize(
    ("cells", "blank"),
    [
        pytest.param([answer(GIVEN)], True, id="as given out"),
        pytest.param([answer(f"  {GIVEN}\n")], True, id="as given out, with spaces"),
        pytest.param([answer("")], True, id="emptied"),
        pytest.param([answer(" \n\n")], True, id="spaces"),
        pytest.param([], True, id="deleted"),
        pytest.param([answer("I rang.", by="student")], False, id="written"),
        pytest.param([answer(f"{GIVEN}\nI rang.", by="student")], False, id="written below"),
        pytest.param([answer(GIVEN), added("I rang.")], False, id="written in a cell of their own"),
        pytest.param([answer(GIVEN), added("  ")], True, id="an empty cell added"),
        pytest.param([added("I rang.")], False, id="deleted, and written elsewhere"),
    ],
)
def test_only_what_is_surely_blank_counts_as_blank(cells, blank):
    """Nothing written anywhere earns 0 at once; where it can't be told, a person looks."""
    assert is_blank("essay", cells, SOURCE) is blank


def test_without_the_source_nothing_is_called_blank():
    """If it can't be known what was given out, a person looks."""
    assert not is_blank("essay", [answer("")], [])


def test_another_task_s_answer_is_not_this_one_s():
    """Each task is blank or not by its own cell."""
    source = [*SOURCE, prose_cell(GIVEN, "other", digiready={"answers": "second"})]
    cells = [answer("I rang."), prose_cell(GIVEN, "other", digiready={"answers": "second"})]
    assert not is_blank("essay", cells, source)
    assert is_blank("second", cells, source)


def test_words_are_those_the_student_wrote():
    """After cleaning, the cell's words are still the ones that were typed."""
    assert words_of(answer("<div>I rang.</div>", written="I *rang*.")) == "I *rang*."
    assert words_of(answer("I rang.")) == "I rang."
