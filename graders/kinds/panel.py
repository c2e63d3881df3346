"""What a panel's votes are worth: the more of its members chose a rating, the more it earns."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

#: Votes by rating, as one group of a panel gave them on one item; some at least are above 0.
Votes = Mapping[str, int]


def credits_of(ratings: Sequence[str], groups: Sequence[Votes]) -> dict[str, float]:
    """Return what each rating of one item earns, from 0.0 to 1.0; the best earns 1.0.

    With one group that is votes for it ÷ votes for the most chosen one. With more, each
    group weighs alike whatever its size: the shares that the groups gave a rating are
    added up, and divided by the highest such sum. So the full mark is always in reach,
    and where groups differ it may go to a rating that neither of them chose most often.

    Args:
        ratings: Ids of the scale's ratings, in its order.
        groups: The votes of each group that counts: one or more.

    Source:
        Aggregate scoring of script concordance tests, credit = n(rating) ÷ n(mode):
        B. Charlin and others, "The Script Concordance Test: A Tool to Assess the
        Reflective Clinician", Teaching and Learning in Medicine 12 (2000); the formula
        stands so in M. Goos and others, BMC Surgery 16:57 (2016), table 2. That two
        groups weigh alike is this course's own rule.

    >>> credits_of(["less", "same", "more"], [{"same": 4, "more": 10}])
    {'less': 0.0, 'same': 0.4, 'more': 1.0}
    >>> credits_of(["yes", "no"], [{"yes": 9, "no": 1}, {"no": 1}])["yes"] == 9 / 11
    True
    """
    sums = {rating: sum(_share(votes, rating) for votes in groups) for rating in ratings}
    most = max(sums.values())
    return {rating: float(each / most) for rating, each in sums.items()}


def _share(votes: Votes, rating: str) -> Fraction:
    # Exact: the most chosen rating earns 1 and not 0.9999, and equal sums stay equal.
    return Fraction(votes.get(rating, 0), sum(votes.values()))


def most_chosen(ratings: Sequence[str], votes: Votes) -> tuple[str, ...]:
    """Return the rating that got the most votes, or several that got as many, in scale order.

    >>> most_chosen(["less", "same", "more"], {"more": 4, "less": 4, "same": 2})
    ('less', 'more')
    """
    most = max(votes.values())
    return tuple(rating for rating in ratings if votes.get(rating, 0) == most)


def agreed_on(groups: Sequence[Votes]) -> str | None:
    """Return the rating that every member of every group chose; None if they chose several.

    >>> agreed_on([{"yes": 9, "no": 0}, {"yes": 2}])
    'yes'
    """
    chosen = {rating for votes in groups for rating, count in votes.items() if count}
    return chosen.pop() if len(chosen) == 1 else None
