"""Mark one submission as data: from its notebook and answers to what nbgrader keeps of it.

Nothing here touches a file or a gradebook, so a worker on any machine can do it.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from attrs import asdict, define, field, frozen

from graders.answers import Answers
from graders.cells import OURS, our_data
from graders.cohorts.layouts import Layouts
from graders.cohorts.notebook_text import around_outputs, notebook_file, outputs_text
from graders.cohorts.plan import Plan
from graders.mark_cells import mark_output
from graders.mark_page import mark_html
from graders.marks import Mark, mark_as_met
from graders.nbgrader_checksum import checksum
from graders.question_cell import read_variants
from graders.reflections import is_blank
from graders.restore import MasterCell
from graders.submitted import Submitted

#: What nbgrader says of a part in which nothing was written.
NO_RESPONSE = "No response."

_NOT_DRAWN = b'"drawn": ""'

#: How many written cells a worker keeps. Of a kind that is chosen from, a cohort gives few answers.
KEPT = 8192


@frozen(kw_only=True)
class Row:
    """What the gradebook is to hold of one part of a submission.

    Attributes:
        auto: The machine's points; None where a person marks.
        waits: Whether a person has to look at it whatever was marked by hand before.
    """

    auto: float | None
    waits: bool


@frozen(kw_only=True)
class Marked:
    """A submission that has been marked.

    Attributes:
        student: Whose it is.
        notebook: The autograded notebook's file.
        grades: What the gradebook is to hold of each part with points.
        comments: The machine's comment on each part that has one; None for none.
        flags: Why a person should look, each in words; empty where nobody need.
    """

    student: str
    notebook: bytes
    grades: Mapping[str, Row]
    comments: Mapping[str, str | None]
    flags: tuple[str, ...] = ()


class Marker:
    """Marks submissions of one assignment, and keeps what it has written before."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._masters = {master.name: master for master in plan.masters}
        self._tasks = [master.name for master in plan.masters if master.task]
        self._layouts = Layouts(plan.masters, plan.released)
        self._prose = [cell for cell in plan.released if our_data(cell)]
        self._marked = lru_cache(maxsize=KEPT)(self._mark_said)
        self._shown = lru_cache(maxsize=KEPT)(self._show)
        self._around = lru_cache(maxsize=KEPT)(self._frame)

    def mark(self, student: str, submitted: Submitted, answers: Answers) -> Marked:
        """Return what becomes of *student*'s work; never raises for what is in it."""
        slots, changes = self._layouts.of(submitted.cells)
        changes.problem = submitted.problem
        found = _Found(flags=[each for each in (submitted.problem, answers.problem) if each])
        texts = []
        for slot in slots:
            if slot.question and slot.master:
                text = self._question(slot.master, slot.cell["id"], answers, student, found)
                texts.append(text)
            else:
                texts.append(slot.text)
                if slot.master:
                    found.other(slot.master, slot.cell["source"])
        prose = [slot.cell for slot in slots if slot.is_ours]
        for name in self._tasks:
            blank = not submitted.problem and is_blank(name, prose, self._prose)
            found.by_hand(name, blank=blank)
        metadata: dict[str, Any] = {"language_info": {"name": "python"}, OURS: asdict(changes)}
        if self.plan.kernelspec:
            metadata["kernelspec"] = self.plan.kernelspec
        return Marked(
            student=student,
            notebook=notebook_file(texts, metadata),
            grades=found.grades,
            comments=found.comments,
            flags=tuple(found.flags),
        )

    def _question(
        self, master: MasterCell, cell_id: str, answers: Answers, student: str, found: "_Found"
    ) -> bytes:
        """Mark a question; return its cell's text."""
        # What was written, and a student's own draw, don't recur: they would push others out.
        recurs = not master.solution and not read_variants(master.source)[0].is_drawn
        said = _said(answers, master.name) if recurs else None
        if said is None:
            mark, text = self._mark_and_write(master.name, cell_id, answers, student)
        else:
            mark, text = self._marked(master.name, cell_id, said)
        if mark.problem and not answers.problem:  # of the whole file it is said once
            found.flags.append(f"{master.name}: {mark.problem}")
        found.question(master, mark)
        return text

    def _mark_said(self, name: str, cell_id: str, said: "_Said") -> tuple[Mark, bytes]:
        """Return what :meth:`_mark_and_write` does, from what alone the answer's mark hangs on."""
        answers = Answers(given={name: said.given}, problem=said.problem)
        return self._mark_and_write(name, cell_id, answers, "")

    def _mark_and_write(
        self, name: str, cell_id: str, answers: Answers, student: str
    ) -> tuple[Mark, bytes]:
        """Return the mark of an answer, and the cell's text with the mark in it."""
        source = self._masters[name].source
        mark, drawn = mark_as_met(source, answers, assignment=self.plan.assignment, student=student)
        shown = self._shown(mark)  # whoever drew alike and said the same shares it
        if drawn:  # a quotation mark within a text is escaped, so this stands in it once
            shown = shown.replace(_NOT_DRAWN, b'"drawn": "%s"' % drawn.encode())
        before, after = self._around(name, cell_id)
        return mark, before + shown + after

    def _show(self, mark: Mark) -> bytes:
        html = mark_html(mark, dict(self.plan.facts), strongest=self.plan.strongest)
        return outputs_text([mark_output(mark, html)])

    def _frame(self, name: str, cell_id: str) -> tuple[bytes, bytes]:
        """Return the text of a question's cell before and after its output."""
        master = self._masters[name]
        return around_outputs(
            {
                "cell_type": "code",
                "id": cell_id,
                "metadata": {"nbgrader": master.metadata()},
                "source": master.source,
                "execution_count": None,
            }
        )


@frozen
class _Said:
    """What a file of answers holds for one question, told from others by how it reads.

    Attributes:
        problem: Why the file can't be read; else empty.
        written: How it reads.
        given: What it holds.
    """

    problem: str
    written: str
    given: Any = field(eq=False)


def _said(answers: Answers, name: str) -> _Said | None:
    """Return what *answers* hold for a question; None where it is too deep to be told apart."""
    given = answers.given.get(name, {})
    try:
        return _Said(answers.problem, repr(given), given)
    except RecursionError:
        return None


@define
class _Found:
    """What marking one submission has found so far."""

    flags: list[str]
    grades: dict[str, Row] = field(factory=dict)
    comments: dict[str, str | None] = field(factory=dict)

    def question(self, master: MasterCell, mark: Mark) -> None:
        """Take in the mark of a question."""
        if master.solution and not mark.problem and not mark.withdrawn:
            self.by_hand(master.name, blank=not (mark.verdict and mark.verdict.answered))
            return
        self.grades[master.name] = Row(auto=mark.earned, waits=bool(mark.problem))
        if master.solution:
            self.comments[master.name] = NO_RESPONSE

    def by_hand(self, name: str, *, blank: bool) -> None:
        """Have a person mark what was written; what was left blank earns 0 by itself."""
        self.grades[name] = Row(auto=0.0 if blank else None, waits=not blank)
        self.comments[name] = NO_RESPONSE if blank else None

    def other(self, master: MasterCell, source: str) -> None:
        """Take in a part that is no question of ours: blank, or for a person to mark."""
        blank = master.solution and checksum(master, source) == master.checksum
        if master.grade:
            self.grades[master.name] = Row(auto=0.0 if blank else None, waits=not blank)
        if master.solution:
            self.comments[master.name] = NO_RESPONSE if blank else None
