"""What can be taken out of a page: its fenced blocks, its commands, its links."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")])

_BLOCK = re.compile(r"^ *```[a-z]*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")


def said(page: Path) -> str:
    """Return how the project calls *page*."""
    return page.relative_to(ROOT).as_posix()


def blocks(text: str) -> list[str]:
    """Return what stands in the page's fenced blocks, in order."""
    return _BLOCK.findall(text)


def commands(text: str, *programs: str) -> Iterator[str]:
    """Give each command of *programs* that the page names: on a block's line, or in prose."""
    lines = [line.strip() for block in blocks(text) for line in block.splitlines()]
    for words in [*lines, *_INLINE.findall(_BLOCK.sub("", text))]:
        command = words.split("#")[0].strip()
        if command.rpartition("/")[2].split(" ")[0] in programs and " " in command:
            yield command[command.rfind("/", 0, command.find(" ")) + 1 :]
