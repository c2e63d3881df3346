"""Find activities that rest on facts they can't rest on, and CPD records in the wrong place."""

from collections.abc import Iterator
from typing import Any

from classroom.activities import read_activity
from graders.cells import source_of
from graders.check import Course, why_not_to_rest_on
from graders.facts import FACTS_FILE
from graders.notebooks import SOURCE, cells_of_course
from graders.problems import Problem
from graders.question_cell import QuestionError

_ACTIVITY = "%%activity"


def check_sources(course: Course) -> Iterator[Problem]:
    """Yield each fact that can't carry an activity, and each CPD record that would be handed in."""
    for said, cells in cells_of_course(course.folder):
        for source in map(source_of, cells):
            first, _, body = source.partition("\n")
            if not first.startswith(_ACTIVITY):
                continue
            name = first.removeprefix(_ACTIVITY).strip()
            try:
                kind, activity = read_activity(name, body)
            except QuestionError:
                continue  # said by the check of activities
            yield from _check_facts(course, said, name, activity)
            if kind == "cpd" and said.startswith(f"{SOURCE}/"):
                yield Problem(
                    file=said,
                    where=name,
                    problem="a CPD record in an assignment is handed in with the answers.",
                    fix="Move it to the end of a module.",
                )


def _check_facts(course: Course, said: str, name: str, activity: Any) -> Iterator[Problem]:
    for fact in getattr(activity, "facts", ()):
        if reason := why_not_to_rest_on(course, fact):
            yield Problem(
                file=said,
                where=name,
                problem=f"it rests on {fact}, {reason}.",
                fix=f"Check the fact and mend {FACTS_FILE}, or rest the activity on another.",
            )
