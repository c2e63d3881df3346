"""The story of an unfolding question: its moments, their options, and walking through them.

::

    opens: first-message
    moments:
      first-message:
        says: Dean writes that somebody is asking him for money.
        ask: What do you do?
        options:
          ring: {says: Ring him., then: call, after: He picks up at once.}
          wait: {says: Leave it until Monday., then: monday, final: true}
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from attrs import frozen

from graders.kinds.conditions import Condition, holds, read_condition
from graders.kinds.contract import Option, paragraphs
from graders.kinds.parts import note_alike
from graders.kinds.reading import Path, Reader, did_you_mean

ASK = "What do you do?"


@frozen(kw_only=True)
class Decision(Option):
    """An option of a moment, and what it leads to.

    Attributes:
        then: Name of the moment after it.
        after: What happens at once; may be empty.
        final: Whether it can't be taken back, even where one may go back.
    """

    then: str
    after: str = ""
    final: bool = False


@frozen(kw_only=True)
class Told:
    """What a moment says only if something was decided before."""

    condition: Condition
    says: str


@frozen(kw_only=True)
class Moment:
    """A moment of the story; an ending, if there is nothing to decide.

    Attributes:
        name: For its author; never shown to students.
        says: What happens: paragraphs divided by blank lines.
        also: What is told after that, if something was decided before.
        ask: What is asked; empty at an ending.
        options: Two or more, in the order they are shown; none at an ending.
        back: Whether the decision that led here may be taken back, unless it is final.
    """

    name: str
    says: str
    also: tuple[Told, ...] = ()
    ask: str = ""
    options: tuple[Decision, ...] = ()
    back: bool = False

    def told(self, chosen: Collection[str]) -> list[str]:
        """Return the paragraphs that somebody who has *chosen* these options reads."""
        also = [each.says for each in self.also if holds(each.condition, chosen)]
        return [part for text in (self.says, *also) for part in paragraphs(text)]


@frozen(kw_only=True)
class Story:
    """A story: its moments by name, in its author's order, and the one it opens with."""

    opens: str
    moments: Mapping[str, Moment]

    @property
    def options(self) -> tuple[Decision, ...]:
        """Every option of every moment; each id stands once."""
        return tuple(option for moment in self.moments.values() for option in moment.options)


@frozen(kw_only=True)
class Step:
    """A decision taken: where, and which."""

    moment: Moment
    option: Decision


def walk(story: Story, path: Sequence[str]) -> tuple[tuple[Step, ...], Moment]:
    """Return the steps that *path*, ids of options, takes as far as it can be followed.

    The moment beside them is the one where they end.
    """
    here, steps = story.moments[story.opens], []
    for chosen in path:
        option = next((each for each in here.options if each.id == chosen), None)
        if option is None:
            break
        steps.append(Step(moment=here, option=option))
        here = story.moments[option.then]
    return tuple(steps), here


def can_be_taken_back(story: Story, option: Decision) -> bool:
    """Return whether whoever has just chosen *option* may go back."""
    return story.moments[option.then].back and not option.final


def in_order(story: Story) -> list[str]:
    """Return the names of the moments, each after all from which it is reached.

    Raises:
        CycleError: there is no such order, because a moment leads back to itself.
    """
    before: dict[str, list[str]] = {name: [] for name in story.moments}
    for moment in story.moments.values():
        for option in moment.options:
            before[option.then].append(moment.name)
    return list(TopologicalSorter(before).static_order())


def read_story(reader: Reader) -> Story | None:
    """Return the story an author wrote, with every fault in it noted.

    With faults it may lead nowhere or never end, and can't be walked; it is there so
    that a key can be read against its options. None where there is not one option.
    """
    opens = _name_in(reader, "opens", example="opens: first-message")
    written = reader.data.get("moments")
    if not isinstance(written, Mapping) or not written:
        reader.fault(
            "moments",
            problem='"moments:" must name what happens, moment by moment.',
            fix="Write moments: and under it, indented, a name such as first-message: and under "
            "that says:, ask: and options:.",
        )
        return None
    ids = list(_option_ids(written))
    moments = {
        name: _read_moment(reader.within("moments", raw), name, set(ids))
        for raw, name in _names(reader.within("moments"), written, "moment")
    }
    story = Story(opens=opens, moments=moments)
    _check_ids(reader, story)
    if _leads_somewhere(reader, story):
        _check_reached(reader, story)
        _check_ends(reader, story)
        _check_back(reader, story)
    return story if story.options else None


def _option_ids(written: Mapping[Any, Any]) -> Iterator[str]:
    """Yield the id of every option, in whatever state the rest is."""
    for moment in written.values():
        options = moment.get("options") if isinstance(moment, Mapping) else None
        yield from map(str, options if isinstance(options, Mapping) else ())


def _names(reader: Reader, written: Mapping[Any, Any], what: str) -> Iterator[tuple[Any, str]]:
    """Yield the names in *written*, as read and as text; note those that can't be one."""
    seen: set[str] = set()
    for raw in written:
        name = str(raw)
        if not name.strip() or name.startswith("_"):
            reader.fault(
                raw,
                problem=f'"{name}" can\'t name {"an" if what == "option" else "a"} {what}.',
                fix="Use small letters, digits and hyphens, such as first-message.",
            )
        elif name in seen:
            reader.fault(
                raw,
                problem=f'two entries here are named "{name}".',
                fix="Each name may stand once; remove or rename one.",
            )
        else:
            seen.add(name)
            yield raw, name


def _read_moment(reader: Reader, name: str, ids: Collection[str]) -> Moment:
    reader.only(("says", "also", "ask", "options", "back"))
    says = reader.text("says", example="says: Dean writes again.")
    ends = "options" not in reader.data
    if ends and "ask" in reader.data:
        reader.fault(
            "ask",
            problem=f'"{name}" asks something and has no options.',
            fix="Add options:, or remove ask: if the story ends here.",
        )
    ask = reader.text("ask", example=f"ask: {ASK}") if "ask" in reader.data else ASK
    return Moment(
        name=name,
        says=says or "",
        also=tuple(_read_also(reader, ids)) if "also" in reader.data else (),
        ask="" if ends else ask or "",
        options=() if ends else _read_options(reader, name),
        back=reader.flag("back"),
    )


def _read_options(reader: Reader, moment: str) -> tuple[Decision, ...]:
    written = reader.data["options"]
    if not isinstance(written, Mapping) or len(written) < 2:
        reader.fault(
            "options",
            problem=f'"options:" of "{moment}" must name two or more.',
            fix="Write options: and under it, indented, lines such as "
            "ring: {says: Ring her., then: next-moment}. A moment without options: is an ending.",
        )
        written = written if isinstance(written, Mapping) else {}
    options = tuple(
        _read_option(reader.within("options", raw), name, written[raw])
        for raw, name in _names(reader.within("options"), written, "option")
    )
    note_alike(reader, "options", [(each.id, each.text) for each in options if each.text])
    return options


def _read_option(reader: Reader, name: str, written: Any) -> Decision:
    if not isinstance(written, Mapping):
        reader.fault(
            problem=f'the option "{name}" must say what it is and where it leads.',
            fix=f"Write {name}: {{says: Ring her., then: next-moment}}",
        )
        return Decision(id=name, text="", then="")
    reader.only(("says", "then", "after", "final"))
    after = reader.text("after", example="after: She picks up.") if "after" in reader.data else ""
    return Decision(
        id=name,
        text=reader.text("says", example="says: Ring her.") or "",
        then=_name_in(reader, "then", example="then: next-moment"),
        after=after or "",
        final=reader.flag("final"),
    )


def _name_in(reader: Reader, entry: str, *, example: str) -> str:
    """Return the name that *entry* gives, which may be a number."""
    value = reader.data.get(entry)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return reader.text(entry, example=example) or ""


def _read_also(reader: Reader, ids: Collection[str]) -> Iterator[Told]:
    written = reader.data["also"]
    example = 'Write also: and under it, indented, lines such as - {if: {chose: ring}, says: "..."}'
    if not isinstance(written, list) or not written:
        reader.fault(
            "also", problem='"also:" must be a list of what is told, and when.', fix=example
        )
        return
    for number, each in enumerate(written):
        if not isinstance(each, Mapping) or set(each) != {"if", "says"}:
            reader.fault(
                "also",
                number,
                problem='what is told under "also:" must have if: and says:, and no more.',
                fix=example,
            )
            continue
        says = each["says"]
        if not isinstance(says, str) or not says.strip():
            reader.fault(
                "also",
                number,
                "says",
                problem='"says:" under "also:" must be text.',
                fix="Write says: and what is told.",
            )
        condition = ids and read_condition(reader, ("also", number, "if"), each["if"], ids)
        if condition and isinstance(says, str):
            yield Told(condition=condition, says=says.strip())


def _check_ids(reader: Reader, story: Story) -> None:
    """Note each option whose id another moment's option has."""
    places: dict[str, str] = {}
    for moment in story.moments.values():
        for option in moment.options:
            first = places.setdefault(option.id, moment.name)
            if first != moment.name:
                reader.fault(
                    *_where(moment, option),
                    problem=f'"{first}" and "{moment.name}" both have an option "{option.id}".',
                    fix=f"Rename one, to {option.id}-{moment.name} for instance.",
                )


def _where(moment: Moment, option: Decision) -> Path:
    return ("moments", moment.name, "options", option.id)


def _leads_somewhere(reader: Reader, story: Story) -> bool:
    """Return whether every name of a moment is one; note those that are not."""
    known = list(story.moments)
    leads = [
        ((*_where(moment, option), "then"), "then", option.then)
        for moment in story.moments.values()
        for option in moment.options
    ]
    strays = [lead for lead in [(("opens",), "opens", story.opens), *leads] if lead[2] not in known]
    for path, entry, name in strays:
        if name:  # where there is none, that has been said
            reader.fault(
                *path,
                problem=f'"{entry}: {name}" is not the name of a moment.',
                fix=f"Write one of {', '.join(known)}." + did_you_mean(name, known),
            )
    return not strays


def _check_reached(reader: Reader, story: Story) -> None:
    """Note a story without a decision, and each moment that none leads to."""
    if not story.moments[story.opens].options:
        reader.fault(
            "opens",
            problem=f'it opens with "{story.opens}", where there is nothing to decide.',
            fix="Add ask: and options: there, or open with another moment.",
        )
        return
    reached, waiting = set(), [story.opens]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [option.then for option in story.moments[name].options]
    for name in story.moments:
        if name not in reached:
            reader.fault(
                "moments",
                name,
                problem=f'nothing that can be decided leads to "{name}".',
                fix="Lead an option there with then:, or remove it.",
            )


def _check_ends(reader: Reader, story: Story) -> None:
    """Note each option that leads back to where somebody has been, so that it might never end."""
    names = list(story.moments)
    leads = {name: list(story.moments[name].options) for name in names}
    while (circle := _circle(leads)) is not None:
        first = min(circle, key=names.index)
        at = circle.index(first)
        last = circle[at - 1]
        closing = next(option for option in leads[last] if option.then == first)
        way = " → ".join([*circle[at:], *circle[:at], first])
        reader.fault(
            *_where(story.moments[last], closing),
            "then",
            problem=f'"then: {first}" leads round in a circle: {way}.',
            fix="Lead it on to another moment. To let students decide again, "
            "write back: true in a moment.",
        )
        leads[last].remove(closing)


def _circle(leads: Mapping[str, Sequence[Decision]]) -> list[str] | None:
    """Return moments that lead from one to the next and round again, each once; None if none do."""
    after = {name: [option.then for option in options] for name, options in leads.items()}
    try:
        TopologicalSorter(after).prepare()
    except CycleError as error:
        return list(error.args[1][:0:-1])  # it lists each before the one that leads to it
    return None


def _check_back(reader: Reader, story: Story) -> None:
    """Note each moment from which one may go back, and nobody could."""
    may_return = {
        option.then
        for option in story.options
        if option.then in story.moments and can_be_taken_back(story, option)
    }
    for moment in story.moments.values():
        if moment.back and moment.name not in may_return:
            reader.fault(
                "moments",
                moment.name,
                "back",
                problem=f'nobody can go back from "{moment.name}": every decision that leads '
                "there is final, or none does.",
                fix="Remove back: true, or final: true from a decision that leads there.",
            )
