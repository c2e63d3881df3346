"""Write a comparison as CSV, for each student and question."""

from collections.abc import Iterator
from pathlib import Path

from graders.remarking.comparison import Comparison, Standing
from graders.safe_csv import harmless, write_csv

#: The columns. Points are points; a total is scaled to the full mark of the whole assignment.
COLUMNS = (
    "assignment",
    "student_id",
    "question",
    "out_of_before",
    "out_of_after",
    "mark_before",
    "mark_after",
    "change",
    "mark_by_hand",
    "key_version",
)

#: What stands for a question in the row of a student's total.
TOTAL = "total"


def write_comparison(comparison: Comparison, target: Path) -> None:
    """Write a row for each student and question, and one for each total.

    Raises:
        OSError: it can't be written.
    """
    rows = (row for standing in comparison.standings for row in _rows(comparison, standing))
    write_csv(target, COLUMNS, rows)


def _rows(comparison: Comparison, standing: Standing) -> Iterator[list[object]]:
    who = [harmless(comparison.assignment), harmless(standing.student)]
    version = comparison.key_versions.get(standing.student, "")
    for name, before in standing.before.items():
        after = standing.after[name]
        out_of = (comparison.points_before[name], comparison.points_after[name])
        hand = "set aside" if name in standing.set_aside else ""
        hand = "kept" if name in standing.by_hand else hand
        figures = (before, after, _rounded(after - before))
        yield [*who, harmless(name), *out_of, *figures, hand, version]
    before, after = comparison.scaled_before(standing), comparison.scaled_after(standing)
    out_of = (comparison.whole, comparison.whole)
    figures = (_rounded(before), _rounded(after), _rounded(after - before))
    yield [*who, TOTAL, *out_of, *figures, "", version]


def _rounded(points: float) -> float:
    """Return points without what adding up parts of them leaves behind the sixth place."""
    return round(points, 6) + 0.0
