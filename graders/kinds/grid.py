"""What kinds share that ask one of a few choices for each item: reading, form, answer."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from attrs import frozen

from graders.kinds.contract import Fields, NotAnAnswerError, Option, View, only_fields, quoted
from graders.kinds.reading import Path, Reader, did_you_mean

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


def read_parts(
    reader: Reader, entry: str, *, example: str, most: int | None = None
) -> tuple[Option, ...] | None:
    """Return what stands under *entry*: two or more, all different; note every fault.

    Args:
        reader: The question.
        entry: Name of the entry, such as "groups".
        example: A line of such an entry, for a message.
        most: How many there may be; None for any number.
    """
    texts = reader.texts_by_id(entry, least=2, example=example)
    if texts is None:
        return None
    if most is not None and len(texts) > most:
        reader.fault(
            entry,
            problem=f'"{entry}:" has {len(texts)} lines, and {most} are the most there can be.',
            fix=f"Leave {most} or fewer.",
        )
    note_alike(reader, entry, texts.items())
    return tuple(Option(id=name, text=text) for name, text in texts.items())


def note_alike(reader: Reader, entry: str, texts: Iterable[tuple[str, str]]) -> None:
    """Note each text under *entry* that says the same as one before it.

    Args:
        reader: The question.
        entry: Name of the entry.
        texts: Id and text of each part.
    """
    seen: dict[str, str] = {}
    for name, text in texts:
        same = seen.setdefault(_plain(text), name)
        if same != name:
            reader.fault(
                entry,
                name,
                problem=f'"{same}" and "{name}" under "{entry}:" say the same.',
                fix="Remove one of them, or change its words.",
            )


def note_unknown(
    reader: Reader, *path: str, ids: Iterable[Any], known: Collection[str], are: str
) -> bool:
    """Note each of *ids* under *path* that is none of *known*; return whether there was one.

    Args:
        reader: The question.
        path: Where they stand; the last name is said in the message.
        ids: As they are written.
        known: What they may be.
        are: What those are, in the plural: "items".
    """
    strays = [each for each in ids if str(each) not in known]
    for stray in strays:
        reader.fault(
            *path,
            stray,
            problem=f'"{stray}" under "{path[-1]}:" is not one of the {are}.',
            fix=f"Write one of {', '.join(known)}." + did_you_mean(str(stray), known),
        )
    return bool(strays)


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


def read_reasons(reader: Reader, items: Sequence[Item]) -> dict[str, str] | None:
    """Return the reason for each item, by its id; note missing and stray ones."""
    first = items[0].id
    reasons = reader.texts_by_id("why", least=1, example=f"{first}: It is for him to say.")
    if reasons is None:
        return None
    ids = [item.id for item in items]
    note_unknown(reader, "why", ids=reasons, known=ids, are="items")
    for each in ids:
        if each not in reasons:
            reader.fault(
                "why",
                problem=f'"why:" has no reason for the item "{each}".',
                fix=f"Add a line {each}: with what speaks for the answer and what against it.",
            )
    return reasons


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


def _plain(text: str) -> str:
    """Return *text* without case, spacing and punctuation, to tell whether two say the same."""
    return "".join(each for each in text.casefold() if each.isalnum() or each in "+-−")
