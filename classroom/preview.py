"""What the author of a question sees on running its cell: the form, the key, or all its faults."""

from collections.abc import Sequence

from classroom.forms import HERE, form_html
from graders.facts import Fact
from graders.kinds import KINDS, Fault, Question
from graders.kinds.contract import Fields
from graders.look import fill


def preview_html(variants: Sequence[Question], facts: dict[str, Fact], fields: Fields) -> str:
    """Return the form to try, with what each part of the key earns and rests on.

    Args:
        variants: The question with each set of values; the first is there to try.
        facts: The course's, by id.
        fields: The answer so far.
    """
    question = variants[0]
    kind = KINDS[question.kind]
    known = [facts[each] for each in question.facts if each in facts]
    return fill(
        HERE / "preview.html",
        {
            "form": form_html(question, fields, try_it=True).replace("dr dr-form-only", "dr"),
            "picture": kind.picture(question) if kind.picture else "",
            "doubts": [{"text": each} for each in (kind.doubts(question) if kind.doubts else ())],
            "others": [{"prompt": each.prompt} for each in variants[1:]],
            "has_others": len(variants) > 1,
            "parts": [
                {"about": each.about, "says": each.says, "why": each.why}
                for each in kind.explain(question)
            ],
            "rests_on": _rests_on(question, known),
            "has_facts": bool(known),
            "facts": [{"id": each.id, "says": each.says, "source": each.source} for each in known],
        },
    )


def _rests_on(question: Question, known: Sequence[Fact]) -> str:
    if not question.facts and KINDS[question.kind].by_hand:
        return "The rubric names no fact, and need not."
    if not question.facts:
        return "The key names no fact yet. A marked question needs one: facts: [S5]"
    missing = sorted(set(question.facts) - {each.id for each in known})
    if missing:
        return f"These facts are not in facts.yml: {', '.join(missing)}."
    return "The key rests on:"


def faults_html(name: str, faults: Sequence[Fault]) -> str:
    """Return every fault of the question called *name*, each with its line and its mending."""
    count = "one thing" if len(faults) == 1 else f"{len(faults)} things"
    return fill(
        HERE / "faults.html",
        {
            "heading": f"{name or 'This question'}: {count} to mend, then run the cell again",
            "faults": [
                {"line": each.line, "problem": each.problem, "fix": each.fix} for each in faults
            ],
        },
    )
