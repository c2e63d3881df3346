"""CSV that a spreadsheet can be trusted to open: quoted, and with no formula in it."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

#: What makes a spreadsheet take a text for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str | None) -> str:
    """Return *text* with an apostrophe before it if a spreadsheet would take it for a formula.

    >>> harmless("=1+1"), harmless("Zoë"), harmless(None)
    ("'=1+1", 'Zoë', '')
    """
    text = text or ""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def write_csv(target: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write *rows* to *target* in one step: who has the old file open never finds half a new one.

    Args:
        target: The file.
        columns: Its first row.
        rows: The others; texts from outside have been through :func:`harmless`.

    Raises:
        OSError: it can't be written.
    """
    aside = target.with_name(f".{target.name}.new")
    try:
        with aside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(rows)
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)
