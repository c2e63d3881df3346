"""What an author should think about again: it stops nothing, and is said by the check."""

from collections.abc import Iterator, Sequence

from graders.kinds import KINDS, Question


def doubts_about(questions: Sequence[Question]) -> Iterator[tuple[str, str]]:
    """Yield what to think about again in the *questions* of one notebook: which part, and why."""
    for question in questions:
        kind = KINDS[question.kind]
        if kind.doubts and question.has_key:
            for doubt in kind.doubts(question):
                yield question.name, doubt
    yield from _longest(questions)


def _longest(questions: Sequence[Question]) -> Iterator[tuple[str, str]]:
    """Yield a word where a student could pass by always choosing the longest option."""
    longest = [
        is_longest
        for question in questions
        if (find := KINDS[question.kind].longest_is_right) and question.has_key
        for is_longest in find(question)
    ]
    if sum(longest) * 2 > len(longest):
        yield (
            "",
            (
                f"the best option is the longest in {sum(longest)} of {len(longest)} decisions, so "
                "it can be guessed by its length. Lengthen others, or shorten it."
            ),
        )
