"""Write each cell's metadata from its source, so that nobody writes it by hand."""

from collections.abc import Mapping
from typing import Any

from graders.cells import our_data, source_of
from graders.kinds import KINDS, Question
from graders.notebooks import Notebook
from graders.question_cell import QuestionError, is_question_cell, read_question

#: Cells students should meet as forms: their code is hidden by the notebook itself.
_OURS = ("%%question", "%%activity", "%hand_in")


def nbgrader_metadata(question: Question) -> dict[str, Any]:
    """Return the nbgrader metadata of a marked question's cell."""
    points = int(question.worth) if question.worth.is_integer() else question.worth
    return {
        "grade": True,
        "grade_id": question.name,
        "locked": True,
        "points": points,
        "schema_version": 3,
        "solution": KINDS[question.kind].by_hand,
        "task": False,
    }


def wanted_metadata(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata *cell* should have, going by its source.

    A cell that is none of ours, or a question with faults, keeps what it has.
    """
    metadata = dict(cell.get("metadata", {}))
    source = source_of(cell)
    if cell.get("cell_type") != "code" or not source.startswith(_OURS):
        return metadata
    hidden = {**metadata, "jupyter": {"source_hidden": True}}
    if not is_question_cell(source):
        hidden.pop("nbgrader", None)
        return hidden
    try:
        question = read_question(source)
    except QuestionError:
        return metadata
    if question.practice:
        hidden.pop("nbgrader", None)
        return hidden
    shown = {name: value for name, value in metadata.items() if name != "jupyter"}
    return {**shown, "nbgrader": nbgrader_metadata(question)}


def sync_cells(notebook: Notebook) -> list[str]:
    """Give each cell of *notebook* the metadata its source asks for; return whose changed.

    What a cell showed when it was saved goes, too: JupyterLab runs questions as it opens a
    notebook, so their previews would be saved with it.
    """
    changed = []
    for cell in notebook["cells"]:
        wanted = wanted_metadata(cell)
        ran = bool(cell.get("outputs") or cell.get("execution_count"))
        if ran:
            cell["outputs"], cell["execution_count"] = [], None
        if ran or cell["metadata"] != wanted:
            cell["metadata"] = wanted
            changed.append(label_of(cell))
    return changed


def label_of(cell: Mapping[str, Any]) -> str:
    """Return how to tell an author which cell is meant."""
    source = source_of(cell)
    if is_question_cell(source):
        return source.partition("\n")[0].removeprefix("%%question").strip() or "a question"
    return str(our_data(cell).get("story") or cell.get("id") or "a cell")
