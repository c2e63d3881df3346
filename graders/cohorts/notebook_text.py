"""Write an autograded notebook as nbformat writes it, cell by cell, so that cells can be kept.

nbformat's own writer takes most of the time of marking a submission. Nearly all cells of
a cohort's notebooks are the same, so each is written once.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any


def cell_text(cell: Mapping[str, Any]) -> str:
    """Return *cell* as it stands in a notebook's file, without what parts it from the next."""
    written = dict(cell)
    written["source"] = cell["source"].splitlines(keepends=True)
    if cell["cell_type"] == "code":
        written["outputs"] = [_output(each) for each in cell["outputs"]]
    return _indented(written, "  ")


def notebook_file(cells: Iterable[str], metadata: Mapping[str, Any]) -> str:
    """Return a notebook's file from the texts of its cells."""
    inside = ",\n".join(cells)
    listed = f"[\n{inside}\n ]" if inside else "[]"
    return (
        f'{{\n "cells": {listed},\n "metadata": {_indented(metadata, " ").lstrip()},\n'
        ' "nbformat": 4,\n "nbformat_minor": 5\n}\n'
    )


def _output(output: Mapping[str, Any]) -> dict[str, Any]:
    """Return an output with its texts as lists of lines, where nbformat has them so."""
    if output["output_type"] == "stream":
        return {**output, "text": output["text"].splitlines(keepends=True)}
    data = {
        mime: value.splitlines(keepends=True) if isinstance(value, str) else value
        for mime, value in output["data"].items()
    }
    return {**output, "data": data}


def _indented(data: Any, by: str) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    return by + text.replace("\n", f"\n{by}")
