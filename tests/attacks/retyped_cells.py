"""Turn the questions into Markdown, so that nothing is there to be marked."""

from tests.attacks.attack import Attack, changed
from tests.nbgrader.changed import CHANGES

ATTACK = Attack(lay=changed(CHANGES["made-markdown"]))
