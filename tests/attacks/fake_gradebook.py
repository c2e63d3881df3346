"""Lay a gradebook and a configuration beside the notebook that say what one has earned."""

from pathlib import Path

from tests.attacks.attack import Attack, Scene


def _lay(folder: Path, scene: Scene) -> None:
    (folder / "gradebook.db").write_bytes(b"SQLite format 3\0" + bytes(4096))
    (folder / "nbgrader_config.json").write_text('{"SaveAutoGrades": {"enabled": false}}')
    (folder / "nbgrader_config.py").write_text(scene.code())
    (folder / "grades.csv").write_text(f"{scene.student},52\n")


ATTACK = Attack(lay=_lay)
