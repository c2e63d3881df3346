"""Promises about handling: what stays usable, what is spoilt, who is harmed, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.activities.handling import (
    NOTE_LEFT,
    NOTED,
    SECURED,
    SPOILT,
    THERE,
    Fading,
    Thing,
    Way,
    after,
    open_ways,
)

VANISHED, PLAYED = "It vanished.", "It was played."

NOTE_ITEM = Thing(
    id="note",
    title="A voice note",
    arrives="It arrives.",
    parts={"voice": "the voice", "sender": "the sender"},
    ways=(
        Way(id="write", does="Write", why="w", notes=("sender", "voice")),
        Way(id="play", does="Play", why="p", spoils={"voice": PLAYED}, harms={"Sam": "Heard."}),
        Way(id="ring", does="Ring", why="r", secures=("voice", "sender"), owed="Nobody knows."),
        Way(id="tell", does="Tell", why="t", after=("ring",), owed="Sam waits."),
        Way(id="share", does="Share", why="s", harms={"Sam": "Shared.", "Bo": "Named."}),
    ),
    fades=Fading(steps=3, parts=("voice",), why=VANISHED),
    close="That is it.",
    facts=(),
)


@pytest.mark.parametrize(
    ("taken", "voice", "sender"),
    [
        # Worked out by hand.
        pytest.param("", THERE, THERE, id="nothing done"),
        pytest.param("write", NOTED, NOTED, id="written down"),
        pytest.param("play", SPOILT, THERE, id="spoilt"),
        pytest.param("write play", NOTE_LEFT, NOTED, id="written, then spoilt: the note is left"),
        pytest.param("play write", SPOILT, NOTED, id="spoilt, then written: too late"),
        pytest.param("ring", SECURED, SECURED, id="handed over"),
        pytest.param("ring play", SECURED, SECURED, id="handed over, so no longer mine to spoil"),
        pytest.param("play ring", SPOILT, SECURED, id="what is gone can't be handed over"),
        pytest.param("ring write", SECURED, SECURED, id="a note takes nothing away"),
        pytest.param("share write play", NOTE_LEFT, NOTED, id="the third step, spoilt by hand"),
        pytest.param("share write ring", SECURED, SECURED, id="handed over in time"),
    ],
)
def test_each_part_stands_as_it_was_handled(taken, voice, sender):
    """The order of steps decides what is left."""
    parts = after(NOTE_ITEM, taken.split()).parts
    assert (parts["voice"].state, parts["sender"].state) == (voice, sender)


def test_what_goes_by_itself_goes_after_its_steps_and_says_so():
    """After three steps what nobody secured is gone, and the step says what went meanwhile."""
    slow = Thing(
        id="slow", title="t", arrives="a", parts=NOTE_ITEM.parts, close="c", facts=(),
        ways=tuple(Way(id=each, does=each, why=each) for each in "abc"), fades=NOTE_ITEM.fades,
    )  # fmt: skip
    assert after(slow, ["a", "b"]).parts["voice"].state == THERE
    held = after(slow, ["a", "b", "c"])
    assert held.parts["voice"].state == SPOILT and held.parts["voice"].why == VANISHED
    assert held.parts["sender"].state == THERE
    assert [step.faded for step in held.steps] == [(), (), ("voice",)]


def test_a_step_too_late_says_for_what():
    """Whoever writes down what is gone is told so."""
    held = after(NOTE_ITEM, ["play", "write"])
    assert held.steps[1].too_late == ("voice",)
    assert held.parts["voice"].why == PLAYED


def test_everyone_harmed_is_named_each_time():
    """Harm done twice is not one harm."""
    assert after(NOTE_ITEM, ["play", "share"]).harmed == (
        ("Sam", "Heard."), ("Sam", "Shared."), ("Bo", "Named."),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("taken", "owed"),
    [("", ["ring", "tell"]), ("ring", ["tell"]), ("tell", ["ring", "tell"]), ("ring tell", [])],
)
def test_what_was_left_undone_is_known(taken, owed):
    """What should be done before one stops is named until it is done."""
    assert [way.id for way in after(NOTE_ITEM, taken.split()).owed] == owed


def test_a_way_opens_after_what_it_needs_and_closes_once_taken():
    """Nothing can be done twice, or before its time."""
    assert [way.id for way in open_ways(NOTE_ITEM, [])] == ["write", "play", "ring", "share"]
    assert [way.id for way in open_ways(NOTE_ITEM, ["ring"])] == ["write", "play", "tell", "share"]


@given(st.lists(st.sampled_from(["write", "play", "ring", "tell", "share", "gone", ""])))
def test_any_steps_kept_from_anywhere_can_be_followed(taken):
    """Steps that are no more, come twice or come too early are left out, and the rest counts."""
    held = after(NOTE_ITEM, taken)
    done = [step.way.id for step in held.steps]
    assert len(set(done)) == len(done) and set(done) <= set(taken)
    assert after(NOTE_ITEM, done) == held


@given(st.permutations(["write", "play", "ring", "share"]))
def test_more_handling_never_mends_what_is_spoilt(order):
    """Once a part is spoilt no later step makes it usable again."""
    was_spoilt = False
    for end in range(len(order) + 1):
        state = after(NOTE_ITEM, order[:end]).parts["voice"].state
        assert not (was_spoilt and state in (THERE, NOTED, SECURED))
        was_spoilt = state in (SPOILT, NOTE_LEFT)
