"""Hand in a notebook of twelve megabytes, to fill memory and disk."""

from pathlib import Path

from tests.attacks.attack import NOTEBOOK, Attack, Scene


def _lay(folder: Path, scene: Scene) -> None:
    path = folder / NOTEBOOK
    path.write_bytes(path.read_bytes().ljust(12_000_000))


ATTACK = Attack(lay=_lay, says="larger than 8 megabytes")
