"""Everything by keyboard, and no key that does something behind one's back."""

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, Response, expect

from graders.answers import Answers
from graders.kinds.contract import SURE
from graders.marks import mark_question
from tests.browser.by_keyboard import answer_by_keyboard
from tests.browser.doors import (
    Door,
    answers_beside,
    focused,
    question_on,
    questions_in,
    status_of,
)
from tests.nbgrader.by_hand import POINTS, RIGHT, WRITTEN, chosen_by

pytestmark = pytest.mark.browser


def test_every_question_can_be_answered_by_keyboard_alone(
    door: Door, page: Page, quiz: Path, source: Path
):
    """Tab leads through the quiz, keys alone answer each question, and all points are earned."""
    door.open(page, quiz)
    questions = questions_in(quiz)
    wanted = chosen_by(RIGHT)
    for name, question in questions.items():
        sure = {SURE: ["2"]} if question.sure else {}
        answer_by_keyboard(page, question, wanted[name] | sure)
    for name in questions:
        expect(status_of(page, name)).to_have_text("Saved.")
    kept = answers_beside(quiz)
    assert list(kept) == list(wanted)
    keyed = questions_in(source)
    marks = {name: mark_question(keyed[name], Answers(given=kept)) for name in wanted}
    assert {name: mark.earned for name, mark in marks.items()} == POINTS | {WRITTEN: 0}
    assert kept[WRITTEN] == wanted[WRITTEN]
    assert {name for name, mark in marks.items() if mark.sure == "2"} == {
        name for name, question in questions.items() if question.sure
    }


#: What JupyterLab would take these for: cut, retype, delete, insert, copy, paste, undo, run,
#: restart the kernel, select, leave the cell, find, show line numbers.
SHORTCUTS = (
    *("x", "m", "y", "r", "d", "d", "a", "b", "c", "v", "z", "Shift+m", "Shift+Enter"),
    *("0", "0", "i", "i", "j", "k", "Enter", "l", "o", "h", "1", "Shift+l", "/"),
    *("ArrowUp", "ArrowDown", "ArrowDown"),
)


def cells_in(notebook: Path) -> list[tuple[str, str, str]]:
    """Return the kind, id and source of each cell on disk."""
    cells = nbformat.read(notebook, as_version=4).cells
    return [(cell.cell_type, cell.id, cell.source) for cell in cells]


def is_save(response: Response) -> bool:
    """Return whether it is the answer to JupyterLab's saving of a notebook."""
    return response.request.method == "PUT" and response.url.partition("?")[0].endswith(".ipynb")


@pytest.mark.parametrize("door", ["lab", "notebook"], indirect=True)
def test_no_letter_pressed_in_a_form_changes_a_cell(door: Door, page: Page, quiz: Path):
    """With a control of ours in focus, JupyterLab's letters do nothing to cells; Ctrl+S saves."""
    before = cells_in(quiz)
    questions = questions_in(quiz)
    kinds = {question.kind: question for question in questions.values()}
    assert len(kinds) >= 5
    door.open(page, quiz)
    for question in kinds.values():
        controls = "input:not([type=hidden]), textarea, button"
        question_on(page, question.name).locator(controls).first.focus()
        for key in SHORTCUTS:
            page.keyboard.press(key)
        assert focused(page, "it.closest('[data-question]').dataset.question") == question.name
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.locator(".dr form")).to_have_count(len(questions) + 1)
    with page.expect_response(is_save):
        page.keyboard.press("Control+s")
    assert cells_in(quiz) == before
