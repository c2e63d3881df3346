"""Promises about the facts that keys rest on."""

from datetime import date
from pathlib import Path

import pytest

from graders.facts import Fact, facts_near, read_facts

ENTRY = """\
S1:
  says: "A child is anybody under 18."
  source: Children Act 1989 s.105
  certainty: verified
  checked: 2026-11-01
  again: 2027-03-31
"""


def written(folder: Path, text: str) -> Path:
    """Return the path of a list of facts with *text* in it."""
    path = folder / "facts.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_fact_is_read_whole(tmp_path):
    """Each entry becomes a fact with its days as days."""
    assert read_facts(written(tmp_path, ENTRY)) == {
        "S1": Fact(
            id="S1",
            says="A child is anybody under 18.",
            source="Children Act 1989 s.105",
            certainty="verified",
            checked=date(2026, 11, 1),
            again=date(2027, 3, 31),
        )
    }


@pytest.mark.parametrize(
    ("day", "stale"),
    [
        pytest.param(date(2027, 3, 30), False, id="before"),
        pytest.param(date(2027, 3, 31), False, id="on the day"),
        pytest.param(date(2027, 4, 1), True, id="the day after"),
    ],
)
def test_a_fact_is_stale_after_its_day(tmp_path, day, stale):
    """A key may rest on a fact until the day by which it is to be checked again, that day too."""
    assert read_facts(written(tmp_path, ENTRY))["S1"].stale_on(day) is stale


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param("verified", "sure", 'certainty of S1 is "sure"', id="certainty"),
        pytest.param("  source: Children Act 1989 s.105\n", "", "S1 can't be read", id="no source"),
        pytest.param("source:", "sauce:", "S1 can't be read", id="unknown entry"),
        pytest.param("2027-03-31", "next spring", '"next spring" under S1', id="no day"),
        pytest.param("2027-03-31", "2027", '"2027" under S1', id="a year"),
        pytest.param("2027-03-31", "2027-03-31 10:00:00", "under S1 is not a day", id="an hour"),
        pytest.param("2027-03-31", "2027-02-30", "line 6", id="no such day"),
        pytest.param("S1:\n", "S1: later\n", "facts.yml, line 2", id="no entries"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named(tmp_path, old, new, says):
    """The message names the file, the fact and what is wrong with it."""
    with pytest.raises(ValueError, match=r"facts\.yml") as caught:
        read_facts(written(tmp_path, ENTRY.replace(old, new)))
    assert says in str(caught.value)


def test_the_facts_of_a_course_are_found_from_within_it(tmp_path):
    """A preview deep in a course finds its facts, changed ones too; outside there are none."""
    deep = tmp_path / "course" / "source" / "quiz"
    deep.mkdir(parents=True)
    assert facts_near(deep) == {}
    path = written(tmp_path / "course", ENTRY)
    assert set(facts_near(deep)) == {"S1"}
    path.write_text(ENTRY + ENTRY.replace("S1", "S2"))
    assert set(facts_near(deep)) == {"S1", "S2"}
