"""Upload under names that are formulas, paths, options or a terminal's commands."""

from collections.abc import Mapping

from tests.attacks.attack import ANSWERS, NOTEBOOK, Attack, Scene, released, zipped
from tests.nbgrader.courses import QUIZ

_STUDENTS = ("=1+1", "@SUM(1)", "..", "-rf", "\x1b[2J", "a\nb", "x" * 120, "\u202eu1", "")


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    packed = zipped({NOTEBOOK: released(scene), "answers.json": ANSWERS})
    return {f"{QUIZ}--{student}.zip": packed for student in _STUDENTS}


ATTACK = Attack(uploads=_uploads, collected=False, says="left out")
