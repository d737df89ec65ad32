"""What an amount measures and for which period, so that the same indicator is known again in another sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grammar.facts import Quantity
from grammar.figures.clauses import Paragraph
from grammar.figures.wording import without
from grammar.report import Report
from grammar.vocabulary import abbreviations

# How alike two words must be (0 to 100) to be one mistyped, and how long they are at least: thu and chi are no slip.
MISTYPED = 75
_SHORTEST = 4
_YEAR = re.compile(r"(?:19|20)\d\d(?<![\d.,]\d{4})(?![\d.,]\d|\d)")
_PART_OF_YEAR = re.compile(
    r"(?<!ngày )\b(\d{1,2})\s+tháng\s+(đầu|cuối)?(?!\d)|quý\s+([ivx]+|\d)|(?:trong|tính)\s+tháng|tháng\s+(\d{1,2})\b"
)
_HEAD = 120  # characters of a list's head
_PART = 24  # characters before a year that may name a part of it
_FULL = {short.lower(): full.lower() for short, full in abbreviations().items()}
_FEWEST = 2  # words that an indicator has at least
_MOST_OF_PERIOD = 400  # amounts of one period that are compared with a later one


class Period(NamedTuple):
    """A year, or the part of one that the words name."""

    year: int
    part: str


class Indicator(NamedTuple):
    """An amount or percentage with the period of what it measures, and where it stands."""

    quantity: Quantity
    period: Period | None
    paragraph: Paragraph
    place: int


class Indicators:
    """The amounts and percentages of a report by what they measure."""

    def __init__(self, paragraphs: Sequence[Paragraph], report: Report) -> None:
        self._report = report
        self._words: dict[int, str] = {}
        self._by_period: dict[Period, list[Indicator]] = {}
        self.all = [indicator for paragraph in paragraphs for indicator in _read(paragraph)]
        self.by_start = {indicator.quantity.span.start: indicator for indicator in self.all}

    def words(self, indicator: Indicator) -> str:
        """The words that name what is measured; those of the list's head where an item has none of its own."""
        start = indicator.quantity.span.start
        if start not in self._words:
            self._words[start] = _subject(indicator) or _head(indicator.paragraph, self._report)
        return self._words[start]

    def same(self, first: Quantity, second: Quantity) -> bool:
        """Whether two amounts measure the same, as far as their words tell."""
        one, other = self.by_start.get(first.span.start), self.by_start.get(second.span.start)
        return bool(one and other and alike(self.words(one), self.words(other)))

    def _of(self, period: Period) -> list[Indicator]:
        """The first amounts of a period."""
        if not self._by_period:
            for indicator in self.all:
                if indicator.period:
                    self._by_period.setdefault(indicator.period, []).append(indicator)
        return self._by_period.get(period, [])[:_MOST_OF_PERIOD]

    def a_year_before(self, quantity: Quantity) -> list[Indicator]:
        """The same indicator's amounts for the same part of the year before."""
        own = self.by_start.get(quantity.span.start)
        if own is None or own.period is None or len(self.words(own).split()) < _FEWEST:
            return []
        wanted = Period(own.period.year - 1, own.period.part)
        return [
            other
            for other in self._of(wanted)
            if other.quantity.family == quantity.family
            and other.quantity.form == quantity.form
            and alike(self.words(other), self.words(own))
        ]


def alike(first: str, second: str) -> bool:
    """Whether the words of two indicators name the same: all of them, or all but one that is the other's mistyped."""
    if first == second:
        return True
    one, other = first.split(), second.split()
    alone = [word for word in one if word not in other], [word for word in other if word not in one]
    if len(one) != len(other) or any(len(words) != 1 or len(words[0]) < _SHORTEST for words in alone):
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(alone[0][0], alone[1][0]) >= MISTYPED


def _head(paragraph: Paragraph, report: Report) -> str:
    """The words that announce the list of which a paragraph is an item: they name what "Năm 2023: 4.416 triệu đồng" measures."""
    if not paragraph.block.label:
        return ""
    place = paragraph.place
    while place and report.blocks[place].label == paragraph.block.label:
        place -= 1
    head = report.blocks[place]
    said = report.text[max(head.start, head.end - _HEAD) : head.end]
    return key(said.lower()) if said.rstrip().endswith(":") else ""


def _subject(indicator: Indicator) -> str:
    """The words before an amount; they may begin before a comma: "tổng thu, chi ngân sách là …"."""
    paragraph, at = indicator.paragraph, indicator.place
    end = indicator.quantity.span.start
    nodes = paragraph.nodes
    words_before = key(paragraph.words(paragraph.begins(at), end))
    while at > 0 and nodes[at - 1].kind in ("comma", "and") and len(words_before.split()) < _FEWEST:
        at -= 1
        words_before = key(paragraph.words(paragraph.begins(at), end))
    return words_before


def _read(paragraph: Paragraph) -> Iterator[Indicator]:
    """The amounts of a paragraph; a year holds until the next one."""
    block = paragraph.block
    years = [(match.start(), match) for match in _YEAR.finditer(paragraph.text, block.start, block.end)]
    period: Period | None = None
    told = 0
    for place, node in enumerate(paragraph.nodes):
        if node.figure is None or node.figure.form not in ("amount", "percent"):
            continue
        while told < len(years) and years[told][0] < node.start:
            period = _period(paragraph, years[told][1])
            told += 1
        yield Indicator(node.figure, period, paragraph, place)


def _period(paragraph: Paragraph, year: re.Match[str]) -> Period:
    part = _PART_OF_YEAR.search(paragraph.words(max(paragraph.block.start, year.start() - _PART), year.start()))
    return Period(int(year.group()), " ".join(part.group().split()) if part else "")


def key(phrase: str) -> str:
    """The words that name an indicator: without years, numbers, verbs and fillers, abbreviations written out."""
    return " ".join(_FULL.get(word, word) for word in without(phrase, "empty_words"))
