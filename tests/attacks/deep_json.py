"""Hand in a notebook of brackets in brackets, ten thousand deep, to break the reader."""

from pathlib import Path

from tests.attacks.attack import NOTEBOOK, Attack, Scene


def _lay(folder: Path, scene: Scene) -> None:
    (folder / NOTEBOOK).write_text('{"cells": ' + "[" * 10_000 + "]" * 10_000 + "}")


ATTACK = Attack(lay=_lay, says="nested too deeply")
