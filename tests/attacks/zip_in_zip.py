"""Upload a zip of zips, which nbgrader's own unpacking would open one after another."""

from collections.abc import Mapping

from tests.attacks.attack import ANSWERS, NOTEBOOK, Attack, Scene, released, zipped


def _uploads(scene: Scene) -> Mapping[str, bytes]:
    inner = zipped({"answers.json": b"{}", "0": bytes(10_000_000)})
    more = {f"{number}.zip": inner for number in range(20)}
    honest = {NOTEBOOK: released(scene), "answers.json": ANSWERS}
    return {scene.upload(): zipped({**more, **honest})}


ATTACK = Attack(uploads=_uploads)
