"""The doors by which people come to a notebook, and what they see and do there."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from attrs import frozen
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Locator, Page, expect

from graders.kinds import Question
from graders.question_cell import is_question_cell, read_question

ANSWERS = "answers.json"

#: How long a page may take, in milliseconds; generous, as other work may share the machine.
PATIENCE_MS = 180_000

#: How long what follows a press may take to show, in milliseconds.
expect.set_options(timeout=30_000)

_COURSE_CELLS = ("%%question ", "%%activity ", "%hand_in")


@frozen(kw_only=True)
class Door:
    """A way to open a notebook.

    Attributes:
        name: "lab", "notebook" or "voila".
        server: Where it is served from, such as "http://127.0.0.1:8888".
        root: The folder that it serves.
    """

    name: str
    server: str
    root: Path

    def address(self, notebook: Path) -> str:
        """Return the address of *notebook* at this door."""
        path = notebook.relative_to(self.root).as_posix()
        return {
            "lab": f"{self.server}/lab/tree/{path}?reset",  # without the tabs of other tests
            "notebook": f"{self.server}/notebooks/{path}",
            "voila": f"{self.server}/voila/render/{path}",
        }[self.name]

    def open(self, page: Page, notebook: Path) -> None:
        """Open *notebook* in *page*; return when every cell of the course shows its form.

        On a machine with too much to do Voilà sometimes shows some of the forms only, and
        stays so. Then the page is loaded once more, as the page for students advises.
        """
        page.set_default_timeout(PATIENCE_MS / 3)  # also where the test made the page itself
        # The forms are waited for, so the page needn't be: Voilà runs the notebook before it is.
        page.goto(self.address(notebook), wait_until="commit")
        if self.name == "voila":
            try:
                await_forms(page, notebook, PATIENCE_MS / 3)
            except AssertionError as error:
                print(f"Voilà is loaded once more: {error}")  # shown where the test fails
                page.reload(wait_until="commit")
        await_forms(page, notebook)


def await_forms(page: Page, notebook: Path, patience_ms: float = PATIENCE_MS) -> None:
    """Wait until every cell of the course in *notebook* shows its form."""
    count = sum(source.startswith(_COURSE_CELLS) for source in code_in(notebook))
    expect(page.locator(".dr form")).to_have_count(count, timeout=patience_ms)


# --- notebooks ---------------------------------------------------------------------------


def code_in(notebook: Path) -> list[str]:
    """Return the sources of the notebook's code cells."""
    cells = nbformat.read(notebook, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


def questions_in(notebook: Path) -> dict[str, Question]:
    """Return the notebook's questions by name."""
    found = (read_question(source) for source in code_in(notebook) if is_question_cell(source))
    return {question.name: question for question in found}


def with_options(notebook: Path) -> dict[str, Question]:
    """Return those of the notebook's questions that are answered by choosing among options."""
    return {
        name: question
        for name, question in questions_in(notebook).items()
        if question.kind in ("choice", "multiple")
    }


def options_of(question: Question) -> list[str]:
    """Return the ids of the options, in the order in which they are shown."""
    return [option.id for option in question.options]  # type: ignore[attr-defined]


def write_notebook(path: Path, *cells: str) -> Path:
    """Write a notebook of code cells, and of prose where a cell begins with "# "."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = [
        new_markdown_cell(cell) if cell.startswith("# ") else new_code_cell(cell) for cell in cells
    ]
    python = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=made, metadata={"kernelspec": python}), path)
    return path


def add_cell(notebook: Path, source: str) -> None:
    """Add a code cell at the end of *notebook*, as a student can."""
    content = nbformat.read(notebook, as_version=4)
    content.cells.append(new_code_cell(source))
    nbformat.write(content, notebook)


def answers_beside(notebook: Path) -> dict[str, Any]:
    """Return the answers on disk, by question; empty before the first."""
    try:
        kept = json.loads((notebook.parent / ANSWERS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return dict(kept["answers"])


def seconds_until(condition: Callable[[], bool], patience_s: float = 30) -> float:
    """Return how many seconds it took until *condition* held."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > patience_s:
            raise TimeoutError(f"not so after {patience_s} seconds")
        time.sleep(0.005)
    return time.monotonic() - start


# --- what stands on a page ---------------------------------------------------------------


def question_on(page: Page, name: str) -> Locator:
    """Return the first view of the question called *name*."""
    return page.locator(f'.dr-question[data-question="{name}"]').first


def option_of(page: Page, name: str, option: str) -> Locator:
    """Return the radio button or checkbox of an option."""
    return question_on(page, name).locator(f'input[value="{option}"]')


def status_of(page: Page, name: str) -> Locator:
    """Return the line under a question that says whether its answer is saved."""
    return question_on(page, name).locator(".dr-status").last


def answer(page: Page, name: str, *options: str) -> None:
    """Choose *options* and wait until the form says that they are saved."""
    for option in options:
        option_of(page, name, option).check()
    expect(status_of(page, name)).to_have_text("Saved.")


def chosen_on(page: Page, names: Iterable[str]) -> dict[str, list[str]]:
    """Return what the forms of the questions called *names* show as chosen."""
    return {
        name: question_on(page, name)
        .locator("input:checked")
        .evaluate_all("boxes => boxes.map(box => box.value)")
        for name in names
    }


def focused(page: Page, ask: str) -> Any:
    """Return what the JavaScript expression *ask* says of ``it``, the focused element."""
    return page.evaluate(f"(it => {ask})(document.activeElement)")


def press_until(page: Page, key: str, ask: str, most: int = 80) -> None:
    """Press *key* until the expression *ask* holds of ``it``, the focused element."""
    for _ in range(most):
        page.keyboard.press(key)
        if focused(page, ask):
            return
    raise AssertionError(f"{most} times {key}, and never: {ask}")


def choose_in_menu(page: Page, menu: str, item: str) -> None:
    """Choose *item*, which may be the beginning of its words, in one of the page's menus."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item).first.click()


def press_accept(page: Page) -> None:
    """Press the button of JupyterLab's dialog that goes on."""
    page.locator(".jp-Dialog .jp-mod-accept").click()


def close_when_shown(page: Page, title: str) -> None:
    """Close JupyterLab's dialog called *title* whenever it shows, as its reader would."""
    dialog = page.locator(".jp-Dialog").filter(has_text=title)
    page.add_locator_handler(dialog, lambda shown: shown.get_by_role("button").last.click())


def run_last_cell(page: Page) -> None:
    """Run the notebook's last cell by keyboard, as its reader would."""
    cell = page.locator(".jp-CodeCell").last
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-InputPrompt").first).to_have_text("[*]:")


def texts(locators: Iterable[Locator]) -> Iterator[str]:
    """Yield the text of each, spaces made one."""
    for each in locators:
        yield " ".join(each.inner_text().split())
