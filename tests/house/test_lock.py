"""Promises that requirements.lock serves pyproject.toml, and that its files can't be swapped."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(lock: str) -> list[str]:
    """Return the lock's entries, each on one line with its hashes, comments left out."""
    lines = [line for line in lock.splitlines() if not line.lstrip().startswith("#")]
    return [line for line in "\n".join(lines).replace("\\\n", " ").splitlines() if line.strip()]


def requirement(entry: str) -> Requirement:
    """Return the name, version and marker of an entry."""
    return Requirement(entry.partition("--hash")[0].strip())


def asked() -> list[Requirement]:
    """Return every requirement of pyproject.toml: students', educators' and the tests'."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = pyproject["project"]
    optional = project["optional-dependencies"].values()
    groups = pyproject["dependency-groups"].values()
    needed = [project["dependencies"], *optional, *groups]
    return [Requirement(each) for several in needed for each in several]


def unmet(wanted: list[Requirement], lock: str) -> Iterator[str]:
    """Say which of *wanted* the lock has no fitting version of."""
    held = [requirement(entry) for entry in entries(lock)]
    for want in wanted:
        name = canonicalize_name(want.name)
        versions = [
            each.version
            for own in held
            if canonicalize_name(own.name) == name
            for each in own.specifier
        ]
        if not versions:
            yield f"{want}: missing"
        yield from (f"{want}: {version}" for version in versions if version not in want.specifier)


def unsafe(lock: str) -> Iterator[str]:
    """Say which entries name no single version, have no hash, or say where to download from."""
    for entry in entries(lock):
        if "://" in entry or " @ " in entry or entry.startswith("-"):
            yield f"an address or an option: {entry}"
        elif not HASH.search(entry):
            yield f"no hash: {entry}"
        elif [each.operator for each in requirement(entry).specifier] != ["=="]:
            yield f"no single version: {entry}"


@pytest.fixture
def lock() -> str:
    """Return the text of requirements.lock."""
    return (ROOT / "requirements.lock").read_text()


def test_the_lock_serves_every_range_of_the_project(lock):
    """A requirement changed in pyproject.toml without `make lock` fails here."""
    assert list(unmet(asked(), lock)) == []


def test_each_entry_is_one_version_with_hashes_and_from_no_address(lock):
    """Whoever installs from the lock gets the very files it was made with."""
    assert entries(lock)
    assert list(unsafe(lock)) == []


def test_the_tools_of_the_setup_are_locked_too(lock):
    """The set-up takes uv itself, and what builds the project, from the lock."""
    assert {"uv", "hatchling", "editables"} <= {requirement(each).name for each in entries(lock)}


GOOD = f"rich==15.0.0 \\\n    --hash=sha256:{'0' * 64}\n    # via typer\n"


@pytest.mark.parametrize(
    ("wanted", "faults"),
    [
        pytest.param("rich>=14", [], id="fits"),
        pytest.param("rich>=16", ["rich>=16: 15.0.0"], id="too old"),
        pytest.param("typer>=0.16", ["typer>=0.16: missing"], id="missing"),
    ],
)
def test_an_unmet_range_would_show(wanted, faults):
    """The search for unmet ranges finds one that was planted."""
    assert list(unmet([Requirement(wanted)], GOOD)) == faults


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param("rich==15.0.0", id="no hash"),
        pytest.param(GOOD.replace("==", ">="), id="no single version"),
        pytest.param("rich @ https://example.org/rich.whl", id="an address"),
        pytest.param("--index-url https://example.org/simple", id="an index"),
    ],
)
def test_an_unsafe_entry_would_show(planted):
    """The search for unsafe entries finds each kind that was planted, and passes a good one."""
    assert list(unsafe(GOOD)) == []
    assert len(list(unsafe(GOOD + planted))) == 1
