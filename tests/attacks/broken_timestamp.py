"""Hand in a time that is none, at which nbgrader gives up on a submission."""

from pathlib import Path

from tests.attacks.attack import Attack, Scene


def _lay(folder: Path, scene: Scene) -> None:
    (folder / "timestamp.txt").write_text("the day before yesterday")


ATTACK = Attack(lay=_lay, by_hand=False, says="does not hold a time")
