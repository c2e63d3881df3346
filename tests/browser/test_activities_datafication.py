"""The risk score, who could be found, follow the recording: by keyboard, wide and narrow."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.doors import Door, answers_beside, focused, write_notebook
from tests.browser.test_activities_capabilities import WIDTHS, activity, check, choose, opened
from tests.browser.test_activities_capabilities import press_on as press
from tests.classroom.test_re_identify import TABLE
from tests.classroom.test_recording import RECORDING
from tests.classroom.test_risk_score import SCORE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("door", ["notebook"], indirect=True),
]


@pytest.fixture
def notebook(folder: Path) -> Path:
    """A notebook with the activities, in a folder of its own."""
    return write_notebook(
        folder / "datafication" / "datafication.ipynb",
        "# Datafication",
        f"%%activity score\n{SCORE}",
        f"%%activity table\n{TABLE}",
        f"%%activity trail\n{RECORDING}",
    )


@WIDTHS
def test_a_line_and_a_table_are_changed(door: Door, page: Page, notebook: Path, narrow: bool):
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
    check(page)
    kept = answers_beside(notebook)
    assert kept["score"]["same"] == ["misses-false"]
    assert kept["table"]["at-age"] == ["ten"]


@WIDTHS
def test_a_recording_is_followed_to_its_end(door: Door, page: Page, notebook: Path, narrow: bool):
    """The focus goes to what followed; the end tells it all; it is there after a reload."""
    opened(door, page, notebook, narrow)
    trail = activity(page, "trail")
    press(page, "trail", "it.value === 'contract short'")
    expect(trail.get_by_text("You chose: Until it is signed.")).to_be_focused()
    press(page, "trail", "it.value === 'hall stop'")
    press(page, "trail", "it.value === 'draft now'")
    expect(trail.get_by_text("the note gets none wrong")).to_be_visible()
    check(page)
    door.open(page, notebook)
    expect(trail.get_by_text("the note gets none wrong")).to_be_visible()
