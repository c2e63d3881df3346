"""Conditions on what was decided before, as data: never code, and checked when they are read.

::

    {chose: ring}                            the option "ring" was chosen
    {any: [{chose: ring}, {chose: visit}]}   one of these holds, or more
    {all: [{chose: ring}, {chose: visit}]}   all of these hold
    {not: {chose: ring}}                     this does not hold
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from attrs import frozen

from graders.kinds.reading import Path, Reader, did_you_mean

NAMES = ("chose", "any", "all", "not")


@frozen
class Chose:
    """Holds where the option with this id was chosen."""

    option: str


@frozen
class AnyOf:
    """Holds where one of its parts does, or more."""

    parts: "tuple[Condition, ...]"


@frozen
class AllOf:
    """Holds where all of its parts do."""

    parts: "tuple[Condition, ...]"


@frozen
class Not:
    """Holds where its part does not."""

    part: "Condition"


Condition: TypeAlias = Chose | AnyOf | AllOf | Not


def read_condition(
    reader: Reader, path: Path, value: Any, options: Collection[str]
) -> Condition | None:
    """Return the condition *value*, or None with every fault in it noted.

    Args:
        reader: Notes the faults.
        path: Where *value* stands in the reader's data.
        value: What the author wrote.
        options: Ids of all options that can be chosen; one at least.
    """
    if not isinstance(value, Mapping) or len(value) != 1:
        reader.fault(
            *path,
            problem="a condition must be one of chose, any, all, not, and say one thing.",
            fix=f"Write if: {{chose: {min(options)}}}, or put several into any: [...] "
            "or all: [...]",
        )
        return None
    [(name, inner)] = value.items()
    here = (*path, name)
    if name == "chose":
        return _read_chose(reader, here, inner, options)
    if name == "not":
        part = read_condition(reader, here, inner, options)
        return part and Not(part)
    if name in ("any", "all"):
        parts = _read_parts(reader, here, inner, options)
        return None if parts is None else AnyOf(parts) if name == "any" else AllOf(parts)
    reader.fault(
        *here,
        problem=f'"{name}" is not a kind of condition.',
        fix=f"Write one of {', '.join(NAMES)}." + did_you_mean(str(name), NAMES),
    )
    return None


def _read_chose(reader: Reader, path: Path, value: Any, options: Collection[str]) -> Chose | None:
    if isinstance(value, str | int) and str(value) in options:
        return Chose(str(value))
    if isinstance(value, str | int):
        problem = f'"{value}" is not one of the options.'
    else:
        problem = '"chose:" must name one option.'
    reader.fault(
        *path,
        problem=problem,
        fix=f"Write one of {', '.join(sorted(options))}." + did_you_mean(str(value), options),
    )
    return None


def _read_parts(
    reader: Reader, path: Path, value: Any, options: Collection[str]
) -> tuple[Condition, ...] | None:
    if not isinstance(value, list) or not value:
        reader.fault(
            *path,
            problem=f'"{path[-1]}:" must be a list of conditions.',
            fix=f"Write {path[-1]}: [{{chose: {min(options)}}}, ...]",
        )
        return None
    parts = [
        read_condition(reader, (*path, number), each, options) for number, each in enumerate(value)
    ]
    return None if None in parts else tuple(part for part in parts if part)


def holds(condition: Condition, chosen: Collection[str]) -> bool:
    """Return whether *condition* holds where the options *chosen* were chosen.

    >>> holds(AllOf((Chose("ring"), Not(Chose("wait")))), {"ring"})
    True
    """
    match condition:
        case Chose(option=option):
            return option in chosen
        case AnyOf(parts=parts):
            return any(holds(each, chosen) for each in parts)
        case AllOf(parts=parts):
            return all(holds(each, chosen) for each in parts)
        case Not(part=part):
            return not holds(part, chosen)


def options_in(condition: Condition) -> frozenset[str]:
    """Return the ids of the options that *condition* asks about.

    >>> sorted(options_in(AnyOf((Chose("ring"), Not(Chose("wait"))))))
    ['ring', 'wait']
    """
    match condition:
        case Chose(option=option):
            return frozenset({option})
        case Not(part=part):
            return options_in(part)
        case AnyOf(parts=parts) | AllOf(parts=parts):
            return frozenset().union(*map(options_in, parts))


def in_words(condition: Condition) -> str:
    """Return *condition* as its author would say it.

    >>> in_words(AllOf((Chose("ring"), Not(AnyOf((Chose("wait"), Chose("ask")))))))
    '"ring" was chosen and not ("wait" was chosen or "ask" was chosen)'
    """
    match condition:
        case Chose(option=option):
            return f'"{option}" was chosen'
        case Not(part=Chose(option=option)):
            return f'"{option}" was not chosen'
        case Not(part=part):
            return f"not {_in_brackets(part)}"
        case AnyOf(parts=parts):
            return " or ".join(map(_in_brackets, parts))
        case AllOf(parts=parts):
            return " and ".join(map(_in_brackets, parts))


def _in_brackets(condition: Condition) -> str:
    words = in_words(condition)
    several = isinstance(condition, AnyOf | AllOf) and len(condition.parts) > 1
    return f"({words})" if several else words
