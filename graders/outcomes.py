"""What the course sets out to answer and to teach: ``messages.yml`` and ``outcomes.yml``."""

from collections.abc import Collection, Mapping
from pathlib import Path

from attrs import frozen

from graders.frameworks import ENTRIES, LEVELS, PROGRAMMES
from graders.kinds import Fault, Reader
from graders.kinds.reading import did_you_mean
from graders.yaml_lines import read_yaml

MESSAGES_FILE, OUTCOMES_FILE = "messages.yml", "outcomes.yml"

_OF_A_MESSAGE = ("stakeholder", "says", "theme")
_OF_AN_OUTCOME = ("can", "module", "taught_in", "messages", "frameworks", "levels", "planned")


@frozen(kw_only=True)
class Message:
    """Something the report of 2019 asks of somebody.

    Attributes:
        id: Such as "people-want-choice-of-channels"; never changed.
        stakeholder: Whom it is for, as an id such as "senior-managers".
        says: The message, in the course's own words.
        theme: What it is about, as an id such as "co-production".
    """

    id: str
    stakeholder: str
    says: str
    theme: str


@frozen(kw_only=True)
class Outcome:
    """Something somebody can do who has learnt it.

    Attributes:
        id: Such as "look-lawfully"; never changed.
        can: What they can be seen to do.
        module: Folder of the notebook that teaches it.
        taught_in: Sections of that notebook; one or more.
        messages: Ids of the messages it answers; one or more.
        frameworks: Entries it meets, by framework.
        levels: Level of the PCF, by programme; only programmes that need it.
        planned: True while its module is still to be written.
    """

    id: str
    can: str
    module: str
    taught_in: tuple[str, ...]
    messages: tuple[str, ...]
    frameworks: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, str]
    planned: bool = False


def read_messages(path: Path) -> tuple[dict[str, Message], list[Fault]]:
    """Return the messages in *path* by id, and what is wrong with the file.

    Raises:
        OSError, ValueError: there is no such file, or it is not UTF-8.
    """
    reader = read_yaml(path.read_text(encoding="utf-8"))
    return {
        str(name): _message(str(name), _entry(reader, name, _OF_A_MESSAGE)) for name in reader.data
    }, reader.faults


def read_outcomes(path: Path, messages: Collection[str]) -> tuple[dict[str, Outcome], list[Fault]]:
    """Return the outcomes in *path* by id, and what is wrong with the file.

    An outcome with a fault is among them, with what could be read of it: questions may name it.

    Args:
        path: The list.
        messages: Ids that an outcome may say it answers; any, if there are none.

    Raises:
        OSError, ValueError: there is no such file, or it is not UTF-8.
    """
    reader = read_yaml(path.read_text(encoding="utf-8"))
    return {
        str(name): _outcome(str(name), _entry(reader, name, _OF_AN_OUTCOME), messages)
        for name in reader.data
    }, reader.faults


def _entry(reader: Reader, name: str, known: Collection[str]) -> Reader:
    """Return a reader of the entry called *name*, its unknown parts noted as faults."""
    entry = reader.within(name)
    entry.only(known, of=f'"{name}"')
    return entry


def _message(name: str, entry: Reader) -> Message:
    return Message(
        id=name,
        stakeholder=entry.text("stakeholder", example="stakeholder: educators") or "",
        says=entry.text("says", example="says: Systems should be secure.") or "",
        theme=entry.text("theme", example="theme: co-production") or "",
    )


def _outcome(name: str, entry: Reader, messages: Collection[str]) -> Outcome:
    return Outcome(
        id=name,
        can=entry.text("can", example="can: Agree with a person how to keep in touch.") or "",
        module=entry.text("module", example="module: 01-digital-capabilities") or "",
        taught_in=_some(entry, "taught_in"),
        messages=_known(entry, "messages", _some(entry, "messages"), messages),
        frameworks=_frameworks(entry),
        levels=_levels(entry),
        planned=entry.flag("planned"),
    )


def _some(entry: Reader, name: str) -> tuple[str, ...]:
    """Return a list of one name or more; note a fault if it is none."""
    if entry.data.get(name, []) == []:
        entry.fault(name, problem=f'"{name}:" is missing or empty.', fix=f"Write {name}: [a-name]")
        return ()
    return entry.names(name)


def _known(
    entry: Reader, part: str, names: tuple[str, ...], known: Collection[str]
) -> tuple[str, ...]:
    """Return *names*, each noted as a fault that is none of *known*."""
    for name in names:
        if known and name not in known:
            entry.fault(
                part,
                name,
                problem=f'"{name}" under "{part}:" is not one of the {part}.',
                fix=f"Write an id of {MESSAGES_FILE}.{did_you_mean(name, known)}",
            )
    return names


def _frameworks(outcome: Reader) -> dict[str, tuple[str, ...]]:
    """Return the entries under ``frameworks:``; note each that its framework does not have."""
    entry = outcome.within("frameworks")
    if not entry.data:
        outcome.fault(
            "frameworks",
            problem='"frameworks:" is missing, or holds no framework.',
            fix=f"Write one or more of {', '.join(ENTRIES)} under it, each with a list.",
        )
    entry.only(ENTRIES, of='"frameworks:"')
    found = {str(name): _in_quotes(entry, str(name)) for name in entry.data if name in ENTRIES}
    for framework, names in found.items():
        for name in names:
            if name not in ENTRIES[framework]:
                entry.fault(
                    framework,
                    name,
                    problem=f'"{name}" is no entry of {framework} that the facts support.',
                    fix=f"Write one of {'; '.join(ENTRIES[framework])}."
                    + did_you_mean(name, ENTRIES[framework]),
                )
    return found


def _in_quotes(entry: Reader, name: str) -> tuple[str, ...]:
    """Return a list of texts; a number is a fault, since YAML reads 3.10 as 3.1."""
    value = entry.data[name]
    if isinstance(value, list) and any(isinstance(each, int | float) for each in value):
        entry.fault(
            name,
            problem=f'"{name}:" holds a number, and 3.10 would be read as 3.1.',
            fix=f'Put each in quotes: {name}: ["3.10"]',
        )
        return ()
    return entry.names(name)


def _levels(outcome: Reader) -> dict[str, str]:
    """Return the level of each programme under ``levels:``; note what is none."""
    entry = outcome.within("levels")
    good = {
        str(name): str(level)
        for name, level in entry.data.items()
        if name in PROGRAMMES and level in LEVELS
    }
    if not good or len(good) < len(entry.data):
        outcome.fault(
            "levels",
            problem=f'"levels:" must give a level of the PCF for {" or ".join(PROGRAMMES)}.',
            fix=f"Write levels: {{{PROGRAMMES[0]}: {LEVELS[3]}}}, with one of {', '.join(LEVELS)}.",
        )
    return good
