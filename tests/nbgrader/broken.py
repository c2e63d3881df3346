"""Broken answers.json files, each with what is broken and the words a student should read."""

import json
from typing import Any

from attrs import field, frozen

from tests.nbgrader.by_hand import PARTLY, PICKS, chosen_by
from tests.nbgrader.courses import QUIZ
from tests.nbgrader.work import Work, answers_json

SOUND = answers_json(chosen_by(PARTLY))
MEGABYTE = 1024 * 1024


@frozen(kw_only=True)
class Broken:
    """A file that can't be read, in whole or in part.

    Attributes:
        work: What is handed in.
        says: Words of the feedback.
        lost: The questions whose answer can't be read.
    """

    work: Work
    says: str
    lost: frozenset[str] = field(default=frozenset(PICKS), converter=frozenset)


def _whole(data: bytes, says: str) -> Broken:
    return Broken(work=Work(answers=data), says=says)


def _one(name: str, entry: Any, says: str) -> Broken:
    """Return sound answers, but for the entry of one question."""
    answers = {**json.loads(SOUND)["answers"], name: entry}
    data = json.dumps({"schema": 1, "answers": answers}).encode()
    return Broken(work=Work(answers=data), says=says, lost=[name])


def _with_entry(entry: str) -> bytes:
    """Return a file with *entry*, written as it stands, for one question."""
    return f'{{"schema": 1, "answers": {{"name-the-worry": {entry}}}}}'.encode()


DAMAGED = "it is damaged or cut off"

BROKEN: dict[str, Broken] = {
    "cut-off": _whole(SOUND[: len(SOUND) // 2], DAMAGED),
    "empty": _whole(b"", DAMAGED),
    "not-json": _whole(b"I pressed Save but nothing happened", DAMAGED),
    "not-utf-8": _whole(SOUND.decode().encode("utf-16"), DAMAGED),
    "nan": _whole(_with_entry('{"choice": [NaN]}'), DAMAGED),
    "half-a-character": _whole(_with_entry(r'{"choice": ["\ud800"]}'), DAMAGED),
    "a-list": _whole(b"[" + SOUND + b"]", "it does not hold answers"),
    "no-answers": _whole(b'{"schema": 1, "answers": 3}', "it does not hold answers"),
    "another-schema": _whole(
        SOUND.replace(b'"schema": 1', b'"schema": 2'), "this one does not know"
    ),
    "fifty-megabytes": _whole(SOUND.ljust(50 * MEGABYTE), "it is larger than 1024 kilobytes"),
    "nested-deep": _whole(_with_entry("[" * 10_000 + "]" * 10_000), "it is nested too deeply"),
    "a-folder": Broken(
        work=Work(files={"answers.json/answers.json": SOUND}), says="it is not an ordinary file"
    ),
    "no-such-option": _one(
        "name-the-worry", {"choice": ["robin-hood"]}, '"robin-hood", which is not one of the'
    ),
    "another-questions-shape": _one(
        "name-the-worry", {"order": ["robin"]}, '"order", which this question does not ask for'
    ),
    "a-choice-of-two": _one(
        "name-the-worry", {"choice": ["robin", "hours"]}, "it names 2 options where 1 may be"
    ),
    "one-thing-thrice": _one(
        "what-joyce-hears", {"choice": ["warn"] * 3}, "it names the same option twice"
    ),
    "a-bare-word": _one("name-the-worry", "robin", "it is not what this question's form sends"),
    "a-number": _one("name-the-worry", {"choice": [1]}, "it holds something that is not text"),
    "very-long": _one("name-the-worry", {"choice": ["robin" * 10_000]}, "far too much of it"),
    "no-name": _one("name-the-worry", {"": [""]}, "which this question does not ask for"),
}

#: Broken notebooks: nbgrader itself gives up on them, and must go on with the next student.
BROKEN_NOTEBOOK = Work(answers=SOUND, files={f"{QUIZ}.ipynb": b'{"cells": ['})
