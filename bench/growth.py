"""How time and memory grow with the cohort: from 100 to 100,000 submissions, and a picture.

    make bench-growth

It takes ten minutes to half an hour, and 30 gigabytes, which it frees again. It writes what it
measured to docs/performance.yml and draws docs/images/growth.svg from it.
"""

import argparse
import platform
import shutil
import sys
from pathlib import Path

from ruamel.yaml import YAML

from bench.cohort import ASSIGNMENT, ROOT, hand_in, make_course
from bench.growth_picture import draw_growth
from bench.measure import Taken, digiready, measure

WORK = Path(__file__).resolve().parent / "work"
SIZES = (100, 1_000, 10_000, 100_000)
MEASURED = ROOT / "docs" / "performance.yml"
PICTURE = ROOT / "docs" / "images" / "growth.svg"


def mark(template: Path, size: int) -> Taken:
    """Return what marking *size* submissions takes.

    What was marked stays: ext4 is slow to make files for minutes after many were removed.
    """
    course = WORK / f"growth-{size}"
    shutil.copytree(template, course)
    hand_in(course, 0, size)
    taken = measure(digiready("grade", ASSIGNMENT), course)
    marked = sum(1 for _ in (course / "autograded").iterdir())
    if marked != size:
        raise RuntimeError(f"{marked} of {size} were marked")
    return taken


def main() -> None:
    """Measure each size, write the figures down, and draw them."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    sizes = reader.parse_args().sizes
    shutil.rmtree(WORK, ignore_errors=True)
    template = WORK / "template"
    make_course(template)
    rows = []
    for size in sizes:
        print(f"{size} submissions ...", file=sys.stderr)
        taken = mark(template, size)
        rows.append(
            {
                "submissions": size,
                "seconds": round(taken.seconds, 1),
                "processor_s": round(taken.processor_s, 1),
                "memory_mb": round(taken.memory_mb),
            }
        )
        print(*(f"{name}\t{value}" for name, value in rows[-1].items()), sep="\n")
    figures = {"machine": f"{platform.system()}, Python {platform.python_version()}", "rows": rows}
    with MEASURED.open("w", encoding="utf-8") as file:
        YAML().dump(figures, file)
    PICTURE.write_text(draw_growth(rows), encoding="utf-8")
    print("Removing what was marked ...", file=sys.stderr)
    shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
