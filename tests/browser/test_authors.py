"""The author's side: the source in JupyterLab, with its key, and a question with faults."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.doors import PATIENCE_MS, Door, question_on, write_notebook

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("door", ["lab"], indirect=True),
]

FAULTY = """%%question first-reply
kind: choice
points: two
prompt: What do you do first?
options:
  reply: Write back now.
  record: Say you have read it, and ring the duty manager.
### BEGIN HIDDEN TESTS
key: {recrod: 1}
why: {reply: Too soon., record: She knows what comes next.}
### END HIDDEN TESTS"""


def test_a_preview_shows_what_each_option_earns_and_why(door: Door, page: Page, source: Path):
    """The code stays in sight, the form can be tried, and nothing is kept beside the source."""
    door.open(page, source)
    place = question_on(page, "name-the-worry")
    cell = page.locator(".jp-CodeCell").filter(has=place)
    expect(cell.locator(".cm-content")).to_contain_text("kind: choice")
    expect(cell).to_contain_text("What each part earns, and why")
    expect(cell.get_by_role("row").filter(has_text="buying his trust")).to_contain_text("100%")
    expect(cell).to_contain_text("S36:")
    place.locator('input[value="hours"]').check()
    place.get_by_role("button", name="Check my answer").click()
    expect(place.locator(".dr-mark")).to_contain_text("0.5 of 2 points.")
    assert not list(source.parent.rglob("answers.json"))


def test_all_faults_are_shown_at_once(door: Door, page: Page, folder: Path):
    """Each with its line and what to write instead."""
    notebook = write_notebook(folder / "mine.ipynb", FAULTY)
    page.goto(door.address(notebook))
    faults = page.get_by_role("alert").locator("li")
    expect(faults).to_have_count(2, timeout=PATIENCE_MS)
    expect(faults.nth(0)).to_contain_text('Line 3: "points:" must be a number')
    expect(faults.nth(1)).to_contain_text('Did you mean "record"?')
