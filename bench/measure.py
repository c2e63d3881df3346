"""Run a command, and measure what it takes: time on the clock, processor time, memory."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil
from attrs import frozen

#: How often memory is looked at, in seconds.
_EVERY_S = 0.1


@frozen(kw_only=True)
class Taken:
    """What a command took.

    Attributes:
        seconds: On the clock, start and end of the program included.
        processor_s: Of all its processes, in seconds.
        memory_mb: The most that all its processes held at once, in megabytes. What they
            share is counted once where the system tells it, and else for each of them.
    """

    seconds: float
    processor_s: float
    memory_mb: float


def measure(command: Sequence[str | Path], folder: Path) -> Taken:
    """Run *command* in *folder*, and return what it took.

    Raises:
        RuntimeError: it failed; says its last words.
    """
    start = time.perf_counter()
    with (folder / "measured.log").open("w+") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        most = 0
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            most = max(most, _held(process.pid))
            time.sleep(_EVERY_S)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            raise RuntimeError(f"{' '.join(map(str, command))}: {log.read()[-2000:]}")
    return Taken(
        seconds=seconds,
        processor_s=usage.ru_utime + usage.ru_stime,
        memory_mb=most / 2**20,
    )


def digiready(*arguments: str) -> list[str | Path]:
    """Return the command that runs digiready with *arguments*."""
    return [Path(sys.executable).parent / "digiready", *arguments]


def _held(pid: int) -> int:
    """Return the bytes that a process and those it started hold now."""
    held = 0
    with suppress(psutil.Error):
        parent = psutil.Process(pid)
        for each in [parent, *parent.children(recursive=True)]:
            with suppress(psutil.Error):
                memory = each.memory_full_info()
                held += getattr(memory, "pss", 0) or memory.rss
    return held
