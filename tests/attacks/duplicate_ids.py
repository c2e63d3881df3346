"""Give every question the same id, and hand each in twice under its own name."""

from tests.attacks.attack import Attack, changed
from tests.nbgrader.changed import CHANGES
from tests.nbgrader.work import Notebook


def _twice(notebook: Notebook) -> None:
    CHANGES["copied-with-id"](notebook)
    CHANGES["same-ids"](notebook)


ATTACK = Attack(lay=changed(_twice), says="cells put right")
