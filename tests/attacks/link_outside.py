"""Lay links to a file outside: to have it read, copied, or written over."""

from pathlib import Path

from tests.attacks.attack import Attack, Scene


def _lay(folder: Path, scene: Scene) -> None:
    (folder / "notes.txt").symlink_to(scene.outside)
    (folder / "feedback.html").symlink_to(scene.outside)
    (folder / "round").symlink_to(folder)


ATTACK = Attack(lay=_lay)
