"""Have the workers of a Dask cluster work through a long list, and take what they did in order.

The workers read and write the course's folder, which all machines see; what comes back
over the network is small. Dask gives a batch whose worker died to another one.
"""

import logging
import pickle
import platform
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, nullcontext
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import metadata
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

from attrs import define, frozen
from distributed import Client, Future, KilledWorker, LocalCluster
from distributed.comm.core import CommClosedError

from graders.cohorts.on_disk import wait_for_disk
from graders.cohorts.run import GradeError
from graders.cohorts.side_by_side import cores

#: In place of an address: a cluster on this machine, for this run.
LOCAL = "local"

#: How long a scheduler, and then its first worker, may take to answer, in seconds.
PATIENCE_S = 20.0

#: How long there may be no worker at all while batches wait, in seconds.
ALONE_S = 60.0

#: How often we look whether there still are workers, in seconds.
_LOOK_S = 1.0

#: Libraries that what is written depends on; they are the same everywhere, or nothing begins.
_MATTER = ("attrs", "dask", "distributed", "nbgrader", "nh3", "orjson", "pystache", "ruamel.yaml")

_PROJECT = "digitally-ready"
_CODE = Path(__file__).resolve().parents[1]

_TO_FIX = (
    "  What was marked so far is kept, whole. To fix it: see that the scheduler and its workers "
    "run, then run this again."
)


class ClusterError(GradeError):
    """A cluster can't be used; says what to do."""


@frozen(kw_only=True)
class _Told:
    """What every worker is told with each item.

    Attributes:
        make: Returns, from *job*, what is to be called with each item.
        job: What is the same for all items.
        versions: What must be installed.
        mark: A file that must be seen, and what it holds.
        writer: The machine that puts in place what workers wrote.
    """

    make: Callable[[Any], Callable[[Any], Any]]
    job: Any
    versions: dict[str, str]
    mark: tuple[Path, str]
    writer: str


@define
class Cluster:
    """A Dask cluster whose workers have been looked at.

    Attributes:
        client: Connected to its scheduler.
        mark: A file in the course's folder, and what it holds.
    """

    client: Client
    mark: tuple[Path, str]

    def in_order(
        self,
        make: Callable[[Any], Callable[[Any], Any]],
        job: Any,
        items: Iterable[Any],
        workers: int,
    ) -> Iterator[tuple[Any, Any]]:
        """Yield each item and what was done with it, as `graders.cohorts.side_by_side` does.

        An item whose worker dies is given to another worker, so what is done with it must
        not be hurt by being done twice. How many *workers* there are is the cluster's.

        Raises:
            ClusterError: the scheduler or all workers are gone, or a worker can't do it.
        """
        told = pickle.dumps(
            _Told(
                make=make,
                job=job,
                versions=dict(_versions()),
                mark=self.mark,
                writer=platform.node(),
            )
        )
        waiting: deque[tuple[Any, Future[Any]]] = deque()
        rest = iter(items)
        try:
            while True:
                room = max(0, 2 * self._threads() + 1 - len(waiting))  # workers may have gone
                waiting.extend((each, self._submit(told, each)) for each in islice(rest, room))
                if not waiting:
                    return
                item, future = waiting.popleft()
                yield item, self._result_of(future)
        finally:
            for _, future in waiting:
                future.cancel()

    def _submit(self, told: bytes, item: Any) -> "Future[Any]":
        return self.client.submit(_do, told, item, pure=False, key=f"batch-{uuid4().hex}")

    def _threads(self) -> int:
        """Return how many items the cluster can work on at once; it may change at any time."""
        try:
            return sum(self.client.nthreads().values())
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterError(f"The scheduler is gone: {error}\n{_TO_FIX}") from error

    def _result_of(self, future: "Future[Any]") -> Any:
        """Return what was done, once it is; while there are workers, however long it takes."""
        seen = time.monotonic()
        while True:
            try:
                return future.result(timeout=_LOOK_S)
            except TimeoutError as error:
                if future.done() and future.status == "error":
                    raise  # the worker's own
                if self._threads():
                    seen = time.monotonic()
                elif time.monotonic() - seen > ALONE_S:
                    raise ClusterError(
                        f"The cluster has had no worker for {ALONE_S:.0f} seconds.\n{_TO_FIX}"
                    ) from error
            except KilledWorker as error:
                raise ClusterError(
                    f"Several workers died over the same batch: {error}\n"
                    "  What was marked so far is kept, whole. To fix it: see in the workers' logs "
                    "why they died (memory, perhaps), then run this again."
                ) from error
            except (CancelledError, CommClosedError) as error:
                raise ClusterError(f"The scheduler is gone: {error}\n{_TO_FIX}") from error
            except ImportError as error:
                raise ClusterError(_lacks("A worker that came later", str(error))) from error


@contextmanager
def cluster_at(address: str, folder: Path) -> Iterator[Cluster]:
    """Give the cluster at *address*, once all its workers have been looked at.

    Args:
        address: The scheduler's, such as ``tcp://10.0.0.5:8786``; or `LOCAL`.
        folder: The course's, which every worker must see.

    Raises:
        ClusterError: there is no scheduler, no worker, or one that can't do the work.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it ourselves
    for name in ("distributed.client", "distributed.core", "distributed.scheduler"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with _connected(address) as client, _mark_in(folder) as mark:
        _check_workers(client, mark)
        yield Cluster(client=client, mark=mark)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    with _own_cluster() if address == LOCAL else nullcontext(address) as where:
        try:
            client = Client(where, timeout=PATIENCE_S, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise ClusterError(
                f"No scheduler answers at {address}: {error}\n"
                "  To fix it: start one with dask scheduler, and give the address that it says, "
                "such as tcp://10.0.0.5:8786."
            ) from error
        with client:
            yield client


def _own_cluster() -> LocalCluster:
    return LocalCluster(
        n_workers=cores(),
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )


@contextmanager
def _mark_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """Put a file into the course's folder that workers look for; give it and what it holds."""
    place = folder / ".digiready" / f"seen-{uuid4().hex}"
    place.parent.mkdir(exist_ok=True)
    holds = uuid4().hex
    place.write_text(holds, encoding="utf-8")
    try:
        yield place, holds
    finally:
        for path in place.parent.glob(f"{place.name}*"):
            path.unlink(missing_ok=True)


def _check_workers(client: Client, mark: tuple[Path, str]) -> None:
    """Ask each worker what it has and what it sees.

    Raises:
        ClusterError: there is none, or one of them can't do the work.
    """
    try:
        client.wait_for_workers(1, timeout=PATIENCE_S)
    except TimeoutError as error:
        raise ClusterError(
            "The scheduler has no workers.\n"
            "  To fix it: start some with dask worker and the scheduler's address."
        ) from error
    for worker, found in client.run(metadata.version, _PROJECT, on_error="return").items():
        if isinstance(found, BaseException):
            raise ClusterError(_lacks(f"The worker at {worker}", _PROJECT))
    for worker, found in client.run(_look, mark, on_error="return").items():
        who = f"The worker at {worker}"
        if isinstance(found, OSError):
            raise ClusterError(_sees_nothing(who, mark[0], found))
        if isinstance(found, BaseException):  # the function that was sent could not be read
            raise ClusterError(_lacks(who, str(found)))
        versions, reply = found
        _check_versions(who, dict(_versions()), versions)
        if not mark[0].with_name(reply).is_file():
            raise ClusterError(_sees_nothing(who, mark[0], "what it writes there is not seen here"))


def _look(mark: tuple[Path, str]) -> tuple[dict[str, str], str]:
    """Return, on a worker, what is installed, and the name of a file written beside the mark.

    Raises:
        OSError: the worker doesn't see the course's folder, or can't write into it.
    """
    _check_mark(mark)
    reply = mark[0].with_name(f"{mark[0].name}-{uuid4().hex}")
    reply.write_text(mark[1], encoding="utf-8")
    return dict(_versions()), reply.name


def _check_mark(mark: tuple[Path, str]) -> None:
    place, holds = mark
    if place.read_text(encoding="utf-8") != holds:
        raise OSError(f"{place} is another file there")


def _check_versions(who: str, here: dict[str, str], there: dict[str, str]) -> None:
    for name, version in here.items():
        if there.get(name) != version:
            raise ClusterError(
                f"{who} has {name} {there.get(name)}, and here it is {version}.\n"
                "  To fix it: install the same there, in the Python that runs dask worker, and "
                "start the worker again."
            )


def _lacks(who: str, what: str) -> str:
    return (
        f"{who} lacks this project or a part of it: {what}\n"
        "  To fix it: install the same version there, in the Python that runs dask worker."
    )


def _sees_nothing(who: str, mark: Path, why: object) -> str:
    return (
        f"{who} does not share the course's folder, {mark.parents[1]}: {why}\n"
        "  To fix it: have that folder under the same path on each machine, and run dask worker "
        "as somebody who may write into it."
    )


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    """Return what is installed here of what the work depends on."""
    code = blake2b(digest_size=6)
    for path in sorted(_CODE.rglob("*")):
        if path.suffix in (".py", ".html", ".css"):
            code.update(path.relative_to(_CODE).as_posix().encode() + path.read_bytes())
    version = metadata.version(_PROJECT)
    return (
        ("Python", ".".join(platform.python_version_tuple()[:2])),
        (_PROJECT, f"{version} ({code.hexdigest()})"),
        *((name, metadata.version(name)) for name in _MATTER),
    )


# --- what runs on a worker ----------------------------------------------------------

#: One thing at a time in a process: what marks is not made for threads, and Python has one.
_one_at_a_time = Lock()


def _do(told: bytes, item: Any) -> Any:
    with _one_at_a_time:
        act, writer = _made(told)
        done = act(item)
        if writer != platform.node():
            wait_for_disk()  # what was written here; the writer can only have its own machine do so
        return done


@lru_cache(maxsize=2)
def _made(told: bytes) -> tuple[Callable[[Any], Any], str]:
    """Return what is to be called with each item, on a worker that is fit for it, and the writer.

    A worker may have come after the others were looked at.
    """
    given: _Told = pickle.loads(told)
    who = f"A worker on {platform.node()}"
    _check_versions(who, given.versions, dict(_versions()))
    try:
        _check_mark(given.mark)
    except OSError as error:
        raise ClusterError(_sees_nothing(who, given.mark[0], error)) from error
    return given.make(given.job), given.writer
