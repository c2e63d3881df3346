"""Make a course with as many submissions as are asked for, each like a real one."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

from demo.cohort import REFLECTION, read_cohorts, write_reflection
from graders.answers import ANSWERS_FILE, SCHEMA
from graders.kinds.contract import FormFields
from graders.notebooks import notebook_text, read_notebook

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENT = "datafication-ethics-qualifying"
COPIED = ("nbgrader_config.py", "facts.yml", "outcomes.yml", "course.yml")

#: The same submissions each time.
SEED = 20261126

#: What stands in a saved notebook where each student's is another one's.
_OWN = b"@@@own@@"


def make_course(folder: Path) -> None:
    """Lay out a course with one assignment, and have nbgrader make the students' copy."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "source").mkdir(parents=True)
    for name in COPIED:
        shutil.copy(ROOT / "course" / name, folder / name)
    shutil.copytree(ROOT / "course" / "source" / ASSIGNMENT, folder / "source" / ASSIGNMENT)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)


def nbgrader(course: Path, *arguments: str) -> None:
    """Run an nbgrader command in *course*.

    Raises:
        RuntimeError: it failed; says its last words.
    """
    program = Path(sys.executable).parent / "nbgrader"
    done = subprocess.run([program, *arguments], cwd=course, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"nbgrader {arguments[0]}: {(done.stdout + done.stderr)[-2000:]}")


def answers_seen() -> dict[str, list[FormFields]]:
    """Return, by question, what the simulated students of the demo sent."""
    (cohort,) = [
        each for each in read_cohorts(ROOT / "demo" / "cohorts") if each.assignment == ASSIGNMENT
    ]
    seen: dict[str, list[FormFields]] = {}
    for student in cohort.students:
        for question, fields in student.sends.items():
            seen.setdefault(question, []).append(fields)
    return seen


def hand_in(course: Path, first: int, last: int) -> None:
    """Lay the submissions from number *first* up to *last* where collected ones lie.

    To each question each student gives what one of the demo's students gave. Every second
    one writes a reflection, each in words of their own; every tenth is late. Each notebook
    is as Jupyter saves it: with what the student saw, which nobody else saw just so.
    """
    seen, draw = answers_seen(), random.Random(SEED + first)
    blank, reflected = _notebooks(course)
    for number in range(first, last):
        place = course / "submitted" / f"student-{number:06}" / ASSIGNMENT
        place.mkdir(parents=True)
        saved = (reflected if number % 2 else blank).replace(_OWN, f"{number:08x}".encode())
        (place / f"{ASSIGNMENT}.ipynb").write_bytes(saved)
        answers = {question: draw.choice(given) for question, given in seen.items()}
        kept = json.dumps({"schema": SCHEMA, "answers": answers})
        (place / ANSWERS_FILE).write_text(kept, encoding="utf-8")
        day = 20 if number % 10 == 0 else 18
        (place / "timestamp.txt").write_text(f"2026-11-{day} 12:00:00.000000 UTC")


def _notebooks(course: Path) -> tuple[bytes, bytes]:
    """Return the notebook as it is saved without a reflection and with one."""
    released = course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    saved = []
    for writes in (False, True):
        path = course / "saved.ipynb"
        shutil.copy(released, path)
        if writes:
            write_reflection(path)
        notebook = read_notebook(path)
        for number, cell in enumerate(notebook["cells"]):
            if cell["cell_type"] == "code":
                cell["execution_count"] = number
                cell["outputs"] = [_seen(number)]
            elif writes and cell["source"] == REFLECTION:
                cell["source"] += f"\n\nWhat I noticed most was {_OWN.decode()}."
        saved.append(notebook_text(notebook).encode())
        path.unlink()
    return saved[0], saved[1]


def _seen(number: int) -> dict[str, object]:
    """Return the output that Jupyter saves for a question: the name of a widget."""
    name = f"{number:024x}{_OWN.decode()}"
    shown = {"model_id": name, "version_major": 2, "version_minor": 1}
    data = {"application/vnd.jupyter.widget-view+json": shown, "text/plain": "QuestionForm()"}
    return {"output_type": "display_data", "metadata": {}, "data": data}
