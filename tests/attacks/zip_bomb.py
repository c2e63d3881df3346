"""Upload a few kilobytes that unpack to sixty-four megabytes of answers."""

from collections.abc import Mapping

from tests.attacks.attack import NOTEBOOK, Attack, Scene, released, zipped


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    bomb = bytes(64_000_000)
    return {scene.upload(): zipped({NOTEBOOK: released(scene), "answers.json": bomb})}


ATTACK = Attack(uploads=_uploads, lost="all", says="larger than 1024 kilobytes")
