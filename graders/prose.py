"""The Markdown that people read in a course and its stories: its links and its pictures."""

from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from attrs import frozen
from markdown_it import MarkdownIt
from markdown_it.token import Token

from graders.cells import source_of
from graders.notebooks import cells_of_course
from graders.sync import label_of


@frozen(kw_only=True)
class Prose:
    """A piece of Markdown, and where it stands.

    Attributes:
        path: The file.
        said: How it is called before its author.
        where: The cell, for a notebook; else empty.
        markdown: The text.
    """

    path: Path
    said: str
    where: str
    markdown: str


@frozen(kw_only=True)
class Picture:
    """A picture in a text.

    Attributes:
        source: Its file or address.
        words: What is said to those who can't see it; empty if nothing is.
    """

    source: str
    words: str


def prose_of(course: Path, stories: Path) -> Iterator[Prose]:
    """Yield the Markdown cells of the course's notebooks, then the files of the stories."""
    for said, cells in cells_of_course(course):
        for cell in cells:
            if cell.get("cell_type") == "markdown":
                yield Prose(
                    path=course / said,
                    said=said,
                    where=label_of(cell),
                    markdown=source_of(cell),
                )
    for path in sorted(stories.glob("*/*.md")):
        said = path.relative_to(stories.parent).as_posix()
        text = path.read_text(encoding="utf-8", errors="replace")
        yield Prose(path=path, said=said, where="", markdown=text)


def links_in(markdown: str) -> list[str]:
    """Return where the links of *markdown* lead, as written, in order."""
    found = []
    for token in _tokens(markdown):
        if token.type == "link_open":
            found.append(str(token.attrs["href"]))
        elif token.type in ("html_inline", "html_block"):
            found += [
                entries["href"] for tag, entries in _tags(token.content)
                if tag == "a" and "href" in entries
            ]  # fmt: skip
    return found


def pictures_in(markdown: str) -> list[Picture]:
    """Return the pictures of *markdown*, in order."""
    found = []
    for token in _tokens(markdown):
        if token.type == "image":
            found.append(Picture(source=str(token.attrs["src"]), words=token.content.strip()))
        elif token.type in ("html_inline", "html_block"):
            found += [
                Picture(source=entries.get("src", ""), words=entries.get("alt", "").strip())
                for tag, entries in _tags(token.content)
                if tag == "img"
            ]
    return found


@lru_cache(maxsize=1024)  # links and pictures are looked for in the same texts
def _tokens(markdown: str) -> tuple[Token, ...]:
    """Return the parts of *markdown*; what stands in code is none of them."""
    blocks = MarkdownIt("commonmark").enable("table").parse(markdown)
    return tuple(token for block in blocks for token in (block, *(block.children or ())))


def _tags(html: str) -> list[tuple[str, dict[str, str]]]:
    reader = _Tags()
    reader.feed(html)
    return reader.found


class _Tags(HTMLParser):
    """Gathers the tags that open, each with its entries."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))
