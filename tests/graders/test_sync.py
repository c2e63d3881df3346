"""Promises about metadata: written from the source, the same however often, there and back."""

from copy import deepcopy

import pytest

from graders.sync import label_of, sync_cells, wanted_metadata
from tests.graders.written import CHOICE, PRACTICE, code_cell, prose_cell, question_cell

HIDDEN = {"jupyter": {"source_hidden": True}}


def graded(points) -> dict:
    """Return the metadata of a marked question's cell."""
    return {
        "nbgrader": {
            "grade": True,
            "grade_id": "first-reply",
            "locked": True,
            "points": points,
            "schema_version": 3,
            "solution": False,
            "task": False,
        }
    }


@pytest.mark.parametrize(
    ("cell", "metadata"),
    [
        pytest.param(question_cell(CHOICE), graded(2), id="marked"),
        pytest.param(
            question_cell(CHOICE.replace("points: 2", "points: 2.5")), graded(2.5), id="half points"
        ),
        pytest.param(
            {**question_cell(CHOICE), "metadata": {**HIDDEN, "tags": ["mine"]}},
            {**graded(2), "tags": ["mine"]},
            id="marked, was hidden, has a tag",
        ),
        pytest.param(question_cell(PRACTICE), HIDDEN, id="practice"),
        pytest.param(
            {**question_cell(PRACTICE), "metadata": graded(2)}, HIDDEN, id="practice, was marked"
        ),
        pytest.param(code_cell("%%activity thread\nkind: thread"), HIDDEN, id="activity"),
        pytest.param(code_cell("%hand_in"), HIDDEN, id="hand in"),
        pytest.param(
            {**code_cell("%hand_in"), "metadata": graded(2)}, HIDDEN, id="hand in, was marked"
        ),
        pytest.param(code_cell("print(1)", tags=["a"]), {"tags": ["a"]}, id="other code"),
        pytest.param(prose_cell("%%question in prose"), {}, id="prose"),
        pytest.param(
            {**question_cell("kind: choise\n"), "metadata": graded(9)}, graded(9), id="with faults"
        ),
    ],
)
def test_a_cell_gets_what_its_source_asks_for(cell, metadata):
    """Nobody writes metadata by hand: it follows from what stands in the cell."""
    assert wanted_metadata(cell) == metadata


def notebook() -> dict:
    """Return a notebook whose cells have no metadata yet."""
    cells = [prose_cell("# Title"), question_cell(CHOICE), question_cell(PRACTICE, "try-it")]
    return {"cells": [*deepcopy(cells), code_cell("%hand_in", "hand-in")]}


def test_syncing_twice_changes_nothing_more():
    """The first sync names what it changed; the second finds nothing to do."""
    book = notebook()
    assert sync_cells(book) == ["first-reply", "try-it", "hand-in"]
    once = deepcopy(book)
    assert sync_cells(book) == []
    assert book == once


def test_there_and_back_is_where_it_was():
    """A question made practice and then marked again has the metadata it had before."""
    book = notebook()
    sync_cells(book)
    before = deepcopy(book)
    cell = book["cells"][1]
    cell["source"] = f"%%question first-reply\n{PRACTICE}"
    assert sync_cells(book) == ["first-reply"]
    assert cell["metadata"] == HIDDEN
    cell["source"] = f"%%question first-reply\n{CHOICE}"
    assert sync_cells(book) == ["first-reply"]
    assert book == before


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        pytest.param(question_cell(CHOICE), "first-reply", id="question"),
        pytest.param(code_cell("%%question"), "a question", id="question without a name"),
        pytest.param(prose_cell("x", "p1", digiready={"story": "chat"}), "chat", id="story"),
        pytest.param(prose_cell("x", "p1"), "p1", id="prose"),
        pytest.param({"cell_type": "markdown", "source": "x"}, "a cell", id="no id"),
    ],
)
def test_an_author_is_told_which_cell_is_meant(cell, label):
    """A message names the question or the story, or else the cell."""
    assert label_of(cell) == label


def test_what_a_cell_showed_is_cleared():
    """JupyterLab runs questions as it opens a notebook; their previews are not kept in it."""
    cell = {**question_cell(CHOICE), "outputs": [{"output_type": "stream"}], "execution_count": 3}
    notebook = {"cells": [cell]}
    assert sync_cells(notebook) == ["first-reply"]
    assert (cell["outputs"], cell["execution_count"]) == ([], None)
    assert sync_cells(notebook) == []
