"""Which duties a case calls up: each duty asks its tests, and the case answers them.

Pure: what is known of a case goes in, which duty leads and which stand beside it comes out.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

#: What a case can say to a test.
YES, NO, UNSURE = "yes", "no", "unsure"

#: How a duty stands on what is known.
MET, OPEN, NOT_MET = "met", "open", "not met"

#: How a choice stands to what the tests come to.
LEADS, DEFENSIBLE, BESIDE, TOO_LITTLE, NOT_SHOWN = (
    "leads",
    "defensible",
    "beside",
    "too little",
    "not shown",
)


@frozen(kw_only=True)
class Duty:
    """A duty, or where to turn when there is none yet.

    Attributes:
        id: Short name, kept as the choice made.
        says: What the reader chooses.
        asks: What it asks of whoever has it.
        tests: Names of the tests that must all be met; none for what is left when no duty is met.
    """

    id: str
    says: str
    asks: str
    tests: tuple[str, ...]


@frozen(kw_only=True)
class Shown:
    """What a case says to one test: yes, no or unsure, and the words that say so."""

    answer: str
    says: str


@frozen(kw_only=True)
class Outcome:
    """What the tests come to.

    Attributes:
        leads: The duty that leads; where it is a judgement, those that can be defended.
        beside: Duties that are called up too, and don't lead.
    """

    leads: tuple[str, ...]
    beside: tuple[str, ...]

    @property
    def is_judgement(self) -> bool:
        """Whether more than one choice can be defended."""
        return len(self.leads) > 1


def standing(duty: Duty, shown: Mapping[str, Shown]) -> str:
    """Return how *duty* stands: one "no" is enough against it, one "unsure" leaves it open."""
    answers = {shown[test].answer if test in shown else NO for test in duty.tests}
    if NO in answers:
        return NOT_MET
    return OPEN if UNSURE in answers else MET


def weigh(duties: Sequence[Duty], shown: Mapping[str, Shown]) -> Outcome:
    """Return what leads and what stands beside it.

    Args:
        duties: The most pressing first; exactly one has no tests.
        shown: What the case says, by test.

    The most pressing duty that is met leads. Where a more pressing one is open, whether it is
    met is a judgement, and both can be defended. If none is met, the one without tests leads.
    """
    tested = [duty for duty in duties if duty.tests]
    met = [duty.id for duty in tested if standing(duty, shown) == MET]
    first = met[0] if met else next(duty.id for duty in duties if not duty.tests)
    order = [duty.id for duty in tested]
    before = order[: order.index(first)] if met else order
    doubtful = [duty.id for duty in tested if duty.id in before and standing(duty, shown) == OPEN]
    return Outcome(leads=(*doubtful, first), beside=tuple(met[1:]))


def relation(duties: Sequence[Duty], shown: Mapping[str, Shown], chosen: str) -> str:
    """Return how the duty *chosen* stands to what the tests come to."""
    outcome = weigh(duties, shown)
    if chosen in outcome.leads:
        return DEFENSIBLE if outcome.is_judgement else LEADS
    if chosen in outcome.beside:
        return BESIDE
    duty = next(each for each in duties if each.id == chosen)
    return NOT_SHOWN if duty.tests else TOO_LITTLE


def silent_tests(duties: Sequence[Duty], shown: Mapping[str, Shown]) -> dict[str, str]:
    """Return each test on which a duty hangs and to which the case says nothing, with the duty.

    A test may stay unsaid where another one of the same duty is answered with no.
    """
    return {
        test: duty.id
        for duty in duties
        if not any(test in shown and shown[test].answer == NO for test in duty.tests)
        for test in duty.tests
        if test not in shown
    }
