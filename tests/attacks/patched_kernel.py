"""Name a kernel of one's own that is a program, and lay files that a kernel loads at its start."""

from pathlib import Path

from tests.attacks.attack import Attack, Scene, changed
from tests.nbgrader.work import Notebook

_STARTUP = (
    ".ipython/profile_default/startup/00-first.py",
    "ipython_kernel_config.py",
    "kernels/python3/kernel.json",
)


def _lay(folder: Path, scene: Scene) -> None:
    def patch(notebook: Notebook) -> None:
        argv = ["python", "-c", scene.code()]
        notebook["metadata"]["kernelspec"] = {"name": "mine", "argv": argv, "language": "python"}

    changed(patch)(folder, scene)
    for name in _STARTUP:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(scene.code())


ATTACK = Attack(lay=_lay)
