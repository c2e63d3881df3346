"""Which tests run beside which: those that share servers, or a marked course, stay together."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent

#: Folders whose tests stand on the same costly things, each made once.
TOGETHER = ("browser", "nbgrader")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Send all tests of such a folder to one worker, where several run side by side."""
    for item in items:
        folder = item.path.relative_to(HERE).parts[0]
        if folder in TOGETHER:
            item.add_marker(pytest.mark.xdist_group(folder))
