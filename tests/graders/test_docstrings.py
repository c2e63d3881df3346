"""The examples in our docstrings are true."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("graders", "classroom", "coproduction")
    for path in (ROOT / package).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def test_the_search_finds_examples():
    """If modules move, this fails rather than the next passing on nothing."""
    assert {"graders.look", "graders.uploads", "graders.kinds.multiple"} <= set(WITH_EXAMPLES)


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_are_true(module):
    """What a docstring shows is what comes out."""
    result = doctest.testmod(import_module(module))
    assert result.attempted
    assert not result.failed
