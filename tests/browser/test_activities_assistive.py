"""Symbols, one switch, a form that is heard, a tracker: by keyboard, wide and narrow."""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from classroom.activities import read_activity
from classroom.activities.read_aloud_lines import (
    BOX,
    BUTTON,
    CHOICE,
    HEADING,
    LINK,
    PICTURE,
    TICK,
    Part,
    heard,
)
from tests.browser.conftest import COURSE
from tests.browser.doors import Door, focused, write_notebook
from tests.browser.test_activities_capabilities import WIDTHS, activity, check, go_to, opened
from tests.browser.test_activities_capabilities import press_on as press
from tests.classroom.test_read_aloud import FORM
from tests.classroom.test_scanning import SCANNING
from tests.classroom.test_symbols import SYMBOLS
from tests.classroom.test_tracker import TRACKER

pytestmark = pytest.mark.browser

NOTEBOOK = pytest.mark.parametrize("door", ["notebook"], indirect=True)

MODULE = COURSE / "modules" / "04-assistive-technologies" / "assistive-technologies.ipynb"


@pytest.fixture
def notebook(folder: Path) -> Path:
    """A notebook with the activities, in a folder of its own."""
    return write_notebook(
        folder / "assistive" / "assistive.ipynb",
        "# Assistive technologies",
        f"%%activity board\n{SYMBOLS}",
        f"%%activity switch\n{SCANNING}",
        f"%%activity form\n{FORM}",
        f"%%activity tracker\n{TRACKER}",
    )


@NOTEBOOK
@WIDTHS
def test_something_is_said_with_symbols(door: Door, page: Page, notebook: Path, narrow: bool):
    """What was pointed at is told in a status that stays; the focus goes to the answer."""
    opened(door, page, notebook, narrow)
    board = activity(page, "board")
    press(page, "board", "it.dataset.press === 'point' && it.value === 'happy'")
    told = board.get_by_role("status").filter(has_text="pointed at")
    expect(told).to_contain_text("happy")
    told.evaluate("it => { it.dataset.stays = 'yes' }")
    press(page, "board", "it.dataset.press === 'point' && it.value === 'sad'")
    expect(told).to_contain_text("happy, sad")
    assert told.get_attribute("data-stays") == "yes", "who listens is not told of a new status"
    assert focused(page, "it.dataset.press === 'point' && it.value === 'sad'")
    press(page, "board", "it.dataset.press === 'say'")
    expect(board.get_by_text("You: happy, sad")).to_be_focused()
    expect(board.get_by_text("Are you sad?")).to_be_visible()
    check(page)


@NOTEBOOK
@WIDTHS
def test_a_word_is_written_with_one_switch(door: Door, page: Page, notebook: Path, narrow: bool):
    """The light goes on under the same button, and where it is is told."""
    opened(door, page, notebook, narrow)
    switch = activity(page, "switch")
    press(page, "switch", "it.dataset.press === 'board' && it.value === 'whole'")
    press(page, "switch", "it.dataset.press === 'take'")
    expect(switch.get_by_role("status").filter(has_text="The light")).to_contain_text("tea")
    assert focused(page, "it.dataset.press === 'take'")
    page.keyboard.press("Enter")
    expect(switch.get_by_text('"tea" is written.')).to_be_focused()
    check(page)


@NOTEBOOK
@WIDTHS
def test_a_form_is_mended_and_a_case_decided(door: Door, page: Page, notebook: Path, narrow: bool):
    """The lines follow the switch; each stage opens, with the focus on what was said."""
    opened(door, page, notebook, narrow)
    form = activity(page, "form")
    go_to(page, "form", "it.value === 'label'")
    page.keyboard.press("Space")
    expect(form.get_by_text("Your name, edit, blank")).to_be_visible()
    assert focused(page, "it.value === 'label' && it.checked")
    tracker = activity(page, "tracker")
    for each in ("who-gate best", "first-gate ask", "then-gate self"):
        press(page, "tracker", f"it.value === '{each}'")
    expect(tracker.get_by_text("It is still hers.")).to_be_visible()
    check(page)


# --- what is heard, and what a browser hands out ------------------------------------------------

#: What the browser calls the parts that we call otherwise.
ROLES = {"textbox": "edit", "image": "graphic", "radio": "radio button", "checkbox": "tick box"}

#: What somebody would stop at.
STOPS = {"heading", "image", "textbox", "group", "radio", "checkbox", "button", "link"}


def as_page(parts: list[Part]) -> str:
    """Return a page with the parts made as they say, in plain HTML."""
    return "".join(_made(part, f"part-{number}") for number, part in enumerate(parts))


def _made(part: Part, name: str) -> str:
    text = escape(part.text)
    label = f'<label for="{name}">{text}</label>' if text else ""
    if part.kind == HEADING:
        return f"<h{part.level}>{text}</h{part.level}>"
    if part.kind == PICTURE:
        return f'<img src="data:," alt="{text}">'
    if part.kind == BOX:
        state = " required" * part.required + ' aria-invalid="true"' * bool(part.error)
        return f'{label}<input id="{name}" placeholder="{escape(part.placeholder)}"{state}>'
    if part.kind == TICK:
        return f'<input type="checkbox" id="{name}">{label}'
    if part.kind == CHOICE:
        radios = "".join(
            f'<label><input type="radio" name="{name}">{escape(each)}</label>'
            for each in part.options
        )
        legend = f"<legend>{text}</legend>" if text else ""
        return f"<fieldset>{legend}{radios}</fieldset>" if legend else radios
    if part.kind == BUTTON:
        return f"<button>{text}<svg></svg></button>"
    return f'<a href="#">{text}</a>' if part.kind == LINK else f"<p>{text}</p>"


def handed_out(page: Page, parts: list[Part]) -> list[tuple[str, str]]:
    """Return each stop as the browser hands it to a screen reader: its kind and its name."""
    page.set_content(f"<main>{as_page(parts)}</main>")
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}

    def below(name: str) -> Iterator[tuple[str, str]]:
        node = nodes[name]
        role = node["role"]["value"]
        if not node["ignored"] and role in STOPS:
            yield ROLES.get(role, role), node.get("name", {}).get("value", "")
        for child in node.get("childIds", []):
            yield from below(child)

    return list(below(next(iter(nodes))))


def said(part: Part) -> list[tuple[str, str]]:
    """Return the kind and the name in each line that our model gives of a part."""
    kinds = (*ROLES.values(), "heading", "group", "button", "link")
    found = []
    for line in heard(part):
        words = line.split(", ")
        place, kind = next(
            (place, kind) for place, word in enumerate(words) for kind in kinds
            if word == kind or word.startswith(f"{kind} level")
        )  # fmt: skip
        found.append((kind, ", ".join(words[:place])))
    return found


@pytest.mark.parametrize("mended", [False, True], ids=["as it was made", "mended"])
def test_the_lines_are_what_a_browser_hands_out(page: Page, mended: bool):
    """The module's own form: every stop in order, its kind and its name, named or not.

    A picture without words is left out as it was made: screen readers read its file's name,
    which the browser does not hand out as a name.
    """
    cells = ("".join(cell["source"]) for cell in json.loads(MODULE.read_text("utf-8"))["cells"])
    (cell,) = (each for each in cells if each.startswith("%%activity what-the-screen-reader"))
    form = read_activity("form", cell.partition("\n")[2])[1]
    parts = [
        part
        for part in form.parts(form.fixes if mended else ())
        if part.kind != "text" and (part.kind != PICTURE or part.text)
    ]
    assert len(parts) > 5
    assert handed_out(page, parts) == [line for part in parts for line in said(part)]
