"""Keep answers on disk, beside the notebook: each whole, each at once, none lost.

One file, ``answers.json``, in the folder the kernel works in. It holds answers and
nothing else: no times, no counts of attempts.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from graders.answers import (
    ANSWERS_FILE,
    MAX_BYTES,
    SCHEMA,
    Answers,
    FormFields,
    checked_fields,
    read_answers,
)

#: How long one kernel waits for another that is writing the same file, in seconds.
PATIENCE_S = 10


class NotSavedError(OSError):
    """An answer could not be kept; says why, for the student."""


class AnswerStore:
    """The answers kept in one folder.

    Args:
        folder: Where the notebook is; fixed when the kernel starts, so that a cell
            which changes the working folder does not scatter answers.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    def read(self) -> Answers:
        """Return what is kept now; never raises for what the file holds."""
        return read_answers(self.folder)

    def fields(self, question: str) -> FormFields:
        """Return the answer kept for *question*; empty if there is none that can be read."""
        try:
            return self.read().fields(question)
        except ValueError:
            return {}

    def save(self, question: str, fields: FormFields) -> None:
        """Keep *fields* as the answer to *question*, and every other answer as it is.

        A file that can't be read is put aside under another name first, never overwritten.

        Raises:
            NotSavedError: it is not on disk; nothing that was kept before is lost.
            NotAnAnswerError: *fields* are not what a form sends.
        """
        entry = checked_fields(fields)
        try:
            with self._only_writer():
                kept = self._kept()
                kept[question] = entry
                self._write(kept)
        except TimeoutError as error:
            raise NotSavedError(
                "another window is saving to the same file and did not finish"
            ) from error
        except OSError as error:
            raise NotSavedError(f"the disk refused it ({error.strerror or error})") from error

    def _kept(self) -> dict[str, object]:
        answers = self.read()
        if answers.problem:
            self._put_aside()
            return {}
        return dict(answers.given)

    def _put_aside(self) -> None:
        """Keep a damaged file under a name of its own, for a person to look at."""
        number = 1
        while (aside := self.folder / f"answers-damaged-{number}.json").exists():
            number += 1
        (self.folder / ANSWERS_FILE).replace(aside)

    def _write(self, kept: dict[str, object]) -> None:
        text = json.dumps({"schema": SCHEMA, "answers": kept}, ensure_ascii=False, indent=1)
        data = (text + "\n").encode()
        if len(data) > MAX_BYTES:
            raise OSError(None, "all answers together are too long to be marked")
        descriptor, name = tempfile.mkstemp(dir=self.folder, prefix=".answers-", suffix=".tmp")
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o644)  # mkstemp's 0600 could not be read after collecting
            os.replace(name, self.folder / ANSWERS_FILE)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        """Hold off other kernels of this person, such as Voilà's beside JupyterLab's.

        The lock stands apart from the answers, so that handing in does not take it along.
        """
        locks = user_cache_path("digiready") / "locks"
        try:
            locks.mkdir(parents=True, exist_ok=True)
        except (
            OSError
        ):  # a home that can't be written to: then no other kernel of theirs can either
            yield
            return
        name = sha256(str(self.folder).encode()).hexdigest()[:32]
        with FileLock(locks / f"{name}.lock", timeout=PATIENCE_S):
            yield
