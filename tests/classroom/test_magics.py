"""Promises about running a cell: what students, authors, practisers and nbgrader each are shown."""

import json
import os

import pytest

from classroom.displays import MarkPage, Page
from classroom.hand_in import HandInWidget
from classroom.magics import NotAnsweredError
from classroom.question_widgets import PracticeWidget, PreviewWidget, QuestionWidget
from classroom.store import AnswerStore
from graders.question_cell import QuestionError
from tests.classroom.conftest import heard, tell
from tests.graders.courses import FACTS
from tests.graders.written import CHOICE, MULTIPLE, NUMBER, PRACTICE, without_key

STUDENTS = without_key(CHOICE)


def run(shell, body: str, name: str = "first-reply"):
    """Run a question cell as IPython does; return what it gave."""
    return shell.run_cell(f"%%question {name}\n{body}")


def text_of(shell, result) -> str:
    """Return the plain text that IPython shows of a result."""
    return shell.display_formatter.format(result)[0]["text/plain"]


def is_number(text: str) -> bool:
    """Return whether nbgrader would take *text* for a mark."""
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(STUDENTS, QuestionWidget, id="a student's copy"),
        pytest.param(CHOICE, PreviewWidget, id="with its key"),
        pytest.param(PRACTICE, PracticeWidget, id="practice"),
        pytest.param("kind: choise\n", Page, id="with faults"),
    ],
)
def test_a_cell_shows_what_its_reader_needs(shell, body, shown):
    """Students get the form, authors a preview or the faults; none reads as a mark."""
    ran = run(shell, body)
    assert ran.success
    assert type(ran.result).__name__ == shown.__name__  # traitlets derives a class an object
    assert not is_number(text_of(shell, ran.result))


@pytest.mark.parametrize(
    ("body", "picked", "mark"),
    [
        pytest.param(CHOICE, ["ring"], "2.0", id="right"),
        pytest.param(CHOICE, ["ask"], "0.5", id="partly right"),
        pytest.param(CHOICE, ["wait"], "0.0", id="wrong"),
        pytest.param(CHOICE, [], "0.0", id="blank"),
        pytest.param(MULTIPLE, ["words"], "1.5", id="one of two"),
    ],
)
def test_in_autograde_a_cell_ends_with_its_mark(shell, quiz, monkeypatch, body, picked, mark):
    """Stock nbgrader with a kernel reads the same mark from the same answers."""
    AnswerStore(quiz).save("first-reply", {"choice": picked})
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    ran = run(shell, body)
    assert type(ran.result) is MarkPage
    assert text_of(shell, ran.result) == mark


@pytest.mark.parametrize(
    ("body", "picked", "message"),
    [
        pytest.param(STUDENTS, ["ring"], None, id="answered"),
        pytest.param(STUDENTS, [], "What do you do first?", id="not answered"),
        pytest.param(CHOICE, [], None, id="an author's copy"),
        pytest.param(PRACTICE, [], None, id="practice"),
    ],
)
def test_validate_names_what_is_not_answered(shell, quiz, monkeypatch, body, picked, message):
    """A student who presses Validate is told which question is open, in one line."""
    AnswerStore(quiz).save("first-reply", {"choice": picked})
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    ran = run(shell, body)
    assert ran.success is (message is None)
    if message:
        assert type(ran.error_in_exec) is NotAnsweredError
        (line,) = ran.error_in_exec._render_traceback_()
        assert line == f"You have not answered this question yet: {message}"


@pytest.mark.parametrize("running", ["autograde", "validate"])
def test_a_broken_question_never_passes_for_a_mark(shell, monkeypatch, running):
    """Run by nbgrader, a question with faults is an error, which earns nothing by mistake."""
    monkeypatch.setenv("NBGRADER_EXECUTION", running)
    assert type(run(shell, "kind: choise\n").error_in_exec) is QuestionError


def test_an_answer_is_on_disk_before_it_is_said_to_be_saved(shell, quiz):
    """ "Saved" comes with the number of the change that was kept, after it was."""
    widget = run(shell, STUDENTS).result
    assert (widget.status, widget.saved) == ("Not answered yet.", False)
    tell(widget, kind="answer", number=7, fields={"choice": ["ring"]})
    kept = json.loads((quiz / "answers.json").read_text())["answers"]
    assert kept == {"first-reply": {"choice": ["ring"]}}
    assert heard(widget)[-1] == {"kind": "saved", "number": 7, "view": "v1", "says": "Saved."}
    assert (widget.status, widget.saved, widget.fields) == ("Saved.", True, {"choice": ["ring"]})


def test_an_answer_comes_back_when_the_cell_runs_again(shell):
    """After a restart the form shows what was chosen, and says that it is saved."""
    tell(run(shell, STUDENTS).result, kind="answer", number=1, fields={"choice": ["ask"]})
    again = run(shell, STUDENTS).result
    assert (again.fields, again.status, again.saved) == ({"choice": ["ask"]}, "Saved.", True)
    assert 'value="ask" checked' in again.html


def test_an_answer_taken_back_is_said_to_be(shell):
    """Nothing chosen is kept as well, and said."""
    widget = run(shell, STUDENTS).result
    tell(widget, kind="answer", number=1, fields={"choice": ["ask"]})
    tell(widget, kind="answer", number=2, fields={"choice": []})
    assert heard(widget)[-1]["says"] == "Saved. Nothing is answered here now."
    assert run(shell, STUDENTS).result.status == "Not answered yet."


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        pytest.param({"choice": ["shout"]}, '"shout"', id="no such option"),
        pytest.param({"choice": ["ring", "ask"]}, "names 2 options", id="two at once"),
        pytest.param({"order": ["ring"]}, '"order"', id="another's field"),
        pytest.param("ring", "not what this question's form sends", id="a word"),
        pytest.param(None, "not what this question's form sends", id="nothing"),
    ],
)
def test_what_the_form_cannot_send_is_not_kept(shell, quiz, fields, says):
    """What a browser sends is checked; what is refused is said, and never called saved."""
    widget = run(shell, STUDENTS).result
    tell(widget, kind="answer", number=1, fields=fields)
    (reply,) = heard(widget)
    assert (reply["kind"], reply["number"]) == ("not-saved", 1)
    assert reply["says"].startswith("Not saved: ")
    assert says in reply["says"]
    assert os.listdir(quiz) == []
    assert not widget.saved


def test_a_disk_that_refuses_is_said(shell, quiz):
    """Where an answer could not be kept, the student reads that and why."""
    widget = run(shell, STUDENTS).result
    quiz.rmdir()
    tell(widget, kind="answer", number=1, fields={"choice": ["ring"]})
    assert heard(widget)[-1]["kind"] == "not-saved"
    assert "No such file or directory" in heard(widget)[-1]["says"]


def test_a_second_form_of_the_same_question_hears_of_the_answer(shell):
    """Run twice, or shown in two windows, a question has one answer, and both show it."""
    first, second = run(shell, STUDENTS).result, run(shell, STUDENTS).result
    other = run(shell, STUDENTS, "another").result
    tell(first, kind="answer", number=1, fields={"choice": ["ring"]})
    assert (second.fields, second.saved) == ({"choice": ["ring"]}, True)
    assert other.fields == {}


def test_a_preview_keeps_nothing(shell, quiz):
    """An author's own try never lies beside the source, where it would be released."""
    widget = run(shell, CHOICE).result
    assert widget.keeps is False
    tell(widget, kind="press", button="check", value="", fields={"choice": ["ask"]}, entries={})
    tell(widget, kind="answer", number=1, fields={"choice": ["ask"]})
    assert os.listdir(quiz) == []
    assert not any(message["kind"] == "saved" for message in heard(widget))


def test_a_preview_shows_the_author_everything(shell, quiz):
    """Each option with what it earns and why, the facts behind it, and a try on the form."""
    (quiz / "facts.yml").write_text(FACTS)
    widget = run(shell, CHOICE).result
    for words in ("100%", "25%", "0%", "He told you tonight", "S1: A child is under 18. (An Act)"):
        assert words in widget.html
    assert "Check my answer" in widget.html
    tell(widget, kind="press", button="check", value="", fields={"choice": ["ask"]}, entries={})
    assert "0.5 of 2 points" in heard(widget)[-1]["html"]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        pytest.param("facts: [S9]", "These facts are not in facts.yml: S9.", id="unknown"),
        pytest.param("", "The key names no fact yet.", id="none"),
    ],
)
def test_a_preview_says_which_facts_are_missing(shell, quiz, facts, says):
    """An author learns at once that a key rests on nothing, or on nothing known."""
    (quiz / "facts.yml").write_text(FACTS)
    assert says in run(shell, CHOICE.replace("facts: [S1]", facts)).result.html


def test_practice_is_checked_at_once(shell, quiz):
    """ "Check my answer" says what it earns and why, folds the strongest, and keeps the answer."""
    widget = run(shell, PRACTICE).result
    tell(widget, kind="answer", number=1, fields={"choice": ["ask"]})
    tell(widget, kind="press", button="check", value="", fields={"choice": ["ask"]}, entries={})
    shown = heard(widget)[-1]
    assert (shown["kind"], shown["name"]) == ("region", "mark")
    assert "0.5 of 2 points" in shown["html"]
    assert "Staying with him matters" in shown["html"]
    assert "<details" in shown["html"].split("Show the strongest answer")[0]
    assert AnswerStore(quiz).fields("first-reply") == {"choice": ["ask"]}


def test_what_cannot_be_read_is_said_while_it_can_be_mended(shell, quiz):
    """A figure that could be read in two ways is neither saved nor marked, and nobody is asked."""
    fields = {"number": ["1,5"]}
    widget = run(shell, without_key(NUMBER)).result
    tell(widget, kind="answer", number=1, fields=fields)
    assert heard(widget)[-1]["kind"] == "not-saved"
    assert heard(widget)[-1]["says"].startswith('Not saved: "1,5" can be read in two ways.')
    assert os.listdir(quiz) == []
    preview = run(shell, NUMBER).result
    tell(preview, kind="press", button="check", value="", fields=fields, entries={})
    assert "This can't be checked yet: &quot;1,5&quot; can be" in heard(preview)[-1]["html"]


def test_faults_are_shown_to_their_author(shell):
    """Each fault with its line and its mending, in words and as a list; no traceback."""
    body = CHOICE.replace("points: 2", "points: two").replace("ring: 1", "rign: 1")
    ran = run(shell, body, "First")
    html = ran.result._repr_html_()
    assert "First: 3 things to mend, then run the cell again" in html
    for words in ("Line 1:", "Line 4:", "Line 14:", "Did you mean &quot;ring&quot;?"):
        assert words in html
    assert "line 14" in repr(ran.result)
    one = run(shell, "kind: choise\n").result
    assert "first-reply: one thing to mend, then" in one._repr_html_()


def test_the_notebook_keeps_something_to_read(shell):
    """Saved with its output, a form leaves the question as text, and not a word of the answer."""
    widget = run(shell, STUDENTS).result
    tell(widget, kind="answer", number=1, fields={"choice": ["ring"]})
    data, _ = shell.display_formatter.format(run(shell, STUDENTS).result)
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "What do you do first?" in data["text/html"]
    assert "checked" not in data["text/html"]


def test_hand_in_lists_the_marked_questions_met(shell):
    """At the end a student sees what is open; previews and practice do not count."""
    run(shell, STUDENTS)
    run(shell, without_key(MULTIPLE), "the-record")
    run(shell, PRACTICE, "try-it")
    tell(run(shell, STUDENTS).result, kind="answer", number=1, fields={"choice": ["ring"]})
    widget = shell.run_cell("%hand_in").result
    assert isinstance(widget, HandInWidget)
    assert "You have answered 1 of 2 questions." in widget.html


@pytest.mark.parametrize("running", ["autograde", "validate"])
def test_hand_in_shows_nothing_to_nbgrader(shell, monkeypatch, running):
    """Nothing that could be read as a mark comes out of the cell that hands in."""
    monkeypatch.setenv("NBGRADER_EXECUTION", running)
    ran = shell.run_cell("%hand_in")
    assert ran.success and ran.result is None
