"""How a database would find what a statement asks for, learnt from the database."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

#: Tables that have a row or more for each submission.
OF_SUBMISSIONS = {
    "student",
    "submitted_assignment",
    "submitted_notebook",
    "grade",
    "comment",
    "digiready_marked",
    "digiready_pages",
    "digiready_remarked",
    "digiready_remarked_parts",
}


@contextmanager
def whole_tables_read(database: Path) -> Iterator[list[str]]:
    """Give a list, and fill it at the end: the statements that read a whole table for a batch.

    A statement is for a batch if it names some students or notebooks; what asks for a whole
    cohort at once may read all of it.

    Args:
        database: The gradebook's file, in SQLite.
    """
    asked: dict[str, Any] = {}
    found: list[str] = []

    def note(_: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        if " IN (" in statement or many:
            asked[statement] = values[0] if many else values

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert asked
    with closing(sqlite3.connect(database)) as connection:
        for statement, values in asked.items():
            for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values):
                read, _, table = step.partition(" ")
                if read == "SCAN" and table.partition(" ")[0] in OF_SUBMISSIONS:
                    found.append(f"{step}: {' '.join(statement.split())}")
