"""What stands around what an activity has of its own: title, setting, end and sources."""

from collections.abc import Mapping
from typing import Any, Protocol

from classroom.activities.sources import sources
from graders.facts import Fact
from graders.kinds.contract import paragraphs


class Framed(Protocol):
    """An activity that has all of these."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def setting(self) -> str:
        """What it is about."""

    @property
    def closing(self) -> str:
        """What stands at its end."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts it rests on."""


def framed(
    name: str, activity: Framed, facts: Mapping[str, Fact], *, ended: bool = True
) -> dict[str, Any]:
    """Return what the template shows around *activity*.

    Args:
        name: The activity's.
        activity: What its author wrote.
        facts: The course's, by id.
        ended: Whether its end and its sources are shown yet.
    """
    cited = sources(facts, activity.facts) if ended else []
    return {
        "name": name,
        "title": activity.title,
        "setting": [{"text": each} for each in paragraphs(activity.setting)],
        "closing": [{"text": each} for each in paragraphs(activity.closing)] if ended else [],
        "has_sources": bool(cited),
        "sources": cited,
    }
