"""Open the gradebook where others write to it, too, and wait one's turn."""

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from nbgrader.api import Gradebook
from sqlalchemy import Table, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, StatementError

#: How long we wait for others to let go of what we want to write, in seconds.
PATIENCE_S = 60.0

#: How long the server may keep us waiting for one lock, in milliseconds. It breaks up a
#: knot of writers after a second, and might then turn away a person who marks: we let go first.
_LOCK_MS = 500

#: How often we try where somebody wrote the very row that we were about to write.
_TRIES = 3

#: What PostgreSQL calls it: could not serialise, deadlock, lock not available.
_IN_THE_WAY = {"40001", "40P01", "55P03"}

#: What SQLite calls it: busy, locked.
_BUSY = {5, 6}

#: A server that has gone away is noticed within about a minute, not after hours.
_NOTICE = {
    "connect_timeout": "20",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
    "application_name": "digiready",
}

Done = TypeVar("Done")


def open_gradebook(db_url: str, course_id: str) -> Gradebook:
    """Return nbgrader's gradebook, open, on a connection that waits for others.

    Raises:
        SQLAlchemyError: the database can't be reached or read.
    """
    url = _waiting(make_url(db_url))
    return Gradebook(url.render_as_string(hide_password=False), course_id)


def _waiting(url: URL) -> URL:
    """Return *url* with what it does not say itself about waiting."""
    if url.get_backend_name() == "sqlite":
        adds = {"timeout": str(PATIENCE_S)}
    elif url.get_driver_name() in ("psycopg", "psycopg2"):
        adds = _NOTICE
    else:
        adds = {}
    return url.update_query_dict({key: adds[key] for key in adds.keys() - url.query.keys()})


def patiently(db: Any, act: Callable[[], Done], patience_s: float = PATIENCE_S) -> Done:
    """Return what *act* returns, done in one transaction that nobody else's comes between.

    While others are in the way it is undone and tried again, for *patience_s* at most.
    Raises what *act* or the database raises; then nothing was written, unless the database
    was lost at the very moment of the commit.

    Args:
        db: The gradebook's session; what was not committed in it is given up.
        act: What is to be done; perhaps several times.
        patience_s: How long others may be in the way, in seconds.
    """
    end, tries = time.monotonic() + patience_s, 0
    while True:
        db.rollback()
        try:
            _begin(db)
            done = act()
            db.commit()
            return done
        except DBAPIError as error:
            db.rollback()
            tries += 1
            written_by_another = isinstance(error, IntegrityError) and tries < _TRIES
            waits = is_in_the_way(error) and time.monotonic() < end
            if not (written_by_another or waits):
                raise
        except BaseException:
            db.rollback()
            raise
        time.sleep(random.uniform(0.02, 0.2))


def _begin(db: Any) -> None:
    """Begin a transaction; on SQLite as the only one that may write."""
    connection = db.connection()
    if connection.dialect.name == "sqlite":
        # Python would begin it at the first change. What was read before that may be old then.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        db.execute(text(f"SET LOCAL lock_timeout = {_LOCK_MS}"))


def is_in_the_way(error: DBAPIError) -> bool:
    """Return whether *error* says that somebody else is writing now."""
    cause = error.orig
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    code = getattr(cause, "sqlite_errorcode", None)
    return state in _IN_THE_WAY or (code is not None and code & 0xFF in _BUSY)


def is_about_data(error: Exception) -> bool:
    """Return whether *error* says that the database does not take what was to be written."""
    if isinstance(error, StatementError) and isinstance(error.orig, UnicodeError):
        return True
    return isinstance(error, DataError | IntegrityError | UnicodeError)


def make_table(gradebook: Gradebook, table: Table) -> None:
    """Make a table of ours where it isn't there yet."""
    try:
        table.create(gradebook.engine, checkfirst=True)
    except (IntegrityError, ProgrammingError):  # another one of us made it at this moment
        table.create(gradebook.engine, checkfirst=True)
