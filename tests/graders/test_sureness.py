"""Promises about saying how sure one is: no mark changes, and what it is worth is said."""

import pytest

from graders.answers import Answers
from graders.feedback import feedback_html
from graders.mark_cells import mark_output
from graders.mark_page import mark_html
from graders.marks import mark_from_json, mark_question, mark_to_json
from graders.sureness import SCALE, calibration, calibration_of_all, is_sure_and_wrong
from tests.graders.test_feedback import RESULT
from tests.graders.written import CHOICE, changed, faults_of, prose_cell, question, question_cell

ASKING = changed(CHOICE, "points: 2\n", "points: 2\nsure: true\nsafeguarding: true\n")


def mark_of(picked: list[str], *sure: str):
    """Return the mark of an option picked with so much certainty."""
    fields = {"choice": picked, "_sure": list(sure)}
    return mark_question(question(ASKING), Answers(given={"first-reply": fields}))


@pytest.mark.parametrize("sure", ["1", "2", "3", "9", "", "<b>", "very"])
@pytest.mark.parametrize(("picked", "earned"), [("ring", 2.0), ("ask", 0.5), ("wait", 0.0)])
def test_it_never_changes_the_mark(picked, earned, sure):
    """However sure somebody is, and whatever they send for it, an answer earns the same."""
    assert mark_of([picked], sure).earned == mark_of([picked]).earned == earned


def test_the_scale_is_that_of_certainty_based_marking():
    """Right adds 1, 2, 3 and wrong takes 0, 2, 6, so each level pays from its own odds on.

    Level 2 beats level 1 above 2 in 3, level 3 beats level 2 above 4 in 5, as Gardner-Medwin
    designed it.
    """

    def expected(level: str, chance: float) -> float:
        right, wrong = SCALE[level]
        return chance * right + (1 - chance) * wrong

    assert expected("1", 2 / 3) == pytest.approx(expected("2", 2 / 3))
    assert expected("2", 0.8) == pytest.approx(expected("3", 0.8))
    for chance, best in ((0.5, "1"), (0.75, "2"), (0.9, "3")):
        assert max(SCALE, key=lambda level: expected(level, chance)) == best


@pytest.mark.parametrize(
    ("sure", "share", "says"),
    [
        pytest.param("3", 1.0, "You were very sure, and you were right.", id="sure and right"),
        pytest.param("3", 1.0, "adds 3", id="what it adds"),
        pytest.param("3", 0.0, "takes away 6", id="sure and wrong"),
        pytest.param("2", 0.25, "takes away 2", id="less than half is wrong"),
        pytest.param("1", 0.0, "costs nothing", id="unsure and wrong"),
        pytest.param("1", 1.0, "You knew more than you trusted yourself to.", id="unsure, right"),
        pytest.param("2", 0.5, "partly right", id="half is partly right"),
    ],
)
def test_what_it_comes_to_is_said_in_words(sure, share, says):
    """A student reads whether they were right to be so sure, and what the scale gives for it."""
    assert says in calibration(sure, share)


def test_nothing_is_said_where_nobody_said_how_sure():
    """Without a level there is no word about it, whether the question asks or not."""
    assert calibration("", 0.0) == ""
    assert "dr-calibration" not in mark_html(mark_of(["ring"]), {})
    plain = mark_question(
        question(CHOICE), Answers(given={"first-reply": {"choice": ["ring"], "_sure": ["3"]}})
    )
    assert plain.sure == ""


def test_no_answer_has_no_certainty():
    """Very sure of nothing is not wrong: it is unanswered."""
    mark = mark_of([], "3")
    assert (mark.sure, mark.verdict.answered) == ("", False)
    assert "kept somebody safe" not in mark_html(mark, {})


@pytest.mark.parametrize(
    ("share", "wrong"), [(0.0, True), (0.49, True), (0.5, False), (1.0, False)]
)
def test_wrong_is_less_than_half(share, wrong):
    """Only very sure and less than half of the points is named first."""
    assert is_sure_and_wrong("3", share) is wrong
    assert not is_sure_and_wrong("2", share)


def page_of(*marks) -> str:
    """Return the feedback page with these marks."""
    cells = []
    for mark in marks:
        cell = question_cell(ASKING)
        cell["outputs"] = [mark_output(mark, mark_html(mark, {}))]
        cell["metadata"] = {"nbgrader": {"grade": True, "grade_id": "first-reply", "points": 2}}
        cells.append(cell)
    return feedback_html([prose_cell("# The quiz"), *cells], RESULT)


def test_very_sure_and_wrong_on_safeguarding_comes_first():
    """It is named at the top of the page, before any mark, with a way to the question."""
    page = page_of(mark_of(["ring"], "3"), mark_of(["wait"], "3"))
    first = page.index("You were very sure of an answer that would not have kept somebody safe")
    assert first < page.index('class="dr-total"') < page.index("What each part earned")
    assert '<a href="#first-reply">Question 2</a>' in page
    assert "Read this first" not in page_of(mark_of(["ring"], "3"), mark_of(["wait"], "2"))


def test_levels_are_counted_over_the_page():
    """The page says for each level how many answers it was given to, and how many were right."""
    page = page_of(mark_of(["ring"], "3"), mark_of(["wait"], "3"), mark_of(["ask"], "1"))
    assert "Very sure: 2 answered, 1 of them fully right." in page
    assert "Not sure: 1 answered, 0 of them fully right." in page
    assert "Fairly sure" not in page
    assert calibration_of_all([("", 1.0)]) == []


def test_it_survives_the_way_to_json_and_back():
    """What was said stays with the mark in the notebook."""
    mark = mark_of(["wait"], "3")
    assert mark_from_json(mark_to_json(mark)) == mark
    assert (mark.sure, mark.safeguarding) == ("3", True)


def test_safeguarding_without_sure_is_a_fault():
    """An author who asks for it to be named, and never asks how sure, is told."""
    (fault,) = faults_of(changed(ASKING, "sure: true\n", ""))
    assert "does nothing where nobody says how sure they are" in fault.problem
