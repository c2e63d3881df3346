"""Promises about reading YAML: the author's words stay words, and every fault has its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.yaml_lines import read_yaml


def test_words_stay_words():
    """YAML 1.2: yes, no, on and off are words, as are times; true is a truth, 5 a number."""
    reader = read_yaml("a: yes\nb: no\nc: on\nd: off\ne: true\nf: 5\ng: 0.25\nh: 22:40\ni: 010\n")
    assert reader.data == {
        "a": "yes", "b": "no", "c": "on", "d": "off", "e": True, "f": 5, "g": 0.25, "h": "22:40",
        "i": 10,
    }  # fmt: skip


def test_values_are_plain_python():
    """What leaves the reader has Python's own types, so that nothing downstream meets another."""
    data = read_yaml("a: 'text'\nb: [1, 2.5, true]\nc:\n  d: |\n    long\n").data
    flat = [data, data["a"], data["b"], *data["b"], data["c"], data["c"]["d"]]
    assert [type(each) for each in flat] == [dict, str, list, int, float, bool, dict, str]


def test_every_entry_knows_its_line():
    """Entries, nested ones and items of a list are found on the line where they stand."""
    reader = read_yaml(
        "# a comment\nkind: choice\nprompt: |\n  one\n\n  two\nkey:\n- ring\n- wait\n"
        "options: {ring: One,\n  wait: Two}\n7: x\n",
        first_line=2,
    )
    assert reader.line() == 2
    assert reader.line("kind") == 3
    assert reader.line("prompt") == 4
    assert [reader.line("key", 0), reader.line("key", 1)] == [9, 10]
    assert reader.line("key", "wait") == 10
    assert [reader.line("options", "ring"), reader.line("options", "wait")] == [11, 12]
    assert reader.line("7") == 13
    assert reader.line("options", "no such") == 11, "the nearest entry around it"


@pytest.mark.parametrize(
    ("text", "line", "problem", "fix"),
    [
        pytest.param("a: 1\nb: two: three\n", 3, "mapping values", "in quotes", id="second colon"),
        pytest.param("a: 1\n\tb: 2\n", 3, "'\\t'", "spaces, not tabs", id="tab"),
        pytest.param("a: 1\nb\nc: 2\n", 4, "':'", "a name, a colon", id="no colon"),
        pytest.param('a: 1\nb: "\\q"\n', 3, "escape", "two backslashes", id="backslash"),
        pytest.param("a: 1\nb: 2\na: 3\n", 4, 'two entries named "a"', "stand once", id="twice"),
        pytest.param("a: 1\nb: 'open\n", 4, "end of stream", "the quotes", id="open quote"),
        pytest.param("a: 1\nb: [1, 2\n", 4, "','", "with a question that works", id="open list"),
        pytest.param("a: 1\nb: 2\n---\nc: 3\n", 4, "another document", "works", id="two documents"),
        pytest.param("a: 1\nb: x\x0by\n", 3, "special characters", "pasted", id="unseen sign"),
        pytest.param("a: 1\nb: 2026-02-30\n", 3, "out of range", "works", id="no such day"),
        pytest.param("a: 1\nb: !!int five\n", 3, "five", "works", id="no such number"),
        pytest.param("a: 1\nb: *gone\n", 3, "undefined alias", "works", id="no such alias"),
        pytest.param("- a\n- b\n", 2, "not a list of entries", "kind: choice", id="a list"),
        pytest.param("just words\n", 2, "not a list of entries", "kind: choice", id="words"),
        pytest.param("# only this\n", 2, "not a list of entries", "kind: choice", id="nothing"),
        pytest.param("{}\n", 2, "not a list of entries", "kind: choice", id="no entries"),
        pytest.param("[" * 800, 2, "recursion", "works", id="far too deep"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line_and_its_mending(text, line, problem, fix):
    """What can't be read is said with the exact line and what to do, and leaves no data behind."""
    reader = read_yaml(text, first_line=2)
    (fault,) = reader.faults
    assert fault.line == line
    assert problem in fault.problem
    assert fix in fault.fix
    assert reader.data == {}


def test_what_is_merged_in_counts_where_it_is_used():
    """An entry brought in by << is read, and stands where it was brought in."""
    reader = read_yaml("base: &base {a: One}\noptions:\n  <<: *base\n  b: Two\n", first_line=2)
    assert reader.data["options"] == {"a": "One", "b": "Two"}
    assert reader.line("options", "a") == 3


@given(st.text(alphabet="ab:-#[]{}'\"|>&*!%@`?, \n\t0.~<=éß\x00\ud800", max_size=60))
def test_nothing_an_author_types_breaks_the_reader(text):
    """Whatever is typed, the answer is data or a fault, never an error of ours."""
    reader = read_yaml(text)
    assert bool(reader.data) != bool(reader.faults)
