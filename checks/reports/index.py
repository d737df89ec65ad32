"""The documents and figures of many reports, brought together: what rules across reports look at.

It grows with the distinct documents and figures, not with how often they are cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checks.reports.briefs import Author, Brief, Mention
from checks.reports.stated import Stated
from grammar.facts import AgencyLevel
from grammar.places import canonical, grown
from grammar.vocabulary import fold

_MOST_VALUES = 20  # of one figure; under words with more of them many things are meant


class Cited(NamedTuple):
    """A document under one date: the first mention, preferably with a subject, its report, and how many reports have it."""

    mention: Mention
    report: int
    reports: int


class Known(NamedTuple):
    """A figure with one value: where it is first stated, and in how many reports."""

    stated: Stated
    report: int
    reports: int


class Totals(NamedTuple):
    """Which reports tell of a whole and of its parts, by their numbers; `complete` whether every part has its report."""

    whole: int
    parts: tuple[int, ...]
    complete: bool


class Index:
    """What briefs say, by document and by figure."""

    def __init__(self, province: str | None = None, totals: Sequence[Totals] = ()) -> None:
        """Start an empty index.

        Args:
            province: the one of reports that do not tell theirs.
            totals: the wholes and parts among the reports that are to be added.
        """
        self._province = province
        self.totals = tuple(totals)
        self._documents: dict[str, list[Cited]] = {}
        self._figures: dict[int, list[Known]] = {}
        self._kept: dict[int, tuple[AgencyLevel | None, tuple[Stated, ...]]] = {
            report: (None, ()) for total in totals for report in (total.whole, *total.parts)
        }

    def add(self, report: int, brief: Brief) -> None:
        """Take in a report, under its number."""
        home = brief.province or self._province
        for mention in brief.mentions:
            self._add(report, mention._replace(author=_at_home(mention.author, home)))
        if report in self._kept:
            self._kept[report] = (brief.issuer.level, brief.statements)
        if issuer := _issuer(_at_home(brief.issuer, home), brief):
            for stated in brief.statements:
                self._add_figure(report, issuer, stated)

    def _add_figure(self, report: int, issuer: tuple[object, ...], stated: Stated) -> None:
        key = hash((issuer, stated.key, stated.scope, stated.first, stated.last))
        known = self._figures.setdefault(key, [])
        for place, (old, first, reports) in enumerate(known):
            if (old.amount, old.half, old.own, old.settled) == (stated.amount, stated.half, stated.own, stated.settled):
                known[place] = Known(old, first, reports + 1)
                return
        known.append(Known(stated, report, 1))

    def figures(self) -> Iterator[list[Known]]:
        """For each figure that reports state with several values these, in the order in which they were met."""
        yield from (known for known in self._figures.values() if 1 < len(known) <= _MOST_VALUES)

    def statements(self, report: int) -> tuple[AgencyLevel | None, tuple[Stated, ...]]:
        """The figures of a report that is a whole or a part, and the level of its issuer."""
        return self._kept[report]

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


def _issuer(author: Author, brief: Brief) -> tuple[object, ...] | None:
    """Whose figures a report's are, if that is known beyond doubt: the agency, what it reports on, its area."""
    level, province, locality, unit = author
    if level is None or (level != "central" and not province) or (level in ("district", "commune") and not locality):
        return None
    has_grown = brief.two_tiers and (level == "commune" or (level == "province" and grown(province or "")))
    named = fold(canonical(province) or province) if province else None
    return level, named, fold(locality) if locality else None, unit, brief.body, brief.regime, has_grown


def _at_home(author: Author, province: str | None) -> Author:
    """An author with the province of the report that names it, where it is a local one that names none."""
    local = author.level not in (None, "central") and author.province is None
    return author._replace(province=province) if local else author
