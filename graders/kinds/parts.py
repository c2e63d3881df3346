"""Read what a question is made of (options, steps, items, passages), and the reasons for it."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from graders.kinds.contract import Option
from graders.kinds.reading import Reader, did_you_mean

#: What is left of a text to tell whether two say the same: letters, digits, and a sign before
#: a digit, since -2 and +2 are two ratings.
_TELLING = re.compile(r"[^\W_]|[+\-−](?=\d)")


def read_parts(
    reader: Reader, entry: str, *, example: str, least: int = 2, most: int | None = None
) -> tuple[Option, ...] | None:
    """Return what stands under *entry*, all different; note every fault.

    Args:
        reader: The question.
        entry: Name of the entry, such as "options": what its parts are called.
        example: A line of such an entry, for a message.
        least: How many there must be.
        most: How many there may be; None for any number.
    """
    texts = reader.texts_by_id(entry, least=least, example=example)
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


def note_alike(
    reader: Reader,
    entry: str,
    texts: Iterable[tuple[str, str]],
    *,
    fix: str = "Remove one of them, or change its words.",
) -> None:
    """Note each text under *entry* that says the same as one before it.

    Args:
        reader: The question.
        entry: Name of the entry: what its parts are called.
        texts: Id and text of each part.
        fix: What to do about it.
    """
    seen: dict[str, str] = {}
    for name, text in texts:
        same = seen.setdefault("".join(_TELLING.findall(text.casefold())), name)
        if same != name:
            reader.fault(
                entry,
                name,
                problem=f'"{same}" and "{name}" under "{entry}:" say the same.',
                fix=fix,
            )


def note_unknown(
    reader: Reader, *path: str | int, ids: Iterable[Any], known: Collection[str], are: str
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


def read_reasons(
    reader: Reader, parts: Sequence[Any], *, part: str, example: str, says: str
) -> dict[str, str] | None:
    """Return the reason for each of *parts*, by its id; note missing and stray ones.

    Args:
        reader: The question.
        parts: Things with an ``id``: each needs a reason.
        part: What one of them is called: "option".
        example: A line of "why:", for a message.
        says: What a reason is to say, for a message: "with why it has the place it has".
    """
    reasons = reader.texts_by_id("why", least=1, example=example)
    if reasons is None:
        return None
    ids = [each.id for each in parts]
    note_unknown(reader, "why", ids=reasons, known=ids, are=f"{part}s")
    for each in ids:
        if each not in reasons:
            reader.fault(
                "why",
                problem=f'"why:" has no reason for the {part} "{each}".',
                fix=f"Add a line {each}: {says}.",
            )
    return reasons
