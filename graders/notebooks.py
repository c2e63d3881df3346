"""The course's notebooks on disk: where they are, and how they are read and written."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

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


def read_notebook(path: Path) -> NotebookNode:
    """Return the notebook at *path*.

    Raises:
        ValueError: it is not a notebook; says which.
    """
    try:
        return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except Exception as error:  # nbformat raises what its parsers raise
        raise ValueError(f"{path.name} is not a notebook: {error}") from error


def notebook_text(notebook: NotebookNode) -> str:
    """Return *notebook* as it is written to disk: names in order, so that a diff is small."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write_notebook(path: Path, notebook: NotebookNode) -> None:
    """Write *notebook* to *path*, whole or not at all."""
    split = nbformat.v4.rwbase.split_lines(nbformat.from_dict(notebook))
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(notebook_text(split), encoding="utf-8")
    os.replace(temporary, path)
