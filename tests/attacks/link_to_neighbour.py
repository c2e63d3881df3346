"""Hand in a link to another student's answers, all right, in place of one's own."""

from pathlib import Path

from tests.attacks.attack import NEIGHBOUR, Attack, Scene
from tests.nbgrader.courses import QUIZ


def _lay(folder: Path, scene: Scene) -> None:
    (folder / "answers.json").unlink()
    theirs = scene.course / "submitted" / NEIGHBOUR / QUIZ / "answers.json"
    (folder / "answers.json").symlink_to(theirs)


ATTACK = Attack(lay=_lay, lost="all", says="flagged")
