"""Look for a key in what students are given: any part of it, in any form, anywhere."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from graders.cells import source_of
from graders.kinds import KINDS
from graders.question_cell import BEGIN_KEY, END_KEY, is_question_cell, read_question

#: Words of a reason that stand together nowhere else by chance.
_RUN_OF_WORDS = 10


class KeyLeakError(ValueError):
    """A student's copy holds part of a key."""


def secrets_of(source_cells: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return what no student may see: pattern to what it is, for a message.

    For each question with a key that is not for practice: each line that says what an
    option earns, each reason (or each run of ten of its words), each fact's id.
    """
    secrets: dict[str, str] = {}
    for cell in source_cells:
        source = source_of(cell)
        if not is_question_cell(source):
            continue
        question = read_question(source)
        if question.practice or not question.has_key:
            continue
        for line in _key_lines(source):
            secrets[rf"(?<![\w-]){_plainly(line)}(?!\w)"] = f"a line of the key of {question.name}"
        for part in KINDS[question.kind].explain(question):
            for run in _runs(part.why):
                secrets[run] = f"a reason of {question.name}"
        for fact in question.facts:
            secrets[rf"\b{re.escape(fact)}\b"] = f"a fact that the key of {question.name} rests on"
    secrets[r"\b(BEGIN|END) HIDDEN TESTS\b"] = "a mark around a key"
    return secrets


def _key_lines(source: str) -> list[str]:
    """Return the lines of key and facts that say something: "key:" alone would be anywhere."""
    inside = source.partition(BEGIN_KEY)[2].partition(END_KEY)[0]
    entries = re.findall(r"^(?:key|facts):.*(?:\n[ \t-].*)*", inside, re.MULTILINE)
    lines = [line.strip() for entry in entries for line in entry.splitlines()]
    return [said for line in lines if (said := re.sub(r"^(key|facts):\s*", "", line))]


def _runs(text: str) -> list[str]:
    """Return each run of ten words of *text* as a pattern; the whole if it is shorter."""
    words = text.split()
    starts = range(max(1, len(words) - _RUN_OF_WORDS + 1))
    return [_plainly(" ".join(words[start : start + _RUN_OF_WORDS])) for start in starts if words]


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
