"""Promises about what everything we show is made with: numbers in words, templates without gaps."""

import re
from pathlib import Path

import pytest
from pystache.context import KeyNotFoundError

from graders.look import HERE, fill, in_figures, plural

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0"), (0.0, "0"), (1, "1"), (2.0, "2"), (10, "10"), (100.0, "100"), (0.5, "0.5"),
        (1.5, "1.5"), (0.25, "0.25"), (2 / 3, "0.67"), (5 / 12 * 3, "1.25"), (0.1 + 0.2, "0.3"),
        (20.10, "20.1"), (2.999, "3"),
    ],
)  # fmt: skip
def test_a_number_has_no_figure_that_says_nothing(number, said):
    """Two places at the most, no trailing nought, and tens keep theirs."""
    assert in_figures(number) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 points"), (1, "1 point"), (1.0, "1 point"), (2, "2 points"), (0.5, "0.5 points"),
        (1.5, "1.5 points"), (0.999, "1 point"),
    ],
)  # fmt: skip
def test_one_is_one_and_the_rest_are_many(number, said):
    """What is shown as 1 is one point; everything else is points."""
    assert plural(number, "point") == said


def template(folder: Path, text: str, name: str = "page.html") -> Path:
    """Return the path of a template."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_template_never_shows_a_gap(tmp_path):
    """A name that was forgotten is an error, not an empty place on a student's page."""
    page = template(tmp_path, "{{title}}: {{score}}")
    assert fill(page, {"title": "Quiz", "score": 0}) == "Quiz: 0"
    with pytest.raises(KeyNotFoundError, match="score"):
        fill(page, {"title": "Quiz"})


def test_a_part_is_as_strict(tmp_path):
    """A template's part beside it is filled with the same names, and as strictly."""
    template(tmp_path, "[{{title}}]", "_part.html")
    page = template(tmp_path, "<p>{{> part}}</p>")
    assert fill(page, {"title": "Quiz"}) == "<p>[Quiz]</p>"
    with pytest.raises(KeyNotFoundError):
        fill(page, {})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("<b>", "&lt;b&gt;", id="tag"),
        pytest.param("a & b", "a &amp; b", id="ampersand"),
        pytest.param('" onclick="x', "&quot; onclick=&quot;x", id="quotes"),
        pytest.param("Sam's", "Sam&#x27;s", id="apostrophe"),
        pytest.param("{{title}} {{{title}}}", "{{title}} {{{title}}}", id="our own signs"),
    ],
)
def test_what_is_filled_in_is_escaped_once(tmp_path, text, shown):
    """Text goes in as text; signs that mean something to a template mean nothing there."""
    assert fill(template(tmp_path, "{{title}}"), {"title": text}) == shown


def test_three_braces_are_for_html_of_ours():
    """Only these places take HTML; each is filled by another template, or with cleaned words."""
    found = {
        f"{path.name}: {name}"
        for folder in (HERE, ROOT / "classroom")
        for path in folder.rglob("*.html")
        for name in re.findall(r"\{\{\{(\w+)\}\}\}|\{\{& *(\w+)\}\}", path.read_text())
        for name in name
        if name
    }
    assert found == {
        "feedback.html: rows",
        "feedback.html: style",
        "feedback.html: sections",
        "feedback_part.html: mark",
        "feedback_part.html: prose",
        "feedback_part.html: comment",
        "feedback_part.html: rubric",
        "hand_in.html: summary",
        "preview.html: form",
        "preview.html: picture",
        "question.html: body",
        "static.html: body",
    }
