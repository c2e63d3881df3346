"""A small assignment with a question of each kind and a reflection."""

from typing import Any

from graders.notebooks import write_notebook
from graders.sync import sync_cells
from tests.nbgrader.courses import Course
from tests.nbgrader.work import code_cell, text_cell

CHOICE = """%%question who-to-tell
kind: choice
outcomes: [use-reporting-routes]
points: 2
prompt: A neighbour's child has told you something that worries you. Whom do you tell first?
options:
  duty: The duty social worker at the council.
  nobody: Nobody, since the child asked for silence.
  friend: A friend who used to be a police officer.
### BEGIN HIDDEN TESTS
key: {duty: 1, friend: 0.5}
why:
  duty: They can act tonight, and they will know which of the many routes is open at this hour.
  nobody: You heard a worry and a wish, and you have let the wish stand in the way of the worry.
  friend: They may know whom to ring, but a child's words have now gone to somebody with no duty.
facts: [S99]
### END HIDDEN TESTS"""

MULTIPLE = """%%question what-to-write
kind: multiple
outcomes: [record-fairly]
points: 1
prompt: Which of these do you write down?
options:
  words: The child's words.
  time: The time.
  guess: Your guess about the father.
### BEGIN HIDDEN TESTS
key: [words, time]
why:
  words: They are the child's own, and nobody can give them back once they have been paraphrased.
  time: It lets the next reader set what was said beside what else happened on that evening.
  guess: It may be right, and it is yours; as a line in the record it will be read as a finding.
facts: [R46]
### END HIDDEN TESTS"""

REFLECTION = {"grade": False, "grade_id": "thought", "locked": True, "points": 4}
TASK = """## Reflection

Write what you would take to supervision.

### BEGIN MARK SCHEME
Two points for the wish, two for the cost.
### END MARK SCHEME"""


def small_notebook(name: str) -> dict[str, Any]:
    """Return the notebook of a small assignment called *name*, in sync."""
    task = text_cell("thought", TASK)
    task["metadata"]["nbgrader"] = {
        **REFLECTION,
        "schema_version": 3,
        "solution": False,
        "task": True,
    }
    answer = text_cell("thought-answer", "*Write here.*")
    answer["metadata"]["digiready"] = {"answers": "thought"}
    cells = [
        text_cell("title", f"# {name}"),
        code_cell("who-to-tell", CHOICE),
        text_cell("between", "## Later\n\nYou open your notes."),
        code_cell("what-to-write", MULTIPLE),
        task,
        answer,
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    sync_cells(notebook)
    return notebook


def add_assignment(course: Course, name: str, notebook: dict[str, Any]) -> None:
    """Put *notebook* into the course as the source of the assignment called *name*."""
    path = course.source(name)
    path.parent.mkdir(parents=True)
    write_notebook(path, notebook)
