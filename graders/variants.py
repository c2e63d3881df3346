"""Parts of a scenario that differ from student to student: a name, a day, an amount.

::

    variants:
      name: [Amir, Chloe]
      he: [he, she]

The first student's scenario has Amir and he, another's Chloe and she: what stands at the
same place of each list belongs together. ``<name>`` in any text stands for the value.
``key_variants`` does the same for values that only the key may hold.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from graders.kinds import Reader
from graders.kinds.reading import did_you_mean

#: The entry that students see, and the one that stands with the key.
VARIANTS, KEY_VARIANTS = "variants", "key_variants"

_PART = re.compile(r"<([a-z][a-z0-9-]*)>")
_NAME = re.compile(r"[a-z][a-z0-9-]*")

#: What students read before anything has run, where their own variant is not known yet.
_OR = " / "


def read_sets(reader: Reader) -> list[dict[str, Any]]:
    """Return the sets of values, one a variant: part to value; note every fault.

    There is always one: without variants it is empty.
    """
    parts = {**_parts(reader, VARIANTS), **_parts(reader, KEY_VARIANTS)}
    if not parts:
        return [{}]
    first, *others = parts
    for name in others:
        if len(parts[name]) != len(parts[first]):
            reader.fault(
                VARIANTS if name in reader.data.get(VARIANTS, {}) else KEY_VARIANTS,
                name,
                problem=f'"{name}:" has {len(parts[name])} values, "{first}:" has '
                f"{len(parts[first])}.",
                fix="Give each part as many values as there are variants; those at the same "
                "place belong together.",
            )
            return [{}]
    _check_used(reader, parts)
    return [dict(zip(parts, values, strict=True)) for values in zip(*parts.values(), strict=True)]


def _parts(reader: Reader, entry: str) -> dict[str, list[Any]]:
    written = reader.data.get(entry)
    if written is None:
        return {}
    example = f"Write {entry}: and under it, indented, a line such as name: [Amir, Chloe]"
    if not isinstance(written, Mapping) or not written:
        reader.fault(entry, problem=f'"{entry}:" must name parts and their values.', fix=example)
        return {}
    good: dict[str, list[Any]] = {}
    for name, values in written.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            reader.fault(
                entry,
                name,
                problem=f'"{name}" can\'t name a part.',
                fix="Use small letters, digits and hyphens, such as name or first-day.",
            )
        elif not _are_values(values):
            reader.fault(
                entry,
                name,
                problem=f'"{name}:" under "{entry}:" must be a list of two or more values.',
                fix=f"Write {name}: [Amir, Chloe]",
            )
        else:
            good[name] = values
    return good


def _are_values(values: Any) -> bool:
    return (
        isinstance(values, list)
        and len(values) > 1
        and all(isinstance(each, str | int | float) and each != "" for each in values)
    )


def _check_used(reader: Reader, parts: Mapping[str, Any]) -> None:
    """Note parts that no text uses, and signs in texts that look like a part and are none."""
    rest = {name: each for name, each in reader.data.items() if name not in _ENTRIES}
    used = {found for text in _texts(rest) for found in _PART.findall(text)}
    for name in sorted(set(parts) - used):
        entry = VARIANTS if name in reader.data.get(VARIANTS, {}) else KEY_VARIANTS
        reader.fault(
            entry,
            name,
            problem=f'no text has "<{name}>" in it.',
            fix=f"Write <{name}> where the value should stand, or remove the line.",
        )
    for name in sorted(used - set(parts)):
        reader.fault(
            VARIANTS,
            problem=f'a text has "<{name}>" in it, and there is no such part.',
            fix=f"Add a line {name}: [...] under variants:, or write it without < and >."
            + did_you_mean(name, list(parts)),
        )


_ENTRIES = (VARIANTS, KEY_VARIANTS)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for each in data.values():
            yield from _texts(each)
    elif isinstance(data, list):
        for each in data:
            yield from _texts(each)


def with_values(reader: Reader, values: Mapping[str, Any]) -> Reader:
    """Return *reader* with each ``<part>`` of its texts replaced by its value.

    The faults are the same list, so that those found later are told together.
    """
    if not values:
        return reader
    data = {
        name: each if name in _ENTRIES else _filled(each, values)
        for name, each in reader.data.items()
    }
    return evolve(reader, data=data)


def all_values(sets: list[dict[str, Any]]) -> dict[str, str]:
    """Return for each part all its values, for who reads a question before it is theirs.

    >>> all_values([{"name": "Amir"}, {"name": "Chloe"}])
    {'name': 'Amir / Chloe'}
    """
    return {name: _OR.join(dict.fromkeys(str(values[name]) for values in sets)) for name in sets[0]}


def _filled(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        whole = _PART.fullmatch(value)
        if whole and whole[1] in values:
            return values[whole[1]]  # a number stays a number
        return _PART.sub(lambda found: str(values.get(found[1], found[0])), value)
    if isinstance(value, Mapping):
        return {name: _filled(each, values) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, values) for each in value]
    return value
