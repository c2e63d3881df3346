"""What the check of a course says: where something is wrong, what, and how to mend it."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from graders.kinds import Fault


@frozen(kw_only=True, order=True)
class Problem:
    """Something an author has to mend: where, what, and how.

    Attributes:
        file: Path of the file, as said to the author.
        where: Question or cell; may be empty.
        line: Line of the cell; 0 where it has none.
        problem: What is wrong.
        fix: What to do; empty where nothing has to be done.
    """

    file: str
    where: str = ""
    line: int = 0
    problem: str
    fix: str

    def __str__(self) -> str:
        place = ", ".join(
            part for part in (self.file, self.where, self.line and f"line {self.line}") if part
        )
        return f"{place}: {self.problem}" + (f"\n  To fix it: {self.fix}" if self.fix else "")


def problems_in(file: str, faults: Iterable[Fault]) -> Iterator[Problem]:
    """Yield *faults* of a file as problems of it."""
    for each in faults:
        yield Problem(file=file, line=each.line, problem=each.problem, fix=each.fix)
