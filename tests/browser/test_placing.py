"""Placing by keyboard alone: after each press the focus is where one goes on from.

The script is the real one, and so are the forms. In the kernel's place stands the little
that a kernel does here: it presses, and draws the form anew.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from classroom.form_widget import HERE
from classroom.forms import form_html
from graders.kinds import KINDS
from graders.question_cell import read_question_body

pytestmark = pytest.mark.browser

ADDRESS = "http://forms.test/"
HOST = """<!doctype html><html lang="en"><title>A form</title>
<button id="elsewhere">Elsewhere</button><div id="here"></div>
<script type="module">
import widget from "./form_widget.js";
const state = { ...await kernel({}), name: "sample", home: "here", keeps: true };
const heard = {};
const model = {
  get: (name) => state[name],
  on: (name, act) => (heard[name] = act),
  off: () => {},
  send: async (message) => change(await kernel(message)),
};
globalThis.change = (next) => {
  const changed = Object.keys(next).filter((name) => next[name] !== state[name]);
  Object.assign(state, next);
  for (const name of changed) heard[`change:${name}`]?.();
};
widget.render({ model, el: document.getElementById("here") });
</script>"""


@pytest.fixture(params=["ordering", "ranking"])
def form(request: pytest.FixtureRequest, context: BrowserContext) -> Iterator[Page]:
    """A page with the form of a kind's first sample in it."""
    kind = KINDS[request.param]
    question = read_question_body("sample", kind.samples[0].source)
    given: list[dict] = [{}]

    def kernel(message):
        if message.get("button") == "undo":
            given.pop()
        elif message:
            given.append(kind.press(question, given[-1], message["button"], message["value"]))
        html = form_html(question, given[-1])
        return {"fields": given[-1], "status": "Saved.", "html": html}

    page = context.new_page()
    page.expose_function("kernel", kernel)
    page.route(ADDRESS, lambda route: route.fulfill(body=HOST, content_type="text/html"))
    script = {"path": HERE / "form_widget.js", "content_type": "text/javascript"}
    page.route(f"{ADDRESS}form_widget.js", lambda route: route.fulfill(**script))
    page.goto(ADDRESS)
    page.wait_for_selector("form")
    yield page
    page.close()


def said_by_focus(page: Page) -> str:
    """Return the name of what has the focus, and how it begins: "Move up … (2nd of 4)"."""
    name = page.evaluate("document.activeElement.textContent")
    begins, colon, rest = name.partition(": ")
    place = rest[rest.rindex(" (") :] if "(" in rest else ""
    return f"{begins}{place}" if colon else begins


def press(page: Page, *keys: str) -> str:
    """Press *keys*, each when the one before has been answered; return what has the focus."""
    for key in keys:
        drawn = page.evaluate("globalThis.drawn = document.querySelector('form')") is not None
        page.keyboard.press(key)
        if key == "Enter" and drawn:
            page.wait_for_function("document.querySelector('form') !== globalThis.drawn")
    return said_by_focus(page)


def things_on(page: Page) -> int:
    """Return how many things there are to place."""
    return page.locator("[data-press=place], [data-press=out]").count()


def test_all_can_be_placed_and_moved_without_leaving_the_keyboard(form):
    """Enter goes on through what is to be placed; then it moves the last one to the top."""
    count = things_on(form)
    form.locator("[data-press=place]").first.focus()
    for place in range(2, count + 1):
        assert press(form, "Enter").startswith(f"Place {place}")
    last = f"{count}th of {count}"
    assert press(form, "Enter").startswith(f"Move up ({last}")
    assert press(form, *["Enter"] * (count - 2)) == f"Move up (2nd of {count})"
    assert press(form, "Enter").startswith(f"Move down (1st of {count}")
    assert press(form, *["Enter"] * (count - 1)).startswith(f"Move up ({last}")


def test_what_is_taken_out_can_be_placed_at_once(form):
    """The focus follows what was taken out, and stays at Undo for as long as it is pressed."""
    form.locator("[data-press=place]").first.focus()
    press(form, "Enter")
    form.locator("[data-press=out]").first.focus()
    assert press(form, "Enter") == "Place 1st"
    form.locator("[data-press=undo]").focus()
    assert press(form, "Enter").startswith("Undo")
    assert form.locator("[data-press=out]").count() == 1


def test_a_change_from_elsewhere_takes_nobody_s_focus(form):
    """A form drawn anew for another window leaves the focus where it is, in it or outside."""
    for selector in ("#elsewhere", "[data-press=place] >> nth=1"):
        form.locator(selector).focus()
        name = said_by_focus(form)
        form.evaluate("kernel({}).then(({ html }) => change({ html: html + ' ' }))")
        assert said_by_focus(form) == name


def test_a_late_answer_takes_no_focus_from_who_has_gone_on(form):
    """Who is at another button of the form by the time it is drawn anew stays there."""
    gone_to = form.evaluate("""() => {
        globalThis.drawn = document.querySelector("form");
        const [first, , third] = document.querySelectorAll("[data-press=place]");
        first.focus();
        first.click();
        third.focus();
        return third.id;
    }""")
    form.wait_for_function("document.querySelector('form') !== globalThis.drawn")
    assert form.evaluate("document.activeElement.id") == gone_to
