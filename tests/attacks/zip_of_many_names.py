"""Upload a zip of thirty thousand empty files, each of which takes memory to list."""

from collections.abc import Mapping

from tests.attacks.attack import ANSWERS, Attack, Scene, zipped


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    many = {str(number): b"" for number in range(30_000)}
    return {scene.upload(): zipped({"answers.json": ANSWERS, **many})}


ATTACK = Attack(uploads=_uploads, collected=False, says="far more files")
