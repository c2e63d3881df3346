"""Put steps in order; each pair of steps that stands in the right order earns its part."""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from attrs import frozen

from graders.kinds.contract import (
    Fields,
    FormFields,
    Kind,
    Option,
    Question,
    Remark,
    Sample,
    Verdict,
    View,
)
from graders.kinds.parts import read_parts
from graders.kinds.placing import (
    FIELD,
    Named,
    check_each_once,
    ids_in,
    is_known,
    listed,
    ordinal,
    parse_order,
    press_order,
    reasons_for,
    view_order,
)
from graders.kinds.reading import Reader

#: Which of two steps comes first, and which then.
Pair = tuple[str, str]

#: Where pressing "Place" from the top of the list earns more than this, the author is told.
_GIVEN_AWAY = 2 / 3


@frozen(kw_only=True)
class OrderingKey:
    """Which steps come before which, and why.

    Attributes:
        before: All pairs of step ids of which the first comes before the second; those
            that follow from others, too. Every step is in one at least.
        why: Reason by step id, one for every step.
    """

    before: frozenset[Pair]
    why: dict[str, str]


@frozen(kw_only=True)
class OrderingQuestion(Question):
    """A question with steps to put in order.

    Attributes:
        steps: Three or more, in the order they are offered, which is not the right one.
        key: Which come before which; None in a student's copy.
    """

    steps: tuple[Option, ...]
    key: OrderingKey | None = None


def read(reader: Reader, common: dict[str, Any]) -> OrderingQuestion | None:
    """Return the question, or None with every fault noted in *reader*."""
    # Of two steps one order is left once the written one is known not to be right.
    steps = read_parts(reader, "steps", least=3, example="ring: Ring the duty manager.")
    if steps is None:
        return None
    key = _read_key(reader, steps) if "key" in reader.data else None
    return OrderingQuestion(steps=steps, key=key, **common)


def _read_key(reader: Reader, steps: tuple[Option, ...]) -> OrderingKey | None:
    why = reasons_for(reader, steps, thing="step", example="ring: She can act tonight.")
    before = len(reader.faults)
    written = reader.data["key"]
    if isinstance(written, list) and written:
        pairs = _pairs_of_list(reader, written, steps)
    elif isinstance(written, Mapping) and written:
        pairs = _pairs_of_mapping(reader, written, steps)
    else:
        pairs = set()
        reader.fault(
            "key",
            problem='"key:" must say in which order the steps come.',
            fix=f"Write key: [{', '.join(each.id for each in steps)}] with the first step first; "
            "steps that may stand in either order have square brackets of their own.",
        )
    if len(reader.faults) > before:
        return None
    if not pairs:
        reader.fault(
            "key",
            problem="the key puts no step before another.",
            fix=f"Write key: [{', '.join(each.id for each in steps)}] with the first step first.",
        )
        return None
    if share_of_pairs([each.id for each in steps], pairs) == 1.0:
        reader.fault(
            "steps",
            problem="the steps are written in a right order, where every student can read it.",
            fix="Write the lines in another order; the key goes by their names.",
        )
    return OrderingKey(before=frozenset(pairs), why=why or {})


def _pairs_of_list(reader: Reader, written: list[Any], steps: Sequence[Option]) -> set[Pair]:
    """Return the pairs of a key such as [first, [second, third]]; note every fault."""
    levels: list[list[Named]] = []
    for index, each in enumerate(written):
        level = ids_in(each if isinstance(each, list) else [each], ("key", index))
        if not level:
            reader.fault(
                "key",
                index,
                problem=f'what stands {ordinal(index + 1)} under "key:" is neither a step nor a '
                "list of steps.",
                fix=f"Write {steps[0].id}, or [{steps[0].id}, {steps[1].id}] for steps that may "
                "stand in either order.",
            )
            return set()
        levels.append(level)
    named = [each for level in levels for each in level]
    check_each_once(reader, ("key",), named, steps, thing="step")
    return {
        (first, then)
        for earlier, later in combinations(levels, 2)
        for (_, first), (_, then) in product(earlier, later)
    }


def _pairs_of_mapping(
    reader: Reader, written: Mapping[Any, Any], steps: Sequence[Option]
) -> set[Pair]:
    """Return the pairs of a key such as {second: [first]}, and what follows; note every fault."""
    direct: set[Pair] = set()
    before = len(reader.faults)
    for step, firsts in written.items():
        path = ("key", str(step))
        is_known(reader, path, "key", str(step), steps, thing="step")
        named = ids_in(firsts, path)
        if not named:
            reader.fault(
                *path,
                problem=f'"{step}:" under "key:" must be a list of the steps it comes after.',
                fix=f"Write {step}: [{steps[0].id}]",
            )
            continue
        for place, first in named:
            if is_known(reader, place, str(step), first, steps, thing="step"):
                direct.add((first, str(step)))
    pairs = _with_what_follows(direct)
    _check_circles(reader, direct, pairs, steps)
    if len(reader.faults) == before:
        _check_all_stand_somewhere(reader, pairs, steps)
    return pairs


def _with_what_follows(direct: Collection[Pair]) -> set[Pair]:
    """Return *direct* with each pair that follows: a before b and b before c, so a before c."""
    pairs = set(direct)
    for middle in {each for pair in direct for each in pair}:
        firsts = [first for first, then in pairs if then == middle]
        thens = [then for first, then in pairs if first == middle]
        pairs.update(product(firsts, thens))
    return pairs


def _check_circles(
    reader: Reader, direct: Collection[Pair], pairs: Collection[Pair], steps: Sequence[Option]
) -> None:
    """Note each circle once, however many steps are in it."""
    told: set[str] = set()
    for step in (each.id for each in steps):
        if (step, step) in pairs and step not in told:
            told |= {other for _, other in pairs if {(step, other), (other, step)} <= set(pairs)}
            reader.fault(
                "key",
                step,
                problem="the key goes round in a circle: "
                + " before ".join(f'"{each}"' for each in _circle(step, direct))
                + ".",
                fix="Take one of these out of the other's list: no step comes before itself.",
            )


def _circle(step: str, direct: Collection[Pair]) -> list[str]:
    """Return a shortest way from *step* back to it, of which there must be one."""
    ways = [[step]]
    for way in ways:  # it grows as it is read, shortest ways first
        nexts = sorted(then for first, then in direct if first == way[-1])
        if step in nexts:
            return [*way, step]
        ways += [[*way, then] for then in nexts if then not in way]
    raise ValueError(f"no way leads from {step} back to it")


def _check_all_stand_somewhere(
    reader: Reader, pairs: Collection[Pair], steps: Sequence[Option]
) -> None:
    in_pairs = {each for pair in pairs for each in pair}
    for step in steps:
        if step.id not in in_pairs:
            other = next(each.id for each in steps if each != step)
            reader.fault(
                "key",
                problem=f'the key does not say what "{step.id}" comes before or after, so it '
                "earns nothing wherever it stands.",
                fix=f"Add a line such as {step.id}: [{other}], or take the step out.",
            )


def view(question: OrderingQuestion, fields: Fields) -> View:
    """Return what the template ``ordering.html`` shows."""
    return view_order(
        question.steps,
        fields,
        hint="Place what comes first, then what comes next. You can move it afterwards.",
        static_hint=f"Put all {len(question.steps)} in order.",
    )


def parse(question: OrderingQuestion, fields: Fields) -> tuple[str, ...]:
    """Return the ids of the steps placed, first to last; none at all is an empty tuple.

    Raises:
        NotAnAnswerError: what was sent names something that is no step here, or one twice.
    """
    return parse_order(question.steps, fields, thing="step")


def press(question: OrderingQuestion, fields: Fields, button: str, value: str) -> FormFields:
    """Return the answer after a button of the form was pressed."""
    return press_order(question.steps, fields, button, value)


def share_of_pairs(placed: Sequence[str], before: Collection[Pair]) -> float:
    """Return concordant pairs ÷ pairs that the key orders, from 0.0 to 1.0.

    Where all is placed and the key orders every pair, this is (tau + 1) ÷ 2. A right
    order earns 1, its mirror 0, and the two of any full order and its mirror 1 together;
    so a full order drawn by lot earns a half on average, which the question's page says.

    Args:
        placed: Step ids, first to last, all different; some may be missing. A pair of
            which one is missing earns nothing.
        before: Pairs of step ids, one or more: the first comes before the second.

    Source:
        Concordant pairs and tau are those of M. G. Kendall, "A New Measure of Rank
        Correlation", Biometrika 30 (1938), pages 81 to 93.

    >>> share_of_pairs("bac", {("a", "b"), ("a", "c"), ("b", "c")}) == 2 / 3
    True
    """
    concordant = set(combinations(placed, 2)) & set(before)
    return len(concordant) / len(before)


def mark(question: OrderingQuestion, answer: Sequence[str]) -> Verdict:
    """Return the share of the points that the order earns, and why, step by step."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be marked without its key")
    strongest = tuple(f"{_where(question, each)}: {each.text}" for each in _in_order(question))
    if not answer:
        return Verdict(share=0.0, answered=False, strongest=strongest)
    return Verdict(
        share=share_of_pairs(answer, question.key.before),
        remarks=_remarks(question, question.key, answer),
        strongest=strongest,
    )


def _remarks(
    question: OrderingQuestion, key: OrderingKey, answer: Sequence[str]
) -> tuple[Remark, ...]:
    """Return a remark for each step in the student's order, then for those left out.

    Reasons stand beside the steps to move, and beside those left out; if there are
    none, beside every step.
    """
    texts = {each.id: each.text for each in question.steps}
    places = {step: place for place, step in enumerate(answer, 1)}
    wrong = {pair for pair in combinations(answer, 2) if pair[::-1] in key.before}
    in_doubt = {each for pair in wrong for each in pair}
    moves = _moves(answer, wrong)
    right = not wrong and len(answer) == len(question.steps)

    def says(step: str) -> str:
        mine = f"You put this {ordinal(places[step])}"
        if step not in in_doubt:
            return f"{mine}, in order"
        earlier = [ordinal(places[each]) for each in moves.get(step, ()) if (each, step) in wrong]
        later = [ordinal(places[each]) for each in moves.get(step, ()) if (step, each) in wrong]
        comes = [f"before what you put {listed(earlier)}"] if earlier else []
        comes += [f"after what you put {listed(later)}"] if later else []
        return f"{mine}; it comes {', and '.join(comes)}" if comes else mine

    return (
        *(
            Remark(
                about=texts[step],
                says=says(step),
                why=key.why[step] if right or step in moves else "",
            )
            for step in answer
        ),
        *(
            Remark(about=each.text, says="You did not place this", why=key.why[each.id])
            for each in question.steps
            if each.id not in places
        ),
    )


def _moves(answer: Sequence[str], wrong: Collection[Pair]) -> dict[str, list[str]]:
    """Return the steps to move, each with those it stands wrongly to, all in *answer*'s order.

    Each wrong pair is told at one of its two steps: that with more of them, so that one
    step put far too early is one remark and not one for every step it has passed.
    """
    left, found = set(wrong), dict[str, list[str]]()
    while left:
        step = max(answer, key=lambda each: sum(each in pair for pair in left))
        pairs = {pair for pair in left if step in pair}
        found[step] = [each for each in answer if each != step and any(each in p for p in pairs)]
        left -= pairs
    return {step: found[step] for step in answer if step in found}


def explain(question: OrderingQuestion) -> tuple[Remark, ...]:
    """Return where each step may stand, and why, in a right order."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be explained without its key")
    return tuple(
        Remark(about=each.text, says=_where(question, each), why=question.key.why.get(each.id, ""))
        for each in _in_order(question)
    )


def _in_order(question: OrderingQuestion) -> list[Option]:
    """Return the steps in a right order."""
    return sorted(question.steps, key=lambda each: len(_befores(question, each)))


def _befores(question: OrderingQuestion, step: Option) -> list[Option]:
    before = question.key.before if question.key else frozenset()
    return [each for each in question.steps if (each.id, step.id) in before]


def _afters(question: OrderingQuestion, step: Option) -> list[Option]:
    before = question.key.before if question.key else frozenset()
    return [each for each in question.steps if (step.id, each.id) in before]


def _where(question: OrderingQuestion, step: Option) -> str:
    """Return in words where *step* may stand, such as "2nd or 3rd".

    Where places alone don't tell right orders from wrong ones, it says what comes before.
    """
    first = len(_befores(question, step)) + 1
    last = len(question.steps) - len(_afters(question, step))
    if first == last:
        return ordinal(first)
    places = f"{ordinal(first)} {'or' if last == first + 1 else 'to'} {ordinal(last)}"
    befores = _befores(question, step)
    either = [each for each in question.steps if each not in befores + _afters(question, step)]
    if all(_befores(question, each) == befores for each in either):
        return places
    texts = listed([f'"{each.text}"' for each in befores]) if befores else ""
    return f"{places}, after {texts}" if texts else places


def doubts(question: OrderingQuestion) -> list[str]:
    """Return a doubt where who presses from the top of the list earns much of the points."""
    if question.key is None or question.shuffle:
        return []
    share = share_of_pairs([each.id for each in question.steps], question.key.before)
    if share <= _GIVEN_AWAY:
        return []
    return [
        f"Whoever places the steps as they are written earns {share:.0%} of the points. "
        "Write them in another order, or add shuffle: true."
    ]


_EXAMPLE = """
kind: ordering
points: 2
prompt: |
  It is 22:40. Sam, 14, writes on the team's messaging app that his stepfather hit him tonight,
  and that he is in his room with the door locked.

  In which order do you do these?
steps:
  record: Write down what he wrote, word for word, with the times.
  visit: See him, with whoever he has said he wants there.
  ring: Ring the duty manager while he is still online.
  answer: Answer that you have read it, and say what you must do next.
### BEGIN HIDDEN TESTS
key: [answer, ring, record, visit]
why:
  answer: He is waiting, and should hear from you first what will happen with what he has told you.
  ring: It is a decision for tonight, and not for you alone.
  record: Once others can act, keep the words as he wrote them, before you remember them as yours.
  visit: What he is asked, and by whom, is settled with those you have rung.
### END HIDDEN TESTS
"""

_EITHER = _EXAMPLE.replace(
    "key: [answer, ring, record, visit]", "key: [answer, [ring, record], visit]"
)

_AFTER = _EXAMPLE.replace(
    "key: [answer, ring, record, visit]", "key: {ring: [answer], visit: [ring, record]}"
)

KIND = Kind(
    name="ordering",
    fields=(FIELD,),
    entries=("steps", "key", "why"),
    read=read,
    view=view,
    parse=parse,
    mark=mark,
    explain=explain,
    press=press,
    shuffles="steps",
    doubts=doubts,
    samples=(
        Sample(
            id="right",
            source=_EXAMPLE,
            fields={FIELD: ["answer", "ring", "record", "visit"]},
            share=1.0,
        ),
        Sample(
            id="partly right: neighbours the wrong way round",
            source=_EXAMPLE,
            fields={FIELD: ["answer", "record", "ring", "visit"]},
            share=5 / 6,
        ),
        Sample(
            id="the last step first",
            source=_EXAMPLE,
            fields={FIELD: ["visit", "answer", "ring", "record"]},
            share=1 / 2,
        ),
        Sample(
            id="wrong: the other way round",
            source=_EXAMPLE,
            fields={FIELD: ["visit", "record", "ring", "answer"]},
            share=0.0,
        ),
        Sample(
            id="three of four placed, in order",
            source=_EXAMPLE,
            fields={FIELD: ["answer", "ring", "record"]},
            share=1 / 2,
        ),
        Sample(id="one placed", source=_EXAMPLE, fields={FIELD: ["answer"]}, share=0.0),
        Sample(
            id="either of two first",
            source=_EITHER,
            fields={FIELD: ["answer", "record", "ring", "visit"]},
            share=1.0,
        ),
        Sample(
            id="one of five pairs wrong",
            source=_EITHER,
            fields={FIELD: ["ring", "answer", "record", "visit"]},
            share=4 / 5,
        ),
        Sample(
            id="free but for what comes after what",
            source=_AFTER,
            fields={FIELD: ["record", "answer", "ring", "visit"]},
            share=1.0,
        ),
        Sample(
            id="what follows counts, too",
            source=_AFTER,
            fields={FIELD: ["visit", "answer", "ring", "record"]},
            share=1 / 4,
        ),
        Sample(id="blank", source=_EXAMPLE, fields={}, share=0.0),
        Sample(id="all taken out again", source=_EXAMPLE, fields={FIELD: []}, share=0.0),
        Sample(
            id="malformed: twice", source=_EXAMPLE, fields={FIELD: ["ring", "ring"]}, share=None
        ),
        Sample(id="malformed: empty", source=_EXAMPLE, fields={FIELD: [""]}, share=None),
        Sample(
            id="hostile: no such step",
            source=_EXAMPLE,
            fields={FIELD: ["answer", '"><script>alert(1)</script>']},
            share=None,
        ),
        Sample(
            id="hostile: another question's field",
            source=_EXAMPLE,
            fields={"choice": ["answer"]},
            share=None,
        ),
    ),
)
