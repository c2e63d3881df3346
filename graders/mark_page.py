"""Show a mark as HTML: what it earned, in words first, then why, then the sources."""

from graders.facts import Fact
from graders.kinds.contract import FULL_MARKS, LEFT_OUT
from graders.look import HERE, fill, in_figures, plural
from graders.marks import Mark
from graders.sureness import calibration, is_sure_and_wrong

#: How the strongest answer is shown: not at all, or folded, or open.
NEVER, FOLDED, OPEN = "never", "folded", "open"


def mark_html(mark: Mark, facts: dict[str, Fact], *, strongest: str = OPEN) -> str:
    """Return *mark* as HTML for a feedback page, the formgrader or a practice question.

    Args:
        mark: What the answer earned.
        facts: The course's facts by id; those it lacks are left out.
        strongest: Whether an answer below the full mark is shown the strongest one.
    """
    verdict = mark.verdict
    full = verdict is not None and verdict.share == 1
    shown = verdict is not None and verdict.strongest and not full and strongest != NEVER
    share = verdict.share if verdict else 0.0
    cited = [facts[each] for each in mark.facts if each in facts]
    return fill(
        HERE / "mark.html",
        {
            "tone": "dr-full" if full else "dr-problem" if mark.problem else "dr-part",
            "earned": in_figures(mark.earned),
            "points": plural(mark.points, "point"),
            "summary": _summary(mark),
            "marked": not mark.waits and mark.points > 0,
            "named_first": mark.safeguarding and is_sure_and_wrong(mark.sure, share),
            "calibration": calibration(mark.sure, share),
            "remarks": [
                {"about": each.about, "says": each.says, "why": each.why}
                for each in (verdict.remarks if verdict else ())
            ],
            "show_strongest": bool(shown),
            "fold_strongest": strongest == FOLDED,
            "strongest": [{"text": each} for each in (verdict.strongest if verdict else ())],
            "has_facts": bool(cited),
            "facts": [{"says": each.says, "source": each.source} for each in cited],
        },
    )


#: What is said of a question that was withdrawn.
_WITHDRAWN = {
    FULL_MARKS: "This question was withdrawn. Everybody who handed in has its full points.",
    LEFT_OUT: "This question was withdrawn. It counts for nobody, and the total is out of the "
    "points of the others.",
}


def _summary(mark: Mark) -> str:
    if mark.withdrawn:
        return _WITHDRAWN[mark.withdrawn]
    if mark.problem:
        return (
            f"Your answer could not be marked: {mark.problem}. "
            "It earned nothing by machine, and a person has been asked to look at it."
        )
    if mark.verdict is None or not mark.verdict.answered:
        return "You did not answer this question."
    if mark.waits:
        return "A person reads and marks this."
    if not mark.points:
        return "This question does not count towards your mark."
    if mark.verdict.share == 1:
        return "Right."
    return "Partly right." if mark.verdict.share > 0 else "Not this time."
