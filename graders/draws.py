"""Draw, for one student and one question, the variant they get and the order they see it in.

A keyed hash of assignment, question and student decides, so the same student meets the
same question again, on screen, at marking and in feedback. The draw is kept with the
answer, because an answer is to be marked as the question was met, even where the student
worked under another name than the gradebook knows.

It is no secret: a student could work out the other draws. All are to be equally hard.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, TypeVar

from attrs import evolve

from graders.kinds import KINDS, Question
from graders.kinds.contract import DRAWN, Fields

_KEY = b"digitally-ready: draws, 1"  # a new one would give every student another variant
_DRAW = re.compile(r"[0-9a-f]{16}")

Part = TypeVar("Part")


def draw(assignment: str, question: str, student: str) -> str:
    """Return the draw: sixteen hexadecimal digits.

    >>> draw("quiz", "first-reply", "u1234") == draw("quiz", "first-reply", "u1234")
    True
    """
    said = "\0".join((assignment, question, student)).encode()
    return blake2b(said, key=_KEY, digest_size=8).hexdigest()


def draw_kept(fields: Fields) -> str:
    """Return the draw that an answer was given under; empty where it says none."""
    kept = fields.get(DRAWN, ())
    return kept[0] if len(kept) == 1 and _DRAW.fullmatch(kept[0]) else ""


def as_drawn(variants: Sequence[Question], drawn: str) -> Question:
    """Return the question as the student with this draw meets it.

    Args:
        variants: The question with each set of values, as its author has them.
        drawn: From :func:`draw`; empty for the question as it is written.
    """
    question = variants[variant_of(variants, drawn)]
    parts = KINDS[question.kind].shuffles
    if not drawn or not question.shuffle or not parts:
        return question
    order: dict[str, Any] = {parts: in_drawn_order(getattr(question, parts), drawn)}
    return evolve(question, **order)


def variant_of(variants: Sequence[Question], drawn: str) -> int:
    """Return which of *variants* the student with this draw meets: 0 for the first."""
    return int(drawn, 16) % len(variants) if drawn else 0


def in_drawn_order(parts: Sequence[Part], drawn: str) -> tuple[Part, ...]:
    """Return *parts* in the order that *drawn* gives them: each order as likely as any other."""

    def place(number: int) -> bytes:
        return blake2b(f"{drawn} {number}".encode(), key=_KEY, digest_size=16).digest()

    return tuple(parts[number] for number in sorted(range(len(parts)), key=place))
