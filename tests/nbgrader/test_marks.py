"""Promises about the marks of honest work: worked out by hand, and the same as stock nbgrader's."""

import logging
from itertools import chain, combinations

import nbformat
import pytest
from nbgrader.utils import determine_grade

from graders.answers import Answers
from graders.kinds import Question
from graders.marks import mark_question
from graders.question_cell import is_question_cell, read_question
from tests.nbgrader.by_hand import (
    FEW,
    HONEST,
    PICKS,
    POINTS,
    RIGHT,
    WRITTEN,
    chosen_by,
    marks_of,
    total_of,
)
from tests.nbgrader.courses import (
    QUIZ,
    REFLECTION,
    Course,
    notebook_cells,
    parts_of,
    questions_in,
)

pytestmark = pytest.mark.nbgrader

NUMBERS = range(len(HONEST))


def marks_there_are(question: Question) -> set[float]:
    """Return each mark that some set of options earns."""
    options = [option.id for option in question.options]
    picks = chain.from_iterable(combinations(options, n) for n in range(len(options) + 1))
    answers = [Answers(given={question.name: {"choice": list(each)}}) for each in picks]
    return {round(mark_question(question, each).earned, 9) for each in answers}


def asked_in(course: Course) -> dict[str, Question]:
    """Return the quiz's questions by name, with their keys."""
    cells = notebook_cells(course.source())
    found = [read_question(each["source"]) for each in cells if is_question_cell(each["source"])]
    return {question.name: question for question in found}


def test_the_table_holds_every_mark_that_options_earn(released):
    """A question of options or a credit that joins the quiz has to join the table."""
    asked = {name: each for name, each in asked_in(released).items() if hasattr(each, "options")}
    in_table = {name: {mark for _, mark in PICKS[name]} for name in asked}
    assert in_table == {name: marks_there_are(question) for name, question in asked.items()}


def test_the_table_holds_nothing_something_and_everything(released):
    """Of every question, whatever its kind; of a text what a machine can say of it."""
    asked = asked_in(released)
    assert list(PICKS) == list(asked)
    assert {name: asked[name].points for name in PICKS} == POINTS
    for name in set(PICKS) - {WRITTEN, "two-seats"}:
        marks = [mark for _, mark in PICKS[name]]
        assert (marks[0], marks[-1]) == (POINTS[name], 0)
        assert 0 < marks[1] < POINTS[name]


def test_the_table_holds_every_part(released):
    """Each option, passage, step, item and decision is picked by somebody."""
    for name, question in questions_in(released.source()).items():
        ids = " ".join(ids for ids, _ in PICKS[name])
        picked = {each.partition("=")[0] for each in ids.split()} - {"_sure"}
        assert picked >= parts_of(question)
        assert name == WRITTEN or picked <= parts_of(question)


@pytest.mark.parametrize("number", NUMBERS)
def test_each_mark_is_the_one_worked_out_by_hand(marked, number):
    """From the answer file through autograde to the gradebook."""
    assert marked.marks(HONEST[number]) == pytest.approx(marks_of(number))


@pytest.mark.parametrize("student", FEW)
def test_a_kernel_gives_the_same_marks(marked, stock, student):
    """Stock autograde, which runs the notebook, and ours, which reads it, differ in nothing.

    A blank text is 0 by ours; stock leaves even that to a person.
    """
    ours, theirs = marked.marks(student), stock.marks(student)
    assert theirs.pop(WRITTEN) in (None, ours.pop(WRITTEN))
    assert ours == theirs


def test_the_few_earn_every_mark_there_is():
    """What is compared with a kernel holds 0, the full mark and each part of it."""
    earned = {mark for number, _ in enumerate(FEW) for mark in marks_of(number).values()}
    assert earned == {mark for rows in PICKS.values() for _, mark in rows}


def test_stock_ran_a_kernel_and_ours_did_not(marked, stock):
    """The comparison compares two ways: one numbered the cells it ran, the other ran none."""

    def numbers(course: Course) -> list[int | None]:
        cells = course.cells(HONEST[RIGHT])
        return [cell["execution_count"] for cell in cells if cell["cell_type"] == "code"]

    assert numbers(stock) == list(range(1, len(PICKS) + 2))  # the last is %hand_in
    assert set(numbers(marked)) == {None}


@pytest.mark.parametrize("number", NUMBERS)
def test_nbgrader_reads_each_mark_as_it_was_meant(marked, number, caplog):
    """determine_grade gives back 0, the full mark and every part of it, without a doubt."""
    notebook = nbformat.read(marked.autograded(HONEST[number]), as_version=4)
    graded = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    with caplog.at_level(logging.WARNING):
        read = {
            cell.metadata.nbgrader.grade_id: determine_grade(cell, logging.getLogger())
            for cell in graded
        }
    assert {name: points for name, (_, points) in read.items()} == POINTS
    marks = marked.marks(HONEST[number])
    marks.pop(WRITTEN)
    assert read.pop(WRITTEN)[0] == 0, "nbgrader takes it for unanswered; ours then asks a person"
    assert {name: mark for name, (mark, _) in read.items()} == marks
    assert caplog.messages == []


def test_no_one_who_answered_honestly_waits_for_a_person(marked):
    """Only what people mark does, and only where something was written."""
    for number, student in enumerate(HONEST):
        waits = marks_of(number)[WRITTEN] is None
        assert marked.waiting(student) == ({WRITTEN} if waits else set())
    assert marked.waiting("moderated") == set()
    assert marked.waiting("trickster") == {REFLECTION, "name-the-worry"}


def test_nothing_handed_in_but_the_notebook_earns_nothing(marked):
    """No answers.json is an unanswered quiz: 0 for all, and nobody has to look."""
    assert set(marked.marks("no-answers").values()) == {0.0}
    assert marked.waiting("no-answers") == set()


def test_an_authors_answers_beside_the_source_are_laid_over_nobodys(marked):
    """They came to lie there after the release, all right; each student keeps their own."""
    (authors,) = marked.source().parent.glob("answers.json")
    for number, student in enumerate(HONEST):
        kept = marked.autograded(student).with_name("answers.json").read_bytes()
        assert kept == (marked.submitted(student) / "answers.json").read_bytes()
        assert (kept == authors.read_bytes()) == (number == RIGHT)
    assert not (marked.folder / "autograded" / "no-answers" / QUIZ / "answers.json").exists()


def test_the_first_gets_all_the_points(marked):
    """The whole of what a machine can give, and no rounding on the way."""
    assert sum(mark or 0 for mark in marked.marks(HONEST[RIGHT]).values()) == 40
    assert total_of(RIGHT) == sum(POINTS.values()) - POINTS[WRITTEN] == 40
    assert chosen_by(RIGHT)["name-the-worry"] == {"choice": ["robin"]}
