"""How messages name a citation and its date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from checks.rule import Text
from grammar.facts import Citation


def written(day: datetime.date) -> str:
    """A day the Vietnamese way, unmistakable in both languages: 05/03/2022."""
    return f"{day:%d/%m/%Y}"


def listing(items: Iterable[str]) -> Text:
    """Items joined for a sentence: a, b và c / a, b and c."""
    parts = list(items)
    if len(parts) < 2:
        return Text(*("".join(parts),) * 2)
    head = ", ".join(parts[:-1])
    return Text(f"{head} và {parts[-1]}", f"{head} and {parts[-1]}")


def called(citation: Citation) -> str:
    """Type, number and symbol: Kế hoạch 12/KH-UBND."""
    return f"{citation.type} {citation.name}" if citation.type else citation.name


def shortened(subject: str, most: int = 80) -> str:
    """A subject for a message: its first words, at most so many characters."""
    return subject if len(subject) <= most else subject[:most].rsplit(" ", 1)[0] + " …"
