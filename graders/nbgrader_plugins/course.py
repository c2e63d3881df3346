"""What a plug-in can ask of the course it works in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from graders.cells import grade_id
from graders.restore import MasterCell


def course_directory(plugin: NbGraderPreprocessor) -> CourseDirectory:
    """Return nbgrader's own description of the course: plug-in, exporter, converter, course."""
    return plugin.parent.parent.coursedir


def folder_of(resources: ResourcesDict) -> Path:
    """Return the folder of the notebook that is being converted."""
    return Path(resources["metadata"]["path"])


def handed_in(course: CourseDirectory, resources: ResourcesDict) -> Path:
    """Return the folder of what was handed in, where nothing has been copied or followed yet."""
    names = resources["nbgrader"]
    folder = course.format_path(course.submitted_directory, names["student"], names["assignment"])
    return Path(course.root, folder)


def marked_work(course: CourseDirectory, resources: ResourcesDict) -> Path:
    """Return the folder in which nbgrader keeps what it has marked."""
    names = resources["nbgrader"]
    folder = course.format_path(course.autograded_directory, names["student"], names["assignment"])
    return Path(course.root, folder)


def source_cells(course: CourseDirectory, assignment: str, notebook: str) -> list[Any]:
    """Return the cells of the assignment's source notebook; none if it is not there."""
    folder = course.format_path(course.source_directory, ".", assignment)
    path = Path(course.root, folder, f"{notebook}.ipynb")
    if not path.is_file():
        return []
    return list(nbformat.read(path, as_version=4).cells)


def master_cells(
    gradebook: Gradebook, assignment: str, notebook: str, source: Sequence[Mapping[str, Any]]
) -> list[MasterCell]:
    """Return the cells that count, as the gradebook holds them, in the order of *source*."""
    held = gradebook.find_notebook(notebook, assignment)
    graded = {cell.name: float(cell.max_score) for cell in held.grade_cells}
    tasks = {cell.name: float(cell.max_score) for cell in held.task_cells}
    solutions = {cell.name for cell in held.solution_cells}
    masters = [
        MasterCell(
            name=cell.name,
            cell_type=cell.cell_type,
            source=cell.source,
            checksum=cell.checksum,
            locked=cell.locked,
            grade=cell.name in graded,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=graded.get(cell.name, tasks.get(cell.name)),
        )
        for cell in held.source_cells
    ]
    order = {name: index for index, cell in enumerate(source) if (name := grade_id(cell))}
    return sorted(masters, key=lambda master: order.get(master.name, len(order)))
