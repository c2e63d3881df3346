"""Lay folders in folders beside the notebook, so deep that nbgrader's own walk fails."""

import os
from pathlib import Path

from tests.attacks.attack import Attack, Scene

DEPTH = 300


def _lay(folder: Path, scene: Scene) -> None:
    os.makedirs(folder / "/".join(["d"] * DEPTH))


ATTACK = Attack(lay=_lay)
