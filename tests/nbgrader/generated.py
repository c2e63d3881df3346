"""A cohort made by chance, the same each time: from honest work to broken work."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from demo.cohort import Cohort, fields_of, kinds_in, read_cohorts
from graders.cells import our_data
from graders.kinds.contract import FormFields
from graders.notebooks import read_notebook, write_notebook
from graders.reflections import ANSWERS
from tests.nbgrader.changed import questions
from tests.nbgrader.work import Notebook, code_cell, text_cell

ROOT = Path(__file__).parents[2]
SEED = 20261126

#: How many of each there are in an assignment; 25 together, so 200 in eight assignments.
MANY = {"honest": 4, "partial": 5, "blank": 3, "late": 4, "edited": 5, "broken": 4}

IN_TIME, DUE, TOO_LATE = (f"2026-11-{day} 12:00:00.000000 UTC" for day in (18, 19, 20))

Answers = dict[str, FormFields]


@frozen
class Handed:
    """One submission of the cohort: whose, to which assignment."""

    assignment: str
    student: str

    def folder(self, course: Path) -> Path:
        """Return where it lies in *course* once it is collected."""
        return course / "submitted" / self.student / self.assignment


def hand_in_all(course: Path) -> list[Handed]:
    """Lay the cohort's work where nbgrader's collect would lay it; return what there is."""
    handed = []
    for cohort in read_cohorts(ROOT / "demo" / "cohorts"):
        draw = random.Random(f"{SEED} {cohort.assignment}")
        given = _given_in(cohort, course / "release" / cohort.assignment)
        for what, count in MANY.items():
            for number in range(count):
                each = Handed(cohort.assignment, f"{what}-{number}")
                _lay(course, each, what, given, draw)
                handed.append(each)
    return handed


def _given_in(cohort: Cohort, release: Path) -> dict[str, list[FormFields]]:
    """Return, by question, what the simulated students of the demo sent."""
    kinds = kinds_in(release / f"{release.name}.ipynb")
    found: dict[str, list[FormFields]] = {}
    for student in cohort.students:
        for question, given in student.gives.items():
            found.setdefault(question, []).append(fields_of(kinds[question], given))
        for question, fields in student.sends.items():
            found.setdefault(question, []).append(fields)
    return found


def _lay(
    course: Path,
    each: Handed,
    what: str,
    given: dict[str, list[FormFields]],
    draw: random.Random,
) -> None:
    folder = each.folder(course)
    folder.mkdir(parents=True)
    path = folder / f"{each.assignment}.ipynb"
    path.write_bytes((course / "release" / each.assignment / path.name).read_bytes())
    (folder / "timestamp.txt").write_text(TOO_LATE if what == "late" else IN_TIME, "utf-8")
    answers = {question: draw.choice(fields) for question, fields in given.items()}
    if what == "partial":
        answers = dict(draw.sample(list(answers.items()), len(answers) // 2))
    written = json.dumps({"schema": 1, "answers": {} if what == "blank" else answers}).encode()
    if what != "blank" or draw.random() < 0.5:
        (folder / "answers.json").write_bytes(written)
    if what not in {"blank", "broken"} and draw.random() < 0.7:
        _change(path, _reflect, draw)
    if what == "edited":
        for edit in draw.sample(EDITS, 3):
            _change(path, edit, draw)
    if what == "broken":
        draw.choice(BREAKS)(folder, path, written, draw)


def _change(
    path: Path, change: Callable[[Notebook, random.Random], None], draw: random.Random
) -> None:
    notebook = read_notebook(path)
    change(notebook, draw)
    write_notebook(path, notebook)


def _question(notebook: Notebook, draw: random.Random) -> dict[str, Any]:
    return draw.choice(list(questions(notebook)))


def _reflect(notebook: Notebook, draw: random.Random) -> None:
    for cell in notebook["cells"]:
        if ANSWERS in our_data(cell):
            cell["source"] = f"I would ask *first*, {draw.randrange(10**6)} times. <b>Really</b>"


def _delete(notebook: Notebook, draw: random.Random) -> None:
    notebook["cells"].remove(_question(notebook, draw))


def _copy(notebook: Notebook, draw: random.Random) -> None:
    copied = _question(notebook, draw)
    notebook["cells"].insert(draw.randrange(len(notebook["cells"])), dict(copied))


def _reword(notebook: Notebook, draw: random.Random) -> None:
    cell = _question(notebook, draw)
    cell["source"] = cell["source"].replace("points: ", "points: 9")


def _rename(notebook: Notebook, draw: random.Random) -> None:
    _question(notebook, draw)["metadata"]["nbgrader"]["grade_id"] = "mine"


def _strip(notebook: Notebook, draw: random.Random) -> None:
    _question(notebook, draw)["metadata"] = {}


def _retype(notebook: Notebook, draw: random.Random) -> None:
    cell = _question(notebook, draw)
    cell["cell_type"] = "markdown"
    cell.pop("outputs", None)
    cell.pop("execution_count", None)


def _forge(notebook: Notebook, draw: random.Random) -> None:
    _question(notebook, draw)["outputs"] = [
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "metadata": {},
            "data": {"text/plain": "99.0"},
        }
    ]


def _add(notebook: Notebook, draw: random.Random) -> None:
    place = draw.randrange(len(notebook["cells"]))
    added = code_cell("mine", "print(1)") if draw.random() < 0.5 else text_cell("mine", "A *note*")
    notebook["cells"].insert(place, added)


def _shuffle(notebook: Notebook, draw: random.Random) -> None:
    draw.shuffle(notebook["cells"])


EDITS = (_delete, _copy, _reword, _rename, _strip, _retype, _forge, _add, _shuffle)


def _cut_answers(folder: Path, path: Path, written: bytes, draw: random.Random) -> None:
    (folder / "answers.json").write_bytes(written[: draw.randrange(1, len(written))])


def _cut_notebook(folder: Path, path: Path, written: bytes, draw: random.Random) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: draw.randrange(1, len(whole))])


def _other_answers(folder: Path, path: Path, written: bytes, draw: random.Random) -> None:
    data = json.loads(written)
    question = draw.choice(sorted(data["answers"]))
    data["answers"][question] = {"choice": ["no-such-thing"]}
    (folder / "answers.json").write_text(json.dumps(data), "utf-8")


def _no_notebook(folder: Path, path: Path, written: bytes, draw: random.Random) -> None:
    path.write_bytes(b"")


BREAKS = (_cut_answers, _cut_notebook, _other_answers, _no_notebook)


def of_kind(handed: list[Handed], what: str) -> Iterator[Handed]:
    """Yield the submissions of one kind."""
    return (each for each in handed if each.student.startswith(f"{what}-"))
