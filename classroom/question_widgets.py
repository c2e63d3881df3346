"""A question on screen: one that counts, one to practise on, one that its author looks at."""

from collections.abc import Sequence
from typing import Any

from classroom.form_widget import NOT_ANSWERED, SAVED, FormWidget
from classroom.forms import HERE, form_html, static_html
from classroom.preview import preview_html
from classroom.session import Session
from graders.answers import Answers, FormFields
from graders.draws import as_drawn
from graders.facts import facts_near
from graders.kinds import KINDS, NotAnAnswerError, Question
from graders.kinds.contract import DRAWN, is_answered, own_fields
from graders.look import fill
from graders.mark_page import FOLDED, OPEN, mark_html
from graders.marks import mark_question

#: The button under a practice question, and the one that every form with buttons may have.
CHECK, UNDO = "check", "undo"

EMPTIED = "Saved. Nothing is answered here now."
NOTHING_TO_UNDO = "There is nothing to undo."
TAKES_BACK = (
    "it would take back what was decided and can't be taken back. "
    "Load this page again to go on from there"
)


class _Asking(FormWidget):
    """A form that asks a question, whose own buttons change the answer."""

    def __init__(self, session: Session, question: Question, **state: Any) -> None:
        self._session = session
        self._question = question
        self._before: list[FormFields] = []
        super().__init__(name=question.name, **state)

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Check the answer, or do what a button of this kind of question does to it."""
        if button == CHECK:
            self.show("mark", self._checked(fields))
            return
        # What a button does is counted from what the last one left, not from what the page
        # showed when it was pressed: two quick presses are two changes.
        now = dict(self.fields) or fields
        press = KINDS[self._question.kind].press
        if button == UNDO:
            after = self._before.pop() if self._before else now
        elif press:
            own = press(self._question, own_fields(now), button, value or entries.get(button, ""))
            after = {**now, **own}
        else:
            return
        if after == now:
            self.say(NOTHING_TO_UNDO if button == UNDO else self.status)
            return
        if self._take_over(after) and button != UNDO:
            self._before.append(now)

    def _take_over(self, fields: FormFields) -> bool:
        """Show the form with *fields* in it; return whether they could be kept."""
        self._show_answer(fields, self.status)
        return True

    def _show_answer(self, fields: FormFields, status: str) -> None:
        with self.hold_sync():
            self.by = ""
            self.fields = fields
            self.status = status
            self.html = self._drawn_anew(fields)

    def _drawn_anew(self, fields: FormFields) -> str:
        raise NotImplementedError

    def _checked(self, fields: FormFields) -> str:
        raise NotImplementedError


class QuestionWidget(_Asking):
    """A question whose answer is kept on disk, and nothing said about it."""

    def __init__(self, session: Session, variants: Sequence[Question]) -> None:
        kept = dict(session.store.fields(variants[0].name))
        if variants[0].is_drawn:
            kept[DRAWN] = [session.draw(variants[0].name, kept)]
        question = as_drawn(variants, kept[DRAWN][0] if variants[0].is_drawn else "")
        answered = is_answered(kept)
        super().__init__(
            session,
            question,
            home=session.home,
            html=form_html(question, kept),
            fields=kept,
            status=SAVED if answered else NOT_ANSWERED,
            saved=answered,
        )
        self._shown = own_fields(kept)
        self.static = static_html(question)
        session.shown(self)
        self.observe(self._follow, names="fields")

    def answered(self, fields: FormFields) -> str:
        """Keep *fields* if the question's form can have sent them after what is kept now."""
        kind, own = KINDS[self._question.kind], own_fields(fields)
        kind.parse(self._question, own)
        # What is kept, not what this window shows: another kernel may have gone on meanwhile.
        kept = own_fields(self._session.store.fields(self.name))
        if kind.may_replace and not kind.may_replace(self._question, kept, own):
            raise NotAnAnswerError(TAKES_BACK)
        self._session.keep(self.name, fields, by=self)
        self._shown = own_fields(fields)
        return SAVED if is_answered(fields) else EMPTIED

    def _take_over(self, fields: FormFields) -> bool:
        try:
            says = self.answered(fields)
        except (OSError, ValueError) as error:
            self.say(f"Not saved: {error}.", trouble=True)
            return False
        self.saved = True
        self._show_answer(fields, says)
        return True

    def _follow(self, _: Any) -> None:
        """Draw a form with buttons anew where its answer was given in another window."""
        own = own_fields(self.fields)
        if KINDS[self._question.kind].press and own != self._shown:
            self._shown = own
            self.html = self._drawn_anew(dict(self.fields))

    def _drawn_anew(self, fields: FormFields) -> str:
        return form_html(self._question, fields)

    def _checked(self, fields: FormFields) -> str:
        return checked_html(self._session, self._question, fields, strongest=FOLDED)

    def __repr__(self) -> str:
        return f"The question {self.name}"


class PracticeWidget(QuestionWidget):
    """A question to practise on: "Check my answer" says what it earns and why."""


class PreviewWidget(_Asking):
    """A question as its author sees it: the form to try, and the key beside it; nothing is kept."""

    def __init__(self, session: Session, variants: Sequence[Question]) -> None:
        self._variants = variants
        self._facts = facts_near(session.folder)
        super().__init__(
            session,
            variants[0],
            home=f"{session.home} preview",
            html=preview_html(variants, self._facts, {}),
            status="A preview: nothing you choose here is kept.",
            keeps=False,
        )

    def _drawn_anew(self, fields: FormFields) -> str:
        return preview_html(self._variants, self._facts, fields)

    def _checked(self, fields: FormFields) -> str:
        return checked_html(self._session, self._question, fields, strongest=OPEN)

    def __repr__(self) -> str:
        return f"A preview of the question {self.name}"


def checked_html(
    session: Session, question: Question, fields: FormFields, *, strongest: str
) -> str:
    """Return what *fields* would earn, as HTML; or why they can't be read, to be mended now."""
    mark = mark_question(question, Answers(given={question.name: fields}))
    if mark.problem:
        return fill(HERE / "not_read.html", {"problem": mark.problem})
    return mark_html(mark, facts_near(session.folder), strongest=strongest)
