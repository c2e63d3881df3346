"""The gradebook in a PostgreSQL database, on a real server: all is as it is with SQLite."""

import os
import random
import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import select, text

from graders.cohorts.database import open_gradebook
from graders.cohorts.gradebook import MARKED, Ledger
from tests.docs.pages import DOCS, blocks
from tests.nbgrader.cohorts import begin_grading, code_of, configure, hand_in_all, wait_until_marked
from tests.nbgrader.conftest import DUE
from tests.nbgrader.courses import QUIZ, Course, digiready
from tests.nbgrader.same import files_in, rows_in

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

#: What the page tells educators to write into the configuration.
(LINE,) = (
    each.strip() for each in blocks((DOCS / "marking.md").read_text("utf-8")) if "db_url" in each
)

#: How many submissions there are when the server is lost, and how often it is.
COUNT, LOSSES = 60, 12


def keep_marks_at(url: str, course: Course) -> None:
    """Do what the page says, with another address."""
    configure(course, re.sub(r'"postgresql.*"', f'"{url}"', LINE))
    (course.folder / "gradebook.db").unlink()
    course.nbgrader("generate_assignment", QUIZ, "--force")
    assert not (course.folder / "gradebook.db").exists()


@pytest.fixture(scope="module")
def ungraded(autograded, postgres, tmp_path_factory) -> Course:
    """Return the course that nbgrader marked with SQLite, unmarked, its gradebook on the server."""
    course = autograded.copy_to(tmp_path_factory.mktemp("ungraded"))
    course.source().with_name("answers.json").unlink()  # it would not be released
    shutil.rmtree(course.folder / "autograded")
    url = postgres.new_database("ungraded")
    keep_marks_at(url, course)
    with Gradebook(url, "digitally-ready") as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=DUE)
    return course


@pytest.mark.parametrize("by", ["digiready grade", "nbgrader autograde"])
def test_the_rows_are_those_of_sqlite(autograded, ungraded, postgres, tmp_path, by):
    """Whoever marks: scores, flags, comments, times and penalties are the same."""
    theirs = rows_in(autograded.folder / "gradebook.db")
    assert len(theirs) > 50
    course = ungraded.copy_to(tmp_path)
    name = by.replace(" ", "_")
    url = postgres.copy_database("ungraded", name)
    configure(course, f'c.CourseDirectory.db_url = "{url}"')
    if by == "digiready grade":
        assert "Flagged" in digiready(course, "grade", QUIZ)
        assert " 0 " in digiready(course, "grade", QUIZ)
    else:  # a second for each
        some = {"late", "no-answers", *(student for _, student in sorted(theirs)[::8])}
        theirs = {whose: rows for whose, rows in theirs.items() if whose[1] in some}
        for folder in (course.folder / "submitted").iterdir():
            if folder.name not in some:
                shutil.rmtree(folder)
        course.run("autograde", QUIZ)
    ours = rows_in(url)
    assert ours.keys() == theirs.keys()
    for whose, rows in theirs.items():
        assert ours[whose] == rows, whose
    postgres.drop_database(name)


@pytest.fixture(scope="module")
def cohort(released, postgres, tmp_path_factory) -> Course:
    """Return a course, its gradebook on the server, in which everybody has handed in."""
    course = released.copy_to(tmp_path_factory.mktemp("cohort"))
    keep_marks_at(postgres.new_database("cohort"), course)
    hand_in_all(course, COUNT)
    return course


def copy_of(cohort: Course, postgres, root: Path, name: str) -> tuple[Course, str]:
    """Return a copy of the course with a copy of its gradebook, and the gradebook's address."""
    course = cohort.copy_to(root / name)
    url = postgres.copy_database("cohort", name)
    configure(course, f'c.CourseDirectory.db_url = "{url}"')
    return course, url


def test_a_lost_database_loses_nothing(cohort, postgres, tmp_path, small_batches):
    """The server crashes at random moments: the run says so, the next one finishes the work.

    Every other time it does once some submissions stand in place, or it might never be then.
    """
    undisturbed, url = copy_of(cohort, postgres, tmp_path, "undisturbed")
    start = time.monotonic()
    assert code_of(begin_grading(undisturbed, tmp_path / "log")) == 0
    took = time.monotonic() - start
    rows, files = rows_in(url), files_in(undisturbed.folder / "autograded")
    assert len(rows) == COUNT
    draw, lost, partly = random.Random(20261126), 0, 0
    for number in range(4 * LOSSES):
        if number >= LOSSES and partly and lost > LOSSES / 3:
            break
        course, url = copy_of(cohort, postgres, tmp_path, f"number_{number}")
        log = tmp_path / "log"
        child = begin_grading(course, log)
        if number % 2:
            wait_until_marked(course, draw.randint(1, COUNT // 2), child)
        else:
            time.sleep(draw.uniform(0, took))
        postgres.stop(at_once=True)
        code, said = code_of(child), log.read_text()
        assert code in (0, 1), said
        assert code == 0 or "The gradebook could not be read or written" in said
        assert "Traceback" not in said
        postgres.start()
        lost += code
        partly += code and 0 < len(rows_in(url)) < COUNT
        assert code_of(begin_grading(course, log)) == 0, log.read_text()
        assert rows_in(url) == rows, number
        assert files_in(course.folder / "autograded") == files, number
        postgres.drop_database(f"number_{number}")
        shutil.rmtree(course.root)
    assert lost > LOSSES / 3, "too few runs lost the database for this to say anything"
    assert partly, "no run lost it in the middle"


def test_it_waits_for_a_person_who_is_in_the_way(cohort, postgres, tmp_path, small_batches):
    """Somebody holds on to one mark, longer than the server lets anybody wait: then it goes on."""
    course, url = copy_of(cohort, postgres, tmp_path, "in_the_way")
    assert code_of(begin_grading(course, tmp_path / "log")) == 0
    with Gradebook(url, "digitally-ready") as gradebook:
        grade = gradebook.find_grade("reflection", QUIZ, QUIZ, "student-005")
        grade.manual_score = 3.0
        gradebook.db.flush()
        child = begin_grading(course, tmp_path / "log", force=True)
        waits = text("SELECT query_start FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        seen: set[Any] = set()
        while len(seen) < 3:  # it let go, and asked again, and again
            assert os.waitpid(child, os.WNOHANG) == (0, 0), "it did not wait"
            with gradebook.engine.connect() as other:
                seen.update(other.execute(waits).scalars())
            time.sleep(0.05)
        gradebook.db.commit()
    assert code_of(child) == 0, (tmp_path / "log").read_text()
    assert 3.0 in {row[7] for row in rows_in(url)[QUIZ, "student-005"]}
    postgres.drop_database("in_the_way")


def test_what_the_database_refuses_stops_nobody_else(cohort, postgres, tmp_path, small_batches):
    """A name that is too long for it is listed, and left as it was; all others are marked."""
    course, url = copy_of(cohort, postgres, tmp_path, "refused")
    long = "n" * 129
    course.submitted("student-003").parent.rename(course.folder / "submitted" / long)
    said = digiready(course, "grade", QUIZ, code=1)
    assert f"{long}: the gradebook does not take it: value too long" in said
    assert said.split(QUIZ)[1].split()[:4] == ["59", "0", "0", "1"], "marked to failed"
    assert {student for _, student in rows_in(url)} == {
        f"student-{number:03}" for number in range(COUNT) if number != 3
    }
    assert not (course.folder / "autograded" / long).exists()
    assert (course.folder / "autograded" / "student-004").is_dir()
    again = digiready(course, "grade", QUIZ, code=1)
    assert long in again
    assert again.split(QUIZ)[-1].split()[:2] != ["0", "60"]


def test_no_transaction_stays_open_while_submissions_are_marked(cohort, postgres, tmp_path):
    """One that reads and then waits would keep others from mending the database's tables."""
    _, url = copy_of(cohort, postgres, tmp_path, "idle")
    with open_gradebook(url, "digitally-ready") as gradebook:
        ledger = Ledger(gradebook, QUIZ, lambda *_: None)
        assert ledger.seen(["student-000"]) == {}
        assert not ledger.has("none")
        assert not gradebook.db().in_transaction()
        assert gradebook.db.execute(select(MARKED)).all() == []
