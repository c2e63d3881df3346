"""What kinds that put things in an order share: reading the things, and placing them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from graders.kinds.contract import (
    Fields,
    FormFields,
    NotAnAnswerError,
    Option,
    View,
    only_fields,
    quoted,
)
from graders.kinds.parts import read_reasons
from graders.kinds.reading import Path, Reader, did_you_mean

#: The form's one field: the ids placed so far, first to last.
FIELD = "order"

#: What the form's buttons do to one thing: put it next, move it by one place, take it out.
PLACE, UP, DOWN, OUT = "place", "up", "down", "out"

#: An id as it stands in a key, and where.
Named = tuple[Path, str]


def reasons_for(
    reader: Reader, things: Sequence[Option], *, thing: str, example: str
) -> dict[str, str] | None:
    """Return the reason for each thing, by its id; note missing and stray ones."""
    return read_reasons(
        reader, things, part=thing, example=example, says="with why it has the place it has"
    )


def ids_in(value: Any, path: Path) -> list[Named] | None:
    """Return the ids that a list holds, each with where it stands; None if it is no such list."""
    if not isinstance(value, list) or not all(isinstance(i, str | int | float) for i in value):
        return None
    return [((*path, index), str(each)) for index, each in enumerate(value)]


def is_known(
    reader: Reader, path: Path, entry: str, name: str, things: Sequence[Option], *, thing: str
) -> bool:
    """Return whether *name* is the id of one of *things*; note a fault at *path* if it isn't."""
    known = [each.id for each in things]
    if name not in known:
        reader.fault(
            *path,
            problem=f'"{name}" under "{entry}:" is not one of the {thing}s.',
            fix=f"Write one of {', '.join(known)}." + did_you_mean(name, known),
        )
    return name in known


def check_each_once(
    reader: Reader, path: Path, named: Sequence[Named], things: Sequence[Option], *, thing: str
) -> None:
    """Note each name that is no thing's, that stands twice, or that is missing at *path*."""
    entry = str(path[-1])
    seen: set[str] = set()
    for place, name in named:
        if is_known(reader, place, entry, name, things, thing=thing) and name in seen:
            reader.fault(
                *place,
                problem=f'"{name}" stands twice under "{entry}:".',
                fix=f"Name each {thing} once.",
            )
        seen.add(name)
    for each in things:
        if each.id not in seen:
            reader.fault(
                *path,
                problem=f'"{entry}:" does not say where "{each.id}" stands.',
                fix=f"Add {each.id} at its place; name each {thing} once.",
            )


def view_order(
    things: Sequence[Option],
    fields: Fields,
    *,
    hint: str,
    static_hint: str,
    ends: tuple[str, str] = ("", ""),
) -> View:
    """Return what the part ``_placing.html`` shows.

    Each button says by ``then`` what takes the focus after it, by the id of an element
    without its ``dr-name-``: the same button of the same thing where it is still there,
    else the thing's other one; after placing, the next thing still to place.

    Args:
        things: All there are, in the order in which the student is shown them.
        fields: The answer so far; ids that are not of *things* are passed over.
        hint: What to do, for the form.
        static_hint: What to do, for who reads before anything has run.
        ends: What the first and the last place stand for, where they stand for something.
    """
    numbers = {each.id: number for number, each in enumerate(things, 1)}
    texts = {each.id: each.text for each in things}
    order = _shown(things, fields)
    rest = [each.id for each in things if each.id not in order]
    last = len(order)
    meaning = {1: ends[0], len(things): ends[1]}

    def said(place: int) -> str:
        of_all = f"{ordinal(place)} of {len(things)}"
        return f"{of_all}, {meaning[place]}" if meaning.get(place) else of_all

    return {
        "field": FIELD,
        "hint": hint,
        "static_hint": static_hint,
        "things": [{"text": each.text} for each in things],
        "has_placed": bool(order),
        "placed": [
            {
                "id": each,
                "number": numbers[each],
                "text": texts[each],
                "place": said(place),
                "can_rise": place > 1,
                "can_fall": place < last,
                "then_up": f"{UP if place > 2 else DOWN}-{numbers[each]}",
                "then_down": f"{DOWN if place + 1 < last else UP}-{numbers[each]}",
                "then_out": f"{PLACE}-{numbers[each]}",
            }
            for place, each in enumerate(order, 1)
        ],
        "has_rest": bool(rest),
        "rest": [
            {
                "id": each,
                "number": numbers[each],
                "text": texts[each],
                "button": f"Place {ordinal(last + 1)}",
                "then": f"{PLACE}-{numbers[following]}" if following else f"{UP}-{numbers[each]}",
            }
            for each, following in _with_following(rest)
        ],
    }


def _with_following(rest: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each thing still to place with the one to go on to: the next, after the last the first.

    The very last thing to place has none.
    """
    for index, each in enumerate(rest):
        yield each, rest[(index + 1) % len(rest)] if len(rest) > 1 else None


def _shown(things: Sequence[Option], fields: Fields) -> list[str]:
    """Return the ids placed, without what is no thing's id and what stands a second time."""
    known = {each.id for each in things}
    return [each for each in dict.fromkeys(fields.get(FIELD, ())) if each in known]


def parse_order(things: Sequence[Option], fields: Fields, *, thing: str) -> tuple[str, ...]:
    """Return the ids placed, first to last; not all of them need to be.

    Raises:
        NotAnAnswerError: a field of another question, a thing there isn't, or one
            placed twice.
    """
    only_fields(fields, {FIELD})
    order = fields.get(FIELD, ())
    unknown = [each for each in order if each not in {each.id for each in things}]
    if unknown:
        raise NotAnAnswerError(f"it names {quoted(unknown)}, which is not one of the {thing}s")
    if any(count > 1 for count in Counter(order).values()):
        raise NotAnAnswerError(f"it places the same {thing} twice")
    return tuple(order)


def press_order(things: Sequence[Option], fields: Fields, button: str, value: str) -> FormFields:
    """Return the fields after *button* was pressed for the thing *value*.

    What can't be done now, such as moving the first one up, changes nothing.
    """
    unchanged = {name: list(each) for name, each in fields.items()}
    order = _shown(things, fields)
    after = _pressed(order, {each.id for each in things}, button, value)
    return unchanged if after == order else {**unchanged, FIELD: after}


def _pressed(order: list[str], known: set[str], button: str, value: str) -> list[str]:
    if value not in order:
        return [*order, value] if button == PLACE and value in known else order
    others = [each for each in order if each != value]
    if button == OUT:
        return others
    at = order.index(value) + {UP: -1, DOWN: 1}.get(button, 0)
    return [*others[:at], value, *others[at:]] if 0 <= at < len(order) else order


def ordinal(number: int) -> str:
    """Return the place *number*, 1 or more, as it is written short.

    >>> [ordinal(each) for each in (1, 2, 3, 4, 11, 12, 13, 21)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"


def listed(words: Sequence[str]) -> str:
    """Return *words* as a person lists them.

    >>> listed(["1st"]), listed(["1st", "2nd", "4th"])
    ('1st', '1st, 2nd and 4th')
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
