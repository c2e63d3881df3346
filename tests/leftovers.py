"""Deep folders that a run of the tests left behind, made shallow before pytest removes them.

pytest keeps the folders of a few runs. At the end of a later one it removes the oldest by a
walk that fails at about a thousand levels, and the run then ends as failed, whatever its tests
said. An attack lays such folders. A run that was stopped, or whose preparation failed, leaves
them lying.
"""

import os
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

#: How many levels may lie in a folder before they are moved up; far below Python's own limit.
LEVELS = 100

#: For how many seconds a lock is heeded: two days. pytest heeds it for three.
LOCKED_S = 2 * 24 * 60 * 60


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
        if not _is_kept(run):
            flatten(run)


def flatten(folder: Path) -> None:
    """Move up what lies more than `LEVELS` levels down in *folder*, until nothing does.

    A folder that is closed, or that somebody removes meanwhile, is passed over.
    """
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
                    waiting.append((path.rename(folder / f"moved-up-{uuid4().hex}"), 1))


def _is_kept(run: Path) -> bool:
    """Say whether pytest leaves the folder alone: its lock is young, so it may be in use."""
    try:
        return time.time() - (run / ".lock").stat().st_mtime < LOCKED_S
    except OSError:
        return False
