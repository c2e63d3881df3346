"""What the browser tests stand on: released copies, real servers, one real Chromium.

The browser keeps its cache of scripts from test to test, which halves the time a page
takes; cookies and all that a page can store are cleared, so each test meets a new person.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.doors import PATIENCE_MS, Door
from tests.browser.servers import (
    PROGRAMS,
    free_port,
    jupyter_arguments,
    own_environment,
    running,
    voila_arguments,
)

COURSE = Path(__file__).parents[2] / "course"
QUIZ = "online-safeguarding-qualifying"
MODULE = "02-online-safeguarding"
MADE_BY_NBGRADER = ("release", "submitted", "autograded", "feedback", "gradebook.db")

SCREEN = {"width": 1200, "height": 1000}
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course in which nbgrader has made the students' copy of the quiz."""
    folder = tmp_path_factory.mktemp("author")
    copy = folder / "course"
    shutil.copytree(COURSE, copy, ignore=shutil.ignore_patterns(*MADE_BY_NBGRADER))
    made = subprocess.run(
        [PROGRAMS / "nbgrader", "generate_assignment", QUIZ],
        cwd=copy,
        env=own_environment(folder / "home"),
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    return copy


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The student's own folder: settings, caches, the servers' logs."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def doors(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Iterator[dict[str, Door]]:
    """JupyterLab, Notebook 7 and Voilà, all serving one folder."""
    root = tmp_path_factory.mktemp("root")
    jupyter, voila = free_port(), free_port()
    with ExitStack() as servers:
        for arguments, port in ((jupyter_arguments, jupyter), (voila_arguments, voila)):
            ready = f"http://127.0.0.1:{port}/" + ("api" if port == jupyter else "")
            servers.enter_context(running(arguments(port, root), root, home, ready))
        yield {
            name: Door(name=name, server=f"http://127.0.0.1:{port}", root=root)
            for name, port in (("lab", jupyter), ("notebook", jupyter), ("voila", voila))
        }


@pytest.fixture(params=["lab", "notebook", "voila"])
def door(request: pytest.FixtureRequest, doors: dict[str, Door]) -> Door:
    """Each door in turn; a test that is about some of them names those."""
    return doors[request.param]


@pytest.fixture(scope="session")
def chromium() -> dict[str, Any]:
    """How to start Chromium: the one that CHROMIUM names, or else the one there is."""
    wanted = os.environ.get("CHROMIUM", "chromium")
    program = shutil.which(wanted)
    assert program, f"there is no {wanted}: run scripts/browser, which finds or installs one"
    return {"executable_path": program, "args": QUIETLY}


@pytest.fixture(scope="session")
def context(
    playwright: Playwright, chromium: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """The browser, with a profile of its own."""
    profile = tmp_path_factory.mktemp("profile")
    launched = playwright.chromium.launch_persistent_context(profile, viewport=SCREEN, **chromium)
    launched.set_default_timeout(PATIENCE_MS / 3)
    yield launched
    launched.close()


@pytest.fixture
def page(context: BrowserContext, doors: dict[str, Door]) -> Iterator[Page]:
    """A page of somebody who has never been here."""
    page = context.new_page()
    yield page
    context.set_offline(False)
    forget(context, doors)
    for each in context.pages[1:]:  # with its last page the browser would go, too
        each.close()
    shut_down_kernels(context, doors)
    context.clear_cookies()


def forget(context: BrowserContext, doors: dict[str, Door]) -> None:
    """Clear what pages have stored in the browser, and leave its cache."""
    session = context.new_cdp_session(context.pages[0])
    for server in {door.server for door in doors.values()}:
        kinds = {"origin": server, "storageTypes": "local_storage,indexeddb,service_workers"}
        session.send("Storage.clearDataForOrigin", kinds)
    session.detach()


def shut_down_kernels(context: BrowserContext, doors: dict[str, Door]) -> None:
    """End the kernels that the test left behind."""
    server = doors["lab"].server
    context.request.get(f"{server}/lab")
    xsrf = next(each["value"] for each in context.cookies(server) if each["name"] == "_xsrf")
    for session in context.request.get(f"{server}/api/sessions").json():
        address = f"{server}/api/sessions/{session['id']}"
        context.request.delete(address, headers={"X-XSRFToken": xsrf})


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    """Numbers for folders, none twice."""
    return count(1)


@pytest.fixture
def folder(doors: dict[str, Door], numbers: Iterator[int]) -> Path:
    """An empty folder that every door serves, for one test."""
    folder = doors["lab"].root / f"{next(numbers):03}"
    folder.mkdir()
    return folder


@pytest.fixture
def quiz(course: Path, folder: Path) -> Path:
    """A fresh copy of the released quiz, in a folder of its own."""
    shutil.copytree(course / "release" / QUIZ, folder / QUIZ)
    return folder / QUIZ / f"{QUIZ}.ipynb"


@pytest.fixture
def module(course: Path, folder: Path) -> Path:
    """A fresh copy of the teaching module, with the facts its answers rest on."""
    shutil.copy(course / "facts.yml", folder)
    shutil.copytree(course / "modules" / MODULE, folder / MODULE)
    return next((folder / MODULE).glob("*.ipynb"))


@pytest.fixture
def source(course: Path, folder: Path) -> Path:
    """A fresh copy of the quiz's source, as its author has it, key and all."""
    shutil.copy(course / "facts.yml", folder)
    shutil.copytree(course / "source" / QUIZ, folder / "source" / QUIZ)
    return folder / "source" / QUIZ / f"{QUIZ}.ipynb"


@pytest.fixture
def dark(home: Path) -> Iterator[Callable[[Door], str]]:
    """Choose the dark theme for the next page; returns what its address needs."""
    settings = home / "jupyter-config/lab/user-settings/@jupyterlab/apputils-extension"
    file = settings / "themes.jupyterlab-settings"

    def choose() -> None:
        settings.mkdir(parents=True, exist_ok=True)
        file.write_text('{"theme": "JupyterLab Dark"}', encoding="utf-8")

    yield choose
    file.unlink(missing_ok=True)
