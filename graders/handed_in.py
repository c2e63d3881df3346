"""When work was handed in, and who says so."""

import csv
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from attrs import field, frozen
from nbgrader.utils import parse_utc

from graders.regular_files import read_regular_file

#: nbgrader's file beside a submission that says when it was handed in.
TIMESTAMP_FILE = "timestamp.txt"

#: The most that a time takes; what is longer is none.
_TIMESTAMP_BYTES = 200

#: How nbgrader writes a time.
_AS_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{6})?) UTC", re.ASCII)

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


@frozen(kw_only=True)
class HandedIn:
    """What the file beside a submission says of when it was handed in.

    Attributes:
        at: When, in UTC; None where nobody knows.
        problem: What is wrong with the file, in words for an educator; else empty.
        written: The file's bytes; None where there is no ordinary file of a sound size.
    """

    at: datetime | None = None
    problem: str = ""
    written: bytes | None = None


def read_timestamp(folder: Path) -> HandedIn:
    """Return when the submission in *folder* was handed in; never raises for what is there."""
    try:
        written = read_regular_file(folder / TIMESTAMP_FILE, _TIMESTAMP_BYTES + 1)
    except FileNotFoundError:
        return HandedIn()
    except OSError:
        return HandedIn(problem=f"{TIMESTAMP_FILE} is not an ordinary file")
    if not written.strip():
        return HandedIn(written=written)
    try:
        return HandedIn(at=time_in(written), written=written)
    except ValueError:
        return HandedIn(problem=f"{TIMESTAMP_FILE} does not hold a time", written=written)


def time_in(written: bytes) -> datetime:
    """Return the time that a file's bytes say, as nbgrader reads it, in UTC without saying so.

    nbgrader's reader takes longer than all else that is read; it is asked only for times
    that nbgrader didn't write itself.

    Raises:
        ValueError: they say none.
    """
    text = written.decode("utf-8").strip()
    if len(written) > _TIMESTAMP_BYTES:
        raise ValueError("a time is shorter")
    if as_written := _AS_WRITTEN.fullmatch(text):
        return datetime.fromisoformat(as_written[1])
    try:
        read: datetime = parse_utc(text)
    except (OverflowError, TypeError) as error:
        raise ValueError(f"{text} is not a time") from error
    return read
