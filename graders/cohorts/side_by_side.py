"""Have several processes work through a long list, and take what they did in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, Protocol

#: What a worker's process does with each item; made once in each.
_act: Callable[[Any], Any] | None = None


class Spread(Protocol):
    """A way to have many work through a list: `in_order`, or a cluster's."""

    def __call__(
        self,
        make: Callable[[Any], Callable[[Any], Any]],
        job: Any,
        items: Iterable[Any],
        workers: int,
    ) -> Iterator[tuple[Any, Any]]:
        """Yield each item and what was done with it, in the order of *items*."""


def in_order(
    make: Callable[[Any], Callable[[Any], Any]], job: Any, items: Iterable[Any], workers: int
) -> Iterator[tuple[Any, Any]]:
    """Yield each item and what was done with it, in the order of *items*.

    Few items are on their way at a time, so memory does not grow with their number.

    Args:
        make: Returns, from *job*, what is to be called with each item; called once a process.
        job: What every process is told once. It, the items and what is returned are pickled.
        items: What is to be worked on; taken one after another as there is room.
        workers: How many processes; with 1 all is done in this one.
    """
    if workers <= 1:
        act = make(job)
        for item in items:
            yield item, act(item)
        return
    # A forked process has all modules in it already; where there is no fork, each imports them.
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(workers, context, _begin, (make, job)) as pool:
        waiting: deque[tuple[Any, Future[Any]]] = deque()
        rest = iter(items)
        try:
            waiting.extend((item, pool.submit(_do, item)) for item in islice(rest, 2 * workers))
            while waiting:
                item, future = waiting.popleft()
                done = future.result()
                waiting.extend((each, pool.submit(_do, each)) for each in islice(rest, 1))
                yield item, done
        finally:
            for _, future in waiting:
                future.cancel()


def cores() -> int:
    """Return how many processes are worth having."""
    return os.cpu_count() or 1


def _begin(make: Callable[[Any], Callable[[Any], Any]], job: Any) -> None:
    global _act
    _act = make(job)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, killed perhaps.

    Otherwise it would wait for work for ever, and hold what keeps others from starting.
    """
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(item: Any) -> Any:
    assert _act is not None
    return _act(item)
