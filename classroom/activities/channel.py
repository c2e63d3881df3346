"""Which channel? A person, a few moments, and what each way of reaching them does and costs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from classroom.activities.keeping import ActivityWidget
from classroom.activities.reading import each_is_used, known_names, named_parts
from classroom.session import Session
from graders.answers import FormFields
from graders.kinds.contract import paragraphs
from graders.kinds.reading import Reader, did_you_mean
from graders.look import fill

NOTHING = "Nothing of this"

TEMPLATE = Path(__file__).with_name("channel.html")


@frozen(kw_only=True)
class Channel:
    """A way of reaching somebody: what it meets, and what it runs the risk of."""

    name: str
    meets: tuple[str, ...]
    runs: tuple[str, ...]


@frozen(kw_only=True)
class Way:
    """What a channel comes to at one moment: what follows, and what it costs the person."""

    then: str
    costs: str


@frozen(kw_only=True)
class Moment:
    """A moment at which the reader has to reach the person.

    Attributes:
        title: What it is about.
        says: How things stand.
        ask: What is asked of the reader.
        needs: The needs that matter now.
        risks: The risks that there are now.
        ways: The channels there are, and what each comes to.
    """

    title: str
    says: str
    ask: str
    needs: tuple[str, ...]
    risks: tuple[str, ...]
    ways: Mapping[str, Way]


@frozen(kw_only=True)
class Contact:
    """A person with their needs and risks, the channels to them, and the moments, by name."""

    title: str
    setting: str
    closing: str
    needs: Mapping[str, str]
    risks: Mapping[str, str]
    channels: Mapping[str, Channel]
    moments: Mapping[str, Moment]


@frozen(kw_only=True)
class Weighed:
    """What a channel does at a moment: needs met and left, risks run and kept off."""

    met: tuple[str, ...]
    left: tuple[str, ...]
    run: tuple[str, ...]
    kept_off: tuple[str, ...]


def weigh(contact: Contact, moment: str, channel: str) -> Weighed:
    """Return which of the moment's needs *channel* meets, and which of its risks it runs."""
    here, way = contact.moments[moment], contact.channels[channel]
    return Weighed(
        met=tuple(each for each in here.needs if each in way.meets),
        left=tuple(each for each in here.needs if each not in way.meets),
        run=tuple(each for each in here.risks if each in way.runs),
        kept_off=tuple(each for each in here.risks if each not in way.runs),
    )


def better(contact: Contact, moment: str, channel: str) -> tuple[str, ...]:
    """Return the channels that do better here than *channel*, and nothing worse.

    Each meets all that it meets and runs no risk that it doesn't, and differs in one at least.
    """
    mine = weigh(contact, moment, channel)
    found = []
    for other in contact.moments[moment].ways:
        theirs = weigh(contact, moment, other)
        no_worse = set(theirs.met) >= set(mine.met) and set(theirs.run) <= set(mine.run)
        if no_worse and (theirs.met, theirs.run) != (mine.met, mine.run):
            found.append(other)
    return tuple(found)


def tallied(contact: Contact, chosen: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return, for each need and each risk, at how many moments it was there, and met or run."""
    weighed = {moment: weigh(contact, moment, channel) for moment, channel in chosen.items()}
    needs = {
        need: (
            sum(need in each.met for each in weighed.values()),
            sum(need in contact.moments[moment].needs for moment in chosen),
        )
        for need in contact.needs
    }
    risks = {
        risk: (
            sum(risk in each.run for each in weighed.values()),
            sum(risk in contact.moments[moment].risks for moment in chosen),
        )
        for risk in contact.risks
    }
    return needs, risks


def chosen_in(contact: Contact, fields: FormFields) -> dict[str, str]:
    """Return the channel chosen at each moment, as far as *fields* still fit the activity."""
    return {
        name: fields[name][0]
        for name, moment in contact.moments.items()
        if fields.get(name) and fields[name][0] in moment.ways
    }


# --- reading ------------------------------------------------------------------------------

#: What an author may write: under which entry, which entries.
ENTRIES = {
    "": ("kind", "title", "setting", "closing", "needs", "risks", "channels", "moments"),
    "channels": ("name", "meets", "runs"),
    "moments": ("title", "says", "ask", "needs", "risks", "ways"),
    "ways": ("then", "costs"),
}


def read_channel(reader: Reader) -> Contact | None:
    """Return the activity that an author wrote, or None with every fault noted."""
    reader.only(ENTRIES[""])
    title = reader.text("title", example="title: Which channel?")
    setting = reader.text("setting", example="setting: Sandra is 61 and Deaf.")
    closing = reader.text("closing", example="closing: No channel was best every time.")
    needs = reader.texts_by_id("needs", least=2, example="language: to use her own language")
    risks = reader.texts_by_id("risks", least=2, example="seen: somebody else reads it")
    needs, risks = needs or {}, risks or {}
    channels = {
        name: Channel(
            name=part.text("name", example="name: A visit at home") or name,
            meets=known_names(part, "meets", needs, of="needs"),
            runs=known_names(part, "runs", risks, of="risks"),
        )
        for name, part in named_parts(
            reader,
            "channels",
            least=2,
            entries=ENTRIES["channels"],
            example="visit: with name:, meets: and runs: under it",
        ).items()
    }
    moments = {
        name: _read_moment(part, needs, risks, channels)
        for name, part in named_parts(
            reader,
            "moments",
            least=1,
            entries=ENTRIES["moments"],
            example="first-contact: with says:, ask: and ways: under it",
        ).items()
    }
    _check_uses(reader, moments)
    if reader.faults or not (title and setting and closing):
        return None
    return Contact(
        title=title,
        setting=setting,
        closing=closing,
        needs=needs,
        risks=risks,
        channels=channels,
        moments=moments,
    )


def _read_moment(
    reader: Reader,
    needs: Mapping[str, str],
    risks: Mapping[str, str],
    channels: Mapping[str, Channel],
) -> Moment:
    ways = named_parts(
        reader,
        "ways",
        least=2,
        entries=ENTRIES["ways"],
        example="the name of a channel, with then: and costs: under it",
    )
    for name in ways:
        if name not in channels:
            reader.fault(
                "ways",
                name,
                problem=f'"{name}" does not stand under "channels:".',
                fix=f"Write one of {', '.join(channels)}." + did_you_mean(name, channels),
            )
    return Moment(
        title=reader.text("title", example="title: The first contact") or "",
        says=reader.text("says", example="says: Nobody picks up.") or "",
        ask=reader.text("ask", example="ask: How do you reach her?") or "",
        needs=known_names(reader, "needs", needs, of="needs", least=1),
        risks=known_names(reader, "risks", risks, of="risks", least=1),
        ways={
            name: Way(
                then=part.text("then", example="then: She answers within the hour.") or "",
                costs=part.text("costs", example="costs: Nothing that she names.") or "",
            )
            for name, part in ways.items()
        },
    )


def _check_uses(reader: Reader, moments: Mapping[str, Moment]) -> None:
    """Note each need, risk and channel that no moment uses."""
    for entry, used in (
        ("needs", {need for each in moments.values() for need in each.needs}),
        ("risks", {risk for each in moments.values() for risk in each.risks}),
        ("channels", {way for each in moments.values() for way in each.ways}),
    ):
        if moments:
            each_is_used(reader, entry, used, nowhere="is used at no moment")


# --- on screen ----------------------------------------------------------------------------


def channel_html(
    name: str, contact: Contact, fields: FormFields, focus: tuple[str, str] = ("", "")
) -> str:
    """Return the activity as it stands.

    Args:
        name: The activity's name.
        contact: The activity.
        fields: What is kept of it.
        focus: The button that was pressed last and its moment, for the focus to go there.
    """
    chosen = chosen_in(contact, fields)
    shown = _shown(contact, chosen)
    whole = len(chosen) == len(contact.moments)
    return fill(
        TEMPLATE,
        {
            "name": name,
            "title": contact.title,
            "setting": _texts(contact.setting),
            "needs": [{"text": each} for each in contact.needs.values()],
            "risks": [{"text": each} for each in contact.risks.values()],
            "moments": [
                _moment_view(contact, number, moment, chosen.get(moment), focus)
                for number, moment in enumerate(shown, 1)
            ],
            "begun": bool(chosen),
            "whole": whole,
            "summary": _summary(contact, chosen) if whole else {},
            "closing": _texts(contact.closing) if whole else [],
            "compared": _compared(contact) if whole else [],
        },
    )


def _shown(contact: Contact, chosen: Mapping[str, str]) -> list[str]:
    """Return the moments to show: those chosen in, and the first that is still open."""
    still_open = [each for each in contact.moments if each not in chosen]
    return [each for each in contact.moments if each in chosen or each == still_open[0]]


def _texts(text: str) -> list[dict[str, str]]:
    return [{"text": each} for each in paragraphs(text)]


def _moment_view(
    contact: Contact, number: int, name: str, chosen: str | None, focus: tuple[str, str]
) -> dict[str, Any]:
    moment = contact.moments[name]
    pressed, where = focus
    opened = (pressed == "again" and where == name) or pressed == "afresh"
    view = {
        "id": name,
        "number": number,
        "title": moment.title,
        "says": _texts(moment.says),
        "ask": moment.ask,
        "ask_focus": not chosen and opened,
        "open": not chosen,
        "ways": [
            {"value": f"{name} {each}", "name": contact.channels[each].name} for each in moment.ways
        ],
    }
    if chosen:
        weighed = weigh(contact, name, chosen)
        view |= {
            "chosen": contact.channels[chosen].name,
            "then": _texts(moment.ways[chosen].then),
            "costs": moment.ways[chosen].costs,
            "focus": pressed == "choose" and where == name,
            "met": _listed(weighed.met, contact.needs),
            "left": _listed(weighed.left, contact.needs),
            "run": _listed(weighed.run, contact.risks),
        }
    return view


def _listed(names: tuple[str, ...], texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"text": texts[each]} for each in names] or [{"text": NOTHING}]


def _summary(contact: Contact, chosen: Mapping[str, str]) -> dict[str, Any]:
    needs, risks = tallied(contact, chosen)
    return {
        "rows": [_row(contact, moment, chosen[moment]) for moment in contact.moments],
        "needs": [
            {"text": contact.needs[need], "met": met, "there": there}
            for need, (met, there) in needs.items()
        ],
        "risks": [
            {"text": contact.risks[risk], "run": run, "there": there}
            for risk, (run, there) in risks.items()
        ],
    }


def _row(contact: Contact, moment: str, channel: str) -> dict[str, Any]:
    weighed = weigh(contact, moment, channel)
    others = [f'"{contact.channels[each].name}"' for each in better(contact, moment, channel)]
    return {
        "moment": contact.moments[moment].title,
        "channel": contact.channels[channel].name,
        "met": _listed(weighed.met, contact.needs),
        "left": _listed(weighed.left, contact.needs),
        "run": _listed(weighed.run, contact.risks),
        "others": f"on these counts {' or '.join(others)} would have done better."
        if others
        else "none does better on one count without doing worse on another.",
    }


def _compared(contact: Contact) -> list[dict[str, Any]]:
    """Return what each channel meets and runs for this person, whatever the moment."""
    return [
        {
            "name": channel.name,
            "met": _listed(channel.meets, contact.needs),
            "run": _listed(channel.runs, contact.risks),
        }
        for channel in contact.channels.values()
    ]


class ChannelWidget(ActivityWidget):
    """The activity on screen. What you chose at each moment is kept, and nothing else."""

    def __init__(self, session: Session, name: str, contact: Contact) -> None:
        self._focus = ("", "")
        super().__init__(session, name, contact)

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as it stands with *fields* kept."""
        return channel_html(self._called, self._activity, fields, self._focus)

    def after(self, button: str, value: str, fields: FormFields) -> FormFields:
        """Choose a channel ("moment channel"), or take the choice at a moment back, or all."""
        chosen = chosen_in(self._activity, fields)
        moment, _, channel = value.partition(" ")
        self._focus = (button, moment)
        if button == "choose":
            chosen |= chosen_in(self._activity, {moment: [channel]})
        elif button == "again":
            chosen.pop(moment, None)
        else:
            chosen = {}
        return {name: [each] for name, each in chosen.items()}
