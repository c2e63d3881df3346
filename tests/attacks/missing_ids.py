"""Hand in cells without ids, with ids that are numbers, and without any names."""

from itertools import cycle

from tests.attacks.attack import Attack, changed
from tests.nbgrader.work import Notebook


def _nameless(notebook: Notebook) -> None:
    for cell, name in zip(notebook["cells"], cycle([None, 7, [], ""]), strict=False):
        cell["id"] = name
        cell["metadata"] = {}
    del notebook["cells"][0]["id"]


ATTACK = Attack(lay=changed(_nameless), says="cells put right")
