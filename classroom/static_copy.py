"""Let a released quiz be read before anything has run."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from classroom.forms import static_html
from graders.question_cell import is_question_cell, read_for_anyone


class AddStaticQuestions(NbGraderPreprocessor):  # type: ignore[misc]
    """Put each question, as text to read, into its cell's output in the students' copy."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the cell with its question as static HTML, if it is a question's."""
        if cell.cell_type == "code" and is_question_cell(cell.source):
            question = read_for_anyone(cell.source)
            cell.outputs = [
                new_output(
                    "display_data",
                    data={
                        "text/html": static_html(question),
                        "text/plain": f"The question {question.name}",
                    },
                )
            ]
        return cell, resources
