"""Promises about the HTML that students meet: real controls with names, and never a key."""

from html.parser import HTMLParser

import pytest

from classroom.forms import ask_of, form_html, static_html
from graders.kinds import KINDS
from graders.leaks import find_leaks, secrets_of
from tests.graders.written import (
    CHOICE,
    MULTIPLE,
    NUMBER,
    PRACTICE,
    WRITTEN,
    question,
    question_cell,
    without_key,
)

VOID = {"input", "br", "hr", "img", "meta"}


class Form(HTMLParser):
    """The elements of some HTML, each with its attributes, the text in it and what is around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[dict] = []
        self.open: list[dict] = []
        self.feed(html)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        element = {
            "tag": tag,
            "around": [each["tag"] for each in self.open],
            "text": "",
            **dict(attrs),
        }
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        """Leave an element; it must be the one entered last."""
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        """Note text in every element around it."""
        for element in self.open:
            element["text"] += data

    def all(self, tag: str) -> list[dict]:
        """Return the elements of this kind."""
        return [each for each in self.elements if each["tag"] == tag]


CASES = [
    pytest.param(CHOICE, "radio", "Choose one answer.", id="choice"),
    pytest.param(MULTIPLE, "checkbox", "Choose all that apply.", id="multiple"),
]
BODIES = [
    pytest.param(CHOICE, id="choice"),
    pytest.param(MULTIPLE, id="multiple"),
    pytest.param(NUMBER, id="number"),
    pytest.param(WRITTEN, id="written"),
]


@pytest.mark.parametrize(("body", "kind", "hint"), CASES)
def test_a_form_is_a_group_with_a_name(body, kind, hint):
    """A screen reader says what is asked on entering the group, and each option at its control."""
    asked = question(body)
    form = Form(form_html(asked, {}))
    (fieldset,), (legend,) = form.all("fieldset"), form.all("legend")
    assert legend["around"][-1] == "fieldset"
    assert ask_of(asked) in legend["text"]
    controls = form.all("input")
    assert [each["type"] for each in controls] == [kind] * len(asked.options)
    assert all("fieldset" in each["around"] for each in controls)
    assert {each["name"] for each in controls} == {"choice"}
    labels = form.all("label")
    assert [each["text"].replace("✓", "") for each in labels] == [
        option.text for option in asked.options
    ]
    assert all(each["around"][-1] == "label" for each in controls)
    described = {each["id"]: each["text"] for each in form.elements if "id" in each}
    described_by = [described[each] for each in fieldset["aria-describedby"].split()]
    assert described_by[-1] == hint


def test_the_scene_is_told_before_the_question():
    """The last paragraph is the question; what comes before stands above the group."""
    page = form_html(question(CHOICE), {})
    assert page.index("It is late, and Sam writes.") < page.index("<fieldset")
    assert ask_of(question(CHOICE)) == "What do you do first?"
    (legend,) = Form(page).all("legend")
    assert "It is late" not in legend["text"]


@pytest.mark.parametrize("body", BODIES)
def test_no_id_stands_twice(body):
    """An id that stood twice would let one label tick another's box."""
    ids = [each["id"] for each in Form(form_html(question(body), {})).elements if "id" in each]
    assert len(ids) == len(set(ids)) > 0


@pytest.mark.parametrize(
    ("fields", "checked"),
    [
        pytest.param({}, set(), id="nothing yet"),
        pytest.param({"choice": ["time"]}, {"time"}, id="one"),
        pytest.param({"choice": ["words", "time"]}, {"words", "time"}, id="two"),
        pytest.param({"choice": ["gone"]}, set(), id="an option that is no more"),
    ],
)
def test_what_was_answered_is_in_the_form(fields, checked):
    """Whoever comes back finds their answer as they left it."""
    controls = Form(form_html(question(MULTIPLE), fields)).all("input")
    assert {each["value"] for each in controls if "checked" in each} == checked


@pytest.mark.parametrize("body", BODIES)
def test_nothing_of_the_key_is_in_what_students_see(body):
    """Drawn from the keyed question itself, form and static copy hold none of its key."""
    asked = question(body)
    secrets = secrets_of([question_cell(body)])
    assert find_leaks([body], secrets), "the search finds a key where there is one"
    for page in (form_html(asked, {}), form_html(asked, {}, try_it=True), static_html(asked)):
        assert find_leaks([page], secrets) == []


@pytest.mark.parametrize("body", BODIES)
def test_with_or_without_its_key_a_question_looks_the_same(body):
    """Not a sign, not the order of a word tells a copy with the key from one without."""
    keyed, students = question(body), question(without_key(body))
    assert form_html(keyed, {}) == form_html(students, {})
    assert static_html(keyed) == static_html(students)


HOSTILE = "<script>alert(1)</script> & \"quoted\" 'too' {{name}} </label>"


def test_whatever_an_author_writes_is_shown_as_written():
    """Angle brackets, quotes and our own templates' signs are text, in prompt and options."""
    body = CHOICE.replace("It is late, and Sam writes.", HOSTILE)
    body = body.replace("Ring the duty manager.", f"'{HOSTILE.replace(chr(39), chr(39) * 2)}'")
    asked = question(body)
    assert asked.options[0].text == HOSTILE
    for page in (form_html(asked, {}), static_html(asked)):
        form = Form(page)
        assert form.all("script") == []
        assert sum(HOSTILE in each["text"] for each in form.elements) >= 2


def test_a_static_copy_can_be_read_and_not_answered():
    """Before anything has run there is the whole question, no dead control, and what to press."""
    asked = question(CHOICE)
    form = Form(static_html(asked))
    text = form.elements[0]["text"]
    for words in (ask_of(asked), "It is late", *(option.text for option in asked.options)):
        assert words in text
    assert "choose Run All Cells" in text
    assert [each for each in form.elements if each["tag"] in ("input", "button", "form")] == []


@pytest.mark.parametrize(
    ("body", "worth", "button"),
    [
        pytest.param(CHOICE, "(2 points)", False, id="marked"),
        pytest.param(CHOICE.replace("points: 2", "points: 1"), "(1 point)", False, id="one point"),
        pytest.param(PRACTICE, "(practice, 2 points)", True, id="practice"),
    ],
)
def test_a_form_says_what_it_is_worth(body, worth, button):
    """A question says its points; only one to practise on can be checked at once."""
    form = Form(form_html(question(body), {}))
    assert worth in form.all("legend")[0]["text"]
    assert ["Check my answer"] * button == [each["text"] for each in form.all("button")]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_kind_has_a_form_of_its_own(kind):
    """Each kind of question is drawn from its samples, the answers among them filled in."""
    for sample in kind.samples:
        asked = question(sample.source)
        page = Form(form_html(asked, sample.fields))
        controls = [*page.all("input"), *page.all("textarea")]
        sent = {each["name"] for each in controls if "data-not-an-answer" not in each}
        blank = kind.press and not sent  # nothing was pressed yet
        assert sent == set(kind.fields) or blank or not kind.fields  # a field for each part
        assert Form(static_html(asked)).elements
