"""Collect from the exchange the notebook, the answers and the time, as plain files."""

import os
from datetime import datetime
from logging import Logger
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from graders.answers import ANSWERS_FILE
from graders.answers import MAX_BYTES as MOST_OF_ANSWERS
from graders.handed_in import TIMESTAMP_FILE, time_in
from graders.regular_files import read_regular_file
from graders.submitted import MAX_BYTES as MOST_OF_NOTEBOOK

#: The most of nbgrader's own small files: the time, and the secret of the feedback.
_SMALL = 4096


class CollectAnswers(ExchangeCollect):  # type: ignore[misc]
    """Copy of a submission what is marked, and follow no link.

    nbgrader copies the whole folder with the educator's rights: a link in it would fetch
    what the student may not read, and a pipe or a very deep folder would end the command.
    """

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Return whose submission a folder is, and its time: the earliest if its name has none."""
        try:
            return dict(super()._path_to_record(path))
        except (ValueError, OverflowError, TypeError):
            self.log.warning("the name of %r does not hold a time", path)
            name = os.path.basename(path)
            student = name.rsplit("+", 3)[0]
            return {"username": student, "filename": name, "timestamp": datetime.min}

    def do_copy(self, src: str, dest: str, log: Logger | None = None) -> None:
        """Copy the files that count from *src* to the new folder *dest*; never stops the rest.

        One byte too many is copied of a file that is too large, so that marking says so.
        """
        del log
        student = Path(dest).parent.name
        if os.path.islink(src) or student.startswith(".") or not student.isprintable():
            self.log.warning("%r is no submission of a student; left out", src)
            return
        notebook = f"{self.coursedir.assignment_id}.ipynb"
        most = {
            notebook: MOST_OF_NOTEBOOK,
            ANSWERS_FILE: MOST_OF_ANSWERS,
            TIMESTAMP_FILE: _SMALL,
            "submission_secret.txt": _SMALL,
        }
        os.makedirs(dest)
        for name, limit in most.items():
            try:
                written = read_regular_file(Path(src, name), limit + 1)
            except FileNotFoundError:
                if name != notebook:
                    continue
                written = b""  # nbgrader passes over a submission without a notebook
            except OSError:
                self.log.warning("%s in %s is not an ordinary file; it was not read", name, src)
                written = b""
            if name == TIMESTAMP_FILE and not _is_time(written):
                self.log.warning("%s in %s does not hold a time; left out", name, src)
                continue
            path = Path(dest, name)
            path.write_bytes(written)
            if self.coursedir.groupshared:
                path.chmod(0o660)
        if self.coursedir.groupshared:
            os.chmod(dest, 0o2770)


def _is_time(written: bytes) -> bool:
    """Return whether nbgrader can read it as a time: it gives up on the submission if not."""
    try:
        time_in(written)
    except ValueError:
        return False
    return True
