"""Hand in answers without a notebook, which nbgrader passes over."""

from tests.attacks.attack import ANSWERS, Attack, zipped

ATTACK = Attack(
    uploads=lambda scene: {scene.upload(): zipped({"answers.json": ANSWERS})},
    says="there is no online-safeguarding-qualifying.ipynb",
)
