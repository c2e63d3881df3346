"""Promises of the kinds whose students tick passages: both ways of going wrong cost something."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.kinds import KINDS, NotAnAnswerError, Option, Reader
from graders.kinds.highlight import WORDS as HIGHLIGHT
from graders.kinds.multiple import balanced
from graders.kinds.passages import PassagesKey, PassagesQuestion, share_after
from graders.kinds.redaction import WORDS as REDACTION

WORDS = {"redaction": REDACTION, "highlight": HIGHLIGHT}
both = pytest.mark.parametrize("kind", [pytest.param(KINDS[name], id=name) for name in WORDS])
COMMON = {"name": "law", "prompt": "What?", "points": 1.0}
COST = st.integers(1, 20).map(lambda twentieths: Fraction(twentieths, 20))


def asked_of(missing, ticking, either=(), never=(), kind="redaction") -> PassagesQuestion:
    """Return a question whose mistakes cost what *missing* and *ticking* say."""
    names = [*missing, *ticking, *either]
    return PassagesQuestion(
        name="law",
        kind=kind,
        prompt="What?",
        points=2.0,
        aim="The school",
        passages=tuple(Option(id=name, text=f"About {name}.") for name in names),
        key=PassagesKey(
            missing=dict(missing),
            ticking=dict(ticking),
            never=frozenset(never),
            why=dict.fromkeys(names, "Because."),
        ),
    )


def share(asked, ticked) -> float:
    """Return the share that the *ticked* passages earn."""
    return KINDS[asked.kind].mark(asked, frozenset(ticked)).share


def names_of(asked) -> list[str]:
    """Return the ids of all passages."""
    return [each.id for each in asked.passages]


@st.composite
def costs(draw, letter):
    """Draw what up to five passages cost, 1 or more together."""
    drawn = draw(st.lists(COST, min_size=1, max_size=5).filter(lambda each: sum(each) >= 1))
    return {f"{letter}{number}": cost for number, cost in enumerate(drawn)}


@st.composite
def answered(draw):
    """Draw a question, and the passages that somebody ticks."""
    missing, ticking = draw(costs("go")), draw(costs("stay"))
    either = [f"either{number}" for number in range(draw(st.integers(0, 2)))]
    fatal = draw(st.sets(st.sampled_from(list(missing))))
    asked = asked_of(missing, ticking, either, fatal)
    return asked, draw(st.sets(st.sampled_from(names_of(asked))))


@given(answered())
def test_a_share_is_between_nothing_and_all(drawn):
    """No answer earns less than 0 or more than the points; one without a mistake earns them all."""
    asked, ticked = drawn
    right = asked.key.missing.keys() <= ticked and not asked.key.ticking.keys() & ticked
    assert 0.0 <= share(asked, ticked) <= 1.0
    assert (share(asked, ticked) == 1.0) == right


@given(answered())
def test_ticking_nothing_and_ticking_everything_earn_nothing(drawn):
    """Neither leaving the text alone nor ticking all of it is worth anything, not even a trifle."""
    asked, _ = drawn
    assert share(asked, set()) == share(asked, names_of(asked)) == 0.0
    assert KINDS[asked.kind].mark(asked, frozenset()).answered is False


@given(answered())
def test_ticking_only_what_costs_nothing_earns_nothing(drawn):
    """Who ticks something harmless to be counted as having answered has still missed it all."""
    asked, _ = drawn
    assert share(asked, {each for each in names_of(asked) if each.startswith("either")}) == 0.0


@given(answered())
def test_an_answer_and_its_opposite_never_both_earn(drawn):
    """No two opposite answers can both be worth something."""
    asked, ticked = drawn
    assert 0.0 in (share(asked, ticked), share(asked, set(names_of(asked)) - ticked))


@given(answered())
def test_a_better_answer_never_earns_less(drawn):
    """One more that has to be ticked, or one fewer that must not be, never costs anything."""
    asked, ticked = drawn
    for better in [
        *({*ticked, each} for each in asked.key.missing),
        *(ticked - {each} for each in asked.key.ticking.keys() & ticked),
    ]:
        assert share(asked, better) >= share(asked, ticked)


@given(answered())
def test_missing_what_must_never_be_missed_earns_nothing(drawn):
    """However little it was said to cost, and however good the rest is."""
    asked, ticked = drawn
    if not asked.key.never <= ticked:
        assert share(asked, ticked) == 0.0
    for name in asked.key.never:
        assert share(asked, asked.key.missing.keys() - {name}) == 0.0


@given(answered())
def test_what_may_go_either_way_changes_nothing(drawn):
    """A passage that the key does not name costs nothing, ticked or not."""
    asked, ticked = drawn
    named = {each for each in ticked if not each.startswith("either")}
    assert share(asked, ticked) == share(asked, named)


@given(answered(), st.randoms(use_true_random=False))
def test_names_and_order_of_passages_change_nothing(drawn, random):
    """The same answer earns the same under other names, in another order."""
    asked, ticked = drawn
    missing, ticking = list(asked.key.missing.items()), list(asked.key.ticking.items())
    random.shuffle(missing)
    random.shuffle(ticking)
    renamed = asked_of(
        {f"new-{name}": cost for name, cost in missing},
        {f"new-{name}": cost for name, cost in ticking},
        [f"new-{name}" for name in names_of(asked) if name.startswith("either")],
        [f"new-{name}" for name in asked.key.never],
    )
    assert share(renamed, {f"new-{each}" for each in ticked}) == share(asked, ticked)


@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_without_costs_it_is_marked_as_a_question_with_several_options(go, stay, data):
    """Even shares are the formula of `multiple`: right ones' part less wrong ones' part."""
    missing = {f"go{number}": Fraction(1, go) for number in range(go)}
    ticking = {f"stay{number}": Fraction(1, stay) for number in range(stay)}
    asked = asked_of(missing, ticking)
    ticked = data.draw(st.sets(st.sampled_from(names_of(asked))))
    by_multiple = balanced(
        hits=len(ticked & missing.keys()),
        keyed=go,
        false_picks=len(ticked & ticking.keys()),
        distractors=stay,
    )
    assert share(asked, ticked) == pytest.approx(by_multiple)


@pytest.mark.parametrize(
    ("picked", "of_two"),
    [
        pytest.param("H O", 2, id="hydrogen and oxygen"),
        pytest.param("H", 1, id="one of them"),
        pytest.param("H O Cl", 1, id="both, and chlorine"),
        pytest.param("H Cl", 0, id="one, and chlorine"),
        pytest.param("H O He", 0, id="both, and helium"),
        pytest.param("H O N Cl", 0, id="below nothing, so nothing"),
    ],
)
def test_the_standard_s_own_example_earns_the_same(picked, of_two):
    """IMS QTI 2.1, example choice_multiple.xml, "Composition of Water": H 1, O 1, Cl -1, else -2.

    Its score is from 0 to 2; ours is a share of it.
    """
    asked = asked_of(
        {"H": Fraction(1, 2), "O": Fraction(1, 2)},
        {"Cl": Fraction(1, 2), "He": Fraction(1), "C": Fraction(1), "N": Fraction(1)},
    )
    assert share(asked, picked.split()) * 2 == of_two


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        pytest.param([], 1.0, id="no mistake"),
        pytest.param([Fraction(1, 4), Fraction(1, 2)], 0.25, id="two mistakes"),
        pytest.param([Fraction(1, 3)] * 3, 0.0, id="three thirds, exactly"),
        pytest.param([Fraction(1), Fraction(1, 2)], 0.0, id="more than there is"),
    ],
)
def test_mistakes_add_up(lost, left):
    """What is left is 1 less the costs, and never less than 0."""
    assert share_after(lost) == left


@both
@pytest.mark.parametrize(
    "fields",
    [
        pytest.param(lambda field, known: {field: [known, "shout"]}, id="no such passage"),
        pytest.param(lambda field, known: {field: [known, known]}, id="the same twice"),
        pytest.param(lambda field, known: {field: [f" {known}"]}, id="an id with a space"),
        pytest.param(lambda field, known: {field: [""]}, id="nothing for an id"),
        pytest.param(lambda field, known: {"choice": [known]}, id="another question's field"),
        pytest.param(lambda field, known: {field: [known], "never": []}, id="a field too many"),
    ],
)
def test_what_the_form_cannot_send_is_no_answer(kind, fields):
    """What was not ticked in this form is refused, not marked as wrong."""
    asked = asked_of(
        {"a": Fraction(1), "b": Fraction(1)}, {"c": Fraction(1)}, ["d"], kind=kind.name
    )
    with pytest.raises(NotAnAnswerError):
        kind.parse(asked, fields(kind.fields[0], "a"))


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.floats() | st.sampled_from(["a", "b", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "x", 1, None]), inner, max_size=3)
    ),
    max_leaves=6,
)


def nearly_right(names):
    """Draw what an author may write about the passages called *names*, at their first try."""
    return st.just(list(names)) | st.dictionaries(
        st.sampled_from(names), st.sampled_from([0.3, 0.5, 0.7, 1]), min_size=1
    )


@both
@given(st.data())
def test_whatever_is_written_is_a_sound_question_or_a_fault(kind, data):
    """No entry of any shape stops the reading, and what passes earns as the page promises."""
    words = WORDS[kind.name]
    written = {
        words.aim: "The school",
        words.text: {name: f"About {name}." for name in "abcd"},
        "key": {
            words.tick: data.draw(nearly_right("ab")),
            words.spare: data.draw(nearly_right("cd")),
        },
        "why": dict.fromkeys("abcd", "Because."),
    }
    for spoilt in data.draw(st.sets(st.sampled_from([*words.key_entries, "keys"]), max_size=1)):
        written["key"][spoilt] = data.draw(JUNK)
    for spoilt in data.draw(st.sets(st.sampled_from(list(written)), max_size=1)):
        written[spoilt] = data.draw(JUNK)
    reader = Reader(data=written)
    asked = kind.read(reader, COMMON | {"kind": kind.name})
    if asked is None or reader.faults:
        assert reader.faults
        return
    assert share(asked, asked.key.missing) == 1.0
    assert share(asked, names_of(asked)) == share(asked, set()) == 0.0
    assert len(kind.explain(asked)) == len(asked.passages)


@both
@pytest.mark.parametrize(
    ("costs", "all_but_one"),
    [
        pytest.param([0.1] * 10, 0.9, id="ten times 0.1"),
        pytest.param([0.7, 0.2, 0.1], 0.9, id="three that binary fractions miss"),
    ],
)
def test_costs_are_taken_as_they_are_written(kind, costs, all_but_one):
    """They add up to 1 as they do on paper, and what is left is the nearest number to it."""
    words = WORDS[kind.name]
    go = [f"go{number}" for number in range(len(costs))]
    reader = Reader(
        data={
            words.aim: "The school",
            words.text: {name: f"About {name}." for name in [*go, "stay"]},
            "key": {words.tick: dict(zip(go, costs, strict=True)), words.spare: ["stay"]},
            "why": dict.fromkeys([*go, "stay"], "Because."),
        }
    )
    asked = kind.read(reader, COMMON | {"kind": kind.name})
    assert reader.faults == []
    assert share(asked, go) == 1.0
    assert share(asked, go[:-1]) == all_but_one
