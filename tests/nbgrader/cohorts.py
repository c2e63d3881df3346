"""A cohort that has handed in the quiz, and `digiready grade` in a process of its own."""

import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import psutil

from graders.cohorts.terminal import grade_course
from tests.nbgrader.by_hand import HONEST, MIXED, PARTLY, RIGHT, chosen_by
from tests.nbgrader.courses import CONFIG, QUIZ, Course
from tests.nbgrader.work import answers_json


def hand_in_all(course: Course, count: int) -> list[str]:
    """Lay the work of so many students on the pile; return their names."""
    numbers = [RIGHT, PARTLY, MIXED, *range(len(HONEST))]
    students = [f"student-{number:03}" for number in range(count)]
    for number, student in enumerate(students):
        folder = course.submitted(student)
        shutil.copytree(course.release(), folder)
        answers = answers_json(chosen_by(numbers[number % len(numbers)]))
        (folder / "answers.json").write_bytes(answers)
        (folder / "timestamp.txt").write_text("2026-11-18 12:00:00.000000 UTC")
    return students


def configure(course: Course, line: str) -> None:
    """Add a line to the course's configuration."""
    with (course.folder / CONFIG).open("a", encoding="utf-8") as config:
        config.write(f"\n{line}\n")


def begin(act: Callable[[], bool], log: Path) -> int:
    """Do *act* in a process of its own; return its id. What it says goes into *log*."""
    sys.stdout.flush()
    if child := os.fork():
        return child
    try:
        os.setpgid(0, 0)
        target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(target, 1)
        os.dup2(target, 2)
        sys.stdout = sys.stderr = os.fdopen(target, "w")
        code = 0 if act() else 1
    except BaseException:
        traceback.print_exc()
        code = 99
    finally:
        sys.stdout.flush()
        os._exit(code)


def begin_grading(course: Course, log: Path, *, force: bool = False) -> int:
    """Start `digiready grade` on the quiz; return the process's id."""

    def grade() -> bool:
        return grade_course(course.folder, QUIZ, force=force, workers=2)

    return begin(grade, log)


def wait_until_marked(course: Course, count: int, child: int) -> bool:
    """Wait until so many submissions stand in place; return False if the run ended before."""
    place, run = course.folder / "autograded", psutil.Process(child)
    while not place.is_dir() or sum(1 for _ in place.iterdir()) < count:
        if run.status() == psutil.STATUS_ZOMBIE:
            return False
        time.sleep(0.001)
    return True


def code_of(child: int) -> int:
    """Wait for a process; return its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
