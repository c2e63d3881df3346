"""Promises about `digiready grade`: it leaves what `nbgrader autograde` leaves."""

import csv
import re
import shutil
from fnmatch import fnmatch
from io import StringIO

import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from graders.cohorts.run import Course as Open
from graders.cohorts.run import Report, write_pages
from graders.cohorts.settings import read_settings
from graders.cohorts.terminal import FLAGGED_FILE, progress_bar, say
from tests.nbgrader.courses import QUIZ, Course, digiready
from tests.nbgrader.same import files_in, forget_marks, rows_in

pytestmark = pytest.mark.nbgrader


@pytest.fixture(scope="module")
def graded(autograded, tmp_path_factory) -> Course:
    """Return a copy of the autograded course in which all was marked once more, our way."""
    course = autograded.copy_to(tmp_path_factory.mktemp("graded"))
    shutil.rmtree(course.folder / "autograded")
    forget_marks(course.folder)
    said = digiready(course, "grade", QUIZ)
    assert "Flagged" in said
    return course


def test_the_gradebook_is_the_same(autograded, graded):
    """Row for row: scores, flags, comments, times, penalties."""
    theirs = rows_in(autograded.folder / "gradebook.db")
    ours = rows_in(graded.folder / "gradebook.db")
    assert ours.keys() == theirs.keys()
    assert len(ours) > 50
    for whose, rows in theirs.items():
        assert ours[whose] == rows, whose


def test_the_notebooks_are_the_same(autograded, graded):
    """Byte for byte: every autograded notebook, and the answers and the time beside it."""
    theirs = files_in(autograded.folder / "autograded")
    ours = files_in(graded.folder / "autograded")
    where = "*/" + QUIZ + "/"
    for kind in (f"{QUIZ}.ipynb", "answers.json", "timestamp.txt"):
        names = {name for name in theirs if fnmatch(name, where + kind) and name.count("/") == 2}
        assert names, kind
        for name in sorted(names & ours.keys() if kind == "answers.json" else names):
            assert ours[name] == theirs[name], name


def test_what_has_not_changed_is_not_marked_again(graded):
    """A second run says so; one submission that was handed in again is marked again."""
    course = graded
    assert " 0 " in digiready(course, "grade", QUIZ)
    before = files_in(course.folder / "autograded")
    answers = course.submitted("no-answers") / "answers.json"
    answers.write_bytes((course.submitted("late") / "answers.json").read_bytes())
    said = digiready(course, "grade", QUIZ)
    figures = said.split(QUIZ)[-1].split()
    assert figures[0] == "1"
    after = files_in(course.folder / "autograded")
    changed = {name.split("/")[0] for name in after if after[name] != before.get(name)}
    assert changed == {"no-answers"}
    answers.unlink()


def test_the_feedback_pages_are_the_same(marked, tmp_path_factory):
    """Byte for byte, after a person has marked and commented; only what changes is written."""
    course = marked.copy_to(tmp_path_factory.mktemp("pages"))
    theirs = files_in(course.folder / "feedback")
    shutil.rmtree(course.folder / "feedback")
    settings = read_settings(course.folder)
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}", "digitally-ready") as gradebook:
        opened = Open(settings=settings, gradebook=gradebook)
        count = write_pages(opened, QUIZ)
        ours = files_in(course.folder / "feedback")
        pages = [name for name in theirs if name.endswith(f"/{QUIZ}/{QUIZ}.html")]
        assert count == len(pages) > 50
        for name in pages:
            assert ours[name] == theirs[name], name
        assert ours.keys() == theirs.keys()
        assert write_pages(opened, QUIZ) == 0
        grade = gradebook.find_grade("reflection", QUIZ, QUIZ, "moderated")
        grade.manual_score = 7
        gradebook.db.commit()
        assert write_pages(opened, QUIZ) == 1


def test_after_a_power_cut_all_is_written_again(graded, tmp_path_factory):
    """The work, where its run had not ended when the machine went down; else only the pages."""
    course = graded.copy_to(tmp_path_factory.mktemp("cut"))
    notes = course.folder / ".digiready" / "marking" / QUIZ

    def run_after(*cut: str) -> tuple[str, list[int]]:
        for name in cut:
            (notes / name).write_text("an earlier start of the machine")
        said = digiready(course, "grade", QUIZ, "--feedback")
        figures = re.search(rf"^{QUIZ}((?: +\d+){{5}})", said, re.MULTILINE)
        assert figures, said
        assert not [name for name in cut if (notes / name).exists()]
        return said, [int(each) for each in figures[1].split()]

    _, (marked, unchanged, _, _, pages) = run_after()
    everybody = marked + unchanged
    assert pages == everybody > 50
    said, (marked, unchanged, _, _, pages) = run_after(".pages-not-on-disk")
    assert "went down" not in said
    assert (marked, unchanged, pages) == (0, everybody, everybody)
    said, (marked, unchanged, _, _, pages) = run_after(".work-not-on-disk")
    assert f"{QUIZ}: the machine went down during an earlier run" in said
    assert (marked, unchanged, pages) == (everybody, 0, everybody)
    assert run_after()[1][:2] == [0, everybody]


def test_who_is_flagged_is_listed_whole(tmp_path):
    """Where the terminal has no room for all, a file names everybody, and holds no formula."""
    reasons = {f"=student-{number:02}": ("the notebook is damaged",) for number in range(60)}
    console = Console(file=StringIO(), width=200)
    say(console, [Report(QUIZ, marked=60, flagged=reasons)], tmp_path)
    with (tmp_path / FLAGGED_FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[1] for row in rows[1:]] == [f"'{student}" for student in reasons]
    assert {(row[0], row[2]) for row in rows[1:]} == {(QUIZ, "the notebook is damaged")}
    said = console.file.getvalue()
    assert f"and 20 more; all are in {tmp_path / FLAGGED_FILE}" in said.replace("\n", "")
    assert "Not marked" not in said


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress_is_for_a_terminal(is_terminal):
    """There it says how far it is and what is left; in a file or a log it says nothing."""
    console = Console(file=StringIO(), width=200, force_terminal=is_terminal)
    with progress_bar(console, "marking") as show:
        show(30, 60)
    said = console.file.getvalue()
    assert bool(said) is is_terminal
    assert all((each in said) is is_terminal for each in ("marking", "30/60", "time left"))


def test_who_could_not_be_marked_is_listed_apart(tmp_path):
    """With the reason, and counted by itself."""
    console = Console(file=StringIO(), width=200)
    say(console, [Report(QUIZ, marked=2, failed={"sam": "no room"})], tmp_path)
    said = console.file.getvalue()
    assert "Flagged  Failed" in said
    assert re.search(rf"^{QUIZ} +2 +0 +0 +1 +0$", said, re.MULTILINE)
    assert f"Not marked; what stood there before stands there:\n  {QUIZ}, sam: no room" in said
    assert "Manual Grading" not in said


def test_names_are_whole_in_a_narrow_terminal(tmp_path):
    """Long ones go on in the next line; two that begin alike can be told apart."""
    name = "assistive-technologies-post-qualifying"
    console = Console(file=StringIO(), width=80)
    say(console, [Report(name, marked=123_456, pages=123_456)], tmp_path)
    said = console.file.getvalue()
    assert "…" not in said
    assert "".join(line.split(" ")[0] for line in said.splitlines()).endswith(name)


def test_the_pages_are_counted_of_those_who_handed_in(graded, tmp_path):
    """Who has work of another assignment only does not wait for a page of this one."""
    course = graded.copy_to(tmp_path)
    (course.folder / "autograded" / "somebody-else" / "another-assignment").mkdir(parents=True)
    settings = read_settings(course.folder)
    told: list[tuple[int, int]] = []
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}", "digitally-ready") as gradebook:
        opened = Open(settings=settings, gradebook=gradebook)
        written = write_pages(
            opened, QUIZ, force=True, progress=lambda *figures: told.append(figures)
        )
    assert written > 50
    assert told[-1] == (written, written)
