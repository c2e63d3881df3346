"""Keep votes that no panel gave from deciding anybody's mark."""

from graders.kinds import Question
from graders.settings import SETTINGS_FILE, Settings

ILLUSTRATIVE = "illustrative"


def is_illustrative(question: Question) -> bool:
    """Return whether the key rests on votes that were written for illustration."""
    return getattr(getattr(question, "key", None), "origin", "") == ILLUSTRATIVE


def why_it_may_not_count(question: Question, settings: Settings) -> str:
    """Return what is wrong where a question counts that no panel has keyed; else nothing."""
    allowed = question.name in settings.illustrative_panels_count
    if not question.points or question.withdrawn or allowed or not is_illustrative(question):
        return ""
    return "no panel gave the votes behind its key, and its points would count."


HOW_TO_MEND = (
    "Write points: 0 until a panel has sat. If it is to count all the same, name it under "
    f"illustrative_panels_count: in {SETTINGS_FILE}."
)
