"""`digiready grade` is killed at random moments: each submission is in its old or its new state."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from graders.cohorts import on_disk
from graders.cohorts import run as runs
from graders.cohorts.run import Course as Open
from graders.cohorts.run import Report, grade, names_in
from graders.cohorts.settings import Settings, read_settings
from graders.cohorts.staging import Staging
from tests.nbgrader.by_hand import HONEST, MIXED, PARTLY, RIGHT, chosen_by
from tests.nbgrader.courses import QUIZ, Course
from tests.nbgrader.same import files_in, rows_in
from tests.nbgrader.work import answers_json

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

#: How many submissions there are: several batches of the size that the test sets.
COUNT, BATCH = 60, 8

#: How often a run is killed.
KILLS = 50


@pytest.fixture(scope="module")
def course(released, tmp_path_factory) -> Course:
    """Return a course in which everybody has handed in."""
    course = released.copy_to(tmp_path_factory.mktemp("killed"))
    numbers = [RIGHT, PARTLY, MIXED, *range(len(HONEST))]
    for number in range(COUNT):
        folder = course.submitted(f"student-{number:03}")
        shutil.copytree(course.release(), folder)
        (folder / "answers.json").write_bytes(
            answers_json(chosen_by(numbers[number % len(numbers)]))
        )
        (folder / "timestamp.txt").write_text("2026-11-18 12:00:00.000000 UTC")
    return course


@pytest.fixture(autouse=True)
def _small_batches_of_two_processes(monkeypatch):
    """Have many moments at which to stop. A killed program loses nothing that was not synced."""
    monkeypatch.setattr(runs, "BATCH", BATCH)
    monkeypatch.setattr(runs, "FEW", 0)
    monkeypatch.setattr(os, "sync", lambda: None)


def grade_all(settings: Settings, *, force: bool = False) -> Report:
    """Mark the cohort with two processes."""
    with Gradebook(settings.db_url, settings.course_id) as gradebook:
        opened = Open(settings=settings, gradebook=gradebook)
        return grade(opened, QUIZ, force=force, workers=2)


def mark(settings: Settings, *, force: bool = False) -> list[str]:
    """Mark the cohort; return whose work an earlier run had left aside."""
    return grade_all(settings, force=force).redone


def mark_and_stop_at(settings: Settings, move: int, *, force: bool = False) -> None:
    """Mark the cohort in a process that ends at once when it is to move the so-many-eth folder."""
    if not (child := os.fork()):
        moves = iter(range(1, move))
        move_as_ever = Staging._move

        def stop_or_move(*arguments: object) -> None:
            if next(moves, None) is None:
                os._exit(0)
            move_as_ever(*arguments)  # type: ignore[arg-type]

        Staging._move = stop_or_move  # type: ignore[method-assign]
        try:
            mark(settings, force=force)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0


def mark_and_be_killed(settings: Settings, after_s: float) -> bool:
    """Mark the cohort in a process that is killed after so long; return whether it was."""
    child = os.fork()
    if not child:
        try:
            os.setpgid(0, 0)
            mark(settings)
        finally:
            os._exit(0)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def students_of(folder: Path) -> list[str]:
    """Return whose marked work is in *folder*."""
    return [name for name in names_in(folder) if (folder / name / QUIZ).is_dir()]


def check_each_is_whole(settings: Settings, old: dict, new: dict) -> None:
    """Each submission's rows are the old ones or the new; its file is never half of one."""
    for whose, rows in rows_in(settings.root / "gradebook.db").items():
        assert rows in (old.get(whose), new[whose]), whose
    for student in students_of(settings.autograded):
        found = files_in(settings.autograded / student)
        assert f"{QUIZ}/{QUIZ}.ipynb" in found
        assert "}" in found[f"{QUIZ}/{QUIZ}.ipynb"].decode()[-3:], student


def test_a_run_that_is_killed_is_finished_by_the_next(course, tmp_path):
    """Fifty times, at random moments; the end is that of a run that nobody disturbed."""
    undisturbed = course.copy_to(tmp_path / "undisturbed")
    settings = read_settings(undisturbed.folder)
    mark(settings)
    start = time.monotonic()
    mark(settings, force=True)
    took = time.monotonic() - start
    rows, files = rows_in(undisturbed.folder / "gradebook.db"), files_in(settings.autograded)
    assert len(rows) == COUNT
    draw = random.Random(20261126)
    killed = 0
    for number in range(3 * KILLS):
        if killed == KILLS:
            break
        disturbed = course.copy_to(tmp_path / f"{number}")
        settings = read_settings(disturbed.folder)
        killed += mark_and_be_killed(settings, draw.uniform(0, took))
        check_each_is_whole(settings, {}, rows)
        mark(settings)
        assert rows_in(disturbed.folder / "gradebook.db") == rows, number
        assert files_in(settings.autograded) == files, number
        assert not any(_left_aside(disturbed.folder)), number
        shutil.rmtree(tmp_path / f"{number}")
    assert killed == KILLS, "too few runs were killed for this to say anything"


@pytest.mark.parametrize("move", [1, 4])
def test_what_was_left_aside_is_put_in_place_first(course, tmp_path, move):
    """Stopped once the rows are written, before or amid the moves: the next run says whose."""
    stopped = course.copy_to(tmp_path / "stopped")
    settings = read_settings(stopped.folder)
    mark_and_stop_at(settings, move)
    marked = {student for _, student in rows_in(stopped.folder / "gradebook.db")}
    assert len(marked) == BATCH
    assert len(students_of(settings.autograded)) == move - 1
    assert len(mark(settings)) == BATCH - (move - 1)
    assert len(students_of(settings.autograded)) == COUNT


def test_after_a_power_cut_all_is_marked_again(course, tmp_path, monkeypatch):
    """Files that had not reached the disk are gone; those of a run that had ended are not."""
    cut = course.copy_to(tmp_path / "cut")
    settings = read_settings(cut.folder)
    mark_and_stop_at(settings, BATCH + 2)
    notebook = settings.autograded / "student-000" / QUIZ / f"{QUIZ}.ipynb"
    whole = notebook.read_bytes()
    notebook.chmod(0o644)
    notebook.write_bytes(b"")
    report = grade_all(settings)
    assert (report.lost, report.marked) == (False, COUNT - 2 * BATCH)
    assert notebook.read_bytes() == b"", "the machine ran on, so nothing of it was lost"

    (tmp_path / "started anew").write_text("another start")
    mark_and_stop_at(settings, 1, force=True)
    monkeypatch.setattr(on_disk, "_BOOT_ID", tmp_path / "started anew")
    report = grade_all(settings)
    assert (report.lost, report.marked) == (True, COUNT)
    assert notebook.read_bytes() == whole
    assert not grade_all(settings).lost


def _left_aside(folder: Path) -> list[Path]:
    return [path for path in (folder / ".digiready").rglob("*") if path.is_file()][1:]
