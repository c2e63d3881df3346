"""What one kernel knows of the notebook it runs: where answers go, which questions it has met."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from weakref import WeakSet

from classroom.form_widget import FormWidget
from classroom.store import AnswerStore
from classroom.student import student_id
from graders.answers import FormFields
from graders.draws import draw, draw_kept
from graders.kinds import Question


class Session:
    """One kernel, one notebook.

    Attributes:
        folder: Where the notebook is: the folder the kernel was started in.
        questions: The marked questions met so far, by name, in the order they were met.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = AnswerStore(folder)
        self.questions: dict[str, Question] = {}
        self._widgets: WeakSet[FormWidget] = WeakSet()
        self._listeners: list[Callable[[], None]] = []

    @property
    def home(self) -> str:
        """A short name for the folder, for the browser to tell notebooks apart."""
        return sha256(str(self.folder).encode()).hexdigest()[:12]

    def draw(self, question: str, kept: FormFields) -> str:
        """Return the draw by which this student meets *question*: the kept one, or their own."""
        return draw_kept(kept) or draw(self.folder.name, question, student_id())

    def met(self, question: Question) -> None:
        """Note that *question* is one of this notebook's marked questions."""
        self.questions[question.name] = question

    def shown(self, widget: FormWidget) -> None:
        """Note that *widget* shows a form, so that it hears of answers given elsewhere."""
        self._widgets.add(widget)

    def keep(self, name: str, fields: FormFields, *, by: FormWidget) -> None:
        """Keep the answer *fields* to *name*, and tell every other form that shows it.

        Raises:
            NotSavedError: it is not on disk.
        """
        self.store.save(name, fields)
        for widget in list(self._widgets):
            if widget is not by and widget.name == name:
                widget.follow(fields)
            elif name in widget.rests_on:
                widget.heard()
        for listener in self._listeners:
            listener()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call *listener* after each answer that was kept; a second one takes the first's place."""
        self._listeners = [listener]
