"""Write an autograded notebook as nbformat writes it, cell by cell, so that cells can be kept.

nbformat's own writer takes most of the time of marking a submission. Nearly all cells of
a cohort's notebooks are the same, so each is written once. The standard library indents
JSON in Python, value by value; here whole lists of texts are quoted at a time. What is
kept is bytes, as it goes into the file.
"""

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as quoted
from typing import Any

#: What stands in a code cell's text for no output.
_NO_OUTPUTS = b'\n   "outputs": [],'


def cell_text(cell: Mapping[str, Any]) -> bytes:
    """Return *cell* as it stands in a notebook's file, without what parts it from the next."""
    written = dict(cell)
    written["source"] = cell["source"].splitlines(keepends=True)
    if cell["cell_type"] == "code":
        written["outputs"] = [_output(each) for each in cell["outputs"]]
    return ("  " + indented(written, "\n  ")).encode()


def around_outputs(cell: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """Return the text of a code *cell* up to its outputs, and from there to its end."""
    before, after = cell_text({**cell, "outputs": []}).split(_NO_OUTPUTS)
    return before + b'\n   "outputs": ', b"," + after


def outputs_text(outputs: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a code cell's *outputs* as they stand between what :func:`around_outputs` gives."""
    return indented([_output(each) for each in outputs], "\n   ").encode()


def notebook_file(cells: Iterable[bytes], metadata: Mapping[str, Any]) -> bytes:
    """Return a notebook's file from the texts of its cells."""
    inside = b",\n".join(cells)
    about = indented(metadata, "\n ").encode()
    return b"".join(
        (
            b'{\n "cells": ',
            b"[\n" + inside + b"\n ]" if inside else b"[]",
            b',\n "metadata": ',
            about,
            b',\n "nbformat": 4,\n "nbformat_minor": 5\n}\n',
        )
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


def indented(data: Any, line: str) -> str:
    """Return *data* as JSON, an entry a line, in order of name.

    Args:
        data: What JSON can hold; all names are text.
        line: How a new line begins where *data* stands: a line break and its indent.
    """
    if isinstance(data, str):
        return quoted(data)
    inner = f"{line} "
    if isinstance(data, dict):
        entries = [f"{quoted(name)}: {indented(data[name], inner)}" for name in sorted(data)]
        return f"{{{inner}{f',{inner}'.join(entries)}{line}}}" if entries else "{}"
    if isinstance(data, list):
        values = [quoted(e) if isinstance(e, str) else indented(e, inner) for e in data]
        return f"[{inner}{f',{inner}'.join(values)}{line}]" if values else "[]"
    return json.dumps(data)
