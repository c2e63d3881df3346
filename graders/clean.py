"""Make a student's words safe to show: they are live in nbgrader's pages otherwise."""

import re
from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt

#: What prose needs. No pictures: one fetched from elsewhere tells its owner who looked.
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "li", "ol", "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


@cache
def _markdown(*, html: bool) -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": html}).enable("table").disable("image")


def clean_html(markdown: str) -> str:
    """Return *markdown* as HTML with no script, style, picture or form in it.

    HTML that was typed is shown as it was typed. Links lead to the web or to an
    e-mail address, or are text.
    """
    return _safe(_markdown(html=False).render(markdown), folds=False)


@lru_cache(maxsize=2048)  # the same for everybody, so each piece is rendered once
def course_html(markdown: str) -> str:
    """Return the course's own *markdown* as HTML just as safe, with the parts that fold."""
    return _safe(_markdown(html=True).render(markdown), folds=True)


def _safe(html: str, *, folds: bool) -> str:
    cleaned: str = _cleaner(folds=folds).clean(html)
    return cleaned


@cache  # making one takes longer than cleaning a page with it
def _cleaner(*, folds: bool) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS | {"details", "summary"} if folds else _TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_only_away,
        url_schemes={"http", "https", "mailto"},
    )


def _only_away(_: str, name: str, value: str) -> str | None:
    """Leave out a link without a scheme: it would press something on the marker's own server."""
    away = value.lower().startswith(("http://", "https://", "mailto:"))
    return value if away or name != "href" else None


def clean_block(markdown: str) -> str:
    """Return *markdown* as one block of clean HTML that may stand in a Markdown cell.

    Whoever renders the cell as Markdown again must find nothing to do: no blank line
    ends the block, and the class keeps MathJax, whose links can carry script, away.
    """
    html = re.sub(r"\n(?=\s*\n)", "&#10;", clean_html(markdown).strip()).replace("$", "&#36;")
    return f'<div class="tex2jax_ignore mathjax_ignore">{html}</div>'
