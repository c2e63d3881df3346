"""Hand in links to the source with its keys, to read them on one's feedback page."""

from pathlib import Path

from tests.attacks.attack import NOTEBOOK, Attack, Scene
from tests.nbgrader.courses import QUIZ


def _lay(folder: Path, scene: Scene) -> None:
    source = scene.course / "source" / QUIZ
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).symlink_to(source / NOTEBOOK)
    (folder / "key.txt").symlink_to(source / NOTEBOOK)
    (folder / "all").symlink_to(source)
    (folder / "gradebook.txt").symlink_to(scene.course / "gradebook.db")


ATTACK = Attack(lay=_lay, says="flagged")
