"""What of an assignment's key has changed since the gradebook learned it, and what may not."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from graders.cells import grade_id, nbgrader_data, source_of
from graders.kinds import KINDS, Question
from graders.kinds.contract import LEFT_OUT
from graders.kinds.reading import did_you_mean
from graders.nbgrader_checksum import checksum
from graders.question_cell import (
    QuestionError,
    data_of_variants,
    hidden_entries,
    is_question_cell,
    read_question,
)
from graders.restore import MasterCell
from graders.sync import label_of, wanted_metadata
from graders.withdrawn import with_withdrawal

#: What a question assesses is no part of what students answer.
_FOR_EDUCATORS = ("outcomes",)


class RemarkError(ValueError):
    """Marks can't be compared or written; says what to do."""


@frozen(kw_only=True)
class NewKey:
    """An assignment with its key as it is now.

    Attributes:
        masters: The cells that count, with the new key; ready to be marked by.
        changes: What is different, in words, by the name of the part; in order.
        reworded: Parts that students would read otherwise than those who answered them.
        whole: The full mark of the assignment as its author set it, in points.
        withdrawn: Questions that were not withdrawn before and are now.
        written: How those are withdrawn whose source does not say so yet: by name.
    """

    masters: tuple[MasterCell, ...]
    changes: Mapping[str, str]
    reworded: tuple[str, ...]
    whole: float
    withdrawn: tuple[str, ...]
    written: Mapping[str, str]


def new_key(
    assignment: str,
    held: Sequence[MasterCell],
    source: Sequence[Mapping[str, Any]],
    withdraw: Mapping[str, str],
) -> NewKey:
    """Return the key that stands in an assignment's source.

    Args:
        assignment: The assignment's name.
        held: The cells that count, as the gradebook holds them.
        source: The cells of the source notebook.
        withdraw: How questions are to be withdrawn, besides what the source says: by name.

    Raises:
        RemarkError: more than a key has changed, or it can't be read; says all that is wrong.
    """
    cells = {name: cell for cell in source if (name := grade_id(cell))}
    problems = [*_not_withdrawable(withdraw, cells), *_added_or_gone(held, cells)]
    parts = []
    for master in held:
        if master.name in cells:
            try:
                parts.append(_part(master, cells[master.name], withdraw.get(master.name, "")))
            except RemarkError as error:
                problems.append(str(error))
    if problems:
        raise RemarkError("\n".join((f"{assignment} can't be compared.", *problems)))
    withdrawn = tuple(part.master.name for part in parts if part.withdrawn)
    return NewKey(
        masters=tuple(part.master for part in parts),
        changes={part.master.name: part.says for part in parts if part.says},
        reworded=tuple(part.master.name for part in parts if part.reworded),
        whole=sum(part.points for part in parts),
        withdrawn=withdrawn,
        written={name: how for name, how in withdraw.items() if name in withdrawn},
    )


@frozen(kw_only=True)
class _Part:
    """A cell that counts, with its key as it is now.

    Attributes:
        master: The cell.
        points: The full mark that its author gave it, withdrawn or not.
        says: What has changed, in words; empty for nothing.
        reworded: Whether students would read it otherwise.
        withdrawn: Whether it was not withdrawn before and is now.
    """

    master: MasterCell
    points: float
    says: str = ""
    reworded: bool = False
    withdrawn: bool = False


def _part(master: MasterCell, cell: Mapping[str, Any], withdraw: str) -> _Part:
    """Return a cell with its key as it is now.

    Raises:
        RemarkError: more than its key has changed, or it can't be read.
    """
    text = source_of(cell)
    if problems := list(_out_of_place(master, cell)):
        raise RemarkError("\n".join(problems))
    if not is_question_cell(text):
        return _other_part(master, text)
    try:
        if withdraw and not read_question(text).withdrawn:
            text = with_withdrawal(text, withdraw)
        was, now = read_question(master.source), read_question(text)
    except QuestionError as error:
        raise RemarkError(str(error)) from error
    except ValueError as error:
        raise RemarkError(f"{master.name} can't be withdrawn: {error}.") from error
    if problems := list(_more_than_a_key(was, now, master.source, text)):
        raise RemarkError("\n".join(problems))
    return _Part(
        master=_with(master, text, now.worth),
        points=now.points,
        says=_in_words(was, now) if text != master.source else "",
        reworded=_seen(text) != _seen(master.source),
        withdrawn=bool(now.withdrawn) and not was.withdrawn,
    )


def _other_part(master: MasterCell, text: str) -> _Part:
    """Return a cell that is no question: a task with its rubric as it is now, others as held."""
    if not master.task or text == master.source:
        return _Part(master=master, points=master.points or 0.0)
    return _Part(
        master=_with(master, text, master.points),
        points=master.points or 0.0,
        says="the rubric, or the words around it",
    )


def _not_withdrawable(
    withdraw: Mapping[str, str], cells: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    questions = {name: cell for name, cell in cells.items() if is_question_cell(source_of(cell))}
    for name, how in withdraw.items():
        if name not in questions:
            tells = did_you_mean(name, questions) or f" Its questions are {', '.join(questions)}."
            yield (
                f'There is no question "{name}" to withdraw.{tells}\n'
                "  To fix it: name a question. What people mark under a heading, such as a "
                "reflection, is given its points in the formgrader."
            )
            continue
        try:
            already = read_question(source_of(questions[name])).withdrawn
        except QuestionError:
            continue  # it is told with the others'
        if already not in ("", how):
            yield (
                f"{name} is withdrawn already: its key says withdrawn: {already}.\n"
                "  To fix it: leave it out of the command, or take that line out of its key."
            )


def _added_or_gone(
    held: Sequence[MasterCell], cells: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    known = {master.name for master in held}
    for name in sorted(known - set(cells)):
        yield (
            f"{name} is not in the source any more, and there are marks for it.\n"
            "  To fix it: put it back as it was. To take it out of the marks, withdraw it."
        )
    for name in sorted(set(cells) - known):
        yield (
            f"{name} is new in the source, and nobody was asked it.\n"
            "  To fix it: take it out again; a new question belongs to the next assignment."
        )


def _out_of_place(master: MasterCell, cell: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with what nbgrader is told of a cell."""
    if wanted_metadata(cell) != cell["metadata"]:
        yield f"{label_of(cell)} is not in sync.\n  To fix it: run digiready sync."
        return
    data = nbgrader_data(cell)
    now = tuple(bool(data.get(name)) for name in ("grade", "solution", "task"))
    if (cell.get("cell_type"), *now) != (
        master.cell_type,
        master.grade,
        master.solution,
        master.task,
    ):
        yield (
            f"{master.name} is another kind of cell than the one that was marked.\n"
            "  To fix it: put it back as it was, and change only its key."
        )
    if master.task and float(data.get("points") or 0) != master.points:
        yield _other_points(master.name, master.points or 0.0, float(data.get("points") or 0))


def _other_points(name: str, before: float, after: float) -> str:
    return (
        f"{name} had {before:g} points when it was marked, and has {after:g} now.\n"
        f"  To fix it: write {before:g} again. What an answer earns is a share of them, which the "
        "key can change; to take a question out of the marks, withdraw it."
    )


def _more_than_a_key(was: Question, now: Question, before: str, after: str) -> Iterator[str]:
    if was.kind != now.kind:
        yield (
            f"{now.name} was a {was.kind} question when it was answered, and is a {now.kind} one "
            "now.\n  To fix it: put the kind back."
        )
        return
    if was.points != now.points:
        yield _other_points(now.name, was.points, now.points)
    elif _shape(_seen(before)) != _shape(_seen(after)):
        yield (
            f"{now.name} has other parts than when it was answered: names of options, how many "
            "there are, or what else it asks. The answers would not be read.\n"
            "  To fix it: put what stands above its key back as it was, but for the wording."
        )


def reworded_prose(
    source: Sequence[Mapping[str, Any]], given_out: Sequence[Mapping[str, Any]]
) -> tuple[str, ...]:
    """Return the ids of texts between questions that say something else than students' copies.

    Args:
        source: The cells of the source notebook.
        given_out: Those of the students' copy.
    """
    texts = {str(cell.get("id")): source_of(cell) for cell in given_out if _is_prose(cell)}
    return tuple(
        str(cell["id"])
        for cell in source
        if _is_prose(cell) and texts.get(str(cell.get("id")), source_of(cell)) != source_of(cell)
    )


def _is_prose(cell: Mapping[str, Any]) -> bool:
    return cell.get("cell_type") == "markdown" and not grade_id(cell)


def _seen(source: str) -> list[dict[str, Any]]:
    """Return what students see of a question, once with each set of values."""
    hidden = hidden_entries(KINDS[read_question(source).kind])
    return [
        {name: each for name, each in data.items() if name not in (*hidden, *_FOR_EDUCATORS)}
        for data in data_of_variants(source)
    ]


def _shape(data: Any) -> Any:
    """Return *data* with every text as one and the same: its names, numbers and lengths."""
    if isinstance(data, Mapping):
        return {name: _shape(each) for name, each in data.items()}
    if isinstance(data, list):
        return [_shape(each) for each in data]
    return "" if isinstance(data, str) else data


def _in_words(was: Question, now: Question) -> str:
    if was.withdrawn != now.withdrawn:
        if not now.withdrawn:
            return "not withdrawn any more"
        return "withdrawn: " + (
            "left out" if now.withdrawn == LEFT_OUT else "full marks to all who handed in"
        )
    if getattr(was, "key", None) != getattr(now, "key", None):
        return "the key"
    return "what stands beside the key: reasons, facts or wording"


def _with(master: MasterCell, source: str, points: float | None) -> MasterCell:
    changed = evolve(master, source=source, points=points)
    return evolve(changed, checksum=checksum(changed, source))
