"""Write folders into the exchange whose names hold no time, or lead out of submitted/."""

from tests.attacks.attack import Attack
from tests.nbgrader.courses import QUIZ

ATTACK = Attack(
    inbound=(
        f"hostile-exchange-names+{QUIZ}+yesterday+x",
        f"..+{QUIZ}+2026-11-20 12:00:00 UTC+x",
        f".+{QUIZ}+2026-11-20 12:00:00 UTC+x",
    ),
    says="does not hold a time",
)
