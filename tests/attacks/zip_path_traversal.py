"""Upload a zip whose files are named to land outside the folder they are unpacked into."""

from collections.abc import Mapping

from tests.attacks.attack import ANSWERS, NEIGHBOUR, NOTEBOOK, Attack, Scene, released, zipped
from tests.nbgrader.courses import QUIZ


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    up = "../" * 5
    hostile = (
        f"{up}outside.txt",
        f"{up}course/submitted/{NEIGHBOUR}/{QUIZ}/answers.json",
        f"../{QUIZ}--{NEIGHBOUR}/answers.json",
        "../../../../gradebook.db",
        "..\\..\\outside.txt",
        str(scene.outside),
    )
    honest = {NOTEBOOK: released(scene), "answers.json": ANSWERS}
    return {scene.upload(): zipped({**dict.fromkeys(hostile, b"mine"), **honest})}


ATTACK = Attack(uploads=_uploads)
