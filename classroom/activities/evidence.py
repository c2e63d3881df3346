"""Digital things handled step by step: what is still usable, what was spoilt, who was harmed."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from classroom.activities.handling import (
    NOTE_LEFT,
    NOTED,
    SECURED,
    SPOILT,
    THERE,
    USABLE,
    Fading,
    Held,
    Thing,
    Way,
    after,
    open_ways,
)
from classroom.activities.sources import sources
from classroom.form_widget import FormWidget
from classroom.forms import HERE as FORMS
from classroom.session import Session
from graders.answers import FormFields
from graders.facts import Fact, facts_near
from graders.kinds.contract import paragraphs
from graders.kinds.reading import Reader, did_you_mean
from graders.look import fill, plural

TEMPLATE = Path(__file__).with_name("evidence.html")
TROUBLE = FORMS / "upload_trouble.html"

#: The steps taken with a thing are kept under this and its name; those closed, under CLOSED.
STEPS, CLOSED = "steps-", "closed"

ASK = "What do you do next?"

_SAID = {
    THERE: "Usable: still there, as it was",
    NOTED: "Usable: still there, and in your note",
    SECURED: "Usable: with those who may keep it",
    NOTE_LEFT: "Spoilt: only your note of it is left",
    SPOILT: "Spoilt",
}


@frozen(kw_only=True)
class Evidence:
    """Digital things to handle, one after the other."""

    title: str
    setting: str
    ask: str
    things: tuple[Thing, ...]
    own_facts: tuple[str, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of all facts it rests on, each once."""
        cited = (fact for thing in self.things for fact in thing.facts)
        return tuple(dict.fromkeys((*self.own_facts, *cited)))


# --- reading -------------------------------------------------------------------------------


def read_evidence(reader: Reader) -> Evidence | None:
    """Return the things an author wrote, or None with every fault noted."""
    reader.only(("kind", "title", "setting", "ask", "items", "facts"))
    title = reader.text("title", example="title: What would you keep?")
    setting = reader.text("setting", example="setting: Things arrive on your work phone.")
    ask = reader.text("ask", example=f"ask: {ASK}") if "ask" in reader.data else ASK
    things = tuple(_read_things(reader))
    facts = reader.names("facts")
    if reader.faults or not (title and setting and ask):
        return None
    return Evidence(title=title, setting=setting, ask=ask, things=things, own_facts=facts)


def _read_things(reader: Reader) -> Iterator[Thing]:
    written = reader.data.get("items")
    if not isinstance(written, Mapping) or not written:
        reader.fault(
            "items",
            problem='"items:" must name what arrives.',
            fix="Write items: and under it, indented, a name with title:, arrives:, parts:, ways:",
        )
        return
    for name in written:
        inner = reader.within("items", name)
        inner.only(("title", "arrives", "parts", "ways", "fades", "close", "facts"))
        parts = inner.texts_by_id("parts", least=1, example="words: what was said, word for word")
        thing = Thing(
            id=str(name),
            title=inner.text("title", example="title: A voice note") or "",
            arrives=inner.text("arrives", example="arrives: It is ten at night.") or "",
            parts=parts or {},
            ways=tuple(_read_ways(inner, parts or {})),
            fades=_read_fading(inner, parts or {}) if "fades" in inner.data else None,
            close=inner.text("close", example="close: What matters here is what you left alone.")
            or "",
            facts=inner.names("facts"),
        )
        for way in unreachable(thing) if _all_named(thing) else ():
            inner.fault(
                "ways",
                way,
                "after",
                problem=f'"{way}" can never be done: what it comes after waits for it.',
                fix="Take a name out of its after:, or out of that of one it waits for.",
            )
        yield thing


def _read_ways(reader: Reader, parts: Mapping[str, str]) -> Iterator[Way]:
    written = reader.data.get("ways")
    if not isinstance(written, Mapping) or len(written) < 2:
        reader.fault(
            "ways",
            problem='"ways:" must name two or more things to do.',
            fix="Write ways: and under it, indented, a name with does: and why:",
        )
        return
    known = [str(each) for each in written]
    for name in known:
        inner = reader.within("ways", name)
        inner.only(("does", "why", "notes", "secures", "spoils", "harms", "after", "owed"))
        way = Way(
            id=name,
            does=inner.text("does", example="does: Write down what you were told.") or "",
            why=inner.text("why", example="why: The words are safe, whatever goes.") or "",
            notes=inner.names("notes"),
            secures=inner.names("secures"),
            spoils=_texts(inner, "spoils", "words: The chat is gone."),
            harms=_texts(inner, "harms", "Ivy: One more person has heard it."),
            after=inner.names("after"),
            owed=inner.text("owed", example="owed: Nobody who can act has heard.") or ""
            if "owed" in inner.data
            else "",
        )
        for entry, named in (
            ("notes", way.notes), ("secures", way.secures), ("spoils", tuple(way.spoils)),
        ):  # fmt: skip
            _all_known(inner, entry, named, parts, "one of the parts")
        _all_known(inner, "after", way.after, [each for each in known if each != name], "a way")
        yield way


def _texts(reader: Reader, name: str, example: str) -> dict[str, str]:
    if name not in reader.data:
        return {}
    return reader.texts_by_id(name, least=1, example=example) or {}


def _all_known(reader: Reader, entry: str, named: tuple[str, ...], known: Any, said: str) -> None:
    for each in named:
        if each not in known:
            reader.fault(
                entry,
                each,
                problem=f'"{each}" under "{entry}:" is not {said}.',
                fix=f"Write one of {', '.join(known)}." + did_you_mean(each, known),
            )


def _read_fading(reader: Reader, parts: Mapping[str, str]) -> Fading | None:
    inner = reader.within("fades")
    inner.only(("steps", "parts", "why"))
    steps = inner.number("steps", least=1)
    named = inner.names("parts")
    why = inner.text("why", example="why: The app deletes it after it is heard.")
    _all_known(inner, "parts", named, parts, "one of the parts")
    if steps is None or why is None:
        return None
    return Fading(steps=int(steps), parts=named, why=why)


def _all_named(thing: Thing) -> bool:
    known = {way.id for way in thing.ways}
    return all(known.issuperset(way.after) for way in thing.ways)


def unreachable(thing: Thing) -> list[str]:
    """Return the ways of *thing* that no order of steps ever opens."""
    done: list[str] = []
    while found := [way.id for way in open_ways(thing, done)]:
        done += found
    return [way.id for way in thing.ways if way.id not in done]


# --- what was done -------------------------------------------------------------------------


def taken_in(thing: Thing, fields: FormFields) -> list[str]:
    """Return the steps kept for *thing* that can still be taken."""
    return [step.way.id for step in after(thing, fields.get(STEPS + thing.id, [])).steps]


def first_open(evidence: Evidence, fields: FormFields) -> int:
    """Return the place of the first thing not closed; the number of things if there is none."""
    closed = fields.get(CLOSED, [])
    places = [place for place, thing in enumerate(evidence.things) if thing.id not in closed]
    return places[0] if places else len(evidence.things)


# --- showing -------------------------------------------------------------------------------


def evidence_html(
    name: str,
    evidence: Evidence,
    fields: FormFields,
    at: int,
    focus: str,
    facts: Mapping[str, Fact],
) -> str:
    """Return the activity as it stands.

    Args:
        name: The activity's.
        evidence: What arrives.
        fields: The steps taken so far.
        at: Place of the thing shown, from 0; the number of things for the log of all.
        focus: What the focus goes to after a press: "thing", "step" or "closed".
        facts: The course's, by id.
    """
    at_end = at >= len(evidence.things)
    return fill(
        TEMPLATE,
        {
            "name": name,
            "title": evidence.title,
            "setting": [{"text": each} for each in paragraphs(evidence.setting)],
            "opens": at == 0,
            "count": len(evidence.things),
            "thing": [] if at_end else [_thing_view(evidence, fields, at, focus, facts)],
            "all": [_all_view(evidence, fields, facts)] if at_end else [],
            "has_before": at > 0,
        },
    )


def _thing_view(
    evidence: Evidence, fields: FormFields, at: int, focus: str, facts: Mapping[str, Fact]
) -> dict[str, Any]:
    thing = evidence.things[at]
    held = after(thing, taken_in(thing, fields))
    closed = thing.id in fields.get(CLOSED, [])
    ways = open_ways(thing, [step.way.id for step in held.steps])
    return {
        "number": at + 1,
        "thing_title": thing.title,
        "arrives": [{"text": each} for each in paragraphs(thing.arrives)],
        "focus_thing": focus == "thing",
        "has_steps": bool(held.steps),
        "steps": [
            {
                "does": step.way.does,
                "why": step.way.why,
                "too_late": _too_late(thing, step.too_late),
                "meanwhile": thing.fades.why if step.faded and thing.fades else "",
                "newest": number == len(held.steps) and focus == "step",
            }
            for number, step in enumerate(held.steps, 1)
        ],
        "log": [_log_view(thing, held)] if held.steps or closed else [],
        "choosing": []
        if closed
        else [
            {
                "ask": evidence.ask,
                "ways": [{"id": way.id, "offers": way.does} for way in ways],
            }
        ],
        "is_closed": [_closed_view(thing, held, focus, facts)] if closed else [],
        "next": "Go on to the next thing"
        if at + 1 < len(evidence.things)
        else "Go on to the whole log",
    }


def _too_late(thing: Thing, late: tuple[str, ...]) -> str:
    return f"Too late for: {'; '.join(thing.parts[each] for each in late)}." if late else ""


def _log_view(thing: Thing, held: Held) -> dict[str, Any]:
    return {
        "says": summary(thing, held),
        "rows": [
            {"part": thing.parts[each], "now": _SAID[part.state], "spoilt_by": part.why}
            for each, part in held.parts.items()
        ],
        "harmed": [{"who": who, "how": how} for who, how in held.harmed],
        "has_harmed": bool(held.harmed),
    }


def summary(thing: Thing, held: Held) -> str:
    """Return, in words, how much is still usable and who was harmed again."""
    usable = sum(part.state in USABLE for part in held.parts.values())
    harmed = "; ".join(_once(who for who, _ in held.harmed))
    return f"{usable} of {plural(len(thing.parts), 'part')} still usable. " + (
        f"Harmed again: {harmed}." if harmed else "Nobody was harmed again."
    )


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _closed_view(thing: Thing, held: Held, focus: str, facts: Mapping[str, Fact]) -> dict[str, Any]:
    cited = sources(facts, thing.facts)
    return {
        "focus_closed": focus == "closed",
        "owed": [{"left": way.does, "because": way.owed} for way in held.owed],
        "has_owed": bool(held.owed),
        "close": [{"text": each} for each in paragraphs(thing.close)],
        "has_sources": bool(cited),
        "sources": cited,
    }


def _all_view(evidence: Evidence, fields: FormFields, facts: Mapping[str, Fact]) -> dict[str, Any]:
    cited = sources(facts, evidence.facts)
    return {
        "all_rows": [_row(thing, taken_in(thing, fields)) for thing in evidence.things],
        "has_all_sources": bool(cited),
        "all_sources": cited,
    }


def _row(thing: Thing, taken: list[str]) -> dict[str, Any]:
    held = after(thing, taken)
    usable = [thing.parts[each] for each, now in held.parts.items() if now.state in USABLE]
    gone = [thing.parts[each] for each, now in held.parts.items() if now.state not in USABLE]
    said = {
        "row_usable": "; ".join(usable) or "nothing",
        "row_spoilt": "; ".join(gone) or "nothing",
        "row_harmed": "; ".join(_once(who for who, _ in held.harmed)) or "nobody",
        "row_owed": " ".join(way.does for way in held.owed) or "nothing",
    }
    return {
        "row_thing": thing.title,
        "row_left_out": not taken,
        "row_held": [said] if taken else [],
    }


class EvidenceWidget(FormWidget):
    """Things to handle on screen. The steps taken are kept; where one stands is not."""

    def __init__(self, session: Session, name: str, evidence: Evidence) -> None:
        self._session = session
        self._evidence = evidence
        self._facts = facts_near(session.folder)
        fields = session.store.fields(name)
        self._at, self._focus = first_open(evidence, fields), "thing"
        super().__init__(
            name=name,
            home=session.home,
            html=evidence_html(name, evidence, fields, self._at, self._focus, self._facts),
            fields=fields,
            keeps=False,
        )
        self.static = evidence_html(name, evidence, {}, 0, "thing", self._facts)
        session.shown(self)
        self.observe(self._redraw, names="fields")

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Take a step, take the last one back, close a thing, or go to another."""
        things = self._evidence.things
        if button == "begin":
            self._at, self._focus = 0, "thing"
            self._keep({})
            return
        if button == "go-back":
            self._go(max(self._at - 1, 0))
            return
        if self._at >= len(things):
            return
        thing = things[self._at]
        taken, closed = taken_in(thing, self.fields), list(self.fields.get(CLOSED, []))
        is_closed = thing.id in closed
        if button == "next":
            self._go(self._at + 1)
        elif button == "do" and not is_closed:
            if value in {way.id for way in open_ways(thing, taken)}:
                self._focus = "step"
                self._keep({**self.fields, STEPS + thing.id: [*taken, value]})
        elif button == "close" and taken and not is_closed:
            self._focus = "closed"
            self._keep({**self.fields, CLOSED: [*closed, thing.id]})
        elif button in ("undo", "again"):
            self._focus = "thing"
            self._keep(
                {
                    **self.fields,
                    STEPS + thing.id: taken[:-1] if button == "undo" else [],
                    CLOSED: [each for each in closed if each != thing.id],
                }
            )

    def _keep(self, fields: FormFields) -> None:
        try:
            self._session.keep(self.name, fields, by=self)
        except OSError as error:  # it goes on all the same, and says that it won't be found again
            self.fields = fields
            self.show("trouble", fill(TROUBLE, {"says": f"Your step is not kept: {error}."}))
            return
        self.fields = fields

    def _go(self, at: int) -> None:
        self._at, self._focus = at, "thing"
        self._redraw(None)

    def _redraw(self, _: Any) -> None:
        self.html = evidence_html(
            self.name, self._evidence, self.fields, self._at, self._focus, self._facts
        )

    def __repr__(self) -> str:
        return f"The activity {self.name}"
