"""Promises about placing things in an order: what its buttons do, and what its form says."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from classroom.forms import form_html
from graders.kinds import KINDS
from graders.question_cell import read_question_body
from tests.kinds.forms import fields_of

QUESTIONS = {
    kind: read_question_body("sample", KINDS[kind].samples[0].source)
    for kind in ("ordering", "ranking")
}
THINGS = {kind: getattr(asked, KINDS[kind].shuffles) for kind, asked in QUESTIONS.items()}
both = pytest.mark.parametrize("kind", QUESTIONS)


def ids_of(kind: str) -> list[str]:
    """Return the ids of a kind's things, as they are written."""
    return [each.id for each in THINGS[kind]]


def pressed(kind: str, order: list[str], *presses: tuple[str, str]) -> list[str]:
    """Return the order after *presses*, each a button and the id it is pressed for."""
    fields = {"order": order}
    for button, value in presses:
        fields = KINDS[kind].press(QUESTIONS[kind], fields, button, value)
    return fields["order"]


def presses_of(kind: str):
    """Draw buttons, known and not, and ids, known and not."""
    buttons = st.sampled_from(["place", "place", "up", "down", "out", "Place", "undo", ""])
    return st.tuples(buttons, st.sampled_from([*ids_of(kind), "", "no-such", "_drawn"]))


def orders_of(kind: str, least: int = 0):
    """Draw an order of some of the things, *least* of them or more."""
    return st.permutations(ids_of(kind)).flatmap(
        lambda ids: st.integers(least, len(ids)).map(lambda count: list(ids[:count]))
    )


@both
@given(data=st.data())
def test_however_one_presses_the_order_is_one_of_known_things(kind, data):
    """Any sequence of presses leaves different known things in an order, which can be saved."""
    order = data.draw(orders_of(kind))
    presses = data.draw(st.lists(presses_of(kind), max_size=12))
    after = pressed(kind, order, *presses)
    assert len(after) == len(set(after))
    assert set(after) <= set(ids_of(kind))
    assert KINDS[kind].parse(QUESTIONS[kind], {"order": after}) == tuple(after)


@both
@given(data=st.data())
def test_up_and_down_undo_each_other(kind, data):
    """What was moved up and then down stands where it stood, unless it could not rise."""
    order = data.draw(orders_of(kind, least=2))
    thing = data.draw(st.sampled_from(order[1:]))
    up = pressed(kind, order, ("up", thing))
    assert up.index(thing) == order.index(thing) - 1
    assert [each for each in up if each != thing] == [each for each in order if each != thing]
    assert pressed(kind, up, ("down", thing)) == order


@both
@given(data=st.data())
def test_out_takes_out_and_place_puts_last(kind, data):
    """Taking out leaves the others as they stood; what is placed then stands last."""
    order = data.draw(orders_of(kind, least=1))
    thing = data.draw(st.sampled_from(order))
    others = [each for each in order if each != thing]
    assert pressed(kind, order, ("out", thing)) == others
    assert pressed(kind, order, ("out", thing), ("place", thing)) == [*others, thing]


@both
def test_a_press_that_cannot_be_changes_nothing(kind):
    """The first does not rise, the last does not sink; nothing is placed twice or from nowhere."""
    first, second, third, *_ = ids_of(kind)
    for press in (
        ("up", first), ("down", second), ("place", first), ("up", third), ("out", third),
        ("place", "no-such"), ("place", ""), ("sideways", first), ("undo", first),
    ):  # fmt: skip
        for fields in ({"order": [first, second]}, {"order": [first, second], "_sure": ["2"]}):
            assert KINDS[kind].press(QUESTIONS[kind], fields, *press) == fields
    assert KINDS[kind].press(QUESTIONS[kind], {}, "up", first) == {}


@both
def test_pressing_leaves_what_it_was_given(kind):
    """The answer before a press is still there to go back to."""
    first, second, *_ = ids_of(kind)
    before = {"order": [first]}
    KINDS[kind].press(QUESTIONS[kind], before, "place", second)
    assert before == {"order": [first]}


@both
def test_what_is_no_more_goes_at_the_next_press(kind):
    """An answer with a thing its author has since removed can go on, without that thing."""
    first, second, *_ = ids_of(kind)
    assert pressed(kind, ["gone", first, first], ("place", second)) == [first, second]
    shown = fields_of(form_html(QUESTIONS[kind], {"order": ["gone", first, first]}))
    assert shown == {"order": [first]}


@both
def test_nothing_placed_sends_nothing(kind):
    """A form in which nothing is placed holds no value, so that blank is blank."""
    assert fields_of(form_html(QUESTIONS[kind], {})) == {}
    assert fields_of(form_html(QUESTIONS[kind], {"order": []})) == {}


@both
@given(data=st.data())
def test_every_button_says_what_it_does_to_what(kind, data):
    """A button's name begins with what can be seen, tells the thing, and no two are the same."""
    order = data.draw(orders_of(kind))
    page = BeautifulSoup(form_html(QUESTIONS[kind], {"order": order}), "html.parser")
    texts = {each.id: each.text for each in THINGS[kind]}
    names = []
    for button in page.select("button[data-press]:not([data-press=undo])"):
        names.append(" ".join(button.text.split()))
        seen = button.contents[0].strip()
        verb = {"place": f"Place {len(order) + 1}", "up": "Move up", "down": "Move down"}
        assert seen.startswith(verb.get(button["data-press"], "Take out"))
        assert names[-1].startswith(f"{seen}: {texts[button['value']]}")
        assert button["type"] == "button"
    assert len(names) == len(set(names))
    assert len(page.select("[data-press=out]")) == len(order)
    assert len(page.select("[data-press=place]")) == len(texts) - len(order)
    assert len(page.select("[data-press=up]")) == max(0, len(order) - 1)
    assert len(page.select("[data-press=down]")) == max(0, len(order) - 1)


@pytest.mark.slow
@both
@given(data=st.data())
def test_after_each_press_the_focus_has_somewhere_to_go(kind, data):
    """What a button names to take the focus after it is a button of the form drawn then."""
    order = data.draw(orders_of(kind))
    asked = QUESTIONS[kind]
    page = BeautifulSoup(form_html(asked, {"order": order}), "html.parser")
    for button in page.select("button[data-then]"):
        after = pressed(kind, order, (button["data-press"], button["value"]))
        then = BeautifulSoup(form_html(asked, {"order": after}), "html.parser")
        goes_to = then.find(id=button["data-then"])
        assert goes_to is not None and goes_to.name == "button"
        assert after != order
        same_thing = goes_to["value"] == button["value"]
        assert same_thing or (button["data-press"], goes_to["data-press"]) == ("place", "place")


@both
def test_places_are_numbers_that_can_be_read(kind):
    """Each thing placed says its place among all; one not placed says what it would be."""
    first, second, third, *_ = ids_of(kind)
    page = BeautifulSoup(form_html(QUESTIONS[kind], {"order": [third, first]}), "html.parser")
    places = [each.text for each in page.select("ol .dr-place")]
    count = len(THINGS[kind])
    assert places[0].startswith(f"1st of {count}")
    assert places[1] == f"2nd of {count}"
    assert page.select_one(f"[data-press=place][value={second}]").text.startswith("Place 3rd: ")
