"""Lay modules beside the notebook under the names of those that marking imports."""

from pathlib import Path

from tests.attacks.attack import Attack, Scene

_NAMES = (
    "graders/__init__.py",
    "classroom/__init__.py",
    "nbgrader/__init__.py",
    "json.py",
    "nbformat.py",
    "sqlite3.py",
    "sitecustomize.py",
    "conftest.py",
    "nbgrader_config.py",
    "jupyter_config.py",
)


def _lay(folder: Path, scene: Scene) -> None:
    for name in _NAMES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(scene.code())


ATTACK = Attack(lay=_lay)
