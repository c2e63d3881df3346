"""Find links within the course that lead nowhere; addresses elsewhere are not tried."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from graders.cells import source_of
from graders.headings import headings_in
from graders.notebooks import SOURCE, read_notebook
from graders.problems import Problem
from graders.prose import Prose, links_in, pictures_in, prose_of

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def check_links(course: Path, stories: Path) -> Iterator[Problem]:
    """Yield each link or picture of the course's notebooks and stories that isn't there."""
    for prose in prose_of(course, stories):
        pictures = [each.source for each in pictures_in(prose.markdown)]
        for link in [*links_in(prose.markdown), *pictures]:
            if not _ELSEWHERE.match(link) and (wrong := _wrong_with(link, prose, course)):
                problem, fix = wrong
                yield Problem(
                    file=prose.said,
                    where=prose.where,
                    problem=f'the link "{link[:80]}" {problem}',
                    fix=fix,
                )


def _wrong_with(link: str, prose: Prose, course: Path) -> tuple[str, str] | None:
    """Return what is wrong with a link and how to mend it; None if it arrives."""
    name, _, heading = unquote(link).partition("#")
    target = (prose.path.parent / name.partition("?")[0]).resolve() if name else prose.path
    if not target.exists():
        return "leads to a file that isn't there.", "Write the way to it from this file's folder."
    if prose.path.is_relative_to(course / SOURCE):
        assignment = course / SOURCE / prose.path.relative_to(course / SOURCE).parts[0]
        if not target.is_relative_to(assignment.resolve()):
            return (
                "leads out of the assignment's folder, which is all that students get.",
                "Put the file beside the notebook, or say in words where to find it.",
            )
    if (
        heading
        and target.suffix in (".ipynb", ".md")
        and heading not in _anchors(target, target.stat().st_mtime_ns)
    ):
        return (
            "leads to a heading that isn't there.",
            "Write the heading's own words after #, with a hyphen for each space.",
        )
    return None


@lru_cache(maxsize=256)
def _anchors(path: Path, _: int) -> frozenset[str]:
    """Return the addresses of headings, as Jupyter gives them; none if *path* can't be read."""
    try:
        texts = [path.read_text(encoding="utf-8")] if path.suffix == ".md" else _prose_in(path)
    except ValueError:
        return frozenset()
    return frozenset(
        re.sub(r"[*`]", "", words).replace(" ", "-")
        for text in texts
        for _, words in headings_in(text)
    )


def _prose_in(notebook: Path) -> list[str]:
    cells = read_notebook(notebook)["cells"]
    return [source_of(each) for each in cells if each.get("cell_type") == "markdown"]
