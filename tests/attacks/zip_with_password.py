"""Upload a zip whose answers say that they are locked by a password."""

from collections.abc import Mapping

from tests.attacks.attack import ANSWERS, NOTEBOOK, Attack, Scene, released, zipped


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    whole = bytearray(zipped({NOTEBOOK: released(scene), "answers.json": ANSWERS}))
    entry = whole.rindex(b"PK\x01\x02")
    whole[entry + 8] |= 1
    return {scene.upload(): bytes(whole)}


ATTACK = Attack(uploads=_uploads, lost="all", says="locked by a password")
