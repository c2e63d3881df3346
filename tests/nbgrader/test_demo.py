"""Promises about `make demo`: it works, it works again, and it says when a mark is wrong."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.servers import own_environment
from tests.nbgrader.courses import QUIZ, Course, digiready
from tests.nbgrader.same import files_in, forget_marks, rows_in

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

ROOT = Path(__file__).parents[2]

#: The demo once more, over the work that the loop left behind a moment ago.
AGAIN = """
import sys, demo.__main__ as demo
demo.run_loop = lambda cohorts: None
sys.exit(demo.main())
"""


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """Run Python in *root*; return its exit code and its words."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**own_environment(root / "home"), "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Return a folder with a copy of the demo, as an earlier run that broke off left it."""
    root = tmp_path_factory.mktemp("demo")
    for name in ("demo", "course"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("work"))
    (root / "home").mkdir()
    left = root / "demo" / "work"
    for folder in ("students/amina", "exchange/digitally-ready/outbound/" + QUIZ, "course/release"):
        (left / folder).mkdir(parents=True)
    (left / "course" / "gradebook.db").write_text("no gradebook")
    return root


@pytest.fixture(scope="module")
def first_run(root):
    """Return the exit code and the words of the demo."""
    return run(root, "-m", "demo")


def test_the_demo_runs_and_finds_every_mark_right(root, first_run):
    """The whole loop over all assignments, whatever an earlier run left."""
    code, said = first_run
    assert code == 0, said
    assert "Every mark is what it should be." in said
    pages = list((root / "demo/work/course/feedback").rglob("*.html"))
    assert len(pages) == 11 + 3 * 7  # all but the one who handed nothing in
    assignments = {path.name for path in (ROOT / "course" / "source").iterdir()}
    assert {page.stem for page in pages} == assignments, "an assignment has no cohort"
    assert "demo/work/course/grades.csv" in said
    to_open = [line.strip() for line in said.splitlines() if line.startswith("  demo/work/")]
    assert len(to_open) == 3
    assert all((root / path).is_file() for path in to_open), to_open


def test_digiready_grade_leaves_what_nbgrader_left(root, first_run, tmp_path):
    """Over all assignments: the gradebook row for row, the notebooks byte for byte."""
    course = tmp_path / "course"
    shutil.copytree(root / "demo" / "work" / "course", course)
    rows, files = rows_in(course / "gradebook.db"), files_in(course / "autograded")
    forget_marks(course)
    shutil.rmtree(course / "autograded")
    said = digiready(Course(tmp_path), "grade", "--all")
    assert {name for name, _ in rows} == {path.name for path in (course / "source").iterdir()}
    ours = rows_in(course / "gradebook.db")
    assert ours.keys() == rows.keys()
    for whose, theirs in rows.items():
        assert ours[whose] == theirs, (whose, said)
    notebooks = [name for name in files if name.endswith(".ipynb")]
    marked = files_in(course / "autograded")
    assert len(notebooks) == len(rows)
    for name in notebooks:
        assert marked[name] == files[name], name


def test_a_wrong_mark_ends_it_with_1(root, first_run):
    """A student of the cohort who should get a point less is named, with both marks."""
    assert run(root, "-c", AGAIN)[0] == 0
    cohort = root / "demo" / "cohorts" / f"{QUIZ}.yml"
    less = "all: right\n    does: [reflects]\n    marks: {name-the-worry: 1}\n    total: 39\n"
    right = "all: right\n    does: [reflects]\n    total: 40\n"
    cohort.write_text(cohort.read_text("utf-8").replace(right, less, 1), encoding="utf-8")
    code, said = run(root, "-c", AGAIN)
    assert code == 1
    assert "1 marks are not what they should be:" in said
    assert "amina, name-the-worry: got 2.0, should get 1.0" in said
