"""Upload half a zip, at which nbgrader's own unpacking ends for everybody."""

from collections.abc import Mapping

from tests.attacks.attack import ANSWERS, NOTEBOOK, Attack, Scene, released, zipped


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    whole = zipped({NOTEBOOK: released(scene), "answers.json": ANSWERS})
    return {scene.upload(): whole[: len(whole) // 2]}


ATTACK = Attack(uploads=_uploads, collected=False, says="it is no zip, or cut off")
