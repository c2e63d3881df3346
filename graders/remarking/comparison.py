"""Two sets of marks beside each other: those on record, and those by the key as it is now."""

import re
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from graders.remarking.changes import RemarkError

#: Marks that differ by less than this are the same: sums of shares are not exact.
SAME = 1e-9

_PASS_MARK = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<percent>%?)")


@frozen(kw_only=True)
class PassMark:
    """What has to be reached.

    Attributes:
        number: Points, or per cent of the full mark.
        percent: Which of them.
    """

    number: float
    percent: bool

    def points(self, whole: float) -> float:
        """Return it in points, of a full mark of *whole* points."""
        return self.number / 100 * whole if self.percent else self.number


def read_pass_mark(text: str) -> PassMark:
    """Return the pass mark that somebody wrote as ``40%`` or ``17``.

    Raises:
        RemarkError: it is neither.

    >>> read_pass_mark("40 %")
    PassMark(number=40.0, percent=True)
    """
    found = _PASS_MARK.fullmatch(text.strip())
    if not found or (found["percent"] and float(found["number"]) > 100):
        raise RemarkError(
            f'"{text}" is no pass mark.\n  To fix it: write a share such as 40%, or points such '
            "as 17."
        )
    return PassMark(number=float(found["number"]), percent=bool(found["percent"]))


@frozen(kw_only=True)
class Standing:
    """How one student stands under both keys.

    Attributes:
        student: Who it is.
        before: Points by part, as they count: a person's before the machine's.
        after: The same by the key as it is now.
        penalty_before: Points off for lateness.
        penalty_after: The same by the key as it is now.
        by_hand: Parts whose mark by hand stays though the machine's under it changes.
        set_aside: Parts whose mark by hand goes, because the question is withdrawn.
    """

    student: str
    before: Mapping[str, float]
    after: Mapping[str, float]
    penalty_before: float = 0.0
    penalty_after: float = 0.0
    by_hand: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()

    @property
    def total_before(self) -> float:
        """The points on record, less what lateness cost."""
        return max(0.0, sum(self.before.values()) - self.penalty_before)

    @property
    def total_after(self) -> float:
        """The points by the key as it is now, less what lateness costs."""
        return max(0.0, sum(self.after.values()) - self.penalty_after)


@frozen(kw_only=True)
class Moved:
    """How many marks go up and down, and what the mean comes to, of a part or of the total.

    Attributes:
        up: How many students gain.
        down: How many lose.
        same: How many do neither.
        mean_before: Mean points on record.
        mean_after: Mean points by the key as it is now.
    """

    up: int
    down: int
    same: int
    mean_before: float
    mean_after: float


@frozen(kw_only=True)
class Comparison:
    """Marks by the key as it is now, beside those on record.

    Attributes:
        assignment: The assignment's name.
        changes: What is different in the key, in words, by the name of the part.
        reworded: Parts that students would read otherwise than those who answered.
        key_versions: The version of the key that gave a student's marks on record, where a
            remark gave them.
        prose: Ids of texts between questions that students' copies have otherwise.
        points_before: The full mark of each part as the gradebook has it, in the notebook's order.
        points_after: The same by the key as it is now.
        whole: The full mark as the author set it, in points; totals are scaled to it.
        standings: How each student who was marked stands.
        not_marked: Who handed in and has no marks yet.
        waiting: How many parts wait for a person, and have no mark yet.
        no_work: Who has marks, and no work that could be marked again.
        otherwise: Whose marks on record are not those by the key on record.
        unread: Answers that could be read by the key on record and can't be now: who, and what.
    """

    assignment: str
    changes: Mapping[str, str]
    reworded: tuple[str, ...]
    points_before: Mapping[str, float]
    points_after: Mapping[str, float]
    whole: float
    standings: tuple[Standing, ...]
    prose: tuple[str, ...] = ()
    key_versions: Mapping[str, int] = field(factory=dict)
    not_marked: tuple[str, ...] = ()
    waiting: int = 0
    no_work: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    unread: Sequence[tuple[str, str]] = field(factory=tuple)

    @property
    def changes_nothing(self) -> bool:
        """Whether neither the key nor any mark would be another one."""
        return not self.changes and not any(map(_differs, self.standings))

    @property
    def is_scaled(self) -> bool:
        """Whether a question is left out, so that totals are scaled."""
        maxima = (sum(self.points_before.values()), sum(self.points_after.values()))
        return any(abs(each - self.whole) > SAME for each in maxima)

    def scaled_before(self, standing: Standing) -> float:
        """Return a total on record as points of the whole assignment."""
        return _scaled(standing.total_before, sum(self.points_before.values()), self.whole)

    def scaled_after(self, standing: Standing) -> float:
        """Return a total by the key as it is now as points of the whole assignment."""
        return _scaled(standing.total_after, sum(self.points_after.values()), self.whole)

    def of_part(self, name: str) -> Moved:
        """Return how the marks of a part move."""
        return _moved([(each.before[name], each.after[name]) for each in self.standings])

    def of_total(self) -> Moved:
        """Return how the totals move, scaled."""
        return _moved(
            [(self.scaled_before(each), self.scaled_after(each)) for each in self.standings]
        )

    def passes(self, standing: Standing, mark: PassMark) -> tuple[bool, bool]:
        """Return whether a student passes before, and after."""
        needed = mark.points(self.whole) - SAME
        return self.scaled_before(standing) >= needed, self.scaled_after(standing) >= needed

    def crossing(self, mark: PassMark) -> tuple[list[str], list[str]]:
        """Return who passes now and did not, and who did and does not now."""
        up, down = [], []
        for standing in self.standings:
            before, after = self.passes(standing, mark)
            if after and not before:
                up.append(standing.student)
            elif before and not after:
                down.append(standing.student)
        return up, down

    def most_moved(self, mark: PassMark | None = None) -> list[Standing]:
        """Return whose totals change: who crosses the pass mark first, then the largest changes."""

        def place(standing: Standing) -> tuple[bool, float, float, str]:
            by = self.scaled_after(standing) - self.scaled_before(standing)
            crosses = mark is not None and len(set(self.passes(standing, mark))) > 1
            return not crosses, -round(abs(by), 6), by, standing.student

        moved = [
            each
            for each in self.standings
            if abs(self.scaled_after(each) - self.scaled_before(each)) > SAME
        ]
        return sorted(moved, key=place)


def _differs(standing: Standing) -> bool:
    return any(abs(standing.before[name] - standing.after[name]) > SAME for name in standing.before)


def _scaled(total: float, maximum: float, whole: float) -> float:
    return total * whole / maximum if maximum > 0 else 0.0


def _moved(pairs: Sequence[tuple[float, float]]) -> Moved:
    changes = [after - before for before, after in pairs]
    up, down = sum(each > SAME for each in changes), sum(each < -SAME for each in changes)
    count = len(pairs) or 1
    return Moved(
        up=up,
        down=down,
        same=len(pairs) - up - down,
        mean_before=sum(before for before, _ in pairs) / count,
        mean_after=sum(after for _, after in pairs) / count,
    )
