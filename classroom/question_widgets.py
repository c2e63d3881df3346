"""A question on screen: one that counts, one to practise on, one that its author looks at."""

from classroom.form_widget import NOT_ANSWERED, SAVED, FormWidget
from classroom.forms import form_html, static_html
from classroom.preview import preview_html
from classroom.session import Session
from graders.answers import Answers, FormFields
from graders.facts import facts_near
from graders.kinds import KINDS, Question
from graders.mark_page import FOLDED, OPEN, mark_html
from graders.marks import mark_question


class QuestionWidget(FormWidget):
    """A question whose answer is kept on disk, and nothing said about it."""

    def __init__(self, session: Session, question: Question) -> None:
        self._session = session
        self._question = question
        kept = session.store.fields(question.name)
        answered = any(kept.values())
        super().__init__(
            name=question.name,
            home=session.home,
            html=form_html(question, kept),
            fields=kept,
            status=SAVED if answered else NOT_ANSWERED,
            saved=answered,
        )
        self.static = static_html(question)
        session.shown(self)

    def answered(self, fields: FormFields) -> str:
        """Keep *fields* if the question's form can have sent them."""
        KINDS[self._question.kind].parse(self._question, fields)
        self._session.keep(self.name, fields, by=self)
        return SAVED if any(fields.values()) else "Saved. Nothing is chosen now."

    def __repr__(self) -> str:
        return f"The question {self.name}"


class PracticeWidget(QuestionWidget):
    """A question to practise on: "Check my answer" says what it earns and why."""

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Show the mark of *fields*."""
        self.show("mark", checked_html(self._session, self._question, fields, strongest=FOLDED))


class PreviewWidget(FormWidget):
    """A question as its author sees it: the form to try, and the key beside it; nothing is kept."""

    def __init__(self, session: Session, question: Question) -> None:
        self._session = session
        self._question = question
        super().__init__(
            name=question.name,
            home=f"{session.home} preview",
            html=preview_html(question, facts_near(session.folder)),
            status="A preview: nothing you choose here is kept.",
            keeps=False,
        )

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Show the mark of *fields*."""
        self.show("mark", checked_html(self._session, self._question, fields, strongest=OPEN))

    def __repr__(self) -> str:
        return f"A preview of the question {self.name}"


def checked_html(
    session: Session, question: Question, fields: FormFields, *, strongest: str
) -> str:
    """Return what *fields* would earn, as HTML."""
    mark = mark_question(question, Answers(given={question.name: fields}))
    return mark_html(mark, facts_near(session.folder), strongest=strongest)
