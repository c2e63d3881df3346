"""The end of a quiz: what is answered, what is not, and the file to hand in."""

import json
import os
import re
from pathlib import Path
from typing import Any

from classroom.form_widget import FormWidget
from classroom.forms import HERE, ask_of
from classroom.session import Session
from classroom.upload import UploadError, make_upload, notebook_in
from graders.answers import FormFields
from graders.kinds.contract import is_answered
from graders.look import fill

#: The mark on the Markdown cell in which a reflection is written.
REFLECTION_MARK = "answers"

#: What stands in that cell when it is given out.
_PLACEHOLDER = re.compile(r"\*?Write your reflection here[^\n]*")


def summary_html(session: Session) -> str:
    """Return what is answered so far and what is not, with a link to each that is not."""
    kept = session.store.read()
    open_questions = [
        {"name": question.name, "ask": ask_of(question)}
        for question in session.questions.values()
        if not is_answered(session.store.fields(question.name))
    ]
    count = len(session.questions)
    return fill(
        HERE / "summary.html",
        {
            "summary": _summary(count, len(open_questions)),
            "has_open": bool(open_questions),
            "open": open_questions,
            "damaged": kept.problem,
            "reflection": reflection_state(session.folder),
        },
    )


def _summary(count: int, unanswered: int) -> str:
    if not count:
        return "The questions have not run yet. Open the Run menu and choose Run All Cells."
    if not unanswered:
        return f"You have answered all {count} questions."
    return f"You have answered {count - unanswered} of {count} questions. These are still open:"


def reflection_state(folder: Path) -> str:
    """Return, in words, whether the reflection in the notebook on disk has been written."""
    try:
        notebook = json.loads(notebook_in(folder).read_text(encoding="utf-8"))
        cells = [each for each in notebook["cells"] if _is_reflection(each)]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    if not cells:
        return ""
    if any(_PLACEHOLDER.sub("", "".join(each["source"])).strip() for each in cells):
        return "Your reflection is in the notebook."
    return "Your reflection is not written yet, or the notebook has not been saved since."


def _is_reflection(cell: dict[str, Any]) -> bool:
    return REFLECTION_MARK in cell.get("metadata", {}).get("digiready", {})


class HandInWidget(FormWidget):
    """The summary, kept up to date, and "Make my upload"."""

    def __init__(self, session: Session) -> None:
        self._session = session
        super().__init__(
            name="hand-in",
            home=session.home,
            html=fill(
                HERE / "hand_in.html",
                {
                    "student": os.environ.get("JUPYTERHUB_USER", ""),
                    "summary": summary_html(session),
                },
            ),
            keeps=False,
        )
        session.on_change(self.update)

    def update(self) -> None:
        """Show the summary anew, in every window."""
        self.send({"kind": "region", "name": "summary", "html": summary_html(self._session)})

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Make the file to hand in, or say why it can't be made."""
        self.show("summary", summary_html(self._session))
        try:
            name, data = make_upload(self._session.folder, entries.get("student", ""))
        except (UploadError, OSError) as error:
            self.show("upload", fill(HERE / "upload_trouble.html", {"says": str(error)}))
            return
        self.give_file(name, "application/zip", data)
        self.show("upload", fill(HERE / "upload_made.html", {"name": name}))

    def __repr__(self) -> str:
        return "What is answered and what is not"
