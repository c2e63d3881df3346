"""Which version of a key gave which mark: kept beside nbgrader's own tables, and how to go back."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from getpass import getuser
from typing import Any

from attrs import frozen
from nbgrader.api import Gradebook, Notebook
from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
)

from graders.remarking.changes import NewKey
from graders.restore import MasterCell

_OURS = MetaData()

#: A row for each time that marks were changed by another key.
VERSIONS = Table(
    "digiready_keys",
    _OURS,
    Column("assignment", String(128), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("who", String(128), nullable=False),
    Column("state", String(16), nullable=False),
    Column("digest", String(32), nullable=False),
    Column("said", Text, nullable=False),
    Column("cells", Text, nullable=False),
    Column("undone_at", String(32)),
    Column("undone_by", String(128)),
)

#: Whose work a version marked: what the submission looked like when it was marked before, and
#: the batches in which the work was put in place and taken back.
REMARKED = Table(
    "digiready_remarked",
    _OURS,
    Column("assignment", String(128), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("student", String(128), primary_key=True),
    Column("had_seen", String(256)),
    Column("batch", String(32), nullable=False, index=True),
    Column("undone", String(32), index=True),
)

#: What each part of it had before, and what the version gave it.
PARTS = Table(
    "digiready_remarked_parts",
    _OURS,
    Column("assignment", String(128), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("student", String(128), primary_key=True),
    Column("part", String(128), primary_key=True),
    Column("had_auto", Float),
    Column("gave_auto", Float),
    Column("had_manual", Float),
    Column("set_aside", Boolean, nullable=False),
    Column("had_needs", Boolean),
    Column("had_comment", Text),
)

#: What becomes of a version: it is being written, it holds, it is being undone, it was undone.
WRITING, HOLDS, UNDOING, UNDONE = "writing", "holds", "undoing", "undone"


@frozen(kw_only=True)
class Version:
    """One version of a key, by which marks were changed.

    Attributes:
        number: Counted from 1 for each assignment.
        at: When it was applied: a time in UTC.
        who: The name by which the computer knows who did so.
        state: What has become of it.
        digest: Tells two keys apart.
        changes: What it changed, in words, by the name of the part.
        withdrawn: Questions that it withdrew: from then on everybody has the same for them.
        written: How those were withdrawn that the command, and no author, wrote into the
            source: by name.
        cells: The changed cells before and after: source, checksum and points, by name.
        undone_at: When it was undone; empty where it was not.
        undone_by: Who did so.
    """

    number: int
    at: str
    who: str
    state: str
    digest: str
    changes: Mapping[str, str]
    withdrawn: Sequence[str]
    written: Mapping[str, str]
    cells: Mapping[str, Mapping[str, Mapping[str, Any]]]
    undone_at: str
    undone_by: str


def key_digest(masters: Sequence[MasterCell]) -> str:
    """Return what tells the key in *masters* from any other."""
    said = sorted((master.name, master.source, master.points) for master in masters)
    return hashlib.blake2b(json.dumps(said).encode(), digest_size=8).hexdigest()


@frozen
class Versions:
    """The versions of one assignment's key that gave marks.

    Attributes:
        gradebook: nbgrader's, open.
        assignment: The assignment's name, and its notebook's.
    """

    gradebook: Gradebook
    assignment: str

    def all(self) -> list[Version]:
        """Return them in the order in which they were applied. Writes nothing."""
        if not inspect(self.gradebook.engine).has_table(VERSIONS.name):
            return []
        wanted = select(VERSIONS).where(VERSIONS.c.assignment == self.assignment)
        rows = self.gradebook.db.execute(wanted.order_by(VERSIONS.c.number)).all()
        return [_version(row) for row in rows]

    def unfinished(self) -> Version | None:
        """Return the one that was stopped midway, on its way in or out."""
        return next((each for each in self.all() if each.state in (WRITING, UNDOING)), None)

    def stopped(self) -> str:
        """Return what to say while a remark is half done, so that nothing else goes on; or ""."""
        version = self.unfinished()
        if version is None:
            return ""
        what = "Undoing a remark" if version.state == UNDOING else "A remark"
        return (
            f"{what} of {self.assignment} was stopped midway: some students have their new marks, "
            "some their old ones.\n"
            f"  To fix it: digiready remark {self.assignment} --apply, which finishes it first."
        )

    def last(self) -> Version | None:
        """Return the last that holds."""
        return next((each for each in reversed(self.all()) if each.state == HOLDS), None)

    def begin(self, held: Sequence[MasterCell], key: NewKey) -> Version:
        """Note that *key* is now applied, and give nbgrader's cells that key, in one step."""
        _OURS.create_all(self.gradebook.engine)
        before = {master.name: master for master in held}
        cells = {
            master.name: {"before": _kept(before[master.name]), "after": _kept(master)}
            for master in key.masters
            if _kept(master) != _kept(before[master.name])
        }
        number = max((each.number for each in self.all()), default=0) + 1
        with self._whole():
            self.gradebook.db.execute(
                VERSIONS.insert().values(
                    assignment=self.assignment,
                    number=number,
                    at=_now(),
                    who=_who(),
                    state=WRITING,
                    digest=key_digest(key.masters),
                    said=json.dumps(
                        {
                            "changes": key.changes,
                            "withdrawn": key.withdrawn,
                            "written": key.written,
                        }
                    ),
                    cells=json.dumps(cells),
                )
            )
            self._give({name: each["after"] for name, each in cells.items()})
        return next(each for each in self.all() if each.number == number)

    def begin_undoing(self, version: Version) -> None:
        """Note that *version* is now undone, and give nbgrader's cells the key from before."""
        with self._whole():
            self._update(version, state=UNDOING, undone_at=_now(), undone_by=_who())
            self._give({name: each["before"] for name, each in version.cells.items()})

    def end(self, version: Version, state: str) -> None:
        """Note that *version* is whole: it holds, or was undone."""
        with self._whole():
            self._update(version, state=state)

    def is_held(self, version: Version) -> bool:
        """Return whether nbgrader's cells still have the key that *version* gave them."""
        notebook = self._notebook()
        now = {cell.name: cell.source for cell in notebook.source_cells}
        return all(now.get(name) == each["after"]["source"] for name, each in version.cells.items())

    def _notebook(self) -> Notebook:
        return self.gradebook.find_notebook(self.assignment, self.assignment)

    def _give(self, cells: Mapping[str, Mapping[str, Any]]) -> None:
        notebook = self._notebook()
        graded = {cell.name: cell for cell in notebook.grade_cells}
        for cell in notebook.source_cells:
            if cell.name in cells:
                cell.source = cells[cell.name]["source"]
                cell.checksum = cells[cell.name]["checksum"]
                if cell.name in graded:
                    graded[cell.name].max_score = cells[cell.name]["points"]

    def _update(self, version: Version, **values: str) -> None:
        self.gradebook.db.execute(
            VERSIONS.update()
            .where(VERSIONS.c.assignment == self.assignment)
            .where(VERSIONS.c.number == version.number)
            .values(**values)
        )

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Write all that the block writes, or nothing."""
        try:
            yield
            self.gradebook.db.commit()
        except BaseException:
            self.gradebook.db.rollback()
            raise

    def done(self, version: Version) -> set[str]:
        """Return whose work *version* has marked and not given back."""
        wanted = self._remarked(version, REMARKED.c.student)
        return set(self.gradebook.db.scalars(wanted.where(REMARKED.c.undone.is_(None))))

    def gave(self) -> dict[str, int]:
        """Return, by student, the number of the version that gave their marks. Writes nothing.

        Who is not in it was marked by ``nbgrader autograde`` or ``digiready grade``.
        """
        numbers = [each.number for each in self.all() if each.state != UNDONE]
        wanted = select(REMARKED.c.student, REMARKED.c.number)
        wanted = wanted.where(REMARKED.c.assignment == self.assignment)
        wanted = wanted.where(REMARKED.c.number.in_(numbers)).where(REMARKED.c.undone.is_(None))
        rows = self.gradebook.db.execute(wanted.order_by(REMARKED.c.number)) if numbers else ()
        return {row.student: row.number for row in rows}

    def had_seen(self, version: Version) -> dict[str, str | None]:
        """Return, by student, what a submission looked like when it was marked before."""
        wanted = self._remarked(version, REMARKED.c.student, REMARKED.c.had_seen)
        return {row.student: row.had_seen for row in self.gradebook.db.execute(wanted)}

    def parts(self, version: Version) -> dict[str, dict[str, Any]]:
        """Return what each part had and was given, by student and part."""
        wanted = select(PARTS).where(PARTS.c.assignment == self.assignment)
        found: dict[str, dict[str, Any]] = {}
        for row in self.gradebook.db.execute(wanted.where(PARTS.c.number == version.number)):
            found.setdefault(row.student, {})[row.part] = row
        return found

    def of_batch(self, batch: str) -> tuple[int, bool] | None:
        """Return the version that put *batch* in place, and whether as it was undone."""
        for column, undone in ((REMARKED.c.batch, False), (REMARKED.c.undone, True)):
            wanted = select(REMARKED.c.number).where(column == batch).limit(1)
            number = self.gradebook.db.scalar(wanted)
            if number is not None:
                return int(number), undone
        return None

    def _remarked(self, version: Version, *columns: Any) -> Any:
        return (
            select(*columns)
            .where(REMARKED.c.assignment == self.assignment)
            .where(REMARKED.c.number == version.number)
        )


def _version(row: Any) -> Version:
    said = json.loads(row.said)
    return Version(
        number=row.number,
        at=row.at,
        who=row.who,
        state=row.state,
        digest=row.digest,
        changes=said["changes"],
        withdrawn=said["withdrawn"],
        written=said["written"],
        cells=json.loads(row.cells),
        undone_at=row.undone_at or "",
        undone_by=row.undone_by or "",
    )


def _kept(master: MasterCell) -> dict[str, Any]:
    return {"source": master.source, "checksum": master.checksum, "points": master.points}


def _who() -> str:
    """Return the name by which the computer knows who runs this; some containers know none."""
    try:
        return getuser()
    except (KeyError, OSError):
        return "somebody"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
