"""Cases sorted by duty, things handled, a CPD record: each by keyboard, wide and narrow."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.by_keyboard import has_focus_ring
from tests.browser.doors import (
    PATIENCE_MS,
    Door,
    answers_beside,
    focused,
    press_until,
    seconds_until,
    write_notebook,
)
from tests.browser.test_axe import NARROW, faults
from tests.classroom.test_cpd import CPD
from tests.classroom.test_docx import read
from tests.classroom.test_evidence import EVIDENCE
from tests.classroom.test_threshold import THRESHOLD

pytestmark = pytest.mark.browser

in_notebook = pytest.mark.parametrize("door", ["notebook"], indirect=True)
at_both_widths = pytest.mark.parametrize("narrow", [False, True], ids=["desktop", "320 pixels"])

CASES, LOG, RECORD = "my-cases", "my-log", "my-record"
SOURCES = {CASES: THRESHOLD, LOG: EVIDENCE, RECORD: CPD}


@pytest.fixture
def activity(course: Path, folder: Path, request: pytest.FixtureRequest) -> Path:
    """A module with one activity in it, and the facts it rests on."""
    shutil.copy(course / "facts.yml", folder)
    body = f"%%activity {request.param}\n{SOURCES[request.param]}"
    return write_notebook(folder / "module" / "module.ipynb", "# A module", body)


def press(page: Page, button: str, value: str = "") -> None:
    """Go on by Tab to a button of the activity, press it by Enter, and wait for what follows."""
    wanted = f"it.dataset.press === {button!r} && it.value === {value!r}"
    if not focused(page, wanted):
        press_until(page, "Tab", wanted, most=200)
    assert has_focus_ring(page), "who uses the keyboard can't see where they are"
    before = page.locator("[data-activity]").inner_html()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "before => document.querySelector('[data-activity]').innerHTML !== before", arg=before
    )
    assert focused(page, "Boolean(it.closest('[data-activity]'))"), "the focus left the activity"


def focus_is_on(page: Page, words: str) -> None:
    """Expect the focus on what begins with *words*, so that it is read out first."""
    assert focused(page, "it.textContent.trim()").startswith(words)


def fits(page: Page) -> bool:
    """Return whether the activity is no wider than its page; a table scrolls by itself."""
    return bool(
        page.evaluate(
            "document.querySelector('[data-activity]').getBoundingClientRect().right"
            " <= document.documentElement.clientWidth"
        )
    )


def look(page: Page) -> None:
    """Expect nothing that axe finds, and nothing that runs over the edge."""
    assert faults(page) == []
    assert fits(page)


@at_both_widths
@in_notebook
@pytest.mark.parametrize("activity", [CASES], indirect=True)
def test_cases_are_sorted_by_keyboard(door: Door, page: Page, activity: Path, narrow: bool):
    """Decide, read why, switch the one fact, decide the next, come to the table; it is kept."""
    if narrow:
        page.set_viewport_size(NARROW)
    door.open(page, activity)
    look(page)
    press(page, "decide", "s17")
    focus_is_on(page, "You chose: Help for a child in need. This duty is called up too.")
    press(page, "switch")
    focus_is_on(page, "With this fact on. What leads: None of these yet.")
    look(page)
    press(page, "switch")
    assert focused(page, "it.dataset.press") == "switch"
    press(page, "next")
    focus_is_on(page, "Case 2 of 2")
    press(page, "decide", "s47")
    focus_is_on(page, "You chose: A section 47 enquiry. A judgement.")
    press(page, "next")
    focus_is_on(page, "Your cases")
    look(page)
    rows = page.locator("[data-activity] tbody tr")
    expect(rows.nth(0)).to_have_text(
        "Kemi, 15Help for a child in needA section 47 enquiryNone of these yet"
    )
    kept = {CASES: {"case-kemi": ["s17"], "case-poppy": ["s47"]}}
    seconds_until(lambda: answers_beside(activity) == kept)
    door.open(page, activity)
    expect(rows).to_have_count(2)


@at_both_widths
@in_notebook
@pytest.mark.parametrize("activity", [LOG], indirect=True)
def test_things_are_handled_by_keyboard(door: Door, page: Page, activity: Path, narrow: bool):
    """Each step answers and the log follows; a step is taken back; it ends, and is kept."""
    if narrow:
        page.set_viewport_size(NARROW)
    door.open(page, activity)
    look(page)
    place = page.locator("[data-activity]")
    press(page, "do", "copy")
    focus_is_on(page, "Have it sent to you.")
    expect(place).to_contain_text("1 of 2 parts still usable. Harmed again: Ellie.")
    look(page)
    press(page, "undo")
    focus_is_on(page, "1 of 2: A picture")
    press(page, "do", "police")
    press(page, "do", "ellie")
    expect(place).to_contain_text("2 of 2 parts still usable. Nobody was harmed again.")
    press(page, "close")
    focus_is_on(page, "Where this came to")
    look(page)
    press(page, "next")
    press(page, "next")  # the second one is left out
    focus_is_on(page, "The whole log")
    look(page)
    rows = page.locator("[data-activity] tbody tr")
    expect(rows.nth(0)).to_contain_text("the phone, as it was found; where the picture is")
    expect(rows.nth(1)).to_contain_text("You left this one out.")
    kept = {LOG: {"steps-picture": ["police", "ellie"], "closed": ["picture"]}}
    seconds_until(lambda: answers_beside(activity) == kept)
    door.open(page, activity)
    expect(place).to_contain_text("2 of 2: A chat")


# --- the CPD record ------------------------------------------------------------------------


def write(page: Page, box: str, words: str) -> None:
    """Go on by Tab to a box and type."""
    press_until(page, "Tab", f"it.name === {box!r}", most=200)
    page.keyboard.type(words)


def download(page: Page, button: str, value: str = "") -> Download:
    """Press a button of the record by keyboard; return the file it gives."""
    with page.expect_download() as waiting:
        press(page, button, value)
    return waiting.value


@at_both_widths
@in_notebook
@pytest.mark.parametrize("activity", [RECORD], indirect=True)
def test_a_record_is_written_taken_away_and_emptied(
    door: Door, page: Page, activity: Path, narrow: bool
):
    """Typed by keyboard, warned about, given as Word and as text, found again, and emptied."""
    if narrow:
        page.set_viewport_size(NARROW)
    door.open(page, activity)
    look(page)
    place = page.locator("[data-activity]")
    write(page, "did", "Parts 1 to 4, x and all.")  # x would cut the cell
    write(page, "peer", "My manager. Ring 07700 900123")
    expect(place.locator(".dr-status").first).to_have_text("Saved.")
    press(page, "word")
    warning = place.locator('[data-region="mark"]')
    expect(warning).to_contain_text("07700 900123 (looks like: phone number)")
    look(page)
    file = download(page, "word", "anyway")
    assert file.suggested_filename == "cpd-record-online-safeguarding.docx"
    paragraphs = read(Path(file.path()).read_bytes())
    assert ("Normal", "Parts 1 to 4, x and all.") in paragraphs
    assert ("Heading1", "Peer reflection") in paragraphs
    peer = place.get_by_label("Peer reflection")
    peer.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("My manager, by phone.")
    expect(warning).to_be_empty()  # it was about other words
    text = download(page, "plain")
    assert text.suggested_filename == "cpd-record-online-safeguarding.txt"
    assert "\nMy manager, by phone.\n" in Path(text.path()).read_text(encoding="utf-8")
    seconds_until(
        lambda: answers_beside(activity).get(RECORD, {}).get("peer") == ["My manager, by phone."]
    )
    door.open(page, activity)
    expect(peer).to_have_value("My manager, by phone.", timeout=PATIENCE_MS)
    press(page, "empty")
    press(page, "empty", "really")
    expect(peer).to_have_value("")
    assert focused(page, "it.name") == "did"
    expect(place.locator(".dr-status").first).to_contain_text("Emptied.")
    assert answers_beside(activity) == {RECORD: {}}
    look(page)
    assert not list(activity.parent.glob("cpd-record*"))


@in_notebook
@pytest.mark.parametrize("activity", [RECORD], indirect=True)
def test_who_types_on_loses_no_letter(door: Door, page: Page, activity: Path):
    """What is confirmed while somebody types is older than what they see, and never replaces it."""
    door.open(page, activity)
    words = "slowly typed"
    place = page.locator("[data-activity]")
    place.get_by_label("What I did").focus()
    page.keyboard.type(words, delay=430)  # just after each letter has been sent comes the next
    page.keyboard.press("Tab")
    page.keyboard.type("And at once the next box.")
    expect(place.locator(".dr-status").first).to_have_text("Saved.")
    expect(place.get_by_label("What I did")).to_have_value(words)
    expect(place.get_by_label("What I learnt")).to_have_value("And at once the next box.")
    kept = answers_beside(activity)[RECORD]
    assert (kept["did"], kept["learnt"]) == ([words], ["And at once the next box."])
