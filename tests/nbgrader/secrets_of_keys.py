"""What of a quiz no student may see, and a search for it that knows nothing of graders/leaks.py."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.nbgrader.courses import notebook_cells, questions_in, words

#: So many words of a reason in a row stand nowhere else by chance.
RUN = 7

#: Ways to hash.
WAYS = ("md5", "sha1", "sha256")


def plainly(text: str) -> str:
    """Return *text* as a reader sees it: no tags, no entities, one space for any white space."""
    return words(unescape(re.sub(r"</?\w[^<>]*>", " ", text)))


def runs(text: str) -> Iterator[str]:
    """Yield every run of words of *text*, or the whole where it is shorter."""
    each = text.split()
    for start in range(max(1, len(each) - RUN + 1)):
        yield " ".join(each[start : start + RUN])


@cache
def secret_texts(source: Path) -> frozenset[str]:
    """Return every text that must not stand in a student's copy."""
    found = {"HIDDEN TESTS", "MARK SCHEME"}
    questions = questions_in(source)
    for name, question in hidden_in(source).items():
        for entry, value in question.items():
            if entry == "facts":
                continue
            for text in texts_of(value):
                found |= set(runs(text))
                found |= {base64.b64encode(text.encode()).decode()[:40], text.encode().hex()[:80]}
            if entry == "key":
                found |= set(pairs_of(value))
                for right in names_of(value):
                    shown = said_of(right, questions[name])
                    for told in (right, f"{name}:{right}", *shown):
                        found |= {hashlib.new(way, told.encode()).hexdigest() for way in WAYS}
    for cell in notebook_cells(source):
        rubric = re.search(r"BEGIN MARK SCHEME(.*)### END", cell["source"], re.DOTALL)
        found |= set(runs(plainly(rubric[1]))) if rubric else set()
    return frozenset(found)


def hidden_in(source: Path) -> dict[str, dict[str, Any]]:
    """Return what stands between the two marks of each question, as YAML has it."""
    yaml = YAML(typ="safe", pure=True)
    found = {}
    for cell in notebook_cells(source):
        hidden = re.search(r"BEGIN HIDDEN TESTS\n(.*)### END", cell["source"], re.DOTALL)
        if hidden:
            found[cell["source"].split()[1]] = yaml.load(hidden[1])
    return found


def texts_of(value: Any) -> Iterator[str]:
    """Yield the texts in *value* that have more than two words, however deep they stand."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from texts_of(each)
    elif isinstance(value, str) and len(value.split()) > 2:
        yield value


def pairs_of(key: Any) -> Iterator[str]:
    """Yield "name: number" for what a key gives, and "one, two" for what it lists."""
    if isinstance(key, dict):
        for name, value in key.items():
            if isinstance(value, int | float):
                yield f"{name}: {value}"
            yield from pairs_of(value)
    elif isinstance(key, list):
        if len(key) > 1 and all(isinstance(each, str) for each in key):
            yield f"[{', '.join(key)}]"
        for each in key:
            yield from pairs_of(each)


def said_of(name: str, question: Any) -> Iterator[str]:
    """Yield what students read of the part of a question called *name*."""
    if isinstance(question, dict):
        for entry, value in question.items():
            if str(entry) == name and isinstance(value, str):
                yield value
            if entry not in ("key", "why", "facts"):
                yield from said_of(name, value)


def names_of(key: Any) -> Iterator[str]:
    """Yield every name in a key: of an option, a step, a group."""
    if isinstance(key, dict):
        for name, value in key.items():
            yield str(name)
            yield from names_of(value)
    elif isinstance(key, list):
        for each in key:
            yield from names_of(each)
    elif isinstance(key, str):
        yield key


def secret_facts(source: Path) -> set[str]:
    """Return the ids of the facts that keys rest on."""
    return {fact for question in hidden_in(source).values() for fact in question.get("facts", [])}


def texts_in(data: Any) -> Iterator[str]:
    """Yield every text in *data*, names of entries too; a list of lines as one text."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from texts_in(value)
    elif isinstance(data, list) and data and all(isinstance(each, str) for each in data):
        yield "".join(data)
        yield from data
    elif isinstance(data, list):
        for each in data:
            yield from texts_in(each)
    else:
        yield str(data)


def texts_below(folder: Path) -> Iterator[str]:
    """Yield the name and the contents of every file below *folder*, notebooks also as JSON."""
    for path in sorted(folder.rglob("*")):
        yield path.relative_to(folder).as_posix()
        if path.is_file():
            yield path.read_text("utf-8", errors="replace")
        if path.suffix == ".ipynb":
            yield from texts_in(json.loads(path.read_text("utf-8")))


def leaks(source: Path, folder: Path) -> set[str]:
    """Return every part of *source*'s keys that stands in any file below *folder*."""
    texts = list(texts_below(folder))
    whole = "\n".join([*texts, *map(plainly, texts)])
    facts = {fact for fact in secret_facts(source) if re.search(rf"\b{fact}\b", whole)}
    return facts | {each for each in secret_texts(source) if each in whole}
