"""What kinds share whose students tick passages of a text: some have to be ticked, some must not.

Both ways of going wrong cost something: a passage missed, and one ticked that should
have been let be. A kind brings its words; all else is here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from fractions import Fraction
from functools import partial
from typing import Any

from attrs import frozen

from graders.kinds.contract import (
    Fields,
    Kind,
    NotAnAnswerError,
    Option,
    Question,
    Remark,
    Sample,
    Verdict,
    View,
    only_fields,
    quoted,
)
from graders.kinds.parts import note_alike
from graders.kinds.reading import Reader, did_you_mean

#: Passages that a text must have: with fewer, a guess is worth too much.
LEAST = 4


class Fate(IntEnum):
    """What became of a passage; what is told first has the lower number."""

    NEVER = 0
    MISSED = 1
    NEEDLESS = 2
    RIGHT = 3
    EITHER = 4


@frozen(kw_only=True)
class Words:
    """What a kind calls its parts, to its authors and to its students.

    Attributes:
        kind: The kind's name.
        aim: Entry that says for whom, or for what, students tick.
        aim_label: How that is introduced to students.
        aim_example: What an author may write for it.
        text: Entry with the passages.
        text_example: One of its lines.
        passage: What one passage is called, such as "phrase".
        tick: Entry of the key with what has to be ticked; the form's field, too.
        spare: Entry of the key with what must not be ticked.
        never: Entry of the key with what fails the question if missed; empty if there is none.
        tick_means: What *tick* says, in words that follow "does not say".
        spare_means: The same for *spare*.
        ticks_nothing: Who would earn points if missing everything cost too little.
        ticks_everything: Who would earn points if ticking everything cost too little.
        hint: What students are told to do.
        done: What a ticked passage says of itself; empty if its box says enough.
        strongest: What stands before each passage of the strongest answer.
        says: The judgement on a passage, by its fate.
        costs: What the author reads of a passage, by the fate it would have; ``{}`` is a cost.
    """

    kind: str
    aim: str
    aim_label: str
    aim_example: str
    text: str
    text_example: str
    passage: str
    tick: str
    spare: str
    never: str = ""
    tick_means: str
    spare_means: str
    ticks_nothing: str
    ticks_everything: str
    hint: str
    done: str = ""
    strongest: str
    says: Mapping[Fate, str]
    costs: Mapping[Fate, str]

    @property
    def key_entries(self) -> tuple[str, ...]:
        """The entries that a key may have."""
        return tuple(each for each in (self.tick, self.spare, self.never) if each)


@frozen(kw_only=True)
class PassagesKey:
    """What has to be ticked, what must not be, what each mistake costs, and why.

    Attributes:
        missing: What missing a passage costs, by id: above 0, at most 1, together 1 or more.
        ticking: What ticking a passage costs, by id: the same.
        never: Ids of those of *missing* that fail the question if they are missed.
        why: Reason by id, one at least for every passage that can cost something.
    """

    missing: dict[str, Fraction]
    ticking: dict[str, Fraction]
    never: frozenset[str] = frozenset()
    why: dict[str, str]


@frozen(kw_only=True)
class PassagesQuestion(Question):
    """A question with a text whose passages can be ticked.

    Attributes:
        aim: For whom, or for what, students tick.
        passages: Four or more, in reading order.
        key: What has to be ticked; None in a student's copy.
    """

    aim: str
    passages: tuple[Option, ...]
    key: PassagesKey | None = None


def kind_of(words: Words, samples: tuple[Sample, ...]) -> Kind:
    """Return the kind of question that is told in these *words*."""
    return Kind(
        name=words.kind,
        fields=(words.tick,),
        entries=(words.aim, words.text, "key", "why"),
        read=partial(read, words),
        view=partial(view, words),
        parse=partial(parse, words),
        mark=partial(mark, words),
        explain=partial(explain, words),
        samples=samples,
    )


# --- reading ------------------------------------------------------------------------


def read(words: Words, reader: Reader, common: dict[str, Any]) -> PassagesQuestion | None:
    """Return the question, or None with every fault noted in *reader*."""
    aim = reader.text(words.aim, example=f"{words.aim}: {words.aim_example}")
    passages = _read_passages(words, reader)
    key = None
    if passages and "key" in reader.data:
        key = _read_key(words, reader, [each.id for each in passages])
    if aim is None or passages is None:
        return None
    return PassagesQuestion(aim=aim, passages=passages, key=key, **common)


def _read_passages(words: Words, reader: Reader) -> tuple[Option, ...] | None:
    texts = reader.texts_by_id(words.text, least=LEAST, example=words.text_example)
    if texts is None:
        return None
    more = "Take more of the words around one of them into it, or change its words."
    note_alike(reader, words.text, texts.items(), fix=more)
    return tuple(Option(id=name, text=text) for name, text in texts.items())


def _read_key(words: Words, reader: Reader, known: Sequence[str]) -> PassagesKey | None:
    written = reader.data["key"]
    if not isinstance(written, Mapping):
        reader.fault(
            "key",
            problem=f'"key:" must say {words.tick_means}, and {words.spare_means}.',
            fix=f"Write key: and under it, indented, {words.tick}: [{known[0]}] and "
            f"{words.spare}: [{known[1]}]",
        )
        return None
    for name in written:
        if name not in words.key_entries:
            reader.fault(
                "key",
                name,
                problem=f'"{name}" is not an entry of this key.',
                fix=f"Write one of {', '.join(words.key_entries)}, or remove the line."
                + did_you_mean(str(name), words.key_entries),
            )
    missing = _read_costs(
        words, reader, words.tick, known, means=words.tick_means, who=words.ticks_nothing
    )
    ticking = _read_costs(
        words, reader, words.spare, known, means=words.spare_means, who=words.ticks_everything
    )
    for name in (each for each in missing if each in ticking):
        reader.fault(
            "key",
            words.spare,
            name,
            problem=f'"{name}" stands under "{words.tick}:" and under "{words.spare}:".',
            fix=f"Leave it under one of them. A {words.passage} that may go either way stands "
            "under neither.",
        )
    return PassagesKey(
        missing=missing,
        ticking=ticking,
        never=_read_never(words, reader, [each for each in known if each in missing]),
        why=_read_reasons(
            words, reader, known, [each for each in known if each in missing | ticking]
        ),
    )


def _read_costs(
    words: Words, reader: Reader, entry: str, known: Sequence[str], *, means: str, who: str
) -> dict[str, Fraction]:
    """Return what each passage under *entry* of the key costs; note every fault.

    A list without costs shares the points out evenly. A cost that can't be read counts
    as 1 here, so that the same passage can still be found wanting otherwise.
    """
    written = reader.data["key"].get(entry)
    if not written or not (isinstance(written, Mapping) or _are_names(written)):
        reader.fault(
            "key",
            entry,
            problem=f'"key:" does not say {means}.',
            fix=f"Under key:, write {entry}: [{known[0]}, {known[1]}], or under {entry}: lines "
            f"such as {known[0]}: 0.5 with what each costs.",
        )
        return {}
    before = len(reader.faults)
    _check_names(words, reader, entry, written, known)
    if isinstance(written, Mapping):
        costs = {str(name): _read_cost(reader, entry, name, cost) for name, cost in written.items()}
    else:
        costs = dict.fromkeys(map(str, written), Fraction(1, len(written)))
    total = sum(costs.values())
    if len(reader.faults) == before and total < 1:
        reader.fault(
            "key",
            entry,
            problem=f'the costs under "{entry}:" add up to {float(total):g}, '
            f"so somebody who {who} would earn points.",
            fix="Raise them until they add up to 1 or more, or share the points out evenly: "
            f"{entry}: [{', '.join(costs)}]",
        )
    return costs


def _are_names(written: Any) -> bool:
    return isinstance(written, list) and all(isinstance(each, str | int) for each in written)


def _check_names(
    words: Words, reader: Reader, entry: str, names: Iterable[Any], known: Sequence[str]
) -> None:
    """Note each of *names* that is no passage, or that stands there twice."""
    for name, count in Counter(map(str, names)).items():
        if name not in known:
            reader.fault(
                "key",
                entry,
                name,
                problem=f'"{name}" under "{entry}:" is not one of the {words.passage}s.',
                fix=f"Write one of {', '.join(known)}." + did_you_mean(name, known),
            )
        elif count > 1:
            reader.fault(
                "key",
                entry,
                name,
                problem=f'"{name}" stands under "{entry}:" twice.',
                fix="Name it once.",
            )


def _read_cost(reader: Reader, entry: str, name: Any, cost: Any) -> Fraction:
    is_number = isinstance(cost, int | float) and not isinstance(cost, bool)
    if is_number and 0 < cost <= 1:
        # As it is written: ten times 0.1 is 1, which sums of binary fractions may miss.
        return Fraction(str(cost))
    reader.fault(
        "key",
        entry,
        name,
        problem=f'the cost of "{name}" must be a number above 0 and at most 1, not "{cost}".',
        fix=f"Write {name}: 0.5 if it costs half of the points, {name}: 1 if it costs all of them.",
    )
    return Fraction(1)


def _read_never(words: Words, reader: Reader, ticked: Sequence[str]) -> frozenset[str]:
    if not words.never or words.never not in reader.data["key"]:
        return frozenset()
    written = reader.data["key"][words.never]
    if not _are_names(written):
        reader.fault(
            "key",
            words.never,
            problem=f'"{words.never}:" must be a list of names.',
            fix=f"Write {words.never}: [{next(iter(ticked), 'first-name')}], or remove the line.",
        )
        return frozenset()
    for name in map(str, written):
        if name not in ticked:
            reader.fault(
                "key",
                words.never,
                name,
                problem=f'"{name}" under "{words.never}:" does not stand under "{words.tick}:".',
                fix=f"Add it under {words.tick}:, or take it out of {words.never}:."
                + did_you_mean(name, ticked),
            )
    return frozenset(map(str, written))


def _read_reasons(
    words: Words, reader: Reader, known: Sequence[str], due: Sequence[str]
) -> dict[str, str]:
    reasons = reader.texts_by_id("why", least=1, example=f"{known[0]}: It is about somebody else.")
    if reasons is None:
        return {}
    for stray in (each for each in reasons if each not in known):
        reader.fault(
            "why",
            stray,
            problem=f'"{stray}" under "why:" is not one of the {words.passage}s.',
            fix=f"Write one of {', '.join(known)}." + did_you_mean(stray, known),
        )
    for name in (each for each in due if each not in reasons):
        reader.fault(
            "why",
            problem=f'"why:" has no reason for the {words.passage} "{name}".',
            fix=f"Add a line {name}: with why it should be ticked or let be.",
        )
    return reasons


# --- showing and answering ------------------------------------------------------------


def view(words: Words, question: PassagesQuestion, fields: Fields) -> View:
    """Return what the kind's template shows: the passages in reading order, ticked or not."""
    ticked = set(fields.get(words.tick, ()))
    return {
        "field": words.tick,
        "aim_label": words.aim_label,
        "aim": question.aim,
        "hint": words.hint,
        "done": words.done,
        "passages": [
            {"id": each.id, "text": each.text, "ticked": each.id in ticked}
            for each in question.passages
        ],
    }


def parse(words: Words, question: PassagesQuestion, fields: Fields) -> frozenset[str]:
    """Return the ids ticked; none at all is an empty set.

    Raises:
        NotAnAnswerError: a field of another question, a passage there isn't, or one twice.
    """
    only_fields(fields, {words.tick})
    ticked = fields.get(words.tick, ())
    known = {each.id for each in question.passages}
    unknown = [each for each in ticked if each not in known]
    if unknown:
        raise NotAnAnswerError(
            f"it names {quoted(unknown)}, which is not one of the {words.passage}s"
        )
    if len(set(ticked)) < len(ticked):
        raise NotAnAnswerError(f"it names the same {words.passage} twice")
    return frozenset(ticked)


# --- marking --------------------------------------------------------------------------


def share_after(costs: Iterable[Fraction]) -> float:
    """Return max(0, 1 - the sum of *costs*), from 0.0 to 1.0.

    Args:
        costs: What each mistake costs, as a share of the points: above 0, at most 1.

    Source:
        Where the costs of what has to be ticked add up to 1, it is the mapped response
        (``mapResponse`` with ``lowerBound="0"``) of the IMS Question and Test
        Interoperability Information Model, version 2.1 (2012): they are the values
        of the right choices, and those of the wrong ones are below 0.

    >>> share_after([Fraction(1, 4), Fraction(1, 4)])
    0.5
    """
    return float(max(Fraction(0), 1 - sum(costs, Fraction(0))))


def mark(words: Words, question: PassagesQuestion, answer: frozenset[str]) -> Verdict:
    """Return the share of the points that is left after every mistake, and why.

    Nothing ticked is no answer: every question has something to tick.

    Raises:
        ValueError: the question has no key.
    """
    key = question.key
    if key is None:
        raise ValueError(f"{question.name}: can't be marked without its key")
    strongest = tuple(
        f"{words.strongest}: {each.text}" for each in question.passages if each.id in key.missing
    )
    if not answer:
        return Verdict(share=0.0, answered=False, strongest=strongest)
    failed = not key.never <= answer
    remarks = sorted(_fates(question, key, answer), key=lambda told: told[0])  # keeps their order
    return Verdict(
        share=0.0 if failed else share_after(_costs(key, answer)),
        remarks=tuple(
            Remark(about=each.text, says=words.says[fate], why=key.why.get(each.id, ""))
            for fate, each in remarks
        ),
        strongest=strongest,
    )


def _costs(key: PassagesKey, answer: frozenset[str]) -> Iterator[Fraction]:
    """Yield what each mistake of *answer* costs."""
    yield from (cost for name, cost in key.missing.items() if name not in answer)
    yield from (cost for name, cost in key.ticking.items() if name in answer)


def _fates(
    question: PassagesQuestion, key: PassagesKey, answer: frozenset[str]
) -> Iterator[tuple[Fate, Option]]:
    """Yield each passage that the feedback speaks of; one rightly let be is passed over."""
    for each in question.passages:
        if each.id in answer:
            yield _fate_if_ticked(key, each.id), each
        elif each.id in key.missing:
            yield (Fate.NEVER if each.id in key.never else Fate.MISSED), each


def _fate_if_ticked(key: PassagesKey, name: str) -> Fate:
    if name in key.missing:
        return Fate.RIGHT
    return Fate.NEEDLESS if name in key.ticking else Fate.EITHER


def explain(words: Words, question: PassagesQuestion) -> tuple[Remark, ...]:
    """Return for each passage what can be done wrong with it, what that costs, and why.

    Raises:
        ValueError: the question has no key.
    """
    key = question.key
    if key is None:
        raise ValueError(f"{question.name}: can't be explained without its key")
    return tuple(
        Remark(about=each.text, says=_price(words, key, each.id), why=key.why.get(each.id, ""))
        for each in question.passages
    )


def _price(words: Words, key: PassagesKey, name: str) -> str:
    if name in key.never:
        return words.costs[Fate.NEVER]
    if name in key.missing:
        return words.costs[Fate.MISSED].format(f"{float(key.missing[name]):.0%}")
    if name in key.ticking:
        return words.costs[Fate.NEEDLESS].format(f"{float(key.ticking[name]):.0%}")
    return words.costs[Fate.EITHER]
