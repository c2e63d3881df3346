"""The teaching module: practice that answers back, and a thread that unfolds."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.doors import Door, focused, press_until, question_on

pytestmark = pytest.mark.browser

THREAD = '[data-activity="the-thread"]'

in_notebook = pytest.mark.parametrize("door", ["notebook"], indirect=True)


@in_notebook
@pytest.mark.parametrize(
    ("name", "chosen", "says"),
    [
        pytest.param("practice-bus-station", ["here"], "2 of 2 points. Right.", id="right"),
        pytest.param("practice-bus-station", ["home"], "0.5 of 2 points. Partly", id="partly"),
        pytest.param("practice-bus-station", ["learn"], "0 of 2 points.", id="wrong"),
        pytest.param("practice-bus-station", [], "You did not answer", id="blank"),
        pytest.param(
            "practice-three-tests",
            ["needs", "protect"],
            "1.33 of 2 points. Partly",
            id="two of three",
        ),
    ],
)
def test_check_my_answer_says_at_once_what_it_earns_and_why(
    door: Door, page: Page, module: Path, name: str, chosen: list[str], says: str
):
    """The mark in words, the reason for what was chosen, and what it rests on."""
    door.open(page, module)
    place = question_on(page, name)
    for option in chosen:
        place.locator(f'input[value="{option}"]').check()
    place.get_by_role("button", name="Check my answer").press("Enter")
    mark = place.locator(".dr-mark")
    expect(mark).to_contain_text(says)
    if chosen == ["home"]:
        expect(mark).to_contain_text("They must be told today, so this is part of it.")
    if chosen:
        expect(mark.get_by_text("What this rests on")).to_be_visible()
        place.locator("input:not(:checked)").first.check()
        expect(mark).to_have_count(0)  # it was about another answer


@in_notebook
def test_the_thread_is_walked_by_keyboard_and_kept(door: Door, page: Page, module: Path):
    """Focus goes to what is new; a reply can be taken back; the way is there after a reload."""
    door.open(page, module)
    thread = page.locator(THREAD)
    opening = thread.locator(".dr-thread li").all_text_contents()
    press_until(page, "Tab", f"it.closest('{THREAD}') && it.matches('button')", most=300)
    page.keyboard.press("Enter")
    back = thread.get_by_role("button", name="Take back my last reply")
    expect(back).to_be_visible()
    assert focused(page, "it.hasAttribute('data-focus')")
    after_one = thread.locator(".dr-thread li").all_text_contents()
    assert after_one[: len(opening)] == opening and len(after_one) > len(opening)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(thread.locator(".dr-thread li")).not_to_have_count(len(after_one))
    back.press("Enter")
    expect(thread.locator(".dr-thread li")).to_have_text(after_one)
    door.open(page, module)
    expect(thread.locator(".dr-thread li")).to_have_text(after_one)
    thread.get_by_role("button", name="Begin again").press("Enter")
    expect(thread.locator(".dr-thread li")).to_have_text(opening)


@in_notebook
def test_the_thread_comes_to_an_end(door: Door, page: Page, module: Path):
    """Whatever is chosen first each time, it ends, and says what it came to."""
    door.open(page, module)
    thread = page.locator(THREAD)
    for _ in range(14):
        replies = thread.locator(".dr-replies button")
        if not replies.count():
            break
        lines = thread.locator(".dr-thread li").count()
        replies.first.click()
        expect(thread.locator(".dr-thread li")).not_to_have_count(lines)
    expect(thread.get_by_text("Where this came to")).to_be_visible()
