"""The floor: the least that any program does that leaves what nbgrader leaves.

It reads each notebook and its answers as JSON, writes a notebook of the same size, and
inserts the same rows. It marks nothing, checks nothing, and could not go on after a stop.
"""

import json
from pathlib import Path
from uuid import uuid4

from nbgrader.api import Gradebook

from bench.cohort import ASSIGNMENT
from graders.cohorts.gradebook import (
    _COMMENTS,
    _GRADES,
    _NOTEBOOKS,
    _STUDENTS,
    _SUBMISSIONS,
)


def run_floor(course: Path, written: Path) -> int:
    """Do it for every submission of *course*; return how many there were.

    Args:
        course: The course's folder; its gradebook gets the rows.
        written: An autograded notebook, whose contents are written for everybody.
    """
    marked = json.loads(written.read_bytes())
    count = 0
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "digitally-ready") as gradebook:
        assignment = gradebook.find_assignment(ASSIGNMENT)
        (notebook,) = assignment.notebooks
        graded = [cell.id for cell in (*notebook.grade_cells, *notebook.task_cells)]
        commented = [cell.id for cell in (*notebook.solution_cells, *notebook.task_cells)]
        run = gradebook.db.connection().execute
        rows: dict[str, list[dict[str, object]]] = {}
        for folder in sorted((course / "submitted").iterdir()):
            place = folder / ASSIGNMENT
            json.loads((place / f"{ASSIGNMENT}.ipynb").read_bytes())
            json.loads((place / "answers.json").read_bytes())
            out = course / "autograded" / folder.name / ASSIGNMENT
            out.mkdir(parents=True)
            text = json.dumps(marked, indent=1, sort_keys=True, ensure_ascii=False)
            (out / f"{ASSIGNMENT}.ipynb").write_text(text, encoding="utf-8")
            submission, its = uuid4().hex, uuid4().hex
            rows.setdefault("students", []).append({"id": folder.name})
            rows.setdefault("submissions", []).append(
                {"id": submission, "assignment_id": assignment.id, "student_id": folder.name}
            )
            rows.setdefault("notebooks", []).append(
                {"id": its, "assignment_id": submission, "notebook_id": notebook.id}
            )
            for cell in graded:
                rows.setdefault("grades", []).append(
                    {"id": uuid4().hex, "cell_id": cell, "notebook_id": its, "auto_score": 1.0}
                )
            for cell in commented:
                rows.setdefault("comments", []).append(
                    {"id": uuid4().hex, "cell_id": cell, "notebook_id": its}
                )
            count += 1
        run(_STUDENTS.insert(), rows["students"])
        run(_SUBMISSIONS.insert(), rows["submissions"])
        run(_NOTEBOOKS.insert(), rows["notebooks"])
        run(_GRADES.insert(), rows["grades"])
        run(_COMMENTS.insert(), rows["comments"])
        gradebook.db.commit()
    return count
