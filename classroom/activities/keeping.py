"""What activities have in common: each is drawn from what is kept, and from nothing else."""

from collections.abc import Collection, Mapping
from typing import Any

from classroom.form_widget import SAVED, FormWidget
from classroom.forms import HERE as FORMS
from classroom.session import Session
from graders.answers import FormFields
from graders.facts import Fact, facts_near
from graders.look import fill

TROUBLE = FORMS / "upload_trouble.html"


def one_of(fields: FormFields, name: str, offered: Collection[str], otherwise: str) -> str:
    """Return the one value that is kept under *name*; *otherwise* where none that fits is kept.

    What is kept may be from an older version of the activity, and offer what is gone.
    """
    kept = fields.get(name, [])
    return kept[0] if len(kept) == 1 and kept[0] in offered else otherwise


class ActivityWidget(FormWidget):
    """An activity on screen, drawn anew whenever what is kept of it changes.

    A kind of activity says how it is drawn; then what its buttons do (``after``), or that
    its controls are kept as they are changed (``keeps=True``), or both.
    """

    def __init__(self, session: Session, name: str, activity: Any, *, keeps: bool = False) -> None:
        self._session, self._called, self._activity = session, name, activity
        kept = session.store.fields(name)
        super().__init__(
            name=name,
            home=session.home,
            html=self.drawn(kept),
            fields=kept,
            keeps=keeps,
            saved=keeps and any(kept.values()),
            status=self.said(kept) if keeps else "",
        )
        self.static = self.drawn({})
        session.shown(self)
        self.observe(self._redraw, names="fields")

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as HTML, as it stands with *fields* kept."""
        raise NotImplementedError

    def after(self, button: str, value: str, fields: FormFields) -> FormFields:
        """Return what is to be kept once *button* was pressed, where *fields* were before."""
        return fields

    def sentence(self, fields: FormFields) -> str:
        """Return what *fields* come to, to be heard as a control is changed."""
        return ""

    def said(self, fields: FormFields) -> str:
        """Return the words under an activity whose controls are kept; none before anything is."""
        return f"{SAVED} {self.sentence(fields)}".strip() if any(fields.values()) else ""

    @property
    def _facts(self) -> Mapping[str, Fact]:
        """The course's facts, which are read once."""
        return facts_near(self._session.folder)

    def answered(self, fields: FormFields) -> str:
        """Keep what its controls hold; where it can't be kept, go on with it all the same."""
        try:
            self._session.keep(self.name, fields, by=self)
        except OSError:
            self.html = self.drawn(fields)
            raise
        return self.said(fields)

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Do what the button does to what is kept, whatever the page showed when it was pressed."""
        after = self.after(button, value, dict(self.fields))
        if after == self.fields:
            self.say(self.status)  # so that the page knows that nothing will follow
            return
        try:
            self._session.keep(self.name, after, by=self)
        except OSError as error:  # it goes on all the same, and says that it won't be found again
            self._go_on_with(after)
            self.show("trouble", fill(TROUBLE, {"says": f"Your way is not kept: {error}."}))
            return
        self._go_on_with(after)

    def _go_on_with(self, fields: FormFields) -> None:
        with self.hold_sync():
            self.by = ""  # no view of it shows these yet
            self.fields = fields

    def heard(self) -> None:
        """Be drawn anew, as something that it shows was answered elsewhere."""
        self.html = self.drawn(dict(self.fields))

    def _redraw(self, _: Any) -> None:
        self.html = self.drawn(dict(self.fields))

    def __repr__(self) -> str:
        return f"The activity {self.name}"
