"""Find what is wrong with activities: in the notebooks that hold them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classroom.activities import read_activity
from classroom.activities.self_assessment import SelfAssessment
from graders.cells import source_of
from graders.notebooks import cells_of_course
from graders.problems import Problem
from graders.question_cell import QuestionError

_ACTIVITY = re.compile(r"%%activity[ \t]*(?P<name>[^\n]*)\n(?P<body>(?s:.*))")


def check_activities(course: Path) -> Iterator[Problem]:
    """Yield every fault of every activity of the course."""
    for file, cells in cells_of_course(course):
        read: dict[str, Any] = {}
        for cell in cells:
            found = _ACTIVITY.match(source_of(cell))
            if not found:
                continue
            try:
                name, body = found["name"].strip(), found["body"]
                _, activity = read_activity(name, body)
            except QuestionError as error:
                for fault in error.faults:
                    yield Problem(
                        file=file,
                        where=error.name,
                        line=fault.line,
                        problem=fault.problem,
                        fix=fault.fix,
                    )
                continue
            if name in read:
                yield Problem(
                    file=file,
                    where=name,
                    line=1,
                    problem=f'two activities here are called "{name}".',
                    fix="What is kept of one would take the place of the other's. Rename one.",
                )
            yield from _unlike_before(file, name, activity, read)
            read[name] = activity


def _unlike_before(
    file: str, name: str, activity: Any, read: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield a fault if a self-assessment can't be compared with the one that it comes after."""
    if not isinstance(activity, SelfAssessment) or not activity.after:
        return
    before = read.get(activity.after)
    if not isinstance(before, SelfAssessment):
        yield Problem(
            file=file,
            where=name,
            line=1,
            problem=f'no self-assessment called "{activity.after}" stands before this one.',
            fix="Write after: with the name of the cell in which it was asked before.",
        )
    elif (before.parts, before.scale) != (activity.parts, activity.scale):
        yield Problem(
            file=file,
            where=name,
            line=1,
            problem=f'"{activity.after}", before it, has other parts or another scale.',
            fix="Copy parts: and scale: from there, so that the two can be compared.",
        )
