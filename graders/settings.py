"""What an educator decides for a course: ``course/course.yml``."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from attrs import frozen

from graders.kinds import Fault, Reader
from graders.yaml_lines import read_yaml

SETTINGS_FILE = "course.yml"

#: The greatest reading age, in years, that the check lets pass without a word, by programme.
READING_AGES: Mapping[str, float] = MappingProxyType({"qualifying": 15.0, "post-qualifying": 17.0})

_AGES, _ALLOWED = "reading_age", "illustrative_panels_count"


@frozen(kw_only=True)
class Settings:
    """What an educator decided; what they did not say is as the project has it.

    Attributes:
        reading_age: Greatest reading age in years, by programme.
        illustrative_panels_count: Names of questions that may count towards a mark though
            no panel gave the votes behind their key.
    """

    reading_age: Mapping[str, float] = READING_AGES
    illustrative_panels_count: tuple[str, ...] = ()


def programme_of(notebook: str) -> str:
    """Return the programme whose limits a notebook is held to, by its name.

    An assignment says it at the end of its name; what both programmes read is held to the
    limits of the qualifying one.

    >>> programme_of("source/a/online-safeguarding-post-qualifying.ipynb")
    'post-qualifying'
    """
    return "post-qualifying" if Path(notebook).stem.endswith("post-qualifying") else "qualifying"


def read_settings(course: Path) -> tuple[Settings, list[Fault]]:
    """Return what stands in the course's file, and what is wrong with it; no file is no fault."""
    path = course / SETTINGS_FILE
    if not path.is_file():
        return Settings(), []
    reader = read_yaml(path.read_text(encoding="utf-8"))
    if reader.faults:
        return Settings(), reader.faults
    reader.only((_AGES, _ALLOWED), of=SETTINGS_FILE)
    settings = Settings(reading_age=_ages(reader), illustrative_panels_count=reader.names(_ALLOWED))
    return settings, reader.faults


def _ages(reader: Reader) -> Mapping[str, float]:
    written = reader.data.get(_AGES, {})
    good = isinstance(written, Mapping) and all(
        isinstance(age, int | float) and not isinstance(age, bool) for age in written.values()
    )
    if not good or not set(written) <= set(READING_AGES):
        reader.fault(
            _AGES,
            problem=f'"{_AGES}:" must give an age in years for {" and ".join(READING_AGES)}.',
            fix=f"Write {_AGES}: and under it, indented, a line such as qualifying: 15",
        )
        return READING_AGES
    return {**READING_AGES, **{name: float(age) for name, age in written.items()}}
