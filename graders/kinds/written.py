"""Write a short text; people mark it by a rubric, and no machine."""

from typing import Any

from attrs import frozen

from graders.kinds.contract import (
    Fields,
    Kind,
    NotAnAnswerError,
    Question,
    Remark,
    Sample,
    Verdict,
    View,
    only_fields,
)
from graders.kinds.reading import Reader

FIELD = "text"

#: A longer text deserves an editor, and people call it a reflection.
MOST_WORDS = 1000


@frozen(kw_only=True)
class Level:
    """What earns some of the points.

    Attributes:
        points: From 0 to the question's points.
        text: What is in such a text.
    """

    points: float
    text: str


@frozen(kw_only=True)
class WrittenKey:
    """What people mark by.

    Attributes:
        rubric: Two to five levels, the highest first; that one earns all the points.
    """

    rubric: tuple[Level, ...]


@frozen(kw_only=True)
class WrittenQuestion(Question):
    """A question whose answer is a text.

    Attributes:
        least: Words asked for at least: 0 where nothing is said, and below *most*.
        most: Words asked for at most: 1 to :data:`MOST_WORDS`. Nothing holds anybody to it.
        key: None in a student's copy.
    """

    least: int
    most: int
    key: WrittenKey | None = None


def read(reader: Reader, common: dict[str, Any]) -> WrittenQuestion:
    """Return the question, with every fault noted in *reader*."""
    least, most = _read_words(reader)
    key = _read_rubric(reader, common["points"]) if "rubric" in reader.data else None
    return WrittenQuestion(least=least, most=most, key=key, **common)


def _read_words(reader: Reader) -> tuple[int, int]:
    written = reader.data.get("words")
    parts = written if isinstance(written, dict) else {}
    least, most = parts.get("least", 0), parts.get("most", 0)
    whole = all(isinstance(each, int) and not isinstance(each, bool) for each in (least, most))
    if whole and set(parts) <= {"least", "most"} and 0 <= least < most <= MOST_WORDS:
        return least, most
    reader.fault(
        "words",
        problem='"words:" must say how many words are asked for at most, and may say at least.',
        fix="Write words: {most: 150} or words: {least: 80, most: 150}, in whole numbers up to "
        f"{MOST_WORDS}.",
    )
    return 0, MOST_WORDS


def _read_rubric(reader: Reader, points: float) -> WrittenKey | None:
    written = reader.data["rubric"]
    if not isinstance(written, dict) or not 2 <= len(written) <= 5:
        reader.fault(
            "rubric",
            problem='"rubric:" must be a list of two to five "points: text" lines.',
            fix="Write rubric: and under it, indented, lines such as 2: Names who decides.",
        )
        return None
    if not points:
        if reader.data.get("points") == 0:
            reader.fault(
                "points",
                problem="a text that people mark is worth more than 0 points.",
                fix="Write points: 4",
            )
        return None
    before = len(reader.faults)
    for level, text in written.items():
        _check_level(reader, level, text, points)
    if len(reader.faults) > before:
        return None
    levels = [Level(points=float(level), text=text.strip()) for level, text in written.items()]
    if len({each.text.casefold() for each in levels}) < len(levels):
        reader.fault(
            "rubric",
            problem="two levels of the rubric say the same.",
            fix="Say what is in the better text and not in the other, or remove one.",
        )
    if points not in written:
        reader.fault(
            "rubric",
            problem=f"no level of the rubric earns all of the {points:g} points.",
            fix=f"Add a line {points:g}: with what is in the best text.",
        )
    return WrittenKey(rubric=tuple(sorted(levels, key=lambda each: -each.points)))


def _check_level(reader: Reader, level: Any, text: Any, points: float) -> None:
    number = isinstance(level, int | float) and not isinstance(level, bool)
    if not number or not 0 <= level <= points:
        reader.fault(
            "rubric",
            level,
            problem=f'"{level}:" under "rubric:" is not a number of points from 0 to {points:g}.',
            fix=f"Write points, a colon and a text, such as {points:g}: Names who decides.",
        )
    elif not isinstance(text, str) or not text.strip():
        reader.fault(
            "rubric",
            level,
            problem=f'"{level}:" under "rubric:" must be text.',
            fix="Write what is in such a text; put it in quotes if it has a colon in it.",
        )


def count_words(text: str) -> int:
    """Return how many words there are: what stands between spaces.

    >>> count_words(" Dear Joyce,\\n\\nthank you. ")
    4
    """
    return len(text.split())


def view(question: WrittenQuestion, fields: Fields) -> View:
    """Return what the template ``written.html`` shows."""
    text = "".join(fields.get(FIELD, ())[:1])
    least = f"{question.least} to " if question.least else "Up to "
    return {
        "field": FIELD,
        "written": text,
        "count": count_words(text),
        "most": question.most,
        "rows": max(4, min(14, question.most // 12)),
        "hint": f"{least}{question.most} words. A person reads and marks what you write.",
    }


def parse(question: WrittenQuestion, fields: Fields) -> str:
    """Return the text as it was written, without the space around it; "" for none.

    A text longer or shorter than was asked for is an answer like any other.

    Raises:
        NotAnAnswerError: what was sent is not one text.
    """
    only_fields(fields, {FIELD})
    sent = fields.get(FIELD, ())
    if len(sent) > 1:
        raise NotAnAnswerError("it holds more than one text")
    return "".join(sent).strip()


def mark(question: WrittenQuestion, answer: str) -> Verdict:
    """Return the text for people to mark: it waits, and earns nothing until they have."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be marked without its key")
    if not answer:
        return Verdict(share=0.0, answered=False)
    remark = Remark(about=answer, says=_length_said(question, count_words(answer)))
    return Verdict(share=0.0, remarks=(remark,), waits=True)


def _length_said(question: WrittenQuestion, words: int) -> str:
    said = f"You wrote {words} words" if words != 1 else "You wrote one word"
    if words > question.most:
        return f"{said}, {words - question.most} over the {question.most} asked for"
    if words < question.least:
        return f"{said}; at least {question.least} were asked for"
    return said


def explain(question: WrittenQuestion) -> tuple[Remark, ...]:
    """Return the levels of the rubric, the highest first."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be explained without its key")
    return tuple(
        Remark(about=level.text, says=f"{level.points:g} of {question.points:g}")
        for level in question.key.rubric
    )


_EXAMPLE = """
kind: written
points: 4
prompt: |
  Sam, 16, wrote to you at night about a quarrel at home, and you answered. Today you write the
  record. Sam may read it one day.

  Write the entry as you would leave it.
words: {least: 3, most: 100}
### BEGIN HIDDEN TESTS
rubric:
  4: Gives Sam's words as written, with times; tells what was seen from what is thought; says why.
  2: Gives what Sam said in the writer's words, or leaves out what was done.
  0: Gives an opinion of the family as a fact.
### END HIDDEN TESTS
"""

_TEXT = "22:40. Sam wrote:\n\"can't sleep, they're shouting\". I rang the duty manager at 22:52."


def _sample(sample: str, share: float | None, *written: str, field: str = FIELD) -> Sample:
    return Sample(id=sample, source=_EXAMPLE, fields={field: list(written)}, share=share)


KIND = Kind(
    name="written",
    fields=(FIELD,),
    entries=("words", "rubric"),
    hidden=("rubric",),
    by_hand=True,
    read=read,
    view=view,
    parse=parse,
    mark=mark,
    explain=explain,
    samples=(
        _sample("a text", 0.0, _TEXT),
        _sample("too short a text", 0.0, "Shouting again."),
        _sample("too long a text", 0.0, "They shout. " * 60),
        _sample("HTML", 0.0, "<script>alert(1)</script> </textarea><b>Sam</b> & {{name}}"),
        _sample("a line left free above", 0.0, "\n\n  Sam wrote to me."),
        _sample("blank", 0.0),
        _sample("spaces", 0.0, " \n\t "),
        _sample("two texts", None, "One.", "Two."),
        _sample("another's field", None, "Sam.", field="choice"),
    ),
)
