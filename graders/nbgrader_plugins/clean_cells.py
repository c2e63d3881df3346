"""Make what students wrote safe to show in the formgrader, whose pages run HTML."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from graders.cells import OURS, nbgrader_data, our_data
from graders.clean import clean_block
from graders.question_cell import is_question_cell

NOT_RUN = "Not run. Marking here runs no code from a submission."


class CleanCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Turn a student's Markdown into clean HTML, and say of their code that it was not run."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the cell, made safe if a student wrote it."""
        theirs = nbgrader_data(cell).get("solution") and not is_question_cell(cell.source)
        if our_data(cell).get("by") != "student" and not theirs:
            return cell, resources
        if cell.cell_type == "code":
            cell.outputs = [new_output("stream", name="stdout", text=NOT_RUN)]
        else:
            cell.metadata.setdefault(OURS, {})["written"] = cell.source
            cell.source = clean_block(cell.source)
        return cell, resources
