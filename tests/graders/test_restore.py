"""Promises about submitted notebooks: made whole again, whatever was done to them."""

from typing import Any

import pytest

from graders.cells import grade_id
from graders.restore import MasterCell, restore
from tests.graders.written import CHOICE, code_cell, prose_cell, without_key


def question_source(name: str) -> str:
    """Return the source of the question called *name*, as the gradebook holds it."""
    return f"%%question {name}\n{CHOICE}"


FIRST = MasterCell(
    name="first", cell_type="code", source=question_source("first"), checksum="c1", locked=True,
    grade=True, points=2.0,
)  # fmt: skip
SECOND = MasterCell(
    name="second", cell_type="code", source=question_source("second"), checksum="c2", locked=True,
    grade=True, points=3.0,
)  # fmt: skip
ESSAY = MasterCell(
    name="essay", cell_type="markdown", source="Write here.", checksum="c3", locked=False,
    grade=True, solution=True, points=5.0,
)  # fmt: skip
MASTERS = [FIRST, SECOND, ESSAY]


def graded(master: MasterCell, source: str | None = None) -> dict[str, Any]:
    """Return the cell of *master* as it was handed in, without its key."""
    build = code_cell if master.cell_type == "code" else prose_cell
    shown = without_key(master.source) if source is None else source
    return build(shown, f"cell-{master.name}", nbgrader={"grade_id": master.name, "grade": True})


TITLE = prose_cell("# The quiz", "title")
REFLECTION = prose_cell("Write here.", "reflection", digiready={"answers": "essay"})
RELEASED = [TITLE, *(graded(each) for each in MASTERS), REFLECTION]


def restored(*cells: Any):
    """Return the cells made whole, and what had been done to them."""
    return restore(list(cells), MASTERS, RELEASED)


def names(cells) -> list[str]:
    """Return what the cells are, in their order."""
    return [grade_id(cell) or cell["id"] for cell in cells]


def test_an_untouched_submission_is_what_was_released():
    """Every cell once, in its place, with the question's source from the gradebook."""
    cells, changes = restored(*RELEASED)
    assert names(cells) == ["title", "first", "second", "essay", "reflection"]
    assert cells[1]["source"] == FIRST.source
    assert cells[1]["metadata"]["nbgrader"] == {
        "schema_version": 3,
        "grade_id": "first",
        "grade": True,
        "solution": False,
        "locked": True,
        "task": False,
        "checksum": "c1",
        "cell_type": "code",
        "points": 2.0,
    }
    assert (changes.deleted, changes.copied, changes.added) == ([], [], [])
    assert not any(cell["metadata"].get("digiready", {}).get("by") for cell in cells)


@pytest.mark.parametrize(
    ("left", "order"),
    [
        pytest.param([1, 2, 3], ["first", "second", "essay"], id="none gone"),
        pytest.param([2, 3], ["first", "second", "essay"], id="first gone"),
        pytest.param([1, 3], ["first", "second", "essay"], id="middle gone"),
        pytest.param([1, 2], ["first", "second", "essay"], id="last gone"),
        pytest.param([], ["first", "second", "essay"], id="all gone"),
        pytest.param([3, 1], ["essay", "first", "second"], id="turned round, middle gone"),
    ],
)
def test_deleted_questions_come_back(left, order):
    """Each question that counts is there once, behind the one that it followed."""
    cells, changes = restored(*(RELEASED[index] for index in left))
    assert names(cells) == order
    assert set(changes.deleted) == {MASTERS[index - 1].name for index in {1, 2, 3} - set(left)}


def test_an_empty_notebook_comes_back_whole():
    """Nothing handed in but a file: all questions are there to be marked blank."""
    cells, changes = restored()
    assert names(cells) == changes.deleted == ["first", "second", "essay"]


def test_copies_are_dropped():
    """A copied question counts once, and the copy is left out."""
    cells, changes = restored(*RELEASED, graded(FIRST), graded(FIRST))
    assert names(cells).count("first") == 1
    assert changes.copied == ["first", "first"]


def test_a_copy_of_what_a_student_wrote_stays_to_be_read():
    """Words are never dropped: a second copy of a written answer stays, without counting."""
    cells, changes = restored(*RELEASED, graded(ESSAY, "More of my words."))
    assert cells[-1]["source"] == "More of my words."
    assert "nbgrader" not in cells[-1]["metadata"]
    assert changes.copied == ["essay"]


@pytest.mark.parametrize(
    "handed_in",
    [
        pytest.param(graded(FIRST, "%%question first\nkind: choice"), id="edited"),
        pytest.param({**graded(FIRST), "cell_type": "markdown"}, id="made prose"),
        pytest.param({**graded(FIRST), "cell_type": "raw"}, id="made raw"),
        pytest.param({**graded(FIRST), "source": None}, id="emptied"),
        pytest.param({**graded(FIRST), "id": ["first"]}, id="id of no kind"),
        pytest.param(
            {**graded(FIRST), "outputs": [{"output_type": "execute_result", "data": {}}]},
            id="with an output",
        ),
        pytest.param(
            {
                **graded(FIRST),
                "metadata": {
                    "nbgrader": {"grade_id": "first", "points": 99, "grade": False, "locked": False}
                },
            },
            id="points raised",
        ),
    ],
)
def test_a_question_that_was_changed_is_as_it_was(handed_in):
    """Source, type, points and outputs of a question are the gradebook's, not the student's."""
    cells, _ = restored(TITLE, handed_in, graded(SECOND), graded(ESSAY))
    first = cells[1]
    assert first["cell_type"] == "code"
    assert first["source"] == FIRST.source
    assert first["outputs"] == []
    assert first["metadata"] == {"nbgrader": FIRST.metadata()}


@pytest.mark.parametrize(
    ("cell_id", "put_back"),
    [
        pytest.param("cell-first", [], id="still known by its id"),
        pytest.param("other", ["first"], id="nothing left to know it by"),
    ],
)
def test_a_question_that_lost_its_metadata_comes_back(cell_id, put_back):
    """Stripped of its metadata a question is still there once, and as it was released."""
    stripped = code_cell("%%question first", cell_id)
    cells, changes = restored(TITLE, stripped, graded(SECOND), graded(ESSAY))
    (first,) = (cell for cell in cells if grade_id(cell) == "first")
    assert first["source"] == FIRST.source
    assert first["metadata"] == {"nbgrader": FIRST.metadata()}
    assert changes.deleted == put_back


def test_an_educator_can_tell_what_was_changed():
    """A question whose text was changed is named; an untouched one is not."""
    edited = graded(FIRST, "%%question first\nkind: choice")
    _, changes = restored(TITLE, edited, graded(SECOND), graded(ESSAY, "My own words."))
    assert changes.changed == ["first"]


def test_what_a_student_wrote_is_kept_word_for_word():
    """An answer, a reflection and an added cell keep their text, and are known as theirs."""
    reflection = {**REFLECTION, "source": "I would ring first."}
    cells, changes = restored(
        TITLE, graded(ESSAY, "My essay."), reflection, prose_cell("A note to you.", "mine")
    )
    text = {cell["id"]: cell for cell in cells}
    assert text["cell-essay"]["source"] == "My essay."
    assert text["reflection"]["source"] == "I would ring first."
    assert text["reflection"]["metadata"]["digiready"] == {"answers": "essay", "by": "student"}
    assert text["mine"]["metadata"]["digiready"] == {"by": "student"}
    assert changes.added == ["mine"]


def test_only_text_is_taken_over():
    """Outputs, attachments and metadata of a student's cell stay behind."""
    hostile = {
        **code_cell("print(1)", "mine", tags=["remove"], digiready={"by": "the course"}),
        "outputs": [{"output_type": "display_data", "data": {"text/html": "<script>"}}],
        "attachments": {"a.svg": {"image/svg+xml": "<svg onload=x>"}},
    }
    cells, _ = restored(hostile)
    mine = next(cell for cell in cells if cell["id"] == "mine")
    assert mine == code_cell("print(1)", "mine", digiready={"by": "student"})


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param({}, id="nothing in it"),
        pytest.param({"metadata": None}, id="no metadata"),
        pytest.param({"metadata": ["nbgrader"]}, id="metadata a list"),
        pytest.param({"metadata": {"nbgrader": "first"}}, id="nbgrader a word"),
        pytest.param({"metadata": {"nbgrader": {"grade_id": ["first"]}}}, id="grade_id a list"),
        pytest.param({"metadata": {"nbgrader": {"grade_id": ""}}}, id="grade_id empty"),
        pytest.param({"metadata": {"nbgrader": {"grade_id": "ghost"}}}, id="grade_id unknown"),
        pytest.param({"metadata": {"digiready": 7}, "source": 5}, id="source a number"),
        pytest.param({"id": "../../x", "source": "hello"}, id="id a path"),
        pytest.param({"id": "<script>", "source": "hello"}, id="id a tag"),
        pytest.param({"id": "x" * 65, "source": "hello"}, id="id too long"),
        pytest.param({"id": None, "source": "hello"}, id="id null"),
        pytest.param({"id": {"a": 1}, "source": "hello"}, id="id an object"),
        pytest.param("not a cell", id="a word"),
        pytest.param(None, id="null"),
        pytest.param(["cell"], id="a list"),
    ],
)
def test_a_cell_of_any_shape_stops_nothing(cell):
    """Outside data of any shape becomes a plain cell or nothing; the questions stand."""
    cells, _ = restored(TITLE, cell, graded(FIRST), graded(SECOND), graded(ESSAY))
    assert [name for name in names(cells) if name in ("first", "second", "essay")] == [
        "first", "second", "essay",
    ]  # fmt: skip
    assert all(isinstance(each["source"], str) for each in cells)
    ids = [each["id"] for each in cells]
    assert len(set(ids)) == len(ids)
    assert all(each.replace("-", "").replace("_", "").isalnum() for each in ids)


def test_an_id_can_be_taken_once():
    """A cell that pretends to be another by its id does not take its place."""
    pretender = prose_cell("Full marks for me.", "title")
    cells, changes = restored(pretender, TITLE, *RELEASED[1:])
    assert cells[0]["metadata"]["digiready"] == {"by": "student"}
    assert cells[1]["source"] == "# The quiz"
    assert cells[1]["id"] != "title"
    assert changes.added == [cells[1]["id"]]
