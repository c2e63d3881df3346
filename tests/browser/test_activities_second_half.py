"""Datafication and assistive technologies: each activity by keyboard, wide and narrow, with axe."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.doors import Door, answers_beside, focused, write_notebook
from tests.browser.test_activities_capabilities import (
    WIDTHS,
    activity,
    check,
    choose,
    go_to,
    opened,
)
from tests.classroom.test_re_identify import TABLE
from tests.classroom.test_read_aloud import FORM
from tests.classroom.test_recording import RECORDING
from tests.classroom.test_risk_score import SCORE
from tests.classroom.test_scanning import SCANNING
from tests.classroom.test_symbols import SYMBOLS
from tests.classroom.test_tracker import TRACKER

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("door", ["notebook"], indirect=True),
]


@pytest.fixture
def notebook(folder: Path) -> Path:
    """A notebook with the activities, in a folder of its own."""
    return write_notebook(
        folder / "second" / "second.ipynb",
        "# The second half",
        f"%%activity score\n{SCORE}",
        f"%%activity table\n{TABLE}",
        f"%%activity trail\n{RECORDING}",
        f"%%activity board\n{SYMBOLS}",
        f"%%activity switch\n{SCANNING}",
        f"%%activity form\n{FORM}",
        f"%%activity tracker\n{TRACKER}",
    )


def press(page: Page, name: str, ask: str) -> None:
    """Go on by Tab to the button that *ask* holds of, and press it."""
    go_to(page, name, ask)
    page.keyboard.press("Enter")


@WIDTHS
def test_scores_and_tables_are_changed_by_keyboard(
    door: Door, page: Page, notebook: Path, narrow: bool
):
    """The focus stays on what was chosen; what follows is said, drawn and counted, and kept."""
    opened(door, page, notebook, narrow)
    score = activity(page, "score")
    choose(page, "score", "common", "10")
    expect(score.locator(".dr-status")).to_contain_text("Saved. 170 families are flagged.")
    assert focused(page, "it.name === 'common' && it.checked")
    expect(score.get_by_role("row", name="Will come to harm").first).to_contain_text("80")
    choose(page, "score", "same", "misses-false")
    expect(score.locator(".dr-status")).to_contain_text("87 are right in Northside")
    table = activity(page, "table")
    choose(page, "table", "at-age", "ten")
    expect(table.locator(".dr-status")).to_contain_text("The smallest group is 2, so k is 2.")
    expect(table.get_by_text("2 people stand in a group")).to_be_visible()
    form = activity(page, "form")
    go_to(page, "form", "it.value === 'label'")
    page.keyboard.press("Space")
    expect(form.get_by_text("Your name, edit, blank")).to_be_visible()
    assert focused(page, "it.value === 'label' && it.checked")
    check(page)
    kept = answers_beside(notebook)
    assert kept["score"]["same"] == ["misses-false"]
    assert kept["table"]["at-age"] == ["ten"]


@WIDTHS
def test_what_unfolds_is_walked_by_keyboard(door: Door, page: Page, notebook: Path, narrow: bool):
    """The focus goes to what followed; at the end the whole is told; it is there after a reload."""
    opened(door, page, notebook, narrow)
    trail = activity(page, "trail")
    press(page, "trail", "it.value === 'contract short'")
    expect(trail.get_by_text("You chose: Until it is signed.")).to_be_focused()
    press(page, "trail", "it.value === 'hall stop'")
    press(page, "trail", "it.value === 'draft now'")
    expect(trail.get_by_text("none says what did not happen")).to_be_visible()
    tracker = activity(page, "tracker")
    for each in ("who-gate best", "first-gate ask", "then-gate self"):
        press(page, "tracker", f"it.value === '{each}'")
    expect(tracker.get_by_text("It is still hers.")).to_be_visible()
    check(page)
    door.open(page, notebook)
    expect(trail.get_by_text("none says what did not happen")).to_be_visible()


@WIDTHS
def test_a_word_is_said_and_written_by_keyboard(
    door: Door, page: Page, notebook: Path, narrow: bool
):
    """Symbols are pointed at and said; the light goes on under the same button."""
    opened(door, page, notebook, narrow)
    board, switch = activity(page, "board"), activity(page, "switch")
    press(page, "board", "it.dataset.press === 'point' && it.value === 'sad'")
    expect(board.get_by_role("status").filter(has_text="pointed at")).to_contain_text("sad")
    press(page, "board", "it.dataset.press === 'say'")
    expect(board.get_by_text("You: sad")).to_be_focused()
    expect(board.get_by_text("Are you sad?")).to_be_visible()
    press(page, "switch", "it.dataset.press === 'board' && it.value === 'whole'")
    press(page, "switch", "it.dataset.press === 'take'")
    expect(switch.get_by_role("status").filter(has_text="The light")).to_contain_text("tea")
    assert focused(page, "it.dataset.press === 'take'")
    page.keyboard.press("Enter")
    expect(switch.get_by_text('"tea" is written.')).to_be_focused()
    check(page)
