"""Words that the pages quote from the screen are the words on the screen."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT

LEARNING, TEACHING, MARKING, WRITING = (
    DOCS / name for name in ("learning.md", "teaching.md", "marking.md", "co-writing.md")
)
SOURCES = [
    path
    for package in ("classroom", "graders", "coproduction")
    for path in (ROOT / package).rglob("*")
    if path.suffix in {".py", ".html", ".js"}
]


@pytest.fixture(scope="module")
def on_screen() -> str:
    """Give all that our code and templates can say, with lines and broken texts joined."""
    whole = "\n".join(path.read_text("utf-8") for path in SOURCES)
    return plain(re.sub(r'"\s*\n\s*f?"', "", whole))


def plain(text: str) -> str:
    """Return *text* without stars and with single spaces."""
    return " ".join(text.replace("*", "").split())


@pytest.mark.parametrize(
    ("page", "words"),
    [
        pytest.param(LEARNING, words, id=words)
        for words in (
            "Not answered yet.",
            "Saving…",
            "Saved. Nothing is answered here now.",
            "Saved. It was changed in another window.",
            "Not saved yet. Still trying.",
            "Check my answer",
            "Show the strongest answer",
            "Make my upload",
            "What may be upsetting in this story",
            "The same story in Easy Read",
            "Write your reflection",
            "Your answer could not be marked",
            "for a person to look at",
            "answers-damaged-",
        )
    ]
    + [
        pytest.param(TEACHING, words, id=words)
        for words in (
            "You see the key because this copy holds it. Students do not.",
            "the cell was saved with what it showed.",
            "Write your reflection here",
            "%hand_in",
            "show_strongest",
        )
    ]
    + [
        pytest.param(MARKING, words, id=words)
        for words in (
            "holds somebody's own answers, and students would be given them",
            "the cell's metadata does not fit its source",
        )
    ]
    + [
        pytest.param(WRITING, words, id=words)
        for words in (
            "A story from lived experience.",
            "An illustrative story.",
            "Nobody's own life is told in it.",
            "A story stood here. It has been withdrawn, and is no longer used here.",
            "What its teller would ask you",
        )
    ],
)
def test_the_page_quotes_what_is_said(page: Path, words: str, on_screen: str):
    """A reader who looks for the words finds them on the screen, letter by letter."""
    assert words in plain(page.read_text("utf-8"))
    assert words in on_screen
