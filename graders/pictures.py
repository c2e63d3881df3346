"""Find pictures without words for those who can't see them."""

from collections.abc import Iterator
from pathlib import Path

from graders.problems import Problem
from graders.prose import pictures_in, prose_of


def check_pictures(course: Path, stories: Path) -> Iterator[Problem]:
    """Yield each picture of the course's notebooks and stories that says nothing in words."""
    for prose in prose_of(course, stories):
        for picture in pictures_in(prose.markdown):
            if not picture.words:
                yield Problem(
                    file=prose.said,
                    where=prose.where,
                    problem=f'the picture "{picture.source[:60]}" has no words for people '
                    "who can't see it.",
                    fix="Say what it shows, ![like this](picture.png), "
                    'or in alt="like this" of an <img>.',
                )
