"""Start and stop the servers that students meet: JupyterLab with Notebook 7, and Voilà."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = Path(sys.executable).parent


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def own_environment(home: Path) -> dict[str, str]:
    """Return an environment in which Jupyter and IPython keep everything below *home*."""
    folders = {
        "HOME": home,
        "JUPYTER_CONFIG_DIR": home / "jupyter-config",
        "JUPYTER_DATA_DIR": home / "jupyter-data",
        "JUPYTER_RUNTIME_DIR": home / "jupyter-runtime",
        "IPYTHONDIR": home / "ipython",
        "XDG_CACHE_HOME": home / "cache",
    }
    return {
        **os.environ,
        **{name: str(folder) for name, folder in folders.items()},
        "PATH": os.pathsep.join((str(PROGRAMS), os.environ.get("PATH", ""))),
        "JUPYTER_PLATFORM_DIRS": "0",
    }


@contextmanager
def running(
    arguments: list[str], folder: Path, home: Path, ready_url: str, patience_s: float = 60
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; it is ready when *ready_url* answers."""
    home.mkdir(parents=True, exist_ok=True)
    log_file = home / f"{Path(arguments[0]).name}.log"
    with log_file.open("wb") as log:
        server = subprocess.Popen(
            arguments, cwd=folder, env=own_environment(home), stdout=log, stderr=log
        )
    try:
        _wait_for(server, ready_url, log_file, patience_s)
        yield server
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(server: subprocess.Popen[bytes], url: str, log: Path, patience_s: float) -> None:
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def jupyter_arguments(port: int, root: Path) -> list[str]:
    """Return the command that starts JupyterLab and Notebook 7 on *port*, for *root*."""
    return [
        str(PROGRAMS / "jupyter-lab"),
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
        f"--ServerApp.root_dir={root}",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]


def voila_arguments(port: int, root: Path) -> list[str]:
    """Return the command that starts Voilà on *port*, for the notebooks in *root*."""
    return [
        str(PROGRAMS / "voila"),
        str(root),
        "--no-browser",
        "--Voila.ip=127.0.0.1",
        f"--port={port}",
        "--Voila.port_retries=0",
    ]


def lay_out(folder: Path, *sources: Path) -> Path:
    """Copy *sources* into a new *folder*; return it."""
    folder.mkdir(parents=True)
    for source in sources:
        if source.is_dir():
            shutil.copytree(source, folder / source.name)
        else:
            shutil.copy(source, folder / source.name)
    return folder
