"""Find what is wrong in a course's notebooks, all of it in one go."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import field, frozen

from graders.answers import ANSWERS_FILE
from graders.cells import nbgrader_data, our_data, source_of
from graders.facts import FACTS_FILE, Fact, read_facts
from graders.headings import headings_in
from graders.kinds import KINDS, Question
from graders.leaks import find_leaks, secrets_of, texts_in
from graders.notebooks import (
    MODULES,
    SOURCE,
    Notebook,
    cells_of_course,
    course_notebooks,
    read_notebook,
)
from graders.outcomes import (
    MESSAGES_FILE,
    OUTCOMES_FILE,
    Message,
    Outcome,
    read_messages,
    read_outcomes,
)
from graders.panels_that_count import HOW_TO_MEND, why_it_may_not_count
from graders.problems import Problem, problems_in
from graders.question_cell import (
    QuestionError,
    data_of_variants,
    hidden_entries,
    is_question_cell,
    questions_in,
    read_question,
)
from graders.reflections import ANSWERS
from graders.second_thoughts import doubts_about
from graders.settings import SETTINGS_FILE, Settings, read_settings
from graders.sync import label_of, wanted_metadata


@frozen(kw_only=True)
class Course:
    """What the notebooks of a course are checked against.

    Attributes:
        folder: The course's.
        facts: By id.
        messages: What it sets out to answer, by id.
        outcomes: What it sets out to teach, by id.
        today: The day on which facts must not be stale.
        settings: What an educator decided for it.
    """

    folder: Path
    facts: Mapping[str, Fact]
    messages: Mapping[str, Message]
    outcomes: Mapping[str, Outcome]
    today: date
    settings: Settings = field(factory=Settings)


def read_course(folder: Path, today: date) -> tuple[Course, list[Problem]]:
    """Return what the course's own lists say, and what is wrong with those."""
    problems: list[Problem] = []
    facts: Mapping[str, Fact] = {}
    messages: Mapping[str, Message] = {}
    outcomes: Mapping[str, Outcome] = {}
    try:
        facts = read_facts(folder / FACTS_FILE)
    except (OSError, ValueError) as error:
        problems.append(Problem(file=FACTS_FILE, problem=str(error), fix="Mend that entry."))
    try:
        messages, faults = read_messages(folder / MESSAGES_FILE)
        problems += problems_in(MESSAGES_FILE, faults)
    except (OSError, ValueError) as error:
        problems.append(Problem(file=MESSAGES_FILE, problem=str(error), fix="Add it, as UTF-8."))
    try:
        outcomes, faults = read_outcomes(folder / OUTCOMES_FILE, messages)
        problems += problems_in(OUTCOMES_FILE, faults)
    except (OSError, ValueError) as error:
        problems.append(Problem(file=OUTCOMES_FILE, problem=str(error), fix="Add it, as UTF-8."))
    settings, faults = read_settings(folder)
    problems += problems_in(SETTINGS_FILE, faults)
    course = Course(
        folder=folder,
        facts=facts,
        messages=messages,
        outcomes=outcomes,
        today=today,
        settings=settings,
    )
    return course, problems


def check_notebooks(course: Course) -> Iterator[Problem]:
    """Yield every problem of the course's notebooks, in reading order."""
    names: Counter[str] = Counter()
    for path in course_notebooks(course.folder):
        said = path.relative_to(course.folder).as_posix()
        try:
            notebook = read_notebook(path)
        except ValueError as error:
            yield Problem(
                file=said, problem=str(error), fix="Bring back an older copy of the file."
            )
            continue
        marked = SOURCE in path.relative_to(course.folder).parts[:1]
        yield from check_notebook(notebook, said, course, marked=marked)
        names.update(
            label_of(cell) for cell in notebook["cells"] if is_question_cell(source_of(cell))
        )
        if marked:
            yield from _check_assignment(path, said)
    for name, count in names.items():
        if count > 1:
            yield Problem(
                file=course.folder.name,
                where=name,
                problem=f"{count} questions have this name.",
                fix="Give each a name of its own; marks are kept under it.",
            )


def _check_assignment(path: Path, said: str) -> Iterator[Problem]:
    if path.stem != path.parent.name:
        yield Problem(
            file=said,
            problem="an assignment's notebook has the name of its folder.",
            fix=f"Rename it to {path.parent.name}.ipynb, or move it.",
        )
    for found in path.parent.rglob(ANSWERS_FILE):
        yield Problem(
            file=said,
            problem=f"{found.name} beside it holds somebody's own answers.",
            fix="Move it away; students would be given it.",
        )


def check_notebook(
    notebook: Notebook, said: str, course: Course, *, marked: bool
) -> Iterator[Problem]:
    """Yield every problem of one notebook.

    Args:
        notebook: As it is on disk.
        said: Its path, for messages.
        course: What it is checked against.
        marked: True in ``source/``, false in ``modules/``.
    """
    yield from _check_headings(notebook, said)
    tasks = {nbgrader_data(cell).get("grade_id") for cell in notebook["cells"] if _is_task(cell)}
    for cell in notebook["cells"]:
        where = label_of(cell)
        if cell.get("outputs") or cell.get("execution_count"):
            yield Problem(
                file=said,
                where=where,
                problem="the cell was saved with what it showed.",
                fix="Run digiready sync, which clears it.",
            )
        if is_question_cell(source_of(cell)):
            yield from _check_question(cell, said, course, marked=marked)
            if cell.get("cell_type") != "code":
                yield Problem(
                    file=said,
                    where=where,
                    problem="the question does not stand in a code cell, so nobody can answer it.",
                    fix="Choose the cell, then Code in the list of cell types.",
                )
        elif wanted_metadata(cell) != cell["metadata"]:
            yield _not_in_sync(said, where)
        if _is_task(cell) and "BEGIN MARK SCHEME" not in source_of(cell):
            yield Problem(
                file=said,
                where=where,
                problem="the reflection has no rubric.",
                fix="Add it between ### BEGIN MARK SCHEME and ### END MARK SCHEME.",
            )
        if (task := our_data(cell).get(ANSWERS)) and task not in tasks:
            yield Problem(
                file=said,
                where=where,
                problem=f'it says it answers "{task}", and there is no such task.',
                fix="Name the task's grade_id.",
            )


def _is_task(cell: Mapping[str, Any]) -> bool:
    return bool(nbgrader_data(cell).get("task"))


def _not_in_sync(said: str, where: str) -> Problem:
    return Problem(
        file=said,
        where=where,
        problem="the cell's metadata does not fit its source.",
        fix="Run digiready sync.",
    )


def _check_question(
    cell: Mapping[str, Any], said: str, course: Course, *, marked: bool
) -> Iterator[Problem]:
    where = label_of(cell)
    try:
        question = read_question(source_of(cell))
    except QuestionError as error:
        for fault in error.faults:
            yield Problem(
                file=said, where=where, line=fault.line, problem=fault.problem, fix=fault.fix
            )
        return
    if wanted_metadata(cell) != cell["metadata"]:
        yield _not_in_sync(said, where)
    if question.practice == marked:
        yield Problem(
            file=said,
            where=where,
            problem="practice questions stand in modules, marked ones in source.",
            fix="Remove the line practice: true." if marked else "Add the line practice: true.",
        )
    if not question.has_key:
        by_hand = KINDS[question.kind].by_hand
        yield Problem(
            file=said,
            where=where,
            problem="it has no rubric, so nobody knows how to mark it."
            if by_hand
            else "it has no key, so nobody can earn its points.",
            fix="Add rubric: between the two marks." if by_hand else "Add key:, why: and facts:.",
        )
    yield from _check_rests(question, said, course)
    if marked and (reason := why_it_may_not_count(question, course.settings)):
        yield Problem(file=said, where=where, problem=reason, fix=HOW_TO_MEND)
    for leak in _given_away(source_of(cell)):
        yield Problem(
            file=said,
            where=where,
            problem=f"what students see of it holds {leak}.",
            fix="Say it in other words, so that the question doesn't give its own answer.",
        )


def _given_away(source: str) -> list[str]:
    """Return what of the key and its reasons stands in the part of a question students see."""
    hidden = hidden_entries(KINDS[read_question(source).kind])
    shown = [
        {name: value for name, value in data.items() if name not in hidden}
        for data in data_of_variants(source)
    ]
    return find_leaks(texts_in(shown), secrets_of([{"source": source}]))


def doubts_in_course(course: Course) -> Iterator[Problem]:
    """Yield what authors should think about again in each notebook; nothing is wrong with it."""
    for said, cells in cells_of_course(course.folder):
        questions = questions_in(cells)
        for where, doubt in doubts_about(questions):
            yield Problem(file=said, where=where, problem=doubt, fix="")


def _check_rests(question: Question, said: str, course: Course) -> Iterator[Problem]:
    """Yield each outcome that is not there, and each fact that can't carry a key."""
    if not question.outcomes:
        yield Problem(
            file=said,
            where=question.name,
            problem="it names no outcome.",
            fix=f"Add outcomes: with an id of {OUTCOMES_FILE}.",
        )
    for outcome in question.outcomes:
        if outcome not in course.outcomes:
            yield Problem(
                file=said,
                where=question.name,
                problem=f'"{outcome}" is not an outcome of the course.',
                fix=f"Write an id of {OUTCOMES_FILE}.",
            )
    if question.has_key and not question.facts and not KINDS[question.kind].by_hand:
        yield Problem(
            file=said,
            where=question.name,
            problem="its key rests on no fact.",
            fix=f"Add facts: with an id of {FACTS_FILE}.",
        )
    for name in question.facts:
        if reason := why_not_to_rest_on(course, name):
            yield Problem(
                file=said,
                where=question.name,
                problem=f"its key rests on {name}, {reason}.",
                fix=f"Check the fact and mend {FACTS_FILE}, or rest the key on another.",
            )


def why_not_to_rest_on(course: Course, name: str) -> str:
    """Return why nothing may rest on the fact called *name*; empty if it may."""
    fact = course.facts.get(name)
    if fact is None:
        return f"which is not in {FACTS_FILE}"
    if fact.certainty == "uncertain":
        return "which is uncertain"
    if fact.stale_on(course.today):
        return f"which was to be checked again by {fact.again}"
    return ""


def _check_headings(notebook: Notebook, said: str) -> Iterator[Problem]:
    """Yield each heading that skips a level, and a notebook that does not open with one."""
    before = 0
    for cell in notebook["cells"]:
        if cell.get("cell_type") != "markdown" or our_data(cell).get("story"):
            continue
        for level, heading in headings_in(source_of(cell)):
            if level > before + 1 or (level == 1 and before):
                yield Problem(
                    file=said,
                    where=heading,
                    problem=f"this heading is of level {level} after one of level {before}.",
                    fix="A notebook has one # heading, first; others go one level down at a time.",
                )
            before = level


def check_folders(course: Path) -> Iterator[Problem]:
    """Yield the folders a course lacks."""
    for name in (MODULES, SOURCE):
        if not (course / name).is_dir():
            yield Problem(file=name, problem="the folder is missing.", fix=f"Make {name}/.")
