"""Say in a terminal who gains and who loses by a key that was mended, and do as is asked."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from attrs import frozen
from nbgrader.api import InvalidEntry
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from graders.cohorts.database import open_gradebook
from graders.cohorts.run import Course, GradeError
from graders.cohorts.settings import SettingsError, read_settings
from graders.cohorts.side_by_side import cores
from graders.cohorts.staging import AlreadyRunningError
from graders.cohorts.terminal import progress_bar
from graders.look import in_figures
from graders.remarking.changes import RemarkError
from graders.remarking.compare import compare
from graders.remarking.comparison import Comparison, PassMark, read_pass_mark
from graders.remarking.report import write_comparison
from graders.remarking.run import Outcome, Remarking
from graders.remarking.versions import HOLDS, UNDONE, WRITING, Version, Versions

#: Students that are listed, and names in a sentence; the CSV file has them all.
MOST_LISTED, MOST_NAMED = 20, 8


@frozen(kw_only=True)
class Asked:
    """What somebody asked for on the command line.

    Attributes:
        assignment: The assignment's name.
        withdraw: How questions are to be withdrawn: by name.
        pass_mark: As they wrote it; empty for none.
        csv: Where the whole comparison is to be written; None for nowhere.
        apply: Whether marks are to be written.
        undo: Whether those from before the last remark are to be brought back.
        history: Whether only the versions of the key are to be listed.
        workers: How many processes mark; 0 for one a core.
    """

    assignment: str
    withdraw: Mapping[str, str]
    pass_mark: str
    csv: Path | None
    apply: bool
    undo: bool
    history: bool
    workers: int


def remark_course(folder: Path, asked: Asked) -> bool:
    """Do as is asked; return whether all went well."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        settings = read_settings(folder)
        with closing(open_gradebook(settings.db_url, settings.course_id)) as gradebook:
            _do(console, Course(settings=settings, gradebook=gradebook), asked)
    except (SettingsError, GradeError, RemarkError, AlreadyRunningError) as error:
        console.print(escape(str(error)), style="red")
        return False
    except (SQLAlchemyError, InvalidEntry) as error:  # the latter is nbgrader's word for it
        console.print(
            f"The gradebook could not be read or written: {error.__class__.__name__}: "
            f"{escape(str(getattr(error, 'orig', error)))}\n"
            "  Each student has their old marks or their new ones, whole. To fix it: see that the "
            "database can be reached and that its disk has room, then run this again.",
            style="red",
        )
        return False
    except OSError as error:
        console.print(
            f"A file could not be read or written: {escape(str(error))}\n"
            "  Each student has their old marks or their new ones, whole. To fix it: see that the "
            "disk has room and that the folder is yours, then run this again.",
            style="red",
        )
        return False
    except KeyboardInterrupt:
        console.print("Stopped. Each student has their old marks or their new ones, whole.")
        return False
    return True


def _do(console: Console, course: Course, asked: Asked) -> None:
    versions = Versions(course.gradebook, asked.assignment)
    if asked.history:
        _tell_history(console, versions)
        return
    pass_mark = read_pass_mark(asked.pass_mark) if asked.pass_mark else None
    if not (asked.apply or asked.undo):
        if stopped := versions.stopped():
            raise RemarkError(stopped)
        _compare(console, course, asked, pass_mark)
        return
    with progress_bar(console, f"{asked.assignment}: marking") as show:
        remarking = Remarking(
            course, asked.assignment, workers=asked.workers or cores(), progress=show
        )
        with remarking.alone() as finished:
            if finished:
                _tell_finished(console, finished)
                if finished.version.state != WRITING:
                    return  # or the key that is just undone would be applied once more
            if asked.undo:
                _tell_undone(console, asked.assignment, remarking.undo())
                return
            compared = compare(
                course, asked.assignment, withdraw=asked.withdraw, workers=asked.workers or None
            )
            _tell(console, compared.comparison, asked, pass_mark)
            if not compared.comparison.changes_nothing:
                _tell_applied(console, asked.assignment, remarking.apply(compared))


def _compare(console: Console, course: Course, asked: Asked, pass_mark: PassMark | None) -> None:
    with progress_bar(console, f"{asked.assignment}: comparing") as show:
        compared = compare(
            course,
            asked.assignment,
            withdraw=asked.withdraw,
            workers=asked.workers or None,
            progress=show,
        )
    _tell(console, compared.comparison, asked, pass_mark)
    if not compared.comparison.changes_nothing:
        console.print(
            "\nNothing was written. To write these marks, add --apply to the command. "
            "What is applied can be undone."
        )


def _tell(
    console: Console, comparison: Comparison, asked: Asked, pass_mark: PassMark | None
) -> None:
    if asked.csv:
        write_comparison(comparison, asked.csv)
    if comparison.changes_nothing:
        console.print(
            f"{escape(comparison.assignment)}: there is nothing to change. The key in the source "
            f"is the one on record, and {_students(len(comparison.standings))} have its marks."
        )
    else:
        _tell_summary(console, comparison, pass_mark)
        _tell_parts(console, comparison)
        _tell_students(console, comparison, pass_mark)
    for note in notes(comparison):
        console.print(f"\n{escape(note)}")
    if asked.csv:
        console.print(f"\nEvery student and question: {escape(str(asked.csv))}")


def _tell_summary(console: Console, comparison: Comparison, pass_mark: PassMark | None) -> None:
    count = len(comparison.standings)
    console.print(f"{escape(comparison.assignment)}: the marks of {_students(count)}, compared.")
    for name, says in comparison.changes.items():
        console.print(f"  {escape(name)}: {says}")
    total = comparison.of_total()
    whole = in_figures(comparison.whole)
    console.print(
        f"\n{total.up} gain, {total.down} lose, {total.same} stay the same. The mean goes from "
        f"{in_figures(total.mean_before)} to {in_figures(total.mean_after)} of {whole} points."
    )
    if comparison.is_scaled:
        console.print(
            f"Totals are scaled to {whole} points: with what is left out, they are out of "
            f"{in_figures(sum(comparison.points_before.values()))} on record and out of "
            f"{in_figures(sum(comparison.points_after.values()))} now."
        )
    if pass_mark:
        up, down = comparison.crossing(pass_mark)
        needed = in_figures(pass_mark.points(comparison.whole))
        console.print(f"Pass mark, {needed} of {whole} points:")
        console.print(f"  {len(up)} pass now who did not{_named(up)}", markup=False)
        console.print(f"  {len(down)} passed and do not now{_named(down)}", markup=False)


def _tell_parts(console: Console, comparison: Comparison) -> None:
    moved = {name: comparison.of_part(name) for name in comparison.points_before}
    rows = {
        name: each
        for name, each in moved.items()
        if name in comparison.changes or each.up or each.down
    }
    if not rows:
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("\nQuestion", overflow="fold")
    for column in ("\nOut of", "\nGain", "\nLose", "\nSame", "Mean\non record", "Mean\nnow"):
        table.add_column(column, justify="right")
    for name, each in rows.items():
        before, after = comparison.points_before[name], comparison.points_after[name]
        figures = [str(each.up), str(each.down), str(each.same), in_figures(each.mean_before)]
        figures.append(in_figures(each.mean_after))
        if before != after:  # marks out of different points can't be set beside each other
            figures = ["–", "–", "–", *figures[3:]]
        out_of = in_figures(before) + (f", now {in_figures(after)}" if before != after else "")
        table.add_row(escape(name), out_of, *figures)
    console.print()
    console.print(table)


def _tell_students(console: Console, comparison: Comparison, pass_mark: PassMark | None) -> None:
    moved = comparison.most_moved(pass_mark)
    if not moved:
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("Student", overflow="fold")
    for column in ("On record", "Now", "Change"):
        table.add_column(column, justify="right")
    table.add_column("")
    for each in moved[:MOST_LISTED]:
        before, after = comparison.scaled_before(each), comparison.scaled_after(each)
        change = f"{'+' if after > before else '−'}{in_figures(abs(after - before))}"
        says = ""
        if pass_mark:
            passed, passes = comparison.passes(each, pass_mark)
            says = {(False, True): "passes now", (True, False): "does not pass now"}.get(
                (passed, passes), ""
            )
        table.add_row(escape(each.student), in_figures(before), in_figures(after), change, says)
    console.print()
    console.print(table)
    if len(moved) > MOST_LISTED:
        console.print(f"  and {len(moved) - MOST_LISTED} more; --csv marks.csv writes them all")


def notes(comparison: Comparison) -> Iterator[str]:
    """Yield what an educator should know besides the figures."""
    by_hand = [(each.student, name) for each in comparison.standings for name in each.by_hand]
    if by_hand:
        yield (
            f"{_marks(len(by_hand))} by hand {_stay(len(by_hand))}, though the machine's under "
            f"{'it' if len(by_hand) == 1 else 'them'} changes. The formgrader asks for a second "
            f"look: {_pairs(by_hand)}"
        )
    aside = [(each.student, name) for each in comparison.standings for name in each.set_aside]
    if aside:
        yield (
            f"{_marks(len(aside))} by hand for what is withdrawn would be set aside, and come back "
            f"if this is undone: {_pairs(aside)}"
        )
    if comparison.waiting:
        yield (
            f"{comparison.waiting} parts wait for a person to mark them. They count 0 here, on "
            "record and now."
        )
    if comparison.reworded:
        yield (
            f"Students answered another wording of {', '.join(comparison.reworded)} than the "
            "source has now, and their copies keep it. Feedback pages would show the new one."
        )
    if comparison.prose:
        yield (
            "Texts between the questions have changed since students got their copies: "
            f"{', '.join(comparison.prose)}. Marked again, theirs are taken for what they wrote "
            "themselves, and feedback pages show them so. Put the texts back first."
        )
    if comparison.unread:
        yield (
            f"{len(comparison.unread)} answers that could be read would not be any more, so this "
            "can't be applied. Put the names of options and the like back as they were answered: "
            + _pairs([(student, flag) for student, flag in comparison.unread])
        )
    if comparison.otherwise:
        yield (
            "Some marks on record are not those of the key on record. These students handed in "
            "again, or the gradebook learned a key by which nobody was marked yet"
            f"{_named(comparison.otherwise)}"
        )
    if comparison.not_marked:
        yield (
            "Handed in and not marked yet, so not compared; mark them with digiready grade"
            f"{_named(comparison.not_marked)}"
        )
    if comparison.no_work:
        yield (
            "Marked, but no work of theirs is under submitted any more, so their marks stay as "
            f"they are{_named(comparison.no_work)}"
        )


def _tell_applied(console: Console, assignment: str, outcome: Outcome) -> None:
    name = escape(assignment)
    console.print(
        f"\nWritten: {_students(outcome.marked)} have their marks by version "
        f"{outcome.version.number} of the key.\n"
        f"  Feedback pages: digiready grade {name} --feedback, and release them.\n"
        f"  To go back: digiready remark {name} --undo"
    )


def _tell_finished(console: Console, outcome: Outcome) -> None:
    what = "A remark" if outcome.version.state == WRITING else "Undoing a remark"
    console.print(
        f"{what} had been stopped midway and is finished now: {_students(outcome.marked)}."
    )


def _tell_undone(console: Console, assignment: str, outcome: Outcome) -> None:
    version = outcome.version
    console.print(
        f"Undone: {_students(outcome.marked)} have the marks from before version {version.number} "
        "of the key."
    )
    if outcome.again:
        console.print(
            f"Marked again since, so marked once more by the key from before"
            f"{_named(outcome.again)}",
            markup=False,
        )
    if outcome.kept_by_hand:
        console.print(
            f"Given by hand since, and kept: {_pairs(outcome.kept_by_hand)}", markup=False
        )
    if set(version.cells) - set(version.written):
        console.print(
            "The source still has the key that was undone. Change it back before anybody marks "
            f"again or makes students' copies; digiready remark {escape(assignment)} shows what "
            "is different."
        )


def _tell_history(console: Console, versions: Versions) -> None:
    known = versions.all()
    if not known:
        console.print(f"{escape(versions.assignment)}: no marks were changed by another key yet.")
    for each in known:
        console.print(_in_words(each, len(versions.done(each))), markup=False)


def _in_words(version: Version, marked: int) -> str:
    changes = [f"    {name}: {says}" for name, says in version.changes.items()]
    said = f"Version {version.number}, {version.at} UTC, by {version.who} (key {version.digest})"
    lines = [said, *(changes or ["    the key that the gradebook had learned before"])]
    if version.state == UNDONE:
        lines.append(f"    undone {version.undone_at} UTC, by {version.undone_by}")
    elif version.state == HOLDS:
        lines.append(f"    gave the marks of {_students(marked)}")
    else:
        lines.append(f"    stopped midway: gives the marks of {_students(marked)} so far")
    return "\n".join(lines)


def _students(count: int) -> str:
    return "1 student" if count == 1 else f"{count} students"


def _marks(count: int) -> str:
    return "1 mark" if count == 1 else f"{count} marks"


def _stay(count: int) -> str:
    return "stays" if count == 1 else "stay"


def _named(students: Sequence[str]) -> str:
    """Return who it is, to end a sentence with; shortened."""
    if not students:
        return "."
    more = f" and {len(students) - MOST_NAMED} more" if len(students) > MOST_NAMED else ""
    return f": {', '.join(students[:MOST_NAMED])}{more}."


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    named = [f"{student} ({part})" for student, part in pairs[:MOST_NAMED]]
    more = f" and {len(pairs) - MOST_NAMED} more" if len(pairs) > MOST_NAMED else ""
    return f"{', '.join(named)}{more}."
