"""The facts an activity rests on: named by its author, shown under it as its sources."""

from collections.abc import Iterable, Mapping
from typing import Any

from graders.facts import Fact

View = list[dict[str, Any]]


def sources(facts: Mapping[str, Fact], names: Iterable[str]) -> View:
    """Return the facts called *names*, each once, for a template; unknown ones are left out."""
    return [
        {"says": facts[name].says, "source": facts[name].source}
        for name in dict.fromkeys(names)
        if name in facts
    ]
