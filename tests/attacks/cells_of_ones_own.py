"""Add a graded cell of one's own that ends in a mark."""

from tests.attacks.attack import Attack, changed
from tests.nbgrader.changed import CHANGES

ATTACK = Attack(lay=changed(CHANGES["graded-by-me"]))
