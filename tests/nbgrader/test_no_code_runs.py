"""Promises that marking runs no code from a submission, wherever in it the code stands."""

import subprocess
import sys

import pytest

from tests.nbgrader.by_hand import PARTLY, marks_of
from tests.nbgrader.hostile import TRAP_CELLS, TRAP_FILES, intrusion, trap_name

pytestmark = pytest.mark.nbgrader


@pytest.mark.parametrize("name", [*TRAP_CELLS, *map(trap_name, TRAP_FILES)])
def test_no_code_of_a_submission_runs(marked, name):
    """Collected, marked and given feedback: no cell and no file of it has written anything."""
    assert marked.autograded("intruder").is_file()
    assert not (marked.root / "traps" / name).exists()


def test_it_gets_its_honest_marks(marked):
    """Code in a submission earns nothing and costs nothing."""
    assert marked.marks("intruder") == pytest.approx(marks_of(PARTLY))


def test_its_cells_stay_visible_as_not_run(marked):
    """A person sees what was sent, and that it was not run."""
    cells = {cell["id"]: cell for cell in marked.cells("intruder")}
    for name in ("code", "shell", "bash", "yaml-object"):
        assert str(marked.root / "traps" / name) in cells[name]["source"]
        assert "Not run." in "".join(cells[name]["outputs"][0]["text"])


@pytest.mark.parametrize("name", ["code", "shell", "bash"])
def test_the_trap_is_live(stock, name):
    """The same cells do write their files where stock autograde runs the notebook."""
    assert stock.autograded("intruder").is_file()
    assert (stock.root / "traps" / name).exists()


@pytest.mark.parametrize("file", TRAP_FILES)
def test_the_trap_files_would_write(tmp_path, file):
    """Each file of the submission does write when Python does run it."""
    path = tmp_path / "module.py"
    path.write_bytes(intrusion(tmp_path).files[file])
    subprocess.run([sys.executable, "-S", path], check=True)
    assert (tmp_path / trap_name(file)).exists()
