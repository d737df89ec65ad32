"""Who issued a document, as far as its mention and the report around it tell, for reports that are read together."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from grammar.agencies import CENTRAL_CITIES, bodies
from grammar.authors import author as named_author
from grammar.documents import central
from grammar.facts import Agency, AgencyLevel, Citation
from grammar.places import alike, canonical, grown, plain
from grammar.series import TWO_TIERS
from grammar.vocabulary import fold, vocabulary

Sameness = Literal["same", "different", "unknown"]

_CITY = "thành phố"
# Cities that became a province's equal only then; before, they were a district's.
_CENTRAL_SINCE = {"huế": datetime.date(2025, 1, 1)}
_COMMITTEE, _CITYS_COMMITTEE = "TU", ("thành ủy", "đảng bộ thành phố")
_PARTY_OF_A_PLACE = ("dang-uy",)


class Author(NamedTuple):
    """Who issued a document.

    Attributes:
        level: None where unknown.
        province: the province that a local author is of, or belongs to, as written in full; None where unknown.
        locality: the name of a district or commune in small letters, with `unit`, the kind of place; None where unknown.
        within: the district that a commune is of; "" since there are none, None where unknown.
    """

    level: AgencyLevel | None = None
    province: str | None = None
    locality: str | None = None
    unit: str | None = None
    within: str | None = None

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
        if self.level == "commune" and (sameness := self._within(other)) != "same":
            return sameness
        return "same" if self.province and other.province else "unknown"

    def _within(self, other: Author) -> Sameness:
        """Whether two communes of one name are of one district: a province had a Tân Lập in several of them."""
        if self.within is None or other.within is None:
            return "unknown"
        return "same" if plain(self.within) == plain(other.within) else "different"


class Home(NamedTuple):
    """Whose report it is that mentions a document.

    Attributes:
        own: the agency that issues it; `province` the province that it is of, `district` a commune's; None where unknown.
        two_tiers: whether it is of the time since provinces and communes were merged on 01/7/2025.
    """

    own: Agency | None = None
    province: str | None = None
    district: str | None = None
    two_tiers: bool = False


def of_citation(citation: Citation, home: Home, day: datetime.date) -> Author:
    """The author of a citation of this day, who is the report's own agency for an act that names none."""
    if central(citation):
        return Author("central")
    own = home.own
    agency, _ = named_author(citation, own)
    owners = bodies(citation.issuer_symbol or "")
    if citation.issuer_symbol == _COMMITTEE and _may_be_a_towns(agency, home, day):
        return Author()
    if agency is None:
        # A department's symbol is the province's; the Party's and the committees' are of every level.
        provincial = bool(owners) and all(owner.level == "province" for owner in owners)
        return Author("province", home.province) if provincial else Author()
    of_a_place = agency.body in _PARTY_OF_A_PLACE and agency.level == "commune"
    if agency.several or (any(vocabulary().issuers[owner.id].prefix for owner in owners) and not of_a_place):
        return Author()
    return author_of(agency, home, day)


def _may_be_a_towns(agency: Agency | None, home: Home, day: datetime.date) -> bool:
    """Whether "TU" may be a town's committee of the Party: Thị ủy and Thành ủy within a province sign as Tỉnh ủy does."""
    if agency and (not fold(agency.text).endswith(_CITYS_COMMITTEE) or agency.level != "province"):
        return False
    own = home.own
    if own is None or own.level not in ("district", "commune"):
        return False
    in_a_town = own.unit in (_CITY, "thị xã") or own.body == "thi-uy-thanh-uy"
    return in_a_town if own.level == "district" else day < TWO_TIERS


def author_of(agency: Agency, home: Home, day: datetime.date | None = None) -> Author:
    """An agency as an author, on a day; one named by its level alone is the report's own of that level."""
    own = home.own
    if agency.level is None and own and agency.unit and agency.unit == own.unit and not agency.locality:
        agency = own  # "UBND thành phố" in a city's report
    if agency.level is None and agency.unit == _CITY and not agency.locality and _is_of_one_city(home, day):
        return at_home(Author(unit=_CITY), home.province)
    if agency.level in (None, "central"):
        return Author(agency.level)
    if agency.level == "province":
        if agency.unit == _CITY and day and day < _CENTRAL_SINCE.get(agency.locality or "", datetime.date.min):
            return Author("district", None, agency.locality, _CITY)
        return Author(
            "province", _named(agency.locality) if agency.locality else province_then(home.province, home.two_tiers, day)
        )
    mine = own if own and own.level == agency.level else None
    locality = agency.locality or (mine.locality if mine else None)
    unit = agency.unit or (mine.unit if mine and mine.locality == locality else None)
    province = province_then(home.province, home.two_tiers, day)
    within = _district(locality, home, day) if agency.level == "commune" else None
    return Author(agency.level, province, locality, unit, within)


def _named(name: str) -> str:
    return canonical(name) or name


def province_then(province: str | None, two_tiers: bool, day: datetime.date | None) -> str | None:
    """The province that a document of a day is of in a report of this one; None if it may be another that was merged into it.

    "Quyết định số … ngày 20/01/2024 của UBND tỉnh" in a commune's report of 2025 is of the province that the commune was of.
    """
    before = two_tiers and day is not None and day < TWO_TIERS
    return None if before and province and grown(province) else province


def _district(locality: str | None, home: Home, day: datetime.date | None) -> str | None:
    if day is not None and day >= TWO_TIERS:
        return ""
    own = home.own
    if own and own.level == "district" and own.locality:
        return own.locality
    return home.district if own and own.locality == locality else None


def _is_of_one_city(home: Home, day: datetime.date | None) -> bool:
    """Whether "thành phố" alone can be no city within a province: said by a department or an urban or rural district."""
    own = home.own
    if own is None or own.unit == _CITY:
        return False
    return own.level in ("province", "district") or (own.level == "commune" and day is not None and day >= TWO_TIERS)


def at_home(author: Author, province: str | None) -> Author:
    """An author with the province of the report that names it, where it is a local one that names none."""
    if author.level is None and author.unit == _CITY and province:
        return Author("province", _named(province)) if fold(province) in CENTRAL_CITIES else Author()
    local = author.level not in (None, "central") and author.province is None
    return author._replace(province=province) if local else author
