"""Read the cohorts, and work through what each student does."""

from collections.abc import Mapping
from math import isclose
from pathlib import Path
from typing import Any

from attrs import field, frozen

from classroom.store import AnswerStore
from classroom.upload import make_upload
from graders.answers import ANSWERS_FILE
from graders.cells import grade_id, our_data, source_of
from graders.kinds import KINDS
from graders.kinds.contract import SURE, FormFields
from graders.notebooks import read_notebook, write_notebook
from graders.question_cell import is_question_cell, read_question
from graders.reflections import ANSWERS
from graders.yaml_lines import read_yaml

REFLECTION = (
    "Ellis asked me not to tell his mother that night. I rang the duty worker first and asked "
    "them about Dawn, because *he* had to live with what came next."
)

#: How near two marks are that are the same: those worked out by hand have six decimal places.
CLOSE = 1e-5

MEDDLING = "open('meddled.txt', 'w').write('a submission ran code')"


@frozen(kw_only=True)
class Student:
    """One student of the cohort.

    Attributes:
        name: Their user name.
        first: Answers they give and then change.
        gives: Their answers, by question, as the file has them.
        sends: What their forms send, by question, where the file has that instead.
        sure: How sure they say they are, by question.
        does: What else they do.
        waits: By question that people mark, whether it must wait for one.
        marks: What each other question must earn.
        total: Points of those together.
    """

    name: str
    first: dict[str, Any] = field(factory=dict)
    gives: dict[str, Any] = field(factory=dict)
    sends: dict[str, FormFields] = field(factory=dict)
    sure: dict[str, int] = field(factory=dict)
    does: tuple[str, ...] = ()
    waits: dict[str, bool] = field(factory=dict)
    marks: dict[str, float] = field(factory=dict)
    total: float = 0.0


@frozen(kw_only=True)
class Cohort:
    """The students of one assignment.

    Attributes:
        assignment: Its name.
        students: In order of name.
    """

    assignment: str
    students: tuple[Student, ...]

    @property
    def taking_part(self) -> list[Student]:
        """Those who hand something in."""
        return [each for each in self.students if "nothing" not in each.does]


def read_cohorts(folder: Path) -> list[Cohort]:
    """Return the cohorts in *folder*: that with the most students first, as its own file has it.

    Raises:
        ValueError: a student's marks do not add up to the total.
    """
    cohorts = [read_cohort(path) for path in sorted(folder.glob("*.yml"))]
    return sorted(cohorts, key=lambda cohort: -len(cohort.students))


def read_cohort(path: Path) -> Cohort:
    """Return the cohort in the file at *path*.

    Raises:
        ValueError: a student's marks do not add up to the total.
    """
    data = read_yaml(path.read_text(encoding="utf-8")).data
    read = _student_with_fields if "full" not in data else _student
    students = tuple(read(name, written or {}, data) for name, written in data["students"].items())
    for student in students:
        if not isclose(sum(student.marks.values()), student.total, abs_tol=CLOSE):
            raise ValueError(f"{path.name}: the marks of {student.name} do not add up")
    return Cohort(assignment=str(data["assignment"]), students=students)


def _student_with_fields(name: str, written: dict[str, Any], data: Mapping[str, Any]) -> Student:
    """Return a student of whom the file says for each question what is sent and what it earns.

    A question that others answer and this one doesn't is left blank, and earns nothing.
    """
    people = data.get("by_people", ())
    asked = dict.fromkeys(name for each in data["students"].values() for name in each["answers"])
    blank = {"fields": {}, "points": 0.0}
    answers = {question: written["answers"].get(question, blank) for question in asked}
    return Student(
        name=name,
        sends={question: answer["fields"] for question, answer in answers.items()},
        does=tuple(written.get("does", ())),
        waits={each: any(answers[each]["fields"].values()) for each in people},
        marks={
            question: float(answer["points"])
            for question, answer in answers.items()
            if question not in people
        },
        total=float(written["total"]),
    )


def _student(name: str, written: dict[str, Any], data: Mapping[str, Any]) -> Student:
    all_right = written.get("all") == "right"
    full = {question: float(points) for question, points in data["full"].items()}
    marks = dict(full) if all_right else dict.fromkeys(full, 0.0)
    gives = {**(data["right"] if all_right else {}), **written.get("gives", {})}
    return Student(
        name=name,
        first=written.get("first", {}),
        gives=gives,
        sure=written.get("sure", {}),
        does=tuple(written.get("does", ())),
        waits={each: each in gives for each in data.get("by_people", ())},
        marks={**marks, **{each: float(mark) for each, mark in written.get("marks", {}).items()}},
        total=float(written.get("total", 0.0)),
    )


def work_through(student: Student, folder: Path, uploads: Path) -> None:
    """Do what *student* does with the assignment in *folder*, short of handing it in.

    Answers go through the same store as from the screen. An upload is put into *uploads*.
    """
    store = AnswerStore(folder)
    notebook = folder / f"{folder.name}.ipynb"
    kinds = kinds_in(notebook)
    for answers in (student.first, student.gives):
        for question, given in answers.items():
            sure = {SURE: [str(student.sure[question])]} if question in student.sure else {}
            store.save(question, fields_of(kinds[question], given) | sure)
    for question, fields in student.sends.items():
        if any(fields.values()):
            store.save(question, fields)
    if "reflects" in student.does:
        write_reflection(notebook)
    if "meddles" in student.does:
        meddle(notebook)
    if "damages" in student.does:
        damaged = (folder / ANSWERS_FILE).read_bytes()
        (folder / ANSWERS_FILE).write_bytes(damaged[: len(damaged) // 2])
    if "uploads" in student.does:
        name, packed = make_upload(folder, student.name)
        uploads.mkdir(parents=True, exist_ok=True)
        (uploads / name).write_bytes(packed)


def kinds_in(notebook: Path) -> dict[str, str]:
    """Return the kind of each question of the notebook, by its name."""
    sources = [source_of(cell) for cell in read_notebook(notebook)["cells"]]
    questions = [read_question(each) for each in sources if is_question_cell(each)]
    return {question.name: question.kind for question in questions}


def fields_of(kind: str, given: list[str] | dict[str, str] | str) -> FormFields:
    """Return what the form of a question of this *kind* sends for an answer of the cohort.

    >>> fields_of("multiple", ["task", "warn"])
    {'choice': ['task', 'warn']}
    >>> fields_of("matching", {"door": "abuse"})
    {'door': ['abuse']}
    >>> fields_of("written", "He said no.")
    {'text': ['He said no.']}
    """
    if isinstance(given, dict):
        return {part: [chosen] for part, chosen in given.items()}
    (only,) = KINDS[kind].fields
    return {only: [given] if isinstance(given, str) else list(given)}


def write_reflection(path: Path) -> None:
    """Write a reflection into the notebook at *path*."""
    notebook = read_notebook(path)
    for cell in notebook["cells"]:
        if ANSWERS in our_data(cell):
            cell["source"] = REFLECTION
    write_notebook(path, notebook)


def meddle(path: Path) -> None:
    """Delete one question of the notebook at *path*, copy another, and add code."""
    notebook = read_notebook(path)
    questions = [
        cell for cell in notebook["cells"] if grade_id(cell) and cell["cell_type"] == "code"
    ]
    notebook["cells"].remove(questions[0])
    notebook["cells"].append({**questions[1], "id": "a-copy"})
    notebook["cells"].append({**questions[1], "id": "code", "metadata": {}, "source": MEDDLING})
    write_notebook(path, notebook)
