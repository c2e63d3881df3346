"""Lay files whose names hold line breaks, a terminal's commands, formulas and half characters."""

import os
from pathlib import Path

from tests.attacks.attack import Attack, Scene

_NAMES = (
    b"=HYPERLINK(1).txt",
    b"a\nb.txt",
    b"\x1b[2J\x1b]0;mine\x07.txt",
    b"\xff\xfe.txt",
    "\u202egpj.exe".encode(),
    b"<img src=x onerror=ran('name')>.txt",
    b"-rf",
    b"n" * 250,
    b"{student_id}.txt",
    b"%s%n.txt",
)


def _lay(folder: Path, scene: Scene) -> None:
    for name in _NAMES:
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(b"hello")


ATTACK = Attack(lay=_lay)
