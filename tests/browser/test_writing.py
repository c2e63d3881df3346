"""A box to write in counts its words for whoever looks, and speaks up only near the limit."""

from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from classroom.forms import form_html
from graders.kinds import KINDS
from graders.question_cell import read_question_body

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "classroom" / "form_widget.js"

#: Draws the form with the widget's own script; in place of a kernel, a list of what it is sent.
DRAW = """async ([script, html]) => {
  const module = await import(`data:text/javascript;base64,${script}`);
  const state = {home: 'here', name: 'entry', html, fields: {}, status: '', keeps: true};
  window.sent = [];
  const model = {get: name => state[name], on() {}, off() {}, send: each => sent.push(each)};
  module.default.render({model, el: document.body});
  window.said = [];
  new MutationObserver(() => said.push(document.querySelector('[data-count-said-of]').textContent))
    .observe(document.querySelector('[data-count-said-of]'), {childList: true});
}"""


@pytest.fixture
def form(context: BrowserContext):
    """A form that asks for at most 100 words, without any server."""
    page = context.new_page()
    page.set_content("<!DOCTYPE html><html lang='en'><title>Writing</title><body></body></html>")
    asked = read_question_body("entry", KINDS["written"].samples[0].source)
    script = b64encode(SCRIPT.read_bytes()).decode()
    page.evaluate(DRAW, [script, form_html(asked, {})])
    yield page
    page.close()


def write(form: Page, words: int) -> None:
    """Write so many words into the box."""
    form.get_by_label("Your text").fill("word " * words)


def test_the_count_follows_what_is_written(form: Page):
    """The number beside the box is that of its words, and nothing is said aloud of it."""
    for words in (1, 12, 90):
        write(form, words)
        expect(form.locator(".dr-count")).to_have_text(f"{words} of 100 words")
    assert form.evaluate("said") == []


def test_the_limit_is_said_when_it_is_near_and_when_it_is_passed(form: Page):
    """Once each, in a live region that waits its turn: not at every word."""
    said = form.locator("[data-count-said-of]")
    assert said.get_attribute("role") == "status"
    for words in (91, 95, 100, 101, 130):
        write(form, words)
    assert form.evaluate("said") == [
        "You are near 100 words.",
        "That is more than 100 words. All of it is kept, and whoever marks it sees its length.",
    ]
    write(form, 20)
    expect(said).to_have_text("")


def test_nothing_is_cut_off(form: Page):
    """A text over the limit is sent whole."""
    write(form, 130)
    form.wait_for_function("sent.length")
    assert form.evaluate("sent.at(-1).fields.text[0].trim().split(' ').length") == 130
