"""The key of an unfolding question: what each decision earns, and what caps the mark.

::

    key:
      credit:                   # in points; an option that is not named earns 0
        ring: 1
        record:
          - if: {chose: ask}    # the first condition that holds decides
            credit: 0.5
          - credit: 1           # and else this
      critical:                 # whatever else was decided
        - if: {chose: promise}
          most: 0.25            # as a share of the points
          why: He was told that nobody would know.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from graders.kinds.conditions import (
    Condition,
    holds,
    in_words,
    options_in,
    read_condition,
)
from graders.kinds.contract import Option
from graders.kinds.options import unknown_options
from graders.kinds.reading import Path, Reader, did_you_mean

#: Beyond this a sum of floats would lose the hundredths of a point.
MOST_POINTS = 1e6


@frozen(kw_only=True)
class Case:
    """What a decision earns if something was decided before it; always, without a condition."""

    condition: Condition | None = None
    credit: float


@frozen(kw_only=True)
class Critical:
    """An error that caps the mark, whatever else was decided.

    Attributes:
        condition: What was decided, by the end or so far.
        most: Share of the points that can then be reached: from 0 to below 1.
        why: Its author's reason.
    """

    condition: Condition
    most: float
    why: str


@frozen(kw_only=True)
class Scheme:
    """What decisions earn.

    Attributes:
        credit: By option id, in points, the first case that holds; an option that is not
            named earns 0. A credit may be below 0.
        critical: What caps the mark.
    """

    credit: Mapping[str, tuple[Case, ...]]
    critical: tuple[Critical, ...] = ()

    def gain(self, option: str, chosen: Collection[str]) -> float:
        """Return the points that *option* earns whoever has *chosen* these before."""
        cases = self.credit.get(option, ())
        return next((each.credit for each in cases if applies(each, chosen)), 0.0)

    def earned(self, path: Sequence[str]) -> float:
        """Return the points that the decisions in *path* earn, before anything caps them."""
        gains = (self.gain(option, path[:number]) for number, option in enumerate(path))
        return neat(sum(gains))

    def most(self, chosen: Collection[str]) -> float:
        """Return the share of the points that whoever has *chosen* these can have at most."""
        return min((each.most for each in self.made(chosen)), default=1.0)

    def made(self, chosen: Collection[str]) -> list[Critical]:
        """Return the critical errors that whoever has *chosen* these has made."""
        return [each for each in self.critical if holds(each.condition, chosen)]

    def asked_about(self) -> frozenset[str]:
        """Return the ids of the options that any condition asks about."""
        cases = [case for each in self.credit.values() for case in each]
        conditions = [
            *(case.condition for case in cases if case.condition),
            *(critical.condition for critical in self.critical),
        ]
        return frozenset().union(*map(options_in, conditions))


def applies(case: Case, chosen: Collection[str]) -> bool:
    """Return whether *case* decides what whoever has *chosen* these earns."""
    return case.condition is None or holds(case.condition, chosen)


def neat(points: float) -> float:
    """Return *points* without the dust of sums: 0.1 + 0.2 is 0.3."""
    return round(points, 9) + 0.0  # and -0.0 is 0.0


def figures(number: float) -> str:
    """Return *number* with two decimal places at the most.

    >>> figures(2.0), figures(-0.5), figures(2 / 3)
    ('2', '-0.5', '0.67')
    """
    return f"{round(number, 2) + 0.0:g}"


def in_points(number: float) -> str:
    """Return *number* as points.

    >>> in_points(1), in_points(0.5)
    ('1 point', '0.5 points')
    """
    return f"{figures(number)} point" + ("" if figures(number) == "1" else "s")


def credit_in_words(cases: Sequence[Case]) -> str:
    """Return what a decision earns, case by case, for its author.

    >>> from graders.kinds.conditions import Chose
    >>> credit_in_words((Case(condition=Chose("ask"), credit=0.5), Case(credit=1)))
    '0.5 points if "ask" was chosen, else 1 point'
    """
    parts = [
        f"{in_points(each.credit)} if {in_words(each.condition)}"
        if each.condition
        else in_points(each.credit)
        for each in cases
    ]
    return ", else ".join(parts) or "Nothing"


def read_scheme(reader: Reader, options: Sequence[Option]) -> Scheme:
    """Return what the entry ``key`` says decisions earn, with every fault in it noted."""
    written = reader.data["key"]
    inner = reader.within("key")
    if not isinstance(written, Mapping) or "credit" not in written:
        reader.fault(
            "key",
            problem='"key:" must say under credit: what decisions earn.',
            fix="Write key:, under it, indented, credit:, and under that lines such as "
            f"{options[0].id}: 1",
        )
    for name in inner.data:
        if name not in ("credit", "critical"):
            inner.fault(
                name,
                problem=f'"{name}" is not part of this key.',
                fix="Write credit: or critical:, and options under credit:."
                + did_you_mean(str(name), ("credit", "critical")),
            )
    return Scheme(
        credit=dict(_read_credit(inner, options)) if "credit" in inner.data else {},
        critical=tuple(_read_critical(inner, {option.id for option in options})),
    )


def _read_credit(
    reader: Reader, options: Sequence[Option]
) -> Iterator[tuple[str, tuple[Case, ...]]]:
    written = reader.data["credit"]
    if not isinstance(written, Mapping) or not written:
        reader.fault(
            "credit",
            problem='"credit:" must say what options earn.',
            fix=f"Write credit: and under it, indented, lines such as {options[0].id}: 1",
        )
        return
    unknown_options(reader, "credit", written, options)
    ids = {option.id for option in options}
    inner = reader.within("credit")
    for raw, value in written.items():
        if str(raw) in ids:
            yield str(raw), tuple(_read_cases(inner, raw, value, ids))


def _read_cases(reader: Reader, option: Any, value: Any, ids: Collection[str]) -> Iterator[Case]:
    """Yield what *option* earns, case by case, the one without a condition last."""
    if not isinstance(value, list):
        if (credit := _number(value)) is not None:
            yield Case(credit=credit)
        else:
            _not_a_credit(reader, (option,), option, value)
        return
    if not value or not all(_is_case(each) for each in value):
        reader.fault(
            option,
            problem=f'what "{option}" earns must be a number, or a list of if: and credit:.',
            fix=f"Write {option}: 1, or {option}: and under it, indented, lines such as "
            f"- {{if: {{chose: {min(ids)}}}, credit: 0.5}} and last - {{credit: 1}}",
        )
        return
    for number, each in enumerate(value):
        is_last = number == len(value) - 1
        if ("if" in each) == is_last:
            reader.fault(
                option,
                number,
                problem=f'of what "{option}" earns, the last has no if:, and every other one has.',
                fix="End the list with what it earns if none of the conditions holds, "
                "such as - {credit: 0}",
            )
        condition = None
        if "if" in each:
            condition = read_condition(reader, (option, number, "if"), each["if"], ids)
        credit = _number(each["credit"])
        if credit is None:
            _not_a_credit(reader, (option, number, "credit"), option, each["credit"])
        elif condition or "if" not in each:
            yield Case(condition=condition, credit=credit)


def _is_case(value: Any) -> bool:
    return isinstance(value, Mapping) and "credit" in value and set(value) <= {"if", "credit"}


def _number(value: Any) -> float | None:
    """Return *value* as a finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= MOST_POINTS else None  # false for nan, too


def _not_a_credit(reader: Reader, path: Path, option: Any, value: Any) -> None:
    reader.fault(
        *path,
        problem=f'the credit of "{option}" must be a number of points, not "{value}".',
        fix=f"Write {option}: 1 for one point, {option}: 0.5 for half of one.",
    )


def _read_critical(reader: Reader, ids: Collection[str]) -> Iterator[Critical]:
    if "critical" not in reader.data:
        return
    written = reader.data["critical"]
    example = f'a line such as - {{if: {{chose: {min(ids)}}}, most: 0.25, why: "..."}}'
    if not isinstance(written, list) or not written:
        reader.fault(
            "critical",
            problem='"critical:" must be a list of errors that cap the mark.',
            fix=f"Write critical: and under it, indented, {example}",
        )
        return
    for number, each in enumerate(written):
        if not isinstance(each, Mapping) or set(each) != {"if", "most", "why"}:
            reader.fault(
                "critical",
                number,
                problem="a critical error must have if:, most: and why:, and no more.",
                fix=f"Write {example}",
            )
            continue
        condition = read_condition(reader, ("critical", number, "if"), each["if"], ids)
        most, why = _number(each["most"]), each["why"]
        if most is None or not 0 <= most < 1:
            reader.fault(
                "critical",
                number,
                "most",
                problem=f'"most:" must be a share of the points, 0 or more and below 1, '
                f'not "{each["most"]}".',
                fix="Write most: 0.25 for a quarter of the points at most.",
            )
        if not isinstance(why, str) or not why.strip():
            reader.fault(
                "critical",
                number,
                "why",
                problem='"why:" of a critical error must be text.',
                fix="Write why: and what makes it one.",
            )
        elif condition and most is not None and 0 <= most < 1:
            yield Critical(condition=condition, most=most, why=why.strip())
