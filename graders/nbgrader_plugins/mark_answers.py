"""Mark answers as data, where nbgrader would run the student's notebook."""

from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from graders.answers import Answers, read_answers
from graders.cells import nbgrader_data
from graders.facts import Fact, facts_near
from graders.mark_cells import mark_output
from graders.mark_page import NEVER, OPEN, mark_html
from graders.marks import mark_cell
from graders.nbgrader_plugins.course import course_directory, handed_in
from graders.question_cell import is_question_cell


class MarkAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Mark each question cell that nbgrader has just restored from the gradebook.

    No kernel is started, no cell is run, nothing is imported from the submission.
    """

    show_strongest = Bool(
        True, help="Whether feedback shows the strongest answer to a question not fully right."
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook with a mark in each question cell."""
        answers = read_answers(handed_in(course_directory(self), resources))
        facts = facts_near(Path(course_directory(self).root))
        for cell in nb.cells:
            if nbgrader_data(cell).get("grade") and is_question_cell(cell.source):
                self._mark(cell, answers, facts, resources["nbgrader"])
        return nb, resources

    def _mark(
        self, cell: NotebookNode, answers: Answers, facts: dict[str, Fact], names: dict[str, str]
    ) -> None:
        student = names["student"]
        mark = mark_cell(cell.source, answers, assignment=names["assignment"], student=student)
        if mark.flagged:
            self.log.warning("%s: %s flagged: %s", student, mark.question, mark.problem)
        shown = mark_html(mark, facts, strongest=OPEN if self.show_strongest else NEVER)
        cell.outputs = [from_dict(mark_output(mark, shown))]
        cell.execution_count = None
