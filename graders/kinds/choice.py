"""Pick one option; each option earns the credit its author gave it."""

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
from graders.kinds.reading import Reader


@frozen(kw_only=True)
class ChoiceKey:
    """What each option earns, and why.

    Attributes:
        credit: Share of the points by option id, 0 to 1; an option not named earns 0.
        why: Reason by option id, one for every option.
    """

    credit: dict[str, float]
    why: dict[str, str]


@frozen(kw_only=True)
class ChoiceQuestion(Question):
    """A question with one option to pick.

    Attributes:
        options: Two or more, in the order they are shown.
        key: What they earn; None in a student's copy.
    """

    options: tuple[Option, ...]
    key: ChoiceKey | None = None


def read(reader: Reader, common: dict[str, Any]) -> ChoiceQuestion | None:
    """Return the question, or None with every fault noted in *reader*."""
    options = read_options(reader)
    key = None
    if options and "key" in reader.data:
        key = _read_key(reader, options)
    return ChoiceQuestion(options=options, key=key, **common) if options else None


def _read_key(reader: Reader, options: tuple[Option, ...]) -> ChoiceKey | None:
    why = reasons_for(reader, options)
    written = reader.data["key"]
    if not isinstance(written, dict) or not written:
        reader.fault(
            "key",
            problem='"key:" must say what options earn.',
            fix=f"Write key: and under it, indented, a line such as {options[0].id}: 1",
        )
        return None
    unknown_options(reader, "key", written, options)
    credit: dict[str, float] = {}
    for name, share in written.items():
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            reader.fault(
                "key",
                name,
                problem=f'the credit of "{name}" must be a number from 0 to 1, not "{share}".',
                fix=f"Write {name}: 1 for the full mark, {name}: 0.5 for half of it.",
            )
        else:
            credit[str(name)] = float(share)
    if len(credit) == len(written) and 1.0 not in credit.values():
        reader.fault(
            "key",
            problem="no option earns the full mark, so the points can't be reached.",
            fix="Give the best option a credit of 1.",
        )
    return ChoiceKey(credit=credit, why=why or {})


def view(question: ChoiceQuestion, fields: Fields) -> View:
    """Return what the template ``choice.html`` shows."""
    return view_options(question.options, fields, several=False)


def parse(question: ChoiceQuestion, fields: Fields) -> str | None:
    """Return the id of the option picked, or None if none was.

    Raises:
        NotAnAnswerError: what was sent does not name one option of this question.
    """
    picked = parse_picks(question.options, fields, most=1)
    return picked[0] if picked else None


def mark(question: ChoiceQuestion, answer: str | None) -> Verdict:
    """Return the credit of the option picked; nothing picked earns 0."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be marked without its key")
    texts = {option.id: option.text for option in question.options}
    strongest = tuple(texts[each] for each, share in question.key.credit.items() if share == 1)
    if answer is None:
        return Verdict(share=0.0, answered=False, strongest=strongest)
    share = question.key.credit.get(answer, 0.0)
    remark = Remark(about=texts[answer], says="You chose this", why=question.key.why[answer])
    return Verdict(share=share, remarks=(remark,), strongest=strongest)


def explain(question: ChoiceQuestion) -> tuple[Remark, ...]:
    """Return what each option earns, as a share of the points, and why."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be explained without its key")
    return tuple(
        Remark(
            about=option.text,
            says=f"{question.key.credit.get(option.id, 0.0):.0%}",
            why=question.key.why.get(option.id, ""),
        )
        for option in question.options
    )


def longest_is_right(question: ChoiceQuestion) -> tuple[bool]:
    """Return whether an option that earns the full mark is the longest of all."""
    credit = question.key.credit if question.key else {}
    return (longest_is_among(question.options, [e for e, share in credit.items() if share == 1]),)


_EXAMPLE = """
kind: choice
points: 2
prompt: A young person messages you at 22:40 to say that somebody is hurting them. What do you do?
options:
  reply: Ask what happened while they are still online.
  tell: Say what you must do next, then call the duty manager.
  wait: Raise it in the morning.
### BEGIN HIDDEN TESTS
key: {tell: 1, reply: 0.25}
why:
  reply: Staying with them matters. Asking for an account now can harm both them and the evidence.
  tell: They know what happens next, and somebody who can act tonight is told.
  wait: They told you tonight.
### END HIDDEN TESTS
"""

KIND = Kind(
    name="choice",
    fields=(FIELD,),
    entries=("options", "key", "why"),
    read=read,
    view=view,
    parse=parse,
    mark=mark,
    explain=explain,
    shuffles="options",
    longest_is_right=longest_is_right,
    samples=(
        Sample(id="right", source=_EXAMPLE, fields={FIELD: ["tell"]}, share=1.0),
        Sample(id="partly right", source=_EXAMPLE, fields={FIELD: ["reply"]}, share=0.25),
        Sample(id="wrong", source=_EXAMPLE, fields={FIELD: ["wait"]}, share=0.0),
        Sample(id="blank", source=_EXAMPLE, fields={}, share=0.0),
        Sample(id="taken back", source=_EXAMPLE, fields={FIELD: []}, share=0.0),
        Sample(id="two at once", source=_EXAMPLE, fields={FIELD: ["tell", "reply"]}, share=None),
        Sample(id="no such option", source=_EXAMPLE, fields={FIELD: ["shout"]}, share=None),
        Sample(id="another's field", source=_EXAMPLE, fields={"order": ["tell"]}, share=None),
    ),
)
