"""Print how many times as fast marking is, side by side, in one run.

Each line of the result is a name, a tab and a number: how often the first goes into the
time of the second, per submission. nbgrader's time is that of one more submission, without
its start; ours is of all of a run, start included. So each ratio is on nbgrader's side.
"""

import argparse
import platform
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.cohort import ASSIGNMENT, ROOT, hand_in, make_course, nbgrader
from bench.floor import run_floor
from bench.measure import digiready, measure

WORK = Path(__file__).resolve().parent / "work"

#: Submissions that are marked our way, and by the floor.
MANY = 10_000

#: Submissions that nbgrader marks in its first run, and in its second, which leaves those of the
#: first alone. Its start differs by seconds from run to run, so fewer would say little.
FEW, MORE = 2, 26

#: Submissions of its second run where it takes far less for each.
MANY_MORE = 202

#: The course's configuration with nbgrader's own lists: a kernel runs the student's notebook,
#: and its own template makes the pages.
STOCK = """
from nbconvert.exporters import HTMLExporter
from nbgrader.converters import Autograde, GenerateFeedback
load_subconfig("course_config.py")
c = get_config()
for name in ("sanitize_preprocessors", "autograde_preprocessors", "exporter_class"):
    setattr(c.Autograde, name, Autograde.class_traits()[name].default())
c.GenerateFeedback.preprocessors = GenerateFeedback.class_traits()["preprocessors"].default()
c.GenerateFeedback.exporter_class = HTMLExporter
"""


def seconds(act: Callable[[], object]) -> float:
    """Return how long *act* took."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def course_with(name: str, template: Path, count: int) -> Path:
    """Return a copy of the course with *count* submissions."""
    course = WORK / name
    shutil.copytree(template, course)
    hand_in(course, 0, count)
    return course


def one_more(course: Path, more: int) -> tuple[float, float]:
    """Return what autograde and generate_feedback take for one more: the seconds of each."""
    commands = ("autograde", "generate_feedback")
    first = [seconds(partial(nbgrader, course, name, ASSIGNMENT)) for name in commands]
    hand_in(course, FEW, FEW + more)
    second = [seconds(partial(nbgrader, course, name, ASSIGNMENT)) for name in commands]
    marking, pages = (
        (after - before) / (more - FEW) for before, after in zip(first, second, strict=True)
    )
    return marking, pages


def stock(template: Path) -> tuple[float, float]:
    """Return what stock autograde, with a kernel, and generate_feedback take for one more."""
    course = course_with("stock", template, FEW)
    (course / "nbgrader_config.py").rename(course / "course_config.py")
    (course / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
    return one_more(course, MORE)


def plugged_in(template: Path) -> tuple[float, float]:
    """Return what autograde and generate_feedback take for one more, with our plug-ins."""
    return one_more(course_with("plugged-in", template, FEW), MANY_MORE)


def main(many: int) -> None:
    """Measure, and print the ratios."""
    shutil.rmtree(WORK, ignore_errors=True)
    template = WORK / "template"
    print("Laying out the course ...", file=sys.stderr)
    make_course(template)
    ours = course_with("ours", template, many)
    print(f"digiready grade, {many} submissions ...", file=sys.stderr)
    graded = measure(digiready("grade", ASSIGNMENT), ours)
    again = measure(digiready("grade", ASSIGNMENT), ours)
    print("feedback pages ...", file=sys.stderr)
    paged = measure(digiready("grade", ASSIGNMENT, "--feedback"), ours)
    marking, pages = graded.seconds / many, paged.seconds / many
    print(f"the floor, {many} submissions ...", file=sys.stderr)
    floor_course = course_with("floor", template, many)
    (written,) = sorted((ours / "autograded" / "student-000001" / ASSIGNMENT).glob("*.ipynb"))
    floor = seconds(lambda: run_floor(floor_course, written)) / many
    print(f"stock nbgrader with a kernel, {FEW} and {MORE} submissions ...", file=sys.stderr)
    with_kernel, stock_pages = stock(template)
    print(f"nbgrader with our plug-ins, {FEW} and {MANY_MORE} ...", file=sys.stderr)
    with_plugins, plugged_pages = plugged_in(template)
    for name, took in (
        ("digiready grade", marking),
        ("the floor", floor),
        ("stock nbgrader autograde", with_kernel),
        ("nbgrader autograde with our plug-ins", with_plugins),
        ("digiready feedback pages", pages),
        ("stock nbgrader generate_feedback", stock_pages),
        ("nbgrader generate_feedback with our plug-ins", plugged_pages),
    ):
        print(f"{took * 1000:10.2f} ms a submission: {name}", file=sys.stderr)
    print(f"{again.seconds:10.2f} s for a run with nothing new", file=sys.stderr)
    print(f"{graded.processor_s / many * 1000:10.2f} ms of a processor, marking", file=sys.stderr)
    print(f"{paged.processor_s / many * 1000:10.2f} ms of a processor, pages", file=sys.stderr)
    print(f"{graded.memory_mb:10.0f} MB at most, all processes, marking", file=sys.stderr)
    print(f"{platform.platform()}, {platform.python_version()}", file=sys.stderr)
    print(f"marking-vs-nbgrader\t{with_kernel / marking:.0f}")
    print(f"marking-vs-plugins\t{with_plugins / marking:.0f}")
    print(f"marking-vs-floor\t{marking / floor:.2f}")
    print(f"feedback-vs-nbgrader\t{stock_pages / pages:.0f}")
    print(f"feedback-vs-plugins\t{plugged_pages / pages:.0f}")
    shutil.rmtree(WORK)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--many", type=int, default=MANY, help="submissions marked our way")
    main(reader.parse_args().many)
