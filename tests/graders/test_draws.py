"""Promises about what is drawn for each student: the same each time, fair, kept with the answer."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.answers import Answers
from graders.draws import as_drawn, draw, draw_kept, in_drawn_order
from graders.feedback import feedback_html
from graders.mark_cells import mark_output
from graders.mark_page import mark_html
from graders.marks import mark_cell
from graders.question_cell import read_question_body, read_variants_body
from tests.graders.test_variants import TWO
from tests.graders.written import CHOICE, changed, prose_cell, question_cell

SHUFFLED = changed(CHOICE, "points: 2\n", "points: 2\nshuffle: true\n")
DRAW = "0123456789abcdef"


def test_the_same_student_meets_the_same_question():
    """A draw depends on assignment, question and student, on each of them, and on nothing else."""
    mine = draw("quiz", "first-reply", "sam")
    assert mine == draw("quiz", "first-reply", "sam")
    assert mine == "ebdb68cb40184aa6", "students would get other variants than before"
    others = {
        draw("quiz-2", "first-reply", "sam"),
        draw("quiz", "second-reply", "sam"),
        draw("quiz", "first-reply", "ali"),
        draw("quizf", "irst-reply", "sam"),
    }
    assert len(others | {mine}) == 5


def test_each_variant_goes_to_as_many_students():
    """Of 3,000 students about 1,500 get each of two variants: within five standard deviations."""
    variants = read_variants_body("first-reply", TWO)
    met = Counter(
        as_drawn(variants, draw("quiz", "first-reply", f"u{number}")).prompt
        for number in range(3000)
    )
    assert len(met) == 2
    assert all(abs(count - 1500) < 5 * 27.4 for count in met.values())


def test_each_order_is_as_likely():
    """Of 6,000 students about 1,000 see each order of three: within five standard deviations."""
    seen = Counter(
        in_drawn_order("abc", draw("quiz", "first-reply", f"u{number}")) for number in range(6000)
    )
    assert len(seen) == 6
    assert all(abs(count - 1000) < 5 * 28.9 for count in seen.values())


@given(st.lists(st.integers(), max_size=9), st.from_regex(r"[0-9a-f]{16}", fullmatch=True))
def test_an_order_loses_and_adds_nothing(parts, drawn):
    """Whatever is drawn, each part stands in it once."""
    assert Counter(in_drawn_order(parts, drawn)) == Counter(parts)


def test_only_where_the_author_says_so():
    """Without shuffle: true everybody sees the author's order, whatever is drawn."""
    plain = read_question_body("first-reply", CHOICE)
    assert as_drawn((plain,), DRAW) == plain
    orders = {
        as_drawn((read_question_body("first-reply", SHUFFLED),), draw("q", "n", f"{n}")).options
        for n in range(20)
    }
    assert len(orders) > 1


def test_the_order_changes_no_mark():
    """Every option earns the same wherever it stands."""
    for picked in ("ring", "wait", "ask"):
        marks = {
            mark_cell(
                f"%%question first-reply\n{SHUFFLED}",
                Answers(given={"first-reply": {"choice": [picked]}}),
                assignment="quiz",
                student=f"u{number}",
            ).earned
            for number in range(10)
        }
        assert len(marks) == 1


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        pytest.param({"_drawn": [DRAW]}, DRAW, id="kept"),
        pytest.param({}, "", id="none"),
        pytest.param({"_drawn": []}, "", id="empty"),
        pytest.param({"_drawn": [DRAW, DRAW]}, "", id="two"),
        pytest.param({"_drawn": ["../../etc"]}, "", id="something else"),
        pytest.param({"_drawn": [DRAW.upper()]}, "", id="another writing"),
    ],
)
def test_what_is_no_draw_is_as_if_none_was_kept(fields, kept):
    """A draw comes from outside: what is not one costs nobody their mark."""
    assert draw_kept(fields) == kept


def first_word(student: str, **fields: list[str]) -> str:
    """Return the first word of the reason that a student reads who picks "ring"."""
    answers = Answers(given={"first-reply": {"choice": ["ring"], **fields}})
    source = f"%%question first-reply\n{TWO}"
    mark = mark_cell(source, answers, assignment="quiz", student=student)
    cell = question_cell(TWO)
    cell["outputs"] = [mark_output(mark, mark_html(mark, {}))]
    cell["metadata"] = {"nbgrader": {"grade": True, "grade_id": "first-reply", "points": 2}}
    result = {"score": 2, "max_score": 2, "late_penalty": 0, "assignment": "q", "student": "s"}
    page = feedback_html([prose_cell("# Q"), cell], result)
    names = {name for name in ("Sam", "Ayesha") if f"{name} writes" in page}
    (name,) = names
    assert f"told {name}" in page
    return name


def test_an_answer_is_marked_and_fed_back_as_the_question_was_met():
    """The draw kept with the answer decides, not the name that the gradebook knows."""
    met = {student: first_word(student) for student in ("sam", "ali", "jo", "kit", "max")}
    assert set(met.values()) == {"Sam", "Ayesha"}
    for student, name in met.items():
        kept = draw("quiz", "first-reply", student)
        assert first_word("somebody-else", _drawn=[kept]) == name
