"""Upload a zip in which the answers are a symbolic link to a neighbour's."""

from collections.abc import Mapping
from zipfile import ZipInfo

from tests.attacks.attack import NEIGHBOUR, NOTEBOOK, Attack, Scene, released, zipped
from tests.nbgrader.courses import QUIZ


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    link = ZipInfo("answers.json")
    link.external_attr = 0o120777 << 16
    theirs = f"../../../../submitted/{NEIGHBOUR}/{QUIZ}/answers.json"
    return {scene.upload(): zipped({NOTEBOOK: released(scene), link: theirs.encode()})}


ATTACK = Attack(uploads=_uploads, lost="all", says="answers.json is a link")
