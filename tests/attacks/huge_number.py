"""Answer with numbers that no computer holds, in the answers and in the notebook."""

from pathlib import Path

from tests.attacks.attack import ANSWERS, NOTEBOOK, Attack, Scene


def _lay(folder: Path, scene: Scene) -> None:
    path = folder / NOTEBOOK
    path.write_text(path.read_text().replace('"nbformat_minor": 5', '"nbformat_minor": 1e999'))
    answers = ANSWERS.replace(b'"schema": 1', b'"schema": 1, "more": ' + b"9" * 5000)
    (folder / "answers.json").write_bytes(answers)


ATTACK = Attack(lay=_lay, lost="all", says="damaged or cut off")
