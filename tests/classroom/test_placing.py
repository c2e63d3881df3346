"""Promises about placing things on screen: each press is kept as it is made, and can be undone."""

import pytest

from classroom.question_widgets import QuestionWidget
from graders.kinds import KINDS
from graders.question_cell import read_variants
from tests.classroom.conftest import heard, tell
from tests.graders.written import without_key

NAME = "in-order"


def widget_of(session, kind: str, more: str = "") -> QuestionWidget:
    """Return the widget of a student's copy of a kind's first sample."""
    body = without_key(KINDS[kind].samples[0].source).replace("points: 2", f"points: 2\n{more}")
    return QuestionWidget(session, read_variants(f"%%question {NAME}{body}"))


def press(widget: QuestionWidget, button: str, value: str = "") -> None:
    """Press a button, as the page does that has not seen the last one's answer yet."""
    tell(widget, kind="press", button=button, value=value, fields={}, entries={})


@pytest.mark.parametrize("kind", ["ordering", "ranking"])
@pytest.mark.parametrize("more", ["", "shuffle: true", "sure: true"])
def test_each_press_is_kept_and_shown(session, kind, more):
    """What is placed is on the disk at once, is in the form, and goes when all is taken out."""
    widget = widget_of(session, kind, more)
    first, second, *_ = sorted(KINDS[kind].samples[0].fields["order"])
    for button, value, order in (
        ("place", first, [first]),
        ("place", second, [first, second]),
        ("up", second, [second, first]),
        ("out", first, [second]),
        ("undo", "", [second, first]),
        ("undo", "", [first, second]),
        ("out", second, [first]),
        ("out", first, []),
    ):
        press(widget, button, value)
        assert session.store.fields(NAME)["order"] == order
        assert widget.fields["order"] == order
        assert widget.html.count('data-press="out"') == len(order)
    assert widget.status == "Saved. Nothing is answered here now."


@pytest.mark.parametrize("kind", ["ordering", "ranking"])
def test_a_press_that_changes_nothing_keeps_nothing(session, kind):
    """A question that nobody has answered stays so, whatever is pressed that can't be."""
    widget = widget_of(session, kind)
    for button, value in (("up", "want"), ("place", "no-such"), ("undo", ""), ("out", "ring")):
        press(widget, button, value)
    assert not session.store.fields(NAME)
    assert widget.fields == {}
    assert heard(widget)[-1]["says"] == "Not answered yet."
