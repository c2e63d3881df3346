"""Write script into every place for words, in every way in which Markdown lets HTML through."""

from pathlib import Path

from tests.attacks.attack import Attack, Scene, changed
from tests.nbgrader.hostile import TRICKS, tricky_submission


def _lay(folder: Path, scene: Scene) -> None:
    work = tricky_submission()
    assert work.change and work.answers
    changed(work.change)(folder, scene)
    (folder / "answers.json").write_bytes(work.answers)
    (folder / "notes.html").write_text("".join(TRICKS.values()))


ATTACK = Attack(lay=_lay, lost=frozenset({"name-the-worry"}), says="flagged")
