"""Every command that a page names exists, options included; none is run."""

import re
import shlex
from collections.abc import Iterator

import pytest
from nbgrader.apps.nbgraderapp import NbGraderApp
from typer.main import get_command

from digiready import app
from tests.docs.pages import PAGES, ROOT, commands, said

TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
PROGRAMS = ("make", "digiready", "nbgrader")


def wrong_with(command: str) -> Iterator[str]:
    """Say what in *command* there is not: a subcommand, a target, an option."""
    program, *words = shlex.split(command)
    return {"make": not_in_make, "digiready": not_in_ours, "nbgrader": not_in_nbgrader}[program](
        words
    )


def options_in(words: list[str]) -> list[str]:
    """Return the options among a command's words, without their values."""
    return [word.partition("=")[0] for word in words if word.startswith("-")]


def not_in_make(words: list[str]) -> Iterator[str]:
    """Give each target that the Makefile doesn't have."""
    yield from (word for word in words if word not in TARGETS and "=" not in word)


def not_in_ours(words: list[str]) -> Iterator[str]:
    """Give each subcommand and option that ``digiready`` doesn't have."""
    command = get_command(app).commands.get(words[0])
    if command is None:
        yield words[0]
        return
    known = {name for each in command.params for name in each.opts} | {"--help"}
    yield from (option for option in options_in(words) if option not in known)


def not_in_nbgrader(words: list[str]) -> Iterator[str]:
    """Give each subcommand and option that ``nbgrader`` doesn't have."""
    here, *rest = NbGraderApp(), *words
    while here.subcommands:
        word = rest.pop(0) if rest else "nothing"
        if word not in here.subcommands:
            yield word
            return
        here = here.subcommands[word][0]()
    known = {f"--{name}" for name in (*here.aliases, *here.flags)}
    known |= {f"--{kind.__name__}.{name}" for kind in here.classes for name in kind.class_traits()}
    yield from (option for option in options_in(rest) if option not in known)


@pytest.mark.parametrize("page", PAGES, ids=said)
def test_every_command_exists(page):
    """What a page says to type can be typed."""
    named = list(commands(page.read_text("utf-8"), *PROGRAMS))
    assert {command: wrong for command in named if (wrong := list(wrong_with(command)))} == {}


def test_the_pages_name_commands():
    """If commands are written in another way, this fails rather than all above passing."""
    named = {
        " ".join(command.split()[:2])
        for page in PAGES
        for command in commands(page.read_text("utf-8"), *PROGRAMS)
    }
    assert {"make demo", "digiready check", "nbgrader autograde", "nbgrader db"} <= named
    assert len(named) > 15


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        pytest.param("```sh\nmake tea\n```", ["tea"], id="make"),
        pytest.param("type `digiready chek`", ["chek"], id="ours"),
        pytest.param("`.venv/bin/digiready check --corse x`", ["--corse"], id="our option"),
        pytest.param("```sh\nnbgrader collect a --updat\n```", ["--updat"], id="nbgrader option"),
        pytest.param("`nbgrader mark quiz`", ["mark"], id="nbgrader"),
        pytest.param("`nbgrader db asignment add quiz`", ["asignment"], id="nbgrader deep down"),
        pytest.param("`nbgrader export --Exporter.too=1`", ["--Exporter.too"], id="a setting"),
        pytest.param("`nbgrader collect quiz --update`", [], id="sound"),
        pytest.param("you make tea with `make`", [], id="prose"),
    ],
)
def test_a_wrong_command_would_show(page, wrong):
    """Planted: each kind of mistake is found, and sound commands pass."""
    found = commands(page, *PROGRAMS)
    assert [each for command in found for each in wrong_with(command)] == wrong
