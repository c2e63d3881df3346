"""Upload under the number of somebody who has handed in through the exchange."""

from collections.abc import Mapping

from tests.attacks.attack import NEIGHBOUR, NOTEBOOK, Attack, Scene, released, zipped
from tests.nbgrader.courses import QUIZ


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    packed = zipped({NOTEBOOK: released(scene), "answers.json": b"{}"})
    return {f"{QUIZ}--{NEIGHBOUR}.zip": packed}


ATTACK = Attack(uploads=_uploads, collected=False, says="has handed in another way")
