"""Promises about questions with items to put into groups."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graders.kinds import Option
from graders.kinds.grid import Item
from graders.kinds.matching import (
    MatchingKey,
    MatchingQuestion,
    explain,
    mark,
    parse,
    share_of_matches,
)
from tests.graders.written import changed, faults_of, question, without_key

# The line that names the question is line 1, so "kind:" stands on line 2.
MATCHING = """\
kind: matching
points: 4
prompt: Under which duty does each of these fall?
groups:
  need: Section 17
  harm: Section 47
  none: Neither
items:
  grooming: Somebody she has never met asks her for pictures.
  laptop: He has no laptop, and falls behind at school.
  lonely: She would like to meet more people.
  threat: An older pupil threatens to post pictures of him.
### BEGIN HIDDEN TESTS
key: {grooming: harm, laptop: need, lonely: need, threat: harm}
why:
  grooming: Harm need not come from the family.
  laptop: His development may suffer without help.
  lonely: It may be help that she needs.
  threat: It may be significant harm, and it is to be asked about.
facts: [S36]
### END HIDDEN TESTS
"""


def matching_of(right: dict[str, str], groups: int) -> MatchingQuestion:
    """Return a question with groups g0, g1 and so on, and items that belong as in *right*."""
    return MatchingQuestion(
        name="law",
        kind="matching",
        prompt="Where?",
        points=3.0,
        groups=tuple(Option(id=f"g{n}", text=f"Group {n}") for n in range(groups)),
        items=tuple(Item(id=each, lines=(f"Thing {each}.",)) for each in right),
        key=MatchingKey(group=right, why=dict.fromkeys(right, "Because.")),
    )


@st.composite
def answered(draw):
    """Draw where items belong, how many groups there are, and an answer that may be half done."""
    groups = draw(st.integers(2, 5))
    group = st.sampled_from([f"g{n}" for n in range(groups)])
    names = [f"i{n}" for n in range(draw(st.integers(2, 7)))]
    right = {name: draw(group) for name in names}
    answer = {name: draw(group) for name in names if draw(st.booleans())}
    return right, groups, answer


def share(right, groups, answer) -> float:
    """Return the share that *answer* earns."""
    return mark(matching_of(right, groups), answer).share


@pytest.mark.parametrize(
    ("right", "wrong", "items", "groups", "by_hand"),
    [
        pytest.param(6, 0, 6, 4, 1.0, id="all right"),
        pytest.param(5, 0, 6, 4, 5 / 6, id="five right, one left open"),
        pytest.param(5, 1, 6, 4, 7 / 9, id="five right, one wrong of four groups"),
        pytest.param(4, 1, 6, 3, 7 / 12, id="four right, one wrong of three groups"),
        pytest.param(3, 1, 4, 2, 0.5, id="of two groups a wrong one takes back a right one"),
        pytest.param(2, 2, 4, 2, 0.0, id="half of two groups is chance"),
        pytest.param(2, 4, 6, 3, 0.0, id="a third of three groups is chance"),
        pytest.param(0, 1, 6, 3, 0.0, id="one wrong"),
        pytest.param(0, 0, 6, 3, 0.0, id="nothing"),
    ],
)
def test_a_wrong_group_takes_away_what_a_blind_choice_gains(right, wrong, items, groups, by_hand):
    """R - W ÷ (k - 1), as a share of all items, and never below 0."""
    earned = share_of_matches(right=right, wrong=wrong, items=items, groups=groups)
    assert earned == pytest.approx(by_hand)


@given(
    st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    st.integers(2, 6),
)
def test_with_nothing_left_open_it_is_what_is_better_than_chance(counts, groups):
    """(p - 1/k) ÷ (1 - 1/k): the form in which the correction for guessing is often written."""
    items, right = counts
    earned = share_of_matches(right=right, wrong=items - right, items=items, groups=groups)
    better = (right / items - 1 / groups) / (1 - 1 / groups)
    assert earned == pytest.approx(max(0.0, better))


@given(answered())
def test_a_share_is_between_nothing_and_all(drawn):
    """No answer earns less than 0 or more than the points; only the key itself earns them all."""
    right, groups, answer = drawn
    assert 0.0 <= share(right, groups, answer) <= 1.0
    assert (share(right, groups, answer) == 1.0) == (answer == right)


@given(answered())
def test_a_blind_choice_adds_nothing_on_average(drawn):
    """One more item chosen blindly gains as much as it loses, where the stop at 0 is not met."""
    right, groups, answer = drawn
    still_open = [name for name in right if name not in answer]
    assume(still_open)
    before = share(right, groups, answer)
    assume(before * len(right) >= 1 / (groups - 1))
    after = [share(right, groups, {**answer, still_open[0]: f"g{n}"}) for n in range(groups)]
    assert sum(after) / groups == pytest.approx(before)


@given(answered())
def test_everything_in_one_group_earns_what_that_group_holds_beyond_chance(drawn):
    """(p - 1/k) ÷ (1 - 1/k), with p the share of items that do belong there."""
    right, groups, _ = drawn
    for group in (f"g{n}" for n in range(groups)):
        held = sum(each == group for each in right.values()) / len(right)
        earned = share(right, groups, dict.fromkeys(right, group))
        assert earned == pytest.approx(max(0.0, (held - 1 / groups) / (1 - 1 / groups)))


@given(answered())
def test_no_answer_and_its_opposite_both_earn(drawn):
    """With two groups, whoever puts everything the other way round gains nothing by it."""
    right, _, answer = drawn
    other = {"g0": "g1", "g1": "g0"}
    right = {name: group if group in other else "g0" for name, group in right.items()}
    answer = {name: group if group in other else "g1" for name, group in answer.items()}
    opposite = {name: other[group] for name, group in answer.items()}
    assert min(share(right, 2, answer), share(right, 2, opposite)) == 0.0


@given(answered())
def test_a_better_answer_never_earns_less(drawn):
    """One more item put right, or one wrong one left open, never costs anything."""
    right, groups, answer = drawn
    for name, group in right.items():
        assert share(right, groups, {**answer, name: group}) >= share(right, groups, answer)
        if answer.get(name) not in (None, group):
            without = {each: answer[each] for each in answer if each != name}
            assert share(right, groups, without) >= share(right, groups, answer)


@given(answered(), st.randoms(use_true_random=False))
def test_names_and_order_of_items_change_nothing(drawn, random):
    """The same choices earn the same under other names, in another order."""
    right, groups, answer = drawn
    names = list(right)
    random.shuffle(names)
    renamed = share(
        {f"new-{name}": right[name] for name in names},
        groups,
        {f"new-{name}": answer[name] for name in names if name in answer},
    )
    assert renamed == share(right, groups, answer)


def test_blank_is_told_from_wrong():
    """Nothing chosen earns 0 and counts as unanswered; a wrong group earns 0 and is answered."""
    asked = question(MATCHING)
    blank = mark(asked, parse(asked, {"laptop": []}))
    assert (blank.share, blank.answered, blank.remarks) == (0.0, False, ())
    wrong = mark(asked, parse(asked, {"laptop": ["harm"]}))
    assert (wrong.share, wrong.answered) == (0.0, True)


def test_feedback_speaks_to_each_item():
    """Right, wrong and left open are told apart in words, each with the author's reason."""
    asked = question(MATCHING)
    verdict = mark(asked, {"grooming": "harm", "laptop": "none"})
    assert [(each.about, each.says) for each in verdict.remarks[:3]] == [
        (
            "Somebody she has never met asks her for pictures.",
            "You put this under “Section 47”, and it belongs there",
        ),
        (
            "He has no laptop, and falls behind at school.",
            "You put this under “Neither”; it does not belong there",
        ),
        ("She would like to meet more people.", "You left this open"),
    ]
    assert verdict.remarks[1].why == "His development may suffer without help."
    assert verdict.strongest[1] == "Section 17: He has no laptop, and falls behind at school."
    assert verdict.share == pytest.approx((1 - 1 / 2) / 4)


def test_the_author_sees_where_each_item_belongs():
    """The preview says the group of every item."""
    assert [each.says for each in explain(question(MATCHING))] == [
        "Section 47", "Section 17", "Section 17", "Section 47",
    ]  # fmt: skip


def test_a_group_may_stay_empty():
    """A group that nothing goes into is a distractor, and no fault."""
    asked = question(MATCHING)
    assert "none" in [group.id for group in asked.groups]
    assert "none" not in asked.key.group.values()
    assert question(without_key(MATCHING)).groups == asked.groups


@pytest.mark.parametrize(
    ("right", "earned"),
    [
        pytest.param("need need need need", 1.0, id="all in one"),
        pytest.param("need need need harm", 0.625, id="three of four"),
        pytest.param("need need harm harm", 0.25, id="two of four"),
        pytest.param("need need harm none", 0.25, id="two of four, the others apart"),
    ],
)
def test_one_group_for_all_never_earns_more_than_half(right, earned):
    """A key by which it would is refused, with what it would earn; another one is taken."""
    names = ["grooming", "laptop", "lonely", "threat"]
    key = dict(zip(names, right.split(), strict=True))
    body = changed(
        MATCHING,
        "{grooming: harm, laptop: need, lonely: need, threat: harm}",
        "{" + ", ".join(f"{name}: {group}" for name, group in key.items()) + "}",
    )
    if earned > 0.5:
        (fault,) = faults_of(body)
        assert (
            fault.problem
            == f'whoever puts every item into "need" earns {earned:.0%} of the points.'
        )
        assert "of 4 items 2 may go into one group" in fault.fix
    else:
        asked = question(body)
        assert mark(asked, dict.fromkeys(names, "need")).share == pytest.approx(earned)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "laptop: need,", "laptop: needs,", 15, '"laptop: needs" under "key:" names none',
            'Write one of need, harm, none. Did you mean "need"?', id="no such group",
        ),
        pytest.param(
            "laptop: need,", "labtop: need, laptop: need,", 15, '"labtop" under "key:"',
            'Did you mean "laptop"?', id="no such item in the key",
        ),
        pytest.param(
            "laptop: need, ", "", 15, 'no group for the item "laptop"', "Add a line laptop: need",
            id="an item the key leaves out",
        ),
        pytest.param(
            "laptop: need,", "laptop: [need, harm],", 15, '"laptop:" under "key:" must name one',
            "needs other words", id="two groups for one item",
        ),
        pytest.param(
            "laptop: need,", "laptop: {need: 1},", 15, "must name one group", "one of need, harm",
            id="credits for a group",
        ),
        pytest.param(
            "laptop: need,", "laptop: null,", 15, "must name one group", "one of need, harm",
            id="no group at all",
        ),
        pytest.param(
            "{grooming: harm, laptop: need, lonely: need, threat: harm}", "[harm, need]", 15,
            '"key:" must say into which group', "such as grooming: need", id="a list for a key",
        ),
        pytest.param(
            "{grooming: harm, laptop: need, lonely: need, threat: harm}", "{}", 15,
            '"key:" must say into which group', "such as grooming: need", id="an empty key",
        ),
        pytest.param(
            "  lonely: It may be help that she needs.\n", "", 16,
            'no reason for the item "lonely"', "Add a line lonely:", id="missing reason",
        ),
        pytest.param(
            "why:\n", "why:\n  lonly: No.\n", 17, '"lonly" under "why:" is not one of the items',
            'Did you mean "lonely"?', id="reason for no item",
        ),
        pytest.param(
            "none: Neither", "none: SECTION 47", 8,
            '"harm" and "none" under "groups:" say the same', "change its words",
            id="two groups alike",
        ),
        pytest.param(
            "She would like to meet more people.", "He has no laptop; and falls behind at school",
            12, '"laptop" and "lonely" under "items:" say the same', "Remove one",
            id="two items alike",
        ),
        pytest.param(
            "  need: Section 17\n  harm: Section 47\n", "", 5,
            '"groups:" must be a list of 2 or more', "indented, lines such as", id="one group",
        ),
        pytest.param(
            "none: Neither", "_none: Neither", 8, "begins with an underscore", "Write none",
            id="a name of the form's own",
        ),
        pytest.param(
            "lonely: She would like to meet more people.", "lonely: [a, b]", 12,
            '"lonely:" under "items:" must be text', "Write the text", id="an item that is a list",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake in a question is said with its line, the author's own word, and the mending."""
    (found,) = faults_of(changed(MATCHING, old, new))
    assert found.line == line
    assert problem in found.problem
    assert fix in found.fix


def test_all_faults_are_told_at_once():
    """An author mends groups, key and reasons in one go."""
    body = MATCHING
    for old, new in (
        ("none: Neither", "none: Section 17"),
        ("laptop: need,", "laptop: needs,"),
        ("  threat: It may be significant harm, and it is to be asked about.\n", ""),
    ):
        body = changed(body, old, new)
    assert [fault.line for fault in faults_of(body)] == [8, 15, 16]


def test_groups_and_items_are_both_looked_at():
    """Faults in the groups do not hide those in the items."""
    found = faults_of("kind: matching\npoints: 1\nprompt: Where?\ngroups: [a, b]\nitems:\n")
    assert [fault.line for fault in found] == [5, 6]
