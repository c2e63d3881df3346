"""The widget behind every form: it takes what changed and says when it is kept."""

from pathlib import Path
from threading import RLock
from typing import Any

import anywidget
import traitlets

from graders.answers import FormFields, checked_fields
from graders.kinds import NotAnAnswerError
from graders.look import stylesheet

HERE = Path(__file__).parent

NOT_ANSWERED = "Not answered yet."
SAVED = "Saved."

#: JupyterLab sends some messages to the kernel's main thread and some to another, so two may
#: be worked on at once, and an answer may arrive before one that was given earlier.
_ONE_AT_A_TIME = RLock()


class FormWidget(anywidget.AnyWidget):
    """A form drawn from HTML of ours, and the words under it.

    What comes back from the browser is outside data, checked before it is used.
    """

    _esm = HERE / "form_widget.js"
    _css = stylesheet() + (HERE / "form_widget.css").read_text(encoding="utf-8")

    #: What the form is about; with *home*, unique among all open notebooks.
    name = traitlets.Unicode().tag(sync=True)
    home = traitlets.Unicode().tag(sync=True)
    #: The form, as HTML.
    html = traitlets.Unicode().tag(sync=True)
    #: The answer so far: field to list of values.
    fields = traitlets.Dict().tag(sync=True)
    #: The view in which that answer was given; empty if it came from elsewhere.
    by = traitlets.Unicode().tag(sync=True)
    #: What stands under the form at first, and whether it says that an answer is kept.
    status = traitlets.Unicode().tag(sync=True)
    saved = traitlets.Bool(False).tag(sync=True)
    #: Whether what changes is sent to be kept.
    keeps = traitlets.Bool(True).tag(sync=True)

    #: What stands in the notebook file: to read where no widget can be shown.
    static = ""

    #: Names of other forms whose answers are shown in this one.
    rests_on: frozenset[str] = frozenset()

    def __init__(self, **state: Any) -> None:
        super().__init__(**state)
        self._view: Any = None
        self._taken: dict[Any, int] = {}
        self.on_msg(self._receive)

    def answered(self, fields: FormFields) -> str:
        """Keep *fields* and return the words to show; an exception says they are not kept."""
        raise NotImplementedError

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Do what the *button* is for. *entries* are boxes that are no part of the answer."""

    def follow(self, fields: FormFields) -> None:
        """Show *fields*, which were kept by another form that shows the same."""
        with self.hold_sync():
            self.by = ""
            self.fields, self.saved = fields, True

    def heard(self) -> None:
        """Follow an answer to a form that this one rests on."""

    def show(self, region: str, html: str) -> None:
        """Put *html* into the form's *region*, in the view in which the button was pressed."""
        self.send({"kind": "region", "name": region, "html": html, "view": self._view})

    def say(self, words: str, *, trouble: bool = False) -> None:
        """Put *words* into the line under the form, in the view in which something was pressed."""
        self.send({"kind": "said", "says": words, "trouble": trouble, "view": self._view})

    def give_file(self, name: str, media_type: str, data: bytes) -> None:
        """Offer *data* as a download called *name*."""
        message = {"kind": "file", "name": name, "type": media_type, "view": self._view}
        self.send(message, [data])

    def _receive(self, _: Any, message: dict[str, Any], __: Any) -> None:
        with _ONE_AT_A_TIME:
            self._view = message.get("view")
            if message.get("kind") == "answer":
                if self._is_new(message.get("number")):
                    self._take(message)
            elif message.get("kind") == "press":
                self.pressed(
                    str(message.get("button")),
                    str(message.get("value")),
                    _sound_fields(message.get("fields")),
                    {str(name): str(value) for name, value in message.get("entries", {}).items()},
                )

    def _is_new(self, number: Any) -> bool:
        """Return whether no later answer from this view was taken before; a view counts its own."""
        if not isinstance(number, int):
            return True
        if number < self._taken.get(self._view, number):
            return False
        self._taken[self._view] = number
        return True

    def _take(self, message: dict[str, Any]) -> None:
        reply = {"number": message.get("number"), "view": self._view}
        try:
            fields = checked_fields(message.get("fields"))
            says = self.answered(fields)
        except (OSError, ValueError) as error:
            self.send({**reply, "kind": "not-saved", "says": f"Not saved: {error}."})
            return
        self.send({**reply, "kind": "saved", "says": says})
        with self.hold_sync():  # so that a form drawn anew for its fields knows the rest, too
            self.by = str(self._view or "")
            self.fields, self.saved, self.status = fields, True, says

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget, and beside it what to read where no widget can be shown."""
        bundle: Any = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        words = {"text/plain": repr(self), **({"text/html": self.static} if self.static else {})}
        return {**data, **words}, metadata

    def __repr__(self) -> str:
        """Return words, never a number: nbgrader would read a number as a mark."""
        return f"The form {self.name}"


def _sound_fields(fields: Any) -> FormFields:
    try:
        return checked_fields(fields)
    except NotAnAnswerError:
        return {}
