"""The figures of a report that another report may state again, each with what it measures and for which months.

A figure is left out wherever a reader must guess: at its period, at what it is a part of, at whether it is settled.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from grammar.facts import Facts, Quantity
from grammar.figures.clauses import Paragraph, paragraphs
from grammar.figures.dating import as_of_a_day
from grammar.figures.measured import Measured, Reader
from grammar.figures.moments import Months
from grammar.figures.phrasing import Phrasing, Words
from grammar.report import Report, Span
from grammar.vocabulary import words

_SAID_IN = ("title", "introduction")


class Statement(NamedTuple):
    """A figure with what it measures.

    Attributes:
        quantity: as written; one of a table with the unit that the table gives.
        words: those of what is measured, in the order of the alphabet; behind ">" those of a part, or of what is further on
            in a sentence; `scope` those of its level and of what it leaves out.
        months: the period it is of; `own` whether the report is about that time itself, and does not look back on it.
        settled: whether the period was over when the report was written, as far as the report tells.
        total: whether the words call it a total; `events` whether they tell of what is counted as it happens.
    """

    quantity: Quantity
    words: tuple[str, ...]
    scope: tuple[str, ...]
    months: Months
    own: bool
    settled: bool
    total: bool
    events: bool


def of(facts: Facts) -> list[Statement]:
    """The figures of a report's text and tables that another report may state again, in reading order."""
    own = own_months(facts)
    day = facts.profile.date or facts.profile.dated_by
    early = as_of_a_day(facts)
    found: list[Statement] = []
    for quantity, said, months in _measured(facts, own):
        if months is None or (own and months.last > own.last):
            continue  # of a time still to come
        is_own = own is None or months.last >= own.last
        settled = not (day and day <= _last_day(months)) and not (early and is_own)
        found.append(Statement(quantity, said.telling, said.scope, months, is_own, settled, said.total, _is_of_events(said)))
    return sorted(found, key=lambda statement: statement.quantity.span)


@cache
def _events() -> list[set[str]]:
    return [set(phrase.split()) for phrase in words("events")]


def _is_of_events(said: Words) -> bool:
    return any(event.issubset(said.telling) for event in _events())


def own_months(facts: Facts) -> Months | None:
    """The months that a report is about, where it says so in one way."""
    named = [period for period in facts.periods if period.where in _SAID_IN]
    # The year of a plan may be reported on in part.
    months = {Months(period.first, period.last) for period in named if period.form != "plan"}
    if named:
        return months.pop() if len(months) == 1 else None
    years = facts.profile.years
    day = facts.profile.date or facts.profile.dated_by
    if years is None or (years[0] != years[1] and (day is None or day.year < years[1])):
        return None  # a report on one year of a programme that goes on
    return Months(years[0] * 12, years[1] * 12 + 11)


def _last_day(months: Months) -> datetime.date:
    following = datetime.date((months.last + 1) // 12, (months.last + 1) % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def _measured(facts: Facts, own: Months | None) -> Iterator[Measured]:
    """The figures of text and tables with what they measure; those of footnotes are of what they are notes to."""
    report = facts.report
    phrasing = Phrasing(facts)
    above = _Above(report)
    for paragraph in paragraphs(report, facts.quantities):
        if paragraph.block.note is None:
            head = _head(report, paragraph)
            spans = [*([head] if head else []), *above.headings(paragraph.place)]
            yield from Reader(facts, paragraph, own, phrasing, spans, head).read()
    if report.tables:
        from grammar.tables import dated

        yield from dated.find(report, own, phrasing)


def _head(report: Report, paragraph: Paragraph) -> Span | None:
    """What announces the list of which a paragraph is an item: the block before its first item, if it ends with a colon."""
    label = paragraph.block.label
    place = paragraph.place
    while label and place and (report.blocks[place].label == label or report.blocks[place].kind == "cell"):
        place -= 1
    head = report.blocks[place]
    return head.span if label and report.text[head.start : head.end].rstrip().endswith(":") else None


class _Above:
    """The headings above each block, asked for in reading order."""

    def __init__(self, report: Report) -> None:
        self._blocks = report.blocks
        self._reached = 0
        self._last: dict[str, Span] = {}

    def headings(self, place: int) -> list[Span]:
        """The heading above a block, and those that it is under, the nearest first."""
        for block in self._blocks[self._reached : place + 1]:
            if block.kind == "heading" and block.path:
                self._last[block.path] = block.span
        self._reached = max(self._reached, place + 1)
        found: list[Span] = []
        path = self._blocks[place].path
        while path:
            if path in self._last:
                found.append(self._last[path])
            path = path.rpartition(".")[0]
        return found
