"""Promises about the CPD record: the student's own, taken away whole, kept beside its module."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from classroom.activities import read_activity
from classroom.activities.cpd import BOXES, CpdWidget, as_docx, as_text, cpd_html, warning_html
from classroom.docx import MEDIA_TYPE
from classroom.store import NotSavedError
from graders.answers import ANSWERS_FILE
from graders.question_cell import QuestionError
from tests.classroom.conftest import heard, tell
from tests.classroom.test_docx import read
from tests.classroom.test_threshold import FACTS
from tests.graders.written import changed

CPD = """\
kind: cpd
title: Online safeguarding
prompts:
  learnt: Which duty were you unsure of?
facts: [S35]
"""
WRITTEN = {
    "did": ["Parts 1 to 4."],
    "learnt": ["Who is <found> here is ours.\n\nAnd:\n- words first"],
    "practice": [""],
    "people": ["  "],
    "peer": ["My supervisor, 12 November."],
}


def record():
    """Return the record."""
    return read_activity("cpd-record", CPD)[1]


def press(widget: CpdWidget, button: str, value: str = "", fields: dict | None = None) -> None:
    """Press a button, with what the page's boxes hold."""
    tell(widget, kind="press", button=button, value=value, fields=fields or {}, entries={})


@pytest.fixture
def widget(session):
    """Return the record on screen, new."""
    return CpdWidget(session, "cpd-record", record())


def test_it_asks_for_what_the_regulator_s_form_asks():
    """What was learnt, its effect on role, practice and people, and a peer's view."""
    assert [box.heading for box in BOXES] == [
        "What I did", "What I learnt", "Its effect on my role and practice",
        "Its effect on the people I work with", "Peer reflection",
    ]  # fmt: skip


def test_each_box_has_its_label_and_its_hint():
    """A screen reader says what each box is for; the author's prompt stands with it."""
    shown = cpd_html("r", record(), WRITTEN, FACTS)
    for box in BOXES:
        assert f'<label class="dr-text-label" for="dr-r-{box.id}">{box.heading}</label>' in shown
        assert f'aria-describedby="dr-r-{box.id}-hint"' in shown
    assert "Which duty were you unsure of?" in shown
    assert "Who is &lt;found&gt; here is ours." in shown
    assert "no details by which somebody could be recognised" in shown
    assert "S35 says so." in shown


def test_as_plain_text_it_is_headings_and_words():
    """Every heading stands, underlined; an empty box says that nothing is written."""
    assert as_text(record(), WRITTEN).decode() == (
        "CPD record: Online safeguarding\n===============================\n\n"
        "What I did\n----------\n\nParts 1 to 4.\n\n"
        "What I learnt\n-------------\n\nWho is <found> here is ours.\n\nAnd:\n- words first\n\n"
        "Its effect on my role and practice\n----------------------------------\n\n"
        "Nothing written.\n\n"
        "Its effect on the people I work with\n------------------------------------\n\n"
        "Nothing written.\n\n"
        "Peer reflection\n---------------\n\nMy supervisor, 12 November.\n"
    )


def test_as_word_it_is_the_same():
    """Headings are headings, paragraphs paragraphs, lines lines."""
    assert read(as_docx(record(), WRITTEN)) == [
        ("Title", "CPD record: Online safeguarding"),
        ("Heading1", "What I did"), ("Normal", "Parts 1 to 4."),
        ("Heading1", "What I learnt"), ("Normal", "Who is <found> here is ours."),
        ("Normal", "And:\n- words first"),
        ("Heading1", "Its effect on my role and practice"), ("Normal", "Nothing written."),
        ("Heading1", "Its effect on the people I work with"), ("Normal", "Nothing written."),
        ("Heading1", "Peer reflection"), ("Normal", "My supervisor, 12 November."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("button", "name", "media_type"),
    [
        ("word", "cpd-record-online-safeguarding.docx", MEDIA_TYPE),
        ("plain", "cpd-record-online-safeguarding.txt", "text/plain;charset=utf-8"),
    ],
)
def test_it_is_given_as_a_file(session, widget, button, name, media_type):
    """What the boxes hold now, saved or not; and no file is left in the folder."""
    press(widget, button, fields=WRITTEN)
    sent = [(data["content"], buffers) for data, buffers in widget.comm.sent if "content" in data]
    [(told, [data])] = [each for each in sent if each[0]["kind"] == "file"]
    assert (told["name"], told["type"]) == (name, media_type)
    assert data == (as_docx if button == "word" else as_text)(record(), WRITTEN)
    assert list(session.folder.iterdir()) == []


def test_what_may_point_to_somebody_is_said_first_and_stops_nobody(widget):
    """The first press warns and gives nothing; the second gives it as it is."""
    telling = {**WRITTEN, "peer": ["Rang her on 07700 900123, in M1 1AE"]}
    press(widget, "word", fields=telling)
    [warning] = heard(widget)
    assert warning["kind"] == "region"
    assert "Peer reflection: 07700 900123 (looks like: phone number)" in warning["html"]
    assert "Peer reflection: M1 1AE (looks like: postcode)" in warning["html"]
    assert 'data-press="word" value="anyway"' in warning["html"]
    press(widget, "word", "anyway", fields=telling)
    given = [each for each in heard(widget) if each["kind"] == "file"]
    assert [each["name"] for each in given] == ["cpd-record-online-safeguarding.docx"]


def test_without_cause_there_is_no_warning():
    """Words, days and sections of Acts warn nobody."""
    assert warning_html(WRITTEN, "word") == ""


def test_what_is_written_is_kept_and_found_again(session, widget):
    """It survives a reload, from answers.json; the saved copy of the notebook holds none of it."""
    tell(widget, kind="answer", number=1, fields=WRITTEN)
    assert heard(widget)[-1] == {"kind": "saved", "says": "Saved.", "number": 1, "view": "v1"}
    again = CpdWidget(session, "cpd-record", record())
    assert "Parts 1 to 4." in again.html and again.status == "Saved."
    assert "Parts 1 to 4." not in again.static and "<textarea" not in again.static
    assert [each.name for each in session.folder.iterdir()] == [ANSWERS_FILE]


def test_emptying_asks_once_and_leaves_nothing(session, widget):
    """After the second press no word is left on the page, in the widget or in the file."""
    tell(widget, kind="answer", number=1, fields=WRITTEN)
    press(widget, "empty", fields=WRITTEN)
    assert "Yes, empty all boxes" in heard(widget)[-1]["html"]
    assert session.store.fields("cpd-record") == WRITTEN
    press(widget, "empty", "really", fields=WRITTEN)
    assert "Parts 1" not in (session.folder / ANSWERS_FILE).read_text()
    assert "Parts 1" not in widget.html + str(widget.fields)
    assert session.store.fields("cpd-record") == {}
    assert widget.status == "Emptied. The file answers.json holds none of it now."
    before = widget.html
    press(widget, "empty", "really")
    assert widget.html != before  # else the page would not be drawn anew


def test_boxes_emptied_by_hand_leave_nothing_either(session, widget):
    """Five empty boxes are no answer, and are not kept as one."""
    tell(widget, kind="answer", number=1, fields={box.id: [" "] for box in BOXES})
    assert session.store.fields("cpd-record") == {}


def test_what_could_not_be_emptied_says_so(session, widget, monkeypatch):
    """Nobody is told that it is gone while it is there."""

    def refuse(*_: object) -> None:
        raise NotSavedError("the disk refused it (no space left)")

    tell(widget, kind="answer", number=1, fields=WRITTEN)
    monkeypatch.setattr(session.store, "save", refuse)
    press(widget, "empty", "really", fields=WRITTEN)
    assert "Not emptied: the disk refused it" in heard(widget)[-1]["html"]
    assert widget.fields == WRITTEN


def test_a_field_of_elsewhere_is_not_kept(session, widget):
    """Only the record's own boxes are."""
    tell(widget, kind="answer", number=1, fields={"name": ["Sam"]})
    assert heard(widget)[-1]["kind"] == "not-saved"
    assert session.store.fields("cpd-record") == {}


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param("title: Online safeguarding\n", "", 2, '"title:" is missing', id="title"),
        pytest.param("  learnt: Which", "  learned: Which", 5, '"learned" is not a box', id="box"),
        pytest.param("prompts:", "prompt:", 4, '"prompt" is not an entry', id="entry"),
        pytest.param("  learnt: Which duty were you unsure of?\n", "", 4, '"prompts:" must be',
                     id="no prompts"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line(old, new, line, problem):
    """What an author wrote wrongly is said with its line."""
    with pytest.raises(QuestionError) as caught:
        read_activity("cpd-record", changed(CPD, old, new))
    faults = caught.value.faults
    assert any(each.line == line and problem in each.problem for each in faults), faults


def test_a_word_document_is_a_package():
    """What is given has the form that Word opens."""
    with ZipFile(BytesIO(as_docx(record(), {}))) as archive:
        assert "word/document.xml" in archive.namelist()
