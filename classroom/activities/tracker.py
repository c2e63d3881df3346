"""The tracker: whose decision is it, what comes first, and what one more fact does to both."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from classroom.activities.framing import framed
from classroom.activities.keeping import ActivityWidget, one_of
from classroom.activities.reading import known_name, named_parts
from classroom.session import Session
from graders.answers import FormFields
from graders.facts import Fact
from graders.kinds.contract import paragraphs
from graders.kinds.reading import Reader
from graders.look import fill

TEMPLATE = Path(__file__).with_name("tracker.html")

#: What is kept of a case: who was said to decide, what was done first, and who decides then.
STAGES = WHO, FIRST, THEN = "who-", "first-", "then-"

#: What an author may write: under which entry, which entries.
ENTRIES = {
    "": ("kind", "title", "setting", "deciders", "cases", "closing", "facts"),
    "cases": ("title", "says", "decides", "why", "steps", "fact", "then_decides", "because"),
    "steps": ("does", "then"),
}


@frozen(kw_only=True)
class Step:
    """A first step: what is done, and what it sees, misses and leads to."""

    does: str
    then: str


@frozen(kw_only=True)
class Case:
    """Somebody would like to know where somebody is.

    Attributes:
        title: What it is called.
        says: How things stand.
        decides: Who decides, as things stand.
        why: What is said to whoever names each decider.
        steps: First steps, by short name.
        fact: One more fact.
        then_decides: Who decides with that.
        because: Why.
    """

    title: str
    says: str
    decides: str
    why: Mapping[str, str]
    steps: Mapping[str, Step]
    fact: str
    then_decides: str
    because: str


@frozen(kw_only=True)
class Tracker:
    """The activity.

    Attributes:
        title: What it is called.
        setting: What it is about.
        deciders: Who may decide such things, by short name.
        cases: By short name, in order.
        closing: What stands at the end.
        facts: Ids of the facts it rests on.
    """

    title: str
    setting: str
    deciders: Mapping[str, str]
    cases: Mapping[str, Case]
    closing: str
    facts: tuple[str, ...] = ()


def read_tracker(reader: Reader) -> Tracker | None:
    """Return the activity that an author wrote, or None with every fault noted."""
    reader.only(ENTRIES[""], of="an activity")
    title = reader.text("title", example="title: The tracker")
    setting = reader.text("setting", example="setting: Somebody would like to know where she is.")
    closing = reader.text("closing", example="closing: What less would have done?")
    deciders = reader.texts_by_id("deciders", least=2, example="self: The person's own") or {}
    cases = {
        name: _read_case(part, deciders)
        for name, part in named_parts(
            reader,
            "cases",
            least=1,
            entries=ENTRIES["cases"],
            example="dawn: with title:, says:, decides: and the rest under it",
        ).items()
    }
    if reader.faults or not (title and setting and closing):
        return None
    return Tracker(
        title=title,
        setting=setting,
        deciders=deciders,
        cases={name: case for name, case in cases.items() if case},
        closing=closing,
        facts=reader.names("facts"),
    )


def _read_case(reader: Reader, deciders: Mapping[str, str]) -> Case | None:
    title = reader.text("title", example="title: Before the first bus")
    says = reader.text("says", example="says: He goes out at five.")
    decides = known_name(reader, "decides", deciders, of="deciders")
    why = reader.texts_by_id("why", least=2, example="self: He can decide, so it is his.") or {}
    for name in deciders:
        if why and name not in why:
            reader.fault(
                "why",
                problem=f'nothing is said to whoever names "{name}".',
                fix=f"Add {name}: with what that sees and misses here.",
            )
    for name in why:
        if name not in deciders:
            reader.fault(
                "why",
                name,
                problem=f'"{name}" does not stand under "deciders:".',
                fix=f"Write one of {', '.join(deciders)}.",
            )
    steps = {}
    for name, part in named_parts(
        reader,
        "steps",
        least=2,
        entries=ENTRIES["steps"],
        example="ask: with does: and then: under it",
    ).items():
        does = part.text("does", example="does: Ask him where he goes.")
        then = part.text("then", example="then: To the allotment, he says.")
        if does and then:
            steps[name] = Step(does=does, then=then)
    fact = reader.text("fact", example="fact: He has been found on the bypass twice.")
    then_decides = known_name(reader, "then_decides", deciders, of="deciders")
    because = reader.text("because", example="because: It is still his to decide.")
    if not (title and says and decides and fact and then_decides and because):
        return None
    return Case(
        title=title,
        says=says,
        decides=decides,
        why=why,
        steps=steps,
        fact=fact,
        then_decides=then_decides,
        because=because,
    )


# --- on screen ----------------------------------------------------------------------------


def said_of(tracker: Tracker, case: str, fields: FormFields) -> dict[str, str]:
    """Return what was said of a case, stage by stage, up to where nothing fits any more."""
    offered: dict[str, Collection[str]] = {
        WHO: tracker.deciders,
        FIRST: tracker.cases[case].steps,
        THEN: tracker.deciders,
    }
    found: dict[str, str] = {}
    for stage, names in offered.items():
        if not (answer := one_of(fields, stage + case, names, "")):
            break
        found[stage] = answer
    return found


def is_open(tracker: Tracker, case: str, fields: FormFields) -> bool:
    """Return whether anything is left to be said of a case."""
    return len(said_of(tracker, case, fields)) < len(STAGES)


def tracker_html(
    name: str, tracker: Tracker, fields: FormFields, facts: Mapping[str, Fact], newest: str = ""
) -> str:
    """Return the activity as it stands with *fields* kept.

    Args:
        name: The activity's.
        tracker: The cases.
        fields: What was said so far.
        facts: The course's, by id.
        newest: The stage and case that was answered last; the focus goes there.
    """
    shown = []
    for case in tracker.cases:
        shown.append(case)
        if is_open(tracker, case, fields):
            break
    whole = all(not is_open(tracker, case, fields) for case in tracker.cases)
    return fill(
        TEMPLATE,
        {
            **framed(name, tracker, facts, ended=whole),
            "count": len(tracker.cases),
            "cases": [
                _case_view(tracker, case, number, fields, newest)
                for number, case in enumerate(shown, 1)
            ],
            "whole": [{"rows": _rows(tracker, fields)}] if whole else [],
            "begun": any(fields.values()),
        },
    )


def _case_view(
    tracker: Tracker, name: str, number: int, fields: FormFields, newest: str
) -> dict[str, Any]:
    case, said = tracker.cases[name], said_of(tracker, name, fields)
    who = _Stage(
        stage=WHO, ask="Whose decision is it?", offered=tracker.deciders, holds=case.decides
    )
    first = _Stage(
        stage=FIRST,
        ask="What do you do first?",
        offered={each: step.does for each, step in case.steps.items()},
    )
    then = _Stage(
        stage=THEN,
        ask="Whose decision is it now?",
        offered=tracker.deciders,
        holds=case.then_decides,
        fact=case.fact,
    )
    reasons = {
        WHO: case.why,
        FIRST: {each: step.then for each, step in case.steps.items()},
        THEN: dict.fromkeys(tracker.deciders, case.because),
    }
    return {
        "number": number,
        "case": name,
        "case_title": case.title,
        "case_begun": bool(said),
        "says": [{"text": each} for each in paragraphs(case.says)],
        "stages": [
            _stage_view(each, name, said.get(each.stage, ""), reasons[each.stage], newest)
            for each in (who, first, then)[: len(said) + 1]
        ],
    }


@frozen(kw_only=True)
class _Stage:
    """A stage of a case: what is asked and offered, and what holds; empty where nothing does."""

    stage: str
    ask: str
    offered: Mapping[str, str]
    holds: str = ""
    fact: str = ""

    def verdict(self, answer: str) -> str:
        """Return how an *answer* stands beside the law."""
        if not self.holds:
            return ""
        holds = self.offered[self.holds]
        return "So it is." if answer == self.holds else f"As the law stands: {holds}"


def _stage_view(
    stage: _Stage, case: str, answer: str, reasons: Mapping[str, str], newest: str
) -> dict[str, Any]:
    """Return a stage as it is shown: open, or with its *answer* and what that comes to."""
    field = stage.stage + case
    ways = [{"value": f"{field} {each}", "says_it": text} for each, text in stage.offered.items()]
    taken = {
        "said": stage.offered.get(answer, ""),
        "verdict": stage.verdict(answer),
        "reason": reasons.get(answer, ""),
        "newest": newest == field,
    }
    return {
        "stage": field,
        "fact": stage.fact,
        "ask": stage.ask,
        "open": [] if answer else [{"ways": ways}],
        "taken": [taken] if answer else [],
    }


def _rows(tracker: Tracker, fields: FormFields) -> list[dict[str, str]]:
    rows = []
    for name, case in tracker.cases.items():
        said = said_of(tracker, name, fields)
        rows.append(
            {
                "row": case.title,
                "decides": tracker.deciders[case.decides],
                "then_decides": tracker.deciders[case.then_decides],
                "you": tracker.deciders[said[WHO]],
                "you_then": tracker.deciders[said[THEN]],
            }
        )
    return rows


class TrackerWidget(ActivityWidget):
    """The activity on screen. What was said of each case is kept."""

    def __init__(self, session: Session, name: str, tracker: Tracker) -> None:
        self._newest = ""
        super().__init__(session, name, tracker)

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as it stands with *fields* kept."""
        return tracker_html(self._called, self._activity, fields, self._facts, self._newest)

    def after(self, button: str, value: str, fields: FormFields) -> FormFields:
        """Return what is kept once something was said of a case, or a case is taken again."""
        if button == "afresh":
            self._newest = ""
            return {}
        if button == "again" and value in self._activity.cases:
            self._newest = ""
            gone = {stage + value for stage in STAGES}
            return {each: kept for each, kept in fields.items() if each not in gone}
        stage, _, answer = value.partition(" ")
        if button == "say" and stage in self._open_stages(fields):
            after = {**fields, stage: [answer]}
            if stage not in self._open_stages(after):  # it was one of the answers offered
                self._newest = stage
                return after
        return fields

    def _open_stages(self, fields: FormFields) -> set[str]:
        """Return the stage of each case that waits for an answer."""
        found = set()
        for case in self._activity.cases:
            said = said_of(self._activity, case, fields)
            found |= {stage + case for stage in STAGES[len(said) : len(said) + 1]}
        return found
