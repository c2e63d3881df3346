"""Print how marking grows with processes of our own, and with workers of a Dask cluster.

Each line of the result is a name, a tab and a number: how many times as fast two are as
one, of the marking itself, without the start of the program. What the one writer takes is
measured, too: it is what no number of workers makes shorter.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp

from attrs import define, frozen
from distributed import Client, LocalCluster
from nbgrader.api import Gradebook

from bench.cohort import ASSIGNMENT, ROOT, hand_in, make_course
from graders.cohorts import run as runs
from graders.cohorts.many_machines import cluster_at
from graders.cohorts.on_disk import wait_for_disk
from graders.cohorts.run import Course, grade
from graders.cohorts.settings import read_settings
from graders.cohorts.side_by_side import Spread, in_order

WORK = Path(__file__).resolve().parent / "work-scaling"

#: Submissions that are marked each time.
MANY = 2000

#: How often each is measured; the shortest counts, since others use the machine, too.
TIMES = 2


@frozen(kw_only=True)
class Took:
    """What marking all submissions took.

    Attributes:
        whole_s: From beginning to end, in seconds.
        writer_s: Of these, what putting batches into the gradebook and in place took.
    """

    whole_s: float
    writer_s: float


#: Marks the course in a folder with so many processes or workers.
Measure = Callable[[Path, int], Took]


@define
class _Clock:
    """Adds up the seconds that something takes, each time that it is called."""

    act: Callable[..., object]
    seconds: float = 0.0

    def __call__(self, *arguments: object) -> object:
        start = time.perf_counter()
        try:
            return self.act(*arguments)
        finally:
            self.seconds += time.perf_counter() - start


def mark(folder: Path, workers: int, spread: Spread = in_order) -> Took:
    """Mark every submission of the course in *folder* anew; return what that took."""
    settings = read_settings(folder)
    clock, put_in_place = _Clock(runs.put_in_place), runs.put_in_place
    runs.put_in_place = clock  # type: ignore[assignment]
    try:
        with Gradebook(settings.db_url, settings.course_id) as gradebook:
            start = time.perf_counter()
            course = Course(settings=settings, gradebook=gradebook)
            report = grade(course, ASSIGNMENT, workers=workers, spread=spread)
            whole_s = time.perf_counter() - start
    finally:
        runs.put_in_place = put_in_place
    if report.marked != MANY:
        raise RuntimeError(f"{report.marked} of {MANY} submissions were marked")
    return Took(whole_s=whole_s, writer_s=clock.seconds)


def forget(folder: Path, gradebook: Path) -> None:
    """Have nothing marked in the course in *folder*: its gradebook is as *gradebook* again.

    What was marked is moved, not removed: ext4 is slow to make files for minutes after that.
    """
    aside = Path(mkdtemp(dir=WORK))
    for made in ("autograded", ".digiready"):
        if (folder / made).exists():
            (folder / made).rename(aside / made)
    shutil.copy(gradebook, folder / "gradebook.db")
    wait_for_disk()  # what was moved and copied is not written while we measure


def best(folder: Path, gradebook: Path, measure: Measure, count: int) -> Took:
    """Return the shortest of several times, each of a process that has kept nothing in memory."""
    found = []
    for _ in range(TIMES):
        forget(folder, gradebook)
        with ProcessPoolExecutor(1, get_context("spawn")) as anew:
            found.append(anew.submit(measure, folder, count).result())
    return min(found, key=lambda took: took.whole_s)


def with_workers(folder: Path, count: int) -> Took:
    """Mark with a scheduler and so many workers, each in a process of its own."""
    with _workers(count) as address, cluster_at(address, folder) as cluster:
        return mark(folder, 0, cluster.in_order)


@contextmanager
def _workers(count: int) -> Iterator[str]:
    cluster = LocalCluster(
        n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    )
    with cluster, Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(count)
        yield cluster.scheduler_address


def main() -> None:
    """Measure, and print the ratios; on the way, in words, what each took."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    folder, gradebook = WORK / "course", WORK / "gradebook.db"
    print(f"Laying out a course with {MANY} submissions ...", file=sys.stderr)
    make_course(folder)
    hand_in(folder, 0, MANY)
    shutil.copy(folder / "gradebook.db", gradebook)
    took: dict[str, Took] = {}
    for name, measure, count in (
        ("1 process", mark, 1),
        ("2 processes", mark, 2),
        ("1 worker", with_workers, 1),
        ("2 workers", with_workers, 2),
    ):
        took[name] = each = best(folder, gradebook, measure, count)
        print(
            f"{name:>12}: {each.whole_s:6.2f} s, {each.whole_s / MANY * 1000:.2f} ms a submission, "
            f"of which the writer {each.writer_s / MANY * 1000:.2f} ms",
            file=sys.stderr,
        )
    print(f"{_bytes_in(folder / 'submitted') / MANY:12.0f} bytes a submission, in", file=sys.stderr)
    print(f"{_bytes_in(folder / 'autograded') / MANY:12.0f} bytes, out", file=sys.stderr)
    print(f"{_bytes_in(folder / 'gradebook.db') / MANY:12.0f} bytes, gradebook", file=sys.stderr)
    print(f"processes-2-vs-1\t{took['1 process'].whole_s / took['2 processes'].whole_s:.2f}")
    print(f"workers-2-vs-1\t{took['1 worker'].whole_s / took['2 workers'].whole_s:.2f}")
    print(f"writer-share\t{took['1 process'].writer_s / took['1 process'].whole_s:.3f}")
    shutil.rmtree(WORK)


def _bytes_in(place: Path) -> int:
    """Return what a file, or all below a folder, takes on the disk."""
    said = subprocess.run(["du", "-sk", place], check=True, capture_output=True, text=True).stdout
    return int(said.split()[0]) * 1024


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
