"""How everything we show looks: one stylesheet, and templates filled by Mustache.

Templates hold no logic: what is shown is worked out before, in plain data.
Everything filled in is escaped, unless a template says otherwise with three braces;
those are for HTML of our own.
"""

from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from pystache import Renderer
from pystache.parser import parse

HERE = Path(__file__).parent

#: Colours, type and parts that pages and widgets share.
STYLESHEET = HERE / "digiready.css"


def fill(template: Path, view: dict[str, Any]) -> str:
    """Return the HTML of *template* filled with *view*.

    ``{{> part}}`` in a template stands for ``_part.html`` beside it.

    Raises:
        KeyNotFoundError: the template shows a name that *view* does not have.
    """
    return str(_renderer(template.parent).render(_parsed(template), view)).strip()


@cache
def stylesheet() -> str:
    """Return the shared stylesheet."""
    return STYLESHEET.read_text(encoding="utf-8")


def plural(number: float, thing: str) -> str:
    """Return *number* and *thing* as a person would say them.

    >>> plural(1, "point"), plural(1.5, "point"), plural(2 / 3, "point")
    ('1 point', '1.5 points', '0.67 points')
    """
    figures = in_figures(number)
    return f"{figures} {thing}" + ("" if figures == "1" else "s")


def in_figures(number: float) -> str:
    """Return *number* with two decimal places at the most, and none that say nothing.

    >>> in_figures(2.0), in_figures(0.5), in_figures(2 / 3)
    ('2', '0.5', '0.67')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")


class _Parts:
    """The parts beside a template, for pystache to ask for by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> str:
        return (self._folder / f"_{name}.html").read_text(encoding="utf-8")


@cache
def _renderer(folder: Path) -> Renderer:
    return Renderer(missing_tags="strict", escape=escape, partials=_Parts(folder))


@cache
def _parsed(template: Path) -> Any:
    return parse(template.read_text(encoding="utf-8"))
