"""One assignment with every sample of every kind in it, and what it must earn."""

from typing import Any

from attrs import frozen

from graders.kinds import KINDS, Kind
from graders.kinds.contract import Sample, is_answered
from graders.question_cell import read_question_body
from graders.sync import sync_cells
from tests.nbgrader.work import code_cell, text_cell

#: The assignment's name.
EVERY_KIND = "every-kind"


@frozen(kw_only=True)
class Placed:
    """A sample in the assignment.

    Attributes:
        name: The question's name there.
        kind: Its kind.
        sample: What is answered, and what it earns.
    """

    name: str
    kind: Kind
    sample: Sample

    @property
    def is_honest(self) -> bool:
        """Whether the form itself could have sent it."""
        return self.sample.share is not None

    @property
    def waits(self) -> bool:
        """Whether a person has to look at it."""
        return not self.is_honest or (self.kind.by_hand and is_answered(self.sample.fields))

    @property
    def earns(self) -> float | None:
        """Return the points by machine; None where people mark."""
        if self.kind.by_hand and self.is_honest and is_answered(self.sample.fields):
            return None
        points = read_question_body(self.name, self.sample.source).points
        return (self.sample.share or 0.0) * points


#: Every sample there is, by its question's name.
PLACED = {
    f"{kind.name}-{number}": Placed(name=f"{kind.name}-{number}", kind=kind, sample=sample)
    for kind in KINDS.values()
    for number, sample in enumerate(kind.samples, 1)
}


def every_kind_notebook() -> dict[str, Any]:
    """Return the assignment's source: a question a sample, with its key."""
    cells = [text_cell("title", "# Every kind of question")]
    for name, placed in PLACED.items():
        body = placed.sample.source.strip("\n")
        cells.append(code_cell(name, f"%%question {name}\n{body}"))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    sync_cells(notebook)
    return notebook
