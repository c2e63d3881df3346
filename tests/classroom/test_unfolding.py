"""Promises about a scenario on screen: decisions are kept as they fall, and stay if they must."""

from typing import Any

import pytest

from classroom.question_widgets import PreviewWidget, QuestionWidget
from classroom.session import Session
from classroom.store import AnswerStore
from tests.classroom.conftest import heard, tell
from tests.graders.written import question, without_key
from tests.kinds.unfolded import BODY

NAME = "first-reply"


def shown(session: Session, body: str = BODY) -> QuestionWidget:
    """Return a student's copy of the scenario on screen."""
    return QuestionWidget(session, (question(without_key(body)),))


def pressed(widget: QuestionWidget, button: str, value: str = "", **chosen: str) -> None:
    """Press a button, with the option *chosen* beside it."""
    tell(widget, kind="press", button=button, value=value, fields={}, entries=chosen)


def decide(widget: QuestionWidget, *options: str) -> None:
    """Choose each of *options* in turn, and press "Decide"."""
    for option in options:
        pressed(widget, "decide", decide=option)


def kept(session: Session) -> dict[str, Any]:
    """Return what is on disk."""
    return AnswerStore(session.folder).fields(NAME)


def test_a_decision_is_kept_and_leads_on(session):
    """Pressed, a decision is on disk, said to be saved, and the next moment is asked."""
    widget = shown(session)
    decide(widget, "honest")
    assert kept(session) == {"path": ["honest"]}
    assert (widget.status, widget.saved) == ("Saved.", True)
    assert "His father hit him." in widget.html
    assert "You chose: I may have to tell." in widget.html


def test_without_a_choice_nothing_is_decided(session, quiz):
    """ "Decide" with nothing chosen keeps nothing, and the line says again what holds."""
    widget = shown(session)
    pressed(widget, "decide")
    assert kept(session) == {}
    assert heard(widget)[-1]["says"] == "Not answered yet."


def test_a_decision_that_may_be_taken_back_is(session):
    """Back where the author allows it, the way is shorter, on disk too."""
    widget = shown(session)
    decide(widget, "honest")
    pressed(widget, "back", "honest")
    assert kept(session) == {"path": []}
    assert widget.status == "Saved. Nothing is answered here now."


FORGED = [
    pytest.param(lambda w: pressed(w, "undo"), id="an undo, which the form has not"),
    pytest.param(lambda w: pressed(w, "back", "promise"), id="back, where the form has no button"),
    pytest.param(lambda w: pressed(w, "again"), id="begin again, outside practice"),
    pytest.param(lambda w: answer(w, {"path": []}), id="an empty answer"),
    pytest.param(lambda w: answer(w, {}), id="no field at all"),
    pytest.param(lambda w: answer(w, {"path": ["honest"]}), id="another decision"),
    pytest.param(lambda w: answer(w, {"path": ["honest", "duty"]}), id="another way to its end"),
]


def answer(widget: QuestionWidget, fields: dict[str, list[str]]) -> None:
    """Send *fields* as a form sends its answer."""
    tell(widget, kind="answer", number=1, fields=fields)


@pytest.mark.parametrize("forge", FORGED)
def test_a_final_decision_stays(session, forge):
    """Whatever a browser sends, what can't be taken back is on disk as before."""
    widget = shown(session)
    decide(widget, "promise")
    forge(widget)
    assert kept(session) == {"path": ["promise"]}
    assert widget.fields == {"path": ["promise"]}
    decide(widget, "duty")
    assert kept(session) == {"path": ["promise", "duty"]}


def test_without_a_way_back_undo_is_none(session):
    """Where the author allows no way back, a decision stays, final or not."""
    widget = shown(session)
    decide(widget, "wait", "ring")
    pressed(widget, "back", "ring")
    for _ in range(4):
        pressed(widget, "undo")
    assert kept(session) == {"path": ["wait"]}


def test_a_refusal_is_said(session):
    """An answer that would take back what can't be is never called saved."""
    widget = shown(session)
    decide(widget, "promise")
    answer(widget, {"path": []})
    assert heard(widget)[-1]["kind"] == "not-saved"
    assert "can't be taken back. Load this page again" in heard(widget)[-1]["says"]


def test_another_kernel_can_t_take_it_back(session):
    """A page left open in Voilà, or an older window, goes by what is on disk, not what it shows."""
    older = shown(Session(session.folder))
    decide(shown(session), "promise", "duty")
    decide(older, "honest")
    assert kept(session) == {"path": ["promise", "duty"]}
    assert "Not saved" in heard(older)[-1]["says"]


def test_how_sure_is_kept_beside_the_way(session):
    """What is said about being sure comes with the same decisions, and is taken."""
    widget = shown(session, BODY.replace("points: 3", "points: 3\nsure: true"))
    decide(widget, "promise")
    answer(widget, {"path": ["promise"], "_sure": ["3"]})
    assert kept(session) == {"path": ["promise"], "_sure": ["3"]}
    decide(widget, "duty")
    assert kept(session) == {"path": ["promise", "duty"], "_sure": ["3"]}


def test_the_author_sees_the_map_and_can_try(session, quiz):
    """A preview shows what was proved, takes decisions, checks them, and keeps nothing."""
    widget = PreviewWidget(session, (question(BODY),))
    assert "7 ways through, 2 endings." in widget.html
    decide(widget, "honest", "duty")
    assert "She can act tonight." in widget.html
    tell(widget, kind="press", button="check", value="", fields=widget.fields, entries={})
    assert "3 of 3 points" in heard(widget)[-1]["html"]
    assert kept(session) == {}
