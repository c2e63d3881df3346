"""The students' side of nbgrader's exchange, for many students in one process.

The classes are nbgrader's own, those behind ``nbgrader fetch_assignment`` and ``nbgrader
submit``; starting the commands for each of twelve students would take a minute of waiting.
"""

import logging
from pathlib import Path

from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeFetchAssignment, ExchangeSubmit
from traitlets.config import Config


def _exchange(kind: type, root: Path, home: Path, student: str, assignment: str) -> object:
    config = Config()
    config.CourseDirectory.course_id = "digitally-ready"
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.student_id = student
    config.Exchange.root = str(root)
    config.Exchange.assignment_dir = str(home)
    config.Exchange.cache = str(home / ".cache")
    exchange = kind(
        coursedir=CourseDirectory(config=config),
        authenticator=Authenticator(config=config),
        config=config,
    )
    exchange.log.setLevel(logging.ERROR)
    return exchange


def fetch(root: Path, home: Path, student: str, assignment: str) -> Path:
    """Fetch *assignment* into the student's *home*; return its folder."""
    home.mkdir(parents=True, exist_ok=True)
    _exchange(ExchangeFetchAssignment, root, home, student, assignment).start()  # type: ignore[attr-defined]
    return home / assignment


def submit(root: Path, home: Path, student: str, assignment: str) -> None:
    """Hand in what lies in the student's *home*."""
    _exchange(ExchangeSubmit, root, home, student, assignment).start()  # type: ignore[attr-defined]
