"""Cases sorted by duty: what each duty asks, what speaks for it, what one more fact changes."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from classroom.activities.sources import sources
from classroom.activities.weighing import (
    BESIDE,
    DEFENSIBLE,
    LEADS,
    NO,
    NOT_SHOWN,
    TOO_LITTLE,
    UNSURE,
    YES,
    Duty,
    Outcome,
    Shown,
    relation,
    silent_tests,
    weigh,
)
from classroom.form_widget import FormWidget
from classroom.forms import HERE as FORMS
from classroom.session import Session
from graders.answers import FormFields
from graders.facts import Fact, facts_near
from graders.kinds.contract import paragraphs
from graders.kinds.reading import Reader, did_you_mean
from graders.look import fill

TEMPLATE = Path(__file__).with_name("threshold.html")
TROUBLE = FORMS / "upload_trouble.html"

#: A choice is kept under this and the case's name.
CASE = "case-"

ASK = "Which duty leads, on what you know?"

_ANSWERS = (YES, NO, UNSURE)

_SPEAKS = {YES: "For", NO: "Against", UNSURE: "Open"}

_VERDICTS = {
    LEADS: "This duty leads.",
    DEFENSIBLE: "A judgement. This choice can be defended, and it is not the only one.",
    BESIDE: "This duty is called up too. Another one leads.",
    TOO_LITTLE: "You saw what is not shown. Something in the case calls up more than this.",
    NOT_SHOWN: "Not on what you know. One of its tests is not met.",
}


@frozen(kw_only=True)
class WhatIf:
    """The same case with one fact changed: the fact, what it says to tests, and what to see."""

    tells: str
    shown: Mapping[str, Shown]
    note: str


@frozen(kw_only=True)
class Case:
    """A case: what is told, what that says to the tests, and what to make of it."""

    id: str
    title: str
    tells: str
    shown: Mapping[str, Shown]
    note: str
    what_if: WhatIf
    facts: tuple[str, ...]

    @property
    def changed(self) -> Mapping[str, Shown]:
        """What is known once the one fact has changed."""
        return {**self.shown, **self.what_if.shown}


@frozen(kw_only=True)
class Threshold:
    """Cases to sort, by duties, the most pressing first, and the tests those ask."""

    title: str
    setting: str
    ask: str
    tests: Mapping[str, str]
    duties: tuple[Duty, ...]
    cases: tuple[Case, ...]
    own_facts: tuple[str, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of all facts it rests on, each once."""
        cited = (fact for case in self.cases for fact in case.facts)
        return tuple(dict.fromkeys((*self.own_facts, *cited)))

    def duty(self, name: str) -> Duty:
        """Return the duty called *name*."""
        return next(each for each in self.duties if each.id == name)


# --- reading -------------------------------------------------------------------------------


def read_threshold(reader: Reader) -> Threshold | None:
    """Return the cases an author wrote, or None with every fault noted."""
    reader.only(("kind", "title", "setting", "ask", "tests", "duties", "cases", "facts"))
    title = reader.text("title", example="title: Threshold")
    setting = reader.text("setting", example="setting: You are on duty for your council.")
    ask = reader.text("ask", example=f"ask: {ASK}") if "ask" in reader.data else ASK
    tests = reader.texts_by_id("tests", least=1, example="child: a child in your area") or {}
    duties = tuple(_read_duties(reader, tests))
    cases = tuple(_read_cases(reader, tests, duties))
    facts = reader.names("facts")
    if reader.faults or not (title and setting and ask):
        return None
    return Threshold(
        title=title, setting=setting, ask=ask, tests=tests, duties=duties, cases=cases,
        own_facts=facts,
    )  # fmt: skip


def _named(reader: Reader, name: str, example: str) -> Mapping[str, Any]:
    written = reader.data.get(name)
    if isinstance(written, Mapping) and written:
        return {str(each): value for each, value in written.items()}
    reader.fault(name, problem=f'"{name}:" must name each one.', fix=example)
    return {}


def _read_duties(reader: Reader, tests: Mapping[str, str]) -> Iterator[Duty]:
    found = _named(
        reader, "duties", "Write duties: and under it, indented, a name with says:, asks:, tests:"
    )
    untested = []
    for name in found:
        inner = reader.within("duties", name)
        inner.only(("says", "asks", "tests"))
        asked = inner.names("tests")
        for test in asked:
            if test not in tests:
                inner.fault(
                    "tests",
                    test,
                    problem=f'"{test}" is not one of the tests.',
                    fix=f"Write one of {', '.join(tests)}." + did_you_mean(test, tests),
                )
        untested += [] if asked else [name]
        yield Duty(
            id=name,
            says=inner.text("says", example="says: Enquiry, Children Act 1989 s.47") or "",
            asks=inner.text("asks", example="asks: The council must make enquiries.") or "",
            tests=asked,
        )
    if found and len(untested) != 1:
        reader.fault(
            "duties",
            problem=f"{len(untested) or 'none'} of the duties have no tests; one must.",
            fix="Leave tests: out of the one that is left where no duty is met, and only there.",
        )


def _read_cases(reader: Reader, tests: Mapping[str, str], duties: Sequence[Duty]) -> Iterator[Case]:
    found = _named(
        reader, "cases", "Write cases: and under it, indented, a name with title: and tells:"
    )
    for name in found:
        inner = reader.within("cases", name)
        inner.only(("title", "tells", "shows", "note", "what-if", "facts"))
        shown = dict(_read_shows(inner, tests, required=True))
        case = Case(
            id=name,
            title=inner.text("title", example="title: Ivy, 9") or "",
            tells=inner.text("tells", example="tells: A teacher rings.") or "",
            shown=shown,
            note=inner.text("note", example="note: Begin with what she said.") or "",
            what_if=_read_what_if(inner, tests, shown),
            facts=inner.names("facts"),
        )
        _check_silent(inner, tests, duties, case)
        yield case


def _read_what_if(reader: Reader, tests: Mapping[str, str], shown: Mapping[str, Shown]) -> WhatIf:
    inner = reader.within("what-if")
    inner.only(("tells", "shows", "note"))
    changed = dict(_read_shows(inner, tests, required=False))
    for test, each in changed.items():
        if test in shown and shown[test].answer == each.answer:
            inner.fault(
                "shows",
                test,
                problem=f'the fact changes nothing: "{test}" was "{each.answer}" before.',
                fix="Write another answer, or remove the line.",
            )
    return WhatIf(
        tells=inner.text("tells", example="tells: He has asked where she lives.") or "",
        shown=changed,
        note=inner.text("note", example="note: Now it can't wait.") or "",
    )


def _read_shows(
    reader: Reader, tests: Mapping[str, str], *, required: bool
) -> Iterator[tuple[str, Shown]]:
    written = reader.data.get("shows", {})
    if not isinstance(written, Mapping) or (required and not written):
        reader.fault(
            "shows",
            problem='"shows:" must say what the case says to the tests.',
            fix="Write shows: and under it, indented, lines such as child: {yes: Ivy is 9.}",
        )
        return
    for test, said in written.items():
        test = str(test)
        answer, words = _answer_in(said)
        if test not in tests:
            reader.fault(
                "shows",
                test,
                problem=f'"{test}" is not one of the tests.',
                fix=f"Write one of {', '.join(tests)}." + did_you_mean(test, tests),
            )
        elif answer not in _ANSWERS or not words:
            reader.fault(
                "shows",
                test,
                problem=f'"{test}:" has no answer.',
                fix=f"Write {test}: and then one of {{yes: words}}, {{no: words}}, "
                "{unsure: words}, with the words of the case that say so.",
            )
        else:
            yield test, Shown(answer=answer, says=words)


def _answer_in(said: Any) -> tuple[str, str]:
    if not isinstance(said, Mapping) or len(said) != 1:
        return "", ""
    [(answer, words)] = said.items()
    return str(answer), words.strip() if isinstance(words, str) else ""


def _check_silent(
    reader: Reader, tests: Mapping[str, str], duties: Sequence[Duty], case: Case
) -> None:
    """Note each test that hangs in the air, but for those about which something is said already."""
    written = reader.data.get("shows")
    said = {str(each) for each in written} if isinstance(written, Mapping) else set()
    for shown, where in ((case.shown, ("shows",)), (case.changed, ("what-if", "shows"))):
        for test, duty in silent_tests(duties, shown).items():
            if test in said or test not in tests:
                continue
            said.add(test)
            reader.fault(
                *where,
                problem=f'nothing is said to the test "{test}", on which "{duty}" hangs.',
                fix=f"Add {test}: with {{yes: words}}, {{no: words}} or {{unsure: words}}.",
            )


# --- what was chosen -----------------------------------------------------------------------


def chosen_in(threshold: Threshold, fields: FormFields) -> dict[str, str]:
    """Return the duty chosen for each case that is decided, leaving out what is no more."""
    known = {duty.id for duty in threshold.duties}
    kept = {case.id: fields.get(CASE + case.id, [])[:1] for case in threshold.cases}
    return {case: duty[0] for case, duty in kept.items() if duty and duty[0] in known}


def first_open(threshold: Threshold, chosen: Mapping[str, str]) -> int:
    """Return the place of the first case not decided; the number of cases if there is none."""
    places = [place for place, case in enumerate(threshold.cases) if case.id not in chosen]
    return places[0] if places else len(threshold.cases)


# --- showing -------------------------------------------------------------------------------


@frozen(kw_only=True)
class Stand:
    """Where a reader stands.

    Attributes:
        at: Place of the case shown, from 0; the number of cases for the table of all.
        changed: Whether the one fact of this case is switched on.
        focus: What the focus goes to after a press: "case", "verdict" or "fact".
    """

    at: int
    changed: bool = False
    focus: str = "case"


def threshold_html(
    name: str,
    threshold: Threshold,
    fields: FormFields,
    stand: Stand,
    facts: Mapping[str, Fact],
) -> str:
    """Return the activity as it stands."""
    chosen = chosen_in(threshold, fields)
    at_table = stand.at >= len(threshold.cases)
    case = None if at_table else threshold.cases[stand.at]
    return fill(
        TEMPLATE,
        {
            "name": name,
            "title": threshold.title,
            "setting": [{"text": each} for each in paragraphs(threshold.setting)],
            "case": [_case_view(threshold, case, chosen.get(case.id), stand, facts)]
            if case
            else [],
            "opens": stand.at == 0,
            "count": len(threshold.cases),
            "table": [_table_view(threshold, chosen, facts)] if at_table else [],
            "has_before": stand.at > 0,
            "begun": bool(chosen) and at_table,
        },
    )


def _case_view(
    threshold: Threshold,
    case: Case,
    chosen: str | None,
    stand: Stand,
    facts: Mapping[str, Fact],
) -> dict[str, Any]:
    return {
        "number": stand.at + 1,
        "case_title": case.title,
        "tells": [{"text": each} for each in paragraphs(case.tells)],
        "focus_case": stand.focus == "case",
        "open": [] if chosen else [{"ask": threshold.ask, "duties": _choices(threshold)}],
        "decided": [_decided_view(threshold, case, chosen, stand, facts)] if chosen else [],
        "next": "Go on to the next case"
        if stand.at + 1 < len(threshold.cases)
        else "Go on to all cases",
        "is_open": not chosen,
    }


def _choices(threshold: Threshold) -> list[dict[str, str]]:
    return [{"id": duty.id, "says": duty.says} for duty in threshold.duties]


def _decided_view(
    threshold: Threshold,
    case: Case,
    chosen: str,
    stand: Stand,
    facts: Mapping[str, Fact],
) -> dict[str, Any]:
    outcome = weigh(threshold.duties, case.shown)
    others = [each for each in outcome.leads if each != chosen]
    cited = sources(facts, case.facts)
    return {
        "chose": threshold.duty(chosen).says,
        "verdict": _VERDICTS[relation(threshold.duties, case.shown, chosen)],
        "leads": _leads(threshold, outcome),
        "focus_verdict": stand.focus == "verdict",
        "weighed": [
            _weighed(threshold, threshold.duty(each), case.shown) for each in (chosen, *others)
        ],
        "note": [{"text": each} for each in paragraphs(case.note)],
        "fact": [{"text": each} for each in paragraphs(case.what_if.tells)],
        "switched": [_switched_view(threshold, case, outcome, stand)] if stand.changed else [],
        "switch": "Switch this fact off" if stand.changed else "Switch this fact on",
        "has_sources": bool(cited),
        "sources": cited,
    }


def _switched_view(
    threshold: Threshold, case: Case, before: Outcome, stand: Stand
) -> dict[str, Any]:
    return {
        "focus_fact": stand.focus == "fact",
        "moved": moved(threshold, case),
        "bears": [
            {"test": threshold.tests[test], **_speaks(shown)}
            for test, shown in case.what_if.shown.items()
        ],
        "has_bears": bool(case.what_if.shown),
        "fact_note": [{"text": each} for each in paragraphs(case.what_if.note)],
    }


def moved(threshold: Threshold, case: Case) -> str:
    """Return, in words, what the one fact changes."""
    before, after = (weigh(threshold.duties, each) for each in (case.shown, case.changed))
    if before == after:
        return f"The duty stays as it was. {_leads(threshold, after)}"
    return f"{_leads(threshold, after)} Before: {_in_short(threshold, before)}."


def _leads(threshold: Threshold, outcome: Outcome) -> str:
    says = [threshold.duty(each).says for each in outcome.leads]
    leads = (
        f"A judgement: {' or '.join(says)}." if outcome.is_judgement else f"What leads: {says[0]}."
    )
    beside = [threshold.duty(each).says for each in outcome.beside]
    return leads + (f" Called up beside it: {'; '.join(beside)}." if beside else "")


def _in_short(threshold: Threshold, outcome: Outcome) -> str:
    return " or ".join(threshold.duty(each).says for each in outcome.leads)


def _weighed(threshold: Threshold, duty: Duty, shown: Mapping[str, Shown]) -> dict[str, Any]:
    return {
        "duty": duty.says,
        "asks": duty.asks,
        "tests": [
            {
                "test": threshold.tests[test],
                **_speaks(shown.get(test, Shown(answer=NO, says="Nothing in the case shows it."))),
            }
            for test in duty.tests
        ],
        "has_tests": bool(duty.tests),
    }


def _speaks(shown: Shown) -> dict[str, Any]:
    return {"speaks": _SPEAKS[shown.answer], "words": shown.says}


def _table_view(
    threshold: Threshold, chosen: Mapping[str, str], facts: Mapping[str, Fact]
) -> dict[str, Any]:
    cited = sources(facts, threshold.facts)
    return {
        "rows": [
            {
                "row_case": case.title,
                "row_chose": threshold.duty(chosen[case.id]).says
                if case.id in chosen
                else "You left this one out.",
                "row_duty": _row(threshold, weigh(threshold.duties, case.shown)),
                "row_changed": _row(threshold, weigh(threshold.duties, case.changed)),
            }
            for case in threshold.cases
        ],
        "has_all_sources": bool(cited),
        "all_sources": cited,
    }


def _row(threshold: Threshold, outcome: Outcome) -> str:
    short = _in_short(threshold, outcome)
    return f"A judgement: {short}" if outcome.is_judgement else short


class ThresholdWidget(FormWidget):
    """Cases on screen. What was chosen for each is kept; where one stands is not."""

    def __init__(self, session: Session, name: str, threshold: Threshold) -> None:
        self._session = session
        self._threshold = threshold
        self._facts = facts_near(session.folder)
        fields = session.store.fields(name)
        self._stand = Stand(at=first_open(threshold, chosen_in(threshold, fields)))
        super().__init__(
            name=name,
            home=session.home,
            html=threshold_html(name, threshold, fields, self._stand, self._facts),
            fields=fields,
            keeps=False,
        )
        self.static = threshold_html(name, threshold, {}, Stand(at=0), self._facts)
        session.shown(self)
        self.observe(self._redraw, names="fields")

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Decide a case or take the decision back, switch its fact, or go to another case."""
        cases, at = self._threshold.cases, self._stand.at
        here = cases[at].id if at < len(cases) else ""
        chosen = chosen_in(self._threshold, self.fields)
        if button == "decide" and here and here not in chosen:
            if value in {duty.id for duty in self._threshold.duties}:
                self._stand = Stand(at=at, focus="verdict")
                self._keep({**self.fields, CASE + here: [value]})
        elif button == "again" and here in chosen:
            self._stand = Stand(at=at)
            self._keep({**self.fields, CASE + here: []})
        elif button == "begin":
            self._stand = Stand(at=0)
            self._keep({})
        elif button == "switch" and here in chosen:
            self._go(evolve(self._stand, changed=not self._stand.changed, focus="fact"))
        elif button == "next" and here:
            self._go(Stand(at=at + 1))
        elif button == "back" and at:
            self._go(Stand(at=at - 1))

    def _keep(self, fields: FormFields) -> None:
        try:
            self._session.keep(self.name, fields, by=self)
        except OSError as error:  # it goes on all the same, and says that it won't be found again
            self.fields = fields
            self.show("trouble", fill(TROUBLE, {"says": f"Your choice is not kept: {error}."}))
            return
        self.fields = fields

    def _go(self, stand: Stand) -> None:
        self._stand = stand
        self._redraw(None)

    def _redraw(self, _: Any) -> None:
        self.html = threshold_html(
            self.name, self._threshold, self.fields, self._stand, self._facts
        )

    def __repr__(self) -> str:
        return f"The activity {self.name}"
