"""Promises about scenarios that unfold: every way is proved, and no decision is lost or undone."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from classroom.forms import form_html, static_html
from graders.kinds import NotAnAnswerError
from graders.kinds.unfolding import UnfoldingQuestion, explain, mark, may_replace, parse, press
from graders.kinds.unfolding_key import Case, Scheme
from graders.kinds.unfolding_picture import lay_out
from graders.kinds.unfolding_proof import Proof
from graders.kinds.unfolding_story import can_be_taken_back
from tests.graders.written import changed, question
from tests.kinds.forms import fields_of
from tests.kinds.unfolded import (
    BODY,
    asked_of,
    chance_of,
    every_way,
    points_by_hand,
    renamed,
    scenarios,
)


def share(asked: UnfoldingQuestion, *path: str) -> float:
    """Return the share of the points that the options in *path* earn."""
    return mark(asked, parse(asked, {"path": path})).share


@pytest.mark.parametrize(
    ("path", "by_hand"),
    [
        pytest.param("honest duty", (1 + 2) / 3, id="the best way"),
        pytest.param("wait ring duty", (0 + 0.5 + 2) / 3, id="a way back"),
        pytest.param("promise duty", (0 + 1) / 3, id="a condition that holds"),
        pytest.param("honest father", 0.25, id="an error caps 1 of 3"),
        pytest.param("wait ring father", 0.5 / 3, id="an error above what was earned"),
        pytest.param("honest", 1 / 3, id="stopped on the way"),
        pytest.param("wait sleep", 0.0, id="nothing earned"),
    ],
)
def test_decisions_add_up_and_errors_cap(path, by_hand):
    """Credits of what was decided are added; a critical error stops them at its share."""
    assert share(question(BODY), *path.split()) == pytest.approx(by_hand)


def test_blank_is_told_from_a_way_that_earns_nothing():
    """Nothing decided is not answered; decisions that earn nothing are answered, and wrong."""
    asked = question(BODY)
    blank, wrong = mark(asked, parse(asked, {})), mark(asked, parse(asked, {"path": ["wait"]}))
    assert (blank.share, blank.answered, blank.remarks) == (0.0, False, ())
    assert (wrong.share, wrong.answered) == (0.0, True)


def test_feedback_speaks_to_each_decision_and_first_to_errors():
    """What was decided, what it earned of what stood there, and why; an error comes before all."""
    verdict = mark(question(BODY), parse(question(BODY), {"path": ["wait", "ring", "father"]}))
    assert [(each.about, each.says) for each in verdict.remarks] == [
        ("Ring his father.", "At most 0.75 of 3 points, whatever else you decided"),
        ("What do you write? Tomorrow.", "Earned 0 of 1 point"),
        ("What do you do? Ring him.", "Earned 0.5 of 0.5 points"),
        ("What do you do? Ring his father.", "Earned 0 of 2 points"),
    ]
    assert [each.why for each in verdict.remarks][:2] == [
        "It puts him in danger tonight.", "He wrote tonight.",
    ]  # fmt: skip
    assert verdict.strongest == (
        "What do you write? I may have to tell.",
        "What do you do? Ring the duty manager.",
    )


def test_who_stops_reads_where():
    """A way that was left before its end says so, at the question that was not answered."""
    *_, last = mark(question(BODY), parse(question(BODY), {"path": ["wait"]})).remarks
    assert (last.about, last.says) == ("What do you do?", "You stopped here, before the end")


def test_what_takes_away_says_so():
    """A credit below 0 is said in words, and a moment without points as one."""
    body = changed(BODY, "    ring: 0.5\n", "    father: -0.5\n    wait: 0.5\n    promise: 0.5\n")
    asked = question(body)
    says = [each.says for each in mark(asked, parse(asked, {"path": ["honest", "father"]})).remarks]
    assert says[-1] == "Took away 0.5 points"
    [_, sleep] = mark(asked, parse(asked, {"path": ["wait", "sleep"]})).remarks
    assert sleep.says == "Nothing could be earned here"
    assert share(asked, "honest", "father") == pytest.approx(0.5 / 3)


def test_the_author_sees_what_every_decision_earns():
    """The preview names each option with its moment, its cases, and each critical error."""
    assert [(each.about, each.says) for each in explain(question(BODY))] == [
        ("message: I promise.", "Nothing"),
        ("message: I may have to tell.", "1 point"),
        ("message: Tomorrow.", "Nothing"),
        ("quiet: Ring him.", "0.5 points"),
        ("quiet: Go to sleep.", "Nothing"),
        ("told: Ring the duty manager.", '1 point if "promise" was chosen, else 2 points'),
        ("told: Ring his father.", "Nothing"),
        ('Critical: "father" was chosen', "0.75 of 3 points at most"),
    ]


def test_the_proof_by_hand():
    """Four ways come to "told", each goes on in two; one goes to sleep: seven ways in all."""
    proof = question(BODY).key.proof
    # By chance: a third each for promise, honest, wait; then a half each time.
    told = (1 / 3) * (1 + 0) / 2 + (1 / 3) * (3 + 0.75) / 2 + (1 / 3) * (1 / 2) * (2.5 + 0.5) / 2
    assert proof == Proof(
        ways=7,
        endings=2,
        best=3.0,
        worst=0.0,
        by_chance=pytest.approx(told),
        best_way=("honest", "duty"),
    )


# --- laws, on scenarios drawn at random ---------------------------------------------------


@pytest.mark.slow
@given(scenarios())
def test_the_proof_is_what_walking_every_way_comes_to(asked):
    """Counted by standings or walked one by one: the same ways, endings, marks and average."""
    ways = every_way(asked.story, "m0")
    marks = [points_by_hand(asked, way) for way in ways]
    proof = asked.key.proof
    assert proof.ways == len(ways)
    assert proof.best == pytest.approx(max(marks))
    assert proof.worst == pytest.approx(min(marks))
    assert points_by_hand(asked, proof.best_way) == pytest.approx(max(marks))
    expected = sum(m * chance_of(asked.story, way) for m, way in zip(marks, ways, strict=True))
    assert proof.by_chance == pytest.approx(expected)


@given(scenarios(), st.data())
def test_every_walk_earns_between_nothing_and_all(asked, data):
    """However far somebody goes, and however: a share from 0 to 1, and what it is by hand."""
    path = data.draw(st.sampled_from(every_way(asked.story, "m0")))
    for end in range(len(path) + 1):
        earned = share(asked, *path[:end])
        assert 0.0 <= earned <= 1.0
        assert earned * asked.points == pytest.approx(
            points_by_hand(asked, path[:end]) if end else 0
        )


@given(scenarios(), st.data())
def test_a_better_decision_never_earns_less(asked, data):
    """Of two ways that are alike but for one decision, worth more, the better earns no less."""
    scheme = asked.key.scheme
    path = data.draw(st.sampled_from(every_way(asked.story, "m0")))
    number = data.draw(st.integers(0, len(path) - 1))
    better = Case(credit=2.0)
    raised = Scheme(credit={**scheme.credit, path[number]: (better,)}, critical=scheme.critical)
    assert points_by_hand(asked_of(asked.story, raised, asked.points), path) == pytest.approx(
        share(asked_of(asked.story, raised, asked.points), *path) * asked.points
    )
    assert share(asked_of(asked.story, raised, asked.points), *path) >= share(asked, *path)


@given(scenarios(), st.data())
def test_names_change_nothing(asked, data):
    """The same way earns the same where moments and options are called something else."""
    path = data.draw(st.sampled_from(every_way(asked.story, "m0")))
    new = renamed(asked)
    assert share(new, *(f"new-{each}" for each in path)) == share(asked, *path)
    assert (new.key.proof.best, new.key.proof.by_chance) == pytest.approx(
        (asked.key.proof.best, asked.key.proof.by_chance)
    )


@given(scenarios(), st.lists(st.tuples(st.sampled_from(["decide", "back"]), st.integers(0, 2))))
def test_whatever_is_pressed_is_an_answer_and_follows_from_the_last(asked, presses):
    """Buttons lead from answer to answer; none takes back what is final, or can't be reached."""
    fields: dict[str, list[str]] = {}
    for button, which in presses:
        before = fields.get("path", [])
        steps = parse(asked, fields)
        here = asked.story.moments[steps[-1].option.then if steps else "m0"]
        value = before[-1] if button == "back" and before else ""
        if button == "decide" and which < len(here.options):
            value = here.options[which].id
        after = press(asked, fields, button, value)
        assert may_replace(asked, fields, after)
        if len(after.get("path", [])) < len(before):
            assert can_be_taken_back(asked.story, steps[-1].option)
            assert not may_replace(asked, after, fields) or after["path"] == before[:-1]
        fields = after


@given(scenarios(), st.data())
def test_one_answer_may_take_another_s_place_just_where_buttons_lead_there(asked, data):
    """Compared with trying every series of presses: no more is let through, and no less."""
    ways = every_way(asked.story, "m0")
    answers = sorted({way[:end] for way in ways for end in range(len(way) + 1)})
    kept = data.draw(st.sampled_from(answers))
    reached, waiting = set(), [kept]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        fields = {"path": list(path)}
        ids = [option.id for option in asked.story.options]
        nexts = [press(asked, fields, "decide", each) for each in ids]
        nexts.append(press(asked, fields, "back", path[-1] if path else ""))
        waiting += [tuple(each["path"]) for each in nexts]
    for answer in answers:
        allowed = may_replace(asked, {"path": list(kept)}, {"path": list(answer)})
        assert allowed is (answer in reached)


@given(scenarios())
def test_on_the_map_nothing_covers_anything(asked):
    """No two boxes overlap, all are within the picture, and every line leads down."""
    laid = lay_out(asked.story)
    boxes = [*laid.moments.values(), *laid.options.values()]
    for number, one in enumerate(boxes):
        assert one.x - one.width / 2 >= 0 and one.x + one.width / 2 <= laid.width
        for other in boxes[:number]:
            beside = abs(one.x - other.x) >= (one.width + other.width) / 2
            apart = one.foot <= other.y or other.foot <= one.y
            assert beside or apart
    for moment in asked.story.moments.values():
        for option in moment.options:
            down = [laid.moments[moment.name], laid.options[option.id], laid.moments[option.then]]
            assert all(one.foot < other.y for one, other in pairwise(down))


# --- the form and its buttons ---------------------------------------------------------------


def form_of(*path: str, body: str = BODY) -> BeautifulSoup:
    """Return the form as it stands after *path*."""
    return BeautifulSoup(form_html(question(body), {"path": list(path)}), "html.parser")


def test_the_form_asks_for_the_present_decision():
    """The group's name is the moment's question; its radio buttons are no part of the answer."""
    form = form_of()
    [group] = form.select("fieldset")
    assert group.legend.text.strip() == "What do you write?"
    assert [each["value"] for each in group.select("input")] == ["promise", "honest", "wait"]
    assert fields_of(str(form)) == {}
    described = form.find(id=group["aria-describedby"])
    assert "Sam asks you to tell nobody." in described.text
    [decide] = form.select("button")
    assert (decide["data-press"], decide.get("value")) == ("decide", None)
    assert {each["name"] for each in group.select("input")} == {decide["data-press"]}


def test_a_final_option_says_so_in_its_own_label():
    """Who chooses what can't be taken back has read it, in words, before."""
    labels = {each.input["value"]: each.text for each in form_of().select("label")}
    assert "This can't be taken back." in labels["promise"]
    assert "taken back" not in labels["honest"] + labels["wait"]
    static = BeautifulSoup(static_html(question(BODY)), "html.parser").select("li")
    assert ["taken back" in each.text for each in static] == [True, False, False]


def test_what_happened_stays_on_the_page():
    """Each moment, what was chosen there and what came of it stand in order, and stay."""
    items = [" ".join(each.text.split()) for each in form_of("wait", "ring").select("ol > li")]
    assert items == [
        "Sam asks you to tell nobody. What do you write? You chose: Tomorrow.",
        "Nothing comes. What do you do? You chose: Ring him.",
    ]
    [honest] = form_of("honest").select("ol > li")
    assert honest.text.strip().endswith("He writes: ok.")


def test_what_is_told_depends_on_what_was_decided():
    """Who promised is reminded of it, there and in what stays; nobody else is."""
    said = "He says that you promised."
    assert said in form_of("promise").text
    assert said in form_of("promise", "duty").select_one("ol").text
    assert said not in form_of("honest").text


def test_the_focus_goes_to_the_newest_decision():
    """After a press, reading goes on from what was just chosen; at first, from the moment."""
    assert form_of("wait", "ring").select_one("[data-focus]").text.endswith("Ring him.")
    assert form_of().select_one("[data-focus]").text == "Now"
    for form in (form_of(), form_of("wait"), form_of("honest", "duty")):
        assert all(each["tabindex"] == "-1" for each in form.select("[data-focus]"))


@pytest.mark.parametrize(
    ("path", "buttons"),
    [
        pytest.param("", ["decide"], id="at first"),
        pytest.param("wait", ["decide"], id="where one may not go back"),
        pytest.param("honest", ["decide", "back"], id="where one may"),
        pytest.param("promise", ["decide"], id="after a final decision"),
        pytest.param("honest duty", [], id="at an ending"),
    ],
)
def test_only_buttons_that_do_something_are_there(path, buttons):
    """One may go back only where the author says so, and never from what is final."""
    form = form_of(*path.split())
    assert [each["data-press"] for each in form.select("button")] == buttons
    assert bool(form.select("fieldset")) is ("decide" in buttons)


def test_an_ending_may_lead_back():
    """At an ending with back: true the last decision can be taken anew."""
    body = changed(BODY, "    says: It is morning.\n", "    says: It is morning.\n    back: true\n")
    assert [b["data-press"] for b in form_of("wait", "sleep", body=body).select("button")] == [
        "back"
    ]
    assert press(question(body), {"path": ["wait", "sleep"]}, "back", "sleep") == {"path": ["wait"]}


@pytest.mark.parametrize(
    ("path", "button", "value", "after"),
    [
        pytest.param("", "decide", "honest", "honest", id="decide"),
        pytest.param("", "decide", "", "", id="nothing chosen"),
        pytest.param("", "decide", "duty", "", id="not on offer here"),
        pytest.param("honest", "decide", "honest", "honest", id="pressed twice in haste"),
        pytest.param("honest", "back", "honest", "", id="back"),
        pytest.param("wait ring", "back", "ring", "wait", id="back one decision"),
        pytest.param("wait", "back", "ring", "wait", id="back twice in haste"),
        pytest.param("promise", "back", "promise", "promise", id="what is final stays"),
        pytest.param("wait", "back", "wait", "wait", id="no way back from here"),
        pytest.param("honest duty", "decide", "father", "honest duty", id="after the end"),
        pytest.param("honest", "again", "", "honest", id="begin again, not in practice"),
        pytest.param("honest", "undo", "", "honest", id="a button there is not"),
    ],
)
def test_a_press_changes_just_what_it_may(path, button, value, after):
    """A decision is added, or the last one taken back where it may be; all else changes nothing."""
    fields = {"path": path.split()} if path else {}
    assert press(question(BODY), fields, button, value).get("path", []) == after.split()


def test_practice_can_begin_again():
    """In a module every way can be tried, final decisions too."""
    body = changed(BODY, "points: 3", "points: 3\npractice: true").replace(
        "### BEGIN HIDDEN TESTS\n", ""
    )
    asked = question(body.replace("### END HIDDEN TESTS\n", ""))
    assert press(asked, {"path": ["promise"]}, "again", "") == {"path": []}
    assert may_replace(asked, {"path": ["promise"]}, {"path": []})
    form = form_html(asked, {"path": ["promise", "duty"]})
    assert "Begin again" in form
    assert "Begin again" not in form_html(asked, {})


def test_a_way_kept_from_an_older_version_can_go_on():
    """Where an option was renamed since, the form stands where it can still be followed to."""
    asked = question(BODY)
    assert "Nothing comes." in form_html(asked, {"path": ["wait", "gone", "duty"]})
    assert press(asked, {"path": ["wait", "gone"]}, "decide", "ring") == {"path": ["wait", "ring"]}
    assert may_replace(asked, {"path": ["wait", "gone"]}, {"path": ["wait", "ring"]})


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        pytest.param({"path": ["duty"]}, '"duty", which could not be chosen there', id="too soon"),
        pytest.param({"path": ["honest", "sleep"]}, '"sleep"', id="on another way"),
        pytest.param({"path": ["honest", "duty", "duty"]}, "comes after the end", id="too long"),
        pytest.param({"path": ["honest"], "decide": ["duty"]}, '"decide"', id="a control beside"),
    ],
)
def test_what_the_form_cannot_send_is_no_answer(fields, says):
    """A way that nobody could have gone is refused, not marked as wrong."""
    with pytest.raises(NotAnAnswerError) as caught:
        parse(question(BODY), fields)
    assert says in str(caught.value)
