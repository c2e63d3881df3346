"""The parts of a feedback page: a question with its mark, a reflection, prose, code.

A cohort's pages have most of their parts in common, so each is written once and kept.
What a part is written from is therefore gathered first, and is all that it hangs on.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from attrs import frozen

from graders.cells import grade_id, nbgrader_data, our_data, source_of
from graders.clean import clean_html, course_html
from graders.draws import variant_of
from graders.kinds.contract import paragraphs
from graders.look import HERE, fill, in_figures, plural
from graders.mark_cells import mark_in
from graders.question_cell import is_question_cell, read_variants
from graders.reflections import words_of
from graders.sureness import is_sure_and_wrong

_MARK_SCHEME = re.compile(
    r"^.*BEGIN MARK SCHEME.*\n(?P<rubric>(?s:.*?))^.*END MARK SCHEME.*$\n?", re.MULTILINE
)

#: What nbgrader itself writes where a cell is as it was given out. Nobody said it.
_NO_RESPONSE = "No response."

#: How many parts of pages a process keeps.
_KEPT = 8192


@frozen(kw_only=True)
class Part:
    """A part of a feedback page.

    Attributes:
        html: How it stands in the page.
        row: How it stands in the table of what each part earned; empty for prose and code.
        anchor: The id by which a link leads to it; empty for prose and code.
        number: A question's, from 1; 0 for what is none.
        waiting: Whether a person has still to look.
        sure: How sure the student was: "1", "2" or "3"; empty where they didn't say.
        share: Which share of the points a question's answer earned, 0 to 1.
        named_first: Whether the page begins with it: very sure, and nobody kept safe.
    """

    html: str
    row: str = ""
    anchor: str = ""
    number: int = 0
    waiting: bool = False
    sure: str = ""
    share: float = 0.0
    named_first: bool = False


class _Grade(NamedTuple):
    """What nbgrader holds of a part: the name, points earned and to be had, and a comment."""

    name: str
    score: float
    points: float
    waiting: bool
    by_hand: bool
    comment: str


class _Marked(NamedTuple):
    """What a mark says: in HTML, and the little of its data that the page asks for.

    A student's own draw is not in it: the page shows which variant it came to.
    """

    html: str
    sure: str
    share: float
    variant: int
    by_people: bool
    safeguarding: bool
    withdrawn: bool


def part_of(cell: Mapping[str, Any], *, number: int) -> Part | None:
    """Return what a page shows of *cell*, an autograded notebook's; None if nothing.

    Args:
        cell: With nbgrader's grades in its metadata.
        number: The next question's.
    """
    source = source_of(cell)
    if is_question_cell(source) and (mark := mark_in(cell)):
        return _question(number, source, _grade_of(cell), _marked_in(cell, source, mark))
    if nbgrader_data(cell).get("task"):
        return _task(source, _grade_of(cell))
    if cell.get("cell_type") == "markdown":
        return _prose(cell)
    if our_data(cell).get("by") == "student" and source.strip():
        return Part(html=_filled(code=source))
    return None


def _grade_of(cell: Mapping[str, Any]) -> _Grade:
    data = nbgrader_data(cell)
    comment = str(data.get("comment") or "")
    return _Grade(
        name=grade_id(cell) or "",
        score=float(data.get("score") or 0.0),
        points=float(data.get("points") or 0.0),
        waiting=bool(data.get("waiting")),
        by_hand=bool(data.get("by_hand")),
        comment="" if comment == _NO_RESPONSE else comment,
    )


def _marked_in(cell: Mapping[str, Any], source: str, mark: Mapping[str, Any]) -> _Marked:
    verdict, drawn = mark.get("verdict") or {}, mark.get("drawn", "")
    shown = (each.get("data", {}).get("text/html") for each in cell["outputs"])
    return _Marked(
        html=next(html for html in shown if html),
        sure=mark.get("sure", ""),
        share=verdict.get("share", 0.0),
        variant=variant_of(read_variants(source), drawn) if drawn else 0,
        by_people=bool(verdict.get("waits")),
        safeguarding=bool(mark.get("safeguarding")),
        withdrawn=bool(mark.get("withdrawn")),
    )


# --- what a cohort has in common, written once --------------------------------------------


@lru_cache(maxsize=_KEPT)
def _question(number: int, source: str, grade: _Grade, marked: _Marked) -> Part:
    question = read_variants(source)[marked.variant]
    *scene, ask = paragraphs(question.prompt)
    rubric = getattr(getattr(question, "key", None), "rubric", ())
    levels = () if marked.withdrawn else rubric
    html = _filled(
        question=True,
        number=number,
        scene=[{"text": each} for each in scene],
        ask=ask,
        mark=marked.html,
        by_people=marked.by_people,
        levels=[{"points": in_figures(each.points), "text": each.text} for each in levels],
        has_levels=bool(levels),
        **_shown(grade),
    )
    return Part(
        html=html,
        row=_row(f"Question {number}", grade),
        anchor=grade.name,
        number=number,
        waiting=grade.waiting,
        sure=marked.sure,
        share=marked.share,
        named_first=marked.safeguarding and is_sure_and_wrong(marked.sure, marked.share),
    )


@lru_cache(maxsize=_KEPT)
def _task(source: str, grade: _Grade) -> Part:
    rubric = _MARK_SCHEME.search(source)
    html = _filled(
        task=True,
        prose=course_html(_lowered(_MARK_SCHEME.sub("", source))),
        rubric=course_html(_lowered(rubric["rubric"])) if rubric else "",
        **_shown(grade),
    )
    row = _row("Reflection", grade)
    return Part(html=html, row=row, anchor=grade.name, waiting=grade.waiting)


def _prose(cell: Mapping[str, Any]) -> Part | None:
    """Return prose: a student's own in full, the course's folded under its heading."""
    words, ours = words_of(cell), our_data(cell)
    if ours.get("by") != "student":
        return _course_prose(words, is_story=bool(ours.get("story")))
    if not words:
        return None
    return Part(html=_filled(prose=clean_html(_lowered(words)), mine=True))


@lru_cache(maxsize=_KEPT)
def _course_prose(words: str, *, is_story: bool) -> Part | None:
    heading = re.match(r"(?P<level>#+)\s+(?P<text>.+)\n*", words)
    if heading and heading["level"] == "#":
        return None  # the page's own title, and how to take the quiz
    text = words[heading.end() :] if heading else words
    title = heading["text"] if heading else "A story" if is_story else ""
    prose = course_html(_lowered(text))
    return Part(html=_filled(prose=prose, heading=title)) if prose.strip() else None


# --- how it stands there -------------------------------------------------------------------

#: What the template asks of every part.
_EMPTY: dict[str, Any] = {
    "question": False,
    "task": False,
    "prose": "",
    "mine": False,
    "code": "",
    "heading": "",
}


def _filled(**shown: Any) -> str:
    return fill(HERE / "feedback_part.html", {**_EMPTY, **shown})


def _shown(grade: _Grade) -> dict[str, Any]:
    return {
        "anchor": grade.name,
        "earned": in_figures(grade.score),
        "points": plural(grade.points, "point"),
        "waiting": grade.waiting,
        "by_hand": grade.by_hand,
        "comment": clean_html(grade.comment) if grade.comment else "",
    }


def _row(name: str, grade: _Grade) -> str:
    return fill(
        HERE / "feedback_row.html",
        {
            "anchor": grade.name,
            "name": name,
            "earned": "waiting" if grade.waiting else in_figures(grade.score),
            "out_of": in_figures(grade.points),
        },
    )


def _lowered(markdown: str) -> str:
    """Return *markdown* with its headings a level lower: the page has an h1 of its own."""
    return re.sub(r"^(#{1,5}) ", r"#\1 ", markdown, flags=re.MULTILINE)
