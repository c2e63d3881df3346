"""Tick every option of every question, and name the right ones many times over."""

import json
from pathlib import Path

from tests.attacks.attack import ANSWERS, Attack, Scene


def _lay(folder: Path, scene: Scene) -> None:
    given = json.loads(ANSWERS)
    given["answers"]["name-the-worry"] = {"choice": ["robin"] * 400}
    (folder / "answers.json").write_text(json.dumps(given))


ATTACK = Attack(lay=_lay, lost=frozenset({"name-the-worry"}), says="flagged")
