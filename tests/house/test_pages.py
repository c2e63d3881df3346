"""Promises that our pages lead somewhere: their links, their anchors, their `make` commands."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob(".github/**/*.md")])

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"`make ([a-z-]+)`|^make ([a-z-]+)", re.MULTILINE)
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)


def anchor(heading: str) -> str:
    """Return the address that a site for git repositories gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(page: str) -> set[str]:
    """Return the addresses of all the page's headings."""
    return {anchor(heading) for heading in re.findall(r"^#+ +(.*)", page, re.MULTILINE)}


def dead_links(page: Path) -> Iterator[str]:
    """Give each link of the page to a file or a heading that isn't there."""
    for link in LINK.findall(page.read_text("utf-8")):
        if "://" in link or link.startswith("mailto:"):
            continue
        file, _, heading = link.partition("#")
        target = page.parent / file if file else page
        if not target.exists() or (heading and heading not in anchors(target.read_text("utf-8"))):
            yield link


def unknown_commands(text: str, makefile: str) -> set[str]:
    """Return the `make` commands in *text* that *makefile* doesn't have."""
    named = {first or second for first, second in COMMAND.findall(text)}
    return named - set(TARGET.findall(makefile))


def test_the_search_finds_pages_and_links():
    """If pages move, this fails rather than all below passing on nothing."""
    assert {"README.md", "CONTRIBUTING.md"} <= {page.name for page in PAGES}
    assert len(LINK.findall((ROOT / "README.md").read_text("utf-8"))) > 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page):
    """A reader who follows a link within the project arrives."""
    assert list(dead_links(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_make_command_exists(page):
    """What a page says to type can be typed."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert unknown_commands(page.read_text("utf-8"), makefile) == set()


def test_a_dead_end_would_show(tmp_path):
    """Planted: a missing file, a missing heading and a missing command are all found."""
    page = tmp_path / "page.md"
    page.write_text("# A door\n[a](gone.md) [b](#a-door) [c](#no-door) [d](page.md#a-door)\n")
    assert list(dead_links(page)) == ["gone.md", "#no-door"]
    assert unknown_commands("type `make tea`, or\nmake test\n", "test: check\n") == {"tea"}
