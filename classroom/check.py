"""Find what is wrong with activities: in the notebooks that hold them."""

import re
from collections.abc import Iterator
from pathlib import Path

from classroom.activities import read_activity
from graders.cells import source_of
from graders.check import Problem
from graders.notebooks import course_notebooks, read_notebook
from graders.question_cell import QuestionError

_ACTIVITY = re.compile(r"%%activity[ \t]*(?P<name>[^\n]*)\n(?P<body>(?s:.*))")


def check_activities(course: Path) -> Iterator[Problem]:
    """Yield every fault of every activity of the course."""
    for path in course_notebooks(course):
        try:
            cells = read_notebook(path)["cells"]
        except ValueError:
            continue  # said by the check of notebooks
        for cell in cells:
            found = _ACTIVITY.match(source_of(cell))
            if not found:
                continue
            try:
                read_activity(found["name"].strip(), found["body"])
            except QuestionError as error:
                for fault in error.faults:
                    yield Problem(
                        file=path.relative_to(course).as_posix(),
                        where=error.name,
                        line=fault.line,
                        problem=fault.problem,
                        fix=fault.fix,
                    )
