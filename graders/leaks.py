"""Look for a key in what students are given: any part of it, in any form, anywhere."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from graders.cells import source_of
from graders.kinds import KINDS
from graders.question_cell import (
    data_of_variants,
    hidden_entries,
    is_question_cell,
    read_question,
)

#: Entries of a key that tell nothing: whose votes it rests on, and which of them count.
_NO_SECRETS = ("origin", "counts")

#: Words of a reason that stand together nowhere else by chance.
_RUN_OF_WORDS = 10


class KeyLeakError(ValueError):
    """A student's copy holds part of a key."""


def secrets_of(source_cells: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return what no student may see: pattern to what it is, for a message.

    For each question with a key that is not for practice: each entry that says what
    something earns, each list of what is right, each reason (or each run of ten of its
    words), each fact's id. A name with its value that stands in what students see of any
    question, such as the "chose: ring" of a condition, is none.
    """
    secrets: dict[str, str] = {}
    sources = [each for each in map(source_of, source_cells) if is_question_cell(each)]
    said_openly = {pair for source in sources for pair in _open_pairs(source)}
    for source in sources:
        question = read_question(source)
        if question.practice or not question.has_key:
            continue
        for fact in question.facts:
            secrets[rf"\b{re.escape(fact)}\b"] = f"a fact that the key of {question.name} rests on"
        hidden = hidden_entries(KINDS[question.kind])
        for data in data_of_variants(source):
            for entry in set(hidden) & set(data) - {"facts"}:
                part = "reason" if entry == "why" else "line of the key"
                for pattern in _patterns(data[entry]):
                    if pattern not in said_openly:
                        secrets[pattern] = f"a {part} of {question.name}"
    secrets[r"\b(BEGIN|END) HIDDEN TESTS\b"] = "a mark around a key"
    return secrets


def _patterns(data: Any) -> Iterator[str]:
    """Yield what would show each part of *data*, however it were laid out."""
    if isinstance(data, str):
        yield from _runs(data)
    elif isinstance(data, Mapping):
        for name, value in data.items():
            if _is_short(value) and name not in _NO_SECRETS:
                yield _pair(name, value)
            yield from _patterns(value)
    elif isinstance(data, list):
        if len(data) > 1 and all(map(_is_short, data)):
            parts = [_scalar(each) for each in data]
            yield r"\[\s*" + r"\s*,\s*".join(parts) + r"\s*\]"
            yield r"\s+".join(rf"-\s+{each}(?!\w)" for each in parts)
        for each in data:
            yield from _patterns(each)


def _open_pairs(source: str) -> Iterator[str]:
    """Yield the pairs in what students see of a question, such as "chose: ring": no secrets."""
    hidden = hidden_entries(KINDS[read_question(source).kind])
    for data in data_of_variants(source):
        yield from _pairs([each for entry, each in data.items() if entry not in hidden])


def _pairs(data: Any) -> Iterator[str]:
    """Yield what would show each name with its short value in *data*, however deep."""
    if isinstance(data, Mapping):
        yield from (_pair(name, value) for name, value in data.items() if _is_short(value))
    for each in data.values() if isinstance(data, Mapping) else data:
        if isinstance(each, Mapping | list):
            yield from _pairs(each)


def _pair(name: Any, value: Any) -> str:
    return rf"(?<![\w-]){_quoted(re.escape(str(name)))}\s*:\s+{_scalar(value)}(?!\w)"


def _is_short(value: Any) -> bool:
    """Return whether *value* is a name or a number: a text of several words speaks for itself."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    return len(str(value).split()) == 1


def _scalar(value: Any) -> str:
    """Return a pattern for a name or number, with or without quotes, zeros and a point."""
    if isinstance(value, int | float):
        whole, _, part = f"{value:.12g}".partition(".")
        whole = f"{re.escape(whole)}" if whole != "0" or not part else "0?"
        return whole + (rf"\.{part}0*" if part else r"(?:\.0+)?")
    return _quoted(re.escape(value))


def _quoted(pattern: str) -> str:
    return rf"[\"']?{pattern}[\"']?"


def _runs(text: str) -> list[str]:
    """Return each run of ten words of *text* as a pattern; the whole if it is shorter.

    One word alone is no secret: it stands everywhere.
    """
    words = text.split()
    starts = range(max(1, len(words) - _RUN_OF_WORDS + 1))
    return [
        _plainly(" ".join(words[start : start + _RUN_OF_WORDS])) for start in starts if words[1:]
    ]


def _plainly(text: str) -> str:
    """Return a pattern that finds *text* whatever the spaces in it."""
    return r"\s+".join(re.escape(word) for word in text.split())


def find_leaks(texts: Iterable[str], secrets: Mapping[str, str]) -> list[str]:
    """Return what of *secrets* stands in any of *texts*, in words; empty if nothing does."""
    whole = "\n".join(texts)
    whole = f"{whole}\n{unescape(whole)}"  # an apostrophe in HTML is not one in the key
    return sorted({what for pattern, what in secrets.items() if re.search(pattern, whole)})


def texts_in(data: Any) -> list[str]:
    """Return every text in *data*, names of entries included, however deep it stands."""
    if isinstance(data, str):
        return [data]
    if isinstance(data, Mapping):
        return [text for pair in data.items() for part in pair for text in texts_in(part)]
    if isinstance(data, list | tuple):
        return [text for part in data for text in texts_in(part)]
    return [] if data is None else [str(data)]
