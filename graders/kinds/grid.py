"""What kinds share that ask one of a few choices for each item: reading, form, answer."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from graders.kinds.contract import Fields, NotAnAnswerError, Option, View, only_fields, quoted
from graders.kinds.parts import read_reasons
from graders.kinds.reading import Path, Reader

#: What was chosen for each item that was answered, by the item's id.
Choices = dict[str, str]


@frozen(kw_only=True)
class Item:
    """One thing for which a choice is made.

    Attributes:
        id: Short name used in keys, and the form's field; never shown to students.
        lines: What the student reads, a line each: one or two.
    """

    id: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that the student reads, in one line."""
        return " ".join(self.lines)


def by_id(reader: Reader, path: Path, written: dict[Any, Any]) -> dict[str, Any]:
    """Return *written* with texts for names; note names that are then the same: 7 and "7"."""
    named: dict[str, Any] = {}
    for name, value in written.items():
        if str(name) in named:
            reader.fault(
                *path,
                name,
                problem=f'two entries under "{path[-1]}:" are named "{name}".',
                fix="Each name may stand once; remove one.",
            )
        named[str(name)] = value
    return named


def reasons_for(reader: Reader, items: Sequence[Item]) -> dict[str, str] | None:
    """Return the reason for each item, by its id; note missing and stray ones."""
    return read_reasons(
        reader,
        items,
        part="item",
        example=f"{items[0].id}: It is for him to say.",
        says="with what speaks for the answer and what against it",
    )


def view_grid(
    items: Sequence[Item], choices: Sequence[Option], fields: Fields, *, hint: str, heading: str
) -> View:
    """Return what ``_grid.html`` shows: each item with all choices, one of them picked or none.

    Args:
        items: In the order in which they are shown.
        choices: The same for each item.
        fields: The answer so far; may be empty.
        hint: What to do, in a line.
        heading: What the choices are, for those who read before anything has run.
    """
    return {
        "hint": hint,
        "heading": heading,
        "all_choices": [{"text": each.text} for each in choices],
        "items": [
            {
                "field": item.id,
                "lines": [{"text": line} for line in item.lines],
                "choices": [
                    {
                        "value": each.id,
                        "text": each.text,
                        "picked": each.id in fields.get(item.id, ()),
                    }
                    for each in choices
                ],
            }
            for item in items
        ],
    }


def parse_grid(items: Sequence[Item], choices: Sequence[Option], fields: Fields) -> Choices:
    """Return the id of what was chosen for each item that was answered, in the order of *items*.

    Raises:
        NotAnAnswerError: a field of another question, a choice there isn't, or two for one item.
    """
    only_fields(fields, {item.id for item in items})
    known = {each.id for each in choices}
    picked: Choices = {}
    for item in items:
        values = fields.get(item.id, ())
        unknown = [each for each in values if each not in known]
        if unknown:
            raise NotAnAnswerError(f"it names {quoted(unknown)}, which is not one of the choices")
        if len(values) > 1:
            raise NotAnAnswerError("it makes two choices where one may be made")
        if values:
            picked[item.id] = values[0]
    return picked
