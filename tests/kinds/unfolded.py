"""Scenarios that unfold: one written by hand, others drawn at random, and ways through them."""

from typing import Any

from hypothesis import strategies as st

from graders.kinds.conditions import AllOf, AnyOf, Chose, Condition, Not, holds
from graders.kinds.unfolding import UnfoldingKey, UnfoldingQuestion
from graders.kinds.unfolding_key import Case, Critical, Scheme
from graders.kinds.unfolding_proof import prove, trace
from graders.kinds.unfolding_story import Decision, Moment, Story

# The line that names the question is line 1, so "kind:" stands on line 2.
BODY = """\
kind: unfolding
points: 3
prompt: Sam writes late. Decide step by step.
opens: message
moments:
  message:
    says: Sam asks you to tell nobody.
    ask: What do you write?
    options:
      promise: {says: I promise., then: told, final: true}
      honest: {says: I may have to tell., then: told, after: "He writes: ok."}
      wait: {says: Tomorrow., then: quiet}
  quiet:
    says: Nothing comes.
    options:
      ring: {says: Ring him., then: told}
      sleep: {says: Go to sleep., then: late}
  told:
    says: His father hit him.
    also:
      - if: {chose: promise}
        says: He says that you promised.
    ask: What do you do?
    back: true
    options:
      duty: {says: Ring the duty manager., then: safe}
      father: {says: Ring his father., then: late}
  safe:
    says: She can act tonight.
  late:
    says: It is morning.
### BEGIN HIDDEN TESTS
key:
  credit:
    honest: 1
    ring: 0.5
    duty:
      - if: {chose: promise}
        credit: 1
      - credit: 2
  critical:
    - if: {chose: father}
      most: 0.25
      why: It puts him in danger tonight.
why:
  promise: You can't keep it.
  honest: He knows what comes.
  wait: He wrote tonight.
  ring: You went back.
  sleep: He may not write again.
  duty: She can act.
  father: He is the one who hit him.
### END HIDDEN TESTS
"""


def conditions(options: list[str]) -> st.SearchStrategy[Condition]:
    """Draw conditions on *options*."""
    return st.recursive(
        st.sampled_from(options).map(Chose),
        lambda inner: st.one_of(
            inner.map(Not),
            st.tuples(inner, inner).map(AnyOf),
            st.tuples(inner, inner).map(AllOf),
        ),
        max_leaves=3,
    )


@st.composite
def scenarios(draw: Any) -> UnfoldingQuestion:
    """Draw a scenario of two to six moments that ends on every way, and what it earns."""
    size = draw(st.integers(2, 6))
    names = [f"m{number}" for number in range(size)]
    moments: dict[str, Moment] = {}
    for number, name in enumerate(names):
        later = names[number + 1 :]
        ends = number > 0 and (not later or draw(st.booleans()))
        options = tuple(
            Decision(
                id=f"{name}-{letter}",
                text=f"Do {letter}.",
                then=draw(st.sampled_from(later)),
                final=draw(st.booleans()),
            )
            for letter in ("" if ends else "abc"[: draw(st.integers(2, 3))])
        )
        moments[name] = Moment(
            name=name, says="So.", ask="What?", options=options, back=draw(st.booleans())
        )
    story = Story(opens="m0", moments=moments)
    ids = [option.id for option in story.options]
    credit = st.integers(0, 4).map(lambda quarters: quarters / 4)
    scheme = Scheme(
        credit={
            name: (
                *(
                    Case(condition=each, credit=draw(credit))
                    for each in draw(st.lists(conditions(ids), max_size=2))
                ),
                Case(credit=draw(credit)),
            )
            for name in draw(st.sets(st.sampled_from(ids)))
        },
        critical=tuple(
            Critical(condition=each, most=draw(st.sampled_from([0.0, 0.25, 0.5])), why="So.")
            for each in draw(st.lists(conditions(ids), max_size=2))
        ),
    )
    return asked_of(story, scheme, points=draw(st.sampled_from([8.0, 10.0])))


def asked_of(story: Story, scheme: Scheme, points: float) -> UnfoldingQuestion:
    """Return the question that tells *story*, with its proof."""
    standings = trace(story, scheme)
    assert standings is not None
    return UnfoldingQuestion(
        name="law",
        kind="unfolding",
        prompt="Decide.",
        points=points,
        story=story,
        key=UnfoldingKey(
            scheme=scheme,
            why={option.id: "So." for option in story.options},
            proof=prove(story, scheme, points, standings),
        ),
    )


def every_way(story: Story, here: str, so_far: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return every way from the moment *here* to an ending, walked one by one."""
    moment = story.moments[here]
    if not moment.options:
        return [so_far]
    return [
        way
        for option in moment.options
        for way in every_way(story, option.then, (*so_far, option.id))
    ]


def points_by_hand(asked: UnfoldingQuestion, path: tuple[str, ...]) -> float:
    """Return what *path* earns, counted without the code under test."""
    scheme = asked.key.scheme
    total = 0.0
    for number, option in enumerate(path):
        for case in scheme.credit.get(option, ()):
            if case.condition is None or holds(case.condition, path[:number]):
                total += case.credit
                break
    caps = [each.most for each in scheme.critical if holds(each.condition, path)]
    return min([total, *(each * asked.points for each in caps)])


def chance_of(story: Story, path: tuple[str, ...]) -> float:
    """Return how likely *path* is where each option is as likely as the others."""
    chance = 1.0
    for option in path:
        [moment] = [m for m in story.moments.values() if option in {o.id for o in m.options}]
        chance /= len(moment.options)
    return chance


def renamed(asked: UnfoldingQuestion) -> UnfoldingQuestion:
    """Return the same question with "new-" before every name."""

    def new(condition: Condition) -> Condition:
        match condition:
            case Chose(option=option):
                return Chose(f"new-{option}")
            case Not(part=part):
                return Not(new(part))
            case AnyOf(parts=parts) | AllOf(parts=parts):
                return type(condition)(tuple(map(new, parts)))

    moments = {
        f"new-{name}": Moment(
            name=f"new-{name}",
            says=moment.says,
            ask=moment.ask,
            back=moment.back,
            options=tuple(
                Decision(id=f"new-{o.id}", text=o.text, then=f"new-{o.then}", final=o.final)
                for o in moment.options
            ),
        )
        for name, moment in asked.story.moments.items()
    }
    scheme = asked.key.scheme
    return asked_of(
        Story(opens="new-m0", moments=moments),
        Scheme(
            credit={
                f"new-{name}": tuple(
                    Case(condition=case.condition and new(case.condition), credit=case.credit)
                    for case in cases
                )
                for name, cases in scheme.credit.items()
            },
            critical=tuple(
                Critical(condition=new(each.condition), most=each.most, why=each.why)
                for each in scheme.critical
            ),
        ),
        asked.points,
    )
