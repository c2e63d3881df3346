"""Hand in a hundred thousand cells, to have marking take for ever."""

from pathlib import Path

from tests.attacks.attack import NOTEBOOK, Attack, Scene


def _lay(folder: Path, scene: Scene) -> None:
    cell = '{"cell_type":"raw","metadata":{},"source":""}'
    (folder / NOTEBOOK).write_text(f'{{"cells": [{",".join([cell] * 100_000)}]}}')


ATTACK = Attack(lay=_lay, says="more than 2000 cells")
