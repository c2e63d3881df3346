"""Which tests run beside which, where two workers share them."""

from typing import Any

import pytest

#: Folders whose tests stand on the same servers, browser or marked course, each made once.
TOGETHER = ("browser", "nbgrader")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give all tests of such a folder to one worker; the others go file by file."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFolder(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            folder = file.split("/")[1]
            return folder if folder in TOGETHER else file

    return ByFolder(config, log)
