"""The headings of Markdown, and the addresses by which links reach them."""

import re
from collections.abc import Iterator

_FENCED = re.compile(r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)`*\s*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6}) +(.+?)(?: +#+)? *$", re.MULTILINE)


def without_code(markdown: str) -> str:
    """Return *markdown* without its fenced blocks and the code within its lines."""
    return re.sub(r"`[^`\n]+`", "", _FENCED.sub("", markdown))


def headings_in(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the level and the words of each heading; nbgrader's own ### marks are none."""
    for found in _HEADING.finditer(_FENCED.sub("", markdown)):
        if not found[2].startswith(("BEGIN ", "END ")):
            yield len(found[1]), found[2]
