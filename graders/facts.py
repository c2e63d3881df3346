"""The facts that keys rest on: ``course/facts.yml``."""

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import frozen

from graders.yaml_lines import read_yaml

FACTS_FILE = "facts.yml"


@frozen(kw_only=True)
class Fact:
    """Something a key may rest on.

    Attributes:
        id: Such as "S12"; never changed, never used again.
        says: The fact, in the course's own words.
        source: Where it stands.
        certainty: "verified", "known" or "uncertain".
        checked: The day it was last checked.
        again: The day to check it again.
    """

    id: str
    says: str
    source: str
    certainty: str
    checked: date
    again: date

    def stale_on(self, day: date) -> bool:
        """Return whether the fact was due to be checked again before *day*."""
        return day > self.again


def read_facts(path: Path) -> dict[str, Fact]:
    """Return the facts in *path* by id.

    Raises:
        ValueError: the file or an entry of it can't be read; says which and why.
    """
    reader = read_yaml(path.read_text(encoding="utf-8"))
    if reader.faults:
        raise ValueError(f"{path.name}, {reader.faults[0]}")
    return {name: _fact(path, str(name), entry) for name, entry in reader.data.items()}


def _fact(path: Path, name: str, entry: Any) -> Fact:
    try:
        fact = Fact(id=name, **entry)
    except TypeError as error:
        raise ValueError(f"{path.name}: the fact {name} can't be read: {error}") from error
    if fact.certainty not in ("verified", "known", "uncertain"):
        raise ValueError(
            f'{path.name}: the certainty of {name} is "{fact.certainty}"; '
            "write verified, known or uncertain"
        )
    for day in (fact.checked, fact.again):
        if not isinstance(day, date) or isinstance(day, datetime):
            raise ValueError(
                f'{path.name}: "{day}" under {name} is not a day; write one such as 2027-03-31'
            )
    return fact


def facts_near(folder: Path) -> dict[str, Fact]:
    """Return the facts of the course that *folder* lies in; none outside a course."""
    for place in (folder, *folder.parents):
        path = place / FACTS_FILE
        if path.is_file():
            return _read_once(path, path.stat().st_mtime_ns)
    return {}


@lru_cache(maxsize=4)
def _read_once(path: Path, _: int) -> dict[str, Fact]:
    return read_facts(path)
