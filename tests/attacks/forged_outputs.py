"""Write the full mark into every question's output, as if marking had just put it there."""

from tests.attacks.attack import Attack, changed
from tests.nbgrader.changed import CHANGES

ATTACK = Attack(lay=changed(CHANGES["forged-outputs"]))
