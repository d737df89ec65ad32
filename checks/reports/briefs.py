"""What of a report others are held against: the documents it cites and the figures it states, without its text.

A brief is small and made of plain values, so that thousands can be kept, and written to a cache.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from checks.citations.days import day_of
from checks.citations.pairs import comparable, in_conflict
from checks.reports import stated
from checks.reports.authors import Author, Home, author_of, of_citation
from checks.reports.dating import surely_own
from checks.reports.stated import Stated
from checks.reports.versions import Edition, edition
from grammar.agencies import CENTRAL_CITIES, bodies
from grammar.documents import central, key
from grammar.facts import Facts
from grammar.places import canonical
from grammar.report import Span
from grammar.series import TWO_TIERS
from grammar.vocabulary import fold, words

# Parts that a place's own plays in a report: the author's province is named in them, a neighbour's in others.
_HOME_ROLES = ("letterhead", "title", "introduction", "signature", "actor", "where", "owner", "address")
_FEWEST_NAMED, _MOSTLY = 2, 0.8
_ITS_PROVINCE = r"\s*[,(–-]\s*tỉnh\s+(?P<three>(?P<two>\w+\s+\w+)(?:[\s–-]+\w+)?)"  # "UBND huyện X, tỉnh Y"
# "xã Tân Lập, huyện Hướng Hóa"
_ITS_DISTRICT = (
    r"\s*[,(–-]\s*(?i:huyện|quận|thị xã|thành phố|t[px]\.?)\s+(?P<name>[^\W\d_a-zđ]\w*(?:\s+[^\W\d_a-zđ]\w*){0,3}|\d{1,2}\b)"
)


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
        department: whether its symbol is that of a province's department.
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
    department: bool = False


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
        edition: which version of which report it is.
    """

    issuer: Author
    province: str | None
    mentions: tuple[Mention, ...] = ()
    body: str | None = None
    regime: str = ""
    two_tiers: bool = False
    statements: tuple[Stated, ...] = ()
    edition: Edition = Edition()

    def spans(self) -> Iterator[Span]:
        """Where all that it names stands."""
        yield from (mention.span for mention in self.mentions)
        yield from (stated.span for stated in self.statements)


def of(facts: Facts, across: bool = True) -> Brief:
    """A report's brief; the figures that other reports may state only if others are held against it (`across`)."""
    own = facts.profile.issuer
    province = _province(facts)
    home = Home(own, province, _district(facts), _is_of_two_tiers(facts, across))
    # Who issued a report on the new communes has no district, however old the report's number.
    issuer = author_of(own, home, _day(facts) or (TWO_TIERS if home.two_tiers else None)) if own else Author()
    return Brief(
        issuer,
        province,
        tuple(_mentions(facts, home)),
        own.body if own else None,
        _regime(facts.profile.title),
        home.two_tiers,
        stated.of(facts) if across else (),
        edition(facts),
    )


def _regime(title: str) -> str:
    """What a report is about, as far as its figures are counted otherwise there; "" for one on administrative reform."""
    said = fold(title)
    return "" if any(word in said for word in words("reform")) else next(filter(said.count, words("regimes")), "")


def _day(facts: Facts) -> datetime.date | None:
    return facts.profile.date or facts.profile.dated_by


def _is_of_two_tiers(facts: Facts, across: bool) -> bool:
    """Whether a report was written, or is about a time, after the mergers of provinces and communes."""
    own = facts.profile.issuer
    if own and own.level == "district":
        return False
    written = _day(facts)
    if written is not None or not across:
        return written is not None and written >= TWO_TIERS
    from grammar.figures.statements import own_months  # a check of single reports has no use for it

    months = own_months(facts)
    return months is not None and months.last >= TWO_TIERS.year * 12 + TWO_TIERS.month - 1


def _province(facts: Facts) -> str | None:
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


def _district(facts: Facts) -> str | None:
    """The district that a commune's report names behind the commune, the same wherever it does."""
    own = facts.profile.issuer
    if own is None or own.level != "commune" or own.locality is None:
        return None
    beside = rf"\b(?i:{re.escape(own.locality)}){_ITS_DISTRICT}"
    named = {fold(found["name"]) for found in re.finditer(beside, facts.report.text)}
    return named.pop() if len(named) == 1 else None


def _mentions(facts: Facts, home: Home) -> Iterator[Mention]:
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
        authors = [of_citation(citation, home, day) for citation in citations]
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
            department=any(owner.id.startswith("so-") for owner in bodies(first.issuer_symbol or "")),
        )
