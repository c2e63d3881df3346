"""What a risk score comes to for a thousand people, and why two kinds of fair can't both hold.

Pure, in whole people and exact fractions.
"""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

#: So many people are drawn.
PEOPLE = 1000


@frozen(kw_only=True)
class Tool:
    """How scores fall, from 1 to the number of steps.

    Attributes:
        harmed: Of every 100 who come to harm, how many get each score; adds up to 100.
        others: The same of those who don't.
    """

    harmed: tuple[int, ...]
    others: tuple[int, ...]

    @property
    def steps(self) -> int:
        """The highest score."""
        return len(self.harmed)

    def sensitivity(self, line: int) -> Fraction:
        """Return the share of those who come to harm whose score is *line* or higher."""
        return Fraction(sum(self.harmed[line - 1 :]), 100)

    def specificity(self, line: int) -> Fraction:
        """Return the share of the others whose score is below *line*."""
        return Fraction(sum(self.others[: line - 1]), 100)


@frozen(kw_only=True)
class Counts:
    """People, by what becomes of them and whether they are flagged.

    Attributes:
        found: Come to harm, and are flagged.
        missed: Come to harm, and are not.
        false: Are flagged for nothing: no harm comes.
        clear: No harm comes, and no flag.
    """

    found: int
    missed: int
    false: int
    clear: int

    @property
    def flagged(self) -> int:
        """How many are flagged."""
        return self.found + self.false

    @property
    def harmed(self) -> int:
        """How many come to harm."""
        return self.found + self.missed

    @property
    def everybody(self) -> int:
        """How many there are."""
        return self.flagged + self.missed + self.clear


def shared_out(people: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Return *people* shared out by *weights*, in whole people that add up.

    Each share is rounded down; those who are left go, one each, to the shares that lost most by
    that, the earlier first (largest remainder; Hamilton's method of 1792).

    >>> shared_out(10, [5, 5, 90])
    (1, 0, 9)
    """
    total = sum(weights)
    exact = [Fraction(people * weight, total) for weight in weights]
    whole = [int(each) for each in exact]
    lost = sorted(range(len(whole)), key=lambda place: (whole[place] - exact[place], place))
    for place in lost[: people - sum(whole)]:
        whole[place] += 1
    return tuple(whole)


def counts(tool: Tool, common: int, line: int, people: int = PEOPLE) -> Counts:
    """Return who is flagged among *people* if *common* in a hundred come to harm.

    Args:
        tool: How scores fall.
        common: How many in a hundred come to harm.
        line: The lowest score that is flagged, from 1.
        people: How many there are.
    """
    harmed = people * common // 100
    of_harmed = shared_out(harmed, tool.harmed)
    of_others = shared_out(people - harmed, tool.others)
    return Counts(
        found=sum(of_harmed[line - 1 :]),
        missed=sum(of_harmed[: line - 1]),
        false=sum(of_others[line - 1 :]),
        clear=sum(of_others[: line - 1]),
    )


# --- two groups ---------------------------------------------------------------------------

#: What can be made the same for both groups. Two of three can; the third follows.
FLAGS_AND_MISSES, MISSES_AND_FALSE, FLAGS_AND_FALSE = "flags-misses", "misses-false", "flags-false"


@frozen(kw_only=True)
class Rates:
    """How often a tool is wrong, each in a hundred.

    Attributes:
        right_flags: Of those who are flagged, how many come to harm (predictive value).
        missed: Of those who come to harm, how many are not flagged.
        false: Of those who don't, how many are flagged.
    """

    right_flags: Fraction
    missed: Fraction
    false: Fraction


def third_rate(common: int, rates: Rates, same: str) -> Rates:
    """Return *rates* with the one that is not held the same worked out for one group.

    The relation is Chouldechova's: false = p/(1-p) · (1-v)/v · (1-m), where p is how common the
    harm is, v the share of right flags and m the share of those missed (A. Chouldechova, "Fair
    Prediction with Disparate Impact", Big Data 5(2), 2017, pages 153 to 163).

    Args:
        common: How many in a hundred come to harm, from 1 to 99.
        rates: The rates that are held, and one that isn't.
        same: Which two are held.
    """
    odds = Fraction(common, 100 - common)
    right, missed, false = (each / 100 for each in (rates.right_flags, rates.missed, rates.false))
    if same == FLAGS_AND_MISSES:
        false = odds * (1 - right) / right * (1 - missed)
    elif same == MISSES_AND_FALSE:
        right = odds * (1 - missed) / (odds * (1 - missed) + false)
    else:
        missed = 1 - false * right / (odds * (1 - right))
    return Rates(right_flags=100 * right, missed=100 * missed, false=100 * false)


def people_of(common: int, rates: Rates, people: int = PEOPLE) -> Counts:
    """Return a group's people at these rates, each rounded to the nearest whole person."""
    harmed = people * common // 100
    found = round(harmed * (1 - rates.missed / 100))
    false = round((people - harmed) * rates.false / 100)
    return Counts(found=found, missed=harmed - found, false=false, clear=people - harmed - false)
