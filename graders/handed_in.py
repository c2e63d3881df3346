"""When work was handed in, and who says so."""

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from attrs import field, frozen

#: The educator's list of times, beside the archive of uploads.
TIMES_FILE = "times.csv"

#: The most that is read of it.
MAX_TIMES_BYTES = 4 * 1024 * 1024

#: Who says when: the educator's list, or nobody.
THE_EDUCATOR = f"the educator ({TIMES_FILE})"
NOBODY = "nobody knows"


@frozen(kw_only=True)
class Times:
    """The times in an educator's list.

    Attributes:
        by_student: When each student handed in, in UTC.
        problems: The lines that could not be read, and why, in words for the educator.
    """

    by_student: Mapping[str, datetime] = field(factory=dict)
    problems: tuple[str, ...] = ()


def read_times(path: Path) -> Times:
    """Return the times in the list at *path*: columns ``student`` and ``time``; none without it.

    A time is written as ``2027-01-29 16:58+00:00``; one without a zone is in UTC.
    """
    try:
        text = path.read_bytes()[:MAX_TIMES_BYTES].decode("utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
    except FileNotFoundError:
        return Times()
    except (OSError, ValueError, csv.Error) as error:
        return Times(problems=(f"{path} can't be read: {error}",))
    times: dict[str, datetime] = {}
    problems = []
    for line, row in enumerate(rows, start=2):
        student, written = ((row.get(name) or "").strip() for name in ("student", "time"))
        try:
            read = datetime.fromisoformat(written)
            times[student] = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            problems.append(
                f'{path}, line {line}: "{written}" is not a time.\n'
                "  To fix it: write a column student and a column time, such as "
                "u1234,2027-01-29 16:58+00:00"
            )
    return Times(by_student=times, problems=tuple(problems))
