"""Numbering series, learned from the report: documents that one agency numbers in one sequence.

The head of an agency decides which types share the numbers (Decree 30/2020/NĐ-CP, Article 15), so plans and official
letters are one series where their numbers interleave in the order of their days, and two where they do not. Normative
documents have the year in the symbol and a series of their own; the Party numbers through a committee's term, the
National Assembly through its own, which the symbol names.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from grammar.agencies import bodies, of_the_assembly
from grammar.facts import Agency, AgencyLevel, Citation, Document, Profile, Series

LETTER = "CV"
_LEVELS: tuple[AgencyLevel, ...] = ("central", "province", "district", "commune")
# Two types share their numbers if there are so many documents of the rarer one, the numbers change between the two so often
# in the order of days, and of so many of the rarer one at most one is out of that order, for another reason.
_FEWEST = 7
_SWITCHES = 4
_LOST = 5
# Types that agencies number apart, and often in several series at once: personnel, finance, the chairman's.
_APART = frozenset({"QĐ", "NQ", "CT"})

# From this day provinces are merged and communes are new: local agencies began their numbers again.
# Source: Law 72/2025/QH15 on the organisation of local government; Resolution 202/2025/QH15 on the merger of provinces.
TWO_TIERS = datetime.date(2025, 7, 1)

Author = tuple[str | None, str | None]


class Member(NamedTuple):
    """A document in its series: its number, its day, its place in `Facts.documents`."""

    number: int
    day: datetime.date
    document: int


class _Stream(NamedTuple):
    """What surely shares no numbers with anything of another key but the family."""

    author: Author
    symbol: str
    normative: bool
    party: bool
    family: str
    era: int


def of(citations: Sequence[Citation], documents: Sequence[Document], profile: Profile) -> Iterator[Series]:
    """The series of a report with two documents or more, in the order in which they first appear."""
    streams: dict[_Stream, dict[int | None, list[Member]]] = defaultdict(lambda: defaultdict(list))
    for place, document in enumerate(documents):
        mentions = [citations[citation] for citation in document.citations]
        first = mentions[0]
        if document.date is None or not _numbered(first, document.date):
            continue
        author, year = _author(mentions, profile.issuer), _year(first, document.date)
        if author is None or year == 0:
            continue
        kind = first.type_abbreviation or (first.type or "" if of_the_assembly(first.issuer_symbol) else LETTER)
        era = 0 if author == (None, None) else int(document.date >= TWO_TIERS)
        stream = _Stream(author, first.issuer_symbol or "", first.year is not None, first.party, kind, era)
        streams[stream][year].append(Member(int(first.number), document.date, place))
    for group in _sharing(streams):
        for year in dict.fromkeys(year for stream in group for year in streams[stream]):
            members = sorted(member for stream in group for member in streams[stream].get(year, ()))
            if len(members) > 1:
                families = tuple(stream.family for stream in group if year in streams[stream])
                named = (documents[member.document].issuer for member in members)
                own = profile.issuer if group[0].author == _own(profile.issuer) else None
                agency = next((agency for agency in named if agency), own)
                issuer = " ".join(agency.text.split()) if agency else group[0].symbol
                places = tuple(member.document for member in members)
                yield Series(issuer, families, group[0].symbol, year, group[0].normative, group[0].party, places)


def _numbered(citation: Citation, day: datetime.date) -> bool:
    """Whether a citation's number takes part in an order: no letter behind it ("12a" was put in later), a possible year."""
    plain = citation.kind == "numbered" and citation.number.isdigit() and citation.suffix is None and citation.issuer_symbol
    return bool(plain) and (citation.year is None or citation.year == day.year)


def author_of(citation: Citation, own: Agency | None) -> Author | None:
    """Whose numbers a citation's are: (level, locality); (None, None) if the symbol alone tells; None if unknown.

    An agency named by its level alone is the report's own of that level or its superior; of those below there are many.
    """
    owners = bodies(citation.issuer_symbol or "")
    if of_the_assembly(citation.issuer_symbol):
        return None, None
    if owners and all(owner.level == "central" or (owner.level == "province" and not citation.party) for owner in owners):
        return None, None
    agency = citation.issuer
    if agency is None or agency.body is None or agency.several or agency.level == "central":
        return None
    if own is None or own.level is None:
        return agency.level, agency.locality
    other_unit = agency.unit and own.unit and agency.unit != own.unit
    level = agency.level or (own.level if agency.locality in (None, own.locality) else None)
    if level is None or (agency.level is None and other_unit):
        return None
    below = _LEVELS.index(level) - _LEVELS.index(own.level)
    if not below and other_unit:
        return (level, f"{agency.unit} {agency.locality}") if agency.locality else None
    if below > 0:
        return (level, agency.locality) if agency.locality else None
    return (level, agency.locality or own.locality) if not below else (level, None)


def _author(mentions: Sequence[Citation], own: Agency | None) -> Author | None:
    """The author of a document: the one named; the report's own agency for an act that names none."""
    named = {author for citation in mentions if (author := author_of(citation, own))}
    if named:
        return named.pop() if len(named) == 1 else None
    if any(citation.issuer for citation in mentions) or all(citation.basis or citation.nested for citation in mentions):
        return None
    return _own(own)


def _own(own: Agency | None) -> Author:
    """The report's own agency as an author."""
    return (own.level, own.locality) if own else ("own", None)


# The Party numbers through a term: congresses of the centre in 1/2016, 1/2021 and 1/2026, of communes from the spring
# before. Days between two terms, where a committee may be in either, are left out.
_TERMS = [
    (datetime.date(2011, 2, 1), datetime.date(2015, 4, 1)),
    (datetime.date(2016, 2, 1), datetime.date(2020, 4, 1)),
    (datetime.date(2021, 2, 2), datetime.date(2025, 3, 1)),
    (datetime.date(2026, 2, 1), datetime.date(2030, 4, 1)),
]


def party_term(day: datetime.date) -> int | None:
    """The first year of the term of the Party's committees that a day surely lies in."""
    return next((start.year for start, end in _TERMS if start <= day <= end), None)


def _year(citation: Citation, day: datetime.date) -> int | None:
    """The year that the numbers run through, 0 for none that is sure."""
    if citation.party:
        return party_term(day) or 0
    return None if of_the_assembly(citation.issuer_symbol) else day.year


def _sharing(streams: dict[_Stream, dict[int | None, list[Member]]]) -> Iterable[list[_Stream]]:
    """The streams in groups that share their numbers."""
    groups = {stream: [stream] for stream in streams}
    by_author: dict[tuple[Author, str], list[_Stream]] = defaultdict(list)
    for stream in streams:
        if not stream.normative and not stream.party and stream.author != (None, None) and stream.family not in _APART:
            by_author[stream.author, stream.symbol].append(stream)
    for alike in by_author.values():
        for one, two in combinations(alike, 2):
            if one.era == two.era and groups[one] is not groups[two] and _interleave(streams[one], streams[two]):
                groups[one] += groups[two]
                for stream in groups[two]:
                    groups[stream] = groups[one]
    return {id(group): group for group in groups.values()}.values()


def _interleave(one: dict[int | None, list[Member]], two: dict[int | None, list[Member]]) -> bool:
    """Whether the numbers of two types change off in the order of their days, over all years that have both."""
    switches = lost = fewer = 0
    for year in one.keys() & two.keys():
        both = sorted([*((member, 0) for member in one[year]), *((member, 1) for member in two[year])])
        together, *apart = (Order(members) for members in ([member for member, _ in both], one[year], two[year]))
        lost += len(both) - together.length - sum(len(order.members) - order.length for order in apart)
        switches += sum(first[1] != second[1] for first, second in pairwise(both))
        fewer += min(len(one[year]), len(two[year]))
    return fewer >= _FEWEST and switches >= _SWITCHES and lost * _LOST <= fewer


class Order:
    """Which documents of a series are in the order of their numbers and days.

    Longest non-decreasing subsequences of the days, taken in the order of numbers: `spine` are the members of every
    longest one, `open` those of some, `out` those of none.
    """

    def __init__(self, members: Iterable[Member]) -> None:
        self.members = sorted(members)
        days = [member.day.toordinal() for member in self.members]
        before = _lengths(days)
        after = _lengths([-day for day in reversed(days)])[::-1]
        self.length = max(before, default=0)
        in_some = [one + other == self.length + 1 for one, other in zip(before, after, strict=True)]
        at_level: dict[int, int] = defaultdict(int)
        for level, some in zip(before, in_some, strict=True):
            at_level[level] += some
        rows = list(zip(self.members, before, in_some, strict=True))
        self.spine = [member for member, level, some in rows if some and at_level[level] == 1]
        self.open = [member for member, level, some in rows if some and at_level[level] > 1]
        self.out = [member for member, _, some in rows if not some]


def _lengths(days: list[int]) -> list[int]:
    """For each day the length of the longest non-decreasing subsequence that ends with it."""
    ends: list[int] = []
    lengths = []
    for day in days:
        place = bisect_right(ends, day)
        ends[place : place + 1] = [day]
        lengths.append(place + 1)
    return lengths
