"""Add cells that would run: Python, a shell, a magic, and YAML that builds an object."""

from pathlib import Path

from tests.attacks.attack import Attack, Scene, changed
from tests.nbgrader.work import Notebook, code_cell


def _lay(folder: Path, scene: Scene) -> None:
    touch = f"touch '{scene.traps / scene.student}'"

    def add(notebook: Notebook) -> None:
        notebook["cells"][1:1] = [
            code_cell("python", scene.code()),
            code_cell("shell", f"!{touch}"),
            code_cell("magic", f"%%bash\n{touch}"),
            code_cell(
                "yaml",
                f"%%question yaml\nkind: !!python/object/apply:os.system ['{touch}']\n",
            ),
        ]

    changed(add)(folder, scene)


ATTACK = Attack(lay=_lay)
