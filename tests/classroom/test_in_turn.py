"""Promises about answers that reach the kernel in another order than they were given in."""

import json

from classroom.question_widgets import QuestionWidget
from graders.question_cell import read_variants_body
from tests.classroom.conftest import heard, tell
from tests.graders.written import CHOICE, without_key


def kept(quiz):
    """Return the answers on disk."""
    return json.loads((quiz / "answers.json").read_text())["answers"]


def test_an_older_answer_that_comes_late_changes_nothing(session, quiz):
    """The last one given stays on disk and in the form, and nothing is said of the other."""
    widget = QuestionWidget(session, read_variants_body("first-reply", without_key(CHOICE)))
    for number, option in ((1, "ask"), (3, "ring"), (2, "wait")):
        tell(widget, kind="answer", view="one", number=number, fields={"choice": [option]})
    assert kept(quiz) == {"first-reply": {"choice": ["ring"]}}
    assert widget.fields == {"choice": ["ring"]}
    assert [said["number"] for said in heard(widget) if said.get("kind") == "saved"] == [1, 3]


def test_each_view_counts_its_own_answers(session, quiz):
    """Another window's first answer is newer than the third of this one."""
    widget = QuestionWidget(session, read_variants_body("first-reply", without_key(CHOICE)))
    for view, number, option in (("one", 3, "ask"), ("two", 1, "ring")):
        tell(widget, kind="answer", view=view, number=number, fields={"choice": [option]})
    assert kept(quiz) == {"first-reply": {"choice": ["ring"]}}
