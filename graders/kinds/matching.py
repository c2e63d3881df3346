"""Put each item into one of several groups; a wrong group costs, one left open does not."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from graders.kinds.contract import Fields, Kind, Option, Question, Remark, Sample, Verdict, View
from graders.kinds.grid import (
    Choices,
    Item,
    by_id,
    parse_grid,
    reasons_for,
    view_grid,
)
from graders.kinds.parts import note_unknown, read_parts
from graders.kinds.reading import Reader, did_you_mean


@frozen(kw_only=True)
class MatchingKey:
    """Where each item belongs, and why.

    Attributes:
        group: Id of the right group by item id, one for every item.
        why: Reason by item id, one for every item.
    """

    group: dict[str, str]
    why: dict[str, str]


@frozen(kw_only=True)
class MatchingQuestion(Question):
    """A question with items to put into groups.

    Attributes:
        groups: Two or more, in the order they are shown; a group may stay empty.
        items: Two or more, in the order they are shown.
        key: Where the items belong; None in a student's copy.
    """

    groups: tuple[Option, ...]
    items: tuple[Item, ...]
    key: MatchingKey | None = None


def read(reader: Reader, common: dict[str, Any]) -> MatchingQuestion | None:
    """Return the question, or None with every fault noted in *reader*."""
    groups = read_parts(reader, "groups", example="adult: Care Act 2014, section 42")
    parts = read_parts(reader, "items", example="money: Her grandson has emptied her account.")
    if groups is None or parts is None:
        return None
    items = tuple(Item(id=each.id, lines=(each.text,)) for each in parts)
    key = _read_key(reader, groups, items) if "key" in reader.data else None
    return MatchingQuestion(groups=groups, items=items, key=key, **common)


def _read_key(
    reader: Reader, groups: tuple[Option, ...], items: tuple[Item, ...]
) -> MatchingKey | None:
    why = reasons_for(reader, items)
    before = len(reader.faults)
    written = reader.data["key"]
    if not isinstance(written, Mapping) or not written:
        reader.fault(
            "key",
            problem='"key:" must say into which group each item goes.',
            fix=f"Write key: and under it, indented, a line such as {items[0].id}: {groups[0].id}",
        )
        return None
    named = by_id(reader, ("key",), dict(written))
    ids = [item.id for item in items]
    note_unknown(reader, "key", ids=written, known=ids, are="items")
    for each in ids:
        if each not in named:
            reader.fault(
                "key",
                problem=f'the key has no group for the item "{each}".',
                fix=f"Add a line {each}: {groups[0].id} with the group it belongs to.",
            )
    for name, group in named.items():
        _note_no_group(reader, name, group, groups)
    if len(reader.faults) > before:
        return None
    right = {each: str(named[each]) for each in ids}
    _note_one_for_all(reader, Counter(right.values()), len(groups))
    return MatchingKey(group=right, why=why or {})


def _note_no_group(reader: Reader, name: str, group: Any, groups: tuple[Option, ...]) -> None:
    known = [each.id for each in groups]
    if not isinstance(group, str | int | float):
        reader.fault(
            "key",
            name,
            problem=f'"{name}:" under "key:" must name one group.',
            fix=f"Write one of {', '.join(known)}. An item that fits two groups needs other words.",
        )
    elif str(group) not in known:
        reader.fault(
            "key",
            name,
            problem=f'"{name}: {group}" under "key:" names none of the groups.',
            fix=f"Write one of {', '.join(known)}." + did_you_mean(str(group), known),
        )


def _note_one_for_all(reader: Reader, held: Counter[str], groups: int) -> None:
    """Note a group so full that whoever puts everything there earns more than half."""
    items = held.total()

    def earned(count: int) -> float:
        return share_of_matches(right=count, wrong=items - count, items=items, groups=groups)

    (group, most), *_ = held.most_common(1)
    if earned(most) > 1 / 2:
        allowed = max(count for count in range(items) if earned(count) <= 1 / 2)
        reader.fault(
            "key",
            problem=f'whoever puts every item into "{group}" earns {earned(most):.0%} of the '
            "points.",
            fix=f"Add items for other groups; of {items} items {allowed} may go into one group.",
        )


def view(question: MatchingQuestion, fields: Fields) -> View:
    """Return what the template ``matching.html`` shows."""
    return view_grid(
        question.items,
        question.groups,
        fields,
        hint="Choose one group for each. A wrong choice costs something; one left open does not.",
        heading="The groups",
    )


def parse(question: MatchingQuestion, fields: Fields) -> Choices:
    """Return the group chosen for each item that was answered; none at all is empty.

    Raises:
        NotAnAnswerError: what was sent is no item or no group of this question.
    """
    return parse_grid(question.items, question.groups, fields)


def share_of_matches(*, right: int, wrong: int, items: int, groups: int) -> float:
    """Return max(0, (right - wrong ÷ (groups - 1)) ÷ items), from 0.0 to 1.0.

    A blind choice is right once in *groups* times, so that before the floor at 0 it
    adds, on average, as much as it takes away. The floor means that guessing still
    earns a little on average, which the question's page says.

    Where nothing is left open this is max(0, (p - 1/k) ÷ (1 - 1/k)), with p the share
    of right choices and k the number of groups.

    Args:
        right: Items in the right group: 0 to *items*.
        wrong: Items in a wrong group: 0 to *items* - *right*.
        items: Items there are: 1 or more.
        groups: Groups there are: 2 or more.

    Source:
        Formula scoring, R - W ÷ (k - 1): F. M. Lord, "Formula Scoring and Number-Right
        Scoring", Journal of Educational Measurement 12 (1975). The floor is ours.

    >>> share_of_matches(right=4, wrong=1, items=6, groups=3)
    0.5833333333333334
    """
    # In whole numbers up to the last division: a third is no float.
    return max(0.0, (right * (groups - 1) - wrong) / (items * (groups - 1)))


def mark(question: MatchingQuestion, answer: Choices) -> Verdict:
    """Return the share of the points that the choices earn, and why, item by item."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be marked without its key")
    texts = {group.id: group.text.rstrip(".") for group in question.groups}
    key = question.key
    strongest = tuple(f"{texts[key.group[item.id]]}: {item.text}" for item in question.items)
    if not answer:
        return Verdict(share=0.0, answered=False, strongest=strongest)
    right = sum(key.group[item] == group for item, group in answer.items())
    share = share_of_matches(
        right=right,
        wrong=len(answer) - right,
        items=len(question.items),
        groups=len(question.groups),
    )
    remarks = tuple(
        Remark(
            about=item.text,
            says=_in_words(answer.get(item.id), key.group[item.id], texts),
            why=key.why[item.id],
        )
        for item in question.items
    )
    return Verdict(share=share, remarks=remarks, strongest=strongest)


def _in_words(chosen: str | None, right: str, texts: Mapping[str, str]) -> str:
    if chosen is None:
        return "You left this open"
    fits = ", and it belongs there" if chosen == right else "; it does not belong there"
    return f"You put this under “{texts[chosen]}”{fits}"


def explain(question: MatchingQuestion) -> tuple[Remark, ...]:
    """Return the group of each item, and why."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be explained without its key")
    texts = {group.id: group.text for group in question.groups}
    return tuple(
        Remark(
            about=item.text,
            says=texts[question.key.group[item.id]],
            why=question.key.why.get(item.id, ""),
        )
        for item in question.items
    )


_EXAMPLE = """
kind: matching
points: 2
prompt: Which of these services fits what has happened, beside what you do yourself?
groups:
  remove: Report Remove
  stop: StopNCII.org
  fraud: Report Fraud
items:
  sixteen: Precious, 16, finds that a nude picture of her is going round her year.
  forty: Gareth, 40, is told that pictures of him will be sent to his employer.
  savings: Mrs Iqbal, 70, has paid £4,000 to a savings bank that does not exist.
  nineteen: Chloe, 19, hears that her former partner is about to post pictures of her.
### BEGIN HIDDEN TESTS
key: {sixteen: remove, forty: stop, savings: fraud, nineteen: stop}
why:
  sixteen: She is under 18, and it is her own picture. She can report it herself.
  forty: He is an adult. What he sends is a mark of each picture, not the picture.
  savings: It is fraud, and a report gives her a number for her bank. Her bank comes first, today.
  nineteen: She was under 18 not long ago, but she is an adult now, and that is what decides.
### END HIDDEN TESTS
"""

_RIGHT = {"sixteen": ["remove"], "forty": ["stop"], "savings": ["fraud"], "nineteen": ["stop"]}

KIND = Kind(
    name="matching",
    fields=(),
    entries=("groups", "items", "key", "why"),
    read=read,
    view=view,
    parse=parse,
    mark=mark,
    explain=explain,
    shuffles="items",
    samples=(
        Sample(id="right", source=_EXAMPLE, fields=_RIGHT, share=1.0),
        Sample(
            id="three right, one wrong",  # (3 - 1/2) / 4
            source=_EXAMPLE,
            fields={**_RIGHT, "nineteen": ["remove"]},
            share=0.625,
        ),
        Sample(
            id="three right, one left open",
            source=_EXAMPLE,
            fields={**_RIGHT, "nineteen": []},
            share=0.75,
        ),
        Sample(
            id="one right, one wrong",  # (1 - 1/2) / 4
            source=_EXAMPLE,
            fields={"savings": ["fraud"], "forty": ["fraud"]},
            share=0.125,
        ),
        Sample(
            id="everything in one group",  # (2 - 2/2) / 4
            source=_EXAMPLE,
            fields={each: ["stop"] for each in _RIGHT},
            share=0.25,
        ),
        Sample(
            id="one right, three wrong",  # 1 - 3/2 is below 0
            source=_EXAMPLE,
            fields={each: ["remove"] for each in _RIGHT},
            share=0.0,
        ),
        Sample(id="wrong", source=_EXAMPLE, fields={"savings": ["stop"]}, share=0.0),
        Sample(id="blank", source=_EXAMPLE, fields={}, share=0.0),
        Sample(
            id="nothing chosen", source=_EXAMPLE, fields={each: [] for each in _RIGHT}, share=0.0
        ),
        Sample(
            id="two groups for one item",
            source=_EXAMPLE,
            fields={**_RIGHT, "forty": ["stop", "remove"]},
            share=None,
        ),
        Sample(
            id="one group twice", source=_EXAMPLE, fields={"forty": ["stop", "stop"]}, share=None
        ),
        Sample(id="no such group", source=_EXAMPLE, fields={"forty": ["police"]}, share=None),
        Sample(id="another's field", source=_EXAMPLE, fields={"choice": ["stop"]}, share=None),
        Sample(
            id="HTML for an item", source=_EXAMPLE, fields={"<b>forty</b>": ["stop"]}, share=None
        ),
    ),
)
