"""Promises about "Who could be found?": groups are counted as anybody would count them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.activities import read_activity
from classroom.activities.re_identify import (
    AT,
    ReIdentifyWidget,
    levels_in,
    re_identify_html,
    summary,
)
from classroom.activities.re_identify_groups import (
    EXACT,
    OUT,
    Column,
    Table,
    found_by,
    group_sizes,
    smallest,
    told_by_their_group,
)
from tests.classroom.conftest import heard, tell

TABLE = """\
kind: re-identify
title: Who could be found?
setting: A small advice room would like to publish who came.
columns:
  age:
    name: Age
    exact: In years
    bands: {ten: {says: In bands of ten years, size: 10}}
    out: Left out
  street:
    name: Street
    exact: The street
    coarser: {side: {says: The side, values: {Mill End: north, Quay Street: south}}}
    out: Left out
secret: Why they came
rows:
  - 81, Mill End, falls
  - 84, Mill End, falls
  - 43, Quay Street, money
  - 45, Quay Street, low mood
seekers:
  nephew: {who: "A nephew, who knows her age", row: 1, knows: [age]}
asks:
  old: {says: Do people over 80 come?, needs: {age: [exact, ten]}}
  place: {says: Which street?, needs: {street: [exact]}}
closing: Would they know themselves?
facts: [D123]
"""

COLUMNS = {
    "age": Column(called="Age", levels={EXACT: "", "ten": "", OUT: ""}, bands={"ten": 10}),
    "place": Column(
        called="Place",
        levels={EXACT: "", "side": "", OUT: ""},
        coarser={"side": {"a": "north", "b": "north", "c": "south"}},
    ),
    "home": Column(called="Home", levels={EXACT: "", OUT: ""}),
}

TABLES = st.lists(
    st.tuples(
        st.integers(20, 60).map(str),
        st.sampled_from("abc"),
        st.sampled_from(["alone", "with others"]),
        st.sampled_from(["falls", "money"]),
    ),
    min_size=1,
    max_size=25,
).map(lambda rows: Table(columns=COLUMNS, secret="Why", rows=rows))

LEVELS = st.fixed_dictionaries(
    {name: st.sampled_from(list(column.levels)) for name, column in COLUMNS.items()}
)


def read():
    """Return the activity above."""
    return read_activity("table", TABLE)[1]


def looks_like(one: tuple[str, ...], other: tuple[str, ...], levels: dict[str, str]) -> bool:
    """Return whether two people look alike, by comparing column after column in plain words."""
    (age, place, home, _), (age2, place2, home2, _) = one, other
    north = ("a", "b")
    same = {
        "age": {EXACT: age == age2, "ten": age[0] == age2[0], OUT: True},
        "place": {EXACT: place == place2, "side": (place in north) == (place2 in north), OUT: True},
        "home": {EXACT: home == home2, OUT: True},
    }
    return all(same[name][levels[name]] for name in levels)


@given(TABLES, LEVELS)
def test_k_is_what_counting_pair_by_pair_gives(table, levels):
    """Every person is compared with every other: the brute way, and the same answer."""
    counted = [sum(looks_like(one, other, levels) for other in table.rows) for one in table.rows]
    assert group_sizes(table, levels) == counted
    assert smallest(table, levels) == min(counted)


@given(TABLES, LEVELS)
def test_who_is_told_by_their_group_is_what_counting_gives(table, levels):
    """Not alone, and everybody who looks like them has the same secret."""
    counted = 0
    for one in table.rows:
        like = [other for other in table.rows if looks_like(one, other, levels)]
        counted += len(like) > 1 and len({other[-1] for other in like}) == 1
    assert told_by_their_group(table, levels) == counted


@given(TABLES, LEVELS, st.data())
def test_who_knows_more_finds_no_more_rows(table, levels, data):
    """Somebody who knows all finds exactly the group; who knows less finds that or more."""
    row = data.draw(st.integers(0, len(table.rows) - 1))
    some = data.draw(st.sets(st.sampled_from(list(COLUMNS))))
    everything = found_by(table, levels, row, COLUMNS)
    assert everything.like == group_sizes(table, levels)[row]
    assert found_by(table, levels, row, some).like >= everything.like
    assert table.rows[row][-1] in everything.secrets


@given(TABLES, LEVELS)
def test_publishing_less_hides_nobody_less(table, levels):
    """Leaving a column out never makes a group smaller."""
    for name in COLUMNS:
        assert smallest(table, {**levels, name: OUT}) >= smallest(table, levels)


@pytest.mark.parametrize(
    ("age", "street", "k", "told", "like"),
    [
        (EXACT, EXACT, 1, 0, 1),
        ("ten", EXACT, 2, 2, 2),
        ("ten", OUT, 2, 2, 2),
        (OUT, "side", 2, 2, 4),
        (OUT, OUT, 4, 0, 4),
    ],
)
def test_the_small_table_by_hand(age, street, k, told, like):
    """Worked out by hand: four people, two who fell."""
    table, levels = read().table, {"age": age, "street": street}
    assert smallest(table, levels) == k
    assert told_by_their_group(table, levels) == told
    found = found_by(table, levels, 0, ["age"])
    assert found.like == like
    assert found.learnt == (like < 4)


def test_it_is_said_and_drawn(session):
    """The choice is kept, the sentence follows it, and the table shows what would go out."""
    widget = ReIdentifyWidget(session, "table", read())
    assert summary(read(), levels_in(read(), {})) == (
        "4 of 4 people look like nobody else. The smallest group is 1, so k is 1. "
        "The table still answers 2 of 2 questions."
    )
    tell(widget, kind="answer", number=1, fields={AT + "age": ["ten"], AT + "street": [OUT]})
    assert heard(widget)[-1]["says"] == (
        "Saved. 0 of 4 people look like nobody else. The smallest group is 2, so k is 2. "
        "The table still answers 1 of 2 questions."
    )
    assert "80 to 89" in widget.html
    assert "Mill End" not in widget.html.partition("Without names")[2]
    assert "finds 2 rows. All of them say the same, so it is learnt anyway: falls." in widget.html
    assert "2 people stand in a group in which everybody has the same secret." in widget.html


def test_every_choice_can_be_drawn_and_what_does_not_fit_is_passed_over():
    """All levels of all columns; an older version's level is taken as exact."""
    activity = read()
    for age, street in product(*(each.levels for each in activity.table.columns.values())):
        fields = {AT + "age": [age], AT + "street": [street]}
        assert "Who could be found" in re_identify_html("table", activity, fields, {})
    assert levels_in(activity, {AT + "age": ["gone"]}) == {"age": EXACT, "street": EXACT}
