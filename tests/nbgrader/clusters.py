"""A Dask cluster of real processes on this machine: a scheduler, and workers that come and go."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from attrs import define, field
from distributed import Client

from tests.browser.servers import PROGRAMS, free_port

#: What every worker is started with: one thing at a time, and nobody who would start it again.
ALIKE = ("--host=127.0.0.1", "--nthreads=1", "--no-nanny", "--no-dashboard", "--memory-limit=0")


@define
class Machines:
    """A scheduler and its workers.

    Attributes:
        folder: Where they run and log.
        address: The scheduler's.
        workers: Those that were started.
    """

    folder: Path
    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(factory=list)

    def add_worker(
        self,
        python: Sequence[str] = (sys.executable,),
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start one more worker, and wait until the scheduler knows it."""
        name = f"worker-{uuid4().hex}"
        arguments = [*python, "-m", "dask", "worker", self.address, *ALIKE, "--name", name]
        arguments += ["--local-directory", str(self.folder)]
        worker = _start(arguments, self.folder, name, environment)
        self.workers.append(worker)
        self._wait_until(lambda names: name in names, name)
        return worker

    def _wait_until(self, so: Callable[[set[str]], bool], log: str) -> None:
        """Wait until the names of the workers that the scheduler knows are *so*."""
        end = time.monotonic() + 60
        with Client(self.address, set_as_default=False) as client:
            while not so({each["name"] for each in client.scheduler_info()["workers"].values()}):
                if time.monotonic() > end:
                    said = (self.folder / f"{log}.log").read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"the cluster is not as it should be:\n{said}")
                time.sleep(0.1)

    def end_workers(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.workers.clear()
        self._wait_until(lambda names: not names, "scheduler")


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    """Run a scheduler until the block ends, and no workers yet."""
    port = free_port()
    arguments = [str(PROGRAMS / "dask"), "scheduler", "--host=127.0.0.1", f"--port={port}"]
    scheduler = _start([*arguments, "--no-dashboard"], folder, "scheduler")
    own = Machines(folder, f"tcp://127.0.0.1:{port}", scheduler)
    try:
        yield own
    finally:
        for process in (*own.workers, scheduler):
            process.kill()
            process.wait()


def _start(
    arguments: Sequence[str], folder: Path, name: str, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(arguments, cwd=folder, stdout=log, stderr=log, env=environment)
