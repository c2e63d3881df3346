"""What a student hands in, laid where nbgrader's collect would lay it."""

import json
import shutil
from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from graders.notebooks import read_notebook, write_notebook
from tests.nbgrader.courses import QUIZ, Course

Notebook = dict[str, Any]


@frozen(kw_only=True)
class Work:
    """A submission.

    Attributes:
        answers: The bytes of answers.json; None for no such file.
        change: What was done to the released notebook.
        files: Further files, by their path in the submission.
        handed_in: When, as nbgrader writes it; empty for no time stamp.
    """

    answers: bytes | None = None
    change: Callable[[Notebook], None] | None = None
    files: Mapping[str, bytes] = field(factory=dict)
    handed_in: str = ""


def hand_in(course: Course, student: str, work: Work) -> None:
    """Lay *work* on the pile of collected submissions."""
    folder = course.submitted(student)
    shutil.copytree(course.release(), folder)
    files = dict(work.files)
    if work.answers is not None:
        files["answers.json"] = work.answers
    if work.handed_in:
        files["timestamp.txt"] = work.handed_in.encode()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    if work.change:
        path = folder / f"{QUIZ}.ipynb"
        notebook = read_notebook(path)
        work.change(notebook)
        write_notebook(path, notebook)


def answers_json(chosen: Mapping[str, Any]) -> bytes:
    """Return the bytes of answers.json for what is *chosen*, question by question.

    A list is what a question of options got; fields are taken as they are.
    """
    answers = {
        name: {"choice": given} if isinstance(given, list) else given
        for name, given in chosen.items()
    }
    return json.dumps({"schema": 1, "answers": answers}).encode()


def cell_called(notebook: Notebook, name: str) -> dict[str, Any]:
    """Return the cell whose id is *name*; questions have their own name as id."""
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def code_cell(name: str, source: str) -> dict[str, Any]:
    """Return a code cell that a student added."""
    return {**text_cell(name, source, "code"), "execution_count": None, "outputs": []}


def text_cell(name: str, source: str, kind: str = "markdown") -> dict[str, Any]:
    """Return a cell that a student added."""
    return {"cell_type": kind, "id": name, "metadata": {}, "source": source}
