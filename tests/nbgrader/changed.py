"""What students can do to the notebook they were given: each change as a function on it."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from tests.nbgrader.work import Notebook, cell_called, code_cell, text_cell

#: An answer key of a student's own making, which gives every option the full mark.
OWN_KEY = """
### BEGIN HIDDEN TESTS
key: {robin: 1, hours: 1, home: 1, habits: 1, listener: 1}
why: {robin: mine, hours: mine, home: mine, habits: mine, listener: mine}
### END HIDDEN TESTS"""

MY_WORDS = "Ellis wanted one night more, and I gave him *an hour*."
MY_CODE = "print('is anybody there')"


def questions(notebook: Notebook) -> Iterator[dict[str, Any]]:
    """Yield the notebook's question cells."""
    return (cell for cell in notebook["cells"] if "grade_id" in nbgrader(cell) and is_code(cell))


def is_code(cell: dict[str, Any]) -> bool:
    """Return whether it is a code cell."""
    return bool(cell["cell_type"] == "code")


def nbgrader(cell: dict[str, Any]) -> dict[str, Any]:
    """Return the cell's nbgrader metadata."""
    return cell["metadata"].get("nbgrader", {})  # type: ignore[no-any-return]


def place(notebook: Notebook, name: str) -> int:
    """Return where the cell called *name* stands."""
    return next(n for n, cell in enumerate(notebook["cells"]) if cell["id"] == name)


def _each(change: Callable[[dict[str, Any]], object]) -> Callable[[Notebook], None]:
    """Return what does *change* to every question."""

    def changed(notebook: Notebook) -> None:
        for cell in list(questions(notebook)):
            change(cell)

    return changed


def _retyped(kind: str) -> Callable[[Notebook], None]:
    def retype(cell: dict[str, Any]) -> None:
        cell["cell_type"] = kind
        del cell["outputs"], cell["execution_count"]

    return _each(retype)


def _edited(notebook: Notebook) -> None:
    cell = cell_called(notebook, "name-the-worry")
    cell["source"] = cell["source"].replace("points: 2", "points: 20") + OWN_KEY


def _emptied(cell: dict[str, Any]) -> None:
    cell["source"] = ""


def _deleted(*names: str) -> Callable[[Notebook], None]:
    def delete(notebook: Notebook) -> None:
        notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in names]

    return delete


def _all_questions_deleted(notebook: Notebook) -> None:
    gone = [cell["id"] for cell in questions(notebook)]
    _deleted(*gone)(notebook)


def _all_deleted(notebook: Notebook) -> None:
    notebook["cells"] = []


def _copied(notebook: Notebook) -> None:
    for cell in list(questions(notebook)):
        copy = {**deepcopy(cell), "id": f"{cell['id']}-copy"}
        notebook["cells"].insert(place(notebook, cell["id"]) + 1, copy)


def _copied_with_same_id(notebook: Notebook) -> None:
    notebook["cells"] += [deepcopy(cell) for cell in questions(notebook)]


def _edited_copy_in_front(notebook: Notebook) -> None:
    copy = deepcopy(cell_called(notebook, "name-the-worry"))
    copy.update(id="mine", source=copy["source"] + OWN_KEY)
    notebook["cells"].insert(place(notebook, "name-the-worry"), copy)


def _reversed(notebook: Notebook) -> None:
    notebook["cells"].reverse()


def _stripped(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def _names_swapped(notebook: Notebook) -> None:
    one, other = cell_called(notebook, "name-the-worry"), cell_called(notebook, "message-request")
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]


def _forged(cell: dict[str, Any]) -> None:
    full = str(float(nbgrader(cell)["points"]))
    mark = {"earned": float(full), "points": float(full), "problem": "", "verdict": None}
    cell["outputs"] = [
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "metadata": {},
            "data": {"text/plain": full, "application/vnd.digiready.mark+json": mark},
        }
    ]
    cell["execution_count"] = 1


def _shouting(cell: dict[str, Any]) -> None:
    cell["outputs"] = [{"output_type": "stream", "name": "stderr", "text": "no mark for you"}]


def _graded_by_me(notebook: Notebook) -> None:
    mine = deepcopy(cell_called(notebook, "name-the-worry"))
    mine.update(id="mine", source="2.0")
    nbgrader(mine)["grade_id"] = "graded-by-me"
    notebook["cells"].append(mine)


def _reflection_twice(notebook: Notebook) -> None:
    answer = cell_called(notebook, "reflection-answer")
    answer["source"] = MY_WORDS
    notebook["cells"].append({**deepcopy(answer), "id": "reflection-again"})
    notebook["cells"].append(deepcopy(answer))


def _written_into_the_task(notebook: Notebook) -> None:
    cell_called(notebook, "reflection-task")["source"] += f"\n\n{MY_WORDS}"


def _written_into_a_copy_of_the_task(notebook: Notebook) -> None:
    _task_twice(notebook)
    notebook["cells"][-1]["source"] += f"\n\n{MY_WORDS}"


def _task_twice(notebook: Notebook) -> None:
    notebook["cells"].append({**deepcopy(cell_called(notebook, "reflection-task")), "id": "again"})


def _added(notebook: Notebook) -> None:
    notebook["cells"].insert(0, text_cell("my-note", MY_WORDS))
    notebook["cells"].insert(6, code_cell("my-code", MY_CODE))
    notebook["cells"].append(text_cell("my-raw-note", "A raw note", "raw"))


#: Every change, made to a notebook whose answers earn part of every question.
CHANGES: dict[str, Callable[[Notebook], None]] = {
    "edited-with-a-key": _edited,
    "emptied": _each(_emptied),
    "made-markdown": _retyped("markdown"),
    "made-raw": _retyped("raw"),
    "first-deleted": _deleted("name-the-worry"),
    "two-running-deleted": _deleted("quarter-past-eight", "what-we-owe-priya"),
    "last-deleted": _deleted("lines-that-stand"),
    "task-deleted": _deleted("reflection-task"),
    "questions-deleted": _all_questions_deleted,
    "all-deleted": _all_deleted,
    "copied": _copied,
    "copied-with-id": _copied_with_same_id,
    "edited-copy-in-front": _edited_copy_in_front,
    "reversed": _reversed,
    "stripped": _stripped,
    "names-swapped": _names_swapped,
    "points-raised": _each(lambda cell: nbgrader(cell).update(points=100)),
    "points-gone": _each(lambda cell: nbgrader(cell).pop("points")),
    "not-graded": _each(lambda cell: nbgrader(cell).update(grade=False, locked=False)),
    "made-solutions": _each(lambda cell: nbgrader(cell).update(solution=True, locked=False)),
    "made-tasks": _each(lambda cell: nbgrader(cell).update(task=True, grade=False)),
    "old-schema": _each(lambda cell: nbgrader(cell).update(schema_version=1)),
    "new-schema": _each(lambda cell: nbgrader(cell).update(schema_version=99)),
    "nbgrader-a-list": _each(lambda cell: cell["metadata"].update(nbgrader=["grade"])),
    "forged-outputs": _each(_forged),
    "shouting-outputs": _each(_shouting),
    "graded-by-me": _graded_by_me,
    "same-ids": _each(lambda cell: cell.update(id="the-same")),
    "reflection-twice": _reflection_twice,
    "task-twice": _task_twice,
    "task-written-in": _written_into_the_task,
    "task-copy-written-in": _written_into_a_copy_of_the_task,
    "added": _added,
}

#: Those after which the student's own words stand somewhere.
WRITTEN = ("reflection-twice", "task-written-in", "task-copy-written-in", "added")

#: Those that leave every cell of the course where it was, once put right.
IN_PLACE = sorted({*CHANGES} - {"all-deleted", "reversed", "names-swapped"})
