"""Tell the gradebook which work a person has to look at, and which was left blank."""

from collections.abc import Mapping
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from graders.cells import grade_id, nbgrader_data, our_data
from graders.mark_cells import mark_in
from graders.nbgrader_plugins.course import course_directory, source_cells
from graders.question_cell import is_question_cell
from graders.reflections import is_blank


class AskAPerson(NbGraderPreprocessor):  # type: ignore[misc]
    """Flag what could not be read for the formgrader's manual grading; mark blank reflections 0.

    It stands after SaveAutoGrades, which sets the flags by nbgrader's own rule.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook as it is; what changes is in the gradebook."""
        names = resources["nbgrader"]
        source = source_cells(course_directory(self), names["assignment"], names["notebook"])
        where = (names["notebook"], names["assignment"], names["student"])
        with Gradebook(names["db_url"]) as gradebook:
            for cell in nb.cells:
                mark = mark_in(cell)
                if mark and mark["problem"]:
                    gradebook.find_grade(grade_id(cell), *where).needs_manual_grade = True
                elif mark and nbgrader_data(cell).get("solution") and mark["withdrawn"]:
                    gradebook.find_grade(grade_id(cell), *where).auto_score = mark["earned"]
                elif mark and nbgrader_data(cell).get("solution"):
                    _by_hand(grade_id(cell), gradebook, where, waits=_waits(mark))
                elif nbgrader_data(cell).get("task"):
                    self._task(nb, cell, source, gradebook, where)
                elif _is_test_code(cell):
                    _by_hand(grade_id(cell), gradebook, where, waits=True)
            gradebook.db.commit()
        return nb, resources

    def _task(
        self,
        nb: NotebookNode,
        cell: NotebookNode,
        source: list[NotebookNode],
        gradebook: Gradebook,
        where: tuple[str, str, str],
    ) -> None:
        name = grade_id(cell)
        lost = bool(our_data(nb).get("problem"))  # what was written may be in the file all the same
        blank = not lost and is_blank(str(name), nb.cells, source)
        _by_hand(name, gradebook, where, waits=not blank)


def _is_test_code(cell: NotebookNode) -> bool:
    """Return whether it is a cell of tests, which nbgrader gives all points if nothing ran."""
    data = nbgrader_data(cell)
    return (
        cell.cell_type == "code"
        and bool(data.get("grade"))
        and not data.get("solution")
        and not is_question_cell(cell.source)
    )


def _waits(mark: Mapping[str, Any]) -> bool:
    """Return whether there is something for a person to mark."""
    return bool(mark["verdict"]["answered"])


def _by_hand(
    name: str | None, gradebook: Gradebook, where: tuple[str, str, str], *, waits: bool
) -> None:
    """Have a person mark what was written; what was left blank earns 0 by itself."""
    grade: Grade = gradebook.find_grade(name, *where)
    comment = gradebook.find_comment(name, *where)
    if waits:
        grade.auto_score = None
        grade.needs_manual_grade = True
        comment.auto_comment = None
    else:
        grade.auto_score = 0.0
        grade.needs_manual_grade = grade.manual_score is not None
        comment.auto_comment = "No response."
