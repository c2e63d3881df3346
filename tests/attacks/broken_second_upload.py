"""Upload once well and then a broken zip of the same name: the sound one is not lost."""

from collections.abc import Mapping

from tests.attacks.attack import ANSWERS, NOTEBOOK, Attack, Scene, released, zipped
from tests.nbgrader.courses import QUIZ


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    sound = zipped({NOTEBOOK: released(scene), "answers.json": ANSWERS})
    return {scene.upload(): sound, f"{QUIZ}--{scene.student} (1).zip": b"PK broken"}


ATTACK = Attack(uploads=_uploads, says="it is no zip, or cut off")
