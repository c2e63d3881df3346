"""Deep folders that a run of the tests left behind, made shallow before pytest removes them.

pytest keeps the folders of a few runs. At the end of a later one it removes the oldest by a
walk that fails at about a thousand levels, and the run then ends as failed, whatever its tests
said. An attack lays such folders. A run that was stopped, or whose preparation failed, leaves
them lying.
"""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

import psutil

#: How many levels may lie in a folder before they are moved up; far below Python's own limit.
LEVELS = 100


def flatten_leftovers(root: Path, keep: int) -> None:
    """Make shallow what pytest is about to remove.

    Args:
        root: Where pytest lays the folders of its runs, each ``pytest-`` and a number, and
            ``garbage-`` while it is being removed.
        keep: How many runs pytest keeps.
    """
    runs = {
        int(each.name.removeprefix("pytest-")): each
        for each in root.glob("pytest-*")
        if each.name.removeprefix("pytest-").isdecimal()
    }
    old = [run for number, run in runs.items() if number <= max(runs) - keep]
    for run in (*old, *root.glob("garbage-*")):
        if not _goes_on(run):
            flatten(run)


def flatten(folder: Path) -> None:
    """Move up what lies more than `LEVELS` levels down in *folder*, until nothing does.

    A folder that is closed, or that somebody removes meanwhile, is passed over.
    """
    numbers = count()
    waiting = [(folder, 0)]
    while waiting:
        at, level = waiting.pop()
        with suppress(PermissionError, FileNotFoundError):
            for path in [
                Path(each) for each in os.scandir(at) if each.is_dir(follow_symlinks=False)
            ]:
                if level < LEVELS:
                    waiting.append((path, level + 1))
                else:
                    waiting.append((path.rename(folder / f"moved-up-{next(numbers)}"), 1))


def _goes_on(run: Path) -> bool:
    """Say whether the run that laid this folder is still at work: its lock has its number."""
    try:
        return psutil.pid_exists(int((run / ".lock").read_text()))
    except (OSError, ValueError):
        return False
