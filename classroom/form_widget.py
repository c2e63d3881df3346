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
    #: What stands under the form at first, and whether it says that an answer is kept.
    status = traitlets.Unicode().tag(sync=True)
    saved = traitlets.Bool(False).tag(sync=True)
    #: Whether what changes is sent to be kept.
    keeps = traitlets.Bool(True).tag(sync=True)

    #: What stands in the notebook file: to read where no widget can be shown.
    static = ""

    def __init__(self, **state: Any) -> None:
        super().__init__(**state)
        self._view: Any = None
        self._newest: dict[str, int] = {}
        self._one_at_a_time = RLock()
        self.on_msg(self._receive)

    def answered(self, fields: FormFields) -> str:
        """Keep *fields* and return the words to show; an exception says they are not kept."""
        raise NotImplementedError

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Do what the *button* is for. *entries* are boxes that are no part of the answer."""

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
        # JupyterLab may send messages by way of another thread of the kernel, and those sent
        # before it did so are still waiting in the first one.
        with self._one_at_a_time:
            self._view = message.get("view")
            if message.get("kind") == "answer":
                if self._is_newest(message):
                    self._take(message)
            elif message.get("kind") == "press":
                self.pressed(
                    str(message.get("button")),
                    str(message.get("value")),
                    _sound_fields(message.get("fields")),
                    {str(name): str(value) for name, value in message.get("entries", {}).items()},
                )

    def _is_newest(self, message: dict[str, Any]) -> bool:
        """Return whether no later answer of the same view has been here before this one."""
        view, number = str(message.get("view")), message.get("number")
        if not isinstance(number, int):
            return True
        newest = self._newest.get(view, number)
        self._newest[view] = max(newest, number)
        return number >= newest

    def _take(self, message: dict[str, Any]) -> None:
        reply = {"number": message.get("number"), "view": self._view}
        try:
            fields = checked_fields(message.get("fields"))
            says = self.answered(fields)
        except (OSError, ValueError) as error:
            self.send({**reply, "kind": "not-saved", "says": f"Not saved: {error}."})
            return
        self.send({**reply, "kind": "saved", "says": says})
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
