"""Lay folders in folders beside the notebook, so deep that nbgrader's own walk fails."""

from pathlib import Path

from tests.attacks.attack import Attack, Scene

DEPTH = 1_200


def _lay(folder: Path, scene: Scene) -> None:
    for _ in range(DEPTH):
        folder = folder / "d"
        folder.mkdir()


ATTACK = Attack(lay=_lay, by_hand=False)
