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
    for name, question in questions_in(source).items():
        key = question["key"]
        if isinstance(key, dict):
            found |= {f"{option}: {share}" for option, share in key.items()}
        else:
            found |= {", ".join(map(str, key))}
        for why in question["why"].values():
            found |= set(runs(why))
            found |= {base64.b64encode(why.encode()).decode()[:40], why.encode().hex()[:80]}
        for right in key:
            for told in (right, f"{name}:{right}", question["options"][right]):
                found |= {hashlib.new(way, told.encode()).hexdigest() for way in WAYS}
    for cell in notebook_cells(source):
        rubric = re.search(r"BEGIN MARK SCHEME(.*)### END", cell["source"], re.DOTALL)
        found |= set(runs(plainly(rubric[1]))) if rubric else set()
    return frozenset(found)


def secret_facts(source: Path) -> set[str]:
    """Return the ids of the facts that keys rest on."""
    return {fact for question in questions_in(source).values() for fact in question["facts"]}


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
