"""Promises of the start module: each kind of question met once, and nothing untrue said of it."""

import json
import re
from itertools import pairwise

import pytest

from graders.answers import answers_from
from graders.cells import source_of
from graders.kinds import KINDS
from graders.marks import mark_question
from graders.question_cell import is_question_cell, read_question, read_variants
from tests.content.test_course import NOTEBOOKS, START, cells_of, questions_in
from tests.docs.test_words import SOURCES, plain

CELLS = cells_of(NOTEBOOKS[START])
PROSE = "\n\n".join(source_of(each) for each in CELLS if each["cell_type"] == "markdown")

#: The best answer to each question, written down once more by hand.
BEST = {
    "start-missed-calls": {"choice": ["ring"]},
    "start-review-by-video": {"choice": ["ask", "book", "flag"]},
    "start-in-the-way": {
        "reader": ["made"],
        "turn": ["means"],
        "talk": ["wish"],
        "letter": ["skill"],
        "clock": ["made"],
        "meter": ["means"],
    },
    "start-first-video-call": {"order": ["plan", "room", "hear", "money", "back"]},
    "start-what-dawn-said": {"mark": ["mood", "joy", "home", "offer"]},
    "start-tablet-lessons": {"remove": ["pills", "door", "son", "savings"]},
    "start-out-of-a-hundred": {"number": ["14"]},
    "start-only-whatsapp": {
        "own": ["hardly"],
        "ask": ["very"],
        "keep": ["not"],
        "manager": ["very"],
    },
    "start-at-the-door": {"order": ["hello", "wait", "later", "whole", "minh"]},
    "start-new-line": {"choice": ["test"]},
    "start-wrong-jo": {"path": ["tell", "code", "plain", "delete"]},
}


def test_each_kind_that_a_machine_marks_is_met():
    """Nobody meets a kind of question for the first time where it counts."""
    met = {asked.kind for asked in questions_in(NOTEBOOKS[START])}
    assert met == {name for name, kind in KINDS.items() if not kind.by_hand}


def test_what_a_question_can_have_besides_is_met():
    """How sure with safety named first, other names and another order for each student."""
    asked = questions_in(NOTEBOOKS[START])
    assert any(each.sure and each.safeguarding for each in asked)
    assert any(each.shuffle and each.is_drawn for each in asked)


@pytest.mark.parametrize("cell", [each for each in CELLS if is_question_cell(source_of(each))])
def test_the_best_answer_earns_everything(cell):
    """Whichever names and order a student meets it with."""
    for question in read_variants(source_of(cell)):
        mark = mark_question(question, answers_from_fields(question.name))
        assert (mark.problem, mark.earned) == ("", question.points)


def answers_from_fields(name: str):
    """Return the best answer to the question called *name*, as the file would hold it."""
    return answers_from(json.dumps({"schema": 1, "answers": {name: BEST[name]}}).encode())


def test_each_question_is_introduced():
    """Its own heading stands before it, with some words on how it is marked."""
    for before, cell in pairwise(CELLS):
        if is_question_cell(source_of(cell)):
            heading, _, said = source_of(before).rpartition("### ")[2].partition("\n")
            assert re.match(r"(Mon|Tues|Wednes|Thurs|Fri)day: ", heading)
            assert len(said.split()) > 25


@pytest.mark.parametrize(
    "words",
    [
        "Saved.",
        "Saving…",
        "Not saved yet. Still trying.",
        "Check my answer",
        "Decide",
        "This can't be taken back.",
        "Go back and decide again",
        "Begin again",
        "Your text",
        "Not marked yet",
        "Make my upload",
    ],
)
def test_it_quotes_what_is_said(words):
    """A student who looks for the words finds them on the screen, letter by letter."""
    on_screen = plain(re.sub(r'"\s*\n\s*f?"', "", "\n".join(map(read_text, SOURCES))))
    assert words in plain(PROSE)
    assert words in on_screen


def read_text(path) -> str:
    """Return what stands in a file."""
    return path.read_text("utf-8")


def test_the_file_of_answers_is_shown_as_it_is():
    """What the module shows of answers.json can be read as such a file, and is an answer."""
    (shown,) = re.findall(r"```json\n(.*?)```", PROSE, re.DOTALL)
    answers = answers_from(shown.encode())
    (name,) = answers.given
    (cell,) = (each for each in CELLS if source_of(each).startswith(f"%%question {name}\n"))
    assert not mark_question(read_question(source_of(cell)), answers).problem
