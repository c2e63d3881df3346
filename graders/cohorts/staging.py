"""Put marked submissions in place so that a stop at any moment leaves each old or new.

Files and gradebook can't be changed in one step. So a batch's files are written aside
first; then its rows are written, all in one transaction; then the files are moved into
place. Whoever finds files aside, after a stop, asks the gradebook whether their rows are
in it: if so the files are moved, if not they are thrown away.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

try:
    import fcntl
except ImportError:  # Windows, where nbgrader's exchange doesn't run either
    fcntl = None  # type: ignore[assignment]

#: How long a run that was killed may take to let go, in seconds: its processes end one by one.
_PATIENCE_S = 3.0

#: What was there before is kept here until the batch is in place.
BEFORE = ".before"


class AlreadyRunningError(RuntimeError):
    """Somebody is marking this assignment now."""


@frozen(kw_only=True)
class Staging:
    """The folder in which batches of one assignment are written before they are moved.

    Attributes:
        folder: Beside the marked work, on the same disk.
        autograded: The folder of marked work.
        assignment: The assignment's name.
    """

    folder: Path
    autograded: Path
    assignment: str

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others from marking the same assignment until the block ends.

        Raises:
            AlreadyRunningError: somebody is doing so now.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            if fcntl is not None and not _locked(lock.fileno()):
                raise AlreadyRunningError(
                    f"{self.assignment} is being marked by another digiready grade now.\n"
                    "  To fix it: wait until that has ended, and run this again."
                )
            yield

    def place(self, batch: str, student: str) -> Path:
        """Return where a student's marked work is written before it is moved."""
        return self.folder / batch / student

    def batches(self) -> list[str]:
        """Return the batches that an earlier run left aside."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_dir())

    def finish(self, batch: str) -> list[str]:
        """Move a batch's files into place; return whose they are. May be done again."""
        aside = self.folder / batch
        students = sorted(path.name for path in aside.iterdir() if path.name != BEFORE)
        for student in students:
            self._move(aside, student)
        shutil.rmtree(aside)
        return students

    def _move(self, aside: Path, student: str) -> None:
        there = self.autograded / student / self.assignment
        there.parent.mkdir(parents=True, exist_ok=True)
        if there.exists():
            before = aside / BEFORE
            before.mkdir(exist_ok=True)
            if (before / student).exists():
                shutil.rmtree(before / student)
            os.rename(there, before / student)
        os.rename(aside / student, there)

    def drop(self, batch: str) -> None:
        """Throw a batch's files away."""
        shutil.rmtree(self.folder / batch, ignore_errors=True)

    def leave_out(self, batch: str, student: str) -> None:
        """Throw one student's files of a batch away."""
        if (place := self.place(batch, student)).exists():
            shutil.rmtree(place)

    def recover(self, is_in_gradebook: Callable[[str], bool]) -> list[str]:
        """Finish or drop what an earlier run left; return whose work was put in place."""
        finished: list[str] = []
        for batch in self.batches():
            if is_in_gradebook(batch):
                finished += self.finish(batch)
            else:
                self.drop(batch)
        return finished


def _locked(descriptor: int) -> bool:
    """Lock a file for this process; return False if another one holds it and goes on doing so."""
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        else:
            return True
