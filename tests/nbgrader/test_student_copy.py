"""Promises about what students are given: no part of a key anywhere, and a quiz to read at once."""

import base64
import hashlib
import shutil

import pytest
from bs4 import BeautifulSoup
from nbformat import from_dict
from nbgrader.utils import compute_checksum

from demo.exchange import fetch
from graders.notebooks import read_notebook, write_notebook
from tests.nbgrader.courses import COURSE, QUIZ, notebook_cells, questions_in, words
from tests.nbgrader.secrets_of_keys import leaks, secret_facts, secret_texts
from tests.nbgrader.work import cell_called, text_cell

pytestmark = pytest.mark.nbgrader


@pytest.fixture(scope="module")
def given_out(released, tmp_path_factory):
    """Return the folders that hold a student's copy, by how it came there."""
    home = tmp_path_factory.mktemp("home") / "amina"
    return {
        "release": released.release(),
        "exchange": released.exchange / "digitally-ready" / "outbound" / QUIZ,
        "fetched": fetch(released.exchange, home, "amina", QUIZ),
    }


@pytest.mark.parametrize("where", ["release", "exchange", "fetched"])
def test_nothing_of_a_key_is_given_out(released, given_out, where):
    """No reason, credit, fact or rubric: in no cell, metadata, output, file or file's name."""
    folder = given_out[where]
    assert sorted(path.name for path in folder.iterdir()) == [f"{QUIZ}.ipynb"]
    assert leaks(released.source(), folder) == set()


def test_there_are_secrets_to_look_for(released):
    """If keys were written in another way, this fails rather than the search finding nothing."""
    secrets, facts = secret_texts(released.source()), secret_facts(released.source())
    assert {"robin: 1", "hours: 0.25", "[believe, police, remove]"} <= secrets
    assert "It says who may be doing what" in secrets
    assert "Says who does what to whom and" in secrets
    assert {"S36", "R44"} <= facts
    assert len(secrets) > 1000


def test_a_checksum_tells_nothing_of_the_key(released):
    """nbgrader's checksum in the students' copy is that of what they see, not of the whole."""
    cells = notebook_cells(released.release() / f"{QUIZ}.ipynb")
    graded = [from_dict(cell) for cell in cells if "nbgrader" in cell["metadata"]]
    assert len(graded) == len(questions_in(released.source())) + 1
    for cell in graded:
        assert cell.metadata.nbgrader.checksum == compute_checksum(cell)


SOURCE = COURSE / "source" / QUIZ / f"{QUIZ}.ipynb"
REASON = "The talk moves to a phone that is the council's."


def in_prose(notebook):
    """A reason, with its lines broken elsewhere."""
    cell_called(notebook, "title")["source"] += REASON.replace(" ", "\n", 3)


def in_question(notebook):
    """A credit, as YAML has it."""
    cell_called(notebook, "name-the-worry")["source"] += "\n#   hours: 0.25"


def in_metadata(notebook):
    """A reason, as the name of an entry deep in a cell's metadata."""
    cell_called(notebook, "name-the-worry")["metadata"]["jupyter"]["more"] = [{REASON: 1}]


def in_notebook_metadata(notebook):
    """A fact's id."""
    notebook["metadata"]["authors"] = [{"name": "see S36"}]


def in_output(notebook):
    """A reason in HTML, its apostrophe as an entity and its words in tags."""
    data = cell_called(notebook, "public-page")["outputs"][0]["data"]
    said = REASON.replace("'", "&#x27;").replace("phone", "<b>phone</b>")
    data["text/html"] = [f"<p>{said}\n", "</p>"]


def in_attachment(notebook):
    """A reason in a picture's bytes."""
    cell_called(notebook, "title")["attachments"] = {"a.png": {"image/png": REASON}}


def encoded(notebook):
    """A reason in base64."""
    why = questions_in(SOURCE)["message-request"]["why"]["ring"]
    notebook["metadata"]["check"] = base64.b64encode(why.encode()).decode()


def hashed(notebook):
    """The right option's hash, for a page to compare with."""
    digest = hashlib.sha256(b"message-request:ring").hexdigest()
    cell_called(notebook, "message-request")["metadata"]["check"] = digest


def in_raw_cell(notebook):
    """A rubric, in a cell that nothing shows."""
    notebook["cells"].append(text_cell("raw", "Retells events, or names the harm only as", "raw"))


PLANTED = [
    in_prose,
    in_question,
    in_metadata,
    in_notebook_metadata,
    in_output,
    in_attachment,
    encoded,
    hashed,
    in_raw_cell,
]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_the_search_would_find_one_that_was_planted(released, tmp_path, plant):
    """The search above can fail, wherever in the notebook a part of a key stands."""
    shutil.copytree(released.release(), tmp_path, dirs_exist_ok=True)
    notebook = read_notebook(tmp_path / f"{QUIZ}.ipynb")
    plant(notebook)
    write_notebook(tmp_path / f"{QUIZ}.ipynb", notebook)
    assert leaks(released.source(), tmp_path)


@pytest.mark.parametrize("name", ["notes.txt", "picture.png", f"{REASON}.txt", "sub/S36"])
def test_the_search_would_find_one_in_a_file(released, tmp_path, name):
    """The search reads every file, and every file's name."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"\x89\x00\xff" + REASON.encode() if "S36" not in name else b"")
    assert leaks(released.source(), tmp_path)


def cells_of(course, is_kind):
    """Return the students' cells for which *is_kind* holds."""
    return [each for each in notebook_cells(course.release() / f"{QUIZ}.ipynb") if is_kind(each)]


def is_question(cell):
    """Return whether it is a question's cell."""
    return cell["source"].startswith("%%question")


#: Entries that no student sees, that are no words, or that are told after a decision.
HIDDEN_OR_LATER = ("key", "why", "facts", "rubric", "kind", "opens", "then", "after", "also")


def shown_in(value, within="", opens=""):
    """Yield each paragraph of a question that students are to read, however deep it stands.

    Of a scenario that unfolds this is how it opens; the rest comes with what is decided.
    """
    if isinstance(value, dict):
        for entry, each in value.items():
            if within == "moments" and entry != opens:
                continue
            if entry not in HIDDEN_OR_LATER:
                yield from shown_in(each, entry, value.get("opens", opens))
    elif isinstance(value, str):
        yield from value.split("\n\n")


def test_questions_are_hidden_locked_and_there_to_read(released):
    """Before anything has run each question can be read, and none can be broken by accident."""
    questions = questions_in(released.source())
    cells = cells_of(released, is_question)
    assert [cell["id"] for cell in cells] == list(questions)
    for cell in cells:
        assert cell["metadata"]["jupyter"] == {"source_hidden": True}
        assert cell["metadata"]["nbgrader"]["locked"] is True
        assert (cell["metadata"]["deletable"], cell["metadata"]["editable"]) == (False, False)
        (output,) = cell["outputs"]
        page = BeautifulSoup("".join(output["data"]["text/html"]), "html.parser")
        question = questions[cell["id"]]
        said = words(page.get_text(" "))
        assert all(words(each) in said for each in shown_in(question))
        assert page.find_all(["input", "button", "select", "textarea", "form", "script"]) == []


def test_the_reflection_can_be_written_and_not_deleted(released):
    """The one cell that is the student's own."""
    (cell,) = cells_of(released, lambda cell: cell["id"] == "reflection-answer")
    assert (cell["metadata"]["deletable"], cell["metadata"]["editable"]) == (False, True)


def test_prose_can_be_neither_changed_nor_deleted(released):
    """All the rest, the reflection's task and the last cell included."""
    others = cells_of(released, lambda cell: cell["id"] != "reflection-answer")
    assert len(others) > 20
    flags = {(cell["metadata"]["deletable"], cell["metadata"]["editable"]) for cell in others}
    assert flags == {(False, False)}
    (hand_in,) = [cell for cell in others if cell["source"] == "%hand_in"]
    assert hand_in["metadata"]["jupyter"] == {"source_hidden": True}
