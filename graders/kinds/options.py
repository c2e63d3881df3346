"""What kinds with options share: reading them, their reasons, and what was picked."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from graders.kinds.contract import Fields, NotAnAnswerError, Option, View, only_fields, quoted
from graders.kinds.parts import note_unknown, read_parts, read_reasons
from graders.kinds.reading import Reader

FIELD = "choice"


def read_options(reader: Reader) -> tuple[Option, ...] | None:
    """Return the options an author wrote: two or more, all different; note every fault."""
    return read_parts(reader, "options", example="talk: Ask what Jo would want.")


def reasons_for(reader: Reader, options: Sequence[Option]) -> dict[str, str] | None:
    """Return the reason for each option, by its id; note missing and stray ones."""
    return read_reasons(
        reader,
        options,
        part="option",
        example="talk: Her wishes come first.",
        says="with what this choice sees and what it misses",
    )


def unknown_options(
    reader: Reader, name: str, ids: Iterable[Any], options: Sequence[Option]
) -> bool:
    """Note each of *ids* under *name* that is no option; return whether there was one."""
    return note_unknown(reader, name, ids=ids, known=[each.id for each in options], are="options")


def view_options(options: Sequence[Option], fields: Fields, *, several: bool) -> View:
    """Return what the template shows: the options, picked or not."""
    picked = set(fields.get(FIELD, ()))
    return {
        "field": FIELD,
        "options": [
            {
                "number": number,
                "id": option.id,
                "text": option.text,
                "picked": option.id in picked,
            }
            for number, option in enumerate(options, 1)
        ],
        "type": "checkbox" if several else "radio",
        "hint": "Choose all that apply." if several else "Choose one answer.",
    }


def parse_picks(options: Sequence[Option], fields: Fields, *, most: int) -> tuple[str, ...]:
    """Return the ids picked, in the order of the options.

    Raises:
        NotAnAnswerError: a field of another question, an option there isn't, one
            picked twice, or more than *most*.
    """
    only_fields(fields, {FIELD})
    picked = fields.get(FIELD, ())
    known = {option.id for option in options}
    unknown = [each for each in picked if each not in known]
    if unknown:
        raise NotAnAnswerError(f"it names {quoted(unknown)}, which is not one of the options")
    if len(set(picked)) < len(picked):
        raise NotAnAnswerError("it names the same option twice")
    if len(picked) > most:
        raise NotAnAnswerError(f"it names {len(picked)} options where {most} may be chosen")
    return tuple(option.id for option in options if option.id in picked)


def longest_is_among(options: Sequence[Option], right: Collection[str]) -> bool:
    """Return whether the longest of *options*, and no other as long, is among the *right* ones."""
    longest = max(len(option.text) for option in options)
    found = [option.id for option in options if len(option.text) == longest]
    return len(found) == 1 and found[0] in right
