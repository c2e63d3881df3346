"""The page for programme leads: what the course covers, as Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from graders.coverage import (
    NOTHING,
    PLANNED,
    Coverage,
    figures_of,
    questions_said,
)
from graders.frameworks import ENTRIES, LEVELS, PROGRAMMES, TITLES
from graders.outcomes import Outcome

_OPENING = """\
# What the course covers

For whoever answers for a programme: what students will be able to do, where they learn it, what assesses it, and which frameworks and messages it meets.
`digiready coverage` writes this page from the course; nobody writes it by hand.
What is "planned" is still to be written. "Not needed" means that the programme does not ask for it.\
"""  # noqa: E501 - a sentence a line


def page_of(coverage: Coverage) -> str:
    """Return the page."""
    parts = [
        _OPENING,
        "\n".join(f"- {figure}" for figure in figures_of(coverage)),
        "## Outcomes, by module",
        *_modules(coverage),
        "## Frameworks",
        "An outcome names an entry only where it helps somebody to meet it. "
        "Meeting an entry takes more than one course.",
        _levels(coverage),
        *_frameworks(coverage),
        "## Messages",
        "What the national report of 2019 asks of each group, in the course's own words. "
        "What it asks of managers, makers or ministers is answered by what a social worker can "
        "ask for, notice or do about it.",
        *_messages(coverage),
    ]
    return "\n\n".join(parts) + "\n"


def _modules(coverage: Coverage) -> Iterator[str]:
    for module, outcomes in groupby(coverage.outcomes.values(), key=lambda each: each.module):
        yield f"### {module}"
        yield _table(
            ("Outcome", "Somebody can", "Taught in", *(f"Assessed, {each}" for each in PROGRAMMES)),
            (
                (
                    f"`{each.id}`",
                    each.can,
                    _taught_in(coverage, each),
                    *(questions_said(coverage, each, programme) for programme in PROGRAMMES),
                )
                for each in outcomes
            ),
        )


def _taught_in(coverage: Coverage, outcome: Outcome) -> str:
    """Return the headings under which the outcome is taught, or that they are to come."""
    headings = [each.heading for each in coverage.teaching(outcome)]
    if len(headings) == len(outcome.taught_in):
        return "; ".join(headings)
    return "; ".join([*headings, PLANNED if outcome.planned else NOTHING])


def _levels(coverage: Coverage) -> str:
    """Return which outcomes are expected at which level of the PCF."""
    outcomes = coverage.outcomes.values()
    rows = [
        (level.replace("-", " ").capitalize(), programme, _named(there))
        for level in LEVELS
        for programme in PROGRAMMES
        if (there := [each for each in outcomes if each.levels.get(programme) == level])
    ]
    return _table(("Level of the PCF", "Programme", "Outcomes"), rows)


def _frameworks(coverage: Coverage) -> Iterator[str]:
    for framework, entries in ENTRIES.items():
        meeting = {
            entry: [
                each
                for each in coverage.outcomes.values()
                if entry in each.frameworks.get(framework, ())
            ]
            for entry in entries
        }
        yield f"### {TITLES[framework]}"
        yield _table(
            ("Entry", "Outcomes"),
            (
                (entry if words == entry else f"{entry}: {words}", _named(meeting[entry]))
                for entry, words in entries.items()
                if meeting[entry]
            ),
        )


def _messages(coverage: Coverage) -> Iterator[str]:
    for stakeholder, messages in groupby(
        coverage.messages.values(), key=lambda each: each.stakeholder
    ):
        yield f"### {stakeholder.replace('-', ' ').capitalize()}"
        yield _table(
            ("Message", "Answered by"),
            ((each.says, _named(coverage.answering(each.id))) for each in messages),
        )


def _named(outcomes: Sequence[Outcome]) -> str:
    """Return outcomes by their ids, with a word after each that is planned."""
    said = (f"`{each.id}`" + (f" ({PLANNED})" if each.planned else "") for each in outcomes)
    return ", ".join(said) or NOTHING


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines
    )
