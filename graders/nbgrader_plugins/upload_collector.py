"""Collect the zips that students made with "Make my upload"."""

from functools import cache
from pathlib import Path

from nbgrader.plugins import FileNameCollectorPlugin
from traitlets import List

from graders.answers import ANSWERS_FILE
from graders.handed_in import TIMES_FILE, read_times
from graders.uploads import read_upload_name

#: The educator's list, read once a run: the plug-in is asked file by file.
_times = cache(read_times)


class UploadCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Tell from an upload's own name whose it is, and from the educator's list when it came.

    A time that stands in an upload is its student's word, and is not asked.
    """

    valid_ext = List([".ipynb", ".json"]).tag(config=True)

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Return whose file it is, where it goes and, if the educator's list says so, when it came.

        None for a file that is not ours.

        Args:
            submitted_file: Absolute path of an unpacked file, two folders below the list.
        """
        path = Path(submitted_file)
        upload = read_upload_name(path.parent.name)
        assignment = self.parent.coursedir.assignment_id
        names = (f"{assignment}.ipynb", ANSWERS_FILE)
        if upload is None or not upload.is_for(assignment) or path.name not in names:
            self.log.warning(
                "%s is not part of an upload made with Make my upload; left out", submitted_file
            )
            return None
        found = {"student_id": upload.student, "file_id": path.name}
        times = _times(path.parents[2] / TIMES_FILE).by_student
        if upload.student in times:
            found["timestamp"] = times[upload.student].isoformat()
        return found
