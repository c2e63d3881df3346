"""`digiready grade` waits for whoever writes to the gradebook, and not for ever."""

import sqlite3
from contextlib import closing

import pytest
from nbgrader.api import Student
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from graders.cohorts.database import open_gradebook, patiently

pytestmark = pytest.mark.nbgrader


@pytest.fixture
def gradebook(tmp_path):
    """Return an empty gradebook, which reports at once when another writes to it."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}?timeout=0.01"
    with closing(open_gradebook(url, "course")) as gradebook:
        yield gradebook


@pytest.fixture
def other(tmp_path, gradebook):
    """Return another connection, by which somebody is in the middle of writing."""
    with closing(sqlite3.connect(tmp_path / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO student (id) VALUES ('theirs')")
        yield other


def names(gradebook):
    """Return the names of all students."""
    return {student.id for student in gradebook.students}


def test_it_tries_until_the_other_has_written(gradebook, other):
    """Both are written then, and what the other wrote was seen."""
    refused = []

    @event.listens_for(gradebook.engine, "handle_error")
    def let_go_after_three(context):
        refused.append(str(context.original_exception))
        if len(refused) == 3:
            other.execute("COMMIT")

    def add():
        seen = names(gradebook)
        gradebook.db.add(Student(id="ours"))
        return seen

    assert patiently(gradebook.db, add) == {"theirs"}
    assert refused == ["database is locked"] * 3
    assert names(gradebook) == {"ours", "theirs"}


def test_it_gives_up_when_the_other_goes_on(gradebook, other):
    """In bounded time, and nothing was written."""
    with pytest.raises(OperationalError, match="database is locked"):
        patiently(gradebook.db, lambda: gradebook.db.add(Student(id="ours")), patience_s=0.1)
    other.execute("ROLLBACK")
    assert names(gradebook) == set()


def test_what_fails_is_undone(gradebook):
    """What was written before an error is not kept, and the error is passed on."""

    def fail():
        gradebook.db.add(Student(id="ours"))
        gradebook.db.flush()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        patiently(gradebook.db, fail)
    assert names(gradebook) == set()


def test_an_address_that_says_how_long_to_wait_is_left_alone(gradebook):
    """Ours is added only where an address doesn't say it."""
    assert gradebook.engine.url.query["timeout"] == "0.01"
    with closing(open_gradebook("sqlite://", "course")) as plain:
        assert plain.engine.url.query["timeout"] == "60.0"
