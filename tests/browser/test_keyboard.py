"""Everything by keyboard, and no key that does something behind one's back."""

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, Response, expect

from graders.kinds import Question
from tests.browser.doors import (
    Door,
    answers_beside,
    focused,
    option_of,
    options_of,
    press_until,
    questions_in,
    status_of,
)

pytestmark = pytest.mark.browser


def answer_by_keyboard(page: Page, question: Question) -> list[str]:
    """Go on to *question* and choose in it; return the ids of the options meant.

    Of radio buttons the third, by two arrows. Of checkboxes the first and the third.
    """
    here = f"""it.closest('[data-question="{question.name}"]') && it.matches('input')"""
    press_until(page, "Tab", here)
    assert focused(page, "parseFloat(getComputedStyle(it).outlineWidth)") >= 2, "no focus ring"
    keys = {
        "choice": ("ArrowDown", "ArrowDown"),
        "multiple": ("Space", "Tab", "Tab", "Space"),
    }[question.kind]
    for key in keys:
        page.keyboard.press(key)
    first, _, third, *_ = options_of(question)
    return [third] if question.kind == "choice" else [first, third]


def test_every_question_can_be_answered_by_keyboard_alone(door: Door, page: Page, quiz: Path):
    """Tab leads through the quiz, arrows and Space choose, and each answer is saved."""
    door.open(page, quiz)
    questions = questions_in(quiz)
    meant = {name: answer_by_keyboard(page, question) for name, question in questions.items()}
    for name in questions:
        expect(status_of(page, name)).to_have_text("Saved.")
    assert answers_beside(quiz) == {name: {"choice": ids} for name, ids in meant.items()}


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
    """With a radio button or a checkbox in focus, JupyterLab's letters do nothing; Ctrl+S saves."""
    before = cells_in(quiz)
    questions = questions_in(quiz)
    kinds = {question.kind: question for question in questions.values()}
    door.open(page, quiz)
    for question in kinds.values():
        option_of(page, question.name, options_of(question)[0]).focus()
        for key in SHORTCUTS:
            page.keyboard.press(key)
        assert focused(page, "it.closest('[data-question]').dataset.question") == question.name
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.locator(".dr form")).to_have_count(len(questions) + 1)
    with page.expect_response(is_save):
        page.keyboard.press("Control+s")
    assert cells_in(quiz) == before
