"""The forms students meet: one template a kind of question, filled the same at every door."""

from pathlib import Path
from typing import Any

from graders.kinds import KINDS, Question
from graders.kinds.contract import DRAWN, SURE, Fields, own_fields, paragraphs
from graders.look import fill, plural
from graders.sureness import LEVELS, sureness_in

HERE = Path(__file__).parent

NOT_RUNNING = (
    "If you see no answer boxes here, open the Run menu and choose Run All Cells, "
    "or ask whoever runs your course."
)


def form_html(question: Question, fields: Fields, *, try_it: bool = False) -> str:
    """Return the form of *question* with the answer so far in it.

    Ids in it are unique within the form; the page's script makes them unique in
    the page. It never holds anything of the question's key.

    Args:
        question: With or without its key.
        fields: What the form sent last; may be empty.
        try_it: Whether it has a "Check my answer" button; a practice question always has.
    """
    frame = _frame(question, _body(question, fields, live=True))
    drawn = fields.get(DRAWN, ()) if question.is_drawn else ()
    said = sureness_in(fields)
    return fill(
        HERE / "question.html",
        {
            **frame,
            "try_it": try_it or question.practice,
            "drawn": [{"field": DRAWN, "value": each} for each in drawn],
            "asks_sure": question.sure,
            "levels": [
                {"field": SURE, "value": level, "text": text, "picked": level == said}
                for level, text in LEVELS.items()
            ],
        },
    )


def static_html(question: Question) -> str:
    """Return *question* to read before anything has run: no controls, no answer, no key."""
    body = _body(question, {}, live=False)
    return fill(HERE / "static.html", {**_frame(question, body), "not_running": NOT_RUNNING})


def ask_of(question: Question) -> str:
    """Return the question itself: the last paragraph of its prompt."""
    return paragraphs(question.prompt)[-1]


def _frame(question: Question, body: str) -> dict[str, Any]:
    return {
        "name": question.name,
        "body": body,
    }


def _body(question: Question, fields: Fields, *, live: bool) -> str:
    *scene, ask = paragraphs(question.prompt)
    worth = plural(question.points, "point") if question.points else "does not count"
    return fill(
        HERE / f"{question.kind}.html",
        {
            **KINDS[question.kind].view(question, own_fields(fields)),
            "name": question.name,
            "scene": [{"text": each} for each in scene],
            "has_scene": bool(scene),
            "ask": ask,
            "worth": f"practice, {worth}" if question.practice else worth,
            "live": live,
        },
    )
