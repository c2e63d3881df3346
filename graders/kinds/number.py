"""Give a figure; how near it has to be is for the author to say."""

import re
from decimal import Decimal
from typing import Any

from attrs import frozen

from graders.kinds.contract import (
    Fields,
    Kind,
    NotAnAnswerError,
    Question,
    Remark,
    Sample,
    Verdict,
    View,
    only_fields,
    quoted,
)
from graders.kinds.reading import Reader, did_you_mean

FIELD = "number"

#: Figures as people here write them: 1200, 1,200, 1 200, 0.5, .5. With twelve places before
#: the point and twelve behind it, Decimal works without rounding.
_FIGURE = r"(?=\.?[0-9])(?:[0-9]{1,12}|[0-9]{1,3}(?:[ ,][0-9]{3}){1,3})?(?:\.[0-9]{0,12})?"

#: What an answer can be, by the names of the reasons; a slip has a name of its own.
RIGHT, NEAR, WRONG = "right", "near", "wrong"


@frozen(kw_only=True)
class NumberKey:
    """The right figure, what is near it, and known ways to miss it.

    Attributes:
        value: The figure that earns the full mark.
        bands: Distances from it, the shortest first, each with the share that a figure no
            further away earns. The first is 0, which earns 1.0; shares never rise.
        slips: Figures that known mistakes lead to, by a name; they earn nothing.
        why: Reason for right, near and wrong answers, and by the name of each slip.
    """

    value: Decimal
    bands: tuple[tuple[Decimal, float], ...]
    slips: dict[str, Decimal]
    why: dict[str, str]


@frozen(kw_only=True)
class NumberQuestion(Question):
    """A question whose answer is a figure.

    Attributes:
        unit: What stands behind the box, such as "families"; may be empty.
        unit_before: What stands before it, such as "£"; may be empty.
        key: None in a student's copy.
    """

    unit: str = ""
    unit_before: str = ""
    key: NumberKey | None = None


def read(reader: Reader, common: dict[str, Any]) -> NumberQuestion:
    """Return the question, with every fault noted in *reader*."""
    return NumberQuestion(
        unit=_read_unit(reader, "unit", "families"),
        unit_before=_read_unit(reader, "unit_before", "£"),
        key=_read_key(reader) if "key" in reader.data else None,
        **common,
    )


def _read_unit(reader: Reader, name: str, example: str) -> str:
    if name not in reader.data:
        return ""
    return " ".join((reader.text(name, example=f"{name}: {example}") or "").split())


def _read_key(reader: Reader) -> NumberKey | None:
    why = reader.texts_by_id("why", least=2, example="right: You set out from all of them.")
    before = len(reader.faults)
    written = reader.data["key"]
    parts = written if isinstance(written, dict) else {}
    within, slips = parts.get("within", {}), parts.get("slips", {})
    good = {"value"} <= set(parts) <= {"value", "within", "slips"}
    if not good or not isinstance(within, dict) or not isinstance(slips, dict):
        reader.fault(
            "key",
            problem='"key:" must have a value, may have lists within and slips, and no more.',
            fix="Write key: and under it, indented, lines such as value: 97 and within: {10: 0.5}",
        )
        return None
    value = _read_figure(reader, parts["value"], "value")
    bands = _read_bands(reader, within)
    figures = {str(name): _read_figure(reader, slips[name], "slips", name) for name in slips}
    sound = len(reader.faults) == before
    near = any(share < 1 for _, share in bands) or (not sound and NEAR in (why or {}))
    if why is not None:
        _check_reasons(reader, why, [RIGHT, *[NEAR] * near, WRONG, *figures])
    if why is None or not sound:
        return None
    key = NumberKey(value=value, bands=bands, slips=figures, why=why)
    _check_slips(reader, key)
    return key


def _read_figure(reader: Reader, written: Any, *path: Any) -> Decimal:
    figure = _figure(written)
    if figure is None:
        reader.fault(
            "key",
            *path,
            problem=f'"{path[-1]}:" under "key:" must be a number, not {quoted([written])}.',
            fix=f"Write it in figures, such as {path[-1]}: 97",
        )
    return figure or Decimal(0)


def _figure(written: Any) -> Decimal | None:
    """Return a number of the author's; None if it is none, or if nobody could type it."""
    if isinstance(written, bool) or not isinstance(written, int | float):
        return None
    plain = f"{Decimal(str(written)):f}"  # so that 0.1 stays 0.1, and 1e3 is 1000
    return Decimal(plain) if re.fullmatch(f"-?{_FIGURE}", plain) else None


def _read_bands(reader: Reader, written: dict[Any, Any]) -> tuple[tuple[Decimal, float], ...]:
    bands = [(Decimal(0), Decimal(1))]
    for far in sorted(written, key=lambda each: _figure(each) or 0):
        distance, credit = _figure(far) or Decimal(0), _figure(written[far]) or Decimal(0)
        if distance <= 0 or not 0 < credit <= 1:
            problem = "is not a distance and its credit"
        elif credit >= bands[-1][1] and len(bands) > 1:
            problem = "earns no less than what is nearer"
        else:
            bands.append((distance, credit))
            continue
        reader.fault(
            "key",
            "within",
            far,
            problem=f'"{far}: {written[far]}" under "within:" {problem}.',
            fix="Write distances above 0, and credits up to 1 that fall: within: {10: 1, 50: 0.5}",
        )
    return tuple((distance, float(credit)) for distance, credit in bands)


def _check_slips(reader: Reader, key: NumberKey) -> None:
    for name, figure in key.slips.items():
        if name in (RIGHT, NEAR, WRONG):
            problem = "has the name of a reason that is always there"
        elif _share(key, figure):
            problem = "is near enough to the value to earn something"
        elif list(key.slips.values()).count(figure) > 1:
            problem = "leads to the same figure as another"
        else:
            continue
        reader.fault(
            "key",
            "slips",
            name,
            problem=f'the slip "{name}" {problem}.',
            fix="Change its name or its figure, narrow within:, or remove the slip.",
        )


def _check_reasons(reader: Reader, why: dict[str, str], wanted: list[str]) -> None:
    for name in wanted:
        if name not in why:
            reader.fault(
                "why",
                problem=f'"why:" has no reason for "{name}".',
                fix=f"Add a line {name}: with what such an answer sees and what it misses.",
            )
    for name in set(why) - set(wanted):
        reader.fault(
            "why",
            name,
            problem=f'"{name}" under "why:" is a reason for nothing in the key.',
            fix=f"Write one of {', '.join(wanted)}." + did_you_mean(name, wanted),
        )


def view(question: NumberQuestion, fields: Fields) -> View:
    """Return what the template ``number.html`` shows."""
    return {
        "field": FIELD,
        "written": "".join(fields.get(FIELD, ())[:1]),
        "unit": question.unit,
        "unit_before": question.unit_before,
        "hint": "Write a number in figures, such as 12, 1,200 or 0.5.",
    }


def parse(question: NumberQuestion, fields: Fields) -> Decimal | None:
    """Return the figure written, or None if the box is empty.

    The question's own unit may stand with it, and spaces or commas between thousands.

    Raises:
        NotAnAnswerError: it can't be read as one figure; says how to write it.
    """
    only_fields(fields, {FIELD})
    sent = fields.get(FIELD, ())
    written = " ".join("".join(sent).split())  # any space there is becomes a plain one
    if len(sent) > 1 or len(written) > 100:
        raise NotAnAnswerError("it is not one number")
    if not written:
        return None
    before, after = re.escape(question.unit_before), re.escape(question.unit)
    found = re.fullmatch(
        f"(?P<minus>[-\u2212]?) ?(?:{before})? ?(?P<figure>{_FIGURE}) ?(?:{after})?",
        written,
        re.IGNORECASE,
    )
    if found:
        minus = "-" if found["minus"] else ""
        return Decimal(minus + re.sub("[ ,]", "", found["figure"]))
    if re.search("[0-9],[0-9]", written):
        raise NotAnAnswerError(
            f"{quoted([written])} can be read in two ways. A comma stands before three figures, "
            "as in 1,500; for a part of a whole write a point, as in 1.5"
        )
    raise NotAnAnswerError(
        f"{quoted([written])} can't be read as a number. Write it in figures, such as 12, 1,200 "
        "or 0.5"
    )


def _share(key: NumberKey, figure: Decimal) -> float:
    """Return the share of the nearest band that *figure* lies in, or 0.0."""
    away = abs(figure - key.value)
    return next((share for distance, share in key.bands if away <= distance), 0.0)


def mark(question: NumberQuestion, answer: Decimal | None) -> Verdict:
    """Return the share that the figure earns by its distance from the right one."""
    key = question.key
    if key is None:
        raise ValueError(f"{question.name}: can't be marked without its key")
    strongest = (_said(question, key.value),)
    if answer is None:
        return Verdict(share=0.0, answered=False, strongest=strongest)
    share = _share(key, answer)
    slip = next((name for name, figure in key.slips.items() if figure == answer), WRONG)
    fate = RIGHT if share == 1 else NEAR if share else slip
    says = {RIGHT: "You wrote this, and it is right", NEAR: "You wrote this, and it is near"}
    remark = Remark(
        about=_said(question, answer),
        says=says.get(fate, "You wrote this; it is not the figure"),
        why=key.why[fate],
    )
    return Verdict(share=share, remarks=(remark,), strongest=strongest)


def _said(question: NumberQuestion, figure: Decimal) -> str:
    """Return *figure* with the question's units, as in £1,200 or 8 families."""
    gap = "" if question.unit in ("", "%") else " "
    return f"{question.unit_before}{figure:,f}{gap}{question.unit}"


def explain(question: NumberQuestion) -> tuple[Remark, ...]:
    """Return what the figure, each distance from it, each slip and any other figure earns."""
    key = question.key
    if key is None:
        raise ValueError(f"{question.name}: can't be explained without its key")
    bands = [
        (f"up to {_said(question, far)} away", share, RIGHT if share == 1 else NEAR)
        for far, share in key.bands[1:]
    ]
    slips = [(_said(question, figure), 0.0, name) for name, figure in key.slips.items()]
    rows = [(_said(question, key.value), 1.0, RIGHT), *bands, *slips, ("anything else", 0.0, WRONG)]
    return tuple(Remark(about=a, says=f"{s:.0%}", why=key.why[w]) for a, s, w in rows)


_EXAMPLE = """
kind: number
points: 2
prompt: |
  A council tries a tool that reads the notes on 1,000 families. In 20 of them a child is being
  harmed. The tool flags 15 of those 20, and one in ten of the other families.

  How many of the families it flags are false alarms?
unit: families
### BEGIN HIDDEN TESTS
key:
  value: 98
  within: {2: 0.5}
  slips: {all-flagged: 113, missed: 5}
why:
  right: One in ten of 980. Most flags are false alarms because most families harm nobody.
  near: That is one in ten of all 1,000. The 20 have been counted already.
  wrong: Set out from the 980 families in which nobody is being harmed.
  all-flagged: Those are all that it flags. In 15 of them it is right.
  missed: Those are the children it misses. A false alarm is the other mistake.
### END HIDDEN TESTS
"""


def _sample(sample: str, share: float | None, *written: str, field: str = FIELD) -> Sample:
    return Sample(id=sample, source=_EXAMPLE, fields={field: list(written)}, share=share)


KIND = Kind(
    name="number",
    fields=(FIELD,),
    entries=("unit", "unit_before", "key", "why"),
    read=read,
    view=view,
    parse=parse,
    mark=mark,
    explain=explain,
    samples=(
        _sample("right", 1.0, "98"),
        _sample("right, with its unit", 1.0, " 98.0 Families"),
        _sample("partly right", 0.5, "100"),
        _sample("a little too far", 0.0, "100.1"),
        _sample("wrong", 0.0, "1,000"),
        _sample("a slip", 0.0, "113"),
        _sample("blank", 0.0),
        _sample("emptied", 0.0, " "),
        _sample("in words", None, "many"),
        _sample("no number", None, "nan"),
        _sample("too large a number", None, "1e999999999"),
        _sample("two ways to read it", None, "1,5"),
        _sample("two numbers", None, "98", "98"),
        _sample("HTML", None, "<b>98</b>"),
        _sample("another's field", None, "98", field="choice"),
    ),
)
