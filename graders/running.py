"""Run the course's notebooks from top to bottom, each on a fresh kernel."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from graders.notebooks import course_notebooks
from graders.problems import Problem
from graders.sync import label_of

#: Seconds that one cell may take.
TIMEOUT_S = 60

_FIX = "Open the notebook, restart its kernel, and run all cells down to this one."


def run_notebooks(course: Path) -> Iterator[Problem]:
    """Yield the cell at which each notebook of the course stops, if it does.

    The course is copied first: what a run leaves behind must not lie beside the sources.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / course.name
        shutil.copytree(course, copy, ignore=_left_out)
        for path in course_notebooks(copy):
            said = path.relative_to(copy).as_posix()
            try:
                notebook = nbformat.read(path, as_version=4)
            except ValueError:
                continue  # said by the check of notebooks
            yield from _run(notebook, path, said)


def _left_out(_: str, names: list[str]) -> set[str]:
    """Return what nbgrader and JupyterLab keep beside a course, which may be large."""
    kept_out = {"release", "submitted", "autograded", "feedback", "downloaded", "gradebook.db"}
    return {name for name in names if name in kept_out or name.startswith(".")}


def _run(notebook: NotebookNode, path: Path, said: str) -> Iterator[Problem]:
    """Yield the cell at which *notebook* stops."""
    at: list[Mapping[str, Any]] = []
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT_S,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # it warns about its own transport
        on_cell_start=lambda cell, cell_index: at.append(cell),
    )
    try:
        client.execute()
    except CellExecutionError as error:
        problem = f"it stops with {error.ename}: {error.evalue}"
    except CellTimeoutError:
        problem = f"it had not ended after {TIMEOUT_S} seconds."
    except DeadKernelError:
        problem = "it ended the kernel."
    else:
        return
    yield Problem(file=said, where=label_of(at[-1]) if at else "", problem=problem, fix=_FIX)
