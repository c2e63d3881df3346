"""Prove an unfolding question: try every way through it, and say what each comes to.

What somebody has decided matters to what comes only as far as a condition asks about it.
So ways that have come to the same moment, with the same points and the same of *those*
decisions, are one from there on: every way is counted, and few have to be walked.
"""

from collections.abc import Collection, Iterator

from attrs import frozen

from graders.kinds.conditions import Condition, holds, in_words, options_in
from graders.kinds.reading import Reader
from graders.kinds.unfolding_key import Scheme, applies, figures, in_points, neat
from graders.kinds.unfolding_story import Decision, Moment, Story, in_order

#: The most standings that are tried; a story and a key as people write them have some hundreds.
LIMIT = 20_000

#: Less than this is a matter of sums of floats, in points.
DUST = 1e-6

NOTHING = Scheme(credit={})


@frozen(kw_only=True)
class Standing:
    """Where somebody stands at a moment: what can still change what comes, and no more.

    Attributes:
        chosen: Those of the options chosen that some condition asks about.
        earned: Points that the decisions so far have earned, before anything caps them.
    """

    chosen: frozenset[str] = frozenset()
    earned: float = 0.0


@frozen(kw_only=True)
class Ways:
    """The ways that come to one standing.

    Attributes:
        count: How many there are.
        chance: How likely somebody comes there who decides by chance: 0.0 to 1.0.
        first: One of them, as ids of options.
    """

    count: int
    chance: float
    first: tuple[str, ...]

    def __add__(self, other: "Ways") -> "Ways":
        return Ways(
            count=self.count + other.count, chance=self.chance + other.chance, first=self.first
        )


#: By moment: each standing that can be reached there, with the ways that come to it.
Standings = dict[str, dict[Standing, Ways]]


@frozen(kw_only=True)
class Proof:
    """What all ways through a question come to.

    Attributes:
        ways: How many there are from the first moment to an ending.
        endings: How many endings.
        best: The highest mark, in points.
        worst: The lowest mark of a way that ends, in points.
        by_chance: The mark on average of somebody who decides by chance each time, all
            options being as likely, in points.
        best_way: A way to the highest mark, as ids of options.
        blunt: Reasons of the critical errors that cap no way's mark.
    """

    ways: int
    endings: int
    best: float
    worst: float
    by_chance: float
    best_way: tuple[str, ...]
    blunt: tuple[str, ...] = ()


def trace(story: Story, scheme: Scheme, *, remembering: Collection[str] = ()) -> Standings | None:
    """Return every standing that can be reached, or None if there are too many to try.

    Args:
        story: Sound: every way ends.
        scheme: What decisions earn.
        remembering: Options that standings tell of, besides those that conditions ask about.
    """
    asked_about = scheme.asked_about().union(
        remembering,
        *(options_in(each.condition) for moment in story.moments.values() for each in moment.also),
    )
    standings: Standings = {name: {} for name in story.moments}
    standings[story.opens][Standing()] = Ways(count=1, chance=1.0, first=())
    tried = 0
    for name in in_order(story):
        moment = story.moments[name]
        tried += len(standings[name])
        if tried > LIMIT:
            return None
        for standing, ways in standings[name].items():
            for option in moment.options:
                after = Standing(
                    chosen=standing.chosen | ({option.id} & asked_about),
                    earned=neat(standing.earned + scheme.gain(option.id, standing.chosen)),
                )
                come = Ways(
                    count=ways.count,
                    chance=ways.chance / len(moment.options),
                    first=(*ways.first, option.id),
                )
                there = standings[option.then]
                there[after] = there[after] + come if after in there else come
    return standings


def prove(story: Story, scheme: Scheme, points: float, standings: Standings) -> Proof:
    """Return what all ways through *story* come to.

    Args:
        story: Sound: every way ends.
        scheme: What decisions earn.
        points: The full mark, above 0.
        standings: From :func:`trace`.
    """
    ends = {
        (name, standing): ways
        for name, moment in story.moments.items()
        if not moment.options
        for standing, ways in standings[name].items()
    }
    marks = {end: mark_of(end[1], scheme, points) for end in ends}
    best = max(marks, key=lambda end: marks[end])
    return Proof(
        ways=sum(ways.count for ways in ends.values()),
        endings=len({name for name, _ in ends}),
        best=marks[best],
        worst=min(marks.values()),
        by_chance=sum(marks[end] * ways.chance for end, ways in ends.items()),
        best_way=ends[best].first,
        blunt=tuple(
            critical.why
            for critical in scheme.critical
            if not any(
                holds(critical.condition, standing.chosen)
                and standing.earned > critical.most * points
                for _, standing in ends
            )
        ),
    )


def best_marks(story: Story, scheme: Scheme, points: float, moment: Moment) -> dict[str, float]:
    """Return the highest mark, in points, that each option of *moment* can still come to.

    Empty at an ending, and where there is too much to try.
    """
    ids = [option.id for option in moment.options]
    standings = trace(story, scheme, remembering=ids) if ids else None
    if standings is None:
        return {}
    ends = [
        each for name in standings if not story.moments[name].options for each in standings[name]
    ]
    return {
        name: max(mark_of(each, scheme, points) for each in ends if name in each.chosen)
        for name in ids
    }


def mark_of(standing: Standing, scheme: Scheme, points: float) -> float:
    """Return the mark of who ends at *standing*, in points."""
    return neat(min(standing.earned, scheme.most(standing.chosen) * points))


def check_told(reader: Reader, story: Story, standings: Standings) -> None:
    """Note what a moment tells always, or never, though it has a condition."""
    for name, moment in story.moments.items():
        for number, each in enumerate(moment.also):
            _check_varies(
                reader.within("moments", name),
                ("also", number, "if"),
                each.condition,
                standings[name],
                always="Move the text to says:",
            )


def _check_varies(
    reader: Reader,
    path: tuple[str | int, ...],
    condition: Condition,
    standings: Collection[Standing],
    *,
    always: str,
) -> bool:
    """Return whether *condition* holds in some of *standings* and not in others; note it if not."""
    found = {holds(condition, each.chosen) for each in standings}
    if found == {True, False}:
        return True
    says = in_words(condition)
    if found == {True}:
        reader.fault(*path, problem=f"it always holds here that {says}.", fix=f"{always}.")
    else:
        reader.fault(
            *path,
            problem=f"it can never hold here that {says}.",
            fix="Ask about a decision that leads here, or remove it.",
        )
    return False


def check_scheme(
    reader: Reader, story: Story, scheme: Scheme, points: float, standings: Standings
) -> Proof:
    """Return the proof of a question; note each fault that only trying every way brings out."""
    key = reader.within("key")
    for name, moment in story.moments.items():
        for option in moment.options:
            _check_cases(key.within("credit"), option, scheme, standings[name])
        _check_going_on(key, moment, scheme, standings[name])
    _check_critical(key, story, scheme, standings)
    _check_below(key, story, standings)
    proof = prove(story, scheme, points, standings)
    _check_full_mark(reader, proof, points, standings)
    return proof


def _check_cases(
    reader: Reader, option: Decision, scheme: Scheme, standings: Collection[Standing]
) -> None:
    """Note each condition of what *option* earns that never decides, or always does."""
    left = list(standings)
    for number, case in enumerate(scheme.credit.get(option.id, ())):
        if case.condition is None:
            return
        path = (option.id, number, "if")
        if not _check_varies(reader, path, case.condition, standings, always="Leave out the if:"):
            return
        if not any(applies(case, each.chosen) for each in left):
            reader.fault(
                *path,
                problem=f"whenever {in_words(case.condition)}, a condition before it holds.",
                fix="Move it before that one, or remove it.",
            )
        left = [each for each in left if not applies(case, each.chosen)]


def _check_going_on(
    reader: Reader, moment: Moment, scheme: Scheme, standings: Collection[Standing]
) -> None:
    """Note a moment where every option takes points away: it would pay to stop there."""
    if moment.options and any(
        all(scheme.gain(option.id, each.chosen) < 0 for option in moment.options)
        for each in standings
    ):
        reader.fault(
            "credit",
            moment.options[0].id,
            problem=f'every option of "{moment.name}" can take points away, so that it would '
            "pay to stop there.",
            fix="Give one of them a credit of 0 or more.",
        )


def _check_critical(reader: Reader, story: Story, scheme: Scheme, standings: Standings) -> None:
    """Note each critical error that no way makes."""
    ends = [
        standing
        for name, moment in story.moments.items()
        if not moment.options
        for standing in standings[name]
    ]
    for number, critical in enumerate(scheme.critical):
        if not any(holds(critical.condition, each.chosen) for each in ends):
            reader.fault(
                "critical",
                number,
                "if",
                problem=f"no way through makes this error: {in_words(critical.condition)}.",
                fix="Change its condition, or remove it.",
            )


def _check_below(reader: Reader, story: Story, standings: Standings) -> None:
    """Note the first way, or beginning of one, that comes to less than nothing."""
    for name in story.moments:
        for standing, ways in standings[name].items():
            if standing.earned < 0:
                reader.fault(
                    "credit",
                    ways.first[-1],
                    problem=f"{_said(ways.first)} comes to {in_points(standing.earned)}, "
                    "and a mark can't be below 0.",
                    fix=f'Take less away under "{ways.first[-1]}", or give more before it.',
                )
                return


def _check_full_mark(reader: Reader, proof: Proof, points: float, standings: Standings) -> None:
    """Note where the points can't be reached, or can be passed."""
    ways = [
        (standing.earned, each.first)
        for there in standings.values()
        for standing, each in there.items()
    ]
    highest, way = max(ways)
    if highest > points + DUST:
        reader.fault(
            "points",
            problem=f"{_said(way)} earns {figures(highest)} of {in_points(points)}.",
            fix=f"Write points: {figures(highest)}, or lower a credit.",
        )
    elif proof.best < points - DUST <= highest:
        reader.fault(
            "key",
            problem="whoever earns all points makes a critical error, so nobody can have them.",
            fix="Change the condition of the critical error, or what earns points.",
        )
    elif proof.best < points - DUST:
        reader.fault(
            "points",
            problem=f"the best way, {_said(proof.best_way)}, earns {figures(proof.best)} of "
            f"{in_points(points)}.",
            fix=f"Write points: {figures(proof.best)}, or raise a credit."
            if proof.best
            else "Give credits, in points.",
        )


def _said(way: Collection[str]) -> str:
    return ", ".join(f'"{option}"' for option in way)


def in_sentences(proof: Proof, points: float) -> Iterator[str]:
    """Yield what was proved, for the question's author."""
    yield f"{_counted(proof.ways, 'way')} through, {_counted(proof.endings, 'ending')}."
    yield "Every decision and every ending can be reached, and every way ends."
    yield (
        f"The best way earns {in_points(proof.best)}, the worst {figures(proof.worst)}. "
        f"Somebody who decides by chance each time earns {figures(proof.by_chance)} of "
        f"{in_points(points)} on average."
    )
    yield f"The best way: {_said(proof.best_way)}."


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def doubts_of(proof: Proof, points: float) -> Iterator[str]:
    """Yield what is no fault, and worth another thought."""
    if proof.worst > 0:
        yield (
            f"Whatever is decided, {in_points(proof.worst)} are earned. "
            "Is that what you want to give for any answer at all?"
        )
    if proof.by_chance > points / 2:
        yield (
            f"Deciding by chance earns {figures(proof.by_chance)} of {in_points(points)} on "
            "average, which is more than half. Add options that earn nothing, or lower credits."
        )
    for why in proof.blunt:
        yield (
            f'A critical error changes no mark: "{why}" '
            "Whoever makes it has no more than that many points anyway."
        )
