"""Upload a time of one's own choosing, long before the day on which work was due."""

from collections.abc import Mapping

from tests.attacks.attack import ANSWERS, NOTEBOOK, Attack, Scene, released, zipped


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    files = {
        NOTEBOOK: released(scene),
        "answers.json": ANSWERS,
        "timestamp.txt": b"2001-01-01 00:00:00 UTC",
    }
    return {scene.upload(): zipped(files)}


ATTACK = Attack(uploads=_uploads)
