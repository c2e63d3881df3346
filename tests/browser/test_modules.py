"""Every module opens, shows all its forms and is clean, in the doors that students are given."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import COURSE
from tests.browser.doors import Door
from tests.browser.test_axe import NARROW, faults
from tests.browser.test_layout import IDS, becomes_narrow

pytestmark = pytest.mark.browser

MODULES = sorted(path.name for path in (COURSE / "modules").iterdir() if path.is_dir())


def test_the_search_finds_the_modules():
    """If modules move, this fails rather than the next passing on nothing."""
    assert {"00-how-this-works", "01-digital-capabilities", "02-online-safeguarding"} <= set(
        MODULES
    )


@pytest.mark.parametrize("door", ["notebook", "voila"], indirect=True)
@pytest.mark.parametrize("name", MODULES)
def test_a_module_opens_whole_and_clean(door: Door, page: Page, course: Path, folder: Path, name):
    """Each cell of ours shows its form; axe finds nothing, wide and narrow; nothing overflows."""
    within = None if door.name == "voila" else ".dr"
    shutil.copy(course / "facts.yml", folder)
    shutil.copytree(course / "modules" / name, folder / name)
    (notebook,) = (folder / name).glob("*.ipynb")
    door.open(page, notebook)
    assert page.evaluate(IDS) == []
    assert faults(page, within) == []
    becomes_narrow(page, NARROW)
    assert faults(page, within) == []
