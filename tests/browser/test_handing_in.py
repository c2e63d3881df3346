"""The end of a quiz: what is open, the way to it, and the file to hand in."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.by_keyboard import answer_by_keyboard
from tests.browser.doors import Door, answer, focused, options_of, questions_in
from tests.nbgrader.by_hand import RIGHT, chosen_by

pytestmark = pytest.mark.browser

WORDS = "I rang first, because she could not wait."


def test_the_summary_counts_and_leads_to_what_is_open(door: Door, page: Page, quiz: Path):
    """It follows each answer, and a link brings the focus to the question."""
    questions = questions_in(quiz)
    door.open(page, quiz)
    summary = page.locator('[data-region="summary"]')
    expect(summary).to_contain_text("You have answered 0 of 18 questions.")
    first, second, *rest = questions
    answer(page, first, options_of(questions[first])[0])
    expect(summary).to_contain_text("You have answered 1 of 18 questions.")
    expect(summary.get_by_role("link")).to_have_count(17)
    link = summary.get_by_role("link").first
    expect(link).to_contain_text("Question 2:")
    link.focus()
    page.keyboard.press("Enter")
    assert focused(page, "it.closest('.dr-question').dataset.question") == second
    for name in (second, *rest):
        answer_by_keyboard(page, questions[name], chosen_by(RIGHT)[name])
    expect(summary).to_contain_text("You have answered all 18 questions.")


def test_no_number_no_upload(door: Door, page: Page, quiz: Path):
    """Without a student number the form says what to do, and makes nothing."""
    door.open(page, quiz)
    page.get_by_role("button", name="Make my upload").click()
    expect(page.locator('[data-region="upload"]')).to_contain_text("Write your student number")


@pytest.mark.parametrize("door", ["lab", "notebook"], indirect=True)
def test_the_upload_holds_what_was_just_written(door: Door, page: Page, quiz: Path):
    """The notebook is saved first, so an unsaved reflection is in the zip; so are the answers."""
    name, question = next(iter(questions_in(quiz).items()))
    door.open(page, quiz)
    answer(page, name, options_of(question)[2])
    reflection = page.locator(".jp-MarkdownCell", has_text="Write your reflection here")
    reflection.locator(".jp-MarkdownOutput").dblclick()
    reflection.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(WORDS)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".jp-MarkdownOutput", has_text=WORDS)).to_be_visible()
    page.get_by_label("Your student number or user name").fill("u1234")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make my upload").click()
    download = waiting.value
    assert download.suggested_filename == f"{quiz.stem}--u1234.zip"
    with ZipFile(BytesIO(Path(download.path()).read_bytes())) as packed:
        assert sorted(packed.namelist()) == ["answers.json", quiz.name]
        kept = json.loads(packed.read("answers.json"))
        assert kept["answers"] == {name: {"choice": [options_of(question)[2]]}}
        assert WORDS in packed.read(quiz.name).decode()
    expect(page.locator('[data-region="upload"]')).to_contain_text("It is not handed in until")
    expect(page.locator('[data-region="summary"]')).to_contain_text("Your reflection is in")
