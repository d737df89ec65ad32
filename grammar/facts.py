"""What a report says, as values: dates, citations, documents, figures and their relations, the report's own profile.

Everything bears the span of the buffer where it stands. Rules compare these facts; they never read a citation again.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from grammar.report import Report, Span

DateForm = Literal["slash", "long", "mixed", "twice", "yearless", "dayonly", "month", "year", "blank"]
DateBinding = Literal["direct", "comma", "before", "shared", "cell"]
IssuerBinding = Literal["after", "before", "head", "body", "profile", "cell"]
AgencyLevel = Literal["central", "province", "district", "commune"]
Bound = Literal["over", "under", "about"]
QuantityForm = Literal["amount", "percent", "ratio", "range"]
NumberStyle = Literal["plain", "grouped", "comma", "dot", "english", "spaced", "word"]
RelationKind = Literal[
    "sum", "balance", "percent", "growth", "share", "list-count", "footnote-count", "table-total", "table-percent"
]
RelationStatus = Literal["holds", "truncated", "broken", "unclear"]
Divider = Literal["number", "semicolon", "comma", "bullet", "document", "sum"]
OperandRole = Literal[
    "count", "total", "part", "factor", "percent", "numerator", "denominator", "before", "after", "change", "share"
]
PlaceRole = Literal[
    "letterhead", "dated", "address", "title", "introduction", "signature", "actor", "where", "owner", "beside", "other"
]
PeriodForm = Literal["years", "year", "plan", "part"]
PeriodWhere = Literal["title", "introduction", "heading", "closing"]
HeadingStyle = Literal[
    "part", "chapter", "section", "capital", "roman", "compound", "number", "decimal", "paren", "letter", "below", "bullet"
]
NameKind = Literal["body", "mark", "place", "abbreviation"]
# The scope of a figure that is said of all places of a kind: "các huyện, thành phố"
DISTRICTS, COMMUNES = "districts", "communes"


class Date(NamedTuple):
    """A date as written. Parts that are not written are None; `day` and the rest are kept even where no such day exists.

    `problem` is "no-such-day" (31/4, month 13), "malformed" (ngày 21 ngày 02) or None. `digits` are those of the parts
    written, day first, with their leading zeros.
    """

    span: Span
    form: DateForm
    day: int | None
    month: int | None
    year: int | None
    problem: Literal["no-such-day", "malformed"] | None
    digits: tuple[str, ...] = ()

    @property
    def value(self) -> datetime.date | None:
        """The calendar day, if all of it is written and it exists."""
        if self.problem or not (self.day and self.month and self.year):
            return None
        return datetime.date(self.year, self.month, self.day)

    @property
    def iso(self) -> str | None:
        """ISO 8601, with the precision that is written: 2022-03-05 or 2022-03; None for anything less or wrong."""
        if self.problem or not self.year or not self.month or self.form in ("yearless", "blank"):
            return None
        day = f"-{self.day:02}" if self.day else ""
        return f"{self.year:04}-{self.month:02}{day}"


class Agency(NamedTuple):
    """An agency as named: its body in the vocabulary, level and locality as far as the words tell.

    `unit` is the kind of place in small letters ("thị trấn"): a town and a commune may share a name.
    `several` is set for "UBND các huyện", "các sở": no single author.
    """

    text: str
    body: str | None
    level: AgencyLevel | None
    locality: str | None
    several: bool = False
    unit: str | None = None


class Citation(NamedTuple):
    """A document cited in the text.

    Attributes:
        span: the words from the type (or "số", or the number) to the date.
        number: the digits as written; `suffix` a letter behind them ("c" of 30c).
        year: the year inside the symbol, None without.
        symbol: what stands after number and year, without spaces, dashes written "-".
        type_abbreviation, issuer_symbol: the symbol's parts, by position; None where it has none.
        party: whether number and type are joined the Party's way (18-NQ/TW).
        type: canonical type word; `type_binding` "word" beside the number, "head" from a list's head, "symbol" from the
            abbreviation.
        date: the date bound to it, with how.
        issuer: the agency named for it, with how.
        subject: what it is about, as a span; None where the text does not say.
        nested: cited inside another document's title; `parent` is that document's place among the citations.
        group: number of the enumeration it is an item of; None for one that stands alone.
        basis: cited as existing, for what it requires ("thực hiện", "theo", "tại"), not as an act being reported.
        year_group: the year of the heading "Năm 2022:" above it.
    """

    kind: Literal["numbered", "named"]
    span: Span
    number: str = ""
    suffix: str | None = None
    year: int | None = None
    symbol: str = ""
    type_abbreviation: str | None = None
    issuer_symbol: str | None = None
    party: bool = False
    type: str | None = None
    type_binding: Literal["word", "head", "symbol"] | None = None
    number_word: bool = False
    date: Date | None = None
    date_binding: DateBinding | None = None
    issuer: Agency | None = None
    issuer_binding: IssuerBinding | None = None
    issuer_span: Span | None = None
    subject: Span | None = None
    nested: bool = False
    parent: int | None = None
    group: int | None = None
    basis: bool = False
    year_group: int | None = None
    symbol_span: Span | None = None

    @property
    def end(self) -> int:
        """Where its own words end, with date and issuer."""
        return max(self.span.end, self.issuer_span.end) if self.issuer_span else self.span.end

    @property
    def name(self) -> str:
        """Number and symbol as a person writes them: 61/2018/NĐ-CP, 18-NQ/TW."""
        if self.kind == "named":
            return f"{self.type}"
        number = self.number + (self.suffix or "")
        if self.party:
            return f"{number}/{self.year}-{self.symbol}" if self.year else f"{number}-{self.symbol}"
        return f"{number}/{self.year}/{self.symbol}" if self.year else f"{number}/{self.symbol}"


class Document(NamedTuple):
    """The citations that are one document.

    Attributes:
        id: number, symbol and day; unique within the report.
        citations: places in `Facts.citations`, in reading order.
        evidence: why they are one document; `confidence` "likely" where something (the level, the date) is unknown.
        date: the day of issue, None where no citation gives a whole, possible one.
        issuer: the agency named for it, None where no citation names one.
    """

    id: str
    citations: tuple[int, ...]
    evidence: str
    confidence: Literal["certain", "likely"] = "certain"
    date: datetime.date | None = None
    issuer: Agency | None = None


class Name(NamedTuple):
    """A name as written: of a body or system, of an index, of a place that may be spelled in several ways; an abbreviation.

    `key` is what all spellings of the name share: its folded words without "và" and signs, shortened ones written out.
    """

    span: Span
    text: str
    kind: NameKind
    key: tuple[str, ...]


class Series(NamedTuple):
    """Documents that one agency numbers in one sequence.

    Attributes:
        issuer: the agency as the report names it, or the symbol of a body that the symbol alone tells (TTg, SNV).
        families: abbreviations of the types that share the numbers, official letters being CV: KH, or CV and KH.
        symbol: the issuer's part of the symbols.
        year: the year that the numbers run through; the first of the term in the Party; None in the National Assembly,
            whose term the symbol tells.
        normative: whether the symbols bear the year; `party` whether they are the Party's.
        documents: places in `Facts.documents`, in the order of their numbers.
    """

    issuer: str
    families: tuple[str, ...]
    symbol: str
    year: int | None
    normative: bool
    party: bool
    documents: tuple[int, ...]


class Quantity(NamedTuple):
    """A number that counts or measures something, or a percentage, or a ratio a/b.

    Attributes:
        span: the number with its unit words, `written` these as they stand; `number` the digits alone, `text` these.
        value: as written, before `scale`; `decimals` how many digits stand behind the separator.
        readings: other values that the same digits may have (86.471 or 86,471; 14126 with a note's mark fused to it).
        unit: the unit's word as in the vocabulary, `family` what may add up with it, `scale` how many smallest units it is.
        measured: a rounded amount (money, area, %), an interval of half its last digit; what is counted is exact.
        limited: a thing of which a part cannot exceed the whole.
        bound: "over" (trên), "under" (dưới), "about" (khoảng, gần): no equality is meant.
        base: the denominator of a ratio.
    """

    span: Span
    number: Span
    text: str
    form: QuantityForm
    value: Decimal
    decimals: int = 0
    style: NumberStyle = "plain"
    readings: tuple[Decimal, ...] = ()
    unit: str | None = None
    family: str | None = None
    scale: Decimal = Decimal(1)
    measured: bool = False
    limited: bool = False
    bound: Bound | None = None
    base: Quantity | None = None
    written: str = ""

    @property
    def amount(self) -> Decimal:
        """The value in the family's smallest unit: 1,5 triệu đồng is 1500000."""
        return self.value * self.scale

    @property
    def half(self) -> Decimal:
        """How far the true amount may lie from the one written: half of the last digit where it is measured."""
        return self.scale.scaleb(-self.decimals) / 2 if self.measured else Decimal(0)


class Operand(NamedTuple):
    """A figure's part in a relation."""

    role: OperandRole
    quantity: Quantity
    value: Decimal


class Enumeration(NamedTuple):
    """A list of items in the text.

    Attributes:
        span: from the first item to the last one.
        items: where each item stands, under the reading preferred; with its number in a numbered list that was found by these.
        least, most: how many items a reader may count: names of agencies hold commas and "và" themselves.
        divider: what tells the items apart; "sum" where they are themselves counts of the same things.
        open: whether the text says that more belongs to it ("như", "v.v.", "…").
        sure: whether another way to count lies outside `least` and `most`.
        numbers: the items' own numbers from 1 ("đ)" is 5), in reading order; `labels` these as written.
    """

    span: Span
    items: tuple[Span, ...]
    least: int
    most: int
    divider: Divider
    open: bool
    sure: bool
    numbers: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()


class Relation(NamedTuple):
    """A claim that can be recomputed.

    Attributes:
        kind: what is claimed; `reading` how the text was read so that it could be tested.
        status: holds (equal, or equal after rounding), truncated, broken, unclear (recognised, not decidable).
        stated, computed: what the text says and what its figures give, in `unit` ("%", or the stated figure's own); `stated`
            is None for a ratio without percentage.
        operands: the figures, in the order of the arithmetic, the stated one first.
        span: from the first operand to the last one of the place where the claim stands.
        sure: whether the text's form leaves no other reading; a broken relation that is not sure is no error.
        listed: the list that a count is held against; `note` the footnote that it stands in.
    """

    kind: RelationKind
    status: RelationStatus
    reading: str
    stated: Decimal | None
    computed: Decimal | None
    unit: str | None
    operands: tuple[Operand, ...]
    span: Span
    sure: bool = True
    listed: Enumeration | None = None
    note: int | None = None


class ReadTable(NamedTuple):
    """How a table was understood.

    Attributes:
        caption: the words above it, folded; "" without.
        unit: of its values, as the words above it say.
        headed: how many of its rows are header.
        columns: for each column what it holds and its header's words.
        totals: the rows that are called totals, from 0.
        names: for the beginning of each value in the buffer what its row and its column are called.
    """

    caption: str
    unit: str | None
    headed: int
    columns: tuple[tuple[str, str], ...]
    totals: tuple[int, ...]
    names: Mapping[int, tuple[str, str]]


class Restatement(NamedTuple):
    """One quantity stated with two values, or two quantities that bear the values of one.

    Attributes:
        first, second: the two figures, in reading order.
        reading: "same words" (two sentences alike but for the number), "whole of a ratio" (53 chỉ tiêu … 37/52 chỉ tiêu),
            "complete ratio" (19/19 and 17/17 of one kind), "copied" (two lists of years share values), "table" (the first
            stands in a table, the second in the text).
        sure: whether more than the words speaks for it.
        more: the other values that two copied lists share.
    """

    first: Quantity
    second: Quantity
    reading: Literal["same words", "whole of a ratio", "complete ratio", "copied", "table"]
    sure: bool
    more: tuple[Quantity, ...] = ()


class Tabular(NamedTuple):
    """What a report's tables say: how each was understood, what can be recomputed, where the text says otherwise."""

    tables: tuple[ReadTable, ...]
    relations: tuple[Relation, ...]
    restatements: tuple[Restatement, ...]


class Heading(NamedTuple):
    """A heading with its number.

    Attributes:
        span: its paragraph.
        label: the number as written, without punctuation: "Phần thứ nhất", "II", "II.1", "1.1", "a".
        style: "compound" is "II.1", "paren" "1)", "below" "a.1".
        value: the number, step by step: (2,) for "II" and "b", (3, 1) for "3.1".
        level: how deep in the tree, from 1.
        parent: the place of the heading above it among the headings.
        title: its words; of a paragraph that goes on, those up to the colon or the first stop.
        alone: whether nothing but the title stands in its paragraph.
        path: the numbers from the outermost heading down ("Phần thứ nhất.II.1.a").
    """

    span: Span
    label: str
    style: HeadingStyle
    value: tuple[int, ...]
    level: int
    parent: int | None
    title: Span
    alone: bool
    path: str


class Unread(NamedTuple):
    """Something that looked like a citation and could not be read, with the reason."""

    span: Span
    reason: str


class Place(NamedTuple):
    """A place named with its kind: "huyện Kon Rẫy".

    Attributes:
        unit: the kind, in small letters, with its level (cities are of two).
        name: as written, on one line; in capitals perhaps with words too many.
        role: where the author's own must stand: in the letterhead ("dated": in its line of place and date), in the title, before
            "báo cáo" in the introduction, in the signature, as "actor" (who acts), "where" (trên địa bàn …), "owner" (của …). Or
            the one addressed; one of several, or with whom something is done ("beside"); any other.
    """

    span: Span
    unit: str
    level: AgencyLevel
    name: str
    role: PlaceRole


class Period(NamedTuple):
    """A period that the report names for itself.

    Attributes:
        first, last: its months, counted from the year 0: January 2023 is 2023 * 12.
        form: "years" (giai đoạn 2021-2025), "year", "plan" (the year of a plan that is reported on,
            perhaps in part), "part" of a year (quý II/2024, 6 tháng đầu năm 2024, tháng 5/2024).
        where: in the title, where the author presents the report, in a main heading on its subject, in its last sentence.
    """

    span: Span
    first: int
    last: int
    form: PeriodForm
    where: PeriodWhere


class Profile(NamedTuple):
    """The report itself: who issues it, of which level and place, its date (None: a draft), years it covers, its title.

    `dated_by` is the last day that a letterhead with blanks allows ("ngày … tháng 5 năm 2024": 31 May 2024).
    """

    issuer: Agency | None = None
    date: datetime.date | None = None
    years: tuple[int, int] | None = None
    title: str = ""
    dated_by: datetime.date | None = None


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything that was understood of one report."""

    report: Report
    profile: Profile
    citations: tuple[Citation, ...] = ()
    documents: tuple[Document, ...] = ()
    series: tuple[Series, ...] = ()
    names: tuple[Name, ...] = ()
    dates: tuple[Date, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    relations: tuple[Relation, ...] = ()
    restatements: tuple[Restatement, ...] = ()
    enumerations: tuple[Enumeration, ...] = ()
    places: tuple[Place, ...] = ()
    periods: tuple[Period, ...] = ()
    unread: tuple[Unread, ...] = ()
    headings: tuple[Heading, ...] = ()
    tables: tuple[ReadTable, ...] = ()

    def cell_names(self, span: Span) -> tuple[str, str] | None:
        """What the row and the column of a table's value are called."""
        return next((table.names[span.start] for table in self.tables if span.start in table.names), None)

    @cached_property
    def _starts(self) -> list[int]:
        return [citation.span.start for citation in self.citations]

    def citations_between(self, start: int, end: int) -> tuple[Citation, ...]:
        """The citations that begin in a stretch of the buffer."""
        return self.citations[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    @cached_property
    def document_of(self) -> dict[int, str]:
        """The document of each citation, by the citation's place."""
        return {place: document.id for document in self.documents for place in document.citations}

    @cached_property
    def date_of(self) -> dict[int, datetime.date | None]:
        """The day of issue of each citation's document, by the citation's place: of mentions without date, too."""
        return {place: document.date for document in self.documents for place in document.citations}
