"""Find what is wrong with activities: in the notebooks that hold them."""

import re
from collections.abc import Iterator

from classroom.activities import read_activity
from graders.cells import source_of
from graders.check import Course, Problem, why_not_to_rest_on
from graders.facts import FACTS_FILE
from graders.notebooks import SOURCE, course_notebooks, read_notebook
from graders.question_cell import QuestionError

_ACTIVITY = re.compile(r"%%activity[ \t]*(?P<name>[^\n]*)\n(?P<body>(?s:.*))")


def check_activities(course: Course) -> Iterator[Problem]:
    """Yield every fault of every activity of the course."""
    for path in course_notebooks(course.folder):
        try:
            cells = read_notebook(path)["cells"]
        except ValueError:
            continue  # said by the check of notebooks
        said = path.relative_to(course.folder).as_posix()
        for cell in cells:
            if found := _ACTIVITY.match(source_of(cell)):
                yield from _check_activity(course, said, found["name"].strip(), found["body"])


def _check_activity(course: Course, said: str, name: str, body: str) -> Iterator[Problem]:
    try:
        kind, activity = read_activity(name, body)
    except QuestionError as error:
        for fault in error.faults:
            yield Problem(
                file=said, where=error.name, line=fault.line, problem=fault.problem, fix=fault.fix
            )
        return
    for fact in getattr(activity, "facts", ()):
        if reason := why_not_to_rest_on(course, fact):
            yield Problem(
                file=said,
                where=name,
                problem=f"it rests on {fact}, {reason}.",
                fix=f"Check the fact and mend {FACTS_FILE}, or rest the activity on another.",
            )
    if kind == "cpd" and said.startswith(f"{SOURCE}/"):
        yield Problem(
            file=said,
            where=name,
            problem="a CPD record in an assignment is handed in with the answers.",
            fix="Move it to the end of a module.",
        )
