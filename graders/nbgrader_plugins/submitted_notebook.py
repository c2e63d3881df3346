"""Read what was handed in as data from outside, where nbgrader trusts that it is a notebook."""

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict

from graders.cells import OURS
from graders.submitted import read_submitted


class SubmittedNotebook(NotebookExporter):
    """nbgrader's exporter, which also goes on where a submitted notebook can't be read.

    The answers stand in a file of their own, so they are marked all the same.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> Any:
        """Return the marked notebook; *filename* is what was handed in, or what came of it."""
        if not getattr(self.parent, "_sanitizing", False):  # our own file, from the step before
            return super().from_filename(filename, resources, **kwargs)
        path = Path(filename)
        submitted = read_submitted(path)
        notebook = NotebookNode(
            cells=from_dict(list(submitted.cells)),
            metadata=NotebookNode({OURS: {"problem": submitted.problem}}),
            nbformat=4,
            nbformat_minor=5,
        )
        found = dict(resources or {})
        found["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return super().from_notebook_node(notebook, found, **kwargs)  # type: ignore[no-untyped-call]
