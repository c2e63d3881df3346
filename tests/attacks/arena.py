"""Courses in which every attack has been handed in beside honest students, door by door."""

import shutil
from pathlib import Path

from attrs import frozen

from tests.attacks.attack import ANSWERS, NEIGHBOUR, Attack, Scene, attacks
from tests.nbgrader.by_hand import RIGHT, chosen_by
from tests.nbgrader.courses import QUIZ, Course
from tests.nbgrader.work import answers_json

#: Honest students: one has everything right, one answers as the attackers do, one nothing.
SAME, BLANK = "same-answers", "blank"
HONEST = {
    NEIGHBOUR: answers_json(chosen_by(RIGHT)),
    SAME: ANSWERS,
    BLANK: answers_json({}),
}

#: When everybody handed in, as nbgrader writes it.
TIME = "2026-11-20 12:00:00.000000 UTC"

ATTACKS = attacks()

SECRET = "Nobody outside may read this: 7f3a91."


@frozen(kw_only=True)
class Arena:
    """A course after everything was handed in and marked.

    Attributes:
        course: The course.
        said: What the commands said, from collecting on.
    """

    course: Course
    said: str

    def scene(self, student: str) -> Scene:
        """Return where a student's attack takes place."""
        return scene(self.course, student)


def scene(course: Course, student: str) -> Scene:
    """Return where a student's attack takes place."""
    return Scene(
        student=student,
        course=course.folder,
        traps=course.root / "traps",
        outside=course.root / "outside.txt",
    )


def prepare(course: Course) -> None:
    """Lay out what code would write into, and the file outside."""
    (course.root / "traps").mkdir()
    (course.root / "outside.txt").write_text(SECRET)


def lay(course: Course, student: str, folder: Path, attack: Attack | None) -> None:
    """Lay a submission into the new folder *folder*, attacked or honest."""
    shutil.copytree(course.release(), folder)
    (folder / "answers.json").write_bytes(HONEST.get(student, ANSWERS))
    (folder / "timestamp.txt").write_text(TIME)
    if attack is not None and attack.lay:
        attack.lay(folder, scene(course, student))


def in_folders() -> dict[str, Attack | None]:
    """Return who hands in a folder: the honest, and each attacker who lays one."""
    laying = {name: each for name, each in ATTACKS.items() if each.lay}
    return {**dict.fromkeys(HONEST), **laying}


def hand_in_by_exchange(course: Course) -> None:
    """Write into the exchange what ``nbgrader submit`` would, with each student's rights."""
    inbound = course.exchange / "digitally-ready" / "inbound"
    for student, attack in in_folders().items():
        lay(course, student, inbound / f"{student}+{QUIZ}+{TIME}+abc", attack)
    for student, attack in ATTACKS.items():
        for name in attack.inbound:
            lay(course, student, inbound / name, None)


def hand_in_by_upload(course: Course) -> None:
    """Put every upload into the archive."""
    archive = course.folder / "downloaded" / QUIZ / "archive"
    archive.mkdir(parents=True)
    for student, attack in ATTACKS.items():
        if attack.uploads:
            for name, written in attack.uploads(scene(course, student)).items():
                (archive / name).write_bytes(written)


def lay_by_hand(course: Course) -> None:
    """Lay every folder where collecting would, as it is."""
    for student, attack in in_folders().items():
        lay(course, student, course.submitted(student), attack)
