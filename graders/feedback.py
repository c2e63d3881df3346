"""A student's feedback page, written from marks: never from a cell's source."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from graders.cells import grade_id, nbgrader_data, our_data, source_of
from graders.clean import clean_html, course_html
from graders.draws import variant_of
from graders.kinds.contract import paragraphs
from graders.look import HERE, fill, in_figures, plural, stylesheet
from graders.mark_cells import mark_in
from graders.question_cell import is_question_cell, read_variants
from graders.reflections import words_of
from graders.sureness import calibration_of_all, is_sure_and_wrong

_MARK_SCHEME = re.compile(
    r"^.*BEGIN MARK SCHEME.*\n(?P<rubric>(?s:.*?))^.*END MARK SCHEME.*$\n?", re.MULTILINE
)

#: How many parts of pages a process keeps.
_SECTIONS = 8192

#: Entries of a part that are lists.
_LISTS = frozenset({"scene", "levels"})


def feedback_html(cells: Sequence[Mapping[str, Any]], result: Mapping[str, Any]) -> str:
    """Return the page.

    Args:
        cells: The autograded notebook's, with nbgrader's grades in their metadata.
        result: nbgrader's ``score``, ``max_score``, ``late_penalty``, ``assignment``
            and ``student``.
    """
    parts = [part for cell in cells if (part := _part(cell))]
    questions = [part for part in parts if part["question"]]
    for number, part in enumerate(questions, 1):
        part["number"] = number
    waiting = [part for part in parts if part["waiting"]]
    calibrated = calibration_of_all((part["sure"], part["share"]) for part in questions)
    first = [part for part in questions if part["named_first"]]
    return fill(
        HERE / "feedback.html",
        {
            "style": stylesheet(),
            "title": _title(cells) or result["assignment"],
            "student": result["student"],
            "score": in_figures(result["score"]),
            "max_score": plural(result["max_score"], "point"),
            "late": _late(result["late_penalty"]),
            "waiting_says": _waiting(len(waiting)),
            "has_first": bool(first),
            "first": [{"anchor": part["anchor"], "number": part["number"]} for part in first],
            "has_calibration": bool(calibrated),
            "calibration": [{"text": each} for each in calibrated],
            "rows": [_row(part) for part in parts if part["question"] or part["task"]],
            "sections": "\n".join(part.get("html") or _html_of(part) for part in parts),
        },
    )


@lru_cache(maxsize=_SECTIONS)
def _section(part: tuple[tuple[str, Any], ...]) -> str:
    """Return a part of the page. Most of a cohort's are shown to many students."""
    lists = {name: [dict(each) for each in value] for name, value in part if name in _LISTS}
    return fill(HERE / "feedback_part.html", {**dict(part), **lists})


def _html_of(part: Mapping[str, Any]) -> str:
    """Return how a part stands in the page."""
    return _section(_hashable(part))


def _hashable(part: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (name, tuple(tuple(each.items()) for each in value) if name in _LISTS else value)
        for name, value in part.items()
    )


def _title(cells: Sequence[Mapping[str, Any]]) -> str:
    """Return the notebook's own first heading."""
    for cell in cells:
        heading = re.match(r"#\s+(.+)", source_of(cell))
        if cell.get("cell_type") == "markdown" and heading:
            return heading[1].strip()
    return ""


def _late(penalty: float) -> str:
    points = plural(penalty, "point")
    were = "was" if points == "1 point" else "were"
    return f"{points} {were} taken off for lateness." if penalty else ""


def _waiting(count: int) -> str:
    if not count:
        return ""
    what, it = ("One part waits", "it") if count == 1 else (f"{count} parts wait", "them")
    return f"{what} for a person to look at {it}, so the total may still change."


def _row(part: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "anchor": part["anchor"],
        "name": f"Question {part['number']}" if part["question"] else "Reflection",
        "earned": "waiting" if part["waiting"] else part["earned"],
        "out_of": part["out_of"],
    }


def _part(cell: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what the page shows of *cell*; None for one that has nothing to say."""
    source = source_of(cell)
    if is_question_cell(source) and mark_in(cell):
        return _question(cell)
    if nbgrader_data(cell).get("task"):
        return _task(cell)
    if cell.get("cell_type") == "markdown":
        return _prose(cell)
    if our_data(cell).get("by") == "student" and source.strip():
        return {**_EMPTY, "code": source}
    return None


#: What nbgrader itself writes where a cell is as it was given out. Nobody said it.
_NO_RESPONSE = "No response."

_EMPTY: dict[str, Any] = {
    "question": False,
    "task": False,
    "prose": "",
    "mine": False,
    "code": "",
    "waiting": False,
    "by_hand": False,
    "by_people": False,
    "comment": "",
    "levels": [],
    "has_levels": False,
    "anchor": "",
    "earned": "",
    "points": "",
    "out_of": "",
    "heading": "",
    "sure": "",
    "share": 0.0,
    "named_first": False,
}


def _prose(cell: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return prose: a student's own in full, the course's folded under its heading."""
    words = words_of(cell)
    if our_data(cell).get("by") == "student":
        return {**_EMPTY, "prose": clean_html(_lowered(words)), "mine": True} if words else None
    return _course_prose(words, is_story=bool(our_data(cell).get("story")))


@lru_cache(maxsize=_SECTIONS)  # the same for everybody
def _course_prose(words: str, *, is_story: bool) -> dict[str, Any] | None:
    """Return the course's own prose, with how it stands in the page."""
    heading = re.match(r"(?P<level>#+)\s+(?P<text>.+)\n*", words)
    if heading and heading["level"] == "#":
        return None  # the page's own title, and how to take the quiz
    text = words[heading.end() :] if heading else words
    title = heading["text"] if heading else "A story" if is_story else ""
    prose = course_html(_lowered(text))
    if not prose.strip():
        return None
    part = {**_EMPTY, "prose": prose, "heading": title}
    return {**part, "html": _html_of(part)}


def _graded(cell: Mapping[str, Any]) -> dict[str, Any]:
    data = nbgrader_data(cell)
    comment = str(data.get("comment") or "")
    return {
        **_EMPTY,
        "anchor": grade_id(cell),
        "earned": in_figures(float(data.get("score") or 0.0)),
        "points": plural(float(data.get("points") or 0.0), "point"),
        "out_of": in_figures(float(data.get("points") or 0.0)),
        "waiting": bool(data.get("waiting")),
        "by_hand": bool(data.get("by_hand")),
        "comment": clean_html(comment) if comment not in {"", _NO_RESPONSE} else "",
    }


def _question(cell: Mapping[str, Any]) -> dict[str, Any]:
    mark = mark_in(cell) or {}
    source = source_of(cell)
    scene, ask, levels = _asked(source, variant_of(read_variants(source), mark.get("drawn", "")))
    output = next(each for each in cell["outputs"] if "text/html" in each.get("data", {}))
    verdict = mark.get("verdict") or {}
    sure, share = mark.get("sure", ""), verdict.get("share", 0.0)
    if mark.get("withdrawn"):
        levels = ()
    return {
        **_graded(cell),
        "sure": sure,
        "share": share,
        "named_first": bool(mark.get("safeguarding")) and is_sure_and_wrong(sure, share),
        "question": True,
        "scene": [{"text": each} for each in scene],
        "ask": ask,
        "mark": output["data"]["text/html"],
        "by_people": bool(verdict.get("waits")),
        "levels": [{"points": in_figures(each.points), "text": each.text} for each in levels],
        "has_levels": bool(levels),
    }


@lru_cache(maxsize=_SECTIONS)
def _asked(source: str, variant: int) -> tuple[tuple[str, ...], str, tuple[Any, ...]]:
    """Return a question's scene, what it asks, and the levels of its rubric, if it has one."""
    question = read_variants(source)[variant]
    *scene, ask = paragraphs(question.prompt)
    return tuple(scene), ask, getattr(getattr(question, "key", None), "rubric", ())


def _task(cell: Mapping[str, Any]) -> dict[str, Any]:
    source = source_of(cell)
    rubric = _MARK_SCHEME.search(source)
    return {
        **_graded(cell),
        "task": True,
        "prose": course_html(_lowered(_MARK_SCHEME.sub("", source))),
        "rubric": course_html(_lowered(rubric["rubric"])) if rubric else "",
    }


def _lowered(markdown: str) -> str:
    """Return *markdown* with its headings a level lower: the page has an h1 of its own."""
    return re.sub(r"^(#{1,5}) ", r"#\1 ", markdown, flags=re.MULTILINE)
