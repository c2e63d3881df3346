"""Withdraw a question after it was set: one line beside its key, written and taken out again."""

from graders.question_cell import BEGIN_KEY


def with_withdrawal(source: str, how: str) -> str:
    """Return a question cell's *source* with the line that withdraws it first beside its key.

    Args:
        source: The cell's, with its key and without such a line.
        how: What becomes of the question: ``FULL_MARKS`` or ``LEFT_OUT``.

    Raises:
        ValueError: there is no key beside which the line could stand.
    """
    before, mark, after = source.partition(f"\n{BEGIN_KEY}\n")
    if not mark:
        raise ValueError(f"the question has no line {BEGIN_KEY}, so it has no key")
    return f"{before}{mark}{_line(how)}{after}"


def without_withdrawal(source: str, how: str) -> str:
    """Return *source* without the line that :func:`with_withdrawal` wrote, if it is there."""
    return source.replace(f"\n{BEGIN_KEY}\n{_line(how)}", f"\n{BEGIN_KEY}\n", 1)


def _line(how: str) -> str:
    return f"withdrawn: {how}\n"
