"""Lay a pipe in place of the answers, at which a reader would wait for ever."""

import os
from pathlib import Path

from tests.attacks.attack import Attack, Scene


def _lay(folder: Path, scene: Scene) -> None:
    (folder / "answers.json").unlink()
    os.mkfifo(folder / "answers.json")


ATTACK = Attack(lay=_lay, lost="all", says="flagged", by_hand=False)
