"""A notebook that opens as forms: nothing to press, no code to see, something to read before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.doors import (
    PATIENCE_MS,
    Door,
    add_cell,
    answer,
    await_forms,
    choose_in_menu,
    chosen_on,
    option_of,
    options_of,
    press_accept,
    question_on,
    questions_in,
    run_last_cell,
    status_of,
    with_options,
)

pytestmark = pytest.mark.browser

#: A cell of a student's own; running it leaves a file.
PLAIN = "# %%question mine\nopen('ran.txt', 'w').close()"

CRASH = "import os\nos.kill(os.getpid(), 9)"

in_jupyter = pytest.mark.parametrize("door", ["lab", "notebook"], indirect=True)


def test_a_quiz_opens_as_forms(door: Door, page: Page, quiz: Path):
    """Without a press every question is a form, numbered in order, and no code is seen."""
    code_of_theirs = 0
    if door.name != "voila":  # which runs every cell there is, and shows the code of none
        add_cell(quiz, PLAIN)
        code_of_theirs = 1
    door.open(page, quiz)
    expect(page.locator(".dr-question [data-number]")).to_have_text(
        [f"Question {number}" for number in range(1, 19)]
    )
    code = page.locator(".jp-CodeCell .jp-Cell-inputWrapper:visible")
    expect(code).to_have_count(code_of_theirs)
    assert not (quiz.parent / "ran.txt").exists()


def refuse(route: Route) -> None:
    """Answer as a server that can start no kernel."""
    if route.request.method == "POST":
        route.fulfill(status=503, body="{}")
    else:
        route.continue_()


def miss(route: Route) -> None:
    """Answer as a server that does not have the file."""
    route.fulfill(status=404)


@in_jupyter
@pytest.mark.parametrize(
    ("requests", "reply"),
    [
        pytest.param("**/api/sessions*", refuse, id="no kernel starts"),
        pytest.param("**/extensions/digitally-ready/**", miss, id="our extension is missing"),
    ],
)
def test_the_questions_can_be_read_before_anything_runs(
    door: Door, page: Page, quiz: Path, requests: str, reply: Callable[[Route], None]
):
    """A new notebook shows its questions and options as text, and says what to press."""
    page.route(requests, reply)
    page.goto(door.address(quiz))
    if reply is refuse:
        press_accept(page)
    # JupyterLab leaves no data-question in a notebook that it does not trust yet.
    for place, question in enumerate(questions_in(quiz).values()):
        shown = page.locator(".dr-question").nth(place)
        shown.scroll_into_view_if_needed()
        if question.name in with_options(quiz):
            for option in question.options:
                expect(shown.get_by_text(option.text)).to_be_visible()
        expect(shown).to_contain_text("open the Run menu and choose Run All Cells")
    expect(page.locator(".dr form")).to_have_count(0)
    if reply is miss:
        choose_in_menu(page, "Run", "Run All Cells")
        await_forms(page, quiz)


def restart_by_menu(page: Page) -> None:
    """Ask for another kernel, as a student would; JupyterLab wants to know if they mean it."""
    choose_in_menu(page, "Kernel", "Restart Kernel…")


@in_jupyter
@pytest.mark.parametrize(
    "restart",
    [
        pytest.param(restart_by_menu, id="restarted"),
        pytest.param(run_last_cell, id="crashed"),
    ],
)
def test_the_forms_come_back_after_a_kernel_restart(
    door: Door, page: Page, quiz: Path, restart: Callable[[Page], None]
):
    """They show the answers kept, and they keep new ones; no other cell is run."""
    first, second, *_ = questions = questions_in(quiz)
    kept = {first: [options_of(questions[first])[1]], second: []}
    add_cell(quiz, CRASH)
    door.open(page, quiz)
    answer(page, first, *kept[first])
    old = question_on(page, first).locator("fieldset").element_handle()
    restart(page)
    press_accept(page)
    old.wait_for_element_state("hidden", timeout=PATIENCE_MS)
    await_forms(page, quiz)
    expect(status_of(page, first)).to_have_text("Saved.")
    assert chosen_on(page, kept) == kept
    answer(page, second, options_of(questions[second])[0])


@in_jupyter
def test_an_answer_given_without_a_kernel_is_saved_by_the_next_one(
    door: Door, page: Page, quiz: Path
):
    """The form says what to press, and pressing it saves what was chosen meanwhile."""
    name, question = next(iter(questions_in(quiz).items()))
    door.open(page, quiz)
    choose_in_menu(page, "Kernel", "Shut Down Kernel")
    expect(page.locator(".jp-Toolbar-kernelName")).to_have_text("No Kernel")
    option_of(page, name, options_of(question)[0]).check()
    expect(status_of(page, name)).to_have_text(
        "Not saved yet. Still trying. "
        "If this stays, open the Kernel menu and choose Restart Kernel."
    )
    choose_in_menu(page, "Kernel", "Restart Kernel…")
    expect(status_of(page, name)).to_have_text("Saved.", timeout=PATIENCE_MS)
    assert chosen_on(page, [name]) == {name: [options_of(question)[0]]}
