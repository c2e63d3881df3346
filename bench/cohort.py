"""Make a course with as many submissions as are asked for, each like a real one."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

from demo.cohort import read_cohorts, write_reflection
from graders.answers import ANSWERS_FILE, SCHEMA
from graders.kinds.contract import FormFields

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENT = "datafication-ethics-qualifying"
COPIED = ("nbgrader_config.py", "facts.yml", "outcomes.yml", "course.yml")

#: The same submissions each time.
SEED = 20261126


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
    one writes the reflection, every tenth is late.
    """
    seen, draw = answers_seen(), random.Random(SEED + first)
    released = course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    blank = released.read_bytes()
    reflected = course / "reflected.ipynb"
    shutil.copy(released, reflected)
    write_reflection(reflected)
    written = reflected.read_bytes()
    reflected.unlink()
    for number in range(first, last):
        place = course / "submitted" / f"student-{number:06}" / ASSIGNMENT
        place.mkdir(parents=True)
        (place / f"{ASSIGNMENT}.ipynb").write_bytes(written if number % 2 else blank)
        answers = {question: draw.choice(given) for question, given in seen.items()}
        kept = json.dumps({"schema": SCHEMA, "answers": answers})
        (place / ANSWERS_FILE).write_text(kept, encoding="utf-8")
        day = 20 if number % 10 == 0 else 18
        (place / "timestamp.txt").write_text(f"2026-11-{day} 12:00:00.000000 UTC")
