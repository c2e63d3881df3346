"""A small course on disk, sound until a test breaks it."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from attrs import define, field

from graders.notebooks import Notebook, read_notebook, write_notebook
from graders.sync import sync_cells
from tests.graders.written import CHOICE, PRACTICE, code_cell, prose_cell, question_cell

FACTS = """\
S1: {says: A child is under 18., source: An Act, certainty: verified, checked: 2026-11-01, \
again: 2099-12-31}
S2: {says: It may be so., source: Somebody, certainty: uncertain, checked: 2026-11-01, \
again: 2099-12-31}
S3: {says: It was so., source: An old Act, certainty: known, checked: 2020-01-01, \
again: 2021-01-01}
"""
MESSAGES = """\
be-there:
  stakeholder: social-workers
  says: Social workers should be there for people online.
  theme: online-safeguarding
"""
OUTCOMES = """\
answer:
  can: Answer somebody who tells you something.
  module: 01-asking
  taught_in: [why]
  messages: [be-there]
  frameworks: {PCF: [Knowledge], SWE: ["3.10"]}
  levels: {qualifying: end-of-last-placement}
"""

TASK = {"grade": False, "grade_id": "essay", "locked": True, "points": 8, "schema_version": 3,
        "solution": False, "task": True}  # fmt: skip
RUBRIC = "## Reflection\n\n### BEGIN MARK SCHEME\nUp to 8 points.\n### END MARK SCHEME"

MODULE, QUIZ = "modules/01-asking/asking.ipynb", "source/quiz/quiz.ipynb"

CELLS: dict[str, list[dict[str, Any]]] = {
    MODULE: [
        prose_cell("# Asking\n\n## Why", "title", digiready={"section": "why"}),
        question_cell(PRACTICE, "try-it"),
    ],
    QUIZ: [
        prose_cell("# The quiz", "title"),
        prose_cell("## Part 1\n\n### What Sam says", "part-1"),
        question_cell(CHOICE),
        prose_cell(RUBRIC, "task", nbgrader=TASK),
        prose_cell("*Write here.*", "answer", digiready={"answers": "essay"}),
        code_cell("%hand_in", "hand-in"),
    ],
}


def notebook_of(cells: list[dict[str, Any]]) -> Notebook:
    """Return a notebook with copies of *cells*, synced."""
    notebook = {"cells": deepcopy(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    sync_cells(notebook)
    return notebook


@define
class Course:
    """A course in a folder of its own, with its stories beside it.

    Attributes:
        folder: The course's.
        stories: The stories'.
    """

    folder: Path
    stories: Path = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.stories = self.folder.parent / "ebe_case_studies"

    def edit(self, name: str, change: Callable[[Notebook], object]) -> None:
        """Let *change* work on a notebook, and write it."""
        notebook = read_notebook(self.folder / name)
        change(notebook)
        write_notebook(self.folder / name, notebook)

    def edit_cell(self, name: str, cell_id: str, **entries: Any) -> None:
        """Give the cell called *cell_id* other *entries*."""
        self.edit(
            name,
            lambda notebook: next(
                cell for cell in notebook["cells"] if cell["id"] == cell_id
            ).update(entries),
        )


def make_course(folder: Path) -> Course:
    """Lay out a sound course in *folder*."""
    course = Course(folder=folder / "course")
    for name, cells in CELLS.items():
        path = course.folder / name
        path.parent.mkdir(parents=True)
        write_notebook(path, notebook_of(cells))
    (course.folder / "nbgrader_config.py").touch()
    (course.folder / "facts.yml").write_text(FACTS)
    (course.folder / "messages.yml").write_text(MESSAGES)
    (course.folder / "outcomes.yml").write_text(OUTCOMES)
    course.stories.mkdir()
    return course
