"""Promises about questions with several options to pick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.kinds import NotAnAnswerError, Option
from graders.kinds.multiple import (
    SCHEMES,
    MultipleKey,
    MultipleQuestion,
    all_or_nothing,
    balanced,
    doubts,
    each_option,
    explain,
    mark,
    parse,
)
from tests.graders.written import MULTIPLE, changed, faults_of, question


def multiple_of(names: list[str], right: set[str], scheme: str = "balanced") -> MultipleQuestion:
    """Return a question with options called *names*, of which those in *right* are right."""
    return MultipleQuestion(
        name="law",
        kind="multiple",
        prompt="Which?",
        points=3.0,
        options=tuple(Option(id=name, text=f"Do {name}.") for name in names),
        scheme=scheme,
        key=MultipleKey(right=frozenset(right), why=dict.fromkeys(names, "Because.")),
    )


@st.composite
def answered(draw):
    """Draw the options of a question, the right ones among them, and the ones picked."""
    names = [f"o{number}" for number in range(draw(st.integers(2, 8)))]
    right = draw(st.sets(st.sampled_from(names), min_size=1, max_size=len(names) - 1))
    return names, right, draw(st.sets(st.sampled_from(names)))


def share(names, right, picked, scheme="balanced") -> float:
    """Return the share that *picked* earns."""
    return mark(multiple_of(names, right, scheme), frozenset(picked)).share


every_scheme = pytest.mark.parametrize("scheme", SCHEMES)


@pytest.mark.parametrize(
    ("hits", "keyed", "false_picks", "distractors", "by_hand"),
    [
        pytest.param(3, 3, 0, 4, 1.0, id="all right, no more"),
        pytest.param(3, 3, 1, 4, 0.75, id="all right and one of four wrong"),
        pytest.param(3, 4, 1, 3, 5 / 12, id="three of four, one of three wrong"),
        pytest.param(1, 3, 1, 4, 1 / 12, id="one of three, one of four wrong"),
        pytest.param(2, 4, 0, 3, 0.5, id="half of them"),
        pytest.param(1, 2, 1, 2, 0.0, id="one of each"),
        pytest.param(1, 3, 3, 4, 0.0, id="more wrong than right"),
        pytest.param(0, 3, 0, 4, 0.0, id="nothing"),
        pytest.param(3, 3, 4, 4, 0.0, id="everything"),
    ],
)
def test_a_false_pick_takes_away_its_share(hits, keyed, false_picks, distractors, by_hand):
    """A right pick earns its part of the right ones; a wrong pick takes its part of the wrong."""
    earned = balanced(hits=hits, keyed=keyed, false_picks=false_picks, distractors=distractors)
    assert earned == pytest.approx(by_hand)


@pytest.mark.parametrize(
    ("hits", "keyed", "false_picks", "distractors", "all_or_none", "by_options"),
    [
        pytest.param(3, 3, 0, 4, 1.0, 1.0, id="all right, no more"),
        pytest.param(3, 3, 1, 4, 0.0, 6 / 7, id="all right and one of four wrong"),
        pytest.param(2, 3, 0, 4, 0.0, 6 / 7, id="one left out"),
        pytest.param(1, 2, 1, 2, 0.0, 0.5, id="one of each"),
        pytest.param(1, 1, 0, 3, 1.0, 1.0, id="the only right one"),
        pytest.param(0, 1, 1, 3, 0.0, 0.5, id="one wrong one of four options"),
        pytest.param(3, 3, 4, 4, 0.0, 3 / 7, id="everything"),
        pytest.param(0, 3, 4, 4, 0.0, 0.0, id="each one the wrong way"),
    ],
)
def test_the_other_schemes_earn_by_the_set_or_by_each_option(
    hits, keyed, false_picks, distractors, all_or_none, by_options
):
    """All-or-nothing pays for exactly the right set; each-option for each decided rightly."""
    counts = (hits, keyed, false_picks, distractors)
    assert all_or_nothing(*counts) == all_or_none
    assert each_option(*counts) == pytest.approx(by_options)


@every_scheme
@given(answered())
def test_a_share_is_between_nothing_and_all(scheme, drawn):
    """No answer earns less than 0 or more than the points; only the key itself earns them all."""
    names, right, picked = drawn
    earned = share(names, right, picked, scheme)
    assert 0.0 <= earned <= 1.0
    assert (earned == 1.0) == (picked == right)


@every_scheme
@given(answered())
def test_blank_earns_nothing_under_every_scheme(scheme, drawn):
    """Nothing ticked is no answer, even where wrong options are rightly left alone."""
    names, right, _ = drawn
    verdict = mark(multiple_of(names, right, scheme), frozenset())
    assert (verdict.share, verdict.answered) == (0.0, False)


@given(answered())
def test_an_answer_and_its_opposite_share_the_points_where_each_option_counts(drawn):
    """No option earns credit both ways round: ticking the rest earns what was not earned."""
    names, right, picked = drawn
    opposite = set(names) - picked
    if picked and opposite:
        both = share(names, right, picked, "each-option") + share(
            names, right, opposite, "each-option"
        )
        assert both == pytest.approx(1.0)


@given(answered())
def test_ticking_nothing_and_ticking_everything_earn_nothing(drawn):
    """Neither leaving all boxes nor ticking all of them is worth anything."""
    names, right, _ = drawn
    assert share(names, right, set()) == share(names, right, names) == 0.0


@every_scheme
@given(answered())
def test_a_better_answer_never_earns_less(scheme, drawn):
    """One more right pick, or one wrong pick fewer, never costs anything.

    To take away the only tick is not to answer; that is no better answer.
    """
    names, right, picked = drawn
    for better in [
        *({*picked, each} for each in right),
        *(picked - {each} for each in picked - right if len(picked) > 1),
    ]:
        assert share(names, right, better, scheme) >= share(names, right, picked, scheme)


@every_scheme
@given(answered(), st.randoms(use_true_random=False))
def test_names_and_order_of_options_change_nothing(scheme, drawn, random):
    """The same picks earn the same under other names, in another order."""
    names, right, picked = drawn
    shuffled = list(names)
    random.shuffle(shuffled)
    renamed = share(
        [f"new-{each}" for each in shuffled],
        {f"new-{each}" for each in right},
        {f"new-{each}" for each in picked},
        scheme,
    )
    assert renamed == pytest.approx(share(names, right, picked, scheme))


@pytest.mark.parametrize(
    ("scheme", "right", "wrong", "says"),
    [
        pytest.param("each-option", 1, 4, "earns 60% of the points", id="few right ones"),
        pytest.param("each-option", 2, 3, "", id="about as many"),
        pytest.param("balanced", 1, 4, "", id="balanced"),
    ],
)
def test_an_author_is_told_where_leaving_out_pays(scheme, right, wrong, says):
    """Under each-option one careless tick can earn half; the preview says how much."""
    names = [f"o{number}" for number in range(right + wrong)]
    found = list(doubts(multiple_of(names, set(names[:right]), scheme)))
    assert len(found) == bool(says)
    assert all(says in each for each in found)


def test_an_author_names_the_scheme():
    """Without the entry it is balanced; with it, the one that is named."""
    assert question(MULTIPLE).scheme == "balanced"
    for scheme in SCHEMES:
        body = changed(MULTIPLE, "points: 3", f"points: 3\nscheme: {scheme}")
        assert question(body).scheme == scheme


def test_blank_is_told_from_wrong():
    """Nothing ticked earns 0 and counts as unanswered; a wrong tick earns 0 and is answered."""
    asked = question(MULTIPLE)
    assert mark(asked, parse(asked, {"choice": []})).answered is False
    wrong = mark(asked, parse(asked, {"choice": ["photo"]}))
    assert (wrong.share, wrong.answered) == (0.0, True)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"choice": ["words", "shout"]}, id="no such option"),
        pytest.param({"choice": ["words", "words"]}, id="the same twice"),
        pytest.param({"order": ["words"]}, id="another question's field"),
    ],
)
def test_what_the_form_cannot_send_is_no_answer(fields):
    """What was not ticked in this form is refused, not marked as wrong."""
    with pytest.raises(NotAnAnswerError):
        parse(question(MULTIPLE), fields)


def test_each_pick_and_each_miss_is_remarked_on():
    """Feedback speaks to what was picked and to what was left out, in the order of the options."""
    verdict = mark(question(MULTIPLE), frozenset({"words", "photo"}))
    assert [(each.about, each.says) for each in verdict.remarks] == [
        ("His own words.", "You chose this, and it applies"),
        ("The time of each message.", "You left this out; it applies"),
        ("A photo of his screen.", "You chose this; it does not apply"),
    ]
    assert verdict.strongest == ("His own words.", "The time of each message.")


def test_the_author_sees_which_apply():
    """The preview says of every option whether it applies."""
    assert [each.says for each in explain(question(MULTIPLE))] == [
        "Applies", "Applies", "Does not apply", "Does not apply",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "points: 3", "points: 3\nscheme: each-opton", 5,
            '"scheme: each-opton" is not a way to mark this kind.',
            'Write one of balanced, all-or-nothing, each-option. Did you mean "each-option"?',
            id="unknown scheme",
        ),
        pytest.param(
            "points: 3", "points: 3\nscheme: [balanced]", 5, "is not a way to mark this kind.",
            "Write one of balanced", id="a list for a scheme",
        ),
        pytest.param(
            "points: 3", "points: 3\nscheme:", 5, "is not a way to mark this kind.",
            "Write one of balanced", id="an empty scheme",
        ),
        pytest.param(
            "key: [words, time]", "key: [words, tyme]", 12, '"tyme" under "key:"',
            'Did you mean "time"?', id="unknown option in key",
        ),
        pytest.param(
            "key: [words, time]", "key:\n- words\n- tyme", 14, '"tyme" under "key:"',
            'Did you mean "time"?', id="unknown option on a line of its own",
        ),
        pytest.param(
            "key: [words, time]", "key: []", 12, "must name one option at least",
            "Write key: [words]", id="no right answer",
        ),
        pytest.param(
            "key: [words, time]", "key: [words, time, view, photo]", 12, "must leave one out",
            "add a wrong one if all are", id="all of them right",
        ),
        pytest.param(
            "key: [words, time]", "key: {words: 1}", 12, '"key:" must be a list of names',
            "Write key: [first-name, second-name]", id="credits for a key",
        ),
        pytest.param(
            "  photo: It puts his message where nobody can clear it.\n", "", 13,
            'no reason for the option "photo"', "Add a line photo:", id="missing reason",
        ),
        pytest.param(
            "time: The time of each message.", "time: his own words", 8,
            '"words" and "time" under "options:" say the same',
            "Remove one", id="two options alike",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake in a question is said with its line, the author's own word, and the mending."""
    (found,) = faults_of(changed(MULTIPLE, old, new))
    assert found.line == line
    assert problem in found.problem
    assert fix in found.fix
