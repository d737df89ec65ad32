"""What of a report others are held against: the documents it cites and the figures it states, without its text.

A brief is small and made of plain values, so that thousands can be kept, and written to a cache.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from checks.citations.days import day_of
from checks.citations.pairs import comparable, in_conflict
from checks.reports import stated
from checks.reports.dating import surely_own
from checks.reports.stated import Stated
from grammar.agencies import CENTRAL_CITIES, bodies
from grammar.authors import author as named_author
from grammar.documents import central, key
from grammar.facts import Agency, AgencyLevel, Citation, Facts
from grammar.places import alike, canonical, plain
from grammar.report import Span
from grammar.series import TWO_TIERS
from grammar.vocabulary import fold, vocabulary

Sameness = Literal["same", "different", "unknown"]

# Parts that a place's own plays in a report: the author's province is named in them, a neighbour's in others.
_HOME_ROLES = ("letterhead", "title", "introduction", "signature", "actor", "where", "owner", "address")
_FEWEST_NAMED, _MOSTLY = 2, 0.8
_ITS_PROVINCE = r"\s*[,(–-]\s*tỉnh\s+(?P<three>(?P<two>\w+\s+\w+)(?:[\s–-]+\w+)?)"  # "UBND huyện X, tỉnh Y"
# Reports on these have forms, systems and days of counting of their own.
_REGIMES = (
    "kiểm soát thủ tục hành chính",
    "kiểm soát tthc",
    "chuyển đổi số",
    "kinh tế - xã hội",
    "đề án 06",
    "ngân sách",
    "công vụ",
)


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
        if self.province and other.province and plain(self.province) != plain(other.province):
            return "unknown" if alike(self.province, other.province) else "different"
        if self.level == "province":
            return "same" if self.province and other.province else "unknown"
        if self.locality is None or other.locality is None:
            return "unknown"
        if self.unit and other.unit and self.unit != other.unit:
            return "different"
        if plain(self.locality) != plain(other.locality):
            # Two neighbours may be called Đồng Điền and Long Điền: what is nearly a name proves neither.
            return "unknown" if alike(self.locality, other.locality) else "different"
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
        body: which of the agencies of its place the issuer is ("ubnd"); None where unknown.
        regime: what kind of report it is: others count by other systems and days.
        two_tiers: whether it is of the time since provinces and communes were merged on 01/7/2025.
        statements: the figures that other reports may state again.
    """

    issuer: Author
    province: str | None
    mentions: tuple[Mention, ...] = ()
    body: str | None = None
    regime: str = ""
    two_tiers: bool = False
    statements: tuple[Stated, ...] = ()

    def spans(self) -> Iterator[Span]:
        """Where all that it names stands."""
        yield from (mention.span for mention in self.mentions)
        yield from (stated.span for stated in self.statements)


def of(facts: Facts, across: bool = True) -> Brief:
    """A report's brief; the figures that other reports may state only if others are held against it (`across`)."""
    home = _home(facts)
    own = facts.profile.issuer
    issuer = author_of(own, own, home) if own else Author()
    return Brief(
        issuer,
        home,
        tuple(_mentions(facts, home)),
        own.body if own else None,
        _regime(facts.profile.title),
        across and _is_of_two_tiers(facts),
        stated.of(facts) if across else (),
    )


def _regime(title: str) -> str:
    """What a report is about, as far as its figures are counted otherwise there; "" for one on administrative reform."""
    words = fold(title)
    return "" if any(word in words for word in ("cải cách hành chính", "cchc")) else next(filter(words.count, _REGIMES), "")


def _is_of_two_tiers(facts: Facts) -> bool:
    """Whether a report was written, or is about a time, after the mergers of provinces and communes."""
    from grammar.figures.statements import own_months  # a check of single reports has no use for it

    months = own_months(facts)
    written = facts.profile.date or facts.profile.dated_by
    by_months = months is not None and months.last >= TWO_TIERS.year * 12 + TWO_TIERS.month - 1
    return by_months or (written is not None and written >= TWO_TIERS)


def _home(facts: Facts) -> str | None:
    """The province that a report is of: its author's, the one behind its author's place, or the one that it nearly always names."""
    own = facts.profile.issuer
    if own and own.level == "province" and own.locality:
        return canonical(own.locality) or own.locality
    if (
        own
        and own.locality
        and (beside := re.search(rf"\b{re.escape(own.locality)}{_ITS_PROVINCE}", facts.report.text, re.IGNORECASE))
    ):
        name = next(filter(None, (canonical(beside[group]) for group in ("three", "two") if beside[group])), None)
        if name:
            return name
    named = Counter(
        place.name
        for place in facts.places
        if place.role in _HOME_ROLES and (place.level == "province" or place.name.lower() in CENTRAL_CITIES)
    )
    issuers = (citation.issuer for citation in facts.citations)
    named.update(issuer.locality for issuer in issuers if issuer and issuer.level == "province" and issuer.locality)
    provinces = Counter[str]()
    for name, count in named.items():
        provinces[canonical(name) or fold(name)] += count
    if not provinces:
        return None
    name, count = provinces.most_common(1)[0]
    return name if count >= _FEWEST_NAMED and count >= _MOSTLY * provinces.total() else None


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
    if agency.level is None and own and agency.unit and agency.unit == own.unit and not agency.locality:
        agency = own  # "UBND thành phố" in a city's report
    if agency.level in (None, "central"):
        return Author(agency.level)
    if agency.level == "province":
        return Author("province", (canonical(agency.locality) or agency.locality) if agency.locality else home)
    mine = own if own and own.level == agency.level else None
    locality = agency.locality or (mine.locality if mine else None)
    unit = agency.unit or (mine.unit if mine and mine.locality == locality else None)
    return Author(agency.level, home, locality, unit)
