"""nbgrader's feedback step, with our page in place of its template."""

from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades

from graders.cells import nbgrader_data
from graders.feedback import feedback_html


class FeedbackGrades(GetGrades):  # type: ignore[misc]
    """Fetch what nbgrader fetches, and whether a person has still to look."""

    def _get_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            nbgrader_data(cell)["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        cell.metadata.nbgrader["waiting"] = grade.needs_manual_grade
        cell.metadata.nbgrader["by_hand"] = grade.manual_score is not None


class FeedbackExporter(Exporter):
    """An autograded notebook as a page for the student: no source, nothing from elsewhere."""

    file_extension = ".html"
    output_mimetype = "text/html"
    export_from_notebook = "Digitally Ready feedback"

    def from_notebook_node(  # type: ignore[override]  # nbconvert types it for notebooks only
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page, after nbgrader's preprocessors have fetched the grades."""
        nb, found = super().from_notebook_node(nb, resources, **kwargs)
        return feedback_html(nb.cells, found["nbgrader"]), found
