"""Answer in the language of templates and formats, to have the page work it out."""

import json
from pathlib import Path

from tests.attacks.attack import ANSWERS, Attack, Scene

_TEXT = (
    "{{7*7}} {{{x}}} {% include 'x' %} ${7*7} {0.__class__} %(key)s <%= key %> '; DROP TABLE grade"
)


def _lay(folder: Path, scene: Scene) -> None:
    given = json.loads(ANSWERS)
    given["answers"]["name-the-worry"] = {"choice": [_TEXT]}
    given["answers"]["__proto__"] = {"choice": ["x"]}
    given["answers"]["../../answers"] = {"choice": ["x"]}
    (folder / "answers.json").write_text(json.dumps(given))


ATTACK = Attack(lay=_lay, lost=frozenset({"name-the-worry"}), says="flagged")
