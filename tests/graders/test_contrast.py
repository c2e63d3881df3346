"""Promises about colours, measured in the stylesheet itself: all can be read, in both themes."""

import re
from itertools import product

import pytest

from graders.look import STYLESHEET

CSS = re.sub(r"/\*.*?\*/", "", STYLESHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
RULES = [
    (" ".join(selector.split()), dict(re.findall(r"([\w-]+):\s*([^;{}]+);", body)))
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS)
]
THEMES = {
    selector: {name: value for name, value in entries.items() if name.startswith("--dr-")}
    for selector, entries in RULES
    if "--dr-ink" in entries
}
LIGHT, DARK, DARK_PAGE = THEMES.values()

#: What a notebook puts behind our forms, in JupyterLab's and Notebook's own themes.
HOSTS = {"light": "#ffffff", "dark": "#111111"}


def used(*properties: str) -> set[str]:
    """Return the colours that rules give these properties."""
    return {
        colour
        for _, entries in RULES
        for name in properties
        for colour in re.findall(r"var\((--dr-[\w-]+)\)", entries.get(name, ""))
    }


def luminance(colour: str) -> float:
    """Return how bright #rrggbb is, 0 to 1, by WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, by WCAG 2.2."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


PRESSED = "--dr-press"  # the ground of a button, on which only its own text stands
TEXT = used("color") - {"--dr-on-press"}
GROUNDS = used("background") - {PRESSED}
FOCUS = used("outline")
DECORATION = {"--dr-hair"}  # says nothing: what it divides is divided by space as well
EDGES = {
    colour
    for _, entries in RULES
    for name, value in entries.items()
    if name.startswith("border")
    for colour in re.findall(r"var\((--dr-[\w-]+)\)", value)
} - DECORATION


def test_the_measure_measures():
    """Black on white is 21, a colour on itself 1, and a known pair is what others measure."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_search_finds_colours():
    """If the stylesheet changes its ways, this fails rather than all below passing on nothing."""
    assert {"--dr-ink", "--dr-quiet", "--dr-press", "--dr-saved", "--dr-needs"} <= TEXT
    assert {"--dr-paper", "--dr-ground", "--dr-press-ground", "--dr-needs-ground"} <= GROUNDS
    assert {"--dr-edge", "--dr-press"} <= EDGES
    assert FOCUS


def test_every_theme_has_every_colour():
    """A colour missing from a theme would come from the other one; both dark ones are the same."""
    assert len(THEMES) == 3
    assert set(LIGHT) == set(DARK)
    assert DARK == DARK_PAGE


def test_colours_stand_in_the_themes_only():
    """A colour written elsewhere would be the same in both themes, and nobody would measure it."""
    astray = [
        (selector, name, value)
        for selector, entries in RULES
        for name, value in entries.items()
        if not name.startswith("--dr-") and re.search(r"#[0-9a-f]{3}|rgb|hsl", value, re.IGNORECASE)
    ]
    assert astray == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), sorted(product(TEXT, [*GROUNDS, "the host's own"])))
def test_text_can_be_read(theme, text, ground):
    """Any colour of text on any ground of ours, or on the notebook's, reaches 4.5 to 1."""
    colours = LIGHT if theme == "light" else DARK
    behind = HOSTS[theme] if ground == "the host's own" else colours[ground]
    assert contrast(colours[text], behind) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_words_on_a_button_can_be_read(theme):
    """What is written on a button stands out from it, 4.5 to 1."""
    colours = LIGHT if theme == "light" else DARK
    assert contrast(colours["--dr-on-press"], colours[PRESSED]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), sorted(product(EDGES | FOCUS, GROUNDS)))
def test_edges_and_focus_can_be_seen(theme, edge, ground):
    """What tells a control from what is around it, and where the focus is, reaches 3 to 1."""
    colours = LIGHT if theme == "light" else DARK
    assert contrast(colours[edge], colours[ground]) >= 3
