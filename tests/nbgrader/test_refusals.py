"""Promises that generate_assignment refuses a copy that would tell students something."""

import re
from collections.abc import Callable

import pytest

from graders.notebooks import write_notebook
from tests.nbgrader.courses import new_course, notebook_cells, words
from tests.nbgrader.small import CHOICE, add_assignment, small_notebook
from tests.nbgrader.work import Notebook, answers_json, cell_called, text_cell

pytestmark = pytest.mark.nbgrader

END = "### END HIDDEN TESTS"
REASON = "a child's words have now gone to somebody with no duty."

#: What stands in the message, by assignment; the mistakes are made below, by the same names.
SAYS = {
    "reason-in-prose": "a reason of who-to-tell",
    "reason-in-metadata": "a reason of who-to-tell",
    "reason-in-a-heading": "a reason of who-to-tell",
    "fact-in-prose": "a fact that the key of who-to-tell rests on",
    "key-in-prose": "a line of the key of what-to-write",
    "key-below-the-marks": "students would see the key",
    "key-without-marks": "students would see the key",
    "reason-below-the-marks": 'students would see "why:"',
    "mark-in-the-prompt": "who-to-tell",
    "authors-answers": "holds somebody's own answers",
    "authors-answers-below": "holds somebody's own answers",
    "reason-in-a-file": "a reason of who-to-tell",
    "reason-in-a-files-name": "a reason of who-to-tell",
    "reason-in-another-notebook": "a reason of who-to-tell",
}


def add(name: str, text: str) -> Callable[[Notebook], None]:
    """Return what adds *text* to the cell called *name*."""

    def change(notebook: Notebook) -> None:
        cell_called(notebook, name)["source"] += text

    return change


def rewritten(source: str) -> Callable[[Notebook], None]:
    """Return what puts *source* in place of the first question."""

    def change(notebook: Notebook) -> None:
        cell_called(notebook, "who-to-tell")["source"] = source

    return change


def moved_below(entry: str) -> str:
    """Return the first question with *entry* of its key under the marks."""
    found = re.search(rf"^{entry}:.*\n(?:  .*\n)*", CHOICE, re.MULTILINE)
    assert found
    return CHOICE.replace(found[0], "") + "\n" + found[0].rstrip()


def in_metadata(notebook: Notebook) -> None:
    """Put a reason into a cell's metadata."""
    cell_called(notebook, "between")["metadata"]["note"] = REASON


CHANGES = {
    "reason-in-prose": add("between", "\n\n" + REASON.replace(" ", "\n", 4)),
    "reason-in-metadata": in_metadata,
    "reason-in-a-heading": add("title", f" {REASON}"),
    "fact-in-prose": add("between", " This rests on S99."),
    "key-in-prose": add("between", " key: [words, time]"),
    "key-below-the-marks": rewritten(moved_below("key")),
    "key-without-marks": rewritten(re.sub(r"### .*\n?", "", CHOICE)),
    "reason-below-the-marks": rewritten(moved_below("why")),
    "mark-in-the-prompt": rewritten(CHOICE.replace("prompt: ", "prompt: |\n  BEGIN HIDDEN TESTS ")),
}

OWN = answers_json({"who-to-tell": ["duty"]})
FILES = {
    "authors-answers": {"answers.json": OWN},
    "authors-answers-below": {"old/answers.json": OWN},
    "reason-in-a-file": {"a/notes.txt": REASON.encode(), "b/notes.txt": b"Nothing here."},
    "reason-in-a-files-name": {f"{REASON}.png": b"\0"},
}


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    """Return a course after generate_assignment went through every mistake, and what it said."""
    course = new_course(tmp_path_factory.mktemp("refusing"))
    for name in SAYS:
        notebook = small_notebook(name)
        CHANGES.get(name, lambda _: None)(notebook)
        add_assignment(course, name, notebook)
    for name, files in FILES.items():
        for file, data in files.items():
            path = course.source(name).parent / file
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
    path = course.source("reason-in-another-notebook").with_name("notes.ipynb")
    told = text_cell("told", f"# Notes\n\n{REASON}")
    write_notebook(path, {**small_notebook("notes"), "cells": [told]})
    add_assignment(course, "sound", small_notebook("sound"))
    return course, course.run("generate_assignment", "--assignment=*")


def test_the_run_fails(refusing):
    """Nobody can take a refusal for a success."""
    _, done = refusing
    assert done.returncode != 0


@pytest.mark.parametrize("name", SAYS)
def test_a_copy_that_would_tell_is_not_made(refusing, name):
    """No file of it is left in release/, whatever had been copied there before."""
    course, _ = refusing
    assert course.source(name).is_file()
    assert not course.release(name).exists()


@pytest.mark.parametrize(("name", "says"), SAYS.items())
def test_the_message_says_what_and_where(refusing, name, says):
    """An educator reads what would be told and what to do about it."""
    _, done = refusing
    _, _, about = done.stdout.partition(f"/{name}\n[GenerateAssignmentApp | ERROR] Traceback")
    about, _, _ = about.partition("Removing failed assignment")
    assert says in words(about)
    assert "To fix it:" in about


def test_answers_in_the_students_copy_are_not_released(refusing):
    """An educator who tried the copy in its own folder gives nobody their answers."""
    course, _ = refusing
    tried = course.release("sound") / "answers.json"
    tried.write_bytes(answers_json({"who-to-tell": ["duty"]}))
    done = course.run("release_assignment", "sound")
    assert done.returncode != 0
    assert f"{tried} holds somebody's own answers" in done.stdout
    assert list(course.exchange.rglob("answers.json")) == []
    tried.unlink()
    course.nbgrader("release_assignment", "sound")
    assert [path.name for path in course.exchange.rglob("*.ipynb")] == ["sound.ipynb"]


def test_a_sound_assignment_is_made_beside_them(refusing):
    """One refusal stops no other assignment."""
    course, _ = refusing
    cells = notebook_cells(course.release("sound") / "sound.ipynb")
    assert [cell["source"] for cell in cells if cell["cell_type"] == "code"] == [
        CHOICE[: CHOICE.index("\n### BEGIN")],
        "%%question what-to-write\nkind: multiple\noutcomes: [record-fairly]\npoints: 1\n"
        "prompt: Which of these do you write down?\noptions:\n  words: The child's words.\n"
        "  time: The time.\n  guess: Your guess about the father.",
    ]
