"""Collect the zips that students made with "Make my upload"."""

from pathlib import Path

from nbgrader.plugins import FileNameCollectorPlugin
from traitlets import List

from graders.answers import ANSWERS_FILE
from graders.uploads import read_upload_name


class UploadCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Tell from an upload's own name whose it is, and take the notebook and the answers.

    ``nbgrader zip_collect`` unpacks each zip into a folder of its name; the learning
    platform may have put folders of its own around that.
    """

    valid_ext = List([".ipynb", ".json"]).tag(config=True)

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Return whose file it is and where it goes; None for a file that is not ours.

        Args:
            submitted_file: Absolute path of an unpacked file.
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
        return {"student_id": upload.student, "file_id": path.name}
