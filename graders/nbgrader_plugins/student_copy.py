"""Make the students' copy: no author's answers in it, no key, nothing to break by accident."""

from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

from graders.answers import ANSWERS_FILE
from graders.cells import nbgrader_data, our_data
from graders.leaks import KeyLeakError, find_leaks, secrets_of, texts_in
from graders.nbgrader_plugins.course import course_directory, folder_of, source_cells
from graders.panels_that_count import HOW_TO_MEND, why_it_may_not_count
from graders.question_cell import is_question_cell, read_question
from graders.reflections import ANSWERS
from graders.settings import read_settings


class AuthorsAnswersError(ValueError):
    """An author's own answers lie beside the source."""


class RefuseAuthorsAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Stop a release while an author's own answers lie in the source folder.

    nbgrader would give them to every student, and lay them over every student's own.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook as it is.

        Raises:
            AuthorsAnswersError: there is an answers.json; says where.
        """
        found = sorted(folder_of(resources).rglob(ANSWERS_FILE))
        if found:
            raise AuthorsAnswersError(
                f"{found[0]} holds somebody's own answers, and students would be given them.\n"
                "  To fix it: move the file out of the source folder, then make the copy again."
            )
        return nb, resources


class PanelNeededError(ValueError):
    """A question that counts rests on votes that no panel gave."""


class RefuseIllustrativePanels(NbGraderPreprocessor):  # type: ignore[misc]
    """Stop a release in which votes that no panel gave would decide marks."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook as it is.

        Raises:
            PanelNeededError: there is such a question, and the course does not allow it by name.
        """
        settings, _ = read_settings(Path(course_directory(self).root))
        for cell in nb.cells:
            if is_question_cell(cell.source):
                question = read_question(cell.source)
                if reason := why_it_may_not_count(question, settings):
                    raise PanelNeededError(f"{question.name}: {reason}\n  To fix it: {HOW_TO_MEND}")
        return nb, resources


class ClearAuthorsSolutions(ClearSolutions):  # type: ignore[misc]
    """Take authors' solutions out of cells that students write in, and leave questions alone.

    A question that people mark is such a cell to nbgrader, which would put "YOUR CODE HERE" in
    its place: in the students' copy, and in the gradebook too.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the cell as students get it."""
        if is_question_cell(cell.source):
            return cell, resources
        cleared: tuple[NotebookNode, ResourcesDict] = super().preprocess_cell(
            cell, resources, cell_index
        )
        return cleared


class CloseStudentCopy(NbGraderPreprocessor):  # type: ignore[misc]
    """Hide code, lock prose, and refuse a copy in which any part of a key is left.

    It stands last, after nbgrader has cut the keys out.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook as students get it.

        Raises:
            KeyLeakError: something of a key is left; says what.
        """
        for cell in nb.cells:
            _close(cell)
        assignment = resources["nbgrader"]["assignment"]
        folder = folder_of(resources)
        course = course_directory(self)
        secrets: dict[str, str] = {}
        for path in folder.glob("*.ipynb"):
            secrets |= secrets_of(source_cells(course, assignment, path.stem))
        given = {"the notebook": texts_in(nb), **_texts_beside(folder)}
        for what, texts in given.items():
            if leaks := find_leaks(texts, secrets):
                raise KeyLeakError(
                    f"{assignment}: in the students' copy, {what} would hold {'; '.join(leaks)}.\n"
                    "  To fix it: keep it between the two marks of its question, and out of all "
                    "else that lies in the source folder."
                )
        return nb, resources


def _texts_beside(folder: Path) -> dict[str, list[str]]:
    """Return the words of each file beside the notebooks, all of which nbgrader gives out."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".ipynb"]
    read = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {  # in pictures and the like, words would not stand as words
        name: [name, "" if b"\0" in data else data.decode(errors="replace")]
        for name, data in read.items()
    }


def _close(cell: NotebookNode) -> None:
    """Hide the code of a question, and keep what is not the student's from being changed."""
    if cell.cell_type == "code":
        cell.metadata["jupyter"] = {"source_hidden": True}
    if is_question_cell(cell.source) or not nbgrader_data(cell).get("solution"):
        cell.metadata["deletable"] = False
        cell.metadata["editable"] = ANSWERS in our_data(cell)
