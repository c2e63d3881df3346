"""Read YAML 1.2 as plain data, and remember the line on which each entry stands."""

from collections.abc import Mapping
from functools import lru_cache
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import ConstructorError, DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from graders.kinds.reading import Fault, Path, Reader

#: What goes wrong most often, by words of the parser's own message.
_FIXES = {
    "mapping values are not allowed": "A text with a colon and a space in it stands in quotes, "
    "or on lines of its own under a | sign.",
    "found character '\\t'": "Use spaces, not tabs, at the start of a line.",
    "could not find expected ':'": "Each entry is a name, a colon, a space and a value. "
    "Lines of a longer text are indented under its name.",
    "special characters are not allowed": "Type the line anew; a sign that can't be seen was "
    "pasted into it.",
    "found unknown escape character": "Use single quotes, or write two backslashes for one.",
}


class _Constructor(RoundTripConstructor):
    """ruamel's own, with a line for what it lets fall: 30 February, `!!int five`."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, KeyError, TypeError) as error:
            raise ConstructorError(None, None, str(error), node.start_mark) from error


def read_yaml(text: str, *, first_line: int = 1) -> Reader:
    """Return *text* as a reader over plain data.

    Args:
        text: A YAML mapping.
        first_line: The line on which *text* starts in what its author sees.

    The reader holds no data and one fault if *text* is not a YAML mapping.
    """
    read = _read_once(text, first_line)
    return Reader(data=read.data, lines=read.lines, faults=list(read.faults))


@lru_cache(maxsize=512)  # a check meets each text several times, and YAML is slow to read
def _read_once(text: str, first_line: int) -> Reader:
    yaml = YAML(typ="rt", pure=True)  # "rt" keeps line numbers; it builds no objects of its own
    yaml.Constructor = _Constructor
    try:
        loaded = yaml.load(StringIO(text))
    except DuplicateKeyError as error:
        return _unreadable(error, first_line, "Each name may stand once; remove or rename one.")
    except MarkedYAMLError as error:
        return _unreadable(error, first_line, _fix_for(str(error)))
    except (YAMLError, RecursionError) as error:
        line = first_line + text[: getattr(error, "position", 0)].count("\n")
        problem = f"this can't be read: {getattr(error, 'reason', error)}."
        fault = Fault(line=line, problem=problem, fix=_fix_for(problem))
        return Reader(data={}, faults=[fault])
    if not isinstance(loaded, Mapping) or not loaded:
        fault = Fault(
            line=first_line,
            problem="this is not a list of entries.",
            fix="Write lines such as kind: choice",
        )
        return Reader(data={}, faults=[fault])
    lines: dict[Path, int] = {(): first_line}
    return Reader(data=_plain(loaded, (), lines, first_line), lines=lines)


def _unreadable(error: MarkedYAMLError, first_line: int, fix: str) -> Reader:
    mark = error.problem_mark or error.context_mark
    line = first_line + (mark.line if mark else 0)
    problem = (error.problem or error.context or "it is not YAML").strip()
    if isinstance(error, DuplicateKeyError):
        problem = problem.split(" with value")[0].replace(
            "found duplicate key", "two entries named"
        )
    return Reader(data={}, faults=[Fault(line=line, problem=f"can't be read: {problem}.", fix=fix)])


def _fix_for(message: str) -> str:
    for words, fix in _FIXES.items():
        if words in message:
            return fix
    return (
        "Compare the spaces at the start of the line, and the quotes, with a question that works."
    )


def _plain(value: Any, path: Path, lines: dict[Path, int], first_line: int) -> Any:
    """Return *value* in Python's own types, noting the line of each entry in *lines*."""
    if isinstance(value, Mapping):
        plain: dict[Any, Any] = {}
        for key, inner in value.items():
            here = (*path, key)
            lines[here] = lines[path] if (at := _place(value, key)) is None else first_line + at
            lines.setdefault((*path, str(key)), lines[here])
            plain[_scalar(key)] = _plain(inner, here, lines, first_line)
        return plain
    if isinstance(value, list):
        items: list[Any] = []
        for index, inner in enumerate(value):
            here = (*path, index)
            lines[here] = first_line + value.lc.item(index)[0]  # type: ignore[attr-defined]
            if isinstance(inner, str):
                lines.setdefault((*path, inner), lines[here])  # so that a fault can name it
            items.append(_plain(inner, here, lines, first_line))
        return items
    return _scalar(value)


def _place(mapping: Any, key: Any) -> int | None:
    """Return the line of *key* from 0; None for an entry that << brought in from elsewhere."""
    try:
        return int(mapping.lc.key(key)[0])
    except (KeyError, TypeError):
        return None


def _scalar(value: Any) -> Any:
    """Return ruamel's own text and numbers as Python's."""
    for plain in (bool, int, float, str):
        if isinstance(value, plain):
            return plain(value)
    return value
