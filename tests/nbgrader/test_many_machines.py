"""`digiready grade --scheduler`: the same work on a Dask cluster, with a real scheduler."""

import os
import shutil
import signal
import sys
import sysconfig
from operator import methodcaller
from pathlib import Path

import pytest

import graders
from graders.cohorts.many_machines import ClusterError, cluster_at
from graders.cohorts.terminal import grade_course
from tests.browser.servers import free_port
from tests.nbgrader.clusters import machines
from tests.nbgrader.cohorts import begin, code_of, hand_in_all, wait_until_marked
from tests.nbgrader.courses import QUIZ, Course, digiready
from tests.nbgrader.same import files_in, rows_in

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

COUNT = 150


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Return a running scheduler, to be given workers."""
    with machines(tmp_path_factory.mktemp("machines")) as own:
        yield own


@pytest.fixture
def cluster(running):
    """Return a scheduler without workers, and end those that it is given."""
    yield running
    running.end_workers()


@pytest.fixture(scope="module")
def course(released, tmp_path_factory) -> Course:
    """Return a course in which everybody has handed in."""
    course = released.copy_to(tmp_path_factory.mktemp("machines"))
    hand_in_all(course, COUNT)
    return course


@pytest.fixture(scope="module")
def plain(course, tmp_path_factory) -> Course:
    """Return a copy of it that was marked on this machine alone, pages included."""
    plain = course.copy_to(tmp_path_factory.mktemp("plain"))
    digiready(plain, "grade", QUIZ, "--feedback")
    return plain


def check_same(course: Course, plain: Course, *steps: str) -> None:
    """The gradebook and the files of *steps* are the same in both, and nothing lies about."""
    assert rows_in(course.folder / "gradebook.db") == rows_in(plain.folder / "gradebook.db")
    for step in steps:
        assert files_in(course.folder / step) == files_in(plain.folder / step)
    assert {path.name for path in (course.folder / ".digiready").rglob("*")} == {
        "marking",
        QUIZ,
        ".lock",
    }


def begin_grading(course: Course, address: str, log: Path) -> int:
    """Start `digiready grade` on the cluster; return the process's id."""

    def grade() -> bool:
        return grade_course(course.folder, QUIZ, force=False, workers=0, scheduler=address)

    return begin(grade, log)


def test_a_cluster_leaves_what_one_machine_leaves(cluster, course, plain, tmp_path):
    """Row for row and byte for byte, feedback pages included; what is new is found as ever."""
    cluster.add_worker()
    cluster.add_worker()
    own = course.copy_to(tmp_path)
    digiready(own, "grade", QUIZ, "--feedback", "--scheduler", cluster.address)
    check_same(own, plain, "autograded", "feedback")
    assert " 0 " in digiready(own, "grade", QUIZ, "--scheduler", cluster.address)


def test_a_cluster_on_this_machine_does_too(course, plain, tmp_path):
    """Without an address there are a scheduler and workers for this run only."""
    own = course.copy_to(tmp_path)
    digiready(own, "grade", QUIZ, "--scheduler", "local")
    check_same(own, plain, "autograded")


def test_a_killed_worker_loses_nothing(cluster, course, plain, tmp_path, small_batches):
    """Two of three are killed in the middle; one more comes. All is marked, once."""
    victims = [cluster.add_worker() for _ in range(3)][:2]
    own = course.copy_to(tmp_path / "course")
    child = begin_grading(own, cluster.address, tmp_path / "log")
    for number, victim in enumerate(victims, 1):
        assert wait_until_marked(own, 20 * number, child), "it ended too soon"
        victim.send_signal(signal.SIGKILL)
    cluster.add_worker()
    assert code_of(child) == 0, (tmp_path / "log").read_text()
    check_same(own, plain, "autograded")


def test_a_killed_run_is_finished_by_the_next(cluster, course, plain, tmp_path, small_batches):
    """The workers may still be at it: nothing that they write late does any harm."""
    cluster.add_worker()
    cluster.add_worker()
    own = course.copy_to(tmp_path / "course")
    for number in range(1, 4):
        child = begin_grading(own, cluster.address, tmp_path / "log")
        assert wait_until_marked(own, COUNT // 5 * number, child), "it ended too soon"
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    for _ in range(2):  # what a worker wrote after the first had tidied up is gone after the second
        child = begin_grading(own, cluster.address, tmp_path / "log")
        assert code_of(child) == 0, (tmp_path / "log").read_text()
    for left in (own.folder / ".digiready").glob("seen-*"):
        left.unlink()  # whoever is killed can't take its mark away
    check_same(own, plain, "autograded")


def test_a_scheduler_that_is_not_there_is_named(course):
    """It says so in bounded time, and what to do."""
    said = digiready(course, "grade", QUIZ, "--scheduler", f"tcp://127.0.0.1:{free_port()}", code=1)
    assert "No scheduler answers at tcp://127.0.0.1" in said
    assert "To fix it: start one with dask scheduler" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("address", ["here", "http://127.0.0.1:1", "tcp://127.0.0.1:99999"])
def test_what_is_no_address_is_named(tmp_path, address, monkeypatch):
    """Words that can't be the address of a scheduler are quoted."""
    monkeypatch.setattr("graders.cohorts.many_machines.PATIENCE_S", 2.0)
    with pytest.raises(ClusterError, match=address), cluster_at(address, tmp_path):
        pass


def test_a_scheduler_without_workers_is_named(cluster, tmp_path, monkeypatch):
    """It says what to start."""
    monkeypatch.setattr("graders.cohorts.many_machines.PATIENCE_S", 2.0)
    with pytest.raises(ClusterError, match="no workers"), cluster_at(cluster.address, tmp_path):
        pass


def test_the_end_of_the_scheduler_is_said(course, tmp_path, small_batches):
    """In the middle of a run: what was marked so far is kept, and the next run goes on."""
    own = course.copy_to(tmp_path / "course")
    with machines(tmp_path) as cluster:
        cluster.add_worker()
        child = begin_grading(own, cluster.address, tmp_path / "log")
        assert wait_until_marked(own, COUNT // 5, child), "it ended too soon"
        cluster.scheduler.kill()
        assert code_of(child) == 1
        said = (tmp_path / "log").read_text()
        assert "The scheduler is gone" in said
        assert "Traceback" not in said
    assert len(rows_in(own.folder / "gradebook.db")) >= COUNT // 5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a path that differs so")
def test_a_worker_that_does_not_see_the_folder_is_named(cluster, course, monkeypatch):
    """The path of the course leads it somewhere else: nothing is begun."""
    cluster.add_worker()
    monkeypatch.chdir(course.folder)
    expected = "does not share the course's folder, /proc/self/cwd"
    with (
        pytest.raises(ClusterError, match=expected),
        cluster_at(cluster.address, Path("/proc/self/cwd")),
    ):
        pass


def test_a_worker_with_another_version_is_named(cluster, course, tmp_path):
    """One whose code differs would give other marks."""
    cluster.add_worker(environment=with_another_version(tmp_path))
    with (
        pytest.raises(ClusterError, match=r"has digitally-ready .*and here it is .*\n.*install"),
        cluster_at(cluster.address, course.folder),
    ):
        pass


def test_a_worker_without_the_project_is_named(cluster, course):
    """It has Dask, and nothing of ours."""
    cluster.add_worker(
        python=(sys.executable, "-S"),  # no .pth files, by which the project is found
        environment={**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")},
    )
    with (
        pytest.raises(ClusterError, match=r"lacks this project.*\n.*install"),
        cluster_at(cluster.address, course.folder),
    ):
        pass


def test_an_unfit_worker_that_comes_later_marks_nothing(cluster, course, tmp_path):
    """The same holds for those that come when work has begun: the run ends and says so."""
    cluster.add_worker()
    with cluster_at(cluster.address, course.folder) as opened:
        assert list(opened.in_order(methodcaller, "upper", ["a"], 0)) == [("a", "A")]
        cluster.end_workers()
        cluster.add_worker(environment=with_another_version(tmp_path))
        with pytest.raises(ClusterError, match="has digitally-ready"):
            list(opened.in_order(methodcaller, "upper", ["a"], 0))


def with_another_version(folder: Path) -> dict[str, str]:
    """Return an environment in which Python finds code of ours in *folder* that differs."""
    shutil.copytree(Path(graders.__file__).parent, folder / "graders")
    with (folder / "graders" / "marks.py").open("a") as changed:
        changed.write("# another version\n")
    return {**os.environ, "PYTHONPATH": str(folder)}
