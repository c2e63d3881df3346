"""Folders too deep for pytest's own cleaning are made shallow, once nobody needs them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.attacks.deep_folders import DEPTH
from tests.leftovers import flatten, flatten_leftovers


@pytest.fixture
def runs(tmp_path: Path) -> list[Path]:
    """Folders of five runs, the oldest first, each with folders too deep."""
    folders = [tmp_path / f"pytest-{number}" for number in (8, 9, 10, 11, 12)]
    for each in folders:
        deep = each.joinpath("popen-gw0", "attacked0", *["d"] * DEPTH)
        subprocess.run(["mkdir", "-p", deep], check=True)
        (each / "popen-gw0" / "attacked0" / "d" / "kept.txt").touch()
    return folders


def removable(folder: Path) -> bool:
    """Say whether Python can remove *folder*; it is removed then."""
    try:
        shutil.rmtree(folder)
    except RecursionError:
        return False
    return True


def test_what_pytest_removes_next_can_be_removed(runs: list[Path]) -> None:
    """The runs that it keeps stay as they are: somebody may want to look at them."""
    begun = runs[0].rename(runs[0].parent / "garbage-1")
    (runs[1] / ".lock").touch()
    os.utime(runs[1] / ".lock", (0, 0))  # a run that was stopped long ago
    (runs[1].parent / "pytest-current").symlink_to(runs[4])
    flatten_leftovers(runs[0].parent, keep=3)
    assert [removable(each) for each in (begun, *runs[1:])] == [True, True, False, False, False]
    for each in runs[2:]:
        flatten(each)


def test_a_run_at_work_keeps_its_folders(runs: list[Path]) -> None:
    """Somebody else's run may be going on beside ours."""
    (runs[0] / ".lock").touch()
    flatten_leftovers(runs[0].parent, keep=3)
    assert not removable(runs[0])
    for each in runs:
        flatten(each)


def test_nothing_is_lost_when_folders_move_up(runs: list[Path]) -> None:
    """What runs left is all there still, files and folders; also when it is done twice."""
    root = runs[0].parent
    before = subprocess.check_output(["find", root]).count(b"\n")
    flatten(runs[0])
    runs[1].rename(runs[0] / "again")
    for each in (runs[0], *runs[2:]):
        flatten(each)
    assert len([root, *root.rglob("*")]) == before
