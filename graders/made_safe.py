"""Make cells that a student wrote safe to show in the formgrader, whose pages run HTML."""

from collections.abc import Mapping
from typing import Any

from graders.cells import OURS, nbgrader_data, our_data
from graders.clean import clean_block
from graders.question_cell import is_question_cell

#: What is shown in place of what a student's code would have done.
NOT_RUN = "Not run. Marking here runs no code from a submission."


def made_safe(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return *cell*, safe to show in the formgrader if a student wrote it."""
    theirs = nbgrader_data(cell).get("solution") and not is_question_cell(cell["source"])
    if our_data(cell).get("by") != "student" and not theirs:
        return dict(cell)
    if cell["cell_type"] == "code":
        return {**cell, "outputs": [{"output_type": "stream", "name": "stdout", "text": NOT_RUN}]}
    ours = {**our_data(cell), "written": cell["source"]}
    metadata = {**cell["metadata"], OURS: ours}
    return {**cell, "metadata": metadata, "source": clean_block(cell["source"])}
