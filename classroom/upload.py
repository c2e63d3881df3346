"""Make the file that a student uploads where the university has no hub."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from graders.answers import ANSWERS_FILE
from graders.uploads import UploadName, read_upload_name, upload_name

#: What a student number may be: it becomes part of a file's name.
_STUDENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")


class UploadError(ValueError):
    """The file can't be made yet; says what to do, for the student."""


def notebook_in(folder: Path) -> Path:
    """Return the assignment's notebook: the one in *folder*, or the one named like it.

    Raises:
        UploadError: there is none, or it can't be told which.
    """
    notebooks = sorted(folder.glob("*.ipynb"))
    named = folder / f"{folder.name}.ipynb"
    if named in notebooks:
        return named
    if len(notebooks) == 1:
        return notebooks[0]
    raise UploadError(
        f"There are {len(notebooks)} notebooks in the folder {folder.name}, and none is named "
        f"like it. Keep the assignment's notebook there under the name {named.name}."
    )


def make_upload(folder: Path, student: str) -> tuple[str, bytes]:
    """Return the name and bytes of a zip with the notebook and the answers in *folder*.

    Args:
        folder: The assignment's folder.
        student: The student's number or user name.

    Raises:
        UploadError: the number can't be used, or there is no notebook.
    """
    student = student.strip()
    if not _STUDENT_ID.fullmatch(student) or "--" in student:
        raise UploadError(
            "Write your student number or user name first: letters, digits, dots, hyphens "
            "and underscores, without spaces."
        )
    notebook = notebook_in(folder)
    named = UploadName(assignment=notebook.stem, student=student)
    if read_upload_name(f"{notebook.stem}--{student}") != named:
        raise UploadError(
            f"The notebook is now called {notebook.name}, and the file could not be told from "
            "others. Give the notebook back the name it had when you got it."
        )
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.write(notebook, notebook.name)
        if (folder / ANSWERS_FILE).is_file():
            archive.write(folder / ANSWERS_FILE, ANSWERS_FILE)
    return upload_name(notebook.stem, student), packed.getvalue()
