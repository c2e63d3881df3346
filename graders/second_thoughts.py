"""What an author should think about again: it stops nothing, and is said by the check.

Reading age is the Flesch-Kincaid grade plus five years: J. P. Kincaid and others,
"Derivation of New Readability Formulas for Navy Enlisted Personnel", Research Branch
Report 8-75, Naval Technical Training (1975). It counts words and syllables; it does not
know which words a reader knows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graders.cells import our_data, source_of
from graders.kinds import KINDS, Question
from graders.kinds.contract import paragraphs
from graders.settings import Settings

#: Years of age at which somebody begins the first grade of a school in the United States.
_FIRST_GRADE = 5

#: Fewer words than this say nothing about how hard a text is to read.
_ENOUGH_WORDS = 100

_MARK_SCHEME = re.compile(r"^.*BEGIN MARK SCHEME.*\n(?s:.*?)^.*END MARK SCHEME.*$\n?", re.MULTILINE)
_MARKDOWN = re.compile(r"<[^>]*>|\]\([^)]*\)|[#*_>|`\[\]]|^\s*[-:|]+\s*$", re.MULTILINE)


def programme_of(assignment: str) -> str:
    """Return the programme an assignment is for, by its name.

    >>> programme_of("online-safeguarding-post-qualifying")
    'post-qualifying'
    """
    return "post-qualifying" if assignment.endswith("post-qualifying") else "qualifying"


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


def doubts_about(
    cells: Sequence[Mapping[str, Any]],
    questions: Sequence[Question],
    programme: str,
    settings: Settings,
) -> Iterator[tuple[str, str]]:
    """Yield what to think about again in one notebook: which part, and why.

    Args:
        cells: The notebook's.
        questions: Those of its questions that can be read, with their keys.
        programme: Whose students read it.
        settings: The course's.
    """
    for question in questions:
        kind = KINDS[question.kind]
        if kind.doubts and question.has_key:
            for doubt in kind.doubts(question):
                yield question.name, doubt
    yield from _longest(questions)
    limit = settings.reading_age[programme]
    age = reading_age(words_students_read(cells, questions))
    if age > limit:
        yield (
            "",
            (
                f"its reading age is {age:.1f} years, above the {limit:g} of the {programme} "
                "programme. Shorter sentences bring it down most."
            ),
        )


def _longest(questions: Sequence[Question]) -> Iterator[tuple[str, str]]:
    """Yield a word where a student could pass by always choosing the longest option."""
    longest = [
        is_longest
        for question in questions
        if (find := KINDS[question.kind].longest_is_right) and question.has_key
        for is_longest in find(question)
    ]
    if sum(longest) * 2 > len(longest):
        yield (
            "",
            (
                f"the best option is the longest in {sum(longest)} of {len(longest)} decisions, so "
                "it can be guessed by its length. Lengthen others, or shorten it."
            ),
        )
