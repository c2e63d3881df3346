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
  window.heard = {};
  window.state = state;
  const on = (what, does) => { heard[what] = does; };
  const model = {get: name => state[name], on, off() {}, send: each => sent.push(each)};
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


#: What a kernel answers to the first change, after which it tells of the answer it holds.
CONFIRM = """() => {
  const [first] = sent;
  heard['msg:custom']({kind: 'saved', number: first.number, view: first.view, says: 'Saved.'});
  state.fields = first.fields;
  heard['change:fields']();
}"""


def test_what_is_typed_while_the_kernel_answers_stays(form: Page):
    """Its word on what was there before takes no new letters back, and calls none of them saved."""
    box = form.get_by_label("Your text")
    box.press_sequentially("One.")
    form.wait_for_function("sent.length === 1")
    box.press_sequentially(" Two")
    form.evaluate(CONFIRM)
    expect(box).to_have_value("One. Two")
    expect(form.locator(".dr-status").last).to_have_text("Saving…")
    form.wait_for_function("sent.length === 2")
    assert form.evaluate("sent[1].fields.text") == ["One. Two"]


#: The kernel's word that two changes are saved, which overtakes its news of the first.
OVERTAKE = """() => {
  const [first, second] = sent;
  for (const {number, view} of [first, second])
    heard['msg:custom']({kind: 'saved', number, view, says: 'Saved.'});
  for (const each of [first, second]) {
    Object.assign(state, {fields: each.fields, by: each.view});
    heard['change:fields']();
    boxes.push(document.querySelector('textarea').value);
  }
}"""


def test_late_news_of_an_earlier_change_is_no_other_window(form: Page):
    """The box keeps what was written last, all the time, and is said to be saved."""
    box = form.get_by_label("Your text")
    for number, word in enumerate(("One.", " Two"), 1):
        box.press_sequentially(word)
        form.wait_for_function(f"sent.length === {number}")
    form.evaluate("window.boxes = []")
    form.evaluate(OVERTAKE)
    assert form.evaluate("boxes") == ["One. Two", "One. Two"]
    expect(form.locator(".dr-status").last).to_have_text("Saved.")


#: Another window's answer arrives.
FROM_ELSEWHERE = "text => { state.fields = {text: [text]}; heard['change:fields'](); }"


def test_another_window_is_heard_after_ones_own_changes(form: Page):
    """What it wrote takes its place here and is said, even where it is what stood here before."""
    box = form.get_by_label("Your text")
    box.press_sequentially("One.")
    form.wait_for_function("sent.length === 1")
    form.evaluate(CONFIRM)
    for written in ("Two.", "One."):
        form.evaluate(FROM_ELSEWHERE, written)
        expect(box).to_have_value(written)
        expect(form.locator(".dr-status").last).to_contain_text("changed in another window")
