"""Say in the cells' metadata that every question carries a hundred points."""

from tests.attacks.attack import Attack, changed
from tests.nbgrader.changed import CHANGES

ATTACK = Attack(lay=changed(CHANGES["points-raised"]))
