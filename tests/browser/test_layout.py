"""Nothing of the hosts' gets in the way: ids, grids, overlays, narrow pages, high zoom."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.doors import (
    Door,
    answer,
    choose_in_menu,
    options_of,
    question_on,
    questions_in,
    with_options,
)

pytestmark = pytest.mark.browser

#: What a page shows at its centre, for each control of ours: the control, or what covers it.
HIT = """() => [...document.querySelectorAll(
    '.dr-question :is(input:not([type=hidden]), textarea), .dr button'
)].filter(each => each.checkVisibility()).map(control => {
    control.scrollIntoView({block: 'center'});
    const {left, top, width, height} = control.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    const ok = there === control || control.contains(there) || there?.closest('label, button')
        === control.closest('label, button');
    return ok ? '' : `${control.name || control.textContent} under ${there?.className}`;
}).filter(Boolean)"""

#: The options' sizes, and the room their form gives them; short ones stand side by side.
ROWS = """() => [...document.querySelectorAll(
    '.dr-question .dr-option:not(.dr-choices *)'
)].map(row => ({
    height: row.getBoundingClientRect().height,
    spare: row.parentElement.clientWidth - row.getBoundingClientRect().width,
}))"""

IDS = """() => {
    const ids = [...document.querySelectorAll('.dr [id]')].map(each => each.id);
    return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""

#: How far our own parts reach over the right edge of the page, in pixels; a wide table
#: within a part that scrolls by itself does not.
OVER = """() => Math.max(0, ...[...document.querySelectorAll('.dr, .dr *')]
    .filter(each => each.getClientRects().length)
    .filter(each => !each.closest('details:not([open]) > :not(summary)'))
    .filter(each => !each.parentElement.closest('.dr-wide'))
    .map(each => each.getBoundingClientRect().right - document.documentElement.clientWidth))"""


def becomes_narrow(page: Page, size: ViewportSize) -> None:
    """Make the page narrow, and wait until the host has laid it out anew with nothing left over."""
    page.set_viewport_size(size)
    page.wait_for_function(f"() => ({OVER})() < 1")


def test_no_overlay_swallows_a_click(door: Door, page: Page, quiz: Path):
    """A click at the centre of each control reaches that control."""
    door.open(page, quiz)
    assert page.evaluate(HIT) == []


def test_options_are_whole_rows_that_can_be_pressed_anywhere(door: Door, page: Page, quiz: Path):
    """Each option is 44 pixels high at least and as wide as its form, whatever the host's grid."""
    door.open(page, quiz)
    rows = page.evaluate(ROWS)
    assert len(rows) > 40
    assert all(row["height"] >= 44 and row["spare"] < 1 for row in rows), rows
    name, question = next(iter(questions_in(quiz).items()))
    row = question_on(page, name).locator(".dr-option").nth(1)
    row.click(position={"x": row.bounding_box()["width"] - 24, "y": 10})  # type: ignore[index]
    expect(row.locator("input")).to_be_checked()
    assert question.name == name


def test_ids_are_unique_and_labels_tick_their_own_box(door: Door, page: Page, quiz: Path):
    """Each question is a model and each view has names of its own."""
    door.open(page, quiz)
    assert page.evaluate(IDS) == []
    for name, question in list(with_options(quiz).items())[:4]:
        text = question.options[1].text
        question_on(page, name).get_by_text(text, exact=True).click()
        ticked = question_on(page, name).locator("input:checked")
        assert ticked.get_attribute("value") == options_of(question)[1]


@pytest.mark.parametrize("door", ["lab"], indirect=True)
def test_a_second_view_of_a_question_is_a_group_of_its_own(door: Door, page: Page, quiz: Path):
    """JupyterLab's New View for Output shows the same question, which shows the same answer."""
    name, question = next(iter(questions_in(quiz).items()))
    door.open(page, quiz)
    answer(page, name, options_of(question)[0])
    place = question_on(page, name).locator(".dr-hint").first
    place.click(button="right")
    page.get_by_role("menuitem", name="Create New View for Cell Output").click()
    views = page.locator(f'.dr-question[data-question="{name}"]')
    expect(views).to_have_count(2)
    assert page.evaluate(IDS) == []
    views.last.locator("input").nth(2).check()
    expect(views.first.locator("input").nth(2)).to_be_checked()
    expect(views.first.locator("input:checked")).to_have_count(1)
    choose_in_menu(page, "File", "Close Tab")


NARROW = pytest.mark.parametrize(
    "size",
    [
        pytest.param({"width": 320, "height": 640}, id="320 pixels"),
        pytest.param({"width": 320, "height": 256}, id="400 % of 1280 by 1024"),
    ],
)


@NARROW
@pytest.mark.parametrize("door", ["notebook", "voila"], indirect=True)
def test_a_narrow_page_needs_no_scrolling_sideways(
    door: Door, page: Page, quiz: Path, size: dict[str, int]
):
    """Our parts stay within the page, and their controls can be reached."""
    page.set_viewport_size(size)
    door.open(page, quiz)
    assert page.evaluate(OVER) <= 0.5
    assert page.evaluate(HIT) == []


@NARROW
@pytest.mark.parametrize("door", ["notebook"], indirect=True)
def test_the_module_fits_a_narrow_page(door: Door, page: Page, module: Path, size: dict[str, int]):
    """The thread and the practice questions stay within the page, too."""
    page.set_viewport_size(size)
    door.open(page, module)
    assert page.evaluate(OVER) <= 0.5
