"""From a question and what a student sent to a mark; the one way a mark leaves our code."""

from typing import Any

from attrs import evolve, frozen

from graders.answers import Answers
from graders.draws import as_drawn, draw, draw_kept
from graders.kinds import KINDS, NotAnAnswerError, Question, Remark, Verdict
from graders.kinds.contract import FULL_MARKS, own_fields
from graders.question_cell import read_variants
from graders.sureness import sureness_in


@frozen(kw_only=True)
class Mark:
    """What a student's answer to a question earned, and why.

    Attributes:
        question: The question's name.
        points: The full mark.
        earned: Points earned: a plain float from 0.0 to *points*.
        verdict: What the answer was worth, part by part; None where it can't be read.
        problem: Why the answer can't be read, in words for the student; else empty.
        facts: Ids of the facts the key rests on.
        sure: How sure the student said they were, as the form sends it; empty where they
            didn't say, or weren't asked.
        safeguarding: Whether being very sure and wrong has to be named first.
        drawn: The draw by which the student met the question; empty where all meet it alike.
        withdrawn: How the question was withdrawn; empty where it was not.
    """

    question: str
    points: float
    earned: float
    verdict: Verdict | None = None
    problem: str = ""
    facts: tuple[str, ...] = ()
    sure: str = ""
    safeguarding: bool = False
    drawn: str = ""
    withdrawn: str = ""

    @property
    def flagged(self) -> bool:
        """Whether a person has to look at it, though a machine should have done."""
        return bool(self.problem)

    @property
    def waits(self) -> bool:
        """Whether it is for people to mark."""
        return self.verdict is not None and self.verdict.waits


def grade_output(points: float, full_mark: float) -> float:
    """Return *points* as the plain float that nbgrader reads a mark from.

    Raises:
        ValueError: *points* is not a number from 0 to *full_mark*. nbgrader 0.9.6 gives
            the full mark to values it cannot read, so none may reach it.
    """
    mark = float(points)
    if not 0.0 <= mark <= full_mark:  # false for nan, too
        raise ValueError(f"the mark {points!r} is not between 0 and {full_mark}")
    return mark


def mark_question(question: Question, answers: Answers) -> Mark:
    """Return the mark of what *answers* hold for *question*, which must have its key.

    What can't be read earns nothing and says why; it never raises.
    """
    if question.withdrawn:
        return _mark_of_withdrawn(question)
    kind = KINDS[question.kind]
    try:
        fields = answers.fields(question.name)
        verdict = kind.mark(question, kind.parse(question, own_fields(fields)))
    except NotAnAnswerError as error:
        return Mark(
            question=question.name,
            points=question.points,
            earned=0.0,
            problem=str(error),
            facts=question.facts,
        )
    return Mark(
        question=question.name,
        points=question.points,
        earned=grade_output(verdict.share * question.points, question.points),
        verdict=verdict,
        facts=question.facts,
        sure=sureness_in(fields) if question.sure and verdict.answered else "",
        safeguarding=question.safeguarding,
    )


def _mark_of_withdrawn(question: Question) -> Mark:
    """Return what everybody has for a question that was withdrawn, whatever they answered."""
    return Mark(
        question=question.name,
        points=question.worth,
        earned=grade_output(question.worth, question.worth),
        verdict=Verdict(share=1.0 if question.withdrawn == FULL_MARKS else 0.0),
        withdrawn=question.withdrawn,
    )


def mark_cell(source: str, answers: Answers, *, assignment: str, student: str) -> Mark:
    """Return the mark of what *answers* hold for the question in a cell's *source*.

    The question is marked as the student met it: with the draw that is kept with the
    answer, or else with the one that is theirs.

    Args:
        source: The cell's, with its key.
        answers: The student's.
        assignment: Its name, as nbgrader knows it.
        student: Their id, as nbgrader knows it.
    """
    mark, drawn = mark_as_met(source, answers, assignment=assignment, student=student)
    return evolve(mark, drawn=drawn) if drawn else mark


def mark_as_met(
    source: str, answers: Answers, *, assignment: str, student: str
) -> tuple[Mark, str]:
    """Return the mark of :func:`mark_cell` without its draw, and the draw.

    So whoever met the parts in one order and said the same has an equal mark.
    """
    variants = read_variants(source)
    name = variants[0].name
    if not variants[0].is_drawn:
        return mark_question(variants[0], answers), ""
    try:
        kept = draw_kept(answers.fields(name))
    except NotAnAnswerError:
        kept = ""
    drawn = kept or draw(assignment, name, student)
    return mark_question(as_drawn(variants, drawn), answers), drawn


def mark_to_json(mark: Mark) -> dict[str, Any]:
    """Return *mark* as plain data, to keep in a notebook."""
    verdict = mark.verdict
    return {
        "question": mark.question,
        "points": mark.points,
        "earned": mark.earned,
        "problem": mark.problem,
        "facts": list(mark.facts),
        "sure": mark.sure,
        "safeguarding": mark.safeguarding,
        "drawn": mark.drawn,
        "withdrawn": mark.withdrawn,
        "verdict": verdict
        and {
            "share": verdict.share,
            "answered": verdict.answered,
            "remarks": [
                {"about": each.about, "says": each.says, "why": each.why}
                for each in verdict.remarks
            ],
            "strongest": list(verdict.strongest),
            "waits": verdict.waits,
        },
    }


def mark_from_json(data: dict[str, Any]) -> Mark:
    """Return the mark that :func:`mark_to_json` gave as plain data."""
    verdict = data["verdict"]
    return Mark(
        question=data["question"],
        points=data["points"],
        earned=data["earned"],
        problem=data["problem"],
        facts=tuple(data["facts"]),
        sure=data.get("sure", ""),
        safeguarding=data.get("safeguarding", False),
        drawn=data.get("drawn", ""),
        withdrawn=data.get("withdrawn", ""),
        verdict=verdict
        and Verdict(
            share=verdict["share"],
            answered=verdict["answered"],
            remarks=tuple(Remark(**each) for each in verdict["remarks"]),
            strongest=tuple(verdict["strongest"]),
            waits=verdict.get("waits", False),
        ),
    )
