"""Promises about `digiready remark`: compare first, write when told, go back byte for byte."""

import csv
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest
from nbgrader.api import Gradebook

from graders.cohorts import run as runs
from graders.cohorts.run import Course as Open
from graders.cohorts.run import GradeError, grade, write_pages
from graders.cohorts.settings import read_settings
from graders.cohorts.staging import Staging
from graders.kinds.contract import FULL_MARKS, LEFT_OUT
from graders.remarking.changes import RemarkError
from graders.remarking.compare import compare
from graders.remarking.comparison import read_pass_mark
from graders.remarking.ledgers import AgainLedger, RemarkLedger
from graders.remarking.run import Outcome, Remarking
from graders.remarking.versions import Versions
from graders.sync import sync_cells
from tests.kinds.unfolded import BODY
from tests.nbgrader.courses import Course, digiready, new_course
from tests.nbgrader.plans import whole_tables_read
from tests.nbgrader.remarked import (
    AFTER,
    BEFORE,
    NAME,
    RIGHT,
    STUDENTS,
    WRONG,
    answers_of,
    change,
    grades_of,
    hand_in,
    handed_in,
    mark_by_hand,
    state,
    totals,
)
from tests.nbgrader.same import files_in, rows_in
from tests.nbgrader.small import add_assignment, small_notebook
from tests.nbgrader.work import code_cell

pytestmark = pytest.mark.nbgrader

#: What is ticked earns, by student, in points: what is left if who-to-tell is withdrawn.
TICKED = {"ann": 1, "ben": 0.5, "cat": 1, "dan": 0.5, "eve": 1, "=fay": 0.5}

#: How often a remark and its undoing are killed.
KILLS = 15

#: The questions that are withdrawn here: one that a machine marks, one that people mark.
WITHDRAWN = ("who-to-tell", "the-entry")

WAYS = [
    pytest.param(FULL_MARKS, {who: 5 + each for who, each in TICKED.items()}, 10, id=FULL_MARKS),
    pytest.param(LEFT_OUT, TICKED, 5, id=LEFT_OUT),
]


@contextmanager
def opened(course: Course) -> Iterator[Open]:
    """Open a course for marking in this process."""
    settings = read_settings(course.folder)
    with Gradebook(settings.db_url, settings.course_id) as gradebook:
        yield Open(settings=settings, gradebook=gradebook)


def apply(course: Course, withdraw: Mapping[str, str] | None = None) -> Outcome | None:
    """Apply a remark; give what an earlier one had left, if anything."""
    with opened(course) as here:
        remarking = Remarking(here, NAME, workers=1)
        with remarking.alone() as finished:
            compared = compare(here, NAME, withdraw=withdraw)
            if not compared.comparison.changes_nothing:
                remarking.apply(compared)
            return finished


def undo(course: Course) -> Outcome:
    """Undo the last remark."""
    with opened(course) as here:
        remarking = Remarking(here, NAME, workers=1)
        with remarking.alone():
            return remarking.undo()


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return a course in which all were marked by the wrong key."""
    course = handed_in(new_course(tmp_path_factory.mktemp("wrong")))
    with opened(course) as here:
        assert grade(here, NAME).marked == len(STUDENTS)
    return course


@pytest.fixture
def mended(wrong: Course, tmp_path) -> Course:
    """Return a course whose key was then put right in the source; a person marked some parts."""
    course = wrong.copy_to(tmp_path / "mended")
    mark_by_hand(course, "eve", "who-to-tell", 1.5)
    change(course, (WRONG, RIGHT))
    return course


def test_no_batch_reads_a_whole_table(wrong, tmp_path):
    """Or the time would grow with the square of the cohort: marking, pages, remarking, undoing."""
    course = wrong.copy_to(tmp_path / "planned")
    with whole_tables_read(course.folder / "gradebook.db") as found:
        with opened(course) as here:
            assert grade(here, NAME, force=True).marked == len(STUDENTS)
            assert write_pages(here, NAME) == len(STUDENTS)
        change(course, (WRONG, RIGHT))
        apply(course, {"who-to-tell": FULL_MARKS})
        undo(course)
    assert not found, found


def test_the_comparison_is_as_worked_out_by_hand(mended):
    """Who gains, who loses, who crosses the pass mark, whose mark by hand stays."""
    with opened(mended) as here:
        found = compare(here, NAME).comparison
    assert {each.student: each.total_before for each in found.standings} == BEFORE
    assert {each.student: each.total_after for each in found.standings} == AFTER
    assert found.changes == {"who-to-tell": "the key"}
    moved = found.of_part("who-to-tell")
    assert (moved.up, moved.down, moved.same) == (2, 1, 3)
    assert (moved.mean_before, moved.mean_after) == (4.5 / 6, 4.5 / 6)
    assert found.crossing(read_pass_mark("14%")) == (["cat"], ["ben"])
    assert found.crossing(read_pass_mark("1")) == (["=fay"], ["ben"])
    assert {each.student: each.by_hand for each in found.standings if each.by_hand} == {
        "eve": ("who-to-tell",)
    }
    assert [each.student for each in found.most_moved()] == ["ben", "=fay", "cat"]
    first = found.most_moved(read_pass_mark("14%"))
    assert [each.student for each in first] == ["ben", "cat", "=fay"]


def test_nothing_is_written_before_it_is_asked_for(mended):
    """Not a byte of the course changes, its gradebook included; the CSV holds no formula."""
    before = files_in(mended.folder)
    target = mended.root / "marks.csv"
    said = digiready(mended, "remark", NAME, "--pass-mark", "14%", "--csv", str(target))
    assert files_in(mended.folder) == before
    assert "2 gain, 1 lose, 3 stay the same." in said
    assert "1 pass now who did not: cat." in said
    assert "1 passed and do not now: ben." in said
    assert "Nothing was written." in said
    with target.open(encoding="utf-8", newline="") as file:
        rows = {(row["student_id"], row["question"]): row for row in csv.DictReader(file)}
    assert len(rows) == len(STUDENTS) * 5
    assert rows["'=fay", "who-to-tell"]["change"] == "0.5"
    assert rows["eve", "who-to-tell"]["mark_by_hand"] == "kept"
    assert (rows["ben", "total"]["mark_before"], rows["ben", "total"]["mark_after"]) == (
        "1.5",
        "0.5",
    )


def test_after_it_all_is_as_if_the_key_had_been_right(wrong, tmp_path):
    """As in a course with the right key from the start; nbgrader's own marking changes nothing."""
    course = wrong.copy_to(tmp_path / "late")
    change(course, (WRONG, RIGHT))
    fresh = handed_in(new_course(tmp_path / "fresh"), (WRONG, RIGHT))
    fresh.nbgrader("autograde", NAME)
    apply(course)
    rows, key, marked, source = state(course)
    assert (rows, key, source) == (lambda each: (each[0], each[1], each[3]))(state(fresh))
    notebooks = {name: text for name, text in marked.items() if name.endswith(".ipynb")}
    assert notebooks == {
        name: text for name, text in state(fresh)[2].items() if name.endswith(".ipynb")
    }
    course.nbgrader("autograde", NAME, "--force")
    again = state(course)
    assert (again[0], again[1], again[3]) == (rows, key, source)
    assert {name: text for name, text in again[2].items() if name in notebooks} == notebooks


def test_marks_by_hand_stay_and_a_second_look_is_asked_only_where_it_matters(mended):
    """What a person gave counts; where the machine's mark under it changed they look again."""
    mark_by_hand(mended, "ann", "thought", 3)
    apply(mended)
    assert totals(mended) == {**AFTER, "ann": AFTER["ann"] + 3}
    assert grades_of(mended, "eve")["who-to-tell"] == (0.0, 1.5, True)
    assert grades_of(mended, "ann")["thought"] == (0.0, 3.0, False)


@pytest.mark.parametrize(
    "withdraw",
    [
        pytest.param({}, id="a key"),
        pytest.param(dict.fromkeys(WITHDRAWN, FULL_MARKS), id="full marks"),
        pytest.param(dict.fromkeys(WITHDRAWN, LEFT_OUT), id="left out"),
    ],
)
def test_undone_all_is_as_it_was(mended, withdraw):
    """Rows, key, marked notebooks and source, byte for byte; twice in a row, too."""
    mark_by_hand(mended, "ann", "the-entry", 2)
    before = state(mended)
    apply(mended, withdraw)
    after = state(mended)
    assert after[2] != before[2] and after[1] != before[1]
    apply(mended, {"what-to-write": FULL_MARKS})
    assert undo(mended).version.number == 2
    assert state(mended) == after
    assert undo(mended).kept_by_hand == []
    assert state(mended) == before
    said = digiready(mended, "remark", NAME, "--history")
    assert said.count("undone 20") == 2 and "Version 2" in said
    with opened(mended) as here:
        states = [each.state for each in Versions(here.gradebook, NAME).all()]
    assert states == ["undone", "undone"]


@pytest.mark.parametrize(("how", "expected", "whole"), WAYS)
def test_a_withdrawal_holds_at_every_door(wrong, tmp_path, how, expected, whole):
    """Marking by either command, export, feedback and the students' copy agree."""
    course = wrong.copy_to(tmp_path / "withdrawn")
    mark_by_hand(course, "ann", "the-entry", 2)
    students_copy = files_in(course.release(NAME))
    said = [word for name in WITHDRAWN for word in ("--withdraw", name)]
    way = "--full-marks" if how == FULL_MARKS else "--leave-out"
    digiready(course, "remark", NAME, *said, way, "--apply")
    held = state(course)
    assert totals(course) == expected
    with opened(course) as here:
        found = compare(here, NAME).comparison
    assert found.changes_nothing
    assert found.key_versions == dict.fromkeys(STUDENTS, 1)
    assert [found.scaled_before(each) for each in found.standings] == [
        expected[each.student] * 10 / whole for each in found.standings
    ]
    with opened(course) as here:
        assert grade(here, NAME).marked == 0, "they have the look that grade gives them"
        grade(here, NAME, force=True)
        write_pages(here, NAME)
    assert state(course) == held
    course.nbgrader("autograde", NAME, "--force")
    assert state(course)[:2] == held[:2]
    course.nbgrader("export")
    with (course.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["assignment"] == NAME]
    assert {float(row["max_score"]) for row in found} == {whole}
    assert {float(row["score"]) for row in found if row["student_id"] == "ben"} == {expected["ben"]}
    page = (course.folder / "feedback" / "ben" / NAME / f"{NAME}.html").read_text("utf-8")
    assert page.count("This question was withdrawn.") == 2
    assert f"{expected['ben']:g} of {whole} points" in page
    assert files_in(course.release(NAME)) == students_copy
    course.nbgrader("generate_assignment", NAME, "--force")
    assert state(course)[:2] == held[:2]
    if how == FULL_MARKS:
        assert files_in(course.release(NAME)) == students_copy


def test_what_is_left_out_scales_the_total(wrong):
    """A pass mark in points or per cent is set against the whole of 10, not the 8 that are left."""
    with opened(wrong) as here:
        found = compare(here, NAME, withdraw={"who-to-tell": LEFT_OUT}).comparison
    assert found.is_scaled
    scaled = {each.student: found.scaled_after(each) for each in found.standings}
    assert scaled == {student: each * 10 / 8 for student, each in TICKED.items()}
    for mark in ("12%", "1.2"):
        assert found.crossing(read_pass_mark(mark)) == (["cat"], ["ben"])


def test_a_mark_by_hand_given_since_is_not_lost_by_undoing(mended):
    """It stays, counts, and is named."""
    apply(mended)
    mark_by_hand(mended, "cat", "who-to-tell", 2)
    assert undo(mended).kept_by_hand == [("cat", "who-to-tell")]
    assert grades_of(mended, "cat")["who-to-tell"] == (0.0, 2.0, False)
    assert totals(mended) == {**BEFORE, "cat": 3}


@pytest.mark.parametrize("student", ["cat", "late"])
def test_work_handed_in_since_is_marked_by_the_key_from_before_when_undone(mended, student):
    """Whether it was handed in again or for the first time, no mark by the undone key is left."""
    apply(mended)
    hand_in(mended, student, answers_of("ben"))
    with opened(mended) as here:
        assert grade(here, NAME).marked == 1
    assert totals(mended) == {**AFTER, student: AFTER["ben"]}
    assert undo(mended).again == [student]
    assert totals(mended) == {**BEFORE, student: BEFORE["ben"]}


def test_undoing_stops_where_the_key_is_not_the_remarks_any_more(mended):
    """It could not bring back the key from before; nothing is changed."""
    apply(mended)
    with mended.gradebook() as gradebook:
        cell = gradebook.find_source_cell("who-to-tell", NAME, NAME)
        cell.source = cell.source.replace(RIGHT, "key: {nobody: 1}")
        gradebook.db.commit()
    before = state(mended)
    with pytest.raises(RemarkError, match="learned another key"):
        undo(mended)
    assert state(mended) == before


def test_a_key_that_the_gradebook_learned_already_is_compared_all_the_same(mended):
    """Who ran nbgrader generate_assignment first loses nothing by it."""
    mended.nbgrader("generate_assignment", NAME, "--force")
    with opened(mended) as here:
        found = compare(here, NAME).comparison
    assert not found.changes
    assert {each.student: each.total_after for each in found.standings} == AFTER
    assert sorted(found.otherwise) == ["=fay", "ben", "cat", "eve"]
    before = state(mended)
    apply(mended)
    assert totals(mended) == AFTER
    undo(mended)
    assert state(mended) == before


STOPS = [
    pytest.param(RemarkLedger, "_write", 1, id="before any rows"),
    pytest.param(RemarkLedger, "_write", 2, id="before the second rows"),
    pytest.param(Staging, "_move", 1, id="before any move"),
    pytest.param(Staging, "_move", 4, id="amid the moves"),
    pytest.param(Versions, "end", 1, id="before the end"),
]


def stop_at(owner: type, name: str, call: int, act: Callable[[], object]) -> None:
    """Do something in a process that ends at once at the so-many-eth call of *name*."""
    if not (child := os.fork()):
        calls = iter(range(1, call))
        as_ever = getattr(owner, name)

        def stop_or_go_on(*arguments: object, **more: object) -> object:
            if next(calls, None) is None:
                os._exit(0)
            return as_ever(*arguments, **more)

        setattr(owner, name, stop_or_go_on)
        try:
            act()
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("way", ["there", "back"])
@pytest.mark.parametrize(("owner", "name", "call"), STOPS)
def test_what_is_stopped_is_finished_by_the_next_run(
    mended, monkeypatch, tmp_path, owner, name, call, way
):
    """On its way there or back: each student is old or new, and nothing else goes on meanwhile."""
    monkeypatch.setattr(runs, "BATCH", 2)
    monkeypatch.setattr(os, "sync", lambda: None)
    withdraw = {"the-entry": FULL_MARKS}
    undisturbed = mended.copy_to(tmp_path / "undisturbed")
    apply(undisturbed, withdraw)
    old, new = state(mended), state(undisturbed)
    if way == "there":
        stop_at(owner, name, call, lambda: apply(mended, withdraw))
    else:
        apply(mended, withdraw)
        owner = AgainLedger if owner is RemarkLedger else owner
        stop_at(owner, name, call, lambda: undo(mended))
    rows = rows_in(mended.folder / "gradebook.db")
    assert all(each in (old[0][whose], new[0][whose]) for whose, each in rows.items())
    with opened(mended) as here:
        assert "stopped midway" in Versions(here.gradebook, NAME).stopped()
        with pytest.raises(GradeError, match="digiready remark"):
            grade(here, NAME)
    finished = apply(mended, withdraw) if way == "there" else _finish(mended)
    assert finished is not None
    assert state(mended) == (new if way == "there" else old)
    assert not [
        path
        for path in (mended.folder / ".digiready").rglob("*")
        if path.is_file() and path.name != ".lock" and "before-remark" not in path.parts
    ]
    if way == "there":
        undo(mended)
        assert state(mended) == old


@pytest.mark.slow
def test_killed_at_random_moments_it_is_finished_by_the_next_run(mended, monkeypatch):
    """There and back again and again, each time killed: nothing of it can be seen at the end."""
    monkeypatch.setattr(runs, "BATCH", 2)
    monkeypatch.setattr(os, "sync", lambda: None)
    old, times = state(mended), []
    for _ in range(3):  # the first takes longer
        start = time.monotonic()
        apply(mended)
        times.append(time.monotonic() - start)
        new = state(mended)
        undo(mended)
    draw, took = random.Random(20261126), min(times)
    killed = 0
    for number in range(3 * KILLS):
        if number >= KILLS and killed > KILLS:
            break
        killed += killed_after(draw.uniform(0, took), lambda: apply(mended))
        apply(mended)
        assert state(mended) == new
        killed += killed_after(draw.uniform(0, took), lambda: undo(mended))
        _finish(mended)
        if state(mended) != old:  # it was killed before it began
            undo(mended)
        assert state(mended) == old
    assert killed > KILLS, "too few were killed for this to say anything"


def killed_after(seconds: float, act: Callable[[], object]) -> bool:
    """Do something in a process that is killed after so long; return whether it was."""
    if not (child := os.fork()):
        try:
            act()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _finish(course: Course) -> Outcome | None:
    with opened(course) as here, Remarking(here, NAME, workers=1).alone() as finished:
        return finished


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param([("points: 2", "points: 3")], "had 2 points when it was marked", id="points"),
        pytest.param(
            [("  friend: A friend", "  pal: A friend"), (WRONG, "key: {duty: 1}"),
             ("  friend: They", "  pal: They")],
            "The answers would not be read",
            id="an option renamed",
        ),
        pytest.param([("question what-to-write", "question what")], "what is new", id="renamed"),
        pytest.param(
            [("kind: multiple", "kind: choice"), ("key: [words, time]", "key: {words: 1}")],
            "was a multiple question",
            id="another kind",
        ),
        pytest.param([(WRONG, "key: {duty: 2}")], "from 0 to 1", id="a fault in the key"),
    ],
)  # fmt: skip
def test_more_than_a_key_is_refused(wrong, tmp_path, changes, says):
    """Whatever answers were not given to; the message says what to do, and nothing is written."""
    course = wrong.copy_to(tmp_path / "refused")
    change(course, *changes)
    before = files_in(course.folder)
    with opened(course) as here, pytest.raises(RemarkError, match=says) as refused:
        compare(here, NAME)
    assert "To fix it:" in str(refused.value)
    assert files_in(course.folder) == before


def test_answers_that_would_not_be_read_any_more_stop_it(tmp_path):
    """A scenario that leads elsewhere now: whoever went the old way would lose their answer."""
    course = new_course(tmp_path / "course")
    notebook = small_notebook(NAME)
    notebook["cells"].insert(1, code_cell("a-story", f"%%question a-story\n{BODY}"))
    sync_cells(notebook)
    add_assignment(course, NAME, notebook)
    course.nbgrader("generate_assignment", NAME)
    path = {"a-story": {"path": ["wait", "ring", "duty"]}}
    hand_in(course, "sam", {"schema": 1, "answers": path})
    with opened(course) as here:
        assert not grade(here, NAME).flagged
    change(course, ("{says: Ring him., then: told}", "{says: Ring him., then: late}"))
    before = state(course)
    with opened(course) as here:
        ((student, says),) = compare(here, NAME).comparison.unread
    assert (student, says.partition(":")[0]) == ("sam", "a-story")
    with pytest.raises(RemarkError, match="the first is sam's"):
        apply(course)
    assert state(course) == before


def test_another_wording_is_told(wrong, tmp_path):
    """The students' copies keep what they answered; an educator should know."""
    course = wrong.copy_to(tmp_path / "reworded")
    change(course, ("Nobody, since", "No one, since"), ("You open your", "You close your"))
    said = digiready(course, "remark", NAME)
    assert "Students answered another wording of who-to-tell" in said
    assert "since students got their copies: between." in said


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        pytest.param(["--undo"], "No remark of small-quiz is there", 1, id="nothing to undo"),
        pytest.param(["--withdraw", "who-to-tel", "--leave-out"], "Did you mean", 1, id="misspelt"),
        pytest.param(["--withdraw", "thought", "--leave-out"], "formgrader", 1, id="a reflection"),
        pytest.param(["--withdraw", "who-to-tell"], "--full-marks", 2, id="no way"),
        pytest.param(["--full-marks"], "--withdraw name", 2, id="no question"),
        pytest.param(["--apply", "--undo"], "Say one of", 2, id="there and back"),
        pytest.param(["--pass-mark", "half"], "40%", 1, id="no pass mark"),
        pytest.param(["--history"], "no marks were changed", 0, id="no history"),
    ],
)
def test_what_makes_no_sense_is_answered(wrong, arguments, says, code):
    """In words, and nothing is written."""
    before = state(wrong)
    assert says in digiready(wrong, "remark", NAME, *arguments, code=code)
    assert state(wrong) == before
