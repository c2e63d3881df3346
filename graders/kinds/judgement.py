"""Rate each item on a scale; a rating earns by how many of a panel chose it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from graders.kinds.contract import Fields, Kind, Option, Question, Remark, Sample, Verdict, View
from graders.kinds.grid import (
    Choices,
    Item,
    by_id,
    parse_grid,
    reasons_for,
    view_grid,
)
from graders.kinds.panel import Votes, agreed_on, credits_of, most_chosen
from graders.kinds.parts import note_unknown, read_parts
from graders.kinds.reading import Reader, did_you_mean

ILLUSTRATIVE, PANEL = "illustrative", "panel"
PRACTITIONERS, EBE, BOTH = "practitioners", "ebe", "both"

#: The groups of a panel, as feedback calls them.
_GROUPS = {PRACTITIONERS: "practitioners", EBE: "experts by experience"}

_MOST_RATINGS = 7

#: Above this share of the points one rating for everything is said to the author.
_TOO_MUCH_FOR_ONE = 2 / 3


@frozen(kw_only=True)
class JudgementKey:
    """How a panel rated the items, and why they are as they are.

    Attributes:
        origin: "panel" if a panel gave the votes, "illustrative" if nobody did yet.
        counts: Whose votes make the mark: "practitioners", "ebe" or "both".
        practitioners: Votes by item id; empty if there are none.
        ebe: The same of experts by experience.
        why: Reason by item id, one for every item.
    """

    origin: str
    counts: str
    practitioners: dict[str, Votes]
    ebe: dict[str, Votes]
    why: dict[str, str]

    def counted(self, item: str) -> list[Votes]:
        """Return the votes on *item* that make the mark, a group each."""
        groups = {PRACTITIONERS: self.practitioners, EBE: self.ebe}
        return [votes[item] for name, votes in groups.items() if self.counts in (name, BOTH)]


@frozen(kw_only=True)
class JudgementQuestion(Question):
    """A question with items to rate.

    Attributes:
        scale: The ratings in their order: two to seven.
        items: Two or more, in the order they are shown.
        key: How a panel rated them; None in a student's copy.
    """

    scale: tuple[Option, ...]
    items: tuple[Item, ...]
    key: JudgementKey | None = None

    @property
    def ratings(self) -> list[str]:
        """Ids of the ratings, in the order of the scale."""
        return [rating.id for rating in self.scale]


def read(reader: Reader, common: dict[str, Any]) -> JudgementQuestion | None:
    """Return the question, or None with every fault noted in *reader*."""
    scale = read_parts(reader, "scale", example="good: Very appropriate", most=_MOST_RATINGS)
    items = _read_items(reader)
    if scale is None or items is None:
        return None
    question = JudgementQuestion(scale=scale, items=items, **common)
    return evolve(question, key=_read_key(reader, question)) if "key" in reader.data else question


def _read_items(reader: Reader) -> tuple[Item, ...] | None:
    """Return the items: each a text, or what somebody thought and what they then find."""
    written = reader.data.get("items")
    if not isinstance(written, Mapping):
        read_parts(reader, "items", example="wait: Wait until he asks.")
        return None
    lines = {
        name: _pair(reader, name, each) if isinstance(each, Mapping) else (each,)
        for name, each in written.items()
    }
    # A pair that can't be read has its faults by now; its name stands in for it.
    texts = {
        name: each[0] if each and len(each) == 1 else " ".join(each or (f"pair {name}",))
        for name, each in lines.items()
    }
    inner = Reader(data={"items": texts}, lines=reader.lines, faults=reader.faults)
    parts = read_parts(inner, "items", example="wait: Wait until he asks.")
    if parts is None or None in lines.values():
        return None
    return tuple(
        Item(id=part.id, lines=each if each and len(each) > 1 else (part.text,))
        for part, each in zip(parts, lines.values(), strict=True)
    )


def _pair(reader: Reader, name: Any, written: Mapping[Any, Any]) -> tuple[str, ...] | None:
    """Return the two lines of an item that says what was thought and what is new."""
    good = set(written) == {"thinking", "new"} and all(
        isinstance(each, str) and each.strip() for each in written.values()
    )
    if good:
        return (
            f"You were thinking: {written['thinking'].strip()}",
            f"Then you find: {written['new'].strip()}",
        )
    reader.fault(
        "items",
        name,
        problem=f'"{name}:" under "items:" must be a text, or a pair of "thinking:" and "new:".',
        fix="Write thinking: with what was thought, and under it new: with what is found, "
        "both as texts.",
    )
    return None


def _read_key(reader: Reader, question: JudgementQuestion) -> JudgementKey | None:
    why = reasons_for(reader, question.items)
    before = len(reader.faults)
    written = reader.data["key"]
    if not isinstance(written, Mapping) or not written:
        reader.fault(
            "key",
            problem='"key:" must say whose votes count, and hold them.',
            fix="Write key: and under it, indented, origin:, counts:, and the votes under "
            "practitioners: or ebe: or both.",
        )
        return None
    entries = ("origin", "counts", *_GROUPS)
    note_unknown(reader, "key", ids=written, known=entries, are="entries of the key")
    origin = _one_of(
        reader,
        "origin",
        (PANEL, ILLUSTRATIVE),
        fix="Write origin: panel if a panel gave these votes, origin: illustrative if nobody has "
        "voted yet.",
    )
    counts = _one_of(
        reader,
        "counts",
        (PRACTITIONERS, EBE, BOTH),
        fix="Write counts: both to let practitioners and experts by experience weigh alike.",
    )
    votes = {group: _read_votes(reader, question, group, counts) for group in _GROUPS}
    if len(reader.faults) > before:
        return None
    key = JudgementKey(origin=origin, counts=counts, why=why or {}, **votes)
    _note_one_for_all(reader, evolve(question, key=key))
    return key


def _one_of(reader: Reader, entry: str, known: Sequence[str], *, fix: str) -> str:
    value = reader.data["key"].get(entry)
    if value in known:
        return str(value)
    said = "missing" if value is None else f'not "{str(value)[:40]}"'
    reader.fault(
        "key",
        entry,
        problem=f'"{entry}:" under "key:" must be one of {", ".join(known)}; it is {said}.',
        fix=fix + did_you_mean(str(value), known),
    )
    return ""


def _read_votes(
    reader: Reader, question: JudgementQuestion, group: str, counts: str
) -> dict[str, Votes]:
    """Return the votes of *group* by item, or nothing if it gave none; note every fault."""
    first = f"{question.items[0].id}: {{{question.ratings[0]}: 3, {question.ratings[-1]}: 7}}"
    if group not in reader.data["key"]:
        if counts in (group, BOTH):
            reader.fault(
                "key",
                "counts",
                problem=f'"counts: {counts}" needs the votes under "{group}:", and there are none.',
                fix=f"Add {group}: and under it, indented, lines such as {first}",
            )
        return {}
    written = reader.data["key"][group]
    if not isinstance(written, Mapping) or not written:
        reader.fault(
            "key",
            group,
            problem=f'"{group}:" under "key:" must give the votes on each item.',
            fix=f"Write {group}: and under it, indented, lines such as {first}",
        )
        return {}
    ids = [item.id for item in question.items]
    note_unknown(reader, "key", group, ids=written, known=ids, are="items")
    named = by_id(reader, ("key", group), dict(written))
    for each in ids:
        if each not in named:
            reader.fault(
                "key",
                group,
                problem=f'"{group}:" has no votes on the item "{each}".',
                fix=f"Add a line such as {each}: {first.partition(': ')[2]}",
            )
    return {
        name: _read_votes_on(reader, group, name, each, question.ratings)
        for name, each in named.items()
    }


def _read_votes_on(
    reader: Reader, group: str, item: str, written: Any, ratings: Sequence[str]
) -> Votes:
    where = ("key", group, item)
    example = f"{{{ratings[0]}: 3, {ratings[-1]}: 7}}"
    if not isinstance(written, Mapping):
        reader.fault(
            *where,
            problem=f'"{item}:" under "{group}:" must give votes by rating.',
            fix=f"Write {item}: {example}",
        )
        return {}
    note_unknown(reader, *where, ids=written, known=ratings, are="ratings of the scale")
    votes = by_id(reader, where, dict(written))
    bad = [name for name, count in votes.items() if not _is_count(count)]
    for rating in bad:
        reader.fault(
            *where,
            rating,
            problem=f'the votes for "{rating}" on "{item}" under "{group}:" must be a whole '
            f'number, 0 or more, not "{str(votes[rating])[:40]}".',
            fix=f"Write {rating}: and how many chose it.",
        )
    if not any(votes.values()):
        reader.fault(
            *where,
            problem=f'nobody under "{group}:" voted on the item "{item}".',
            fix=f"Write the votes, such as {item}: {example}, or remove the item.",
        )
    return votes


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _note_one_for_all(reader: Reader, question: JudgementQuestion) -> None:
    """Note ratings that earn everything when they are given to every item."""
    for rating, share in _shares_of_one(question).items():
        if share == 1:
            reader.fault(
                "key",
                problem=f'whoever rates every item "{rating}" earns all of the points.',
                fix="Add an item on which most votes went to another rating.",
            )


def _shares_of_one(question: JudgementQuestion) -> dict[str, float]:
    """Return what each rating earns when it is given to every item."""
    return {
        rating: _share(question, {item.id: rating for item in question.items})
        for rating in question.ratings
    }


def view(question: JudgementQuestion, fields: Fields) -> View:
    """Return what the template ``judgement.html`` shows."""
    return view_grid(
        question.items,
        question.scale,
        fields,
        hint="Choose one rating for each.",
        heading="The ratings",
    )


def parse(question: JudgementQuestion, fields: Fields) -> Choices:
    """Return the rating chosen for each item that was answered; none at all is empty.

    Raises:
        NotAnAnswerError: what was sent is no item or no rating of this question.
    """
    return parse_grid(question.items, question.scale, fields)


def _credits(question: JudgementQuestion, item: str) -> dict[str, float]:
    assert question.key is not None
    return credits_of(question.ratings, question.key.counted(item))


def _share(question: JudgementQuestion, answer: Choices) -> float:
    """Return the mean over all items of what the ratings chosen earn; one left open earns 0."""
    earned = [_credits(question, item)[rating] for item, rating in answer.items()]
    return sum(earned) / len(question.items)


def mark(question: JudgementQuestion, answer: Choices) -> Verdict:
    """Return the mean credit of the ratings chosen, and why, item by item."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be marked without its key")
    strongest = tuple(
        f"{_best_in_words(question, item.id)}: {item.text}" for item in question.items
    )
    if not answer:
        return Verdict(share=0.0, answered=False, strongest=strongest)
    remarks = tuple(_remark(question, item, answer.get(item.id)) for item in question.items)
    return Verdict(
        share=_share(question, answer),
        remarks=(*_about_the_figures(question.key), *remarks),
        strongest=strongest,
    )


def _about_the_figures(key: JudgementKey) -> tuple[Remark, ...]:
    """Return a remark that nobody has voted, if that is so."""
    if key.origin == PANEL:
        return ()
    return (
        Remark(
            about="What these ratings are measured against",
            says="No panel has sat yet: the figures are illustrative",
            why="We wrote them to show how such a question works. What a panel of practitioners "
            "and experts by experience will say is not known.",
        ),
    )


def _remark(question: JudgementQuestion, item: Item, chosen: str | None) -> Remark:
    assert question.key is not None
    if chosen is None:
        says = "You left this open, so it earns nothing"
    else:
        credit = _credits(question, item.id)[chosen]
        worth = "in full" if credit == 1 else f"{credit:.0%} of its part" if credit else "nothing"
        says = f"You chose “{_texts(question)[chosen]}”. It earns {worth}"
    parts = (question.key.why[item.id], _difference(question, item.id))
    return Remark(about=item.text, says=says, why=" ".join(filter(None, parts)))


def _difference(question: JudgementQuestion, item: str) -> str:
    """Return in words how the two groups differ on *item*; empty if they don't, or one is none."""
    key = question.key
    if key is None or not (key.practitioners and key.ebe):
        return ""
    theirs = most_chosen(question.ratings, key.practitioners[item])
    others = most_chosen(question.ratings, key.ebe[item])
    if set(theirs) & set(others):
        return ""
    shown = key.origin == ILLUSTRATIVE
    where, said = ("In the illustrative figures", "say") if shown else ("On this", "said")
    return (
        f"{where} the two groups differ: practitioners most often {said} "
        f"{_named(question, theirs)}, experts by experience {_named(question, others)}."
    )


def _named(question: JudgementQuestion, ratings: Sequence[str]) -> str:
    return " and ".join(f"“{_texts(question)[each]}”" for each in ratings)


def _texts(question: JudgementQuestion) -> dict[str, str]:
    return {rating.id: rating.text.rstrip(".") for rating in question.scale}


def _best_in_words(question: JudgementQuestion, item: str) -> str:
    texts = _texts(question)
    return " or ".join(texts[each] for each, c in _credits(question, item).items() if c == 1)


def explain(question: JudgementQuestion) -> tuple[Remark, ...]:
    """Return what each rating of each item earns, why, and how the groups voted."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be explained without its key")
    texts = _texts(question)
    return (
        *_about_the_figures(question.key),
        *(
            Remark(
                about=item.text,
                says="; ".join(
                    f"{texts[rating]}: {credit:.0%}"
                    for rating, credit in _credits(question, item.id).items()
                ),
                why=" ".join((question.key.why.get(item.id, ""), *_votes(question, item.id))),
            )
            for item in question.items
        ),
    )


def _votes(question: JudgementQuestion, item: str) -> Iterator[str]:
    """Yield how each group voted on *item*, in words."""
    key = question.key
    assert key is not None
    texts = _texts(question)
    what = "Illustrative votes" if key.origin == ILLUSTRATIVE else "Votes"
    for group, votes in ((PRACTITIONERS, key.practitioners), (EBE, key.ebe)):
        if votes:
            said = ", ".join(
                f"{texts[each]} {votes[item][each]}"
                for each in question.ratings
                if votes[item].get(each)
            )
            only_shown = "" if key.counts in (group, BOTH) else " (not counted)"
            yield f"{what} of {_GROUPS[group]}{only_shown}: {said}."


def doubts(question: JudgementQuestion) -> Iterator[str]:
    """Yield items on which all agree, and ratings that pay too well when given to everything."""
    if question.key is None:
        return
    texts = _texts(question)
    for item in question.items:
        agreed = agreed_on(question.key.counted(item.id))
        if agreed is not None:
            yield (
                f"Everybody whose votes count rated “{item.text}” the same: “{texts[agreed]}”. "
                "That is too easy for this kind, which is for what people who know the work "
                "see differently."
            )
    for rating, share in _shares_of_one(question).items():
        if share > _TOO_MUCH_FOR_ONE:
            yield (
                f"Whoever rates everything “{texts[rating]}” earns {share:.0%} of the points. "
                "Add items that most would rate otherwise."
            )


_APPROPRIATE = """
kind: judgement
points: 2
prompt: |
  Kieran, 17, is looked after. On Sunday he asks to follow your private account:
  "Nobody picks up the office phone."

  How appropriate is each of these?
scale:
  very: Very appropriate
  fairly: Mostly appropriate
  hardly: Mostly inappropriate
  not: Very inappropriate
items:
  accept: Accept for now, and talk about it when you next meet.
  silent: Leave it, and talk about it when you next meet.
  explain: Decline, and tell him the same day from your work phone why, and how he can reach you.
### BEGIN HIDDEN TESTS
key:
  origin: illustrative
  counts: both
  practitioners:
    accept: {hardly: 4, not: 6}
    silent: {fairly: 6, hardly: 3, not: 1}
    explain: {very: 8, fairly: 2}
  ebe:
    accept: {fairly: 1, hardly: 3, not: 1}
    silent: {fairly: 1, hardly: 1, not: 3}
    explain: {very: 2, fairly: 3}
why:
  accept: He wants a way to reach you and gets one. He gets your private life with it.
  silent: It keeps the boundary. He hears nothing, which is what he was complaining of.
  explain: He gets an answer, a reason and a way. It still does not mend the office phone.
### END HIDDEN TESTS
"""

_NEW_FACTS = """
kind: judgement
points: 2
prompt: |
  Mr Lewis, 82, lives alone. He has stopped taking the video calls that he used to enjoy.

  How does what you find change what you were thinking?
scale:
  less: Less likely
  same: Neither more nor less likely
  more: More likely
items:
  kept: {thinking: Somebody keeps him from the tablet., new: His nephew has changed its password.}
  sight: {thinking: He can't see the screen well enough., new: He reads the paper every morning.}
### BEGIN HIDDEN TESTS
key:
  origin: illustrative
  counts: practitioners
  practitioners:
    kept: {same: 4, more: 6}
    sight: {less: 6, same: 3, more: 1}
why:
  kept: A password can shut him out. It can also be what he asked his nephew to do for him.
  sight: Print can be held to the light, and a screen can glare. But he sees well enough to read.
### END HIDDEN TESTS
"""

KIND = Kind(
    name="judgement",
    fields=(),
    entries=("scale", "items", "key", "why"),
    read=read,
    view=view,
    parse=parse,
    mark=mark,
    explain=explain,
    shuffles="items",
    doubts=doubts,
    samples=(
        # accept: fairly 1/5, hardly 4/10 + 3/5 = 1, not 6/10 + 1/5 = 4/5
        # silent: fairly 6/10 + 1/5 = 4/5, hardly 3/10 + 1/5 = 1/2, not 1/10 + 3/5 = 7/10
        # explain: very 8/10 + 2/5 = 6/5, fairly 2/10 + 3/5 = 4/5
        Sample(
            id="right",
            source=_APPROPRIATE,
            fields={"accept": ["hardly"], "silent": ["fairly"], "explain": ["very"]},
            share=1.0,
        ),
        Sample(
            id="partly right",  # (4/5 + 7/8 + 2/3) / 3
            source=_APPROPRIATE,
            fields={"accept": ["not"], "silent": ["not"], "explain": ["fairly"]},
            share=281 / 360,
        ),
        Sample(
            id="one left open",
            source=_APPROPRIATE,
            fields={"accept": ["hardly"], "silent": [], "explain": ["very"]},
            share=2 / 3,
        ),
        Sample(
            id="everything mostly appropriate",  # (1/5 + 1 + 2/3) / 3
            source=_APPROPRIATE,
            fields={"accept": ["fairly"], "silent": ["fairly"], "explain": ["fairly"]},
            share=28 / 45,
        ),
        Sample(
            id="wrong",
            source=_APPROPRIATE,
            fields={"accept": ["very"], "silent": ["very"], "explain": ["not"]},
            share=0.0,
        ),
        Sample(id="blank", source=_APPROPRIATE, fields={}, share=0.0),
        Sample(
            id="new facts, right",
            source=_NEW_FACTS,
            fields={"kept": ["more"], "sight": ["less"]},
            share=1.0,
        ),
        Sample(
            id="new facts, no change",  # (4/6 + 3/6) / 2
            source=_NEW_FACTS,
            fields={"kept": ["same"], "sight": ["same"]},
            share=7 / 12,
        ),
        Sample(
            id="two ratings for one item",
            source=_APPROPRIATE,
            fields={"accept": ["hardly", "not"]},
            share=None,
        ),
        Sample(id="no such rating", source=_APPROPRIATE, fields={"accept": ["5"]}, share=None),
        Sample(id="another's field", source=_APPROPRIATE, fields={"choice": ["very"]}, share=None),
        Sample(id="HTML for a rating", source=_APPROPRIATE, fields={"accept": ["<b>"]}, share=None),
    ),
)
