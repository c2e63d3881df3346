"""Hand in a link to a file outside in place of the time, to have it read."""

from pathlib import Path

from tests.attacks.attack import Attack, Scene


def _lay(folder: Path, scene: Scene) -> None:
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").symlink_to(scene.outside)


ATTACK = Attack(lay=_lay, by_hand=False, says="is not an ordinary file")
