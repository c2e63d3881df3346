"""Promises that conda, by environment.yml, is asked for what pyproject.toml asks for."""

import tomllib
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]

CONDA_NAMES: dict[str, str] = {}  # name on PyPI → name on conda-forge, where they differ
ONLY_CONDA = {"pip"}  # conda doesn't bring it by itself


def ranges(requirements: Iterable[str]) -> dict[str, str]:
    """Return each requirement's range of versions by its conda-forge name."""
    parsed = [Requirement(each) for each in requirements]
    names = [canonicalize_name(each.name) for each in parsed]
    return {
        CONDA_NAMES.get(name, name): str(each.specifier)
        for name, each in zip(names, parsed, strict=True)
    }


def asked_by_project() -> dict[str, str]:
    """Return what students, educators and every extra need, and the Python it needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return ranges(
        [
            f"python{project['requires-python']}",
            *project["dependencies"],
            *chain.from_iterable(project["optional-dependencies"].values()),
        ]
    )


def environment() -> dict:
    """Return environment.yml as data."""
    return YAML(typ="safe").load(ROOT / "environment.yml")


def asked_by_conda() -> dict[str, str]:
    """Return what environment.yml asks conda for, pip aside."""
    asked = ranges(each for each in environment()["dependencies"] if isinstance(each, str))
    return {name: span for name, span in asked.items() if name not in ONLY_CONDA}


def test_both_ask_for_the_same():
    """Every dependency stands in both files with the same range, and neither has one more."""
    assert asked_by_conda() == asked_by_project()


def test_conda_takes_all_from_one_channel_and_the_project_from_here():
    """Packages come from conda-forge; pip installs this folder and nothing else."""
    assert environment()["channels"] == ["conda-forge"]
    assert [each for each in environment()["dependencies"] if isinstance(each, dict)] == [
        {"pip": ["-e ."]}
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(["attrs>=25.1"], id="one missing"),
        pytest.param(["attrs>=25.1", "nh3>=0.2.19"], id="another range"),
        pytest.param(["attrs>=25.1", "nh3>=0.2.20", "pandas"], id="one too many"),
    ],
)
def test_a_difference_would_show(other):
    """The comparison above can fail, and each way of drifting apart makes it fail."""
    assert ranges(["attrs>=25.1", "nh3>=0.2.20"]) != ranges(other)


def test_order_and_spelling_do_not_matter():
    """Two ways to write one requirement are one requirement."""
    assert ranges(["Ruamel_Yaml >= 0.18", "nbgrader<0.10,>=0.9.6"]) == ranges(
        ["nbgrader>=0.9.6,<0.10", "ruamel.yaml>=0.18"]
    )
