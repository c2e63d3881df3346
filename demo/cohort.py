"""Read the cohort, and work through what each student does."""

from pathlib import Path
from typing import Any

from attrs import field, frozen

from classroom.store import AnswerStore
from classroom.upload import make_upload
from graders.answers import ANSWERS_FILE
from graders.cells import grade_id, our_data
from graders.notebooks import read_notebook, write_notebook
from graders.reflections import ANSWERS
from graders.yaml_lines import read_yaml

REFLECTION = (
    "Ellis asked me not to tell his mother that night. I rang the duty worker first and asked "
    "them about Dawn, because *he* had to live with what came next."
)

MEDDLING = "open('meddled.txt', 'w').write('a submission ran code')"


@frozen(kw_only=True)
class Student:
    """One student of the cohort.

    Attributes:
        name: Their user name.
        first: Answers they give and then change.
        gives: Their answers: question to ids chosen.
        does: What else they do.
        marks: What each question must earn.
        total: Points of all questions together.
    """

    name: str
    first: dict[str, list[str]] = field(factory=dict)
    gives: dict[str, list[str]] = field(factory=dict)
    does: tuple[str, ...] = ()
    marks: dict[str, float] = field(factory=dict)
    total: float = 0.0


def read_cohort(path: Path) -> tuple[str, list[Student]]:
    """Return the assignment's name and the students, in order of name.

    Raises:
        ValueError: a student's marks do not add up to the total.
    """
    data = read_yaml(path.read_text(encoding="utf-8")).data
    students = [_student(name, written or {}, data) for name, written in data["students"].items()]
    for student in students:
        if abs(sum(student.marks.values()) - student.total) > 1e-9:
            raise ValueError(f"{path.name}: the marks of {student.name} do not add up")
    return str(data["assignment"]), students


def _student(name: str, written: dict[str, Any], data: dict[str, Any]) -> Student:
    all_right = written.get("all") == "right"
    full = {question: float(points) for question, points in data["full"].items()}
    marks = dict(full) if all_right else dict.fromkeys(full, 0.0)
    return Student(
        name=name,
        first=written.get("first", {}),
        gives={**(data["right"] if all_right else {}), **written.get("gives", {})},
        does=tuple(written.get("does", ())),
        marks={**marks, **{each: float(mark) for each, mark in written.get("marks", {}).items()}},
        total=float(written.get("total", 0.0)),
    )


def work_through(student: Student, folder: Path, uploads: Path) -> None:
    """Do what *student* does with the assignment in *folder*, short of handing it in.

    Answers go through the same store as from the screen. An upload is put into *uploads*.
    """
    store = AnswerStore(folder)
    for answers in (student.first, student.gives):
        for question, chosen in answers.items():
            store.save(question, {"choice": chosen})
    notebook = folder / f"{folder.name}.ipynb"
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
