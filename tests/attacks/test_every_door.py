"""Promises that no attack gets in, whichever way it comes and however it is marked."""

import csv
from functools import cache

import pytest
from bs4 import BeautifulSoup

from tests.attacks.arena import ATTACKS, BLANK, HONEST, SAME, SECRET, TIME
from tests.attacks.attack import NEIGHBOUR, NOTEBOOK
from tests.nbgrader.by_hand import PARTLY, PICKS, RIGHT, WRITTEN, marks_of
from tests.nbgrader.courses import QUIZ, REFLECTION
from tests.nbgrader.secrets_of_keys import leaks

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

#: What may stand beside a marked notebook, and beside a page of feedback.
BESIDE = {"answers.json", "timestamp.txt"}

#: Where something can run in a page, or is fetched from elsewhere.
LIVE = (
    "script, iframe, object, embed, svg, video, img, link, base, form, frame, "
    "meta[http-equiv=refresh]"
)

COLLECTED = ("autograded", "graded")
LAID = ("laid_by_hand", "laid_and_graded")
EVERY_ATTACK = [(door, name) for door in COLLECTED for name in ATTACKS] + [
    (door, name) for door in LAID for name, each in ATTACKS.items() if each.lay
]
#: Those after which there is something to look at.
MARKED = [
    (door, name)
    for door, name in EVERY_ATTACK
    if ATTACKS[name].collected and (ATTACKS[name].by_hand or door != "laid_by_hand")
]


@cache
def told_to_the_honest(course):
    """Return what feedback tells of the key to who answers the same, or nothing."""
    pages = course.folder / "feedback"
    return set().union(*(leaks(course.source(), pages / each) for each in (SAME, BLANK)))


@pytest.fixture
def arena(request):
    """Return the course behind the door that is asked for."""
    return request.getfixturevalue(request.param)


every_attack = pytest.mark.parametrize(("arena", "name"), EVERY_ATTACK, indirect=["arena"])
every_marked = pytest.mark.parametrize(("arena", "name"), MARKED, indirect=["arena"])
every_door = pytest.mark.parametrize("arena", [*COLLECTED, *LAID], indirect=True)


def test_attacks_are_found():
    """If the search fails, this does, rather than all below passing on nothing."""
    assert len(ATTACKS) >= 40


@every_marked
def test_the_mark_is_what_was_earned(arena, name):
    """What can be read is marked as any student's answers are; what can't earns nothing."""
    lost = set(PICKS) if ATTACKS[name].lost == "all" else ATTACKS[name].lost
    expected = {each: 0.0 if each in lost else mark for each, mark in marks_of(PARTLY).items()}
    assert arena.course.marks(name) == pytest.approx(expected)
    reflection = arena.course.grades(name)[REFLECTION]
    assert (reflection.auto or 0, reflection.manual) == (0, None)


@every_marked
def test_what_could_not_be_read_waits_for_a_person(arena, name):
    """Nobody loses answers without an educator being asked to look."""
    lost = set(PICKS) if ATTACKS[name].lost == "all" else set(ATTACKS[name].lost)
    assert arena.course.waiting(name) - {REFLECTION, WRITTEN} == lost - {WRITTEN}


@every_attack
def test_no_code_runs(arena, name):
    """No program, no module and no configuration of a submission has written its file."""
    assert not (arena.course.root / "traps" / name).exists()


@every_marked
def test_nothing_else_of_theirs_is_kept(arena, name):
    """Beside the marked notebook and the page stand the answers and the time, as plain files."""
    for step, own in (("autograded", NOTEBOOK), ("feedback", f"{QUIZ}.html")):
        files = list((arena.course.folder / step / name / QUIZ).iterdir())
        assert {each.name for each in files} <= {own, *BESIDE}
        assert all(each.is_file() and not each.is_symlink() for each in files)


@every_marked
def test_a_student_sees_no_key(arena, name):
    """The feedback tells what it tells an honest student of the same answers, or of none."""
    feedback = arena.course.folder / "feedback"
    assert leaks(arena.course.source(), feedback / name) <= told_to_the_honest(arena.course)
    for path in (feedback / name).rglob("*"):
        assert path.is_dir() or SECRET not in path.read_text("utf-8", errors="replace")


@every_marked
def test_nothing_is_live_in_the_feedback(arena, name):
    """Read by a parser: nothing that runs, and nothing fetched from elsewhere."""
    page = arena.course.feedback(name)
    assert page.select(LIVE) == []
    for tag in page.find_all(True):
        assert not [each for each in tag.attrs if each.lower().startswith("on")]
        assert not str(tag.get("href", "")).strip().lower().startswith(("javascript:", "data:"))


@every_door
def test_the_neighbour_has_what_they_had(arena):
    """Marks, answers and time of an honest student are as if nobody else had handed in."""
    course = arena.course
    assert course.marks(NEIGHBOUR) == pytest.approx(marks_of(RIGHT))
    for step in ("submitted", "autograded"):
        folder = course.folder / step / NEIGHBOUR / QUIZ
        answers = (folder / "answers.json").read_bytes()
        assert answers == HONEST[NEIGHBOUR]
        assert (folder / "timestamp.txt").read_text() == TIME
    page = course.page(NEIGHBOUR).read_text("utf-8")
    assert not [name for name in ATTACKS if name in page]


@every_door
def test_nothing_outside_is_touched(arena):
    """No file appears beside the course, and the one there is as it was."""
    root = arena.course.root
    assert (root / "outside.txt").read_text() == SECRET
    there = {path.name for path in root.iterdir()}
    assert not (root / "course" / QUIZ).exists()
    assert there <= {"course", "exchange", "home", "outside.txt", "traps"}
    assert list((root / "traps").iterdir()) == []


@pytest.mark.parametrize("name", [name for name, each in ATTACKS.items() if each.says])
def test_an_educator_is_told(autograded, name):
    """Collecting or marking says what could not be taken as it was, in a line that names it."""
    lines = [line for line in autograded.said.splitlines() if ATTACKS[name].says in line]
    mine = name if name not in ("upload-for-neighbour", "hostile-upload-names") else QUIZ
    assert any(mine in line for line in lines), autograded.said[-2000:]


@pytest.mark.parametrize("name", [name for name, each in ATTACKS.items() if not each.by_hand])
def test_what_nbgrader_gives_up_on_is_named(laid_by_hand, name):
    """Laid there by hand, past collecting, it stops no one else, and the run says whose it was."""
    assert f"for student '{name}'" in laid_by_hand.said
    assert not laid_by_hand.course.autograded(name).exists()


def test_what_is_not_collected_is_nobodys_work(collected):
    """Of the uploads that don't count none became a submission, and none was lost."""
    handed_in = {path.name for path in (collected.course.folder / "submitted").iterdir()}
    expected = {name for name, each in ATTACKS.items() if each.collected}
    assert handed_in == expected | {NEIGHBOUR, SAME, BLANK}


def test_the_list_says_what_became_of_each_upload(collected):
    """A row an upload, with the time and who says so: a time in the zip is not asked."""
    path = collected.course.folder / "downloaded" / QUIZ / "collected.csv"
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    by_upload = {row["upload"]: row for row in rows}
    assert by_upload[f"{QUIZ}--two-uploads.zip"]["collected"] == "no"
    assert by_upload[f"{QUIZ}--two-uploads (1).zip"]["collected"] == "yes"
    assert "2 senders" in rows[[row["student"] for row in rows].index("two-senders")]["look at"]
    stamped = by_upload[f"{QUIZ}--zip-with-timestamp.zip"]
    assert (stamped["handed in"], stamped["time from"]) == ("", "nobody knows")
    assert not (collected.course.submitted("zip-with-timestamp") / "timestamp.txt").exists()


def test_the_checks_can_fail():
    """A page with something live in it is told from one without."""
    page = BeautifulSoup("<p onclick=x><script>1</script></p>", "html.parser")
    assert page.select(LIVE)
