"""An answer given is an answer kept, and "Saved" is never said too early."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from graders.kinds.contract import own_fields
from tests.browser.doors import (
    ANSWERS,
    PATIENCE_MS,
    Door,
    add_cell,
    answer,
    answers_beside,
    await_forms,
    chosen_on,
    close_when_shown,
    option_of,
    options_of,
    question_on,
    run_last_cell,
    status_of,
    with_options,
)

pytestmark = pytest.mark.browser

NOT_YET = "Not saved yet. Still trying."


def first_of_each_kind(quiz: Path) -> dict[str, list[str]]:
    """Return the first choice and the first multiple question, with the ids of their options."""
    questions = with_options(quiz)
    names = {question.kind: name for name, question in reversed(questions.items())}
    return {names[kind]: options_of(questions[names[kind]]) for kind in ("choice", "multiple")}


#: Notes the time in milliseconds of the last press in a form.
NOTE_PRESSES = "addEventListener('input', () => { window.pressed = Date.now(); }, true)"


def written_ms(quiz: Path) -> float:
    """Return when the answers took their place on disk, in milliseconds, as pages count them."""
    return (quiz.parent / ANSWERS).stat().st_ctime_ns / 1_000_000


def test_an_answer_is_on_disk_within_a_second(door: Door, page: Page, quiz: Path):
    """The file holds the answers and nothing else, and whoever collects it can read it."""
    door.open(page, quiz)
    page.evaluate(NOTE_PRESSES)
    expected = {}
    for name, ids in first_of_each_kind(quiz).items():
        expected[name] = {"choice": [ids[0]]}
        answer(page, name, ids[0])
        assert answers_beside(quiz) == expected
        took_ms = written_ms(quiz) - page.evaluate("pressed")
        print(f"{door.name}: on disk {took_ms:.0f} ms after the press")
        assert took_ms < 1000
    kept = json.loads((quiz.parent / ANSWERS).read_text(encoding="utf-8"))
    assert kept == {"schema": 1, "answers": expected}
    assert (quiz.parent / ANSWERS).stat().st_mode & 0o777 == 0o644


def test_twenty_answers_in_quick_succession_are_all_kept(door: Door, page: Page, quiz: Path):
    """Each question keeps what was chosen last, and shows it again after a reload."""
    door.open(page, quiz)
    chosen, presses = {}, []
    for name, question in with_options(quiz).items():
        first, second, *_ = options_of(question)
        presses += [(0, name, first), (1, name, second)]
        chosen[name] = [second] if question.kind == "choice" else [first, second]
    boxes = [option_of(page, name, option) for _, name, option in sorted(presses)]
    page.evaluate(
        "boxes => boxes.forEach(box => box.click())", [box.element_handle() for box in boxes]
    )
    for name in chosen:
        expect(status_of(page, name)).to_have_text("Saved.")
    kept = {name: own_fields(fields) for name, fields in answers_beside(quiz).items()}
    assert kept == {name: {"choice": ids} for name, ids in chosen.items()}

    page.reload()
    await_forms(page, quiz)
    assert chosen_on(page, chosen) == chosen
    for name in chosen:
        expect(status_of(page, name)).to_have_text("Saved.")


def test_who_comes_back_finds_everything_as_it_was(
    door: Door, page: Page, context: BrowserContext, quiz: Path
):
    """What was said to be saved is there after the tab was closed, in any other browser."""
    door.open(page, quiz)
    chosen = {name: [ids[1]] for name, ids in first_of_each_kind(quiz).items()}
    for name, ids in chosen.items():
        answer(page, name, *ids)
    page.close()
    elsewhere = context.browser.new_context()
    again = elsewhere.new_page()
    door.open(again, quiz)
    assert chosen_on(again, chosen) == chosen
    elsewhere.close()


@pytest.mark.parametrize("door", ["notebook", "voila"], indirect=True)
def test_a_killed_browser_loses_nothing(
    door: Door, page: Page, playwright: Playwright, chromium: dict[str, Any], quiz: Path
):
    """What was said to be saved is there when the browser has died that very moment."""
    name, ids = next(iter(first_of_each_kind(quiz).items()))
    doomed = playwright.chromium.launch(**chromium)
    theirs = doomed.new_page()
    door.open(theirs, quiz)
    about = doomed.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    program = next(each["id"] for each in about["processInfo"] if each["type"] == "browser")
    answer(theirs, name, ids[2])
    os.kill(program, signal.SIGKILL)
    assert answers_beside(quiz) == {name: {"choice": [ids[2]]}}
    door.open(page, quiz)
    assert chosen_on(page, [name]) == {name: [ids[2]]}


# --- when it takes longer ------------------------------------------------------------------

#: Notes each thing a status line says, with the time in milliseconds.
NOTE_WHAT_IS_SAID = """status => {
  window.said = [];
  const note = () => status.textContent && said.push([Date.now(), status.textContent]);
  new MutationObserver(note).observe(status, {childList: true});
}"""


def check_nothing_was_said_too_early(page: Page, quiz: Path) -> None:
    """Compare when "Saved." was said with when the file had been written."""
    said = page.evaluate("said")
    assert [text for _, text in said if text.startswith("Saved")] == ["Saved."]
    assert said[-1][1] == "Saved."
    assert said[-1][0] >= int(written_ms(quiz))


@pytest.mark.parametrize("door", ["lab", "notebook"], indirect=True)
def test_a_busy_kernel_is_waited_for(door: Door, page: Page, quiz: Path):
    """After five seconds the form says that it is still trying; when it is saved, it says so."""
    name, ids = next(iter(first_of_each_kind(quiz).items()))
    add_cell(quiz, "import time\ntime.sleep(8)")
    door.open(page, quiz)
    run_last_cell(page)
    status_of(page, name).evaluate(NOTE_WHAT_IS_SAID)
    option_of(page, name, ids[0]).check()
    expect(status_of(page, name)).to_contain_text(NOT_YET)
    assert answers_beside(quiz) == {}
    expect(status_of(page, name)).to_have_text("Saved.", timeout=PATIENCE_MS)
    check_nothing_was_said_too_early(page, quiz)
    assert answers_beside(quiz) == {name: {"choice": [ids[0]]}}


def test_a_dropped_connection_is_waited_for(
    door: Door, page: Page, context: BrowserContext, quiz: Path
):
    """What is chosen while the network is away is saved when it is back; the last choice wins."""
    name, ids = next(iter(first_of_each_kind(quiz).items()))
    door.open(page, quiz)
    close_when_shown(page, "Server Connection Error")
    context.set_offline(True)
    status_of(page, name).evaluate(NOTE_WHAT_IS_SAID)
    option_of(page, name, ids[0]).check()
    option_of(page, name, ids[1]).check()
    expect(status_of(page, name)).to_contain_text(NOT_YET)
    assert answers_beside(quiz) == {}
    context.set_offline(False)
    expect(status_of(page, name)).to_have_text("Saved.", timeout=PATIENCE_MS)
    check_nothing_was_said_too_early(page, quiz)
    assert answers_beside(quiz) == {name: {"choice": [ids[1]]}}


# --- two windows ---------------------------------------------------------------------------


def test_two_windows_on_one_kernel_show_each_others_answers(
    doors: dict[str, Door], page: Page, context: BrowserContext, quiz: Path
):
    """The last answer given to a question wins, and no other is lost."""
    (one, ids), (two, others) = first_of_each_kind(quiz).items()
    doors["notebook"].open(page, quiz)
    second = context.new_page()
    doors["notebook"].open(second, quiz)
    answer(page, one, ids[0])
    expect(option_of(second, one, ids[0])).to_be_checked()
    answer(second, two, others[0])
    option_of(second, one, ids[1]).check()
    expect(status_of(page, one)).to_have_text("Saved. It was changed in another window.")
    expect(option_of(page, two, others[0])).to_be_checked()
    assert chosen_on(page, [one]) == {one: [ids[1]]}
    assert answers_beside(quiz) == {one: {"choice": [ids[1]]}, two: {"choice": [others[0]]}}


def test_two_windows_with_a_kernel_each_lose_nothing(
    doors: dict[str, Door], page: Page, context: BrowserContext, quiz: Path
):
    """Voilà beside Notebook 7: the last answer wins, and no other is lost."""
    (one, ids), (two, others) = first_of_each_kind(quiz).items()
    doors["notebook"].open(page, quiz)
    second = context.new_page()
    doors["voila"].open(second, quiz)
    answer(page, one, ids[0])
    answer(second, two, others[0])
    answer(second, one, ids[1])
    answer(page, two, others[1])  # beside nothing: this window has not seen the other's tick
    assert answers_beside(quiz) == {one: {"choice": [ids[1]]}, two: {"choice": [others[1]]}}
    second.reload()
    await_forms(second, quiz)
    assert chosen_on(second, [one, two]) == {one: [ids[1]], two: [others[1]]}
    assert question_on(second, one).count() == 1
