"""A small assignment whose key is wrong, and a few students whose marks are worked out by hand."""

import json
import shutil
from typing import Any

from graders.notebooks import read_notebook, write_notebook
from graders.sync import sync_cells
from tests.nbgrader.courses import Course
from tests.nbgrader.same import files_in, rows_in
from tests.nbgrader.small import add_assignment, small_notebook
from tests.nbgrader.work import code_cell

NAME = "small-quiz"

ENTRY = """%%question the-entry
kind: written
outcomes: [record-fairly]
points: 3
prompt: Write the entry.
words: {most: 150}
### BEGIN HIDDEN TESTS
rubric:
  3: Words, time and what was done.
  0: None of them.
### END HIDDEN TESTS"""

#: The wrong key, and the right one: a friend is no way to tell anybody, ringing nobody is.
WRONG, RIGHT = "key: {duty: 1, friend: 0.5}", "key: {duty: 1, nobody: 0.25}"

#: What students chose in who-to-tell (2 points) and ticked in what-to-write (1 point).
#: Of the three that can be ticked two are right: each earns a half, the wrong one takes all.
STUDENTS: dict[str, tuple[str, str]] = {
    "ann": ("duty", "words time"),  # 2 + 1 by either key
    "ben": ("friend", "words"),  # 1 + 0.5, then 0 + 0.5
    "cat": ("nobody", "words time"),  # 0 + 1, then 0.5 + 1
    "dan": ("", "words"),  # 0 + 0.5 by either key
    "eve": ("friend", "words time"),  # 1 + 1, then 0 + 1; a person gives 1.5 for the first
    "=fay": ("nobody", "time"),  # 0 + 0.5, then 0.5 + 0.5
}

#: The same, in all: by the wrong key, and by the right one. Of 10 points.
BEFORE = {"ann": 3, "ben": 1.5, "cat": 1, "dan": 0.5, "eve": 2.5, "=fay": 0.5}
AFTER = {"ann": 3, "ben": 0.5, "cat": 1.5, "dan": 0.5, "eve": 2.5, "=fay": 1}


def quiz() -> dict[str, Any]:
    """Return the notebook of the assignment with the wrong key, in sync."""
    notebook = small_notebook(NAME)
    notebook["cells"].insert(4, code_cell("the-entry", ENTRY))
    sync_cells(notebook)
    return notebook


def answers_of(student: str) -> dict[str, Any]:
    """Return what a student's file of answers holds."""
    chose, ticked = STUDENTS[student]
    given: dict[str, Any] = {"what-to-write": {"choice": ticked.split()}}
    if chose:
        given["who-to-tell"] = {"choice": [chose]}
    return {"schema": 1, "answers": given}


def hand_in(course: Course, student: str, answers: dict[str, Any]) -> None:
    """Lay a student's work on the pile of collected submissions."""
    folder = course.folder / "submitted" / student / NAME
    if not folder.exists():
        shutil.copytree(course.release(NAME), folder)
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")


def handed_in(course: Course, *changes: tuple[str, str]) -> Course:
    """Give *course* the assignment, its key changed before anybody met it, and all the work."""
    add_assignment(course, NAME, quiz())
    change(course, *changes)
    course.nbgrader("generate_assignment", NAME)
    for student in STUDENTS:
        hand_in(course, student, answers_of(student))
    return course


def change(course: Course, *changes: tuple[str, str]) -> None:
    """Write something else into the source, as an author would, and sync it."""
    path = course.source(NAME)
    notebook = read_notebook(path)
    for old, new in changes:
        (cell,) = [each for each in notebook["cells"] if old in each["source"]]
        cell["source"] = cell["source"].replace(old, new)
    sync_cells(notebook)
    write_notebook(path, notebook)


def mark_by_hand(course: Course, student: str, part: str, points: float) -> None:
    """Mark a part as a person does in the formgrader."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(part, NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def grades_of(course: Course, student: str) -> dict[str, tuple[float | None, float | None, bool]]:
    """Return what a student has for each part: the machine's, a person's, and whether it waits."""
    with course.gradebook() as gradebook:
        grades = gradebook.find_submission_notebook(NAME, NAME, student).grades
        return {
            each.name: (each.auto_score, each.manual_score, each.needs_manual_grade)
            for each in grades
        }


def totals(course: Course) -> dict[str, float]:
    """Return what nbgrader says each student has."""
    with course.gradebook() as gradebook:
        found = gradebook.find_assignment(NAME).submissions
        return {each.student.id: each.score for each in found}


def key_rows(course: Course) -> list[tuple[Any, ...]]:
    """Return what the gradebook holds of the assignment's cells."""
    with course.gradebook() as gradebook:
        notebook = gradebook.find_notebook(NAME, NAME)
        points = [(cell.name, cell.max_score) for cell in notebook.grade_cells]
        cells = [
            (cell.name, cell.cell_type, cell.locked, cell.source, cell.checksum)
            for cell in notebook.source_cells
        ]
        return sorted(points) + sorted(cells)


def state(course: Course) -> tuple[Any, ...]:
    """Return all that marks are: rows of submissions, the key, marked notebooks, source."""
    rows = rows_in(course.folder / "gradebook.db")
    mine = {whose: each for whose, each in rows.items() if whose[0] == NAME}
    marked = files_in(course.folder / "autograded")
    return mine, key_rows(course), marked, files_in(course.folder / "source")
