"""Leave beside a marked notebook the answers and the time, and nothing else of a student's."""

import os
import shutil
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import find_all_files

from graders.answers import ANSWERS_FILE
from graders.answers import MAX_BYTES as MOST_OF_ANSWERS
from graders.handed_in import TIMESTAMP_FILE
from graders.nbgrader_plugins.course import course_directory, handed_in, marked_work
from graders.regular_files import read_regular_file


class KeepAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Take away what nbgrader copied along with a submission.

    The formgrader serves every file in that folder to the educator's browser, and feedback
    carries it on: a page of a student's own would run there. nbgrader also follows links.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook as it is; what changes is the folder beside it."""
        course = course_directory(self)
        place, theirs = marked_work(course, resources), handed_in(course, resources)
        source = course.format_path(
            course.source_directory, ".", resources["nbgrader"]["assignment"]
        )
        files = find_all_files(source, [*course.ignore, "*.ipynb"])
        kept = {os.path.relpath(each, source) for each in files}
        kept |= {name for name in (ANSWERS_FILE, TIMESTAMP_FILE) if _is_sound(theirs / name)}
        _drop_all_but(place, kept)
        return nb, resources


def _is_sound(path: Path) -> bool:
    """Return whether a file handed in is an ordinary one, of a size that may be kept."""
    try:
        return len(read_regular_file(path, MOST_OF_ANSWERS + 1)) <= MOST_OF_ANSWERS
    except OSError:
        return False


def _drop_all_but(folder: Path, kept: set[str]) -> None:
    """Delete what stands in *folder* and is neither in *kept* nor on the way to it."""
    on_the_way = {str(parent) for name in kept for parent in Path(name).parents}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        _drop(path, path.name, kept, on_the_way)


def _drop(path: Path, name: str, kept: set[str], on_the_way: set[str]) -> None:
    is_folder = path.is_dir() and not path.is_symlink()
    if is_folder and name in on_the_way:
        for each in sorted(path.iterdir()):
            _drop(each, f"{name}/{each.name}", kept, on_the_way)
    elif is_folder:
        shutil.rmtree(path)
    elif name not in kept:
        path.unlink()
