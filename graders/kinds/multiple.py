"""Pick every option that applies; how picks earn is one of three schemes."""

from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen

from graders.kinds.contract import Fields, Kind, Option, Question, Remark, Sample, Verdict, View
from graders.kinds.options import (
    FIELD,
    longest_is_among,
    parse_picks,
    read_options,
    reasons_for,
    unknown_options,
    view_options,
)
from graders.kinds.reading import Reader, did_you_mean


@frozen(kw_only=True)
class MultipleKey:
    """Which options are right, and why.

    Attributes:
        right: Ids of the right options: one at least, and not all of them.
        why: Reason by option id, one for every option.
    """

    right: frozenset[str]
    why: dict[str, str]


@frozen(kw_only=True)
class MultipleQuestion(Question):
    """A question with several options to pick.

    Attributes:
        options: Two or more, in the order they are shown.
        scheme: How picks earn: a name of :data:`SCHEMES`.
        key: Which are right; None in a student's copy.
    """

    options: tuple[Option, ...]
    scheme: str = "balanced"
    key: MultipleKey | None = None


def read(reader: Reader, common: dict[str, Any]) -> MultipleQuestion | None:
    """Return the question, or None with every fault noted in *reader*."""
    options = read_options(reader)
    scheme = _read_scheme(reader)
    key = None
    if options and "key" in reader.data:
        key = _read_key(reader, options)
    return MultipleQuestion(options=options, scheme=scheme, key=key, **common) if options else None


def _read_scheme(reader: Reader) -> str:
    written = reader.data.get("scheme", "balanced")
    if isinstance(written, str) and written in SCHEMES:
        return written
    reader.fault(
        "scheme",
        problem=f'"scheme: {"" if written is None else written}" is not a way to mark this kind.',
        fix=f"Write one of {', '.join(SCHEMES)}." + did_you_mean(str(written), SCHEMES),
    )
    return "balanced"


def _read_key(reader: Reader, options: tuple[Option, ...]) -> MultipleKey | None:
    why = reasons_for(reader, options)
    before = len(reader.faults)
    right = reader.names("key")
    if len(reader.faults) > before or unknown_options(reader, "key", right, options):
        return None
    if not 0 < len(set(right)) < len(options):
        reader.fault(
            "key",
            problem="the key must name one option at least, and must leave one out.",
            fix=f"Write key: [{options[0].id}] with the right options; add a wrong one if all are.",
        )
        return None
    return MultipleKey(right=frozenset(right), why=why or {})


def view(question: MultipleQuestion, fields: Fields) -> View:
    """Return what the template ``multiple.html`` shows."""
    return view_options(question.options, fields, several=True)


def parse(question: MultipleQuestion, fields: Fields) -> frozenset[str]:
    """Return the ids picked; none at all is an empty set.

    Raises:
        NotAnAnswerError: what was sent names something that is no option here.
    """
    return frozenset(parse_picks(question.options, fields, most=len(question.options)))


def balanced(hits: int, keyed: int, false_picks: int, distractors: int) -> float:
    """Return max(0, hits ÷ keyed - false picks ÷ distractors), from 0.0 to 1.0.

    Ticking nothing and ticking everything both earn 0. Before the floor at 0 a
    blind tick adds, on average, as much as it takes away; the floor means that
    guessing still earns a little on average, which the question's page says.

    Args:
        hits: Right options picked: 0 to *keyed*.
        keyed: Right options there are: 1 or more.
        false_picks: Wrong options picked: 0 to *distractors*.
        distractors: Wrong options there are: 1 or more.

    Source:
        Formula scoring: R. B. Frary, Educational Measurement: Issues and Practice 7(2)
        (1988), in the form of the R package exams, ``rule = "false"``.

    >>> balanced(hits=1, keyed=2, false_picks=0, distractors=3)
    0.5
    """
    return max(0.0, hits / keyed - false_picks / distractors)


def all_or_nothing(hits: int, keyed: int, false_picks: int, distractors: int) -> float:
    """Return 1.0 for exactly the right options and 0.0 for anything else.

    The arguments are those of :func:`balanced`.

    Source:
        The dichotomous method in J. Betts and others, Educational and Psychological
        Measurement 82 (2022).

    >>> all_or_nothing(hits=1, keyed=2, false_picks=0, distractors=3)
    0.0
    """
    return float(hits == keyed and not false_picks)


def each_option(hits: int, keyed: int, false_picks: int, distractors: int) -> float:
    """Return the share of options decided rightly: ticked and right, or left out and wrong.

    The arguments are those of :func:`balanced`. What is left out counts, so ticking one
    wrong option earns something, and so does ticking everything.

    Source:
        The true/false method in J. Betts and others (2022); PS1/n in F.-M. Lahner and
        others, Advances in Health Sciences Education 23 (2018).

    >>> each_option(hits=1, keyed=2, false_picks=0, distractors=3)
    0.8
    """
    return (hits + distractors - false_picks) / (keyed + distractors)


#: How picks earn, by the name an author writes after ``scheme:``.
SCHEMES: dict[str, Callable[[int, int, int, int], float]] = {
    "balanced": balanced,
    "all-or-nothing": all_or_nothing,
    "each-option": each_option,
}


def mark(question: MultipleQuestion, answer: frozenset[str]) -> Verdict:
    """Return the share of the points that the picks earn, and why, option by option.

    Nothing picked earns 0 under every scheme: it is no answer.
    """
    if question.key is None:
        raise ValueError(f"{question.name}: can't be marked without its key")
    right = question.key.right
    strongest = tuple(option.text for option in question.options if option.id in right)
    if not answer:
        return Verdict(share=0.0, answered=False, strongest=strongest)
    distractors = len(question.options) - len(right)
    share = SCHEMES[question.scheme](
        len(answer & right), len(right), len(answer - right), distractors
    )
    remarks = tuple(
        Remark(
            about=option.text,
            says=_in_words(option.id in answer, option.id in right),
            why=question.key.why[option.id],
        )
        for option in question.options
        if option.id in answer | right
    )
    return Verdict(share=share, remarks=remarks, strongest=strongest)


def explain(question: MultipleQuestion) -> tuple[Remark, ...]:
    """Return which options are right, and why each is or is not."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be explained without its key")
    return tuple(
        Remark(
            about=option.text,
            says="Applies" if option.id in question.key.right else "Does not apply",
            why=question.key.why.get(option.id, ""),
        )
        for option in question.options
    )


def _in_words(picked: bool, right: bool) -> str:
    if picked:
        return "You chose this, and it applies" if right else "You chose this; it does not apply"
    return "You left this out; it applies"


def longest_is_right(question: MultipleQuestion) -> tuple[bool]:
    """Return whether the longest of all options is a right one."""
    return (longest_is_among(question.options, question.key.right if question.key else ()),)


def doubts(question: MultipleQuestion) -> Iterator[str]:
    """Yield what ticking any one wrong option earns, where that is half of the points or more."""
    if question.key is None or question.scheme != "each-option":
        return
    keyed, options = len(question.key.right), len(question.options)
    share = each_option(0, keyed, 1, options - keyed)
    if share >= 0.5:
        yield (
            f"With scheme: each-option, somebody who ticks one wrong option and nothing else "
            f"earns {share:.0%} of the points, since so much is rightly left out. "
            "Have about as many right options as wrong ones, or leave the scheme out."
        )


_EXAMPLE = """
kind: multiple
points: 2
prompt: Which of these belong in the record of what she told you? Choose all that apply.
options:
  words: Her own words, as she wrote them.
  time: The day and time of each message.
  view: Your view that her mother is jealous.
  photo: A photo of her screen from your own phone.
### BEGIN HIDDEN TESTS
key: [words, time]
why:
  words: They are hers, and they are what somebody will need later.
  time: The order of things may matter more than any one of them.
  view: It is an opinion about a person who has not been asked.
  photo: It puts her message on a device that nobody else can see or clear.
### END HIDDEN TESTS
"""

_ALL_OR_NOTHING = _EXAMPLE.replace("points: 2", "points: 2\nscheme: all-or-nothing")
_EACH_OPTION = _EXAMPLE.replace("points: 2", "points: 2\nscheme: each-option")

KIND = Kind(
    name="multiple",
    fields=(FIELD,),
    entries=("options", "scheme", "key", "why"),
    read=read,
    view=view,
    parse=parse,
    mark=mark,
    explain=explain,
    shuffles="options",
    longest_is_right=longest_is_right,
    doubts=doubts,
    samples=(
        Sample(id="right", source=_EXAMPLE, fields={FIELD: ["time", "words"]}, share=1.0),
        Sample(id="partly right", source=_EXAMPLE, fields={FIELD: ["words"]}, share=0.5),
        Sample(
            id="both and a wrong one",
            source=_EXAMPLE,
            fields={FIELD: ["words", "time", "view"]},
            share=0.5,
        ),
        Sample(id="one of each", source=_EXAMPLE, fields={FIELD: ["words", "view"]}, share=0.0),
        Sample(id="wrong", source=_EXAMPLE, fields={FIELD: ["view", "photo"]}, share=0.0),
        Sample(
            id="everything",
            source=_EXAMPLE,
            fields={FIELD: ["words", "time", "view", "photo"]},
            share=0.0,
        ),
        Sample(
            id="all or nothing: all",
            source=_ALL_OR_NOTHING,
            fields={FIELD: ["words", "time"]},
            share=1.0,
        ),
        Sample(
            id="all or nothing: one left out",
            source=_ALL_OR_NOTHING,
            fields={FIELD: ["words"]},
            share=0.0,
        ),
        Sample(
            id="each option: one left out",
            source=_EACH_OPTION,
            fields={FIELD: ["words"]},
            share=0.75,
        ),
        Sample(
            id="each option: one of each",
            source=_EACH_OPTION,
            fields={FIELD: ["words", "view"]},
            share=0.5,
        ),
        Sample(
            id="each option: everything",
            source=_EACH_OPTION,
            fields={FIELD: ["words", "time", "view", "photo"]},
            share=0.5,
        ),
        Sample(id="each option: blank", source=_EACH_OPTION, fields={FIELD: []}, share=0.0),
        Sample(id="blank", source=_EXAMPLE, fields={}, share=0.0),
        Sample(id="nothing ticked", source=_EXAMPLE, fields={FIELD: []}, share=0.0),
        Sample(id="twice", source=_EXAMPLE, fields={FIELD: ["words", "words"]}, share=None),
        Sample(id="no such option", source=_EXAMPLE, fields={FIELD: ["shout"]}, share=None),
    ),
)
