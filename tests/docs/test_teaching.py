"""What the page for educators plans with is there: modules, their times, activities, quizzes."""

import json
import re

import pytest

from tests.docs.pages import DOCS, ROOT

TEACHING = (DOCS / "teaching.md").read_text("utf-8")
COURSE = ROOT / "course"
MODULES = sorted(path for path in (COURSE / "modules").iterdir() if path.is_dir())


def cells_of(module):
    """Return the text of each cell of a module's notebook."""
    (notebook,) = module.glob("*.ipynb")
    return ["".join(cell["source"]) for cell in json.loads(notebook.read_text("utf-8"))["cells"]]


def row_of(module):
    """Return the cells of the plan's row for a module."""
    (row,) = re.findall(rf"^\| `{module.name}` \|.*$", TEACHING, re.MULTILINE)
    return [each.strip() for each in row.strip("|").split("|")]


def section(name):
    """Return a section of the page."""
    return re.split(r"^## ", TEACHING.partition(f"\n## {name}\n")[2], flags=re.MULTILINE)[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_is_planned_with_the_time_that_it_gives_itself(module):
    """Its row says how long it takes in the words that the module begins with."""
    long = row_of(module)[1]
    (before,) = (text for text in cells_of(module) if "### How long it takes" in text)
    said = before.partition("### How long it takes")[2].strip()
    assert long
    assert said.startswith(long)


@pytest.mark.parametrize("module", MODULES[1:], ids=lambda path: path.name)
def test_each_activity_of_a_module_is_planned(module):
    """Its row names each activity by title, and the room's table says how to run it."""
    kinds = {}
    for text in cells_of(module):
        if text.startswith("%%activity"):
            kind = re.search(r"^kind: (.*)$", text, re.MULTILINE).group(1)
            kinds[kind] = re.search(r"^title: (.*)$", text, re.MULTILINE).group(1).strip("\"'")
    kinds.pop("cpd")
    named = dict(re.findall(r"\[([^]]+)\]\(activities/([a-z-]+)\.md\)", row_of(module)[2]))
    assert set(named.values()) == set(kinds)
    for title, kind in named.items():
        assert kinds[kind].startswith(title)
        assert f"| {title} |" in section("With a group in a room")


def test_every_quiz_is_planned():
    """Each assignment stands in its module's row, and every subject in the term."""
    quizzes = {path.name for path in (COURSE / "source").iterdir()}
    rows = "".join(row_of(module)[3] for module in MODULES)
    assert {name for name in re.findall(r"`([a-z-]+)`", rows)} == quizzes
    subjects = {re.sub(r"-(post-)?qualifying$", "", name).replace("-", " ") for name in quizzes}
    term = section("A term")
    assert subjects
    for subject in subjects:
        assert f"release {subject}" in term
        assert f"{subject} is due" in term
