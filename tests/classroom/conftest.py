"""A kernel's shell in a quiz's folder, and the wire on which a widget speaks to its browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from classroom.form_widget import FormWidget
from classroom.session import Session


class Wire(BaseComm):
    """Stands where the network is: keeps what was sent, and brings what a browser sends."""

    def __init__(self, **state: Any) -> None:
        self.sent: list[tuple[dict[str, Any], list[bytes]]] = []
        super().__init__(**state)

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        """Keep what the kernel sends."""
        self.sent.append((data or {}, buffers or []))


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep locks and IPython's own files below the test's folder; give each widget a wire."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.setattr(comm, "create_comm", Wire)


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    """Return an empty folder for a quiz and its answers."""
    folder = tmp_path / "quiz"
    folder.mkdir()
    return folder


@pytest.fixture
def session(quiz: Path) -> Session:
    """Return what a kernel that was started in the quiz's folder knows."""
    return Session(quiz)


@pytest.fixture
def shell(quiz: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """Return a real IPython, started in the quiz's folder, with the course's magics loaded."""
    monkeypatch.chdir(quiz)
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    shell.run_line_magic("load_ext", "classroom")
    yield shell
    shell.restore_sys_module_state()


def tell(widget: FormWidget, **message: Any) -> None:
    """Let the browser send *message* to *widget*."""
    content = {"view": "v1", **message}
    data = {"method": "custom", "content": content}
    widget.comm.handle_msg({"content": {"data": data}, "buffers": []})


def heard(widget: FormWidget) -> list[dict[str, Any]]:
    """Return what *widget* said to its browser, in order."""
    return [data["content"] for data, _ in widget.comm.sent if data.get("method") == "custom"]
