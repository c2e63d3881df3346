"""What the course covers: which outcome answers a message, what teaches it, what assesses it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from graders.cells import our_data, source_of
from graders.frameworks import PROGRAMMES
from graders.headings import headings_in
from graders.kinds.reading import did_you_mean
from graders.notebooks import MODULES
from graders.outcomes import MESSAGES_FILE, OUTCOMES_FILE, Message, Outcome
from graders.problems import Problem
from graders.question_cell import questions_in
from graders.settings import programme_of

#: Our entry in the metadata of a cell that opens a section.
SECTION = "section"


@frozen(kw_only=True)
class Section:
    """Part of a module that teaches something.

    Attributes:
        module: Folder of the notebook.
        name: As outcomes name it; never changed.
        file: The notebook's path within the course.
        heading: What stands over it; empty if nothing does.
    """

    module: str
    name: str
    file: str
    heading: str


@frozen(kw_only=True)
class Asked:
    """A question that earns points in an assignment.

    Attributes:
        name: The question's.
        programme: Whose assignment it stands in.
        outcomes: Ids of what it assesses.
    """

    name: str
    programme: str
    outcomes: tuple[str, ...]


@frozen(kw_only=True)
class Coverage:
    """What a course sets out to do, and what it does.

    Attributes:
        messages: What it answers, by id.
        outcomes: What it teaches, by id.
        sections: Of all modules, in reading order.
        asked: Questions that assess, in reading order.
    """

    messages: Mapping[str, Message]
    outcomes: Mapping[str, Outcome]
    sections: Sequence[Section]
    asked: Sequence[Asked]

    def answering(self, message: str) -> list[Outcome]:
        """Return the outcomes that answer the message."""
        return [each for each in self.outcomes.values() if message in each.messages]

    def teaching(self, outcome: Outcome) -> list[Section]:
        """Return the sections that are there and teach the outcome, as it names them."""
        there = {(each.module, each.name): each for each in self.sections}
        places = [(outcome.module, name) for name in outcome.taught_in]
        return [there[place] for place in places if place in there]

    def assessing(self, outcome: Outcome, programme: str) -> list[Asked]:
        """Return the questions of a programme that assess the outcome."""
        return [
            each
            for each in self.asked
            if each.programme == programme and outcome.id in each.outcomes
        ]

    def unassessed(self, outcome: Outcome) -> list[str]:
        """Return the programmes that should assess the outcome and don't."""
        return [
            name
            for name in PROGRAMMES
            if name in outcome.levels and not self.assessing(outcome, name)
        ]

    def complete(self, outcome: Outcome) -> bool:
        """Return whether the outcome is taught and assessed as it says."""
        whole = len(self.teaching(outcome)) == len(outcome.taught_in)
        return whole and not self.unassessed(outcome)


def coverage_of(
    messages: Mapping[str, Message],
    outcomes: Mapping[str, Outcome],
    notebooks: Iterable[tuple[str, Sequence[Mapping[str, Any]]]],
) -> Coverage:
    """Return what the *notebooks* of a course cover, each as its path in the course and cells."""
    sections: list[Section] = []
    asked: list[Asked] = []
    for file, cells in notebooks:
        if file.startswith(f"{MODULES}/"):
            sections += _sections(file, cells)
        else:
            asked += _asked(file, cells)
    return Coverage(messages=messages, outcomes=outcomes, sections=sections, asked=asked)


def _sections(file: str, cells: Iterable[Mapping[str, Any]]) -> Iterator[Section]:
    for cell in cells:
        if name := our_data(cell).get(SECTION):
            prose = source_of(cell) if cell.get("cell_type") == "markdown" else ""
            yield Section(
                module=file.split("/")[1],
                name=str(name),
                file=file,
                heading=next((heading for _, heading in headings_in(prose)), ""),
            )


def _asked(file: str, cells: Iterable[Mapping[str, Any]]) -> Iterator[Asked]:
    """Yield the questions that count; what carries no points assesses nobody."""
    for question in questions_in(cells):
        if question.points and not question.practice:
            yield Asked(
                name=question.name, programme=programme_of(file), outcomes=question.outcomes
            )


def gaps_in(coverage: Coverage) -> Iterator[Problem]:
    """Yield each gap that isn't planned."""
    for message in coverage.messages:
        if not coverage.answering(message):
            yield Problem(
                file=MESSAGES_FILE,
                where=message,
                problem="no outcome answers it.",
                fix=f"Name it under messages: of an outcome in {OUTCOMES_FILE}.",
            )
    for outcome in coverage.outcomes.values():
        if not outcome.planned:
            yield from _not_taught(coverage, outcome)
            yield from _not_assessed(coverage, outcome)
    yield from _about_sections(coverage)


def _not_taught(coverage: Coverage, outcome: Outcome) -> Iterator[Problem]:
    """Yield each section that the outcome names and that isn't there."""
    names = [each.name for each in coverage.sections if each.module == outcome.module]
    for name in outcome.taught_in:
        if name not in names:
            yield Problem(
                file=OUTCOMES_FILE,
                where=outcome.id,
                problem=f'there is no section "{name}" in {outcome.module} to teach it.',
                fix=f'Write "digiready": {{"{SECTION}": "{name}"}} in the metadata of the cell '
                "with the section's heading, or name another under taught_in:."
                + did_you_mean(name, names),
            )


def _not_assessed(coverage: Coverage, outcome: Outcome) -> Iterator[Problem]:
    for programme in coverage.unassessed(outcome):
        yield Problem(
            file=OUTCOMES_FILE,
            where=outcome.id,
            problem=f"no question with points assesses it in the {programme} programme.",
            fix="Name it under outcomes: of a question in an assignment of that programme; "
            "or, if that programme doesn't need it, leave the programme out of levels:.",
        )


def _about_sections(coverage: Coverage) -> Iterator[Problem]:
    """Yield each section that teaches nothing, has no heading, or stands twice."""
    taught = {(each.module, name) for each in coverage.outcomes.values() for name in each.taught_in}
    met: set[tuple[str, str]] = set()
    for section in coverage.sections:
        place = (section.module, section.name)
        if place in met:
            yield Problem(
                file=section.file,
                where=section.name,
                problem="two sections of the module have this name.",
                fix="Give one another name, or remove it from the cell's metadata.",
            )
        met.add(place)
        if not section.heading:
            yield Problem(
                file=section.file,
                where=section.name,
                problem="the cell that opens this section has no heading.",
                fix="Move the name to the metadata of the Markdown cell with the heading.",
            )
        if place not in taught:
            yield Problem(
                file=section.file,
                where=section.name,
                problem="this section teaches no outcome.",
                fix=f"Name it under taught_in: of an outcome of {section.module} "
                f"in {OUTCOMES_FILE}, or remove its name from the cell's metadata.",
            )


def done_though_planned(coverage: Coverage) -> Iterator[Problem]:
    """Yield each outcome that says it is planned, though it is taught and assessed."""
    for outcome in coverage.outcomes.values():
        if outcome.planned and coverage.complete(outcome):
            yield Problem(
                file=OUTCOMES_FILE,
                where=outcome.id,
                problem="it is planned, and yet taught and assessed. Remove planned: true.",
                fix="",
            )


def figures_of(coverage: Coverage) -> list[str]:
    """Return how much is covered, a sentence each."""
    outcomes = coverage.outcomes.values()
    done = [each for each in outcomes if coverage.complete(each)]
    planned = [each for each in outcomes if each.planned]
    answered = [name for name in coverage.messages if coverage.answering(name)]
    waiting = [name for name in answered if all(each.planned for each in coverage.answering(name))]
    return [
        f"{len(answered)} of {len(coverage.messages)} messages are answered "
        f"by {len(coverage.outcomes)} outcomes.",
        f"{len(done)} outcomes are taught and assessed; {len(planned)} are planned.",
        f"{len(waiting)} messages are answered by planned outcomes only.",
    ]


#: What stands in a table where there is nothing yet.
PLANNED, NOTHING = "planned", "nothing yet"


def sections_said(coverage: Coverage, outcome: Outcome) -> str:
    """Return the sections that teach the outcome, those in brackets that aren't there yet."""
    there = {each.name for each in coverage.teaching(outcome)}
    return ", ".join(
        name if name in there else f"({name}: {PLANNED if outcome.planned else NOTHING})"
        for name in outcome.taught_in
    )


def questions_said(coverage: Coverage, outcome: Outcome, programme: str) -> str:
    """Return the questions by which a programme assesses the outcome, or why there are none."""
    if programme not in outcome.levels:
        return "not needed"
    names = [each.name for each in coverage.assessing(outcome, programme)]
    return ", ".join(names) or (PLANNED if outcome.planned else NOTHING)


def rows_by_message(coverage: Coverage) -> Iterator[tuple[str, ...]]:
    """Yield message, outcome, sections, and questions by programme: a row for each outcome."""
    for message in coverage.messages:
        for outcome in coverage.answering(message):
            yield (message, *row_of(coverage, outcome))
        if not coverage.answering(message):
            yield (message, NOTHING, "", *("" for _ in PROGRAMMES))


def row_of(coverage: Coverage, outcome: Outcome) -> tuple[str, ...]:
    """Return an outcome, its sections, and its questions by programme."""
    questions = (questions_said(coverage, outcome, programme) for programme in PROGRAMMES)
    return (outcome.id, sections_said(coverage, outcome), *questions)
