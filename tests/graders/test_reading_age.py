"""Promises about how hard a notebook may be to read."""

from datetime import date

import pytest

from graders.check import read_course
from graders.reading_age import check_reading_age, reading_age, words_students_read
from tests.graders.courses import MODULE, QUIZ, RUBRIC, Course, make_course
from tests.graders.written import CHOICE, prose_cell, question

EASY = "The cat sat on the mat. It was warm. She had some milk. " * 12
HARD = (
    "Notwithstanding considerable organisational heterogeneity, multidisciplinary "
    "safeguarding arrangements necessitate comprehensive, proportionate information governance "
    "that accommodates individual circumstances and contemporaneous documentation. " * 8
)


def test_reading_age_is_the_grade_and_five_years():
    """A text of known figures comes to what the formula gives by hand.

    12 words, 1 sentence and 12 syllables: 0.39 x 12 + 11.8 x 1 - 15.59 = 0.89, so 5.89 years.
    """
    sentence = "The cat and the dog and the hen ran to the barn. "
    assert reading_age(sentence * 10) == pytest.approx(5.89, abs=0.05)


def test_a_few_words_have_no_reading_age():
    """Nothing is said of a text too short to tell."""
    assert reading_age("Multidisciplinary heterogeneity.") == 0.0


def problems(course: Course) -> list:
    """Return what is found."""
    return list(check_reading_age(read_course(course.folder, date(2026, 11, 23))[0]))


def hard(course: Course, name: str) -> None:
    """Make a notebook hard to read."""
    course.edit(name, lambda notebook: notebook["cells"].append(prose_cell(HARD, "hard")))


@pytest.mark.parametrize("name", [MODULE, QUIZ])
def test_a_notebook_over_the_limit_is_a_fault(tmp_path, name):
    """It is named with its age, the limit and what brings it down; an easy one is left alone."""
    course = make_course(tmp_path)
    course.edit(name, lambda notebook: notebook["cells"].append(prose_cell(EASY, "easy")))
    assert problems(course) == []
    hard(course, name)
    (found,) = problems(course)
    assert found.file == name
    assert "above the 15 of the qualifying programme" in found.problem
    assert "Shorten sentences" in found.fix and "course.yml" in found.fix


def test_the_educator_may_move_the_limit(tmp_path):
    """What course.yml says for the programme decides."""
    course = make_course(tmp_path)
    hard(course, QUIZ)
    (course.folder / "course.yml").write_text("reading_age: {qualifying: 99}\n")
    assert problems(course) == []


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
