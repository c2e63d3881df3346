"""Mark one submission as data: from its notebook and answers to what nbgrader keeps of it.

Nothing here touches a file or a gradebook, so a worker on any machine can do it.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from attrs import asdict, define, field, frozen

from graders.answers import Answers
from graders.cells import OURS, nbgrader_data, our_data
from graders.clean import clean_block
from graders.cohorts.notebook_text import cell_text, notebook_file
from graders.cohorts.plan import Plan
from graders.mark_cells import mark_output
from graders.mark_page import mark_html
from graders.marks import Mark, mark_cell
from graders.nbgrader_checksum import checksum
from graders.question_cell import is_question_cell, read_variants
from graders.reflections import is_blank
from graders.restore import MasterCell, restore
from graders.submitted import Submitted

#: What is shown in place of what a student's code would have done.
NOT_RUN = "Not run. Marking here runs no code from a submission."

#: What nbgrader says of a part in which nothing was written.
NO_RESPONSE = "No response."

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
    notebook: str
    grades: Mapping[str, Row]
    comments: Mapping[str, str | None]
    flags: tuple[str, ...] = ()


class Marker:
    """Marks submissions of one assignment, and keeps what it has written before."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._masters = {master.name: master for master in plan.masters}
        self._tasks = [master.name for master in plan.masters if master.task]
        self._marked = lru_cache(maxsize=KEPT)(self._mark_and_write)

    def mark(self, student: str, submitted: Submitted, answers: Answers) -> Marked:
        """Return what becomes of *student*'s work; never raises for what is in it."""
        restored, changes = restore(submitted.cells, self.plan.masters, self.plan.released)
        found = _Found(flags=[submitted.problem] if submitted.problem else [])
        cells = []
        for cell in restored:
            master = self._masters.get(str(nbgrader_data(cell).get("grade_id")))
            if master and master.grade and is_question_cell(master.source):
                found.texts.append(self._question(master, cell["id"], answers, student, found))
            else:
                cells.append(safe := made_safe(cell))
                found.texts.append(_text_of(safe))
                if master and not master.task:
                    found.other(master, safe["source"])
        changes.problem = submitted.problem
        for name in self._tasks:
            blank = not submitted.problem and is_blank(name, cells, self.plan.released)
            found.by_hand(name, blank=blank)
        metadata: dict[str, Any] = {"language_info": {"name": "python"}, OURS: asdict(changes)}
        if self.plan.kernelspec:
            metadata["kernelspec"] = self.plan.kernelspec
        return Marked(
            student=student,
            notebook=notebook_file(found.texts, metadata),
            grades=found.grades,
            comments=found.comments,
            flags=tuple(found.flags),
        )

    def _question(
        self, master: MasterCell, cell_id: str, answers: Answers, student: str, found: "_Found"
    ) -> str:
        """Mark a question; return its cell's text."""
        where = (master.name, cell_id)
        drawn = self._draw_of(master, answers, student)
        kept = json.dumps(answers.given.get(master.name, {}), sort_keys=True)
        write = self._mark_and_write if master.solution else self._marked  # texts don't recur
        mark, text = write(*where, answers.problem, kept, drawn)
        if mark.problem:
            found.flags.append(f"{master.name}: {mark.problem}")
        found.question(master, mark)
        return text

    def _draw_of(self, master: MasterCell, answers: Answers, student: str) -> str:
        """Return the student a draw goes by; empty where all meet the question alike."""
        return student if read_variants(master.source)[0].is_drawn else ""

    def _mark_and_write(
        self, name: str, cell_id: str, problem: str, kept: str, student: str
    ) -> tuple[Mark, str]:
        """Return the mark of an answer, and the cell's text with the mark in it."""
        master = self._masters[name]
        answers = Answers(given={name: json.loads(kept)}, problem=problem)
        mark = mark_cell(master.source, answers, assignment=self.plan.assignment, student=student)
        html = mark_html(mark, dict(self.plan.facts), strongest=self.plan.strongest)
        cell = {
            "cell_type": "code",
            "id": cell_id,
            "metadata": {"nbgrader": master.metadata()},
            "source": master.source,
            "execution_count": None,
            "outputs": [mark_output(mark, html)],
        }
        return mark, cell_text(cell)


@define
class _Found:
    """What marking one submission has found so far."""

    flags: list[str]
    texts: list[str] = field(factory=list)
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


def made_safe(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return *cell*, safe to show in the formgrader if a student wrote it."""
    theirs = nbgrader_data(cell).get("solution") and not is_question_cell(cell["source"])
    if our_data(cell).get("by") != "student" and not theirs:
        return dict(cell)
    if cell["cell_type"] == "code":
        return {**cell, "outputs": [{"output_type": "stream", "name": "stdout", "text": NOT_RUN}]}
    ours = {**our_data(cell), "written": cell["source"]}
    metadata = {**cell["metadata"], OURS: ours}
    return {**cell, "metadata": metadata, "source": clean_block(cell["source"])}


def _text_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's text, from what is kept if it was written before."""
    if our_data(cell).get("by") == "student":
        return cell_text(cell)
    metadata = json.dumps(cell["metadata"], sort_keys=True)
    return _given_out(cell["cell_type"], cell["id"], metadata, cell["source"])


@lru_cache(maxsize=KEPT)
def _given_out(cell_type: str, cell_id: str, metadata: str, source: str) -> str:
    """Return the text of a cell that nobody changed."""
    cell = {
        "cell_type": cell_type,
        "id": cell_id,
        "metadata": json.loads(metadata),
        "source": source,
    }
    code: dict[str, Any] = {"execution_count": None, "outputs": []}
    return cell_text(cell | code if cell_type == "code" else cell)
