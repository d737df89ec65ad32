"""The documents and figures of many reports, brought together: what rules across reports look at.

It grows with the distinct documents and figures, not with how often they are cited.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checks.reports.briefs import Author, Brief, Mention


class Cited(NamedTuple):
    """A document under one date: the first mention, preferably with a subject, its report, and how many reports have it."""

    mention: Mention
    report: int
    reports: int


class Index:
    """What briefs say, by document."""

    def __init__(self) -> None:
        """Start an empty index."""
        self._documents: dict[str, list[Cited]] = {}

    def add(self, report: int, brief: Brief, province: str | None = None) -> None:
        """Take in a report, under its number; `province` is its own if it does not tell."""
        home = brief.province or province
        for mention in brief.mentions:
            self._add(report, mention._replace(author=_at_home(mention.author, home)))

    def _add(self, report: int, mention: Mention) -> None:
        known = self._documents.setdefault(mention.key, [])
        for place, cited in enumerate(known):
            old = cited.mention
            if (old.day, old.author, old.told) == (mention.day, mention.author, mention.told):
                better = old.subject is None and mention.subject is not None
                kept = (mention, report) if better else (old, cited.report)
                known[place] = Cited(*kept, cited.reports + 1)
                return
        known.append(Cited(mention, report, 1))

    def documents(self) -> Iterator[list[Cited]]:
        """For each number and symbol the documents that bear them, in the order in which they were met."""
        yield from self._documents.values()

    def __len__(self) -> int:
        """How many distinct documents there are, each date and author counted."""
        return sum(map(len, self._documents.values()))


def _at_home(author: Author, province: str | None) -> Author:
    """An author with the province of the report that names it, where it is a local one that names none."""
    local = author.level not in (None, "central") and author.province is None
    return author._replace(province=province) if local else author
