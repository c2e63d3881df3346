"""Promises about notebooks that students changed: honest marks, each cell once, in its place."""

import json

import pytest

from tests.nbgrader.by_hand import PARTLY, PICKS, marks_of
from tests.nbgrader.changed import CHANGES, IN_PLACE, MY_CODE, WRITTEN
from tests.nbgrader.courses import QUIZ, REFLECTION, label, notebook_cells

pytestmark = pytest.mark.nbgrader


@pytest.mark.parametrize("change", CHANGES)
def test_marks_are_honest(marked, change):
    """Marks come from the answers, whatever was done to the notebook."""
    assert marked.marks(f"changed-{change}") == pytest.approx(marks_of(PARTLY))


@pytest.mark.parametrize("change", CHANGES)
def test_each_cell_that_counts_is_there_once(marked, change):
    """Deleted ones are back, copies are gone, and each is as its author wrote it."""
    cells = [each for each in marked.cells(f"changed-{change}") if is_graded(each)]
    assert sorted((label(cell), cell["source"]) for cell in cells) == sorted(
        (label(cell), cell["source"]) for cell in notebook_cells(marked.source()) if is_graded(cell)
    )
    assert len(cells) == len(PICKS) + 1


def is_graded(cell):
    """Return whether nbgrader keeps a mark for the cell."""
    return "nbgrader" in cell["metadata"]


@pytest.mark.parametrize("change", IN_PLACE)
def test_each_stands_in_its_place(marked, change):
    """The cells of the course follow each other as in the students' copy."""
    expected = [label(cell) for cell in notebook_cells(marked.release() / f"{QUIZ}.ipynb")]
    found = [label(cell) for cell in marked.cells(f"changed-{change}")]
    assert [name for name in found if name in expected] == expected


def test_the_questions_of_an_empty_notebook_are_in_order(marked):
    """Where nothing is left to stand beside, they follow each other as in the source."""
    assert [label(cell) for cell in marked.cells("changed-all-deleted")] == [
        *marks_of(PARTLY),
        REFLECTION,
    ]


def test_a_reordered_notebook_stays_as_the_student_had_it(marked):
    """Only what counts is put right."""
    released = [label(cell) for cell in notebook_cells(marked.release() / f"{QUIZ}.ipynb")]
    assert [label(cell) for cell in marked.cells("changed-reversed")] == released[::-1]


def test_added_code_is_visible_and_marked_not_run(marked):
    """To the educator in the notebook, to the student in the feedback."""
    cell = next(each for each in marked.cells("changed-added") if each["id"] == "my-code")
    assert cell["source"] == MY_CODE
    assert "Not run." in "".join(cell["outputs"][0]["text"])
    code = marked.feedback("changed-added").find("pre", string=MY_CODE)
    assert "it was not run" in code.parent.get_text()


@pytest.mark.parametrize("change", WRITTEN)
def test_a_students_words_stay_visible(marked, change):
    """Wherever they were written, even into the task or a copy of it."""
    said = "Ellis wanted one night more, and I gave him an hour."
    assert said in marked.feedback(f"changed-{change}").get_text()
    cells = [each["source"] for each in marked.cells(f"changed-{change}")]
    assert any("Ellis wanted one night more" in source for source in cells)


@pytest.mark.parametrize("change", WRITTEN)
def test_words_in_another_place_are_looked_at_by_a_person(marked, change):
    """They may be the reflection, so it is not marked blank."""
    assert marked.waiting(f"changed-{change}") == {REFLECTION}


@pytest.mark.parametrize(
    ("change", "what", "names"),
    [
        ("first-deleted", "deleted", ["name-the-worry"]),
        ("task-deleted", "deleted", [REFLECTION]),
        ("copied", "copied", list(marks_of(PARTLY))),
        ("edited-with-a-key", "changed", ["name-the-worry"]),
        ("task-written-in", "changed", [REFLECTION]),
        ("forged-outputs", "changed", []),
    ],
)
def test_an_educator_can_see_what_was_changed(marked, autograding, change, what, names):
    """In the notebook's metadata and in what autograde says."""
    notebook = json.loads(marked.autograded(f"changed-{change}").read_text("utf-8"))
    assert notebook["metadata"]["digiready"][what] == names
    _, done = autograding
    assert (f"changed-{change}: {what} cells put right: {names}" in done.stdout) == bool(names)
