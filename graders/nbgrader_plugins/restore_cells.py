"""Make each submitted notebook whole before nbgrader looks at it."""

from typing import Any

from attrs import asdict
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from graders.cells import OURS
from graders.nbgrader_plugins.course import course_directory, master_cells, source_cells
from graders.restore import restore


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Put back what was deleted, drop copies, and take over nothing but text.

    It stands first: nbgrader's own DeduplicateIds makes a later step fail, and its
    own way of adding missing cells writes a comment above the magic.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook made whole; what was done to it stands in its metadata."""
        names = resources["nbgrader"]
        source = source_cells(course_directory(self), names["assignment"], names["notebook"])
        with Gradebook(names["db_url"]) as gradebook:
            masters = master_cells(gradebook, names["assignment"], names["notebook"], source)
        cells, changes = restore(nb.cells, masters, source)
        changes.problem = str(nb.metadata.get(OURS, {}).get("problem", ""))
        nb.cells = from_dict(cells)
        nb.metadata = NotebookNode({"language_info": {"name": "python"}, OURS: asdict(changes)})
        self._tell(names["student"], asdict(changes))
        return nb, resources

    def _tell(self, student: str, changes: dict[str, Any]) -> None:
        if changes["problem"]:
            self.log.warning("%s flagged: %s", student, changes["problem"])
        for what in ("deleted", "copied", "changed"):
            if changes[what]:
                self.log.warning("%s: %s cells put right: %s", student, what, changes[what])
