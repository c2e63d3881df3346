"""Write a key of one's own into a question, and more points than it has."""

from tests.attacks.attack import Attack, changed
from tests.nbgrader.changed import CHANGES

ATTACK = Attack(lay=changed(CHANGES["edited-with-a-key"]), says="cells put right")
