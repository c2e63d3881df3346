"""What marking one assignment needs, read once for a whole cohort."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import asdict, field, frozen

from graders.facts import Fact
from graders.mark_page import NEVER, OPEN
from graders.restore import MasterCell


@frozen(kw_only=True)
class Plan:
    """One assignment, ready to be marked; plain data that every worker can be given.

    Attributes:
        assignment: Its name, which is its notebook's, too.
        masters: The cells that count, as the gradebook holds them, in order.
        released: The cells of its source, to tell what a student added.
        kernelspec: The kernel that nbgrader writes into each notebook; None for none.
        facts: The course's facts, which the marks show.
        show_strongest: Whether feedback shows the strongest answer.
    """

    assignment: str
    masters: tuple[MasterCell, ...]
    released: tuple[Mapping[str, Any], ...]
    kernelspec: Mapping[str, Any] | None = None
    facts: Mapping[str, Fact] = field(factory=dict)
    show_strongest: bool = True

    @property
    def strongest(self) -> str:
        """How a mark shows the strongest answer."""
        return OPEN if self.show_strongest else NEVER

    def fingerprint(self) -> str:
        """Return a digest that changes when anything changes that a mark follows from."""
        cited = {name: [fact.says, fact.source] for name, fact in self.facts.items()}
        whole: Sequence[Any] = (
            self.assignment,
            [asdict(master) for master in self.masters],
            list(self.released),
            self.kernelspec,
            cited,
            self.show_strongest,
        )
        said = json.dumps(whole, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
