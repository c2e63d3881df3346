"""The cell magics that turn YAML into questions and activities; the kernel loads them itself."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from IPython.core.magic import Magics, cell_magic, line_magic, magics_class

from classroom.activities import show_activity
from classroom.displays import MarkPage, Page
from classroom.forms import ask_of, static_html
from classroom.hand_in import HandInWidget
from classroom.preview import faults_html
from classroom.question_widgets import PracticeWidget, PreviewWidget, QuestionWidget
from classroom.session import Session
from classroom.student import student_id
from graders.facts import facts_near
from graders.kinds import Question
from graders.kinds.contract import is_answered
from graders.mark_page import mark_html
from graders.marks import mark_cell
from graders.question_cell import QuestionError, read_variants_body

#: nbgrader sets this while it runs a notebook itself, to "autograde" or "validate".
NBGRADER_EXECUTION = "NBGRADER_EXECUTION"


class NotAnsweredError(Exception):
    """A question without an answer, said to a student who presses Validate."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]  # one line for a person, no traceback


@magics_class
class CourseMagics(Magics):
    """``%%question``, ``%%activity`` and ``%hand_in``."""

    def __init__(self, shell: Any = None, **kwargs: Any) -> None:
        super().__init__(shell, **kwargs)
        self.session = Session(Path.cwd())

    @cell_magic
    def question(self, line: str, cell: str) -> Any:
        """Show the question written under this line."""
        name = line.strip()
        running = os.environ.get(NBGRADER_EXECUTION)
        try:
            variants = read_variants_body(name, cell)
        except QuestionError as error:
            if running:
                raise
            return Page(faults_html(name, error.faults), str(error))
        if running == "autograde":
            return self._marked(variants[0], cell)
        if running == "validate":
            return self._validated(variants[0])
        return self._shown(variants)

    @cell_magic
    def activity(self, line: str, cell: str) -> Any:
        """Show the activity written under this line."""
        return show_activity(self.session, line.strip(), cell)

    @line_magic
    def hand_in(self, line: str) -> Any:
        """Show what is answered and what is not, and make the file to hand in."""
        if os.environ.get(NBGRADER_EXECUTION):
            return None
        return HandInWidget(self.session)

    def _shown(self, variants: Sequence[Question]) -> Any:
        question = variants[0]
        if question.practice:
            return PracticeWidget(self.session, variants)
        if question.has_key:
            # An author's own try must not lie beside the source: nbgrader would release
            # it, and lay it over every student's answers.
            return PreviewWidget(self.session, variants)
        self.session.met(question)
        return QuestionWidget(self.session, variants)

    def _marked(self, question: Question, cell: str) -> Page:
        if not question.has_key:
            return Page(static_html(question), f"The question {question.name}")
        source = f"%%question {question.name}\n{cell}"
        assignment, student = self.session.folder.name, student_id()
        answers = self.session.store.read()
        mark = mark_cell(source, answers, assignment=assignment, student=student)
        if mark.waits:
            return Page(mark_html(mark, facts_near(self.session.folder)), "For a person to mark")
        return MarkPage(mark, mark_html(mark, facts_near(self.session.folder)))

    def _validated(self, question: Question) -> Page:
        answered = is_answered(self.session.store.fields(question.name))
        if not (answered or question.practice or question.has_key):
            raise NotAnsweredError(f"You have not answered this question yet: {ask_of(question)}")
        return Page(static_html(question), f"The question {question.name}: answered")
