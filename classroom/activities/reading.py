"""Read the parts that activities are made of, and note what is wrong with them."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from graders.kinds.reading import Path, Reader, did_you_mean


def named_parts(
    reader: Reader, name: str, *, least: int, entries: Collection[str], example: str
) -> dict[str, Reader]:
    """Return what stands under entry *name*: each part's short name, and a reader of it.

    Args:
        reader: Where the entry stands.
        name: The entry.
        least: How many parts it must have.
        entries: The entries that a part may have.
        example: A part to copy.
    """
    written = reader.data.get(name)
    if not isinstance(written, Mapping) or len(written) < least:
        parts = "one part" if least == 1 else f"{least} parts"
        reader.fault(
            name,
            problem=f'"{name}:" must have {parts} or more, each under a short name.',
            fix=f"Write {name}: and under it, indented, {example}",
        )
        return {}
    found = {}
    for part, inner in written.items():
        if not re.fullmatch(r"[\w-]+", str(part)):
            reader.fault(
                name,
                part,
                problem=f'"{part}" under "{name}:" is not a short name.',
                fix="Write letters, figures and hyphens only, such as first-contact.",
            )
        if not isinstance(inner, Mapping):
            reader.fault(
                name,
                part,
                problem=f'"{part}:" under "{name}:" has no entries.',
                fix=f"Write under it, indented, one or more of {', '.join(entries)}.",
            )
            continue
        found[str(part)] = reader.within(name, part)
        for entry in inner:
            if entry not in entries:
                reader.fault(
                    name,
                    part,
                    entry,
                    problem=f'"{entry}" is not an entry of "{part}".',
                    fix=f"Write one of {', '.join(entries)}." + did_you_mean(str(entry), entries),
                )
    return found


def known_names(
    reader: Reader, name: str, known: Collection[str], *, of: str, least: int = 0
) -> tuple[str, ...]:
    """Return entry *name* as a list of short names, each one of *known*, which stand under *of*."""
    named = reader.names(name)
    for index, each in enumerate(named):
        if each not in known:
            reader.fault(
                name,
                index,
                problem=f'"{each}" does not stand under "{of}:".',
                fix=f"Write one of {', '.join(known)}." + did_you_mean(each, known),
            )
    if len(named) < least:
        reader.fault(
            name,
            problem=f'"{name}:" must have {least} or more of the names under "{of}:".',
            fix=f"Write {name}: [{', '.join(list(known)[: max(least, 1)])}]",
        )
    return tuple(dict.fromkeys(named))


def known_name(reader: Reader, name: str, known: Collection[str], *, of: str) -> str | None:
    """Return entry *name* as one short name of *known*, which stand under *of*."""
    named = reader.text(name, example=f"{name}: {next(iter(known), 'name')}")
    if named is not None and named not in known:
        reader.fault(
            name,
            problem=f'"{named}" does not stand under "{of}:".',
            fix=f"Write one of {', '.join(known)}." + did_you_mean(named, known),
        )
    return named


def day(reader: Reader, name: str = "on") -> date | None:
    """Return entry *name* as a day."""
    written = reader.data.get(name)
    if type(written) is date:
        return written
    reader.fault(
        name,
        problem=f'"{name}:" must be a day, not "{written}".'
        if name in reader.data
        else f'"{name}:" is missing.',
        fix=f"Write {name}: 2026-09-14 (year, month, day), without quotes.",
    )
    return None


def each_is_used(reader: Reader, name: str, used: Collection[str], *, nowhere: str) -> None:
    """Note a fault for each short name under entry *name* that nothing uses."""
    written = reader.data.get(name)
    for part in written if isinstance(written, Mapping) else ():
        if str(part) not in used:
            at: Path = (name, part)
            reader.fault(*at, problem=f'"{part}" {nowhere}.', fix="Use it, or remove it.")
