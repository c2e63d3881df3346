"""Questions as an author writes them, for tests to break, mark and hide."""

import re
from typing import Any

import pytest

from graders.kinds import Fault, Question
from graders.question_cell import BEGIN_KEY, END_KEY, QuestionError, read_question_body

# The line that names the question is line 1, so "kind:" stands on line 2.
CHOICE = """\
kind: choice
outcomes: [answer]
points: 2
prompt: |
  It is late, and Sam writes.

  What do you do first?
options:
  ring: Ring the duty manager.
  wait: Wait until the morning.
  ask: Ask him what happened.
### BEGIN HIDDEN TESTS
key: {ring: 1, ask: 0.25}
why:
  ring: She can act tonight, and you have told Sam what happens next.
  wait: He told you tonight, and tonight is when it matters to him.
  ask: Staying with him matters, but an account now can harm what he says later.
facts: [S1]
### END HIDDEN TESTS
"""

MULTIPLE = """\
kind: multiple
outcomes: [answer]
points: 3
prompt: Which of these belong in the record?
options:
  words: His own words.
  time: The time of each message.
  view: What you think of his father.
  photo: A photo of his screen.
### BEGIN HIDDEN TESTS
key: [words, time]
why:
  words: They are his.
  time: The order may matter.
  view: It is an opinion about somebody nobody has asked.
  photo: It puts his message where nobody can clear it.
facts: [S1]
### END HIDDEN TESTS
"""

NUMBER = """\
kind: number
outcomes: [answer]
points: 2
prompt: How many of the 1,000 families are false alarms?
unit: families
### BEGIN HIDDEN TESTS
key:
  value: 98
  within: {1: 1, 5: 0.5}
  slips: {all: 113, missed: 5}
why:
  right: One in ten of 980.
  near: Count the 980 again.
  wrong: Set out from the 980.
  all: Those are all that it flags.
  missed: Those are the ones it misses.
facts: [S1]
### END HIDDEN TESTS
"""

WRITTEN = """\
kind: written
outcomes: [answer]
points: 4
prompt: Write the entry.
words: {least: 3, most: 8}
### BEGIN HIDDEN TESTS
rubric:
  1: Gives an opinion.
  4: Gives Sam's words, and says what was done.
  2.5: Gives Sam's words.
### END HIDDEN TESTS
"""

PRACTICE = (
    CHOICE.replace("points: 2", "points: 2\npractice: true")
    .replace(f"{BEGIN_KEY}\n", "", 1)
    .replace(f"{END_KEY}\n", "", 1)
)


def without_key(body: str) -> str:
    """Return *body* as nbgrader's ClearHiddenTests leaves it for students."""
    return re.sub(rf"^{BEGIN_KEY}$.*?^{END_KEY}$\n?", "", body, flags=re.DOTALL | re.MULTILINE)


def question(body: str, name: str = "first-reply") -> Question:
    """Return the question that *body* asks."""
    return read_question_body(name, body)


def faults_of(body: str, name: str = "first-reply") -> tuple[Fault, ...]:
    """Return the faults of a question that must have some."""
    with pytest.raises(QuestionError) as caught:
        read_question_body(name, body)
    return caught.value.faults


def changed(body: str, old: str, new: str) -> str:
    """Return *body* with *old*, which must stand in it once, replaced."""
    assert body.count(old) == 1, f"{old!r} stands in it {body.count(old)} times"
    return body.replace(old, new)


def code_cell(source: str, cell_id: str = "code", **metadata: Any) -> dict[str, Any]:
    """Return a code cell that has not run."""
    return {
        "cell_type": "code",
        "id": cell_id,
        "metadata": metadata,
        "source": source,
        "execution_count": None,
        "outputs": [],
    }


def prose_cell(source: str, cell_id: str = "prose", **metadata: Any) -> dict[str, Any]:
    """Return a Markdown cell."""
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}


def question_cell(body: str, name: str = "first-reply") -> dict[str, Any]:
    """Return the cell of the question called *name*, before any sync."""
    return code_cell(f"%%question {name}\n{body}", cell_id=name)
