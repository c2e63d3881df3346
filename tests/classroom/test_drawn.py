"""Promises about questions that students meet differently, on screen."""

import json

import pytest

from classroom.hand_in import summary_html
from classroom.question_widgets import QuestionWidget
from classroom.student import student_id
from graders.draws import as_drawn, draw
from graders.question_cell import read_variants_body
from tests.classroom.conftest import heard, tell
from tests.graders.test_draws import SHUFFLED
from tests.graders.test_variants import TWO
from tests.graders.written import changed, without_key
from tests.kinds.forms import fields_of

STUDENTS = read_variants_body("first-reply", without_key(TWO))
ASKING = read_variants_body(
    "first-reply", without_key(changed(TWO, "points: 2", "points: 2\nsure: true"))
)


@pytest.fixture
def sam(monkeypatch) -> str:
    """Sit a student down whose hub knows them by name."""
    monkeypatch.setenv("JUPYTERHUB_USER", "sam")
    return "sam"


def test_the_form_shows_the_student_s_own_variant(session, sam):
    """On screen is what marking will take: the draw by assignment, question and student."""
    own = as_drawn(STUDENTS, draw(session.folder.name, "first-reply", sam))
    widget = QuestionWidget(session, STUDENTS)
    assert own.prompt.split(",")[1].split(".")[0].strip() in widget.html
    assert "Sam writes" in widget.html or "Ayesha writes" in widget.html


def test_the_draw_goes_with_the_answer(session, quiz, sam):
    """The form sends the draw along, and it is on the disk with the answer."""
    widget = QuestionWidget(session, STUDENTS)
    drawn = draw("quiz", "first-reply", sam)
    assert fields_of(widget.html) == {"_drawn": [drawn], "choice": []}
    sent = {"_drawn": [drawn], "choice": ["ring"]}
    tell(widget, kind="answer", number=1, fields=sent)
    assert heard(widget)[-1]["kind"] == "saved"
    assert json.loads((quiz / "answers.json").read_text())["answers"] == {"first-reply": sent}


def test_a_kept_draw_wins_over_a_new_name(session, sam, monkeypatch):
    """Who goes on under another name meets the question as before."""
    kept = draw("quiz", "first-reply", sam)
    session.store.save("first-reply", {"_drawn": [kept], "choice": ["ask"]})
    for name in ("ali", "jo", "kit", "max"):
        monkeypatch.setenv("JUPYTERHUB_USER", name)
        assert QuestionWidget(session, STUDENTS).html == QuestionWidget(session, STUDENTS).html
        assert fields_of(QuestionWidget(session, STUDENTS).html)["_drawn"] == [kept]


def test_a_draw_alone_is_no_answer(session, sam):
    """A form that was only opened, or emptied again, is unanswered."""
    widget = QuestionWidget(session, STUDENTS)
    assert (widget.status, widget.saved) == ("Not answered yet.", False)
    tell(widget, kind="answer", number=1, fields={"_drawn": ["0" * 16], "choice": []})
    assert heard(widget)[-1]["says"] == "Saved. Nothing is answered here now."
    session.met(STUDENTS[0])
    assert "You have answered 0 of 1 questions." in summary_html(session)


def test_how_sure_is_asked_kept_and_shown_again(session, sam):
    """Three levels stand under the question; the one chosen is there when it is drawn again."""
    widget = QuestionWidget(session, ASKING)
    assert "How sure are you?" in widget.html
    fields = {**fields_of(widget.html), "choice": ["ring"], "_sure": ["2"]}
    tell(widget, kind="answer", number=1, fields=fields)
    assert heard(widget)[-1]["says"] == "Saved."
    assert fields_of(QuestionWidget(session, ASKING).html) == fields


def test_options_stand_in_a_drawn_order(session, monkeypatch):
    """Where the author says shuffle, students see options in other orders, each the same again."""
    variants = read_variants_body("first-reply", without_key(SHUFFLED))
    orders = {}
    for name in ("sam", "ali", "jo", "kit", "max", "ann"):
        monkeypatch.setenv("JUPYTERHUB_USER", name)
        html = QuestionWidget(session, variants).html
        orders[name] = sorted(("ring", "wait", "ask"), key=lambda each: html.index(f'"{each}"'))
        assert html == QuestionWidget(session, variants).html
    assert len({tuple(order) for order in orders.values()}) > 1


def test_nobody_in_particular(monkeypatch):
    """Where neither a hub nor the computer has a name for them, students have none."""
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "jovyan")
    assert student_id() == ""
    monkeypatch.setenv("JUPYTERHUB_USER", "sam")
    assert student_id() == "sam"
