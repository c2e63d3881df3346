"""Upload under another's number: two senders name one student, and an educator must look."""

from collections.abc import Mapping

from tests.attacks.attack import ANSWERS, NOTEBOOK, Attack, Scene, released, zipped


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    packed = zipped({NOTEBOOK: released(scene), "answers.json": ANSWERS})
    senders = ("Ada Example_1_assignsubmission_file_", "Eve Example_2_assignsubmission_file_")
    return {f"{sender}{scene.upload()}": packed for sender in senders}


ATTACK = Attack(uploads=_uploads, collected=False, says="2 senders name two-senders")
