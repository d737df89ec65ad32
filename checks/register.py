"""The register of known documents: what is held to be true of a document, whoever cites it.

doisoat comes with a list of central documents, `known_documents.tsv`; a repository of reports may keep one of its own
(`lint.register`). A list is looked into by number, and only the rows of that number are read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from checks.citations.pairs import one_term
from checks.reports.authors import Author, Home, author_of
from grammar.agencies import agency_at
from grammar.citations import parts_of
from grammar.series import TWO_TIERS
from grammar.vocabulary import fold

COLUMNS = ("number", "type", "date", "issuer", "title", "note")
# The source of what the list that comes with doisoat says.
BUILT_IN = "doisoat"

_NAME = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)(?P<suffix>[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d))?(?P<joint>[-/])(?P<symbol>[^\W\d_][^\s]*)"
)
# Symbols that do not tell the type: laws and resolutions of an assembly are numbered apart, and the Party's QĐ is
# Quyết định and Quy định.
_SEVERAL_TYPES = re.compile(r" (?:QH\d|UBTVQH|QĐ/)")
_PROVINCE = re.compile(r"\s*[,(-]\s*(?:tỉnh|thành phố)\s+(?P<name>[^,()]+?)\s*\)?\s*$", re.IGNORECASE)

_DISTRICT = re.compile(
    r"\s*[,(-]\s*(?:huyện|quận|thị xã|thành phố)\s+(?P<name>[^,()]+?)\s*(?=,\s*(?:tỉnh|thành phố)\b)", re.IGNORECASE
)


class KnownDocument(NamedTuple):
    """A document in the register.

    Attributes:
        name: number and symbol as a person writes them: 61/2018/NĐ-CP, 18-NQ/TW.
        type: its type word; "" where unknown.
        key: as `checks.reports.briefs.Mention.key`.
        day: the day of issue.
        author: level and place of its issuer; `issuer` as written.
        title: what it is about; "" where unknown.
        source: where this is known from.
    """

    name: str
    type: str
    key: str
    day: datetime.date
    author: Author
    issuer: str
    title: str
    source: str

    @property
    def year(self) -> int | None:
        """The year within the symbol."""
        return year_of(self.name)

    @property
    def told_by_type(self) -> bool:
        """Whether documents of several types bear such a symbol, so that the type word is part of what names them."""
        return bool(_SEVERAL_TYPES.search(self.key))


class Row(NamedTuple):
    """A document as a list has it; the attributes are those of `KnownDocument`."""

    name: str
    type: str
    day: datetime.date
    issuer: str
    title: str
    source: str


class Register:
    """Known documents, by number and symbol."""

    def __init__(self, rows: Iterable[Row] = (), *, built_in: bool = True) -> None:
        """Take in the rows of a list; `built_in`: and those that come with doisoat.

        Raises:
            ValueError: a row's name is no number and symbol.
        """
        self._built_in: Mapping[str, list[str]] = _built_in() if built_in else {}
        self._rows: dict[str, list[Row]] = {}
        for row in rows:
            self._rows.setdefault(key_of(row.name), []).append(row)
        self._known: dict[str, tuple[KnownDocument, ...]] = {}

    def of(self, key: str) -> tuple[KnownDocument, ...]:
        """The documents of one number and symbol, of all authors and days."""
        if key not in self._known:
            rows = [*map(_row, self._built_in.get(key, ())), *self._rows.get(key, ())]
            self._known[key] = tuple(known(row) for row in rows)
        return self._known[key]

    def __contains__(self, key: str) -> bool:
        """Whether anything is known of a number and symbol."""
        return key in self._built_in or key in self._rows


def known(row: Row) -> KnownDocument:
    """A row with its key and author.

    Raises:
        ValueError: its name is no number and symbol.
    """
    author = author_named(row.issuer, row.day)
    return KnownDocument(row.name, row.type, key_of(row.name), row.day, author, row.issuer, row.title, row.source)


def one_run(one: KnownDocument, two: KnownDocument) -> bool:
    """Whether two entries have one number and symbol, of one author, and of one type where that is numbered apart."""
    if one.key != two.key or one.author.compared(two.author) != "same":
        return False
    return not one.told_by_type or fold(one.type) == fold(two.type)


def contradict(one: KnownDocument, two: KnownDocument) -> bool:
    """Whether two entries give one document two dates: one symbol, author and run of numbers, so that only one can be right."""
    if not one_run(one, two) or one.day == two.day:
        return False
    if one.author.level != "central" and (one.day < TWO_TIERS) != (two.day < TWO_TIERS):
        return False
    in_term = one.key.endswith(str(True)) and one_term(one.day, two.day)
    return one.year is not None or one.day.year == two.day.year or in_term


def key_of(name: str) -> str:
    """The key of the citations that may be the document of this number and symbol.

    Raises:
        ValueError: it is no number and symbol.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError(name)
    number, suffix, year = match["number"], match["suffix"] or None, match["year"]
    party = match["joint"] == "-"
    return f"{int(number) if number.isdecimal() else number} {suffix} {match['symbol'].replace('-', '')} {year} {party}"


def year_of(name: str) -> int | None:
    """The year within a symbol; None where it bears none."""
    match = _NAME.fullmatch(name)
    return int(match["year"]) if match and match["year"] else None


def issuer_symbol(name: str) -> str | None:
    """The issuer's abbreviation in a number and symbol: CP of 61/2018/NĐ-CP; None where it has none."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    groups = tuple(filter(None, re.split("[/-]", match["symbol"])))
    return parts_of(groups, match["joint"] == "-", match["year"] is not None)[1]


@cache
def author_named(issuer: str, day: datetime.date | None = None) -> Author:
    """The author that an issuer's name tells: "Chính phủ", "UBND tỉnh Lào Cai", "UBND huyện Bắc Hà, tỉnh Lào Cai".

    Args:
        issuer: the name.
        day: the day of what it issued: communes have been of no district since 01/7/2025.
    """
    found = agency_at(issuer, 0)
    if found is None:
        return Author()
    agency, end = found
    district = _DISTRICT.match(issuer, end)
    province = _PROVINCE.match(issuer, district.end() if district else end)
    author = author_of(agency, Home(province=province["name"] if province else None), day)
    return author._replace(within=fold(district["name"])) if district and agency.level == "commune" else author


def _row(line: str) -> Row:
    name, kind, day, issuer, title, *_ = line.split("\t")
    return Row(name, kind, datetime.date.fromisoformat(day), issuer, title, BUILT_IN)


@cache
def _built_in() -> Mapping[str, list[str]]:
    """The lines of the list that comes with doisoat, by key; they are read when they are asked for."""
    found: dict[str, list[str]] = {}
    text = Path(__file__).with_name("known_documents.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        found.setdefault(key_of(line[: line.index("\t")]), []).append(line)
    return found


def built_in() -> tuple[KnownDocument, ...]:
    """All documents of the list that comes with doisoat."""
    return tuple(known(_row(line)) for lines in _built_in().values() for line in lines)
