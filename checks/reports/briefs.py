"""What of a report others are held against: the documents it cites and the figures it states, without its text.

A brief is small and made of plain values, so that thousands can be kept, and written to a cache.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from checks.citations.days import day_of
from checks.citations.pairs import comparable, in_conflict
from checks.reports.dating import surely_own
from grammar.agencies import CENTRAL_CITIES, bodies
from grammar.authors import author as named_author
from grammar.documents import central, key
from grammar.facts import Agency, AgencyLevel, Citation, Facts
from grammar.places import alike, canonical
from grammar.report import Span
from grammar.vocabulary import vocabulary

Sameness = Literal["same", "different", "unknown"]

# Parts that a place's own plays in a report: the author's province is named in them, a neighbour's in others.
_HOME_ROLES = ("letterhead", "title", "introduction", "signature", "actor", "where", "owner", "address")
_FEWEST_NAMED, _MOSTLY = 2, 0.8


class Author(NamedTuple):
    """Who issued a document, as far as its mention tells.

    Attributes:
        level: None where unknown.
        province: the province that a local author is of, or belongs to, as written in full; None where unknown.
        locality: the name of a district or commune in small letters, with `unit`, the kind of place; None where unknown.
    """

    level: AgencyLevel | None = None
    province: str | None = None
    locality: str | None = None
    unit: str | None = None

    def compared(self, other: Author) -> Sameness:
        """Whether two authors of one symbol are one. Unknown is an answer: it never merges and never contradicts."""
        if self.level is None or other.level is None:
            return "unknown"
        if self.level != other.level:
            return "different"
        if self.level == "central":
            return "same"
        if self.province and other.province and not alike(self.province, other.province):
            return "different"
        if self.level == "province":
            return "same" if self.province and other.province else "unknown"
        if self.locality is None or other.locality is None:
            return "unknown"
        if not alike(self.locality, other.locality) or (self.unit and other.unit and self.unit != other.unit):
            return "different"
        return "same" if self.province and other.province else "unknown"


class Mention(NamedTuple):
    """A document with its day, as a report cites it.

    Attributes:
        name: number and symbol as a person writes them; `type` the word before.
        key: the same for all citations that may be one document.
        number: 0 where it is none ("66.7").
        year: the one within the symbol; `party` whether the symbol is the Party's; `central` whether it is a central body's.
        subject: what the document is about, as written; None where the report does not say.
        basis: cited as existing, not as an act being reported.
        told: whether a rule on the report alone speaks of its date or author already.
        sure: whether the date can only be the document's own, not a meeting's or another document's named before it.
    """

    name: str
    type: str | None
    key: str
    number: int
    year: int | None
    party: bool
    central: bool
    day: datetime.date
    author: Author
    subject: str | None
    basis: bool
    told: bool
    span: Span
    sure: bool = True


class Brief(NamedTuple):
    """A report in brief.

    Attributes:
        issuer: the agency that issues it: level, province and locality as of an author.
        province: the province that the report is of, as far as it tells.
        mentions: the documents that it cites with a whole, possible date, each date once.
    """

    issuer: Author
    province: str | None
    mentions: tuple[Mention, ...] = ()

    def items(self) -> Iterator[Mention]:
        """All that it names, each with its span."""
        yield from self.mentions


def of(facts: Facts) -> Brief:
    """A report's brief."""
    home = _home(facts)
    own = facts.profile.issuer
    issuer = author_of(own, own, home) if own else Author()
    return Brief(issuer, home, tuple(_mentions(facts, home)))


def _home(facts: Facts) -> str | None:
    """The province that a report is of: its author's, or the one that it nearly always means by "tỉnh X"."""
    own = facts.profile.issuer
    if own and own.level == "province" and own.locality:
        return canonical(own.locality) or own.locality
    named = Counter(
        canonical(place.name) or place.name
        for place in facts.places
        if place.role in _HOME_ROLES and (place.level == "province" or place.name.lower() in CENTRAL_CITIES)
    )
    if not named:
        return None
    name, count = named.most_common(1)[0]
    return name if count >= _FEWEST_NAMED and count >= _MOSTLY * named.total() else None


def _mentions(facts: Facts, home: str | None) -> Iterator[Mention]:
    told = in_conflict(facts)
    usable = comparable(facts)
    for document in facts.documents:
        citations = [facts.citations[place] for place in document.citations]
        dated = [citation for citation in citations if citation.span.start in usable]
        if not dated:
            continue
        first = next((citation for citation in dated if citation.subject), dated[0])
        day = day_of(first)
        if day is None:
            continue
        authors = [_author(facts, citation, home) for citation in citations]
        yield Mention(
            name=first.name,
            type=first.type,
            key=" ".join(map(str, key(first))),
            number=int(first.number) if first.number.isdecimal() else 0,
            year=first.year,
            party=first.party,
            central=central(first),
            day=day,
            author=max(
                authors, key=lambda author: (author.level is not None, author.province is not None, author.locality or "")
            ),
            subject=facts.report.excerpt(first.subject) if first.subject else None,
            basis=first.basis,
            told=any(citation.span.start in told for citation in citations),
            span=first.span,
            sure=any(facts.citations[place].date and surely_own(facts, place) for place in document.citations),
        )


def _author(facts: Facts, citation: Citation, home: str | None) -> Author:
    """The author of a citation, who is the report's own agency for an act that names none."""
    if central(citation):
        return Author("central")
    own = facts.profile.issuer
    agency, _ = named_author(citation, own)
    owners = bodies(citation.issuer_symbol or "")
    if agency is None:
        # A department's symbol is the province's; the Party's and the committees' are of every level.
        provincial = bool(owners) and all(owner.level == "province" for owner in owners)
        return Author("province", home) if provincial else Author()
    if agency.several or any(vocabulary().issuers[owner.id].prefix for owner in owners):
        return Author()
    return author_of(agency, own, home)


def author_of(agency: Agency, own: Agency | None, home: str | None) -> Author:
    """An agency as an author; one named by its level alone is the report's own of that level."""
    if agency.level in (None, "central"):
        return Author(agency.level)
    if agency.level == "province":
        return Author("province", (canonical(agency.locality) or agency.locality) if agency.locality else home)
    mine = own if own and own.level == agency.level else None
    locality = agency.locality or (mine.locality if mine else None)
    unit = agency.unit or (mine.unit if mine and mine.locality == locality else None)
    return Author(agency.level, home, locality, unit)
