"""Write characters that turn lines round, end strings, or are no characters at all."""

from pathlib import Path

from tests.attacks.attack import NOTEBOOK, Attack, Scene

_ODD = r"\u202e\u2066\u0000\u0007\u001b[2J\ufeff\uffff\u0085\u2028\ud800"


def _lay(folder: Path, scene: Scene) -> None:
    path = folder / NOTEBOOK
    path.write_text(path.read_text("utf-8").replace('"source": [\n    "', f'"source": ["{_ODD}'))


ATTACK = Attack(lay=_lay, says="flagged")
