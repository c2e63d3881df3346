"""Each kind of question, by keyboard alone, heard and looked at, in every door."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from graders.answers import Answers
from graders.kinds import KINDS
from graders.kinds.contract import own_fields
from graders.marks import mark_question
from graders.question_cell import read_question_body
from tests.browser.by_keyboard import answer_by_keyboard
from tests.browser.doors import Door, answers_beside, question_on, status_of, write_notebook
from tests.browser.test_axe import NARROW, faults
from tests.browser.test_layout import HIT, IDS, becomes_narrow
from tests.graders.written import without_key

pytestmark = pytest.mark.browser

#: What is heard of each kind, before and after its answer; a change there is seen in review.
TRANSCRIPTS = Path(__file__).parent / "transcripts"

#: The right answer of each kind.
RIGHT = {name: kind.samples[0] for name, kind in KINDS.items()}


@pytest.fixture
def every_kind(folder: Path) -> Path:
    """A student's copy with a question of each kind."""
    cells = [
        f"%%question a-{name}\n{without_key(sample.source.strip())}"
        for name, sample in RIGHT.items()
    ]
    return write_notebook(folder / "every-kind" / "every-kind.ipynb", "# Every kind", *cells)


def question_of(kind: str):
    """Return the question of this kind, with its key."""
    return read_question_body(f"a-{kind}", RIGHT[kind].source)


def test_every_kind_is_answered_by_keyboard_kept_and_clean(
    door: Door, page: Page, every_kind: Path
):
    """Tab, arrows, Space, Enter and letters are enough; axe finds nothing before or after."""
    within = None if door.name == "voila" else ".dr"
    door.open(page, every_kind)
    assert faults(page, within) == []
    assert page.evaluate(IDS) == []
    assert page.evaluate(HIT) == []
    for kind, sample in RIGHT.items():
        answer_by_keyboard(page, question_of(kind), {k: list(v) for k, v in sample.fields.items()})
        expect(status_of(page, f"a-{kind}")).to_have_text("Saved.")
    kept = answers_beside(every_kind)
    for kind in KINDS:
        question = question_of(kind)
        mark = mark_question(question, Answers(given=kept))
        assert mark.problem == ""
        assert KINDS[kind].parse(question, own_fields(kept[f"a-{kind}"])) == KINDS[kind].parse(
            question, RIGHT[kind].fields
        )
        assert mark.waits or mark.earned == question.points
    assert faults(page, within) == []
    if door.name != "lab":  # JupyterLab itself does not reflow
        becomes_narrow(page, NARROW)
    assert faults(page, within) == []


#: For each phrase of a text, whether it begins on the line of its box.
BESIDE = """() => [...document.querySelectorAll('.dr-highlight label.dr-passage')].map(each => {
    const box = each.querySelector('input').getBoundingClientRect();
    const text = each.querySelector('.dr-text').getClientRects()[0];
    return text.top < box.bottom && box.top < text.bottom && box.right <= text.left;
})"""


@pytest.mark.parametrize("door", ["notebook"], indirect=True)
def test_a_phrase_begins_beside_its_box(door: Door, page: Page, every_kind: Path):
    """A text to mark runs on; no look of another kind breaks it after each box."""
    door.open(page, every_kind)
    beside = page.evaluate(BESIDE)
    assert beside and all(beside)


@pytest.mark.parametrize("door", ["lab"], indirect=True)
def test_every_kind_is_heard_as_written_down(door: Door, page: Page, every_kind: Path):
    """Groups, names, states and the order of things, from the accessibility tree."""
    door.open(page, every_kind)
    for kind, sample in RIGHT.items():
        question = question_on(page, f"a-{kind}")
        is_heard_as_written(question, f"{kind}-before")
        answer_by_keyboard(page, question_of(kind), {k: list(v) for k, v in sample.fields.items()})
        expect(status_of(page, f"a-{kind}")).to_have_text("Saved.")
        is_heard_as_written(question, f"{kind}-after")


def is_heard_as_written(question: Locator, name: str) -> None:
    """Compare what is heard with the transcript; TRANSCRIPTS=write writes it anew instead."""
    path = TRANSCRIPTS / f"{name}.yml"
    if os.environ.get("TRANSCRIPTS") == "write":
        TRANSCRIPTS.mkdir(exist_ok=True)
        path.write_text(question.aria_snapshot() + "\n", "utf-8")
    expect(question).to_match_aria_snapshot(path.read_text("utf-8"))


def test_there_is_a_transcript_of_each_kind_and_of_no_other():
    """A new kind brings what is heard of it; one that goes takes it along."""
    names = {path.stem for path in TRANSCRIPTS.glob("*.yml")}
    assert names == {f"{kind}-{when}" for kind in KINDS for when in ("before", "after")}
