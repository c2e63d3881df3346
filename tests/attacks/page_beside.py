"""Lay web pages beside the notebook, for the formgrader to serve and for feedback to carry."""

from pathlib import Path

from tests.attacks.attack import Attack, Scene
from tests.nbgrader.courses import QUIZ

_PAGE = "<!doctype html><script>ran('page')</script>"


def _lay(folder: Path, scene: Scene) -> None:
    for name in ("notes.html", f"{QUIZ}.html", "index.html", "picture.svg", "deep/er/page.xhtml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(_PAGE)


ATTACK = Attack(lay=_lay)
