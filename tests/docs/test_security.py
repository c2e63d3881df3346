"""The page on security names attacks that are there, and leaves none out."""

import re

from tests.attacks.attack import attacks
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "security.md"


def test_the_page_and_the_attacks_are_the_same():
    """Each attack of a row exists, and each attack that exists stands in a row."""
    rows = re.findall(r"^\|.*\|.*\| (`.*`) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    there = {name.replace("-", "_") for name in attacks()}
    assert len(there) >= 40
    assert sorted(named) == sorted(there)


def test_the_page_can_be_found_from_where_people_look():
    """From the first page, and from the one on marking."""
    for page in (ROOT / "README.md", ROOT / "docs" / "marking.md"):
        assert "security.md" in page.read_text("utf-8")
