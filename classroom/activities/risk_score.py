"""The risk score: a thousand people, a line above which they are flagged, and two groups."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from attrs import frozen

from classroom.activities.framing import framed
from classroom.activities.keeping import ActivityWidget, one_of
from classroom.activities.risk_score_figures import (
    FLAGS_AND_FALSE,
    FLAGS_AND_MISSES,
    MISSES_AND_FALSE,
    PEOPLE,
    Counts,
    Rates,
    Tool,
    counts,
    people_of,
    third_rate,
)
from classroom.activities.risk_score_picture import picture
from classroom.session import Session
from graders.answers import FormFields
from graders.facts import Fact
from graders.kinds.reading import Reader
from graders.look import fill, plural

TEMPLATE = Path(__file__).with_name("risk_score.html")

#: The form's fields: the line, how common the harm is, what is held the same, and how common the
#: harm is in the second group.
LINE, COMMON, SAME, SECOND = "line", "common", "same", "second"

#: What an author may write: under which entry, which entries.
ENTRIES = {
    "": (
        *("kind", "title", "setting", "harm", "people", "scores", "common", "line"),
        *("groups", "closing", "facts"),
    ),
    "scores": ("harmed", "others"),
    "groups": ("first", "second", "common", "right_flags", "missed", "false_alarms"),
}

#: What is held the same, and what follows.
_SAME = {
    FLAGS_AND_MISSES: "A flag means the same in both, and the same share of harm is missed",
    MISSES_AND_FALSE: "The same share of harm is missed, and the same share of others is flagged",
    FLAGS_AND_FALSE: "A flag means the same in both, and the same share of others is flagged",
}

#: The rate that is not held, by what is.
_LEFT = {
    FLAGS_AND_MISSES: "false",
    MISSES_AND_FALSE: "right_flags",
    FLAGS_AND_FALSE: "missed",
}


@frozen(kw_only=True)
class Groups:
    """Two groups in which the harm is not equally common.

    Attributes:
        first: What the first is called.
        second: What the second is called.
        common: How many in a hundred come to harm: in the first, then what is offered for the
            second, the first's own number among them.
        rates: The rates that are held, two at a time.
    """

    first: str
    second: str
    common: tuple[int, ...]
    rates: Rates


@frozen(kw_only=True)
class RiskScore:
    """The activity.

    Attributes:
        title: What it is called.
        setting: What is foreseen, of whom, by whom.
        harm: What comes to people, such as "come to serious harm".
        people: What they are called, such as "families".
        tool: How scores fall.
        common: What is offered for how common the harm is, in a hundred.
        line: The score that is flagged at first.
        groups: The two groups.
        closing: What stands at the end.
        facts: Ids of the facts it rests on.
    """

    title: str
    setting: str
    harm: str
    people: str
    tool: Tool
    common: tuple[int, ...]
    line: int
    groups: Groups
    closing: str
    facts: tuple[str, ...] = ()


def read_risk_score(reader: Reader) -> RiskScore | None:
    """Return the activity that an author wrote, or None with every fault noted."""
    reader.only(ENTRIES[""], of="an activity")
    title = reader.text("title", example="title: The risk score")
    setting = reader.text("setting", example="setting: A council scores a thousand families.")
    harm = reader.text("harm", example="harm: come to serious harm")
    people = reader.text("people", example="people: families")
    closing = reader.text("closing", example="closing: Who set the line?")
    tool = _read_tool(reader.within("scores"))
    common = _numbers(reader, "common", most=99)
    line = reader.number("line", least=1)
    groups = _read_groups(reader.within("groups"))
    if tool and line is not None and not line <= tool.steps:
        reader.fault(
            "line",
            problem=f'"line: {int(line)}" is above the highest score.',
            fix=f"Write a score from 1 to {tool.steps}.",
        )
    if reader.faults or not (title and setting and harm and people and closing):
        return None
    assert tool and groups and line is not None
    return RiskScore(
        title=title,
        setting=setting,
        harm=harm,
        people=people,
        tool=tool,
        common=common,
        line=int(line),
        groups=groups,
        closing=closing,
        facts=reader.names("facts"),
    )


def _numbers(reader: Reader, name: str, *, least: int = 1, most: int = 100) -> tuple[int, ...]:
    """Return entry *name* as whole numbers, at least two of them."""
    written = reader.data.get(name)
    good = isinstance(written, list) and len(written) > 1
    good = good and all(type(each) is int and least <= each <= most for each in written or ())
    if not good:
        reader.fault(
            name,
            problem=f'"{name}:" must be two whole numbers or more, from {least} to {most}.',
            fix=f"Write {name}: [2, 10]",
        )
        return ()
    return tuple(written or ())


def _read_tool(reader: Reader) -> Tool | None:
    reader.only(ENTRIES["scores"], of='"scores:"')
    harmed = _numbers(reader, "harmed", least=0)
    others = _numbers(reader, "others", least=0)
    for name, numbers in (("harmed", harmed), ("others", others)):
        if numbers and sum(numbers) != 100:
            reader.fault(
                name,
                problem=f'"{name}:" adds up to {sum(numbers)}, and should to 100.',
                fix="Say of every 100 how many get each score, from 1 on.",
            )
    if len(harmed) != len(others):
        reader.fault(
            "others", problem="the two lists are not equally long.", fix="Write as many scores."
        )
    return Tool(harmed=harmed, others=others) if harmed and others else None


def _read_groups(reader: Reader) -> Groups | None:
    reader.only(ENTRIES["groups"], of='"groups:"')
    first = reader.text("first", example="first: Northside")
    second = reader.text("second", example="second: Southside")
    common = _numbers(reader, "common", most=99)
    numbers = [reader.number(name, least=0) for name in ("right_flags", "missed", "false_alarms")]
    if first is None or second is None or not common or any(each is None for each in numbers):
        return None
    right, missed, false = (Fraction(str(each)) for each in numbers)
    if not (0 < right < 100 and missed < 100 and 0 < false < 100):
        reader.fault(
            problem="the three rates must lie between 0 and 100.",
            fix="Write right_flags: 60, missed: 40 and false_alarms: 4, for instance.",
        )
        return None
    groups = Groups(
        first=first,
        second=second,
        common=common,
        rates=Rates(right_flags=right, missed=missed, false=false),
    )
    for same in _SAME:
        for each in common:
            found = third_rate(each, groups.rates, same)
            if not all(0 <= rate <= 100 for rate in (found.missed, found.false)):
                reader.fault(
                    problem=f"with {each} in 100, no tool has two of these rates: "
                    f'"{_SAME[same]}" can\'t be held.',
                    fix="Write a lower false_alarms:, or another number under common:",
                )
    return groups


# --- on screen ----------------------------------------------------------------------------


@frozen(kw_only=True)
class Chosen:
    """What stands chosen."""

    line: int
    common: int
    same: str
    second: int


def chosen(score: RiskScore, fields: FormFields) -> Chosen:
    """Return what is chosen, with what the author begins with where nothing fits."""

    def number(name: str, offered: Sequence[int], first: int) -> int:
        return int(one_of(fields, name, [str(each) for each in offered], str(first)))

    return Chosen(
        line=number(LINE, range(1, score.tool.steps + 1), score.line),
        common=number(COMMON, score.common, score.common[0]),
        same=one_of(fields, SAME, _SAME, FLAGS_AND_MISSES),
        second=number(SECOND, score.groups.common, score.groups.common[1]),
    )


def whole(rate: Fraction) -> str:
    """Return a rate in a hundred, to the nearest whole one.

    >>> whole(Fraction(1404, 100)), whole(Fraction(1, 3)), whole(Fraction(0))
    ('14', 'fewer than 1', '0')
    """
    return "fewer than 1" if 0 < rate < Fraction(1, 2) else str(int(rate + Fraction(1, 2)))


def summary(score: RiskScore, now: Counts) -> str:
    """Return in a sentence or two what the line comes to."""
    if not now.flagged:
        return f"Nobody is flagged, and all {now.harmed} are missed."
    right = whole(Fraction(100 * now.found, now.flagged))
    return (
        f"{now.flagged} {score.people} are flagged. {now.found} of those will {score.harm}: "
        f"{right} in 100 flags are right, and {plural(now.false, 'flag')} "
        f"{'is' if now.false == 1 else 'are'} for nothing. "
        f"{now.missed} of the {now.harmed} who will {score.harm} are missed."
    )


def fairness(score: RiskScore, at: Chosen) -> str:
    """Return in words what is the same in both groups, and what is not."""
    groups = score.groups
    first, second = (
        third_rate(common, groups.rates, at.same) for common in (groups.common[0], at.second)
    )
    left = _LEFT[at.same]
    one, other = whole(getattr(first, left)), whole(getattr(second, left))
    if groups.common[0] == at.second:
        return (
            f"It is equally common in {groups.first} and {groups.second}, "
            "so all three are the same."
        )
    about = {
        "false": f"Of every 100 who will not {score.harm}, {one} are flagged in {groups.first} "
        f"and {other} in {groups.second}.",
        "right_flags": f"Of every 100 flags, {one} are right in {groups.first} and {other} in "
        f"{groups.second}.",
        "missed": f"Of every 100 who will {score.harm}, {one} are missed in {groups.first} and "
        f"{other} in {groups.second}.",
    }
    return f"{_SAME[at.same]}. What can't be the same then: {about[left]}"


def risk_score_html(
    name: str, score: RiskScore, fields: FormFields, facts: Mapping[str, Fact]
) -> str:
    """Return the activity as it stands with *fields* kept."""
    at = chosen(score, fields)
    now = counts(score.tool, at.common, at.line)
    says = summary(score, now)
    return fill(
        TEMPLATE,
        {
            **framed(name, score, facts),
            "people": score.people,
            "harm": score.harm,
            "says": says,
            "picture": picture(now, f"{PEOPLE} {score.people}. {says}"),
            "found": now.found,
            "missed": now.missed,
            "false": now.false,
            "clear": now.clear,
            "flagged": now.flagged,
            "unflagged": now.missed + now.clear,
            "harmed": now.harmed,
            "unharmed": now.false + now.clear,
            "everybody": now.everybody,
            "lines": [
                {"value": each, "picked": each == at.line, "highest": each == score.tool.steps}
                for each in range(1, score.tool.steps + 1)
            ],
            "commons": [
                {"value": each, "picked": each == at.common} for each in sorted(score.common)
            ],
            "first": score.groups.first,
            "second": score.groups.second,
            "fair": fairness(score, at),
            "rows": _group_rows(score, at),
            "sames": [
                {"value": each, "text": text, "picked": each == at.same}
                for each, text in _SAME.items()
            ],
            "seconds": [
                {
                    "value": each,
                    "picked": each == at.second,
                    "as_first": each == score.groups.common[0],
                }
                for each in score.groups.common
            ],
        },
    )


def _group_rows(score: RiskScore, at: Chosen) -> list[dict[str, str]]:
    """Return the table of the two groups: what is counted, and in each how many."""
    commons = (score.groups.common[0], at.second)
    rates = [third_rate(common, score.groups.rates, at.same) for common in commons]
    people = [people_of(common, each) for common, each in zip(commons, rates, strict=True)]
    left = _LEFT[at.same]
    told: list[tuple[str, list[str], bool]] = [
        (score.people.capitalize(), [str(each.everybody) for each in people], False),
        (f"Will {score.harm}", [str(each.harmed) for each in people], False),
        ("Of these, flagged", [str(each.found) for each in people], False),
        ("Flagged for nothing", [str(each.false) for each in people], False),
        (
            "Right, of every 100 flags",
            [whole(each.right_flags) for each in rates],
            left == "right_flags",
        ),
        (
            f"Missed, of every 100 who will {score.harm}",
            [whole(each.missed) for each in rates],
            left == "missed",
        ),
        (
            f"Flagged, of every 100 who will not {score.harm}",
            [whole(each.false) for each in rates],
            left == "false",
        ),
    ]
    same = commons[0] == commons[1]
    return [
        {
            "row": row,
            "one": one,
            "other": other,
            "differs": "Not the same" if follows and not same else "",
        }
        for row, (one, other), follows in told
    ]


class RiskScoreWidget(ActivityWidget):
    """The activity on screen. What is chosen is kept, and nothing else."""

    def __init__(self, session: Session, name: str, score: RiskScore) -> None:
        self._before: Chosen | None = None
        super().__init__(session, name, score, keeps=True)

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as it stands with *fields* kept."""
        return risk_score_html(self._called, self._activity, fields, self._facts)

    def sentence(self, fields: FormFields) -> str:
        """Return what the last choice has changed: of the two groups, or of everybody."""
        score = self._activity
        at, before = chosen(score, fields), self._before
        self._before = at
        if before is not None and (at.same, at.second) != (before.same, before.second):
            return fairness(score, at)
        return summary(score, counts(score.tool, at.common, at.line))
