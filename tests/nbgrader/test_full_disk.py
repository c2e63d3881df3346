"""The disk is full in the middle of `digiready grade`: it says so, and the next run finishes."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.nbgrader.cohorts import begin_grading, code_of, hand_in_all
from tests.nbgrader.courses import Course
from tests.nbgrader.same import files_in, rows_in

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

COUNT = 40

#: Whether we may make a small disk of our own.
MAY_MOUNT = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("mount") is not None


@pytest.fixture(scope="module")
def course(released, tmp_path_factory) -> Course:
    """Return a course in which everybody has handed in."""
    course = released.copy_to(tmp_path_factory.mktemp("handed-in"))
    shutil.rmtree(course.exchange)
    hand_in_all(course, COUNT)
    return course


@pytest.fixture(scope="module")
def undisturbed(course, tmp_path_factory) -> Course:
    """Return a copy of it that was marked with room to spare."""
    undisturbed = course.copy_to(tmp_path_factory.mktemp("undisturbed"))
    log = undisturbed.root / "log"
    assert code_of(begin_grading(undisturbed, log)) == 0, log.read_text()
    return undisturbed


def kilobytes_in(folder: Path) -> int:
    """Return what all below *folder* takes on a disk."""
    said = subprocess.run(["du", "-sk", folder], check=True, capture_output=True, text=True)
    return int(said.stdout.split()[0])


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[None]:
    """Have at *place* an empty disk of so many kilobytes until the block ends."""
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", place]
    subprocess.run(["mount", *options], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", place], check=True)


def check_finished(course: Course, undisturbed: Course) -> None:
    """All is as if there had always been room."""
    assert rows_in(course.folder / "gradebook.db") == rows_in(undisturbed.folder / "gradebook.db")
    ours, theirs = (files_in(each.folder / "autograded") for each in (course, undisturbed))
    assert ours == theirs


def check_said(said: str) -> None:
    """It was said in words, and what to do."""
    assert "could not be" in said
    assert "What was marked so far is kept, whole. To fix it: see that" in said
    assert "Traceback" not in said


@pytest.mark.skipif(not MAY_MOUNT, reason="only an administrator may make a small disk")
@pytest.mark.parametrize("room", [0.001, 0.03, 0.2, 0.5, 0.9])
def test_a_full_disk_loses_nothing(course, undisturbed, tmp_path, small_batches, room):
    """Of what marking takes there is room for a part; then room is made."""
    takes = kilobytes_in(undisturbed.root) - kilobytes_in(course.root)
    disk = tmp_path / "disk"
    with small_disk(disk, 10 * kilobytes_in(undisturbed.root)):
        own = course.copy_to(disk / "own")
        size = kilobytes_in(disk) + int(takes * room)
        subprocess.run(["mount", "-o", f"remount,size={size}k", disk], check=True)
        log = tmp_path / "log"
        assert code_of(begin_grading(own, log)) == 1, log.read_text()
        check_said(log.read_text())
        held = rows_in(undisturbed.folder / "gradebook.db")
        subprocess.run(["mount", "-o", f"remount,size={10 * size}k", disk], check=True)
        for whose, rows in rows_in(own.folder / "gradebook.db").items():
            assert rows == held[whose]
        assert code_of(begin_grading(own, log)) == 0, log.read_text()
        check_finished(own, undisturbed)


def test_a_file_that_may_not_grow_loses_nothing(course, undisturbed, tmp_path, small_batches):
    """The gradebook has reached what a quota lets a file hold; then the quota is raised."""
    from resource import RLIMIT_FSIZE, getrlimit, setrlimit

    own = course.copy_to(tmp_path / "own")
    before, most = getrlimit(RLIMIT_FSIZE)
    small = (own.folder / "gradebook.db").stat().st_size + 16 * 1024
    setrlimit(RLIMIT_FSIZE, (small, most))
    try:
        child = begin_grading(own, tmp_path / "log")
    finally:
        setrlimit(RLIMIT_FSIZE, (before, most))
    assert code_of(child) == 1
    check_said((tmp_path / "log").read_text())
    assert code_of(begin_grading(own, tmp_path / "log")) == 0
    check_finished(own, undisturbed)
