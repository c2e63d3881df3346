"""Make what students wrote safe to show in the formgrader, whose pages run HTML."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import NbGraderPreprocessor

from graders.made_safe import made_safe


class CleanCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Turn a student's Markdown into clean HTML, and say of their code that it was not run."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the cell, made safe if a student wrote it."""
        return from_dict(made_safe(cell)), resources
