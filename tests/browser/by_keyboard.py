"""Answer any question with the keys alone, whatever its kind."""

from collections.abc import Callable

from playwright.sync_api import Page

from graders.kinds import KINDS, Question
from graders.kinds.contract import FormFields
from tests.browser.doors import focused, press_until

#: A thing to do in a form of native controls: the field, and the values it is to have.
Fields = FormFields


def answer_by_keyboard(page: Page, question: Question, wanted: Fields) -> None:
    """Go on to *question* and answer it so that its form holds *wanted*."""
    if KINDS[question.kind].press:
        WITH_BUTTONS[question.kind](page, question, wanted)
        return
    for field, values in wanted.items():
        if values:
            fill_in(page, question, field, values)


def fill_in(page: Page, question: Question, field: str, values: list[str]) -> None:
    """Go on to the controls named *field* and give them *values*."""
    press_until(page, "Tab", f"{here(question)} && it.name === {field!r}", most=200)
    assert has_focus_ring(page), "who uses the keyboard can't see where they are"
    kind = focused(page, "it.type")
    if kind == "radio":
        while focused(page, "it.value") != values[0] or not focused(page, "it.checked"):
            page.keyboard.press("ArrowDown")
    elif kind == "checkbox":
        left = set(values)
        while True:
            if (value := focused(page, "it.value")) in left:
                page.keyboard.press("Space")
                left.remove(value)
            if not left:
                return
            page.keyboard.press("Tab")
            assert focused(page, f"it.name === {field!r}"), f"no way by Tab to {left}"
    else:
        page.keyboard.type(values[0])


def here(question: Question) -> str:
    """Return an expression that holds while the focus is in *question*."""
    return f"""it.closest('.dr-question[data-question="{question.name}"]')"""


def has_focus_ring(page: Page) -> bool:
    """Return whether the focused element shows that it has the focus."""
    return bool(focused(page, "parseFloat(getComputedStyle(it).outlineWidth) >= 2"))


def press_button(page: Page, question: Question, button: str, value: str = "") -> None:
    """Go on to a button of the question and press it by Enter; wait for the form to follow."""
    target = f"it.dataset.press === {button!r} && it.value === {value!r}"
    wanted = f"{here(question)} && {target}"
    if not focused(page, wanted):
        press_until(page, "Tab", wanted, most=200)
    assert has_focus_ring(page), "who uses the keyboard can't see where they are"
    form = page.locator(f'.dr-question[data-question="{question.name}"] form').first
    before = form.inner_html()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "([name, before]) => document.querySelector("
        '`.dr-question[data-question="${name}"] form`).innerHTML !== before',
        arg=[question.name, before],
    )
    assert focused(page, f"Boolean({here(question)})"), "the focus left the question"


def place(page: Page, question: Question, wanted: Fields) -> None:
    """Place each thing in its order."""
    for each in wanted["order"]:
        go_back_to(page, question)
        press_button(page, question, "place", each)


def go_back_to(page: Page, question: Question) -> None:
    """Go by Shift+Tab to the first thing of *question* that takes the focus."""
    while focused(page, f"Boolean({here(question)})"):
        page.keyboard.press("Shift+Tab")


def decide(page: Page, question: Question, wanted: Fields) -> None:
    """Take each decision of a path."""
    for each in wanted["path"]:
        fill_in(page, question, "decide", [each])
        press_button(page, question, "decide")


#: How kinds with buttons of their own are answered.
WITH_BUTTONS: dict[str, Callable[[Page, Question, Fields], None]] = {
    "ordering": place,
    "ranking": place,
    "unfolding": decide,
}
