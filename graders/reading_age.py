"""How hard a notebook is to read: a fault where it is over its programme's limit.

Reading age is the Flesch-Kincaid grade plus five years: J. P. Kincaid and others,
"Derivation of New Readability Formulas for Navy Enlisted Personnel", Research Branch
Report 8-75, Naval Technical Training (1975). It counts words and syllables; it does not
know which words a reader knows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graders.cells import our_data, source_of
from graders.check import Course
from graders.kinds import Question
from graders.kinds.contract import paragraphs
from graders.notebooks import cells_of_course
from graders.problems import Problem
from graders.question_cell import questions_in
from graders.settings import SETTINGS_FILE, programme_of

#: Years of age at which somebody begins the first grade of a school in the United States.
_FIRST_GRADE = 5

#: Fewer words than this say nothing about how hard a text is to read.
_ENOUGH_WORDS = 100

_MARK_SCHEME = re.compile(r"^.*BEGIN MARK SCHEME.*\n(?s:.*?)^.*END MARK SCHEME.*$\n?", re.MULTILINE)
_MARKDOWN = re.compile(r"<[^>]*>|\]\([^)]*\)|[#*_>|`\[\]]|^\s*[-:|]+\s*$", re.MULTILINE)


def reading_age(text: str) -> float:
    """Return the age in years at which *text* can be read; 0 for too few words to tell."""
    if len(text.split()) < _ENOUGH_WORDS:
        return 0.0
    import textstat  # here, because it takes a second to import, and only the check needs it

    return float(textstat.flesch_kincaid_grade(text)) + _FIRST_GRADE


def words_students_read(cells: Iterable[Mapping[str, Any]], questions: Iterable[Question]) -> str:
    """Return the prose of *cells* and what *questions* ask, a sentence's end after each part.

    Stories are left out: they speak in their authors' own way.
    """
    prose = [
        _MARKDOWN.sub(" ", _MARK_SCHEME.sub("", source_of(cell)))
        for cell in cells
        if cell.get("cell_type") == "markdown" and not our_data(cell).get("story")
    ]
    asked = [part for question in questions for part in paragraphs(question.prompt)]
    parts = [line.strip() for text in [*prose, *asked] for line in text.split("\n\n")]
    return "\n".join(part if part.endswith((".", "?", "!", ":")) else f"{part}." for part in parts)


def check_reading_age(course: Course) -> Iterator[Problem]:
    """Yield each notebook that is harder to read than its programme allows."""
    for said, cells in cells_of_course(course.folder):
        programme = programme_of(said)
        limit = course.settings.reading_age[programme]
        age = reading_age(words_students_read(cells, questions_in(cells)))
        if age > limit:
            yield Problem(
                file=said,
                problem=f"its reading age is {age:.1f} years, above the {limit:g} of the "
                f"{programme} programme.",
                fix="Shorten sentences, which brings it down most; "
                f"or move the limit in {SETTINGS_FILE}.",
            )
