"""axe finds nothing in what we render: each door, before and after, wide and narrow, dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.doors import (
    PATIENCE_MS,
    Door,
    answer,
    options_of,
    question_on,
    questions_in,
    with_options,
    write_notebook,
)

pytestmark = pytest.mark.browser

#: The rules of WCAG 2.0 to 2.2, levels A and AA.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

#: What axe can't decide and we can: a label that goes to another view's control.
NO_DOUBT = {"duplicate-id-aria", "form-field-multiple-labels"}

NARROW = {"width": 320, "height": 640}


def faults(page: Page, within: str | None = ".dr") -> list[str]:
    """Return what axe finds within our parts, or on the whole page."""
    context = {"include": [[within]]} if within else None
    found = Axe().run(page, context, {"runOnly": {"type": "tag", "values": WCAG}}).response
    doubts = [each for each in found["incomplete"] if each["id"] in NO_DOUBT]
    assert found["passes"], "axe looked at nothing"
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in [*found["violations"], *doubts]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("narrow", [False, True], ids=["desktop", "320 pixels"])
def test_the_quiz(door: Door, page: Page, quiz: Path, narrow: bool):
    """Questions and hand-in, before any answer and after one; in Voilà the whole page."""
    if narrow and door.name != "lab":  # JupyterLab itself does not reflow
        page.set_viewport_size(NARROW)
    within = None if door.name == "voila" else ".dr"
    door.open(page, quiz)
    assert faults(page, within) == []
    for name, question in list(with_options(quiz).items())[:5]:
        answer(page, name, options_of(question)[0])
    assert faults(page, within) == []


@pytest.mark.parametrize("door", ["lab"], indirect=True)
def test_the_quiz_in_the_dark(door: Door, page: Page, quiz: Path, dark: Callable[[], None]):
    """JupyterLab's dark theme reaches our parts, and their contrast holds."""
    dark()
    door.open(page, quiz)
    question = question_on(page, next(iter(questions_in(quiz))))
    paper = question.evaluate("it => getComputedStyle(it).backgroundColor")
    assert paper == "rgb(27, 30, 34)"
    assert faults(page) == []


@pytest.mark.parametrize("narrow", [False, True], ids=["desktop", "320 pixels"])
@pytest.mark.parametrize("door", ["notebook"], indirect=True)
def test_the_module(door: Door, page: Page, module: Path, narrow: bool):
    """Practice after Check my answer, and the thread in the middle and at its end."""
    if narrow:
        page.set_viewport_size(NARROW)
    door.open(page, module)
    for name in questions_in(module):
        place = question_on(page, name)
        for last in place.locator("input").all()[-1:]:  # what is put in order has buttons only
            last.check()
        place.get_by_role("button", name="Check my answer").click()
        expect(place.locator(".dr-mark")).to_be_visible()
    thread = page.locator('[data-activity="the-thread"]')
    replies, lines = thread.locator(".dr-replies button"), thread.locator(".dr-thread li")
    replies.first.click()
    expect(thread.get_by_role("button", name="Take back my last reply")).to_be_visible()
    assert faults(page) == []
    for _ in range(8):
        if not replies.count():
            break
        before = lines.count()
        replies.first.click()
        expect(lines).not_to_have_count(before)
    expect(thread.get_by_text("Where this came to")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("door", ["lab"], indirect=True)
def test_the_authors_preview_and_faults(door: Door, page: Page, folder: Path):
    """What an author sees on running a sound question, and a faulty one."""
    sound = (
        "%%question sound\nkind: choice\npoints: 2\nprompt: What first?\n"
        "options: {a: Ask her., b: Tell her.}\n### BEGIN HIDDEN TESTS\nkey: {a: 1}\n"
        "why: {a: Her wishes., b: Not yet.}\n### END HIDDEN TESTS"
    )
    notebook = write_notebook(folder / "mine.ipynb", sound, "%%question faulty\nkind: choise\n")
    page.goto(door.address(notebook))
    expect(page.get_by_text("Preview.")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("alert")).to_contain_text('Did you mean "choice"?', timeout=PATIENCE_MS)
    assert faults(page) == []
