"""Promises about questions rated against a panel, and about what a panel's votes are worth."""

import re
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from graders.kinds import Option
from graders.kinds.grid import Item
from graders.kinds.judgement import (
    JudgementKey,
    JudgementQuestion,
    doubts,
    explain,
    mark,
    parse,
)
from graders.kinds.panel import agreed_on, credits_of, most_chosen
from tests.graders.written import changed, faults_of, question

ROOT = Path(__file__).parents[2]

# The line that names the question is line 1, so "kind:" stands on line 2.
JUDGEMENT = """\
kind: judgement
points: 2
prompt: How appropriate is each of these?
scale:
  good: Appropriate
  fair: Acceptable
  bad: Inappropriate
items:
  ring: Ring her tonight.
  wait: Wait until Monday.
### BEGIN HIDDEN TESTS
key:
  origin: panel
  counts: both
  practitioners:
    ring: {good: 6, fair: 4}
    wait: {fair: 3, bad: 7}
  ebe:
    ring: {good: 1, fair: 3}
    wait: {bad: 4}
why:
  ring: She hears from you while it matters.
  wait: She waits two days for a word.
facts: [S1]
### END HIDDEN TESTS
"""

SCALE = ["-2", "-1", "0", "+1", "+2"]

VOTES = st.dictionaries(st.sampled_from(SCALE), st.integers(0, 30)).filter(
    lambda votes: any(votes.values())
)
PANELS = st.lists(VOTES, min_size=1, max_size=2)


def judgement_of(votes: dict[str, dict[str, int]], *, counts="practitioners", ebe=None):
    """Return a question whose items a panel rated so, on a scale of five."""
    return JudgementQuestion(
        name="law",
        kind="judgement",
        prompt="How likely?",
        points=2.0,
        scale=tuple(Option(id=each, text=f"Rating {each}") for each in SCALE),
        items=tuple(Item(id=each, lines=(f"Thing {each}.",)) for each in votes),
        key=JudgementKey(
            origin="panel",
            counts=counts,
            practitioners=votes,
            ebe=ebe or {},
            why=dict.fromkeys(votes, "Because."),
        ),
    )


# We could read no published example with its figures, so these are our own. The formula
# is published: "aggregate", n(i) / n(mode), in table 2 of M. Goos and others, BMC Surgery
# 16:57 (2016).
@pytest.mark.parametrize(
    ("votes", "earned"),
    [
        pytest.param("0 0 3 9 3", "0 0 1/3 1 1/3", id="one most chosen"),
        pytest.param("0 0 0 15 0", "0 0 0 1 0", id="all agree"),
        pytest.param("2 6 6 1 0", "1/3 1 1 1/6 0", id="two most chosen"),
        pytest.param("3 3 3 3 3", "1 1 1 1 1", id="no agreement at all"),
        pytest.param("0 1 0 0 0", "0 1 0 0 0", id="a panel of one"),
    ],
)
def test_a_rating_earns_its_votes_by_those_of_the_most_chosen(votes, earned):
    """n ÷ n of the mode: what most chose earns all, what nobody chose nothing."""
    given_votes = dict(zip(SCALE, map(int, votes.split()), strict=True))
    by_hand = [eval_fraction(each) for each in earned.split()]
    assert list(credits_of(SCALE, [given_votes]).values()) == pytest.approx(by_hand)


def eval_fraction(text: str) -> float:
    """Return "1/3" as a number."""
    over, _, under = text.partition("/")
    return int(over) / int(under or 1)


@pytest.mark.parametrize(
    ("one", "other", "earned"),
    [
        # 6/10 + 1/5 = 4/5 and 4/10 + 3/5 = 1
        pytest.param(
            {"-2": 6, "-1": 4}, {"-2": 1, "-1": 3, "0": 1}, "4/5 1 1/5 0 0", id="they differ"
        ),
        pytest.param({"+1": 5}, {"+2": 1}, "0 0 0 1 1", id="five to one, and both in full"),
        # 0: 4/10 + 2/5, the ends: 6/10 and 3/5
        pytest.param(
            {"-2": 6, "0": 4}, {"0": 2, "+2": 3}, "3/4 0 1 0 3/4", id="the best is nobody's first"
        ),
        pytest.param({"0": 7}, {"0": 2}, "0 0 1 0 0", id="all agree"),
    ],
)
def test_two_groups_weigh_alike_whatever_their_size(one, other, earned):
    """The shares of both are added, and the highest sum is the full mark."""
    by_hand = [eval_fraction(each) for each in earned.split()]
    assert list(credits_of(SCALE, [one, other]).values()) == pytest.approx(by_hand)


@given(PANELS)
def test_the_full_mark_is_in_reach_and_nothing_is_below_nothing(groups):
    """Whatever a panel says, some rating earns exactly 1, and none less than 0."""
    earned = credits_of(SCALE, groups).values()
    assert max(earned) == 1.0
    assert min(earned) >= 0.0


@given(PANELS)
def test_what_nobody_chose_earns_nothing_and_what_somebody_chose_earns_something(groups):
    """A credit above 0 is somebody's vote."""
    for rating, earned in credits_of(SCALE, groups).items():
        assert (earned > 0) == any(votes.get(rating, 0) for votes in groups)


@given(VOTES)
def test_one_group_earns_by_its_votes(votes):
    """With one group the shares cancel out: votes ÷ votes of the most chosen."""
    most = max(votes.values())
    for rating, earned in credits_of(SCALE, [votes]).items():
        assert earned == pytest.approx(votes.get(rating, 0) / most)


@given(VOTES, VOTES, st.integers(2, 50))
def test_a_larger_group_weighs_no_more(one, other, times):
    """Many times as many people who say the same change nothing, nor does who is named first."""
    larger = {rating: times * count for rating, count in one.items()}
    assert credits_of(SCALE, [larger, other]) == credits_of(SCALE, [one, other])
    assert credits_of(SCALE, [other, one]) == credits_of(SCALE, [one, other])


@given(VOTES)
def test_groups_that_say_the_same_are_one(votes):
    """Where both groups vote alike, both together give the credits of either."""
    assert credits_of(SCALE, [votes, votes]) == credits_of(SCALE, [votes])


@given(PANELS, st.sampled_from(SCALE))
def test_one_more_vote_never_lowers_a_rating(groups, rating):
    """Whoever joins a panel never takes from the rating they vote for."""
    first, *others = groups
    more = {**first, rating: first.get(rating, 0) + 1}
    before, after = credits_of(SCALE, [first, *others]), credits_of(SCALE, [more, *others])
    assert after[rating] >= before[rating]


@given(PANELS)
def test_names_of_ratings_change_nothing(groups):
    """The same votes earn the same under other names."""
    named = [{f"new{rating}": count for rating, count in votes.items()} for votes in groups]
    earned = credits_of([f"new{rating}" for rating in SCALE], named)
    assert list(earned.values()) == list(credits_of(SCALE, groups).values())


@given(PANELS)
def test_a_panel_agrees_if_all_chose_one_rating(groups):
    """One rating has every vote, or nothing is agreed on."""
    agreed = agreed_on(groups)
    everybody = [r for r in SCALE if all(v.get(r, 0) == sum(v.values()) for v in groups)]
    assert [agreed] == (everybody or [None])


@given(VOTES)
def test_most_chosen_is_what_earns_the_full_mark(votes):
    """With one group, the most chosen ratings are those with a credit of 1."""
    earned = credits_of(SCALE, [votes])
    assert most_chosen(SCALE, votes) == tuple(r for r in SCALE if earned[r] == 1)


@st.composite
def answered(draw):
    """Draw votes on some items, and an answer that may be half done."""
    names = [f"i{n}" for n in range(draw(st.integers(2, 5)))]
    votes = {name: draw(VOTES) for name in names}
    rating = st.sampled_from(SCALE)
    return votes, {name: draw(rating) for name in names if draw(st.booleans())}


@given(answered())
def test_a_mark_is_the_mean_over_all_items(drawn):
    """Each item weighs the same, and one left open earns nothing."""
    votes, answer = drawn
    earned = [
        credits_of(SCALE, [votes[name]])[answer[name]] if name in answer else 0.0 for name in votes
    ]
    verdict = mark(judgement_of(votes), answer)
    assert verdict.share == pytest.approx(sum(earned) / len(votes))
    assert 0.0 <= verdict.share <= 1.0
    assert verdict.answered == bool(answer)


@given(answered(), st.randoms(use_true_random=False))
def test_a_better_rating_never_earns_less_and_order_changes_nothing(drawn, random):
    """What most chose is never worse than what somebody chose, wherever the item stands."""
    votes, answer = drawn
    share = mark(judgement_of(votes), answer).share
    for name in votes:
        best = most_chosen(SCALE, votes[name])[0]
        assert mark(judgement_of(votes), {**answer, name: best}).share >= share
    names = list(votes)
    random.shuffle(names)
    shuffled = judgement_of({name: votes[name] for name in names})
    assert mark(shuffled, answer).share == pytest.approx(share)


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        # good: 6/10 + 1/4 = 17/20, fair: 4/10 + 3/4 = 23/20
        pytest.param("both", {"good": 17 / 23, "fair": 1.0, "bad": 0.0}, id="both"),
        pytest.param("practitioners", {"good": 1.0, "fair": 2 / 3, "bad": 0.0}, id="one"),
        pytest.param("ebe", {"good": 1 / 3, "fair": 1.0, "bad": 0.0}, id="the other"),
    ],
)
def test_those_count_whom_the_key_names(counts, shares):
    """The mark is that of the group that counts, or of both weighing alike."""
    asked = question(changed(JUDGEMENT, "counts: both", f"counts: {counts}"))
    earned = {r: mark(asked, {"ring": r, "wait": "bad"}).share for r in shares}
    assert earned == pytest.approx({r: (share + 1) / 2 for r, share in shares.items()})


def test_blank_is_told_from_wrong():
    """Nothing rated earns 0 and counts as unanswered; what nobody chose earns 0 and is answered."""
    asked = question(JUDGEMENT)
    blank = mark(asked, parse(asked, {"ring": []}))
    assert (blank.share, blank.answered, blank.remarks) == (0.0, False, ())
    wrong = mark(asked, parse(asked, {"ring": ["bad"], "wait": ["good"]}))
    assert (wrong.share, wrong.answered) == (0.0, True)


def test_feedback_says_what_a_rating_earns_and_where_the_groups_differ():
    """Each item has what was chosen, what it earns, the reason, and the two groups' difference."""
    verdict = mark(question(JUDGEMENT), {"ring": "good"})
    ring, wait = verdict.remarks
    assert (ring.about, ring.says) == (
        "Ring her tonight.",
        "You chose “Appropriate”. It earns 74% of its part",
    )
    assert ring.why == (
        "She hears from you while it matters. On this the two groups differ: practitioners most "
        "often said “Appropriate”, experts by experience “Acceptable”."
    )
    assert wait.says == "You left this open, so it earns nothing"
    assert wait.why == "She waits two days for a word."
    assert verdict.strongest == (
        "Acceptable: Ring her tonight.",
        "Inappropriate: Wait until Monday.",
    )


def test_a_group_that_does_not_count_is_heard():
    """Where one group's votes make the mark, feedback still says how the other differs."""
    asked = question(changed(JUDGEMENT, "counts: both", "counts: practitioners"))
    ring, _ = mark(asked, {"ring": "good"}).remarks
    assert ring.says == "You chose “Appropriate”. It earns in full"
    assert "experts by experience “Acceptable”" in ring.why
    assert "Votes of experts by experience (not counted): Appropriate 1" in explain(asked)[0].why


@pytest.mark.parametrize(
    ("ring", "differ"),
    [
        pytest.param("{fair: 3}", True, id="another rating"),
        pytest.param("{fair: 3, bad: 3}", True, id="two others"),
        pytest.param("{good: 3, bad: 3}", False, id="a tie with the same among them"),
        pytest.param("{good: 3, bad: 1}", False, id="the same"),
    ],
)
def test_groups_differ_where_no_first_choice_is_shared(ring, differ):
    """A tie that holds the other group's first choice is no difference."""
    asked = question(changed(JUDGEMENT, "ring: {good: 1, fair: 3}", f"ring: {ring}"))
    remark, _ = mark(asked, {"ring": "good"}).remarks
    assert ("the two groups differ" in remark.why) == differ


def test_illustrative_figures_are_called_so():
    """Nobody takes figures that no panel gave for a panel's: neither student nor author."""
    asked = question(changed(JUDGEMENT, "origin: panel", "origin: illustrative"))
    for first, *_ in (mark(asked, {"ring": "good"}).remarks, explain(asked)):
        assert first.says == "No panel has sat yet: the figures are illustrative"
    ring = mark(asked, {"ring": "good"}).remarks[1]
    assert "In the illustrative figures the two groups differ" in ring.why
    assert "Illustrative votes of practitioners: Appropriate 6" in explain(asked)[1].why
    panel = question(JUDGEMENT)
    for remarks in (mark(panel, {"ring": "good"}).remarks, explain(panel)):
        assert not any("llustrative" in each.says + each.why for each in remarks)


def test_the_author_sees_what_each_rating_earns_and_who_voted_how():
    """The preview says every rating of every item, and the votes behind it."""
    ring, _ = explain(question(JUDGEMENT))
    assert ring.says == "Appropriate: 74%; Acceptable: 100%; Inappropriate: 0%"
    assert ring.why == (
        "She hears from you while it matters. Votes of practitioners: Appropriate 6, "
        "Acceptable 4. Votes of experts by experience: Appropriate 1, Acceptable 3."
    )


@pytest.mark.parametrize(
    ("counts", "wait", "easy"),
    [
        pytest.param("both", "{fair: 3, bad: 7}", False, id="not all agree"),
        pytest.param("both", "{bad: 7}", True, id="all agree"),
        pytest.param("both", "{good: 0, bad: 7}", True, id="all agree, and nought is written"),
        pytest.param("ebe", "{fair: 3, bad: 7}", True, id="all who count agree"),
    ],
)
def test_an_item_on_which_all_agree_is_doubted(counts, wait, easy):
    """What everybody whose votes count rates the same is too easy for this kind."""
    body = changed(JUDGEMENT, "counts: both", f"counts: {counts}")
    found = list(doubts(question(changed(body, "wait: {fair: 3, bad: 7}", f"wait: {wait}"))))
    assert [each for each in found if "“Wait until Monday.”" in each] == found
    assert bool(found) == easy


def test_a_rating_that_pays_for_everything_is_doubted():
    """Above two thirds of the points for one rating throughout, the author is told."""
    middle = {"a": {"-1": 3, "0": 4}, "b": {"0": 3, "+1": 4}}
    (said,) = [each for each in doubts(judgement_of(middle)) if "rates everything" in each]
    assert said.startswith("Whoever rates everything “Rating 0” earns 88% of the points.")
    ends = {"a": {"-2": 6, "-1": 4}, "b": {"+2": 6, "+1": 4}}
    assert list(doubts(judgement_of(ends))) == []


def test_without_a_key_nothing_is_doubted():
    """A student's copy has no votes to think about."""
    assert list(doubts(evolve(question(JUDGEMENT), key=None))) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "origin: panel", "origin: real", 14, '"origin:" under "key:" must be one of panel',
            "origin: illustrative if nobody has voted yet", id="no such origin",
        ),
        pytest.param(
            "  origin: panel\n", "", 13, "it is missing", "Write origin: panel", id="no origin",
        ),
        pytest.param(
            "counts: both", "counts: practitoners", 15, 'it is not "practitoners"',
            'Did you mean "practitioners"?', id="no such group counts",
        ),
        pytest.param(
            "counts: both", "counts: [practitioners, ebe]", 15, '"counts:" under "key:" must be',
            "counts: both", id="a list of groups",
        ),
        pytest.param(
            "  ebe:\n    ring: {good: 1, fair: 3}\n    wait: {bad: 4}\n", "", 15,
            '"counts: both" needs the votes under "ebe:", and there are none',
            "Add ebe:", id="a counting group missing",
        ),
        pytest.param(
            "  ebe:\n    ring: {good: 1, fair: 3}\n    wait: {bad: 4}\n", "  ebe: 4\n", 19,
            '"ebe:" under "key:" must give the votes on each item', "such as ring: {good: 3",
            id="votes that are a number",
        ),
        pytest.param(
            "  ebe:\n", "  eeb: {}\n  ebe:\n", 19, '"eeb" under "key:" is not one of the entries',
            'Did you mean "ebe"?', id="an unknown entry of the key",
        ),
        pytest.param(
            "    wait: {bad: 4}\n", "", 19, '"ebe:" has no votes on the item "wait"',
            "Add a line such as wait: {good: 3, bad: 7}", id="an item without votes",
        ),
        pytest.param(
            "wait: {bad: 4}", "wait: {bad: 0}", 21, 'nobody under "ebe:" voted on the item "wait"',
            "or remove the item", id="an item with no vote above 0",
        ),
        pytest.param(
            "wait: {bad: 4}", "wait: {}", 21, 'nobody under "ebe:" voted on the item "wait"',
            "wait: {good: 3, bad: 7}", id="an item with empty votes",
        ),
        pytest.param(
            "wait: {bad: 4}", "wait: bad", 21, '"wait:" under "ebe:" must give votes by rating',
            "Write wait: {good: 3, bad: 7}", id="a rating for votes",
        ),
        pytest.param(
            "wait: {bad: 4}", "wait: {bda: 4}", 21, '"bda" under "wait:" is not one of the ratings',
            'Did you mean "bad"?', id="no such rating",
        ),
        pytest.param(
            "    wait: {bad: 4}", "    wait: {bad: 4}\n    wiat: {bad: 4}", 22,
            '"wiat" under "ebe:" is not one of the items', 'Did you mean "wait"?',
            id="votes on no item",
        ),
        pytest.param(
            "wait: {bad: 4}", "wait: {fair: 1, bad: -4}", 21, 'whole number, 0 or more, not "-4"',
            "Write bad: and how many", id="votes below 0",
        ),
        pytest.param(
            "wait: {bad: 4}", "wait: {bad: 0.4}", 21, 'not "0.4"', "how many", id="a share",
        ),
        pytest.param(
            "wait: {bad: 4}", "wait: {bad: 4.0}", 21, 'not "4.0"', "how many", id="not whole",
        ),
        pytest.param(
            "wait: {bad: 4}", "wait: {bad: true}", 21, 'not "True"', "how many", id="a truth",
        ),
        pytest.param(
            "wait: {bad: 4}", "wait: {bad: four}", 21, 'not "four"', "how many", id="a word",
        ),
        pytest.param(
            "    wait: {fair: 3, bad: 7}", "    wait: {fair: 9, bad: 1}", 13,
            'whoever rates every item "fair" earns all of the points', "Add an item",
            id="one rating earns everything",
        ),
        pytest.param(
            "  wait: She waits two days for a word.\n", "", 22,
            'no reason for the item "wait"', "Add a line wait:", id="missing reason",
        ),
        pytest.param(
            "fair: Acceptable", "fair: appropriate.", 7,
            '"good" and "fair" under "scale:" say the same', "change its words",
            id="two ratings alike",
        ),
        pytest.param(
            "items:\n", "".join(f"  r{n}: Rating {n}\n" for n in range(5)) + "items:\n", 5,
            '"scale:" has 8 lines, and 7 are the most', "Leave 7", id="eight ratings",
        ),
        pytest.param(
            "ring: Ring her tonight.", "ring: {thinking: She is well.}", 10,
            'must be a text, or a pair of "thinking:" and "new:"', "Write thinking:",
            id="half a pair",
        ),
        pytest.param(
            "ring: Ring her tonight.", "ring: {thinking: She is well., new: 5}", 10,
            'must be a text, or a pair of "thinking:" and "new:"', "both as texts",
            id="a pair with a number",
        ),
        pytest.param(
            "ring: Ring her tonight.", "ring: [a, b]", 10, '"ring:" under "items:" must be text',
            "Write the text", id="an item that is a list",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake in a question is said with its line, the author's own word, and the mending."""
    body = changed(JUDGEMENT, old, new)
    if "earns all" in problem:
        body = changed(body, "wait: {bad: 4}", "wait: {fair: 4}")
    (found,) = faults_of(body)
    assert found.line == line
    assert problem in found.problem
    assert fix in found.fix


def test_every_bad_vote_is_told_at_once():
    """An author mends all votes in one go."""
    body = changed(JUDGEMENT, "ring: {good: 6, fair: 4}", "ring: {good: 60%, fair: 40%}")
    body = changed(body, "wait: {bad: 4}", "wait: {bad: many}")
    assert [fault.line for fault in faults_of(body)] == [17, 17, 21]


def test_signs_tell_ratings_apart():
    """A scale of -2 to +2 has no two ratings alike."""
    scale = "scale:\n" + "".join(f"  r{n}: '{n:+d}'\n" for n in range(-2, 3))
    body = re.sub(r"scale:\n(  .*\n)+(?=items)", scale, JUDGEMENT.partition("### BEGIN")[0])
    assert [each.text for each in question(body).scale] == ["-2", "-1", "+0", "+1", "+2"]


def test_the_page_shows_pairs_as_they_are_written():
    """The page's example of new facts loads, and reads as the page says."""
    page = (ROOT / "docs/questions/judgement.md").read_text("utf-8")
    (shown,) = re.findall(r"^```text\n(prompt: .*?)^```", page, re.DOTALL | re.MULTILINE)
    asked = question(f"kind: judgement\npoints: 2\n{shown}")
    assert asked.items[0].text in page
    assert len(asked.items) == 2
