"""Run commands of this environment, such as nbgrader's, without waiting for each to start.

Importing nbgrader takes seconds, more than most of its commands take. So one process imports
it, and splits off another for each command: the same program, in a folder and an environment
of its own, with its own words and exit code. Where that can't be, each starts as ever.
"""

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from tempfile import TemporaryFile
from threading import Lock

from graders import nbgrader_plugins

PROGRAMS = Path(sys.executable).parent

#: What commands import, beside our plug-ins.
_IMPORTED = (
    "nbgrader.apps.nbgraderapp",
    "nbconvert.preprocessors.execute",
    "sqlalchemy.dialects.sqlite",
    "digiready",
    "graders.cohorts.terminal",
    "graders.remarking.terminal",
)

#: A process may not go on after it was split off on macOS, whose own libraries object.
_CAN_SPLIT = sys.platform == "linux"


class Commands:
    """Runs commands, one at a time without their start, others beside it as ever."""

    def __init__(self) -> None:
        self._busy = Lock()
        self._server: subprocess.Popen[str] | None = None

    def run(
        self, *command: str, folder: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of this environment; what it said stands in the result's ``stdout``.

        Args:
            command: The program's name, and its arguments.
            folder: Where it runs.
            environment: What it finds there.
        """
        if not _CAN_SPLIT or not self._busy.acquire(blocking=False):
            return subprocess.run(
                [PROGRAMS / command[0], *command[1:]],
                cwd=folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        try:
            return self._split_off(command, folder, environment)
        finally:
            self._busy.release()

    def close(self) -> None:
        """End the process that others are split off from."""
        if self._server:
            self._server.communicate()
            self._server = None

    def _split_off(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        server = self._server = self._server or _start()
        assert server.stdin is not None and server.stdout is not None
        with TemporaryFile() as said:
            wanted = {
                "command": command,
                "folder": str(folder),
                "environment": dict(environment),
                "into": f"/proc/{os.getpid()}/fd/{said.fileno()}",
            }
            print(json.dumps(wanted), file=server.stdin, flush=True)
            if not (answer := server.stdout.readline()):
                self._server = None
                raise RuntimeError(
                    f"{' '.join(command)} may not have been done: the process that it was split "
                    "off from has ended.\n  To fix it: run this again."
                )
            said.seek(0)
            words = said.read().decode("utf-8", errors="replace")
        return subprocess.CompletedProcess(command, int(answer), words, "")


def _start() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _serve() -> None:
    """Split off a process for each line that is read, and say with which code it ended."""
    for name in _IMPORTED:
        import_module(name)
    for module in iter_modules(nbgrader_plugins.__path__):
        import_module(f"{nbgrader_plugins.__name__}.{module.name}")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command; this ends by itself
    gc.freeze()  # what is imported stays, so no process need look through it for what doesn't
    while line := sys.stdin.readline():
        if not (child := os.fork()):
            _become(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(command: Sequence[str], folder: str, environment: Mapping[str, str], into: str) -> None:
    """Go on as the program that *command* names, to its end."""
    nothing, said = os.open(os.devnull, os.O_RDONLY), os.open(into, os.O_WRONLY)
    os.dup2(nothing, 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.closerange(3, max(nothing, said) + 1)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = [str(PROGRAMS / command[0]), *command[1:]]
    sys.path[0] = str(PROGRAMS)
    (program,) = entry_points(group="console_scripts", name=command[0])
    sys.exit(program.load()())


if __name__ == "__main__":
    _serve()
