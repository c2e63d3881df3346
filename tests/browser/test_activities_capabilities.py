"""Which channel, who knew what, where am I: by keyboard, wide and narrow, axe before and after."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.by_keyboard import has_focus_ring
from tests.browser.doors import (
    Door,
    answers_beside,
    focused,
    press_until,
    seconds_until,
    write_notebook,
)
from tests.browser.test_axe import NARROW, faults
from tests.browser.test_layout import HIT, IDS, OVER
from tests.classroom.test_channel import CHANNEL
from tests.classroom.test_self_assessment import AFTER, BEFORE
from tests.classroom.test_systems import SYSTEMS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("door", ["notebook"], indirect=True),
]

WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["desktop", "320 pixels"])


@pytest.fixture
def notebook(folder: Path) -> Path:
    """A notebook with the activities, in a folder of its own."""
    return write_notebook(
        folder / "capabilities" / "capabilities.ipynb",
        "# Capabilities",
        f"%%activity where\n{BEFORE}",
        f"%%activity sandra\n{CHANNEL}",
        f"%%activity natalie\n{SYSTEMS}",
        f"%%activity where-now\n{AFTER}",
    )


def opened(door: Door, page: Page, notebook: Path, narrow: bool) -> None:
    """Open the notebook; nothing in it is wrong yet."""
    if narrow:
        page.set_viewport_size(NARROW)
    door.open(page, notebook)
    check(page)


def check(page: Page) -> None:
    """What axe finds, what reaches over the edge, what covers a control, which ids come twice."""
    assert faults(page) == []
    assert page.evaluate(OVER_BUT_SCROLLED) <= 0.5
    assert page.evaluate(HIT) == []
    assert page.evaluate(IDS) == []


#: As in the layout's tests, but for what stands in a part that is scrolled by itself.
OVER_BUT_SCROLLED = OVER.replace(
    ".filter(each => each.getClientRects().length)",
    ".filter(each => each.getClientRects().length && !each.closest('.dr-wide > *'))",
)


def activity(page: Page, name: str) -> Locator:
    """Return the activity called *name*."""
    return page.locator(f'[data-activity="{name}"]')


def go_to(page: Page, name: str, ask: str) -> None:
    """Go on by Tab to what *ask* holds of, in the activity called *name*."""
    within = f"""it.closest('[data-activity="{name}"]') && {ask}"""
    if not focused(page, f"Boolean({within})"):
        press_until(page, "Tab", within, most=150)
    assert has_focus_ring(page), "who uses the keyboard can't see where they are"


def press_on(page: Page, name: str, ask: str) -> None:
    """Go on by Tab to the button that *ask* holds of, in the activity called *name*; press it."""
    go_to(page, name, ask)
    page.keyboard.press("Enter")


def go_back_to(page: Page, name: str, ask: str) -> None:
    """Go back by Shift+Tab to what *ask* holds of, in the activity called *name*."""
    press_until(page, "Shift+Tab", f"""it.closest('[data-activity="{name}"]') && {ask}""", most=150)


def choose(page: Page, name: str, field: str, value: str) -> None:
    """Go on to the radio buttons *field* and choose *value* by the arrow keys."""
    go_to(page, name, f"it.name === {field!r}")
    page.keyboard.press("Space")
    for _ in range(9):
        if focused(page, "it.value") == value and focused(page, "it.checked"):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no way by the arrow keys to {value}")


@WIDTHS
def test_a_channel_is_chosen_and_chosen_again(door: Door, page: Page, notebook: Path, narrow: bool):
    """The focus goes to what follows; the end says it all; it is there after a reload."""
    opened(door, page, notebook, narrow)
    here = activity(page, "sandra")
    go_to(page, "sandra", "it.value === 'first letter'")
    page.keyboard.press("Enter")
    expect(here.get_by_text("You chose: A letter")).to_be_focused()
    expect(here.get_by_text("Craig answers.")).to_be_visible()
    go_to(page, "sandra", "it.value === 'time text'")
    page.keyboard.press("Enter")
    expect(here.get_by_text("You chose: A text")).to_be_focused()
    expect(here.get_by_text("What your choices came to", exact=True)).to_be_visible()
    check(page)
    go_back_to(page, "sandra", "it.dataset.press === 'again' && it.value === 'first'")
    page.keyboard.press("Enter")
    expect(here.get_by_text("How do you reach her?")).to_be_focused()
    expect(here.get_by_text("You chose: A text")).to_be_visible()
    go_to(page, "sandra", "it.value === 'first visit'")
    page.keyboard.press("Space")
    expect(here.get_by_text("You chose: A visit with an interpreter")).to_be_focused()
    expect(here.get_by_text("To speak for herself: met 2 of the 2 times")).to_be_visible()
    assert answers_beside(notebook) == {"sandra": {"first": ["visit"], "time": ["text"]}}
    check(page)
    door.open(page, notebook)
    expect(here.get_by_text("You chose: A visit with an interpreter")).to_be_visible()
    here.get_by_role("button", name="Begin again").press("Enter")
    expect(here.get_by_text("How do you reach her?")).to_be_focused()


@WIDTHS
def test_a_connection_is_switched_on_and_off(door: Door, page: Page, notebook: Path, narrow: bool):
    """The focus stays on the switch, and what changes is said, drawn and written."""
    opened(door, page, notebook, narrow)
    here = activity(page, "natalie")
    status, thick = here.locator(".dr-status"), here.locator("svg .dr-knew")
    expect(status).to_have_text("0 of 2 decisions could have been made otherwise. "
        "Nobody was told what is none of their business.")  # fmt: skip
    expect(thick).to_have_count(0)
    go_to(page, "natalie", "it.value === 'police-school'")
    page.keyboard.press("Space")
    expect(status).to_contain_text("Saved. 1 of 2 decisions")
    assert focused(page, "it.value === 'police-school' && it.checked")
    expect(thick).to_have_count(1)
    expect(here.get_by_text("His teacher rings.")).to_be_visible()
    check(page)
    go_to(page, "natalie", "it.value === 'one-record'")
    page.keyboard.press("Space")
    expect(status).to_contain_text("2 of 2 decisions could have been made otherwise. 1 time,")
    expect(here.locator("svg .dr-stranger")).to_have_count(1)
    expect(here.get_by_text("It stands in a police file.")).to_be_visible()
    check(page)
    page.keyboard.press("Space")
    expect(status).to_contain_text("1 of 2 decisions")
    expect(here.locator("svg .dr-stranger")).to_have_count(0)
    assert answers_beside(notebook) == {"natalie": {"on": ["police-school"]}}
    door.open(page, notebook)
    expect(here.locator("input:checked")).to_have_count(1)
    expect(thick).to_have_count(1)


@WIDTHS
def test_before_and_after_are_said_drawn_and_planned(
    door: Door, page: Page, notebook: Path, narrow: bool
):
    """Each choice is kept and drawn; who types a plan is not disturbed; it is there again."""
    opened(door, page, notebook, narrow)
    before, after = activity(page, "where"), activity(page, "where-now")
    for field, value in (("at-record", "new"), ("at-channel", "alone"), ("at-safety", "helped")):
        choose(page, "where", field, value)
    expect(before.locator(".dr-status")).to_have_text(
        "Saved. You have said where you are in 3 of 3."
    )
    expect(before.locator("svg circle")).to_have_count(3)
    assert focused(page, "it.name === 'at-safety' && it.checked")
    choose(page, "where-now", "at-record", "alone")
    choose(page, "where-now", "at-channel", "helped")
    go_to(page, "where-now", "it.name === 'next' && it.value === 'channel'")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Ask Amina. ", delay=30)
    expect(after.locator("dd")).to_have_text("Ask Amina.")
    page.keyboard.type("By Friday.", delay=30)
    expect(after.locator("dd")).to_have_text("Ask Amina. By Friday.")
    assert focused(page, "it.value") == "Ask Amina. By Friday."
    choose(page, "where-now", "at-safety", "helped")
    expect(after.get_by_text("higher in 1, the same in 1, lower in 1.")).to_be_visible()
    expect(after.locator("svg circle")).to_have_count(5)
    expect(after.get_by_role("row", name="Recording")).to_contain_text("3. On my own.")
    check(page)
    kept = {"at-record": ["new"], "at-channel": ["alone"], "at-safety": ["helped"]}
    seconds_until(lambda: answers_beside(notebook).get("where") == kept)
    assert answers_beside(notebook)["where-now"]["plan-channel"] == ["Ask Amina. By Friday."]
    door.open(page, notebook)
    expect(after.locator("textarea:visible")).to_have_value("Ask Amina. By Friday.")
    expect(after.get_by_text("higher in 1, the same in 1, lower in 1.")).to_be_visible()


def test_in_the_dark(door: Door, page: Page, notebook: Path, dark):
    """The pictures' letters keep their contrast on a dark page."""
    dark()
    opened(door, page, notebook, narrow=False)
    page.locator('input[value="one-record"]').check()
    expect(page.locator("svg .dr-stranger")).to_have_count(1)
    inks = page.locator(".dr-own-sign").first.evaluate(
        "it => [getComputedStyle(it).fill, getComputedStyle(it.previousElementSibling).fill]"
    )
    assert inks == ["rgb(27, 30, 34)", "rgb(238, 240, 241)"]
    check(page)
