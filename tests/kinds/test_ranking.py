"""Promises about questions with responses to rank against a panel's order."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.kinds import KINDS, Option, Reader
from graders.kinds.ranking import (
    RankingKey,
    RankingQuestion,
    distance,
    doubts,
    explain,
    longest_is_right,
    mark,
    share_of_ranking,
)
from tests.graders.written import changed, faults_of, question, without_key

# "kind:" stands on line 2, "responses:" on line 6, "key:" on line 12, "why:" on line 17.
RANKING = """\
kind: ranking
outcomes: [answer]
points: 2
prompt: Rank these.
responses:
  ring: Ring him.
  wait: Wait for the review.
  reply: Answer under his post.
  ask: Ask him how he wants to be answered.
### BEGIN HIDDEN TESTS
key:
  origin: panel
  counts: both
  practitioners: [ask, ring, reply, wait]
  ebe: [ring, ask, reply, wait]
why:
  ring: He has asked for it.
  wait: He has waited.
  reply: Others read it.
  ask: It is his to say.
facts: [S1]
### END HIDDEN TESTS
"""


def ranking_of(orders, counts="both", origin="panel") -> RankingQuestion:
    """Return a question on which a panel gave one order or two."""
    ids = sorted(orders[0])
    groups = ("practitioners", "ebe") if len(orders) > 1 else ("practitioners",)
    return RankingQuestion(
        name="law",
        kind="ranking",
        prompt="Rank.",
        points=2.0,
        responses=tuple(Option(id=each, text=f"Do {each}.") for each in ids),
        key=RankingKey(
            origin=origin,
            counts=counts if len(orders) > 1 else "practitioners",
            orders={group: tuple(order) for group, order in zip(groups, orders, strict=True)},
            why=dict.fromkeys(ids, "Because."),
        ),
    )


def orders_of(ids):
    """Draw an order of *ids*."""
    return st.permutations(ids).map(tuple)


@st.composite
def ranked(draw, most=6):
    """Draw the order or the two orders of a panel, and a ranking."""
    ids = "ABCDEFG"[: draw(st.integers(3, most))]
    orders = draw(st.lists(orders_of(ids), min_size=1, max_size=2))
    return orders, draw(orders_of(ids))


@pytest.mark.parametrize(
    ("placed", "twelfths"),
    [
        pytest.param("CABED", 12, id="right"),
        pytest.param("ACBED", 10, id="published: two neighbours the wrong way round"),
        pytest.param("ACBDE", 8, id="two pairs of neighbours"),
        pytest.param("BACED", 8, id="first and third the wrong way round"),
        pytest.param("DCABE", 4, id="last first"),
        pytest.param("DEBAC", 0, id="reversed"),
        pytest.param("DEBCA", 0, id="as far off as reversed"),
        pytest.param("CABE", 12, id="all but the last, which has one place left"),
        pytest.param("CAB", 10, id="the first three"),
        pytest.param("C", 4, id="the first"),
        pytest.param("D", 0, id="the last, first"),
    ],
)
def test_nearness_to_the_panel_s_order_earns(placed, twelfths):
    """Of five, each place off costs a twelfth; what is missing is taken as far off as can be.

    The case marked as published is the worked example of mcqbank.co.uk, "Situational
    Judgement Test Marking Scheme for GPST Stage 2": ACBED where the key is CABED earns 10
    of 12.
    """
    assert share_of_ranking(placed, ["CABED"]) == pytest.approx(twelfths / 12)


def test_a_mark_out_of_twenty_says_the_same():
    """Each ranking of five: what a mark of 8 to 20 has above 8, of 12, is our share.

    The table is that of imperialendo.co.uk, "Ranked questions and Situational Judgement
    Tests": 4 for the keyed rank, 1 less for each place off; 8 of 20 is the worst.
    """
    by_keyed_rank = ["43210", "34321", "23432", "12343", "01234"]
    worst = 20
    for placed in permutations("ABCDE"):
        marks = sum(
            int(by_keyed_rank["ABCDE".index(each)][place]) for place, each in enumerate(placed)
        )
        worst = min(worst, marks)
        assert share_of_ranking(placed, ["ABCDE"]) == pytest.approx((marks - 8) / 12)
    assert worst == 8


@pytest.mark.parametrize("count", range(3, 8))
def test_one_order_has_known_bounds_and_a_known_average(count):
    """The footrule goes from 0 to n² ÷ 2, rounded down, and is (n² - 1) ÷ 3 on average."""
    ids = "ABCDEFG"[:count]
    distances = [distance(ids, each) for each in permutations(ids)]
    assert (min(distances), max(distances)) == (0, count**2 // 2)
    assert sum(distances) / len(distances) == pytest.approx((count**2 - 1) / 3)


@pytest.mark.parametrize(
    ("count", "by_hand"),
    [(3, 1 / 3), (4, 3 / 8), (5, 1 / 3), (6, 19 / 54), (7, 1 / 3)],
)
def test_a_ranking_drawn_by_lot_earns_about_a_third(count, by_hand):
    """Guessing against one order is worth 1 - ((n² - 1) ÷ 3) ÷ (n² ÷ 2, rounded down)."""
    ids = "ABCDEFG"[:count]
    shares = [share_of_ranking(each, [ids]) for each in permutations(ids)]
    assert sum(shares) / len(shares) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(1 - ((count**2 - 1) / 3) / (count**2 // 2))


@pytest.mark.parametrize("count", [3, 4, 5])
def test_no_two_orders_leave_nothing_to_tell(count):
    """However two groups differ, some ranking earns less than theirs: none divides by zero."""
    ids = "ABCDE"[:count]
    for other in permutations(ids):
        orders = [tuple(ids), other]
        shares = {share_of_ranking(each, orders) for each in permutations(ids)}
        assert min(shares) == 0.0
        assert max(shares) == 1.0


@given(ranked())
def test_a_share_is_between_nothing_and_all(drawn):
    """However much of it is placed, a ranking earns from nothing to all."""
    orders, ranking = drawn
    for count in range(1, len(ranking) + 1):
        assert 0.0 <= mark(ranking_of(orders), ranking[:count]).share <= 1.0


@given(ranked())
def test_either_group_s_order_earns_the_full_mark(drawn):
    """Where both count alike, whoever ranks as one of them is right."""
    orders, _ = drawn
    assert [mark(ranking_of(orders), each).share for each in orders] == [1.0] * len(orders)


@given(ranked())
def test_of_one_order_only_that_order_earns_all_and_its_mirror_nothing(drawn):
    """There is no credit both ways: reversed earns nothing."""
    [order, *_], ranking = drawn
    asked = ranking_of([order])
    assert (mark(asked, ranking).share == 1.0) == (ranking == order)
    assert mark(asked, order[::-1]).share == 0.0


@given(ranked())
def test_a_better_ranking_never_earns_less(drawn):
    """Fewer places off never earns less, and placing one more never costs anything."""
    orders, ranking = drawn
    asked = ranking_of(orders)
    share = mark(asked, ranking).share
    for at in range(len(ranking) - 1):
        swapped = (*ranking[:at], ranking[at + 1], ranking[at], *ranking[at + 2 :])
        nearer = sum(distance(each, swapped) - distance(each, ranking) for each in orders)
        assert (mark(asked, swapped).share > share) == (nearer < 0)
        assert mark(asked, ranking[: at + 2]).share >= mark(asked, ranking[: at + 1]).share


@given(ranked())
def test_a_half_done_ranking_earns_what_its_worst_end_would(drawn):
    """What is not placed counts as far off as it can be, and no further."""
    orders, ranking = drawn
    asked = ranking_of(orders)
    for count in range(1, len(ranking)):
        ends = [(*ranking[:count], *rest) for rest in permutations(ranking[count:])]
        worst = min(mark(asked, each).share for each in ends)
        assert mark(asked, ranking[:count]).share == pytest.approx(worst)


@given(ranked())
def test_both_groups_weigh_alike(drawn):
    """It makes no difference which group gave which order."""
    orders, ranking = drawn
    here, there = mark(ranking_of(orders), ranking), mark(ranking_of(orders[::-1]), ranking)
    assert here.share == there.share


@given(ranked(), st.randoms(use_true_random=False))
def test_names_change_nothing(drawn, random):
    """The same ranking earns the same under other names."""
    orders, ranking = drawn
    names = list(ranking)
    random.shuffle(names)
    new = dict(zip(sorted(ranking), names, strict=True))
    renamed = ranking_of([tuple(new[each] for each in order) for order in orders])
    assert mark(renamed, [new[e] for e in ranking]).share == mark(ranking_of(orders), ranking).share


@given(ranked())
def test_blank_earns_nothing(drawn):
    """Nothing placed earns nothing and is not taken for an answer; one placed is one."""
    orders, ranking = drawn
    blank = mark(ranking_of(orders), ())
    assert (blank.share, blank.answered, blank.remarks) == (0.0, False, ())
    assert mark(ranking_of(orders), ranking[:1]).answered


@pytest.mark.parametrize(
    ("counts", "practitioners", "ebe"),
    [
        pytest.param("practitioners", 1.0, 6 / 8, id="practitioners count"),
        pytest.param("ebe", 6 / 8, 1.0, id="experts by experience count"),
        pytest.param("both", 1.0, 1.0, id="both count"),
    ],
)
def test_the_group_that_counts_decides(counts, practitioners, ebe):
    """Each group's order is kept apart; the one that does not count earns as any ranking does."""
    asked = question(changed(RANKING, "counts: both", f"counts: {counts}"))
    assert (asked.key.origin, asked.key.counts) == ("panel", counts)
    assert mark(asked, asked.key.orders["practitioners"]).share == pytest.approx(practitioners)
    assert mark(asked, asked.key.orders["ebe"]).share == pytest.approx(ebe)


def test_feedback_says_where_the_groups_differ():
    """Where practitioners and experts by experience differ, the student reads who put it where."""
    panel, *remarks = mark(question(RANKING), ["ask", "ring", "reply"]).remarks
    assert [each.says for each in remarks] == [
        "You put this 1st. Practitioners put it 1st, experts by experience 2nd",
        "You put this 2nd. Practitioners put it 2nd, experts by experience 1st",
        "You put this 3rd. Both put it 3rd",
        "You did not place this. Both put it 4th",
    ]
    assert [each.why for each in remarks] == [
        "It is his to say.", "He has asked for it.", "Others read it.", "He has waited.",
    ]  # fmt: skip
    assert panel.says == "A panel ranked these"
    assert panel.why == "They differ, and either order earns the full mark."


@pytest.mark.parametrize(
    ("old", "new", "about", "why"),
    [
        pytest.param(
            "counts: both", "counts: ebe", "The order of practitioners and experts by experience",
            "The order of experts by experience is the one that counts.", id="one of two counts",
        ),
        pytest.param(
            "ebe: [ring, ask, reply, wait]", "ebe: [ask, ring, reply, wait]",
            "The order of practitioners and experts by experience", "", id="they agree",
        ),
        pytest.param(
            "counts: both\n  practitioners: [ask, ring, reply, wait]", "counts: ebe",
            "The order of experts by experience", "", id="one group",
        ),
    ],
)  # fmt: skip
def test_feedback_says_whose_order_it_is(old, new, about, why):
    """The first remark names who ranked, and whose order counts where that is a question."""
    asked = question(changed(RANKING, old, new))
    for panel in (mark(asked, ["ask"]).remarks[0], explain(asked)[0]):
        assert (panel.about, panel.says, panel.why) == (about, "A panel ranked these", why)


def test_an_order_no_panel_gave_says_so():
    """Nobody reads what a panel put who has not sat, in feedback, preview or strongest answer."""
    asked = question(changed(RANKING, "origin: panel", "origin: illustrative"))
    for panel, *others in (mark(asked, ["ask"]).remarks, explain(asked)):
        assert panel.says == "No panel has sat yet"
        assert panel.why.startswith(
            "What practitioners and experts by experience would say here was written for the course"
        )
        assert all("would put it" in each.says for each in others)


def test_the_strongest_answer_says_where_another_order_is_as_good():
    """Where two orders earn the full mark, who is shown one of them sees the other, too."""
    assert mark(question(RANKING), ()).strongest == (
        "1st: Ask him how he wants to be answered. (experts by experience: 2nd)",
        "2nd: Ring him. (experts by experience: 1st)",
        "3rd: Answer under his post.",
        "4th: Wait for the review.",
    )


def test_the_author_sees_where_each_group_puts_each_response():
    """The preview has every response in the order written, with both groups' places."""
    assert [(each.about, each.says) for each in explain(question(RANKING))[1:]] == [
        ("Ring him.", "Practitioners put it 2nd, experts by experience 1st"),
        ("Wait for the review.", "Both put it 4th"),
        ("Answer under his post.", "Both put it 3rd"),
        (
            "Ask him how he wants to be answered.",
            "Practitioners put it 1st, experts by experience 2nd",
        ),
    ]  # fmt: skip


def test_a_longest_response_put_first_is_found():
    """Length that gives the first place away is counted where the response is one put first."""
    assert longest_is_right(question(RANKING)) == (True,)
    body = changed(
        RANKING, "Wait for the review.", "Wait for the review, and tell him when that is."
    )
    assert longest_is_right(question(body)) == (False,)


def test_an_author_is_told_when_pressing_from_the_top_earns_much():
    """Responses written nearly as a panel put them are doubted, unless the order is drawn."""
    nearly = changed(RANKING, "counts: both", "counts: practitioners")
    nearly = changed(nearly, "[ask, ring, reply, wait]", "[ring, wait, ask, reply]")
    (doubt,) = doubts(question(nearly))
    assert "earns 75% of the points" in doubt
    assert doubts(question(changed(nearly, "points: 2", "points: 2\nshuffle: true"))) == []
    assert doubts(question(without_key(nearly))) == []
    away = changed(nearly, "[ring, wait, ask, reply]", "[ask, reply, wait, ring]")
    assert doubts(question(away)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "practitioners: [ask,", "practitioners: [aks,", 15,
            '"aks" under "practitioners:" is not one of the responses', 'Did you mean "ask"?',
            id="unknown response",
        ),
        pytest.param(
            "ebe: [ring, ask, reply, wait]", "ebe: [ring, ask, wait]", 16,
            '"ebe:" does not say where "reply" stands', "Add reply at its place",
            id="a response missing",
        ),
        pytest.param(
            "ebe: [ring, ask, reply, wait]", "ebe: [ring, ask, reply, ring, wait]", 16,
            '"ring" stands twice under "ebe:"', "Name each response once", id="a response twice",
        ),
        pytest.param(
            "ebe: [ring, ask, reply, wait]", "ebe: [ring, [ask, reply], wait]", 16,
            '"ebe:" under "key:" must be a list of responses', "Write ebe: [ring, wait, reply,",
            id="a tie",
        ),
        pytest.param(
            "ebe: [ring, ask, reply, wait]", "ebe: {ring: 1, ask: 2}", 16,
            '"ebe:" under "key:" must be a list', "Write ebe: [ring,", id="places for a list",
        ),
        pytest.param(
            "  ebe: [ring, ask, reply, wait]\n", "", 14,
            'the order of experts by experience counts, and "ebe:" is missing',
            "Add a line ebe: [ring, wait, reply, ask]", id="a group that counts is missing",
        ),
        pytest.param(
            "counts: both", "counts: all", 14, '"counts:" under "key:" must be one of',
            "Write counts: practitioners", id="nobody counts",
        ),
        pytest.param(
            "  counts: both\n", "", 12,
            '"counts:" under "key:" must be one of practitioners, ebe, both',
            "Write counts: practitioners", id="not said who counts",
        ),
        pytest.param(
            "origin: panel", "origin: pannel", 13,
            '"origin:" under "key:" must be one of illustrative, panel', 'Did you mean "panel"?',
            id="unknown origin",
        ),
        pytest.param(
            "  origin: panel\n", "", 12, '"origin:" under "key:" must be one of',
            "Write origin: illustrative", id="no origin",
        ),
        pytest.param(
            "ebe: [ring", "eb: [ring", 16, '"eb" is not an entry of this key',
            'Did you mean "ebe"?', id="unknown group",
        ),
        pytest.param(
            "  wait: He has waited.\n", "", 17, '"why:" has no reason for the response "wait"',
            "Add a line wait:", id="missing reason",
        ),
        pytest.param(
            "  reply: Answer under his post.\n", "  reply: ring him\n", 9,
            '"ring" and "reply" under "responses:" say the same',
            "change its words", id="two alike",
        ),
        pytest.param(
            "practitioners: [ask, ring, reply, wait]", "practitioners: [ring, wait, reply, ask]",
            6, "written in an order that earns the full mark", "Write the lines in another order",
            id="given away",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake in a question is said with its line, the author's own word, and the mending."""
    found = faults_of(changed(RANKING, old, new))
    assert any(
        each.line == line and problem in each.problem and fix in each.fix for each in found
    ), "\n".join(map(str, found))


@pytest.mark.parametrize("key", ["[ask, ring, reply, wait]", "ask", "", "5"])
def test_a_key_must_say_where_it_comes_from(key):
    """An order alone is refused: whose it is, and whose counts, is part of the key."""
    start, end = RANKING.index("key:"), RANKING.index("why:")
    (fault,) = faults_of(f"{RANKING[:start]}key: {key}\n{RANKING[end:]}")
    assert fault.line == 12
    assert "must say where the order comes from" in fault.problem
    assert "origin: illustrative" in fault.fix


@pytest.mark.parametrize(
    ("count", "problem"),
    [
        pytest.param(2, '"responses:" must be a list of 3 or more', id="two"),
        pytest.param(8, "there are 8 responses", id="eight"),
    ],
)
def test_there_are_three_to_seven_responses(count, problem):
    """Two are a choice, and eight are more than anybody ranks with care."""
    lines = "".join(f"  r{number}: Do {number}.\n" for number in range(count))
    (fault,) = faults_of(f"kind: ranking\npoints: 1\nprompt: Rank.\nresponses:\n{lines}")
    assert (fault.line, problem in fault.problem) == (5, True)


def test_all_faults_are_told_at_once():
    """A wrong origin, nobody who counts and an order with two mistakes: all in one go."""
    body = RANKING
    for old, new in (
        ("origin: panel", "origin: us"),
        ("counts: both", "counts: us"),
        ("practitioners: [ask, ring, reply, wait]", "practitioners: [ask, ask, reply, wait]"),
    ):
        body = changed(body, old, new)
    assert [each.line for each in faults_of(body)] == [13, 14, 15, 15]


COMMON = {"name": "any", "kind": "ranking", "prompt": "Rank.", "points": 1.0}
IDS = ["ring", "wait", "reply"]
DATA = {
    "responses": dict(zip(IDS, ["One", "Two", "Three"], strict=True)),
    "key": {"origin": "panel", "counts": "ebe", "ebe": ["wait", "ring", "reply"]},
    "why": dict.fromkeys(IDS, "Because."),
}
SHAPES = st.recursive(
    st.sampled_from([None, True, 0, 1.5, "", "both", "ebe", "panel", "ring", "wait", "reply"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.permutations(IDS)
        | st.dictionaries(
            st.sampled_from(["origin", "counts", "ebe", "practitioners", "ring", 1, None]), inner
        )
    ),
    max_leaves=8,
)


@given(st.sampled_from(["key", "why", "responses"]), SHAPES)
def test_whatever_is_written_is_read_or_told(entry, value):
    """Any shape under any entry gives a question that can be marked, or faults; never an error."""
    reader = Reader(data=dict(DATA, **{entry: value}))
    read = KINDS["ranking"].read(reader, COMMON)
    assert reader.faults or (read is not None and read.has_key)
    if not reader.faults:
        assert mark(read, read.key.counting[0]).share == 1.0


@given(st.sampled_from(["origin", "counts", "ebe", "practitioners"]), SHAPES)
def test_whatever_is_written_in_a_key_is_read_or_told(entry, value):
    """The same within the key, one entry at a time."""
    reader = Reader(data={**DATA, "key": {**DATA["key"], entry: value}})
    read = KINDS["ranking"].read(reader, COMMON)
    assert reader.faults or (read is not None and read.has_key)
    if not reader.faults:
        assert mark(read, read.key.counting[0]).share == 1.0
