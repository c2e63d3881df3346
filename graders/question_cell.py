"""Read a question cell: a first line that names it, then YAML."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from attrs import evolve

from graders.cells import source_of
from graders.kinds import KINDS, Fault, Kind, Question, Reader
from graders.kinds.contract import FULL_MARKS, LEFT_OUT
from graders.kinds.reading import did_you_mean
from graders.variants import KEY_VARIANTS, VARIANTS, all_values, read_sets, with_values
from graders.yaml_lines import read_yaml

#: nbgrader's own marks around what students must not see; comments to YAML.
BEGIN_KEY = "### BEGIN HIDDEN TESTS"
END_KEY = "### END HIDDEN TESTS"

#: Entries of any kind that belong to the key, and so stand between the two marks.
KEY_ENTRIES = ("key", "why", "facts", KEY_VARIANTS, "withdrawn")

#: Entries of every kind of question.
COMMON_ENTRIES = (
    "kind",
    "outcomes",
    "points",
    "prompt",
    "practice",
    "facts",
    "sure",
    "safeguarding",
    "shuffle",
    VARIANTS,
    KEY_VARIANTS,
    "withdrawn",
)

_FIRST_LINE = re.compile(r"%%question[ \t]*(?P<name>[^\r\n]*)")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")


class QuestionError(ValueError):
    """A question that can't be used, with all that is wrong with it.

    Attributes:
        name: The question's name, or "" where it has none.
        faults: What to mend, in the order of the lines.
    """

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(name, faults)
        self.name, self.faults = name, faults

    def __str__(self) -> str:
        return "\n".join(f"{self.name or 'a question'}, {fault}" for fault in self.faults)


def is_question_cell(source: str) -> bool:
    """Return whether *source* is that of a question cell, sound or not."""
    return _FIRST_LINE.match(source) is not None


def name_of(source: str) -> str:
    """Return the name on a question cell's first line; empty if there is none."""
    first = _FIRST_LINE.match(source)
    return first["name"].strip() if first else ""


def hidden_entries(kind: Kind) -> tuple[str, ...]:
    """Return the entries of a *kind* of question that no student may see."""
    return (*KEY_ENTRIES, *kind.hidden)


def read_question(source: str) -> Question:
    """Return the question in a cell's *source*, with the first of its variants' values.

    Raises:
        QuestionError: with every fault there is, not only the first.
    """
    return read_variants(source)[0]


def questions_in(cells: Iterable[Mapping[str, Any]]) -> list[Question]:
    """Return the questions among a notebook's *cells*; one with a fault is left out."""
    found = []
    for cell in cells:
        if is_question_cell(source_of(cell)):
            with suppress(QuestionError):
                found.append(read_question(source_of(cell)))
    return found


@lru_cache(maxsize=512)  # questions don't change once read, and YAML is slow to read
def read_variants(source: str) -> tuple[Question, ...]:
    """Return the question in a cell's *source*, once with each set of values.

    Raises:
        QuestionError: with every fault there is in any of them.
    """
    first, _, body = source.partition("\n")
    return read_variants_body(name_of(first), body)


def read_question_body(name: str, body: str) -> Question:
    """Return the question called *name* from the YAML under its first line.

    Raises:
        QuestionError: with every fault there is.
    """
    return read_variants_body(name, body)[0]


def read_for_anyone(source: str) -> Question:
    """Return the question with all values of each part, "Amir / Chloe", to read beforehand.

    Raises:
        QuestionError: with every fault there is.
    """
    first, _, body = source.partition("\n")
    variants = read_variants_body(name_of(first), body)
    if len(variants) == 1:
        return variants[0]
    reader = read_yaml(body, first_line=2)
    blended = _read(with_values(reader, all_values(read_sets(reader))), name_of(first), body)
    return variants[0] if blended is None or reader.faults else blended


def data_of_variants(source: str) -> list[Mapping[str, Any]]:
    """Return the entries of a cell's *source* as plain data, once with each set of values."""
    reader = read_yaml(source.partition("\n")[2], first_line=2)
    return [with_values(reader, values).data for values in read_sets(reader)]


def read_variants_body(name: str, body: str) -> tuple[Question, ...]:
    """Return the question called *name*, once with each set of values.

    Raises:
        QuestionError: with every fault there is in any of them.
    """
    reader = read_yaml(body, first_line=2)
    if not _NAME.fullmatch(name):
        reader.faults.append(
            Fault(
                line=1,
                problem=f'"{name}" can\'t name a question.'
                if name
                else "the question has no name.",
                fix="Write %%question and a name of small letters, digits and hyphens, "
                "such as %%question first-reply",
            )
        )
    sets = read_sets(reader) if reader.data else []
    read = [_read(with_values(reader, values), name, body) for values in sets]
    variants = [evolve(question, variants=len(sets)) for question in read if question]
    if reader.faults or not variants:
        raise QuestionError(name, tuple(sorted(set(reader.faults))))
    return tuple(variants)


def _read(reader: Reader, name: str, body: str) -> Question | None:
    kind = KINDS.get(str(reader.data.get("kind")))
    if kind is None:
        written = reader.data.get("kind", "")
        reader.fault(
            "kind",
            problem=f'"kind: {written}" is not a kind of question.',
            fix=f"Write one of {', '.join(KINDS)}." + did_you_mean(str(written), KINDS),
        )
        return None
    reader.only((*COMMON_ENTRIES, *kind.entries))
    common: dict[str, Any] = {
        "name": name,
        "kind": kind.name,
        "prompt": reader.text("prompt", example="prompt: What do you do first?") or "",
        "points": reader.number("points") or 0.0,
        "outcomes": reader.names("outcomes"),
        "practice": reader.flag("practice"),
        "facts": reader.names("facts"),
        "sure": reader.flag("sure"),
        "safeguarding": reader.flag("safeguarding"),
        "shuffle": reader.flag("shuffle"),
        "withdrawn": _withdrawn(reader),
    }
    _check_common(reader, kind)
    question = kind.read(reader, common)
    _check_key_stands_apart(reader, body, hidden=hidden_entries(kind), practice=common["practice"])
    return question


def _withdrawn(reader: Reader) -> str:
    """Return how the question was withdrawn, or nothing; note a fault if it can't be that way."""
    written = reader.data.get("withdrawn", "")
    if "withdrawn" in reader.data and written not in (FULL_MARKS, LEFT_OUT):
        reader.fault(
            "withdrawn",
            problem=f'"withdrawn: {written}" does not say what becomes of the question.',
            fix=f"Write withdrawn: {FULL_MARKS} or withdrawn: {LEFT_OUT}, or remove the line."
            + did_you_mean(str(written), (FULL_MARKS, LEFT_OUT)),
        )
        return ""
    return str(written)


def _check_common(reader: Reader, kind: Kind) -> None:
    """Note what this kind of question can't do."""
    if reader.data.get("shuffle") is True and not kind.shuffles:
        reader.fault(
            "shuffle",
            problem=f'the parts of a "{kind.name}" question stand in the order you give them.',
            fix="Remove the line shuffle: true",
        )
    if reader.data.get("sure") is True and kind.by_hand:
        reader.fault(
            "sure",
            problem="people mark this kind, so how sure somebody is can't be set against it.",
            fix="Remove the line sure: true",
        )
    if reader.data.get("practice") is True and kind.by_hand:
        reader.fault(
            "practice",
            problem="people mark this kind, and in a module there is nobody to do so.",
            fix="Remove the line practice: true and ask it in a quiz, or use another kind.",
        )
    if reader.data.get("practice") is True and "withdrawn" in reader.data:
        reader.fault(
            "withdrawn",
            problem="nobody marks a practice question, so it can't be withdrawn.",
            fix="Remove the line, or take the question out of the module.",
        )
    if reader.data.get("safeguarding") is True and reader.data.get("sure") is not True:
        reader.fault(
            "safeguarding",
            problem='"safeguarding: true" does nothing where nobody says how sure they are.',
            fix="Add a line sure: true, or remove this one.",
        )


def _check_key_stands_apart(
    reader: Reader, body: str, *, hidden: tuple[str, ...], practice: bool
) -> None:
    """Note each part of a key that nbgrader would leave in the students' copy."""
    lines = body.split("\n")
    begins = [number for number, line in enumerate(lines, 2) if BEGIN_KEY[4:] in line]
    ends = [number for number, line in enumerate(lines, 2) if END_KEY[4:] in line]
    if practice or not any(entry in reader.data for entry in hidden):
        if practice and begins:
            reader.faults.append(
                Fault(
                    line=begins[0],
                    problem="a practice question keeps its key in the open.",
                    fix=f"Remove the lines {BEGIN_KEY} and {END_KEY}, or the line practice: true",
                )
            )
        return
    if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
        first = next(entry for entry in reader.data if entry in hidden)
        reader.fault(
            first,
            problem="students would see the key: it does not stand between the two marks.",
            fix=f"Write the line {BEGIN_KEY} before {first}: and the line {END_KEY} after the last "
            "reason, each once.",
        )
        return
    reader.faults += _astray(reader, hidden, begins[0], ends[0])


def _astray(reader: Reader, hidden: tuple[str, ...], begin: int, end: int) -> Iterator[Fault]:
    """Yield a fault for each entry on the wrong side of the marks on lines *begin* and *end*."""
    for mark, at in ((BEGIN_KEY, begin), (END_KEY, end)):
        if mark[4:] in str(reader.data):  # a comment would not be there
            yield Fault(
                line=at,
                problem=f"the line {mark} has become part of a text.",
                fix="Begin it at the very start of the line.",
            )
    for entry in reader.data:
        secret = entry in hidden
        for at in sorted(line for path, line in reader.lines.items() if path[:1] == (entry,)):
            if (begin < at < end) == secret:
                continue
            seen = "would" if secret else "would not"
            stands = "does not stand" if secret else "stands"
            where = f"under {BEGIN_KEY} and above {END_KEY}" if secret else f"above {BEGIN_KEY}"
            yield Fault(
                line=at,
                problem=f'students {seen} see "{entry}:"; it {stands} between the two marks.',
                fix=f"Move it {where}",
            )
            break
