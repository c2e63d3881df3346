"""How sure a student says they are: it never changes a mark, and shows what it is worth.

The scale is that of A. R. Gardner-Medwin, "Confidence assessment in the teaching of basic
science", ALT-J 3(1) (1995), in its later form: sure at level 1, 2 or 3 earns 1, 2 or 3 if
right and costs 0, 2 or 6 if wrong (A. R. Gardner-Medwin and N. Curtin, "Certainty-Based
Marking (CBM) for reflective learning and proper knowledge assessment", REAP Conference,
2007). Level 2 pays from odds of 2 in 3 on, level 3 from 4 in 5 on.
"""

from collections.abc import Iterable

from graders.kinds.contract import SURE, Fields

#: What the form sends, and what the student reads.
LEVELS = {"1": "Not sure", "2": "Fairly sure", "3": "Very sure"}

#: What being right adds and being wrong takes away, by level.
SCALE = {"1": (1, 0), "2": (2, -2), "3": (3, -6)}

#: Below this share of the points an answer counts as wrong here; only the whole is right.
HALF = 0.5


def sureness_in(fields: Fields) -> str:
    """Return the level that *fields* hold: "1", "2" or "3"; empty for none, or for nonsense.

    Nonsense is not held against an answer: how sure somebody is has no part in the mark.
    """
    said = fields.get(SURE, ())
    return said[0] if len(said) == 1 and said[0] in LEVELS else ""


def is_sure_and_wrong(sure: str, share: float) -> bool:
    """Return whether somebody was very sure of an answer that earned less than half."""
    return sure == "3" and share < HALF


def calibration(sure: str, share: float) -> str:
    """Return in words what being so sure of an answer with this *share* comes to.

    >>> calibration("3", 0.0)[:33]
    'You were very sure, and it was no'
    """
    if not sure:
        return ""
    said = LEVELS[sure].lower()
    right, wrong = SCALE[sure]
    if share == 1:
        return f"You were {said}, and you were right. {_worth(right)} {_if_right(sure)}"
    if share < HALF:
        return f"You were {said}, and it was not right. {_worth(wrong)} {_if_wrong(sure)}"
    return (
        f"You were {said}, and it was partly right. A scale for right and wrong has no figure "
        "for that."
    )


def _worth(points: int) -> str:
    sign = {True: "adds", False: "takes away"}[points > 0]
    if not points:
        return "On a scale made for learning, that costs nothing."
    return f"On a scale made for learning, that {sign} {abs(points)}."


def _if_right(sure: str) -> str:
    return {
        "1": "You knew more than you trusted yourself to.",
        "2": "Had you been very sure, it would have added 3.",
        "3": "You knew, and you knew that you knew.",
    }[sure]


def _if_wrong(sure: str) -> str:
    return {
        "1": "You knew that you did not know, which is when people ask somebody.",
        "2": "It is worth asking what made you fairly sure.",
        "3": "Being sure and wrong is what nobody around you can see. Find out what misled you.",
    }[sure]


def calibration_of_all(levels: Iterable[tuple[str, float]]) -> list[str]:
    """Return for each level somebody used, in words, how often they were right.

    Args:
        levels: Level and share of each answer for which a level was given.
    """
    given = [(sure, share) for sure, share in levels if sure]
    lines = []
    for sure in sorted(LEVELS, reverse=True):
        shares = [share for level, share in given if level == sure]
        if shares:
            right = sum(share == 1 for share in shares)
            lines.append(f"{LEVELS[sure]}: {len(shares)} answered, {right} of them fully right.")
    return lines
