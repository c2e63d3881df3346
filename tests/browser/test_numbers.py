"""Questions keep their numbers, and the list at the end names them by those."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.doors import Door, answer, options_of, questions_in

pytestmark = pytest.mark.browser


def test_questions_are_numbered_when_their_reader_comes_back(door: Door, page: Page, quiz: Path):
    """The kernel is quick then: forms are drawn before JupyterLab has put them into the page."""
    first, question = next(iter(questions_in(quiz).items()))
    door.open(page, quiz)
    answer(page, first, options_of(question)[0])
    door.open(page, quiz)
    numbers = [f"Question {number}" for number in range(1, len(questions_in(quiz)) + 1)]
    expect(page.locator(".dr-question [data-number]")).to_have_text(numbers)
    expect(page.locator("[data-number-of]")).to_have_text(numbers[1:])
