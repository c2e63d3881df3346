"""Promises of the form that matching and judgement share: a group of choices for each item."""

import pytest
from bs4 import BeautifulSoup

from classroom.forms import ask_of, form_html, static_html
from graders.draws import as_drawn, draw
from graders.kinds import KINDS, NotAnAnswerError
from graders.kinds.grid import parse_grid
from graders.leaks import find_leaks, secrets_of
from graders.question_cell import read_question_body
from tests.graders.written import question, question_cell, without_key
from tests.kinds.forms import fields_of

MATCHING = """\
kind: matching
points: 3
prompt: |
  Sam's team shares a phone.

  With whom may you share each of these?
groups:
  team: The team
  nobody: Nobody
items:
  time: When Sam wrote.
  words: What Sam wrote.
  guess: What you make of it.
"""

JUDGEMENT = """\
kind: judgement
points: 2
prompt: How does what you find change what you were thinking?
scale:
  less: Less likely
  same: As likely as before
  more: More likely
items:
  kept:
    thinking: Somebody keeps him from it.
    new: The password was changed.
  tired: He says that he is tired.
"""

BODIES = [pytest.param(MATCHING, id="matching"), pytest.param(JUDGEMENT, id="judgement")]


def soup_of(html: str) -> BeautifulSoup:
    """Return *html* as a tree."""
    return BeautifulSoup(html, "html.parser")


def said(element) -> str:
    """Return the text of *element* with single spaces."""
    return " ".join(element.text.split())


def choices_of(asked):
    """Return what may be chosen for each item of a question of either kind."""
    return asked.groups if asked.kind == "matching" else asked.scale


@pytest.mark.parametrize("body", BODIES)
def test_each_item_is_a_group_within_the_question_s(body):
    """A screen reader says the question, then each item, then each choice at its control."""
    asked = question(body)
    outer, *inner = soup_of(form_html(asked, {})).select("fieldset")
    assert ask_of(asked) in said(outer.legend)
    assert [said(each.legend) for each in inner] == [item.text for item in asked.items]
    for item, group in zip(asked.items, inner, strict=True):
        assert group.find_parent("fieldset") is outer
        assert {each["name"] for each in group.select("input[type=radio]")} == {item.id}
        labels = group.select("label:has(> input)")
        assert [said(each) for each in labels] == [each.text for each in choices_of(asked)]
        assert [each.input["value"] for each in labels] == [e.id for e in choices_of(asked)]


@pytest.mark.parametrize("body", BODIES)
def test_no_id_stands_twice_and_each_one_named_is_there(body):
    """What describes the question is in the form, once."""
    page = soup_of(form_html(question(body), {}))
    ids = [each["id"] for each in page.select("[id]")]
    assert len(ids) == len(set(ids))
    named = page.fieldset["aria-describedby"].split()
    assert set(named) <= set(ids)
    assert "Choose one" in page.find(id=named[-1]).text


@pytest.mark.parametrize(
    ("fields", "checked"),
    [
        pytest.param({}, [], id="nothing yet"),
        pytest.param({"words": ["nobody"]}, [("words", "nobody")], id="one of three"),
        pytest.param(
            {"time": ["team"], "words": ["nobody"]},
            [("time", "team"), ("words", "nobody")],
            id="two of three",
        ),
        pytest.param({"time": ["gone"], "left": ["team"]}, [], id="what is no more"),
    ],
)
def test_what_was_answered_is_in_the_form(fields, checked):
    """Whoever comes back finds their answer as they left it, half done or not."""
    page = soup_of(form_html(question(MATCHING), fields))
    assert [(each["name"], each["value"]) for each in page.select("[checked]")] == checked


@pytest.mark.parametrize("body", BODIES)
def test_a_static_copy_says_every_item_and_every_choice(body):
    """Before anything has run there is all there is to read."""
    asked = question(body)
    page = soup_of(static_html(asked))
    assert fields_of(str(page)) == {}
    listed = [said(each) for each in page.select("li")]
    assert listed == [*(i.text for i in asked.items), *(c.text for c in choices_of(asked))]


def test_a_pair_is_said_in_two_lines():
    """What was thought and what is found stand apart, and are read in that order."""
    asked = question(JUDGEMENT)
    assert asked.items[0].lines == (
        "You were thinking: Somebody keeps him from it.",
        "Then you find: The password was changed.",
    )
    first = soup_of(form_html(asked, {})).select("fieldset fieldset legend")[0]
    assert [said(each) for each in first.select(".dr-line")] == list(asked.items[0].lines)


HOSTILE = "<script>alert(1)</script> & \"quoted\" 'too' {{name}} </label>"


@pytest.mark.parametrize(
    ("body", "old"),
    [
        pytest.param(MATCHING, "When Sam wrote.", id="an item"),
        pytest.param(MATCHING, "The team", id="a group"),
        pytest.param(JUDGEMENT, "The password was changed.", id="a new fact"),
        pytest.param(JUDGEMENT, "Less likely", id="a rating"),
    ],
)
def test_whatever_an_author_writes_is_shown_as_written(body, old):
    """Angle brackets, quotes and our own templates' signs are text."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    asked = question(body.replace(old, quoted))
    for html in (form_html(asked, {}), static_html(asked)):
        page = soup_of(html)
        assert page.select("script") == []
        assert HOSTILE in page.text


def test_an_item_s_own_name_is_shown_as_written():
    """A name with signs of HTML in it stays the name of a field."""
    asked = question(MATCHING.replace("  time:", "  'a\"<b>':"))
    fields = {'a"<b>': ["team"]}
    assert fields_of(form_html(asked, fields))['a"<b>'] == ["team"]
    assert parse_grid(asked.items, asked.groups, fields) == {'a"<b>': "team"}


@pytest.mark.parametrize(
    ("fields", "chosen"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param({"time": [], "words": []}, {}, id="fields without values"),
        pytest.param({"words": ["team"]}, {"words": "team"}, id="one"),
        pytest.param(
            {"guess": ["nobody"], "time": ["team"], "words": ["team"]},
            {"time": "team", "words": "team", "guess": "nobody"},
            id="all, in another order",
        ),
    ],
)
def test_a_partly_filled_form_is_an_answer(fields, chosen):
    """What is half done is kept as it is given, in the order of the items."""
    asked = question(MATCHING)
    picked = parse_grid(asked.items, asked.groups, fields)
    assert list(picked.items()) == list(chosen.items())


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        pytest.param({"time": ["Team"]}, '"Team", which is not one of the choices', id="no choice"),
        pytest.param({"time": [""]}, "not one of the choices", id="an empty choice"),
        pytest.param({"time": ["words"]}, "not one of the choices", id="an item for a choice"),
        pytest.param({"time": ["team", "nobody"]}, "two choices", id="two choices"),
        pytest.param({"time": ["team", "team"]}, "two choices", id="one choice twice"),
        pytest.param({"choice": ["team"]}, '"choice", which this question', id="another's field"),
        pytest.param({"team": ["team"]}, '"team", which this question', id="a choice for an item"),
        pytest.param({"_sure": ["3"]}, '"_sure", which this question', id="the form's own field"),
    ],
)
def test_what_the_form_cannot_send_is_no_answer(fields, says):
    """What this form does not hold is refused, not marked as wrong."""
    asked = question(MATCHING)
    with pytest.raises(NotAnAnswerError, match=says):
        parse_grid(asked.items, asked.groups, fields)


@pytest.mark.parametrize("kind", ["matching", "judgement"])
def test_nothing_of_the_key_is_in_what_students_get(kind):
    """Neither the form nor the copy that is released holds a group, a vote or a reason."""
    for source in {sample.source for sample in KINDS[kind].samples}:
        secrets = secrets_of([question_cell(source)])
        assert find_leaks([source], secrets), "the search finds a key where there is one"
        asked = question(source)
        shown = [form_html(asked, {}, try_it=True), static_html(asked), without_key(source)]
        assert find_leaks(shown, secrets) == []


@pytest.mark.parametrize("body", BODIES)
def test_items_are_mixed_and_choices_are_not(body):
    """Each student may meet the items in another order, and always the same scale or groups."""
    asked = question(f"shuffle: true\n{body}")
    orders = set()
    for number in range(40):
        drawn = as_drawn([asked], draw("quiz", "name", f"student-{number}"))
        assert choices_of(drawn) == choices_of(asked)
        assert set(drawn.items) == set(asked.items)
        orders.add(drawn.items)
    assert len(orders) > 1


@pytest.mark.parametrize("kind", ["matching", "judgement"])
def test_every_sample_of_the_kind_has_a_form(kind):
    """Each example that the kind ships is one group an item, whatever its items are."""
    for sample in KINDS[kind].samples:
        asked = read_question_body("sample", sample.source)
        page = soup_of(form_html(asked, {}))
        assert len(page.select("fieldset fieldset")) == len(asked.items)
