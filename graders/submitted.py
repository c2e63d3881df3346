"""Read a submitted notebook, which comes from outside: nothing in it is taken on trust."""

import json
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen

from graders.cells import bare_cell, grade_id
from graders.regular_files import read_regular_file

#: The most a submitted notebook may hold. A released quiz is under a twentieth of it.
MAX_BYTES = 8 * 1024 * 1024

#: The most cells that are looked at.
MAX_CELLS = 2_000


@frozen(kw_only=True)
class Submitted:
    """A submitted notebook, as far as it can be read.

    Attributes:
        cells: Of each cell its kind, its names and its source as one text; no two have one id.
        problem: Why it can't be read as a notebook, in words for an educator; else empty.
    """

    cells: tuple[dict[str, Any], ...] = ()
    problem: str = ""


def read_submitted(path: Path) -> Submitted:
    """Return the notebook at *path*; never raises for what is there.

    A link, a device or a folder of that name is not followed or opened.
    """
    try:
        written = read_regular_file(path, MAX_BYTES + 1)
    except FileNotFoundError:
        return _broken("there is none")
    except OSError:
        return _broken("it is not an ordinary file")
    if len(written) > MAX_BYTES:
        return _broken(f"it is larger than {MAX_BYTES // 1024 // 1024} megabytes")
    return submitted_from(written)


def submitted_from(written: bytes) -> Submitted:
    """Return the notebook that a file's bytes hold; never raises for what they are."""
    try:
        data = _read_json(written)
    except RecursionError:
        return _broken("it is nested too deeply")
    except ValueError:  # not UTF-8, not JSON, cut off, or half a character
        return _broken("it is damaged or cut off")
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        return _broken("it does not hold cells")
    cells = [cell for cell in data["cells"] if isinstance(cell, dict)]
    if len(cells) > MAX_CELLS:
        return _broken(f"it holds more than {MAX_CELLS} cells")
    taken: set[str] = set()
    return Submitted(cells=tuple(_what_counts(cell, taken) for cell in cells))


def _read_json(written: bytes) -> Any:
    """Return what a JSON file holds; *orjson* reads it in a third of the time.

    Raises:
        ValueError: it is not UTF-8 or not JSON, or holds half a character.
        RecursionError: it is nested too deeply.
    """
    try:
        return orjson.loads(written)
    except orjson.JSONDecodeError:  # perhaps only what *json* allows: NaN in an output, say
        data = json.loads(written.decode("utf-8"))
        json.dumps(data, ensure_ascii=False).encode()  # half a character can't be kept on
        return data


def _what_counts(cell: dict[str, Any], taken: set[str]) -> dict[str, Any]:
    """Return of a cell what marking looks at: its kind, its names and its text."""
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    kept = bare_cell(kind, _one_text(cell), cell.get("id"), taken)
    if name := grade_id(cell):
        kept["metadata"]["nbgrader"] = {"grade_id": name}
    return kept


def _one_text(cell: dict[str, Any]) -> str:
    """Return a cell's source, which a notebook's file has as a text or a list of lines."""
    source = cell.get("source")
    if isinstance(source, list):
        try:  # `suppress` would take longer than the joining: this is done for every cell
            return "".join(source)
        except TypeError:  # a line that is no text
            return ""
    return source if isinstance(source, str) else ""


def _broken(why: str) -> Submitted:
    return Submitted(problem=f"the notebook can't be read: {why}")
