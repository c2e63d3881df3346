"""Promises about the files that git holds: nothing private, nothing heavy, imports one way."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT_KB = 800
MAY_BE_LARGE = {"requirements.lock"}

PRIVATE = {
    "a path of one machine": re.compile(r"(?<![\w.)}\]*$-])/(?:work|root|Users)/[\w.]"),
    "a key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a token": re.compile(
        r"\b(?:gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}"
        r"|sk-[\w-]{20,}|pypi-\w{50,}|hf_\w{30,}|AKIA[0-9A-Z]{16})"
    ),
    "a password in an address": re.compile(r"://[^\s/:@<>{}$\"'`]+:[^\s/:@<>{}$\"'`]+@\w"),
}

# Which of our packages each of them may not know of.
FORBIDDEN = {
    "graders": {"classroom", "coproduction", "digiready", "demo", "tests"},
    "classroom": {"coproduction", "digiready", "demo", "tests"},
    "coproduction": {"classroom", "digiready", "demo", "tests"},
}
KINDS_MAY_IMPORT = sys.stdlib_module_names | {"attr", "attrs"}


def tracked() -> list[Path]:
    """Return the files that git holds or would take at the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


FILES = tracked()
PYTHON = [path for path in FILES if path.suffix == ".py"]


def name(path: Path) -> str:
    """Return how the project calls the file."""
    return path.relative_to(ROOT).as_posix()


def private_words(text: str) -> Iterator[str]:
    """Say what in *text* belongs to one machine or one person, and on which line."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in PRIVATE.items():
            if pattern.search(line):
                yield f"line {number}: {what}"


def imported(source: str, package: str) -> Iterator[str]:
    """Give the full name of each module that *source*, a module of *package*, imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: 1 - node.level or None] if node.level else []
            base = [*above, node.module] if node.module else above
            yield from (".".join([*base, alias.name]) for alias in node.names)


def package_of(path: Path) -> str:
    """Return the dotted name of the package that the file stands in."""
    return ".".join(path.relative_to(ROOT).parent.parts)


def within(module: str, packages: Iterable[str]) -> bool:
    """Say whether *module* is one of *packages* or inside one."""
    return any(module == each or module.startswith(f"{each}.") for each in packages)


def imports_of(package: str, refused: Callable[[str], bool]) -> list[str]:
    """Give the imports that are *refused*, in all modules of *package*."""
    modules = [path for path in PYTHON if within(package_of(path), [package])]
    return [
        f"{name(path)} imports {module}"
        for path in modules
        for module in imported(path.read_text(), package_of(path))
        if refused(module)
    ]


def test_the_search_finds_files():
    """If git lists nothing, this fails rather than all below passing on nothing."""
    assert {"pyproject.toml", "tests/house/test_repository.py"} <= {name(path) for path in FILES}
    assert {*FORBIDDEN, "graders.kinds"} <= {package_of(path) for path in PYTHON}


def test_nothing_private_is_in_a_file():
    """No file names a folder of one machine, or holds a key, a token or a password."""
    contents = {name(path): path.read_bytes() for path in FILES}
    texts = {file: data.decode() for file, data in contents.items() if b"\0" not in data}
    found = [f"{file}, {words}" for file, text in texts.items() for words in private_words(text)]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param("see " + "/wo" + "rk/main/x.py", id="machine path"),
        pytest.param('open("' + "/ro" + 'ot/.ssh/id")', id="home folder"),
        pytest.param("-----BEGIN RSA " + "PRIVATE KEY-----", id="key"),
        pytest.param("token = gh" + "p_" + "a1" * 18, id="token"),
        pytest.param("https://sam:" + "secret@example.org/", id="password"),
    ],
)
def test_something_private_would_show(planted):
    """The search finds each kind of private thing that was planted."""
    assert list(private_words(f"one\n{planted}\n"))


@pytest.mark.parametrize(
    "innocent", ["/demo/work/", "$(CURDIR)/work/", "https://example.org/work/", "sam@example.org"]
)
def test_ordinary_words_pass(innocent):
    """Folders of the project and plain addresses are no fault."""
    assert list(private_words(innocent)) == []


def test_no_file_is_heavy():
    """A clone stays quick: large files are made, not kept."""
    sizes = {name(path): path.stat().st_size / 1000 for path in FILES}
    assert max(sizes.values()) > 10  # the measure measures
    heavy = {file: size for file, size in sizes.items() if size > LIMIT_KB}
    assert set(heavy) - MAY_BE_LARGE == set(), f"kB: {heavy}"


def test_each_module_says_what_it_is_about():
    """Every Python file opens with a docstring, for the person who opens it."""
    silent = [name(path) for path in PYTHON if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


@pytest.mark.parametrize("package", FORBIDDEN)
def test_imports_point_one_way(package):
    """Marking knows nothing of screens and stories, and no package knows of the command."""
    assert imports_of(package, lambda module: within(module, FORBIDDEN[package])) == []


def test_kinds_of_question_stand_on_their_own():
    """Questions and marks need Python, attrs and each other, and nothing of Jupyter."""
    allowed = KINDS_MAY_IMPORT | {"graders.kinds"}
    assert imports_of("graders.kinds", lambda module: not within(module, allowed)) == []


@pytest.mark.parametrize(
    ("source", "module"),
    [
        pytest.param("import classroom.store", "classroom.store", id="import"),
        pytest.param("from classroom import store", "classroom.store", id="from"),
        pytest.param("def f():\n    import nbgrader", "nbgrader", id="inside a function"),
        pytest.param("from . import choice", "graders.kinds.choice", id="sibling"),
        pytest.param("from .choice import mark", "graders.kinds.choice.mark", id="in a sibling"),
        pytest.param("from ..marks import Mark", "graders.marks.Mark", id="from the parent"),
    ],
)
def test_each_way_to_import_is_seen(source, module):
    """The imports are read rightly, so a wrong one can't hide in how it is written."""
    assert list(imported(source, "graders.kinds")) == [module]


def test_a_wrong_import_would_show():
    """The rules refuse what they should, and a name that only begins alike passes."""
    assert within("classroom.store", FORBIDDEN["graders"])
    assert not within("classrooms", FORBIDDEN["graders"])
    assert not within("graders.marks.Mark", KINDS_MAY_IMPORT | {"graders.kinds"})
