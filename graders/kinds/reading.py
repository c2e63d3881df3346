"""Read what an author wrote, and gather every fault with its line and its mending."""

import sys
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from attrs import Factory, define, field, frozen

#: Where something stands in the YAML: names and positions from the top.
Path = tuple[str | int, ...]


@frozen(kw_only=True, order=True)
class Fault:
    """One thing an author has to mend.

    Attributes:
        line: Line of the cell, from 1 (the line that names the question).
        problem: What is wrong, quoting the author's own words.
        fix: What to write instead.
    """

    line: int
    problem: str
    fix: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.problem}\n  To fix it: {self.fix}"


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return ' Did you mean "…"?' for the known word nearest to *word*, or nothing."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""


@define
class Reader:
    """A YAML mapping with its line numbers, and the faults found in it so far.

    Attributes:
        data: Plain data: mappings, lists, text, numbers, truth.
        lines: Line of each entry of *data*, by its path.
        faults: What was found to be wrong, in the order it was found.
    """

    data: Mapping[str, Any]
    lines: Mapping[Path, int] = field(factory=dict)
    faults: list[Fault] = Factory(list)

    def line(self, *path: str | int) -> int:
        """Return the line of the entry at *path*, or of the nearest one around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1

    def within(self, *path: str | int) -> "Reader":
        """Return a reader of the mapping at *path*; the faults it finds are this one's.

        Where there is no mapping it reads an empty one.
        """
        inner: Any = self.data
        for part in path:
            inner = inner.get(part, {}) if isinstance(inner, Mapping) else {}
        depth = len(path)
        lines = {at[depth:]: line for at, line in self.lines.items() if at[:depth] == path}
        return Reader(
            data=inner if isinstance(inner, Mapping) else {},
            lines={(): self.line(*path), **lines},
            faults=self.faults,
        )

    def fault(self, *path: str | int, problem: str, fix: str) -> None:
        """Note that the entry at *path* is wrong."""
        self.faults.append(Fault(line=self.line(*path), problem=problem, fix=fix))

    def only(self, known: Collection[str], *, of: str = "this kind of question") -> None:
        """Note each entry whose name is none of *known*, the entries of what is said by *of*."""
        for name in self.data:
            if name not in known:
                self.fault(
                    name,
                    problem=f'"{name}" is not an entry of {of}.',
                    fix=f"Write one of {', '.join(sorted(known))}, or remove the line."
                    + did_you_mean(str(name), known),
                )

    def text(self, name: str, *, example: str) -> str | None:
        """Return the text of entry *name*; note a fault if it is missing or not text."""
        if name not in self.data:
            self.fault(problem=f'"{name}:" is missing.', fix=f"Add a line such as {example}")
            return None
        value = self.data[name]
        if not isinstance(value, str) or not value.strip():
            self.fault(
                name, problem=f'"{name}:" must be text, not {_said(value)}.', fix=f"Write {example}"
            )
            return None
        return value.strip()

    def texts_by_id(self, name: str, *, least: int, example: str) -> dict[str, str] | None:
        """Return entry *name* as id to text, at least *least* of them; note every fault."""
        value = self.data.get(name)
        if not isinstance(value, Mapping) or len(value) < least:
            self.fault(
                name,
                problem=f'"{name}:" must be a list of {least} or more "id: text" lines.',
                fix=f"Write {name}: and under it, indented, lines such as {example}",
            )
            return None
        good: dict[str, str] = {}
        for key, text in value.items():
            if str(key) in good:
                self.fault(
                    name,
                    key,
                    problem=f'two entries under "{name}:" are named "{key}".',
                    fix="Each name may stand once; remove or rename one.",
                )
            elif not str(key).strip():
                self.fault(
                    name,
                    key,
                    problem=f'an entry under "{name}:" has no name.',
                    fix="Write a short name of small letters before the colon, such as first:",
                )
            elif str(key).startswith("_"):
                self.fault(
                    name,
                    key,
                    problem=f'"{key}" under "{name}:" begins with an underscore.',
                    fix=f"Write {str(key).lstrip('_') or 'first'}: such names are the form's own.",
                )
            elif isinstance(text, str) and text.strip():
                good[str(key)] = text.strip()
            else:
                self.fault(
                    name,
                    key,
                    problem=f'"{key}:" under "{name}:" must be text, not {_said(text)}.',
                    fix="Write the text after the colon; put it in quotes if it has a colon in it.",
                )
        return good if len(good) == len(value) else None

    def names(self, name: str) -> tuple[str, ...]:
        """Return entry *name*, a list of short names, or nothing; note a fault if it is not one."""
        value = self.data.get(name, [])
        if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
            return tuple(str(each) for each in value)
        self.fault(
            name,
            problem=f'"{name}:" must be a list of names, not {_said(value)}.',
            fix=f"Write {name}: [first-name, second-name]",
        )
        return ()

    def number(self, name: str, *, least: float = 0.0) -> float | None:
        """Return entry *name* as a finite number of at least *least*; note a fault if it isn't."""
        value = self.data.get(name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and least <= value <= sys.float_info.max:  # type: ignore[operator]
            return float(value)  # type: ignore[arg-type]
        self.fault(
            name,
            problem=f'"{name}:" must be a number, {least:g} or more, not {_said(value)}.',
            fix=f"Write {name}: 2",
        )
        return None

    def flag(self, name: str) -> bool:
        """Return entry *name*: true, or false if it is absent; note a fault if it is neither."""
        value = self.data.get(name, False)
        if isinstance(value, bool):
            return value
        self.fault(
            name,
            problem=f'"{name}:" must be true or false, not {_said(value)}.',
            fix=f"Write {name}: true, or remove the line.",
        )
        return False


def _said(value: Any) -> str:
    """Return *value* as an author would recognise it in a message."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a list of entries"
    if isinstance(value, list):
        return "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{text[:40]}"'
