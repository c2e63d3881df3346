"""Promises about the end of a quiz: what is open is said and can be reached; the file is made."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from classroom.hand_in import HandInWidget, reflection_state, summary_html
from classroom.question_widgets import QuestionWidget
from classroom.session import Session
from graders.notebooks import write_notebook
from tests.classroom.conftest import heard, tell
from tests.graders.courses import notebook_of
from tests.graders.written import CHOICE, MULTIPLE, prose_cell, question, without_key

FIRST = question(without_key(CHOICE))
SECOND = question(without_key(MULTIPLE), "the-record")


def with_questions(session: Session) -> Session:
    """Return a session that has met two questions."""
    session.met(FIRST)
    session.met(SECOND)
    return session


def reflecting(folder: Path, words: str) -> None:
    """Put a notebook with a reflection into *folder*."""
    cell = prose_cell(words, "answer", digiready={"answers": "essay"})
    write_notebook(folder / "quiz.ipynb", notebook_of([prose_cell("# The quiz", "title"), cell]))


@pytest.mark.parametrize(
    ("answered", "says", "linked"),
    [
        pytest.param([], "You have answered 0 of 2 questions.", [FIRST, SECOND], id="none"),
        pytest.param([SECOND], "You have answered 1 of 2 questions.", [FIRST], id="one"),
        pytest.param([FIRST, SECOND], "You have answered all 2 questions.", [], id="all"),
    ],
)
def test_what_is_open_is_said_and_linked(session, answered, says, linked):
    """Each open question has a link to it, with what it asks; an answered one has none."""
    with_questions(session)
    for each in answered:
        session.store.save(each.name, {"choice": [each.options[0].id]})
    page = summary_html(session)
    assert says in page
    assert [each for each in (FIRST, SECOND) if f'href="#{each.name}"' in page] == linked


def test_an_answer_taken_back_is_open_again(session):
    """Nothing chosen is not an answer."""
    with_questions(session).store.save(FIRST.name, {"choice": []})
    assert "You have answered 0 of 2 questions." in summary_html(session)


def test_before_anything_ran_the_summary_says_so(session):
    """Nobody is told that they answered all of no questions."""
    assert "choose Run All Cells" in summary_html(session)


def test_a_damaged_file_is_said(session, quiz):
    """The student reads that their answers can't be read, and what to do, while there is time."""
    (quiz / "answers.json").write_text("{")
    page = summary_html(with_questions(session))
    assert "it is damaged or cut off" in page
    assert "Tell whoever runs your course" in page


GIVEN = "*Write your reflection here. Double-click this text, and replace it with yours.*"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(GIVEN, "not written yet", id="as given out"),
        pytest.param("", "not written yet", id="emptied"),
        pytest.param("  \n", "not written yet", id="spaces"),
        pytest.param("I rang first.", "is in the notebook", id="written"),
        pytest.param(f"{GIVEN}\n\nI rang first.", "is in the notebook", id="written below"),
    ],
)
def test_the_state_of_the_reflection_is_said(quiz, words, says):
    """What stands in the notebook on disk decides, as it will when it is marked."""
    reflecting(quiz, words)
    assert says in reflection_state(quiz)


@pytest.mark.parametrize("written", [None, "{", '{"cells": 5}', '{"cells": [{"metadata": {}}]}'])
def test_where_there_is_no_reflection_nothing_is_said(quiz, written):
    """A quiz without one, or a notebook that can't be read, makes the summary no longer."""
    if written is not None:
        (quiz / "quiz.ipynb").write_text(written)
    assert reflection_state(quiz) == ""


def test_the_summary_follows_each_answer(session):
    """Answering a question changes the list below it at once."""
    with_questions(session)
    widget, summary = QuestionWidget(session, (FIRST,)), HandInWidget(session)
    tell(widget, kind="answer", number=1, fields={"choice": ["ring"]})
    (update,) = heard(summary)
    assert (update["kind"], update["name"]) == ("region", "summary")
    assert "You have answered 1 of 2 questions." in update["html"]


def test_make_my_upload_gives_the_file(session, quiz):
    """The zip goes to the browser as a download, and the page says what is in it."""
    reflecting(quiz, "I rang first.")
    session.store.save(FIRST.name, {"choice": ["ring"]})
    widget = HandInWidget(with_questions(session))
    tell(widget, kind="press", button="upload", value="", fields={}, entries={"student": "u1234"})
    said = heard(widget)
    assert "You have answered 1 of 2 questions." in said[0]["html"], "the list is up to date"
    file = next(each for each in said if each["kind"] == "file")
    assert (file["name"], file["type"], file["view"]) == (
        "quiz--u1234.zip",
        "application/zip",
        "v1",
    )
    (data,) = next(buffers for message, buffers in widget.comm.sent if buffers)
    with ZipFile(BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == ["answers.json", "quiz.ipynb"]
    assert "quiz--u1234.zip is in your downloads" in said[-1]["html"]


@pytest.mark.parametrize(
    ("student", "says"),
    [
        pytest.param("", "Write your student number", id="no number"),
        pytest.param("jo bloggs", "Write your student number", id="two words"),
        pytest.param("u1", "There are 0 notebooks", id="no notebook"),
    ],
)
def test_what_stops_the_upload_is_said(session, student, says):
    """No file is offered, and the page says what to do."""
    widget = HandInWidget(session)
    tell(widget, kind="press", button="upload", value="", fields={}, entries={"student": student})
    said = heard(widget)
    assert says in said[-1]["html"]
    assert not any(each["kind"] == "file" for each in said)


def test_the_name_is_filled_in_where_a_hub_knows_it(session, monkeypatch):
    """A student on a hub need not type their name, and it is escaped like any text."""
    monkeypatch.setenv("JUPYTERHUB_USER", 'jo"><b>')
    assert 'value="jo&quot;&gt;&lt;b&gt;"' in HandInWidget(session).html
