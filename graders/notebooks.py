"""The course's notebooks on disk: where they are, and how they are read and written.

A notebook is plain data here, as its JSON has it, but for a cell's source, which is
one text and not a list of lines.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: A notebook as plain data.
Notebook = dict[str, Any]

#: Folders of a course that hold notebooks, in reading order.
MODULES, SOURCE = "modules", "source"


class NotACourseError(ValueError):
    """There is no course where one was looked for; says what to do."""


def course_folder(start: Path) -> Path:
    """Return the course at *start*, or in its folder ``course``, or around it.

    Raises:
        NotACourseError: there is none.
    """
    for place in (start, start / "course", *start.parents):
        if (place / "nbgrader_config.py").is_file() and (place / SOURCE).is_dir():
            return place
    raise NotACourseError(
        f"There is no course in {start}: no nbgrader_config.py beside a folder source.\n"
        "  To fix it: go to the folder of the course, or name it with --course."
    )


def course_notebooks(course: Path) -> Iterator[Path]:
    """Yield the paths of the course's notebooks: modules first, each in order of name."""
    for folder in (MODULES, SOURCE):
        for path in sorted((course / folder).rglob("*.ipynb")):
            if ".ipynb_checkpoints" not in path.parts:
                yield path


def cells_of_course(course: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each notebook's path within the course and its cells; what can't be read is left out.

    The check of notebooks says which those are.
    """
    for path in course_notebooks(course):
        try:
            cells = read_notebook(path)["cells"]
        except ValueError:
            continue
        yield path.relative_to(course).as_posix(), cells


def read_notebook(path: Path) -> Notebook:
    """Return the notebook at *path*.

    Raises:
        ValueError: it is not a notebook of format 4; says which.
    """
    try:
        notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
        if notebook["nbformat"] != 4:
            raise ValueError("its format is not 4")
        for cell in notebook["cells"]:
            if isinstance(cell["source"], list):
                cell["source"] = "".join(cell["source"])
            if not isinstance(cell["metadata"], dict):
                raise ValueError("a cell's metadata is no list of entries")
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path.name} can't be read as a notebook: {error}") from error
    return notebook


def notebook_text(notebook: Notebook) -> str:
    """Return *notebook* as it is written to disk: entries in order, a line of source a line."""
    cells = [
        {**cell, "source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]
    ]
    whole = {**notebook, "cells": cells}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write_notebook(path: Path, notebook: Notebook) -> None:
    """Write *notebook* to *path*, whole or not at all."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(notebook_text(notebook), encoding="utf-8")
    os.replace(temporary, path)
