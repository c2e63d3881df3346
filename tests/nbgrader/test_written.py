"""Promises about texts that people mark: given out whole, waiting, marked, and said in feedback."""

import json
import shutil

import pytest

from graders.sync import sync_cells
from tests.nbgrader.courses import Course, new_course, notebook_cells
from tests.nbgrader.small import add_assignment
from tests.nbgrader.work import code_cell, text_cell

pytestmark = pytest.mark.nbgrader

QUIZ = "records"
WRITTEN = """%%question entry
kind: written
outcomes: [record-fairly]
points: 4
prompt: Write the entry as you would leave it.
words: {most: 60}
### BEGIN HIDDEN TESTS
rubric:
  4: Gives the words as they were written, with times, and says what was done and why.
  1: Gives an opinion of the family as though somebody had seen it happen that night.
### END HIDDEN TESTS"""

TEXT = "22:40. She wrote:\n<script>ran('text')</script> I rang the duty manager."

#: What each student's file of answers holds for the question.
ANSWERS = {
    "written": {"text": [TEXT]},
    "blank": {"text": [" "]},
    "waits-on": {"text": ["He seemed fine."]},
    "broken": {"text": ["One.", "Two."]},
}


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    """A course in which texts were handed in, and one of them marked by a person."""
    course = new_course(tmp_path_factory.mktemp("written"))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "cells": [text_cell("title", "# Records"), code_cell("entry", WRITTEN)],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    sync_cells(notebook)
    add_assignment(course, QUIZ, notebook)
    course.nbgrader("generate_assignment", QUIZ)
    for student, fields in ANSWERS.items():
        folder = course.folder / "submitted" / student / QUIZ
        shutil.copytree(course.release(QUIZ), folder)
        kept = {"schema": 1, "answers": {"entry": fields}}
        (folder / "answers.json").write_text(json.dumps(kept))
    course.nbgrader("autograde", QUIZ)
    with course.gradebook() as gradebook:
        where = ("entry", QUIZ, QUIZ, "written")
        grade = gradebook.find_grade(*where)
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = 3.5, False
        gradebook.find_comment(*where).manual_comment = "You say *when*."
        gradebook.db.commit()
    course.nbgrader("generate_feedback", QUIZ)
    return course


def page(course: Course, student: str) -> str:
    """Return the HTML of a student's feedback page."""
    return (course.folder / "feedback" / student / QUIZ / f"{QUIZ}.html").read_text("utf-8")


def test_students_get_the_question_without_its_rubric(course):
    """nbgrader takes it for a cell that students write in, and must not write over it."""
    given = course.release(QUIZ) / f"{QUIZ}.ipynb"
    _, cell = notebook_cells(given)
    assert cell["source"] == WRITTEN.partition("### BEGIN")[0].rstrip()
    assert cell["metadata"]["editable"] is False
    assert not any(each in given.read_text("utf-8") for each in ("rubric", "Gives the words"))


@pytest.mark.parametrize(
    ("student", "waits", "auto"),
    [
        pytest.param("written", False, None, id="marked by a person"),
        pytest.param("waits-on", True, None, id="not marked yet"),
        pytest.param("blank", False, 0.0, id="left blank"),
        pytest.param("broken", True, 0.0, id="not to be read"),
    ],
)
def test_a_text_waits_for_a_person_and_a_blank_does_not(course, student, waits, auto):
    """What was written is nobody's to mark but a person's; what was left blank earns 0."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("entry", QUIZ, QUIZ, student)
        assert (grade.needs_manual_grade, grade.auto_score) == (waits, auto)


def test_the_marker_sees_the_text_and_the_rubric(course):
    """Both are in the notebook that the formgrader shows, the text with nothing live in it."""
    path = course.folder / "autograded" / "written" / QUIZ / f"{QUIZ}.ipynb"
    _, cell = notebook_cells(path)
    assert "rubric:" in cell["source"]
    shown = "".join(cell["outputs"][0]["data"]["text/html"])
    assert "22:40. She wrote:\n&lt;script&gt;" in shown
    assert "<script" not in shown


def test_the_feedback_says_the_person_s_mark_and_comment(course):
    """Points, comment, the student's own words and the rubric are there."""
    marked = page(course, "written")
    for words in ("3.5 of 4 points.", "You say <em>when</em>.", "&lt;script&gt;", "How this is"):
        assert words in marked
    assert "<script" not in marked
    assert "Not marked yet. It is out of 4 points." in page(course, "waits-on")


@pytest.mark.parametrize("student", ["blank", "broken"])
def test_what_nbgrader_itself_notes_is_nobody_s_comment(course, student):
    """nbgrader writes "No response." where its cell is unchanged; ours always are."""
    assert "What your marker says" not in page(course, student)
