"""Every page can be reached, its links and pictures are there, and pictures say what they show."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, said

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PICTURES = {".png": b"\x89PNG", ".svg": b"<svg"}
LIMIT_KB = 120

each_page = pytest.mark.parametrize("page", PAGES, ids=said)


def anchors(text: str) -> set[str]:
    """Return the addresses of a page's headings, as a site for git repositories gives them."""
    headings = re.findall(r"^#+ +(.*)", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.strip().lower()).replace(" ", "-") for each in headings}


def links(page: Path) -> Iterator[tuple[str, Path, str]]:
    """Give each link of *page* within the project: as written, its file, its heading."""
    for link in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
        file, _, heading = link.partition("#")
        if not re.match(r"[a-z]+:", link):
            yield link, (page.parent / file).resolve() if file else page, heading


def dead_links(page: Path) -> list[str]:
    """Return each link of *page* to a file or a heading that is not there."""
    return [
        link
        for link, file, heading in links(page)
        if not file.exists() or (heading and heading not in anchors(file.read_text("utf-8")))
    ]


@each_page
def test_every_link_arrives(page):
    """A reader who follows a link within the project arrives, at the heading too."""
    assert dead_links(page) == []


def test_every_page_can_be_reached():
    """Who starts at the README finds every page by following links."""
    found, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in found and page.suffix == ".md":
            found.add(page)
            waiting += [file for _, file, _ in links(page) if file.is_file()]
    assert set(PAGES) - found == set()


@each_page
def test_every_picture_is_there_and_described(page):
    """A reader who can't see a picture is told what it shows; a slow line is not made to wait."""
    for words, file in PICTURE.findall(page.read_text("utf-8")):
        picture = page.parent / file
        assert len(words.split()) > 8, f"{file}: say what it shows"
        assert picture.read_bytes().startswith(PICTURES[picture.suffix]), file
        assert picture.stat().st_size < LIMIT_KB * 1000, file


def test_no_picture_is_left_over():
    """A picture that no page shows is removed."""
    shown = {
        (page.parent / file).resolve()
        for page in PAGES
        for _, file in PICTURE.findall(page.read_text("utf-8"))
    }
    assert shown == set((ROOT / "docs" / "images").iterdir())
    assert shown


def test_a_dead_end_would_show(tmp_path):
    """Planted: a missing file, a missing heading, and a heading that is only an example."""
    page = tmp_path / "page.md"
    page.write_text(
        "# A door\n```text\n# No door\n```\n[a](gone.md) [b](#a-door) [c](#no-door)\n", "utf-8"
    )
    assert dead_links(page) == ["gone.md", "#no-door"]
