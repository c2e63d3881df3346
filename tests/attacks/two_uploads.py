"""Upload twice, the second time with a browser's count in the name: the newer counts, whole."""

from collections.abc import Mapping

from tests.attacks.attack import ANSWERS, NOTEBOOK, Attack, Scene, released, zipped
from tests.nbgrader.courses import QUIZ


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    older = zipped({NOTEBOOK: released(scene), "answers.json": b'{"schema": 1, "answers": {}}'})
    newer = zipped({NOTEBOOK: released(scene), "answers.json": ANSWERS})
    return {scene.upload(): older, f"{QUIZ}--{scene.student} (1).zip": newer}


ATTACK = Attack(uploads=_uploads, says="a newer upload of the same student counts")
