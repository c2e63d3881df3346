"""Promises about questions with steps to put in order."""

import re
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.kinds import KINDS, Option, Reader
from graders.kinds.ordering import (
    OrderingKey,
    OrderingQuestion,
    doubts,
    explain,
    mark,
    share_of_pairs,
)
from tests.graders.written import changed, faults_of, question, without_key

# "kind:" stands on line 2, "steps:" on line 6, "key:" on line 12, "why:" on line 13.
ORDERING = """\
kind: ordering
outcomes: [answer]
points: 2
prompt: In which order do you do these?
steps:
  record: Write down his words.
  ring: Ring the duty manager.
  answer: Answer that you have read it.
  visit: See him.
### BEGIN HIDDEN TESTS
key: [answer, [ring, record], visit]
why:
  record: They are his.
  ring: She can act tonight.
  answer: He is waiting.
  visit: Others decide that with you.
facts: [S1]
### END HIDDEN TESTS
"""


def full_key(ids) -> set[tuple[str, str]]:
    """Return the pairs of a key that puts all of *ids* in this one order."""
    return {(a, b) for at, a in enumerate(ids) for b in ids[at + 1 :]}


def ordering_of(ids, before) -> OrderingQuestion:
    """Return a question with steps *ids*, ordered by the pairs *before*."""
    return OrderingQuestion(
        name="law",
        kind="ordering",
        prompt="Which first?",
        points=2.0,
        steps=tuple(Option(id=each, text=f"Do {each}.") for each in ids),
        key=OrderingKey(before=frozenset(before), why=dict.fromkeys(ids, "Because.")),
    )


@st.composite
def keyed(draw):
    """Draw steps, the pairs of a key that orders some of them, and a full order of the steps."""
    ids = [f"s{number}" for number in range(draw(st.integers(3, 6)))]
    levels = draw(st.lists(st.integers(0, 3), min_size=len(ids), max_size=len(ids)))
    before = {
        (a, b)
        for a, low in zip(ids, levels, strict=True)
        for b, high in zip(ids, levels, strict=True)
        if low < high
    }
    order = draw(st.permutations(ids))
    return ids, before or {(ids[0], ids[1])}, list(order)


@pytest.mark.parametrize(
    ("placed", "by_hand"),
    [
        pytest.param("abcd", 1.0, id="right"),
        pytest.param("abdc", 5 / 6, id="neighbours the wrong way round"),
        pytest.param("dabc", 3 / 6, id="last step first"),
        pytest.param("badc", 4 / 6, id="two neighbours and two more"),
        pytest.param("dcba", 0.0, id="reversed"),
        pytest.param("abc", 3 / 6, id="three placed, in order"),
        pytest.param("ad", 1 / 6, id="two placed, in order"),
        pytest.param("da", 0.0, id="two placed, the wrong way round"),
        pytest.param("a", 0.0, id="one placed"),
        pytest.param("", 0.0, id="none placed"),
    ],
)
def test_each_pair_in_order_earns_an_equal_share(placed, by_hand):
    """Partial credit grows with what was got right; a pair half placed earns nothing."""
    assert share_of_pairs(placed, full_key("abcd")) == pytest.approx(by_hand)


def test_the_share_is_kendall_s_as_in_a_published_example():
    """Nine lots of canned tuna, by lightness and by what a panel said of them: tau is 0.444.

    M. Hollander and D. A. Wolfe, Nonparametric Statistical Methods (1973), page 187 and
    following, as R's own page on cor.test gives the figures. Tau is Kendall's (1938), and
    the share of concordant pairs is (tau + 1) / 2.
    """
    lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
    of_the_panel = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
    by_lightness = sorted(range(9), key=lightness.__getitem__)
    by_panel = sorted(range(9), key=of_the_panel.__getitem__)
    share = share_of_pairs(by_panel, full_key(by_lightness))
    assert share == 26 / 36
    assert 2 * share - 1 == pytest.approx(0.4444444, abs=5e-8)


@given(keyed())
def test_a_share_is_between_nothing_and_all(drawn):
    """Only an order with every keyed pair right earns all; half an answer stays in range, too."""
    ids, before, order = drawn
    for count in range(1, len(ids) + 1):
        share = mark(ordering_of(ids, before), order[:count]).share
        assert 0.0 <= share <= 1.0
    assert (share == 1.0) == all(order.index(a) < order.index(b) for a, b in before)


@given(keyed())
def test_an_answer_and_its_mirror_share_the_full_mark(drawn):
    """No order earns credit both ways round, and the mirror of a right one earns nothing."""
    ids, before, order = drawn
    asked = ordering_of(ids, before)
    assert mark(asked, order).share + mark(asked, order[::-1]).share == pytest.approx(1.0)


@pytest.mark.slow
@given(keyed())
def test_an_order_drawn_by_lot_earns_a_half_on_average(drawn):
    """Guessing is worth a half, whatever the key says: what the page admits."""
    ids, before, _ = drawn
    asked = ordering_of(ids, before)
    shares = [mark(asked, order).share for order in permutations(ids)]
    assert sum(shares) / len(shares) == pytest.approx(0.5)


@given(keyed())
def test_a_better_answer_never_earns_less(drawn):
    """Turning two neighbours the right way round, or placing one more, never costs anything."""
    ids, before, order = drawn
    asked = ordering_of(ids, before)
    for at in range(len(order) - 1):
        here = mark(asked, order).share
        turned = [*order[:at], order[at + 1], order[at], *order[at + 2 :]]
        if (order[at + 1], order[at]) in before:
            assert mark(asked, turned).share > here
        elif (order[at], order[at + 1]) not in before:
            assert mark(asked, turned).share == here
        assert mark(asked, order[: at + 2]).share >= mark(asked, order[: at + 1]).share


@given(keyed(), st.randoms(use_true_random=False))
def test_names_and_order_of_steps_change_nothing(drawn, random):
    """The same order earns the same under other names, offered in another order."""
    ids, before, order = drawn
    shuffled = list(ids)
    random.shuffle(shuffled)
    renamed = ordering_of(
        [f"new-{each}" for each in shuffled], {(f"new-{a}", f"new-{b}") for a, b in before}
    )
    share = mark(renamed, [f"new-{each}" for each in order]).share
    assert share == mark(ordering_of(ids, before), order).share


@given(keyed())
def test_blank_earns_nothing(drawn):
    """Nothing placed earns nothing and is not taken for an answer; one step placed is one."""
    ids, before, order = drawn
    blank = mark(ordering_of(ids, before), ())
    assert (blank.share, blank.answered, blank.remarks) == (0.0, False, ())
    assert mark(ordering_of(ids, before), order[:1]).answered


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("[answer, [ring, record], visit]", id="a list with a tie"),
        pytest.param("[[answer], [record, ring], visit]", id="brackets around one"),
        pytest.param(
            "{ring: [answer], record: [answer], visit: [ring, record]}", id="what comes after what"
        ),
        pytest.param(
            "{ring: [answer], record: [answer], visit: [ring, record, answer]}",
            id="what follows said as well",
        ),
    ],
)
def test_a_key_can_be_written_in_two_ways(key):
    """A list with ties and a list of what comes after what say the same, in any of their forms."""
    asked = question(changed(ORDERING, "[answer, [ring, record], visit]", key))
    assert asked.key.before == {
        ("answer", "ring"), ("answer", "record"), ("answer", "visit"),
        ("ring", "visit"), ("record", "visit"),
    }  # fmt: skip


def test_a_key_may_leave_some_pairs_open():
    """Steps that no pair orders may stand either way: only what the key says is marked."""
    asked = question(
        changed(
            ORDERING, "[answer, [ring, record], visit]", "{ring: [answer], visit: [ring, record]}"
        )
    )
    assert mark(asked, ["record", "answer", "ring", "visit"]).share == 1.0
    assert mark(asked, ["answer", "ring", "record", "visit"]).share == 1.0
    assert mark(asked, ["answer", "ring", "visit", "record"]).share == 3 / 4
    assert [each.says for each in explain(asked)] == [
        "1st to 3rd", "1st or 2nd", '2nd or 3rd, after "Answer that you have read it."', "4th",
    ]  # fmt: skip


def test_ids_may_be_numbers():
    """Steps named by numbers are named the same in the key."""
    body = ORDERING
    for number, name in enumerate(("record", "ring", "answer", "visit"), 1):
        body = body.replace(f"  {name}:", f"  {number}:")
    body = changed(body, "[answer, [ring, record], visit]", "[3, [2, 1], 4]")
    assert mark(question(body), ["3", "1", "2", "4"]).share == 1.0


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        pytest.param(
            "visit answer ring record",
            [
                "You put this 1st; it comes after what you put 2nd, 3rd and 4th",
                "You put this 2nd", "You put this 3rd", "You put this 4th",
            ],
            id="one step too early is one remark",
        ),
        pytest.param(
            "ring answer record visit",
            [
                "You put this 1st; it comes after what you put 2nd",
                "You put this 2nd", "You put this 3rd, in order", "You put this 4th, in order",
            ],
            id="neighbours the wrong way round",
        ),
        pytest.param(
            "visit record ring answer",
            [
                "You put this 1st; it comes after what you put 2nd, 3rd and 4th",
                "You put this 2nd",
                "You put this 3rd",
                "You put this 4th; it comes before what you put 2nd and 3rd",
            ],
            id="the other way round",
        ),
        pytest.param(
            "answer visit",
            [
                "You put this 1st, in order", "You put this 2nd, in order",
                "You did not place this", "You did not place this",
            ],
            id="half done",
        ),
    ],
)  # fmt: skip
def test_feedback_names_the_steps_to_move(answer, says):
    """Each step that is to be moved is told where to, once; the others are only listed."""
    verdict = mark(question(ORDERING), answer.split())
    assert [each.says for each in verdict.remarks] == says
    for each in verdict.remarks:
        assert bool(each.why) == ("it comes" in each.says or "did not" in each.says)


def test_a_right_order_is_told_why():
    """Whoever has it right reads the reason for each step, in their own order."""
    verdict = mark(question(ORDERING), ["answer", "record", "ring", "visit"])
    assert [each.why for each in verdict.remarks] == [
        "He is waiting.", "They are his.", "She can act tonight.", "Others decide that with you.",
    ]  # fmt: skip
    assert verdict.share == 1.0


@given(keyed())
def test_every_wrong_pair_is_told_once(drawn):
    """No wrong pair is passed over in the feedback, and none is told twice."""
    ids, before, order = drawn
    remarks = mark(ordering_of(ids, before), order).remarks
    told = [
        tuple(sorted((int(mine), int(other))))
        for each in remarks
        for mine in re.findall(r"\d+", each.says)[:1]
        for other in re.findall(r"\d+", each.says)[1:]
    ]
    wrong = [
        (at + 1, later + 1)
        for at, later in combinations(range(len(order)), 2)
        if (order[later], order[at]) in before
    ]
    assert sorted(told) == wrong


def test_the_strongest_answer_says_what_may_stand_either_way():
    """Who is shown the right order learns which steps may change places."""
    assert mark(question(ORDERING), ()).strongest == (
        "1st: Answer that you have read it.",
        "2nd or 3rd: Write down his words.",
        "2nd or 3rd: Ring the duty manager.",
        "4th: See him.",
    )


def test_the_author_sees_where_each_step_may_stand():
    """The preview lists the steps in a right order, with their reasons."""
    assert [(each.says, each.why) for each in explain(question(ORDERING))] == [
        ("1st", "He is waiting."),
        ("2nd or 3rd", "They are his."),
        ("2nd or 3rd", "She can act tonight."),
        ("4th", "Others decide that with you."),
    ]


def test_an_author_is_told_when_pressing_from_the_top_earns_much():
    """Steps written nearly as they belong are doubted, unless each student gets another order."""
    steps = "  record: Write down his words.\n  ring: Ring the duty manager.\n"
    nearly = changed(ORDERING, steps, "")
    nearly = changed(nearly, "  visit: See him.\n", steps + "  visit: See him.\n")
    nearly = changed(nearly, "[answer, [ring, record], visit]", "[answer, ring, record, visit]")
    (doubt,) = doubts(question(nearly))
    assert "earns 83% of the points" in doubt
    assert doubts(question(nearly.replace("points: 2", "points: 2\nshuffle: true"))) == []
    assert doubts(question(ORDERING)) == []
    assert doubts(question(without_key(nearly))) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "[ring, record], visit]", "[rign, record], visit]", 12,
            '"rign" under "key:" is not one of the steps', 'Did you mean "ring"?',
            id="unknown step in key",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "[answer, ring, visit]", 12,
            '"key:" does not say where "record" stands', "Add record at its place",
            id="a step missing",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "[answer, [ring, record], visit, ring]", 12,
            '"ring" stands twice under "key:"', "Name each step once", id="a step twice",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "[[answer, ring, record, visit]]", 12,
            "the key puts no step before another", "Write key: [record, ring, answer, visit]",
            id="nothing ordered",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "[answer, [ring, [record]], visit]", 12,
            'what stands 2nd under "key:" is neither a step nor a list', "Write record, or [record",
            id="nested twice",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "[answer, [], ring, record, visit]", 12,
            'what stands 2nd under "key:" is neither a step nor a list', "Write record, or",
            id="empty brackets",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "[answer, {ring: 1}, record, visit]", 12,
            'what stands 2nd under "key:" is neither', "Write record, or", id="a mapping in it",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "[]", 12, '"key:" must say in which order',
            "Write key: [record, ring, answer, visit]", id="empty key",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "answer", 12, '"key:" must say in which order',
            "Write key: [record", id="a word for a key",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "", 12, '"key:" must say in which order',
            "Write key: [record", id="nothing for a key",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "{ring: answer, record: [answer], visit: [ring]}",
            12, '"ring:" under "key:" must be a list of the steps it comes after',
            "Write ring: [record]", id="a word for a list",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "{ring: [answr], record: [answer], visit: [ring]}",
            12, '"answr" under "ring:" is not one of the steps', 'Did you mean "answer"?',
            id="unknown step after another",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "{rign: [answer], record: [answer], visit: [ring]}",
            12, '"rign" under "key:" is not one of the steps', 'Did you mean "ring"?',
            id="unknown step before another",
        ),
        pytest.param(
            "[answer, [ring, record], visit]",
            "\n  ring: [answer, visit]\n  record: [ring]\n  visit: [record]", 14,
            'in a circle: "record" before "visit" before "ring" before "record".',
            "no step comes before itself", id="a circle",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "{ring: [ring], record: [answer], visit: [ring]}",
            12, 'in a circle: "ring" before "ring".', "no step comes before itself",
            id="a step after itself",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "{ring: [answer], visit: [ring]}", 12,
            'the key does not say what "record" comes before or after', "record: [ring]",
            id="a step that stands nowhere",
        ),
        pytest.param(
            "[answer, [ring, record], visit]", "[[record, ring], answer, visit]", 6,
            "the steps are written in a right order", "Write the lines in another order",
            id="given away",
        ),
        pytest.param(
            "  visit: Others decide that with you.\n", "", 13,
            '"why:" has no reason for the step "visit"', "Add a line visit:", id="missing reason",
        ),
        pytest.param(
            "why:\n", "why:\n  shout: Never.\n", 14, '"shout" under "why:" is not one of the steps',
            "Write one of record, ring, answer, visit.", id="reason for no step",
        ),
        pytest.param(
            "  ring: Ring the duty manager.\n", "  ring: WRITE down his words!\n", 8,
            '"record" and "ring" under "steps:" say the same',
            "change its words", id="two steps alike",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake in a question is said with its line, the author's own word, and the mending."""
    found = faults_of(changed(ORDERING, old, new))
    assert any(
        each.line == line and problem in each.problem and fix in each.fix for each in found
    ), "\n".join(map(str, found))


def test_two_steps_are_too_few():
    """Two steps that are not written in the right order can only stand in the other."""
    (fault,) = faults_of("kind: ordering\npoints: 1\nprompt: What?\nsteps: {a: One, b: Two}\n")
    assert '"steps:" must be a list of 3 or more' in fault.problem


def test_all_faults_are_told_at_once():
    """An unknown step, a step twice, one missing, one circle and the next: all in one go."""
    listed = changed(ORDERING, "[answer, [ring, record], visit]", "[answr, [ring, ring], visit]")
    assert [each.problem.split('"')[1] for each in faults_of(listed)] == [
        "answr", "key:", "key:", "ring",
    ]  # fmt: skip
    circles = "{ring: [answer], answer: [ring], record: [visit], visit: [record]}"
    found = faults_of(changed(ORDERING, "[answer, [ring, record], visit]", circles))
    assert [each.problem for each in found] == [
        'the key goes round in a circle: "record" before "visit" before "record".',
        'the key goes round in a circle: "ring" before "answer" before "ring".',
    ]


DATA = {
    "steps": {"record": "One", "ring": "Two", "answer": "Three", "visit": "Four"},
    "key": ["answer", ["ring", "record"], "visit"],
    "why": dict.fromkeys(["record", "ring", "answer", "visit"], "Because."),
}
COMMON = {"name": "any", "kind": "ordering", "prompt": "What?", "points": 1.0}
SHAPES = st.recursive(
    st.sampled_from([None, True, 0, 1.5, "", "ring", "answer", "visit", "record", "x"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["ring", "answer", "visit", "x", 1, None]), inner)
    ),
    max_leaves=8,
)


@given(st.sampled_from(["key", "why", "steps"]), SHAPES)
def test_whatever_is_written_is_read_or_told(entry, value):
    """Any shape under any entry gives a question that can be marked, or faults; never an error."""
    data = dict(DATA, **{entry: value})
    reader = Reader(data=data)
    read = KINDS["ordering"].read(reader, COMMON)
    assert reader.faults or (read is not None and read.has_key)
    if not reader.faults:
        assert mark(read, [each.id for each in explained_order(read)]).share == 1.0


def explained_order(asked: OrderingQuestion) -> list[Option]:
    """Return the steps in the right order that the preview shows."""
    by_text = {each.text: each for each in asked.steps}
    return [by_text[each.about] for each in explain(asked)]
