"""Promises about `demo/commands.py`: a command that is split off is the command itself."""

import subprocess

import pytest

from demo.commands import PROGRAMS, Commands
from tests.browser.servers import own_environment

pytestmark = pytest.mark.nbgrader

#: Each ends in its own way: with words, with an error of its own, with one of its arguments.
EACH = [
    pytest.param(("nbgrader", "--version"), 0, id="works"),
    pytest.param(("nbgrader", "generate_assignment", "none"), 1, id="fails"),
    pytest.param(("digiready", "grade", "--course"), 2, id="asked wrongly"),
]


@pytest.fixture(scope="module")
def commands():
    """Return what splits off, and end it."""
    commands = Commands()
    yield commands
    commands.close()


@pytest.mark.parametrize(("command", "code"), EACH)
def test_it_says_and_ends_as_one_that_starts_by_itself(commands, tmp_path, command, code):
    """The same words and the same code, in the folder and the environment that it is given."""
    environment = own_environment(tmp_path / "home")
    split_off = commands.run(*command, folder=tmp_path, environment=environment)
    by_itself = subprocess.run(
        [PROGRAMS / command[0], *command[1:]],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert split_off.returncode == by_itself.returncode == code
    assert split_off.stdout == by_itself.stdout != ""


def test_nothing_of_one_is_left_for_the_next(commands, tmp_path):
    """Each has the environment that it is given, and no other's."""
    environment = own_environment(tmp_path / "home")
    wide = {**environment, "COLUMNS": "200"}
    helps = [
        commands.run("digiready", "grade", "--help", folder=tmp_path, environment=each).stdout
        for each in (wide, environment, wide)
    ]
    assert helps[0] == helps[2] != helps[1]


def test_beside_a_busy_one_it_starts_by_itself(commands, tmp_path):
    """Two at once are as they would be without any of this."""
    environment = own_environment(tmp_path / "home")
    with commands._busy:
        done = commands.run("nbgrader", "--version", folder=tmp_path, environment=environment)
    assert (done.returncode, done.args[0]) == (0, PROGRAMS / "nbgrader")
