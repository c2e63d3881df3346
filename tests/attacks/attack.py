"""What an attack is, and how all of them are found."""

import io
import pkgutil
import zipfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from attrs import field, frozen

import tests.attacks
from graders.notebooks import read_notebook, write_notebook
from tests.nbgrader.by_hand import PARTLY, chosen_by
from tests.nbgrader.courses import QUIZ
from tests.nbgrader.work import Notebook, answers_json

#: What an honest student answers; an attacker answers the same, and must earn the same.
ANSWERS = answers_json(chosen_by(PARTLY))

#: The honest student beside the attackers, who has everything right.
NEIGHBOUR = "neighbour"

#: The modules here that are no attacks.
_OURS = ("arena", "attack", "conftest")

#: The name of the notebook's file.
NOTEBOOK = f"{QUIZ}.ipynb"


@frozen(kw_only=True)
class Scene:
    """Where an attack takes place.

    Attributes:
        student: The attacker.
        course: The course's folder.
        traps: Where code that runs would write a file.
        outside: A file that nobody may read or change.
    """

    student: str
    course: Path
    traps: Path
    outside: Path

    def code(self) -> str:
        """Return Python that writes a file into the traps if anything runs it."""
        return f"open({str(self.traps / self.student)!r}, 'w').close()\n"

    def upload(self) -> str:
        """Return the name that the attacker's upload would honestly have."""
        return f"{QUIZ}--{self.student}.zip"


@frozen(kw_only=True)
class Attack:
    """What is handed in, and what must come of it.

    Attributes:
        lay: Changes the folder of an honest submission, with all files in it.
        inbound: Names of honest folders in the exchange, instead.
        uploads: Returns instead what lies in the archive of uploads, by path.
        lost: The questions whose answers can't be read, which earn nothing; "all" for all.
        collected: Whether anything of it becomes a submission.
        says: Words that collecting or marking must say about it; empty for none.
        by_hand: Whether nbgrader marks it where it was not collected but laid there by hand.
    """

    lay: Callable[[Path, Scene], None] | None = None
    inbound: tuple[str, ...] = ()
    uploads: Callable[[Scene], Mapping[str, bytes]] | None = None
    lost: str | frozenset[str] = field(default=frozenset())
    collected: bool = True
    says: str = ""
    by_hand: bool = True


def attacks() -> dict[str, Attack]:
    """Return every attack in this folder by its name, which is its attacker's, too."""
    found = {}
    for module in pkgutil.iter_modules(tests.attacks.__path__):
        if module.name in _OURS or module.name.startswith("test_"):
            continue
        attack = import_module(f"tests.attacks.{module.name}").ATTACK
        found[module.name.replace("_", "-")] = attack
    return found


def changed(change: Callable[[Notebook], None]) -> Callable[[Path, Scene], None]:
    """Return what makes *change* to the notebook in a submission."""

    def lay(folder: Path, scene: Scene) -> None:
        notebook = read_notebook(folder / NOTEBOOK)
        change(notebook)
        write_notebook(folder / NOTEBOOK, notebook)

    return lay


def released(scene: Scene) -> bytes:
    """Return the notebook as it was given out."""
    return (scene.course / "release" / QUIZ / NOTEBOOK).read_bytes()


def zipped(files: Mapping[str | zipfile.ZipInfo, bytes]) -> bytes:
    """Return a zip with *files* in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, written in files.items():
            archive.writestr(name, written)
    return packed.getvalue()
