"""What all tests share: the browser's driver, and which tests run beside which."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Playwright, sync_playwright

from tests.leftovers import flatten_leftovers

# A grammar by which jsonschema checks addresses takes as long to import as all of nbgrader.
# `digiready grade` does without it, too; the commands that tests start have it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# Laws are tried on as many cases as it takes, however slow the machine.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, which drives the browser; a process can have only one."""
    with sync_playwright() as driver:
        yield driver


#: Files of tests/nbgrader that make courses of their own, and take long; the others stand on
#: courses that a worker makes once, and so stay together.
ON_THEIR_OWN = tuple(
    f"tests/nbgrader/test_{name}.py"
    for name in (
        "demo",
        "cohort_of_200",
        "remark",
        "killed",
        "postgres",
        "many_machines",
        "several_people",
        "full_disk",
        "database",
    )
)

#: Whose tests take longest; the rest fill the gaps that they leave.
LONGEST_FIRST = ("tests/attacks/", *ON_THEIR_OWN, "tests/nbgrader/", "tests/browser/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is left waiting for it at the end."""

    def place(item: pytest.Item) -> int:
        begins = [item.nodeid.startswith(each) for each in LONGEST_FIRST]
        return begins.index(True) if any(begins) else len(begins)

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give a worker file after file, and all that stand on the course marked once in one go."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            folder = file.split("/")[1]
            together = folder == "attacks" or (folder == "nbgrader" and file not in ON_THEIR_OWN)
            return folder if together else file

    config.option.loadscopereorder = False  # keep the order of `LONGEST_FIRST`
    return ByFile(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Make shallow what pytest, which comes next, could not remove; one process does it."""
    if not hasattr(session.config, "workerinput") and not session.config.option.basetemp:
        keep = int(session.config.getini("tmp_path_retention_count"))
        for root in Path(tempfile.gettempdir()).glob("pytest-of-*"):
            if os.access(root, os.W_OK):
                flatten_leftovers(root, keep)
