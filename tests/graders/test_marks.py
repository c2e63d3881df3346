"""Promises about marks: one way out, read by nbgrader as they were meant, and kept whole."""

import json
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import from_dict
from nbgrader.utils import determine_grade

from graders.answers import Answers
from graders.kinds import KINDS, Remark, Verdict
from graders.mark_cells import mark_in, mark_output
from graders.mark_page import FOLDED, NEVER, OPEN, mark_html
from graders.marks import Mark, grade_output, mark_from_json, mark_question, mark_to_json
from graders.notebooks import SOURCE, read_notebook
from graders.question_cell import is_question_cell, read_question
from graders.sync import nbgrader_metadata
from tests.graders.written import CHOICE, MULTIPLE, code_cell, question

COURSE = Path(__file__).parents[2] / "course"
EVERY = [
    read_question(cell["source"])
    for path in sorted((COURSE / SOURCE).rglob("*.ipynb"))
    for cell in read_notebook(path)["cells"]
    if is_question_cell(cell["source"])
]
#: Those that a machine marks.
QUESTIONS = [asked for asked in EVERY if not KINDS[asked.kind].by_hand]


def shares_of(asked) -> set[Fraction]:
    """Return shares an answer to *asked* can earn: all there are of options, some of the rest."""
    if asked.kind == "choice":
        return {Fraction(0), *(Fraction(credit) for credit in asked.key.credit.values())}
    if asked.kind != "multiple":
        shares = [sample.share for sample in KINDS[asked.kind].samples]
        return {Fraction(share) for share in shares if share is not None}
    keyed = len(asked.key.right)
    wrong = len(asked.options) - keyed
    picks = product(range(keyed + 1), range(wrong + 1))
    return {max(Fraction(0), Fraction(hit, keyed) - Fraction(miss, wrong)) for hit, miss in picks}


def graded_cell(asked, mark):
    """Return the question's cell with the mark in it, as nbgrader meets it."""
    cell = code_cell("", nbgrader=nbgrader_metadata(asked))
    cell["outputs"] = [mark_output(mark, "<p>words</p>")]
    return from_dict(cell)


def test_the_search_finds_questions_and_partial_credit():
    """If the course moves, this fails rather than the next passing on nothing."""
    assert len(QUESTIONS) >= 10
    assert {Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(5, 12), Fraction(1)} <= {
        share for asked in QUESTIONS for share in shares_of(asked)
    }


@pytest.mark.parametrize(
    ("asked", "share"),
    [
        pytest.param(asked, share, id=f"{asked.name}: {share}")
        for asked in QUESTIONS
        for share in sorted(shares_of(asked))
    ],
)
def test_nbgrader_reads_the_mark_that_we_gave(asked, share):
    """Nothing, all, and each partial credit there is pass nbgrader's own reading unchanged."""
    mark = Mark(
        question=asked.name,
        points=asked.points,
        earned=grade_output(float(share) * asked.points, asked.points),
        verdict=Verdict(share=float(share)),
    )
    score, full = determine_grade(graded_cell(asked, mark))
    assert full == asked.points
    assert score == pytest.approx(float(share * Fraction(asked.points)))


@pytest.mark.parametrize(
    ("body", "picked", "earned"),
    [
        pytest.param(CHOICE, ["ring"], 2.0, id="all"),
        pytest.param(CHOICE, ["ask"], 0.5, id="a quarter"),
        pytest.param(CHOICE, ["wait"], 0.0, id="wrong"),
        pytest.param(CHOICE, [], 0.0, id="blank"),
        pytest.param(CHOICE, ["shout"], 0.0, id="no answer"),
        pytest.param(MULTIPLE, ["words", "time"], 3.0, id="both"),
        pytest.param(MULTIPLE, ["words"], 1.5, id="one of two"),
        pytest.param(MULTIPLE, ["words", "time", "view"], 1.5, id="both and one of two wrong"),
    ],
)
def test_an_answer_comes_out_of_nbgrader_as_its_points(body, picked, earned):
    """From what the form sent to what stands in the gradebook, by way of nbgrader's own code."""
    asked = question(body)
    mark = mark_question(asked, Answers(given={"first-reply": {"choice": picked}}))
    assert mark.earned == earned
    assert determine_grade(graded_cell(asked, mark)) == (earned, asked.points)


@pytest.mark.parametrize(
    "points",
    [
        pytest.param(float("nan"), id="nan"),
        pytest.param(float("inf"), id="inf"),
        pytest.param(-0.01, id="below 0"),
        pytest.param(2.01, id="above the full mark"),
        pytest.param(None, id="None"),
        pytest.param("two", id="a word"),
    ],
)
def test_no_mark_leaves_that_nbgrader_would_read_as_full(points):
    """What nbgrader would take for the full mark, or trip over, is stopped here."""
    with pytest.raises((ValueError, TypeError)):
        grade_output(points, 2.0)


@pytest.mark.parametrize(
    "points", [True, 1, 1.0, pytest.param(Fraction(1), id="fraction")], ids=repr
)
def test_a_mark_is_a_plain_float(points):
    """What stands in the output is "1.0", never "True", "1" or another type's way to say so."""
    assert repr(grade_output(points, 2.0)) == "1.0"


VERDICTS = st.builds(
    Verdict,
    share=st.floats(0, 1),
    answered=st.booleans(),
    remarks=st.lists(
        st.builds(Remark, about=st.text(), says=st.text(), why=st.text()), max_size=3
    ).map(tuple),
    strongest=st.lists(st.text(), max_size=3).map(tuple),
)
MARKS = st.builds(
    Mark,
    question=st.text(),
    points=st.floats(0, 100),
    earned=st.floats(0, 100),
    verdict=st.none() | VERDICTS,
    problem=st.text(),
    facts=st.lists(st.text(), max_size=3).map(tuple),
)


@given(MARKS)
def test_a_mark_survives_the_way_to_json_and_back(mark):
    """Kept in a notebook and read again, a mark is the same mark."""
    assert mark_from_json(json.loads(json.dumps(mark_to_json(mark)))) == mark


def test_a_mark_is_found_in_its_cell():
    """Feedback reads the mark from the output it was put into; a cell without one has none."""
    asked = question(CHOICE)
    mark = mark_question(asked, Answers(given={"first-reply": {"choice": ["ask"]}}))
    assert mark_from_json(mark_in(graded_cell(asked, mark))) == mark
    assert mark_in(code_cell("")) is None


@pytest.mark.parametrize(
    ("picked", "says", "look"),
    [
        pytest.param(["ring"], "<strong>2 of 2 points.</strong> Right.", "full", id="right"),
        pytest.param(["ask"], "<strong>0.5 of 2 points.</strong> Partly right.", "part", id="part"),
        pytest.param(
            ["wait"], "<strong>0 of 2 points.</strong> Not this time.", "part", id="wrong"
        ),
        pytest.param([], "You did not answer this question.", "part", id="blank"),
        pytest.param(["shout"], "a person has been asked to look at it", "problem", id="no answer"),
    ],
)
def test_a_mark_is_said_in_words(picked, says, look):
    """Whoever reads or hears the page is told what the answer earned; its look only adds to it."""
    mark = mark_question(question(CHOICE), Answers(given={"first-reply": {"choice": picked}}))
    page = mark_html(mark, {})
    assert says in page
    assert f'<div class="dr-mark dr-{look}">' in page


@pytest.mark.parametrize(
    ("strongest", "picked", "shown", "folded"),
    [
        pytest.param(OPEN, ["ask"], True, False, id="open"),
        pytest.param(FOLDED, ["ask"], True, True, id="folded"),
        pytest.param(NEVER, ["ask"], False, False, id="never"),
        pytest.param(OPEN, ["ring"], False, False, id="given already"),
    ],
)
def test_the_strongest_answer_is_shown_as_the_educator_chose(strongest, picked, shown, folded):
    """An educator who uses the quiz again can keep the strongest answer to herself."""
    mark = mark_question(question(CHOICE), Answers(given={"first-reply": {"choice": picked}}))
    page = mark_html(mark, {}, strongest=strongest)
    assert ("strongest answer" in page) == shown
    assert ("Show the strongest answer" in page) == folded
