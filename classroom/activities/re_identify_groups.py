"""Who could be found in a table without names: groups of people who look alike in it.

Pure. A table is k-anonymous if everybody in it looks like k - 1 others or more in the columns
that somebody might know (L. Sweeney, "k-anonymity: a model for protecting privacy",
International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10(5), 2002). That
says nothing of what all of a group have in common (A. Machanavajjhala and others,
"l-diversity", ACM Transactions on Knowledge Discovery from Data 1(1), 2007).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from attrs import field, frozen

#: The level at which a column isn't published at all.
OUT = "out"

#: The level at which it is published as it is.
EXACT = "exact"


@frozen(kw_only=True)
class Column:
    """A column that somebody might know from elsewhere.

    Attributes:
        called: What it is called.
        levels: How it may be published, each under a short name, from :data:`EXACT` on.
        bands: For a level, how many years or other units a band has.
        coarser: For a level, what each value becomes.
    """

    called: str
    levels: Mapping[str, str]
    bands: Mapping[str, int] = field(factory=dict)
    coarser: Mapping[str, Mapping[str, str]] = field(factory=dict)

    def shown(self, value: str, level: str) -> str:
        """Return *value* as it is published at *level*.

        >>> Column(called="Age", levels={}, bands={"ten": 10}).shown("43", "ten")
        '40 to 49'
        """
        if level in self.bands:
            low = int(value) // self.bands[level] * self.bands[level]
            return f"{low} to {low + self.bands[level] - 1}"
        return self.coarser[level][value] if level in self.coarser else value


@frozen(kw_only=True)
class Table:
    """People, a row each.

    Attributes:
        columns: What somebody might know, by short name, in the order of a row's values.
        secret: What the last value of a row is called: what nobody should find out.
        rows: The people's values: one for each column, then the secret.
    """

    columns: Mapping[str, Column]
    secret: str
    rows: Sequence[tuple[str, ...]]

    def published(self, levels: Mapping[str, str]) -> list[dict[str, str]]:
        """Return each row as it is published, without its secret: column to value."""
        return [
            {
                name: column.shown(value, levels[name])
                for (name, column), value in zip(self.columns.items(), row[:-1], strict=True)
                if levels[name] != OUT
            }
            for row in self.rows
        ]

    def secrets(self) -> list[str]:
        """Return what nobody should find out, row by row."""
        return [row[-1] for row in self.rows]


def group_sizes(table: Table, levels: Mapping[str, str]) -> list[int]:
    """Return for each row how many rows look like it, itself included."""
    keys = [tuple(row.items()) for row in table.published(levels)]
    sizes = Counter(keys)
    return [sizes[key] for key in keys]


def smallest(table: Table, levels: Mapping[str, str]) -> int:
    """Return k: the size of the smallest group."""
    return min(group_sizes(table, levels))


def told_by_their_group(table: Table, levels: Mapping[str, str]) -> int:
    """Return how many share their secret with everybody who looks like them, and aren't alone."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
    for row, secret in zip(table.published(levels), table.secrets(), strict=True):
        groups[tuple(row.items())].append(secret)
    return sum(len(each) for each in groups.values() if len(each) > 1 and len(set(each)) == 1)


@frozen(kw_only=True)
class Found:
    """What somebody who knows a little can make of a published table.

    Attributes:
        like: How many rows fit what they know.
        secrets: What those rows say of what nobody should find out, each once, in order.
    """

    like: int
    secrets: tuple[str, ...]

    @property
    def learnt(self) -> bool:
        """Whether they have learnt it, from one row or from several that say the same."""
        return len(self.secrets) == 1


def found_by(table: Table, levels: Mapping[str, str], row: int, known: Collection[str]) -> Found:
    """Return what is found by somebody who knows the person in *row* by the columns *known*."""
    published = table.published(levels)
    facts = {name: value for name, value in published[row].items() if name in known}
    like = [
        secret
        for each, secret in zip(published, table.secrets(), strict=True)
        if facts.items() <= each.items()
    ]
    return Found(like=len(like), secrets=tuple(dict.fromkeys(like)))
