"""Say that the cells are of a schema to come, at which nbgrader ends the whole run."""

from tests.attacks.attack import Attack, changed
from tests.nbgrader.changed import CHANGES

ATTACK = Attack(lay=changed(CHANGES["new-schema"]))
