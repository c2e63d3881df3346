"""Rank responses from most to least appropriate; nearness to a panel's order earns."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import permutations
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
from graders.kinds.options import longest_is_among
from graders.kinds.parts import read_parts
from graders.kinds.placing import (
    FIELD,
    check_each_once,
    ids_in,
    listed,
    ordinal,
    parse_order,
    press_order,
    reasons_for,
    view_order,
)
from graders.kinds.reading import Reader, did_you_mean

LEAST, MOST = 3, 7

#: Where the orders come from: people who sat as a panel, or whoever wrote the question.
PANEL, ILLUSTRATIVE = "panel", "illustrative"

#: The groups a panel may have, by the entry of the key that holds their order.
GROUPS = {"practitioners": "practitioners", "ebe": "experts by experience"}
BOTH = "both"

#: Where pressing "Place" from the top of the list earns more than this, the author is told.
_GIVEN_AWAY = 2 / 3


@frozen(kw_only=True)
class RankingKey:
    """In which order a panel put the responses, and why.

    Attributes:
        origin: "panel", or "illustrative" where no panel has sat.
        counts: Whose order counts: "practitioners", "ebe" (experts by experience) or "both".
        orders: All ids, most appropriate first, by group; the groups that count are there.
        why: Reason by response id, one for every response.
    """

    origin: str
    counts: str
    orders: dict[str, tuple[str, ...]]
    why: dict[str, str]

    @property
    def counting(self) -> tuple[tuple[str, ...], ...]:
        """The orders that count: one or two."""
        return tuple(order for group, order in self.orders.items() if self.counts in (group, BOTH))


@frozen(kw_only=True)
class RankingQuestion(Question):
    """A question with responses to rank.

    Attributes:
        responses: Three to seven, in the order they are offered.
        key: A panel's order; None in a student's copy.
    """

    responses: tuple[Option, ...]
    key: RankingKey | None = None


def read(reader: Reader, common: dict[str, Any]) -> RankingQuestion | None:
    """Return the question, or None with every fault noted in *reader*."""
    responses = read_parts(
        reader, "responses", least=LEAST, example="ring: Ring him and ask what he would like."
    )
    if responses is None:
        return None
    if len(responses) > MOST:
        reader.fault(
            "responses",
            problem=f"there are {len(responses)} responses; nobody can rank so many with care.",
            fix=f"Keep {MOST} of them, or fewer.",
        )
        return None
    key = _read_key(reader, responses) if "key" in reader.data else None
    return RankingQuestion(responses=responses, key=key, **common)


def _read_key(reader: Reader, responses: tuple[Option, ...]) -> RankingKey | None:
    why = reasons_for(reader, responses, thing="response", example="ring: He has asked for it.")
    before = len(reader.faults)
    written = reader.data["key"]
    if not isinstance(written, Mapping):
        reader.fault(
            "key",
            problem='"key:" must say where the order comes from, whose counts, and what it is.',
            fix="Write key: and under it, indented, lines such as origin: illustrative, "
            f"counts: practitioners and practitioners: [{_ids(responses)}]",
        )
        return None
    entries = ("origin", "counts", *GROUPS)
    for name in written:
        if name not in entries:
            reader.fault(
                "key",
                str(name),
                problem=f'"{name}" is not an entry of this key.',
                fix=f"Write one of {', '.join(entries)}, or remove the line."
                + did_you_mean(str(name), entries),
            )
    origin = _one_of(reader, written, "origin", (ILLUSTRATIVE, PANEL))
    counts = _one_of(reader, written, "counts", (*GROUPS, BOTH))
    orders = {
        group: _read_group(reader, written[group], group, responses)
        for group in GROUPS
        if group in written
    }
    for group in GROUPS:
        if counts in (group, BOTH) and group not in written:
            reader.fault(
                "key",
                "counts",
                problem=f'the order of {GROUPS[group]} counts, and "{group}:" is missing.',
                fix=f"Add a line {group}: [{_ids(responses)}] with their order, most appropriate "
                "first, or change whose order counts.",
            )
    if len(reader.faults) > before:
        return None
    key = RankingKey(origin=origin, counts=counts, orders=orders, why=why or {})
    if share_of_ranking([each.id for each in responses], key.counting) == 1.0:
        reader.fault(
            "responses",
            problem="the responses are written in an order that earns the full mark, where every "
            "student can read it.",
            fix="Write the lines in another order; the key goes by their names.",
        )
    return key


def _ids(responses: Sequence[Option]) -> str:
    return ", ".join(each.id for each in responses)


def _one_of(reader: Reader, written: Mapping[Any, Any], entry: str, known: tuple[str, ...]) -> str:
    """Return what *entry* of the key says; note a fault if it is none of *known*."""
    value = written.get(entry)
    if isinstance(value, str) and value in known:
        return value
    reader.fault(
        "key",
        entry,
        problem=f'"{entry}:" under "key:" must be one of {", ".join(known)}.',
        fix=f"Write {entry}: {known[0]}"
        + (did_you_mean(value, known) if isinstance(value, str) else ""),
    )
    return ""


def _read_group(
    reader: Reader, value: Any, group: str, responses: Sequence[Option]
) -> tuple[str, ...]:
    """Return a group's order; note every fault."""
    path = ("key", group)
    named = ids_in(value, path)
    if named is None:
        reader.fault(
            *path,
            problem=f'"{group}:" under "key:" must be a list of responses.',
            fix=f"Write {group}: [{_ids(responses)}] with the most appropriate first.",
        )
        return ()
    check_each_once(reader, path, named, responses, thing="response")
    return tuple(name for _, name in named)


def view(question: RankingQuestion, fields: Fields) -> View:
    """Return what the template ``ranking.html`` shows."""
    return view_order(
        question.responses,
        fields,
        hint="Place the most appropriate response first, the least appropriate last. "
        "You can move them afterwards.",
        static_hint=f"Rank all {len(question.responses)}, from most to least appropriate.",
        ends=("most appropriate", "least appropriate"),
    )


def parse(question: RankingQuestion, fields: Fields) -> tuple[str, ...]:
    """Return the ids of the responses placed, most appropriate first; none is an empty tuple.

    Raises:
        NotAnAnswerError: what was sent names something that is no response here, or one twice.
    """
    return parse_order(question.responses, fields, thing="response")


def press(question: RankingQuestion, fields: Fields, button: str, value: str) -> FormFields:
    """Return the answer after a button of the form was pressed."""
    return press_order(question.responses, fields, button, value)


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how far apart two orders of the same things are: by how many places, summed up.

    Source:
        Spearman's footrule. It is 0 at least, and n² ÷ 2, rounded down, at most; its
        average over all orders is (n² - 1) ÷ 3: P. Diaconis and R. L. Graham, "Spearman's
        Footrule as a Measure of Disarray", Journal of the Royal Statistical Society,
        Series B 39 (1977), pages 262 to 268.

    >>> distance("ACBED", "CABED"), distance("ABCDE", "EDCBA")
    (2, 12)
    """
    return sum(abs(one.index(each) - place) for place, each in enumerate(other))


@cache
def _bounds(orders: tuple[tuple[str, ...], ...]) -> tuple[int, int]:
    """Return the least and the greatest that distances to *orders* add up to."""
    sums = [_total(each, orders) for each in permutations(orders[0])]
    return min(sums), max(sums)


def _total(ranking: Sequence[str], orders: Sequence[Sequence[str]]) -> int:
    return sum(distance(order, ranking) for order in orders)


def share_of_ranking(placed: Sequence[str], orders: Sequence[Sequence[str]]) -> float:
    """Return (worst - D) ÷ (worst - best), from 0.0 to 1.0.

    D adds up the distances to each of *orders*; best and worst are the least and the
    greatest D that any full ranking has. What is not placed is taken to follow in the
    order that is worst, so placing one more never earns less.

    One order of five: best is 0, worst 12. Two orders: best is the distance between
    them, so either of them earns 1.

    Args:
        placed: Ids, most appropriate first, all different; some may be missing.
        orders: One or more orders of the same three to seven ids.

    >>> share_of_ranking("ACBED", ["CABED"]) == 10 / 12
    True
    """
    keyed = tuple(tuple(order) for order in orders)
    missing = [each for each in keyed[0] if each not in placed]
    best, worst = _bounds(keyed)
    total = max(_total((*placed, *rest), keyed) for rest in permutations(missing))
    return (worst - total) / (worst - best)


def mark(question: RankingQuestion, answer: Sequence[str]) -> Verdict:
    """Return the share of the points that the ranking earns, and why, response by response."""
    key = question.key
    if key is None:
        raise ValueError(f"{question.name}: can't be marked without its key")
    if not answer:
        return Verdict(share=0.0, answered=False, strongest=_strongest(question, key))
    texts = {each.id: each.text for each in question.responses}
    missing = [each.id for each in question.responses if each.id not in answer]
    mine = {each: f"You put this {ordinal(place)}" for place, each in enumerate(answer, 1)}
    return Verdict(
        share=share_of_ranking(answer, key.counting),
        remarks=(
            _of_the_panel(key),
            *(
                Remark(
                    about=texts[each],
                    says=f"{mine.get(each, 'You did not place this')}. {_said_of(key, each)}",
                    why=key.why[each],
                )
                for each in (*answer, *missing)
            ),
        ),
        strongest=_strongest(question, key),
    )


def _of_the_panel(key: RankingKey) -> Remark:
    """Return what is to be known of the orders: whether people gave them, and whose counts."""
    groups = [GROUPS[each] for each in key.orders]
    why = []
    if key.origin == ILLUSTRATIVE:
        why.append(f"What {listed(groups)} would say here was written for the course.")
    if key.counts != BOTH and len(groups) > 1:
        why.append(f"The order of {GROUPS[key.counts]} is the one that counts.")
    elif len(set(key.counting)) > 1:
        why.append("They differ, and either order earns the full mark.")
    sat = "No panel has sat yet" if key.origin == ILLUSTRATIVE else "A panel ranked these"
    return Remark(about=f"The order of {listed(groups)}", says=sat, why=" ".join(why))


def _said_of(key: RankingKey, response: str) -> str:
    """Return where each group puts *response*, as a sentence without its full stop.

    Of a panel that has not sat nothing is said as if it had.
    """
    put = "would put" if key.origin == ILLUSTRATIVE else "put"
    places = {
        GROUPS[each]: ordinal(order.index(response) + 1) for each, order in key.orders.items()
    }
    (whose, place), *others = places.items()
    if len(set(places.values())) < len(places):
        return f"Both {put} it {place}"
    said = f"{whose} {put} it {place}" + "".join(f", {each} {there}" for each, there in others)
    return f"{said[:1].upper()}{said[1:]}"


def _strongest(question: RankingQuestion, key: RankingKey) -> tuple[str, ...]:
    """Return an order that earns the full mark, and where the other group's differs from it."""
    texts = {each.id: each.text for each in question.responses}
    first, *others = key.counting
    said = []
    for place, each in enumerate(first, 1):
        differs = [
            f" (experts by experience: {ordinal(order.index(each) + 1)})"
            for order in others
            if order.index(each) + 1 != place
        ]
        said.append(f"{ordinal(place)}: {texts[each]}{''.join(differs)}")
    return tuple(said)


def explain(question: RankingQuestion) -> tuple[Remark, ...]:
    """Return whether a panel has sat, and where each group puts each response, and why."""
    key = question.key
    if key is None:
        raise ValueError(f"{question.name}: can't be explained without its key")
    return (
        _of_the_panel(key),
        *(
            Remark(about=each.text, says=_said_of(key, each.id), why=key.why.get(each.id, ""))
            for each in question.responses
        ),
    )


def longest_is_right(question: RankingQuestion) -> tuple[bool]:
    """Return whether the longest of all responses is one that a group puts first."""
    firsts = {order[0] for order in question.key.counting} if question.key else set()
    return (longest_is_among(question.responses, firsts),)


def doubts(question: RankingQuestion) -> list[str]:
    """Return a doubt where who presses from the top of the list earns much of the points."""
    if question.key is None or question.shuffle:
        return []
    share = share_of_ranking([each.id for each in question.responses], question.key.counting)
    if share <= _GIVEN_AWAY:
        return []
    return [
        f"Whoever places the responses as they are written earns {share:.0%} of the points. "
        "Write them in another order, or add shuffle: true."
    ]


_EXAMPLE = """
kind: ranking
points: 2
prompt: |
  Mrs Begum, 79, tells you that her grandson set up her tablet so that he sees her messages too.
  "It's easier," she says. "He answers the ones I don't understand."

  Rank these, from the most to the least appropriate thing to do on this visit.
responses:
  advice: Explain to her what somebody who reads her messages could do with them.
  off: Turn the sharing off with her now, and show her how it stays off.
  want: Ask what she likes about it, and which messages she would rather keep to herself.
  leave: Leave it as it is, since she has said that it suits her.
  grandson: Ring her grandson from her kitchen, and ask him what he reads.
### BEGIN HIDDEN TESTS
key:
  origin: illustrative
  counts: practitioners
  practitioners: [want, advice, leave, off, grandson]
why:
  want: It is her tablet and her family. What she would keep to herself decides what else is needed.
  advice: She can only choose if she knows. It comes easier once you know what she likes about it.
  leave: She did say so, and it may stay so. But nobody has asked whether that goes for all of it.
  off: It may be what she wants in the end. Now it takes his help away before she has said a word.
  grandson: He may well have good reasons. Asking him first makes it his to decide.
### END HIDDEN TESTS
"""

# Two groups that differ by 4 places: at best D is 4, at worst 24.
_BOTH = _EXAMPLE.replace("counts: practitioners", "counts: both").replace(
    "why:\n", "  ebe: [want, leave, advice, grandson, off]\nwhy:\n", 1
)

KIND = Kind(
    name="ranking",
    fields=(FIELD,),
    entries=("responses", "key", "why"),
    read=read,
    view=view,
    parse=parse,
    mark=mark,
    explain=explain,
    press=press,
    shuffles="responses",
    longest_is_right=longest_is_right,
    doubts=doubts,
    samples=(
        Sample(
            id="right",
            source=_EXAMPLE,
            fields={FIELD: ["want", "advice", "leave", "off", "grandson"]},
            share=1.0,
        ),
        Sample(
            id="partly right: neighbours the wrong way round",
            source=_EXAMPLE,
            fields={FIELD: ["advice", "want", "leave", "off", "grandson"]},
            share=10 / 12,
        ),
        Sample(
            id="the last response first",
            source=_EXAMPLE,
            fields={FIELD: ["grandson", "want", "advice", "leave", "off"]},
            share=4 / 12,
        ),
        Sample(
            id="wrong: the other way round",
            source=_EXAMPLE,
            fields={FIELD: ["grandson", "off", "leave", "advice", "want"]},
            share=0.0,
        ),
        Sample(
            # The four left are worst as grandson, off, leave, advice: 3 + 1 + 1 + 3 places.
            id="only the first placed",
            source=_EXAMPLE,
            fields={FIELD: ["want"]},
            share=4 / 12,
        ),
        Sample(
            id="only one placed, and that the last",
            source=_EXAMPLE,
            fields={FIELD: ["grandson"]},
            share=0.0,
        ),
        Sample(
            id="as practitioners, where both count",
            source=_BOTH,
            fields={FIELD: ["want", "advice", "leave", "off", "grandson"]},
            share=1.0,
        ),
        Sample(
            id="as experts by experience, where both count",
            source=_BOTH,
            fields={FIELD: ["want", "leave", "advice", "grandson", "off"]},
            share=1.0,
        ),
        Sample(
            # 2 and 6 places from the two orders: (24 - 8) ÷ (24 - 4).
            id="near to both, where both count",
            source=_BOTH,
            fields={FIELD: ["advice", "want", "leave", "off", "grandson"]},
            share=16 / 20,
        ),
        Sample(id="blank", source=_EXAMPLE, fields={}, share=0.0),
        Sample(id="all taken out again", source=_EXAMPLE, fields={FIELD: []}, share=0.0),
        Sample(
            id="malformed: twice", source=_EXAMPLE, fields={FIELD: ["want", "want"]}, share=None
        ),
        Sample(id="malformed: a place", source=_EXAMPLE, fields={FIELD: ["1", "2"]}, share=None),
        Sample(
            id="hostile: no such response",
            source=_EXAMPLE,
            fields={FIELD: ["want", '"><script>alert(1)</script>']},
            share=None,
        ),
        Sample(
            id="hostile: another question's field",
            source=_EXAMPLE,
            fields={"choice": ["want"]},
            share=None,
        ),
    ),
)
