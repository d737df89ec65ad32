"""The documents and figures of many reports, brought together: what rules across reports look at.

It holds where each distinct document and figure stands, a few hundred bytes for each, however often it is cited. What a
report says of one is read back from its brief, and only where two reports may contradict each other.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence, Set
from typing import Any, NamedTuple, TypeVar

from checks.citations.authority import RARELY_SHARED
from checks.reports.authors import Author, Sameness, at_home, province_then
from checks.reports.briefs import Brief, Mention
from checks.reports.stated import Stated
from checks.reports.versions import called, one_report
from grammar.places import canonical, grown
from grammar.report import Span
from grammar.series import TWO_TIERS
from grammar.vocabulary import fold

_Value = TypeVar("_Value", datetime.date, Author)
_MOST_VALUES = 20  # of one figure; under words with more of them many things are meant


class Cited(NamedTuple):
    """A document under one date: where it is first mentioned, preferably with a subject, and how many reports have it.

    Attributes:
        report, place: the report's number, and the place among the mentions of its brief.
        party: whether its symbol is the Party's; `titled` whether that mention has a subject; `rare` whether two levels
            rarely share its number within a year.
    """

    day: datetime.date
    author: Author
    party: bool
    titled: bool
    rare: bool
    report: int
    place: int
    reports: int


class Known(NamedTuple):
    """A figure with one value: where it is first stated, as for documents, and in how many reports.

    Attributes:
        value: what tells it from other values: amount, rounding, and how final it is.
        own: whether its report is about that time itself.
    """

    value: int
    own: bool
    report: int
    place: int
    reports: int


class _Draft(NamedTuple):
    """A draft that waits for a final version; the rest as for `Index.add`."""

    number: int
    report: int
    province: str | None
    told: Set[Span]


class Totals(NamedTuple):
    """Which reports tell of a whole and of its parts, by their numbers; `complete` whether every part has its report."""

    whole: int
    parts: tuple[int, ...]
    complete: bool


class Index:
    """What briefs say, by document and by figure."""

    def __init__(self, load: Callable[[int], Brief], totals: Sequence[Totals] = ()) -> None:
        """Start an empty index.

        Args:
            load: gives the brief of a report again.
            totals: the wholes and parts among the reports; may be set later.
        """
        self.load = load
        self.totals = totals
        self._shared: dict[Any, Any] = {}
        self._documents: dict[str, tuple[Cited, ...]] = {}
        self._figures: dict[int, tuple[Known, ...]] = {}
        self._compared: dict[tuple[int, int], Sameness] = {}
        self._versions: dict[tuple[object, ...], list[int]] = {}
        self._drafts: list[_Draft] = []

    def add(self, report: int, brief: Brief, province: str | None = None, told: Set[Span] = frozenset()) -> None:
        """Take in a report. Of several versions of one the first that is no draft speaks, or else the last draft.

        Args:
            report: its number.
            brief: what it says.
            province: its own, if it does not tell.
            told: where documents are mentioned of which a rule has spoken already.
        """
        if brief.edition.draft is not None and called(brief):
            self._drafts.append(_Draft(brief.edition.draft, report, province, told))
        else:
            self._take(report, brief, province, told)

    def _take(self, report: int, brief: Brief, province: str | None, told: Set[Span]) -> None:
        name = called(brief)
        versions = self._versions.setdefault(name, []) if name else []
        if any(one_report(brief, self.load(version)) for version in versions):
            return
        versions.append(report)
        home = brief.province or province
        # A report names few authors, many times; before and since the mergers they may be of two provinces.
        homes = [province_then(home, brief.two_tiers, day) for day in (datetime.date.min, TWO_TIERS)]
        authors: dict[tuple[Author, bool], Author] = {}
        for place, mention in enumerate(brief.mentions):
            # What the report contradicts itself about is told there; a day that may be a meeting's proves nothing.
            if mention.sure and not mention.told and mention.span not in told:
                since = mention.day >= TWO_TIERS
                author = authors.get((mention.author, since))
                if author is None:
                    author = authors[mention.author, since] = self._one(at_home(mention.author, homes[since]))
                titled = mention.subject is not None
                rare = mention.number >= RARELY_SHARED
                new = Cited(self._one(mention.day), author, mention.party, titled, rare, report, place, 1)
                self._add_document(mention.key, new)
        if issuer := _issuer(at_home(brief.issuer, home), brief):
            for place, stated in enumerate(brief.statements):
                key = hash((issuer, stated.key, stated.scope, stated.first, stated.last))
                value = hash((stated.amount, stated.half, stated.settled))
                self._add_figure(key, Known(value, stated.own, report, place, 1))

    def _one(self, value: _Value) -> _Value:
        """The first of equal values, so that they are kept once."""
        one: _Value = self._shared.setdefault(value, value)
        return one

    def _add_document(self, key: str, new: Cited) -> None:
        known = self._documents.get(key, ())
        for place, old in enumerate(known):
            if old.day is new.day and old.author is new.author:
                kept = new if new.titled and not old.titled else old
                self._documents[key] = (*known[:place], kept._replace(reports=old.reports + 1), *known[place + 1 :])
                return
        self._documents[key] = (*known, new)

    def _add_figure(self, key: int, new: Known) -> None:
        known = self._figures.get(key, ())
        for place, old in enumerate(known):
            if (old.value, old.own) == (new.value, new.own):
                self._figures[key] = (*known[:place], old._replace(reports=old.reports + 1), *known[place + 1 :])
                return
        if len(known) <= _MOST_VALUES:
            self._figures[key] = (*known, new)

    def _settle(self) -> None:
        """Take in the drafts of which there is no final version, the last one first."""
        waiting, self._drafts = sorted(self._drafts, key=lambda draft: (-draft.number, draft.report)), []
        for _, report, province, told in waiting:
            self._take(report, self.load(report), province, told)

    def documents(self) -> Iterator[tuple[Cited, ...]]:
        """For each number and symbol that documents share these, in the order in which they were met."""
        self._settle()
        yield from (known for known in self._documents.values() if len(known) > 1)

    def compared(self, one: Cited, two: Cited) -> Sameness:
        """Whether two documents of one symbol have one author; the same two authors meet many times."""
        authors = id(one.author), id(two.author)
        if authors not in self._compared:
            self._compared[authors] = one.author.compared(two.author)
        return self._compared[authors]

    def mention(self, cited: Cited) -> Mention:
        """What the report says of a document."""
        return self.load(cited.report).mentions[cited.place]

    def figures(self) -> Iterator[tuple[Known, ...]]:
        """For each figure that is stated with several values, and looked back on, these in the order in which they were met."""
        self._settle()
        for known in self._figures.values():
            if 1 < len(known) <= _MOST_VALUES and not all(one.own for one in known):
                yield known

    def stated(self, known: Known) -> Stated:
        """What the report says of a figure."""
        return self.load(known.report).statements[known.place]

    def __len__(self) -> int:
        """How many distinct documents there are, each date and author counted."""
        self._settle()
        return sum(map(len, self._documents.values()))


def _issuer(author: Author, brief: Brief) -> tuple[object, ...] | None:
    """Whose figures a report's are, if that is known beyond doubt: the agency, what it reports on, its area."""
    level, province, locality, unit, within = author
    if level is None or (level != "central" and not province) or (level in ("district", "commune") and not locality):
        return None
    if level == "commune" and within is None:
        return None
    has_grown = brief.two_tiers and (level == "commune" or (level == "province" and grown(province or "")))
    named = fold(canonical(province) or province) if province else None
    return level, named, fold(locality) if locality else None, unit, within, brief.body, brief.regime, has_grown
