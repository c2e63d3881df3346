"""Where am I? Where somebody sees themselves before and after a module, and what comes next."""

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from classroom.activities.keeping import ActivityWidget
from classroom.activities.reading import named_parts
from classroom.activities.self_assessment_picture import picture
from classroom.form_widget import SAVED
from classroom.session import Session
from graders.answers import FormFields
from graders.kinds.contract import paragraphs
from graders.kinds.reading import Reader
from graders.look import fill

TEMPLATE = Path(__file__).with_name("self_assessment.html")

#: Fields of the form: where somebody is in a part, whether it comes next, and what they will do.
AT, NEXT, PLAN = "at-", "next", "plan-"

#: What an author may write: under which entry, which entries.
ENTRIES = {
    "": ("kind", "title", "setting", "parts", "scale", "after"),
    "parts": ("name", "means"),
}

SAID_NOTHING = "not said"


@frozen(kw_only=True)
class Part:
    """A part of a framework: its name, and what it looks like in practice."""

    name: str
    means: str


@frozen(kw_only=True)
class SelfAssessment:
    """A self-assessment.

    Attributes:
        parts: What is assessed, by short name.
        scale: The steps, lowest first: short name to description.
        after: The name of the activity in which the same was asked before; empty in that one.
    """

    title: str
    setting: str
    parts: Mapping[str, Part]
    scale: Mapping[str, str]
    after: str


@frozen(kw_only=True)
class Moved:
    """How many parts stand higher, the same or lower than before, of those said both times."""

    higher: int
    same: int
    lower: int


def read_self_assessment(reader: Reader) -> SelfAssessment | None:
    """Return the activity that an author wrote, or None with every fault noted."""
    reader.only(ENTRIES[""])
    title = reader.text("title", example="title: Where am I?")
    setting = reader.text("setting", example="setting: Say where you see yourself today.")
    scale = reader.texts_by_id("scale", least=3, example="alone: I do this on my own.") or {}
    parts = {
        name: Part(
            name=part.text("name", example="name: technical proficiency") or "",
            means=part.text("means", example="means: you share a screen in a review") or "",
        )
        for name, part in named_parts(
            reader,
            "parts",
            least=2,
            entries=ENTRIES["parts"],
            example="technical: with name: and means: under it",
        ).items()
    }
    after = reader.text("after", example="after: where-am-i") if "after" in reader.data else ""
    if reader.faults or not (title and setting):
        return None
    return SelfAssessment(title=title, setting=setting, parts=parts, scale=scale, after=after or "")


def standing(asked: SelfAssessment, fields: FormFields) -> dict[str, str]:
    """Return the step that *fields* give for each part, as far as they fit the activity."""
    return {
        part: fields[AT + part][0]
        for part in asked.parts
        if fields.get(AT + part) and fields[AT + part][0] in asked.scale
    }


def moved(asked: SelfAssessment, before: Mapping[str, str], after: Mapping[str, str]) -> Moved:
    """Return how many parts moved which way, of those that were said both times."""
    steps = list(asked.scale)
    by = [steps.index(after[part]) - steps.index(before[part]) for part in before if part in after]
    return Moved(
        higher=sum(each > 0 for each in by),
        same=sum(each == 0 for each in by),
        lower=sum(each < 0 for each in by),
    )


def planned(asked: SelfAssessment, fields: FormFields) -> dict[str, str]:
    """Return what somebody said they would do next, for each part that they chose."""
    return {
        part: "".join(fields.get(PLAN + part, ())).strip()
        for part in asked.parts
        if part in fields.get(NEXT, ())
    }


def in_words(asked: SelfAssessment, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return in a sentence or two what the picture shows."""
    if not asked.after:
        return f"You have said where you are in {len(after)} of {len(asked.parts)}."
    if not after:
        return "You have not said yet where you are now."
    if not before:
        return (
            f"You have said where you are now in {len(after)} of {len(asked.parts)}. "
            "Nothing is kept from before, so there is nothing to compare it with."
        )
    way = moved(asked, before, after)
    sentence = f"You see yourself higher in {way.higher}, the same in {way.same}, "
    return f"{sentence}lower in {way.lower}."


def self_assessment_html(
    name: str, asked: SelfAssessment, fields: FormFields, earlier: FormFields
) -> str:
    """Return the activity as it stands.

    Args:
        name: The activity's name.
        asked: The activity.
        fields: What is kept of it.
        earlier: What is kept of the one before it.
    """
    now = standing(asked, fields)
    before, after = (standing(asked, earlier), now) if asked.after else (now, {})
    plans = planned(asked, fields)
    return fill(
        TEMPLATE,
        {
            "name": name,
            "title": asked.title,
            "setting": [{"text": each} for each in paragraphs(asked.setting)],
            "later": bool(asked.after),
            "parts": [
                {
                    "number": number,
                    "called": part.name,
                    "means": part.means,
                    "field": AT + short,
                    "plan": PLAN + short,
                    "value": short,
                    "next": short in plans,
                    "written": "".join(fields.get(PLAN + short, ())),
                    "choices": [
                        {
                            "value": step,
                            "text": text,
                            "picked": now.get(short) == step,
                            "id": f"{number}-{place}",
                        }
                        for place, (step, text) in enumerate(asked.scale.items(), 1)
                    ],
                }
                for number, (short, part) in enumerate(asked.parts.items(), 1)
            ],
            "said": bool(before or after),
            "sentence": in_words(asked, before, now),
            "fell": bool(asked.after) and moved(asked, before, after).lower > 0,
            "label": f"{in_words(asked, before, now)} The table below says the same in full.",
            "picture": picture(
                {short: part.name for short, part in asked.parts.items()},
                list(asked.scale),
                before,
                after,
            ),
            "steps": [
                {"number": number, "text": text}
                for number, text in enumerate(asked.scale.values(), 1)
            ],
            "rows": [
                {
                    "called": part.name,
                    "before": _step(asked, before.get(short)),
                    "after": _step(asked, after.get(short)),
                }
                for short, part in asked.parts.items()
            ],
            "has_plans": bool(plans),
            "plans": [
                {"called": asked.parts[short].name, "text": text or "nothing written yet"}
                for short, text in plans.items()
            ],
        },
    )


def _step(asked: SelfAssessment, step: str | None) -> str:
    """Return a step by its number and description."""
    if step is None:
        return SAID_NOTHING
    return f"{list(asked.scale).index(step) + 1}. {asked.scale[step]}"


class SelfAssessmentWidget(ActivityWidget):
    """The activity on screen. Where you saw yourself and what you wrote is kept."""

    def __init__(self, session: Session, name: str, asked: SelfAssessment) -> None:
        self.rests_on = frozenset({asked.after} if asked.after else ())
        super().__init__(session, name, asked, keeps=True)

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as it stands with *fields* kept, and what was kept before it."""
        earlier = self._session.store.fields(self._activity.after) if self._activity.after else {}
        return self_assessment_html(self._called, self._activity, fields, earlier)

    def said(self, fields: FormFields) -> str:
        """Return that it is saved, and in how many parts something is said."""
        if not any(fields.values()):
            return ""
        said, parts = len(standing(self._activity, fields)), len(self._activity.parts)
        return f"{SAVED} You have said where you are in {said} of {parts}."
