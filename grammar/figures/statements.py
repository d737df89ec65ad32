"""The figures of a report that another report may state again, each with what it measures and for which months.

A figure is left out wherever a reader must guess: at its period, at what it is a part of, at whether it is settled.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from grammar.facts import Facts, Quantity
from grammar.figures import moments
from grammar.figures.clauses import Paragraph, paragraphs
from grammar.figures.moments import Moment, Months
from grammar.figures.phrasing import Phrasing, Words
from grammar.figures.wording import links, phrases, plain
from grammar.report import Report, Span

_NO_FAMILY = frozenset(["time", "ranks"])
_HEAD_END = ":"
_MONTH = r"\s*(?:/|\s+tháng\s+)\s*(?:0?[1-9]|1[0-2])(?:\s*(?:/|\s+năm\s+)\s*\d{4})?"
_AS_OF = re.compile(rf"số liệu[^.;\n]{{0,60}}?(?:từ|đến)\s+(?:hết\s+)?(?:ngày\s+)?\d{{1,2}}{_MONTH}")
_LAST_DAYS = re.compile(rf"(?:30|31|28|29){_MONTH}")
_CUT_OFF = re.compile(r"(?<!\w)(?:từ|đến|trước|sau|hết)\s+(?:hết\s+)?(?:ngày\s+)?$")


class Statement(NamedTuple):
    """A figure with what it measures.

    Attributes:
        quantity: as written; `amount` and `half` as a quantity's, with the unit that a table gives.
        words: the words of what is measured, in the order of the alphabet; `scope` those of its level and of what it leaves out.
        months: the period it is of; `own` whether the report is about that time itself, and does not look back on it.
        settled: whether the period had ended when the report was written, as far as the report tells.
        total: whether the words call it a total.
    """

    quantity: Quantity
    words: tuple[str, ...]
    scope: tuple[str, ...]
    months: Months
    own: bool
    settled: bool
    total: bool


def of(facts: Facts) -> list[Statement]:
    """The figures of a report's text and tables that another report may state again, in reading order."""
    report = facts.report
    own = own_months(facts)
    where = paragraphs(report, facts.quantities)
    phrasing = Phrasing(facts)
    found = [found for paragraph in where for found in _Reader(facts, paragraph, own, phrasing).read()]
    if report.tables:
        from grammar.tables import dated

        found += dated.find(report, own, phrasing)
    day = facts.profile.date or facts.profile.dated_by
    early = _as_of_a_day(report)
    kept = []
    for quantity, words, months in found:
        if own and months.last > own.last:
            continue  # of a time still to come
        is_own = own is None or months.last >= own.last
        settled = not (day and day <= _last_day(months)) and not (early and is_own)
        kept.append(Statement(quantity, words.telling, words.scope, months, is_own, settled, words.total))
    return sorted(kept, key=lambda statement: statement.quantity.span)


def own_months(facts: Facts) -> Months | None:
    """The months that a report is about, where it says so in one way."""
    named = {Months(p.first, p.last) for p in facts.periods if p.where in ("title", "introduction") and p.form != "plan"}
    if len(named) == 1:
        return named.pop()
    plans = {Months(p.first, p.last) for p in facts.periods if p.where in ("title", "introduction")}
    years = facts.profile.years
    if not named and len(plans) <= 1 and years and years[0] == years[1] and not plans:
        return Months(years[0] * 12, years[0] * 12 + 11)
    return None


def _last_day(months: Months) -> datetime.date:
    following = datetime.date((months.last + 1) // 12, (months.last + 1) % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def _as_of_a_day(report: Report) -> bool:
    """Whether the report says that its figures are as of a day that ends no month."""
    for block in report.blocks:
        if block.kind != "cell" and (said := _AS_OF.search(report.text[block.start : block.end].lower())):
            return not _LAST_DAYS.search(said.group())
    return False


Found = tuple[Quantity, Words, Months]


class _Segment(NamedTuple):
    """A part of a sentence: its first node, the one behind its last, where its words begin."""

    first: int
    last: int
    start: int


class _Subject(NamedTuple):
    """A figure whose words have been read."""

    quantity: Quantity
    words: Words
    months: Months | None


class _Reader:
    """Reads the figures of one paragraph."""

    def __init__(self, facts: Facts, paragraph: Paragraph, own: Months | None, phrasing: Phrasing) -> None:
        self.report = facts.report
        self.paragraph = paragraph
        self.own = own
        self.phrasing = phrasing
        start, end = paragraph.block.start, paragraph.block.end
        self.moments = list(moments.find(paragraph.small, start, end, own))
        self.cut_off = any(
            _CUT_OFF.search(paragraph.small, max(start, date.span.start - 30), date.span.start)
            for date in facts.dates[bisect_left(facts.dates, start, key=lambda d: d.span.start) :][:20]
            if date.span.end <= end and not _LAST_DAYS.fullmatch(paragraph.words(*date.span).removeprefix("ngày "))
        )

    def read(self) -> Iterator[Found]:
        if self.cut_off or self._scope is None:
            return
        said: list[_Subject] = []
        before: list[_Subject] = []  # of the part of the sentence before this one
        begin = sentence = -1
        for place, node in enumerate(self.paragraph.nodes):
            figure = node.figure
            if figure is None or figure.form not in ("amount", "percent") or figure.family in _NO_FAMILY:
                continue
            first, last = self._segment(place)
            start = self.paragraph.begins(first)
            if node.depth == 0 and start != begin:
                opening = self.paragraph.sentence(place)[0]
                before, said = said if opening == sentence else [], []
                begin, sentence = start, opening
            subject = self._subject(place, _Segment(first, last, start), said, before)
            if subject:
                said.append(subject)
                if subject.months and subject.words.telling and not figure.bound:
                    above = tuple(sorted({*subject.words.scope, *(self._scope or ())}))
                    yield figure, subject.words._replace(scope=above), subject.months

    def _segment(self, place: int) -> tuple[int, int]:
        """The nodes of a figure's part of its sentence, between semicolons outside brackets."""
        nodes = self.paragraph.nodes
        first, last = place, place + 1
        while first > 0 and not (nodes[first - 1].depth == 0 and nodes[first - 1].kind in ("stop", "semicolon")):
            first -= 1
        while last < len(nodes) and not (nodes[last].depth == 0 and nodes[last].kind in ("stop", "semicolon")):
            last += 1
        return first, last

    def _subject(
        self, place: int, segment: _Segment, said: Sequence[_Subject], before_it: Sequence[_Subject]
    ) -> _Subject | None:
        """What a figure measures, and when; None where it is a change, an estimate, or nothing tells."""
        paragraph, node = self.paragraph, self.paragraph.nodes[place]
        figure = node.figure
        if figure is None:
            return None
        start = segment.start
        before, behind = self._before(place, start), self._behind(place)
        lead = paragraph.words(before, node.start)
        if phrases("changes").closing(paragraph.words(paragraph.begins(place), node.start)):
            return None
        whole = paragraph.words(
            start, paragraph.nodes[segment.last].start if segment.last < len(paragraph.nodes) else paragraph.block.end
        )
        if phrases("unsettled").within(paragraph.words(start, behind)) or phrases("corrected").within(whole):
            return None
        months, near = self._when(place, start, before, behind)
        said_before, said_behind = self._without_moments(before, node.start), self._without_moments(figure.span.end, behind)
        told = self.phrasing.words(said_before, "", said_behind)
        own_words = self.phrasing.words(said_before, "" if figure.measured else figure.written, said_behind)
        if not told.telling:
            main = self._main(place, said or before_it)
            if main:
                return _Subject(figure, main.words, months) if near and months != main.months else None
            if said or before_it or (figure.form == "percent" and place and paragraph.nodes[place - 1].figure):
                return None
            head = self._head()
            return _Subject(figure, head.joined(own_words), months) if head and near else None
        if figure.form == "percent" and said and links(plain(lead).strip()):
            return None
        context = self._context(place, segment, said)
        return _Subject(figure, own_words.within(context) if context else own_words, months)

    def _main(self, place: int, said: Sequence[_Subject]) -> _Subject | None:
        """The figure of the sentence that one without words of its own is another value of; None where it may be several."""
        nodes = self.paragraph.nodes
        figure = nodes[place].figure
        alike = [one for one in said if figure and one.quantity.form == figure.form and _one_kind(figure, one.quantity)]
        beside = nodes[place - 2].figure if place > 1 and nodes[place - 1].kind == "open" else None
        if alike and (len({one.words for one in alike}) == 1 or alike[-1].quantity is beside):
            return alike[-1]
        return None

    def _when(self, place: int, start: int, before: int, behind: int) -> tuple[Months | None, bool]:
        """The months of a figure; whether the words right beside it tell."""
        node = self.paragraph.nodes[place]
        after = [m for m in self.moments if node.end <= m.span.start < behind and not m.against]
        earlier = [m for m in self.moments if start <= m.span.start < node.start and not self._closed(m, place)]
        close = earlier[-1] if earlier and self._beside(earlier[-1], node.start) else None
        if close and close.against:
            return close.months, True
        told = [m for m in earlier if not m.against]
        if after:
            return (
                (after[0].months, True) if len(after) == 1 and (not told or told[-1].months == after[0].months) else (None, True)
            )
        if told:
            return told[-1].months, told[-1].span.start >= before or close is not None
        said = {m.months for m in self.moments if m.span.start < start and not m.against}
        if said:
            opening = self.paragraph.begins(self.paragraph.sentence(place)[0])
            here = {m.months for m in self.moments if opening <= m.span.start < start and not m.against}
            return (next(iter(said)), False) if len(said) == 1 and (said == here or said == {self.own}) else (None, False)
        return self._from_above(), False

    def _closed(self, moment: Moment, place: int) -> bool:
        """Whether a period stands in brackets that close before a figure."""
        nodes = self.paragraph.nodes
        return any(
            n.kind == "open" and n.start < moment.span.start < nodes[n.partner].start and n.partner < place
            for n in nodes[:place]
            if n.partner >= 0
        )

    def _beside(self, moment: Moment, start: int) -> bool:
        """Whether nothing but "là", "đạt", a bracket or a colon stands between a period and a figure."""
        between = self.paragraph.words(moment.span.end, start)
        return len(between) <= 30 and links(between.replace("(", " ").replace("có", " "))

    def _from_above(self) -> Months | None:
        """The months that the list's head or the headings name; else the report's own."""
        for span in self._over:
            named = [m for m in moments.find(self.paragraph.small, *span, self.own) if not m.against]
            if named:
                return named[0].months if len({m.months for m in named}) == 1 else None
        return self.own

    @cached_property
    def _over(self) -> list[Span]:
        """The head of the list, and the headings above, the nearest first."""
        head = self._head_block
        return [*([head] if head else []), *_headings_above(self.report, self.paragraph.place)]

    @cached_property
    def _scope(self) -> set[str] | None:
        """The scope that heads and headings name; None below one that tells what is wanted."""
        scope: set[str] = set()
        for start, end in self._over:
            said = self.paragraph.words(start, end)
            if phrases("wanted").opens(said.partition(" ")[2]) or phrases("wanted").opens(said):
                return None
            scope |= self.phrasing.above(self.report.text[start:end])
        return scope

    @cached_property
    def _head_block(self) -> Span | None:
        report, paragraph = self.report, self.paragraph
        if not paragraph.block.label:
            return None
        place = paragraph.place
        label = paragraph.block.label
        while place and (report.blocks[place].label == label or report.blocks[place].kind == "cell"):
            place -= 1
        head = report.blocks[place]
        return head.span if report.text[head.start : head.end].rstrip().endswith(_HEAD_END) else None

    def _head(self) -> Words | None:
        """The words that announce the list of which the paragraph is an item."""
        head = self._head_block
        return self.phrasing.words(self._without_moments(*head), "", "") if head else None

    def _before(self, place: int, start: int) -> int:
        """Where the words of a figure begin: behind the figure before it, or what divides them."""
        nodes = self.paragraph.nodes
        at = place
        while at and nodes[at - 1].end > start and nodes[at - 1].kind in ("comma", "and", "colon", "figure"):
            node = nodes[at - 1]
            if node.kind == "figure" and not self._is_word(node.figure):
                return nodes[at].end if nodes[at].kind in ("comma", "and", "colon") else node.end
            at -= 1
        return max(start, self.paragraph.begins(at))

    def _is_word(self, figure: Quantity | None) -> bool:
        """Whether a number is part of a period or of words of scope: "6 tháng", "10 huyện, thành phố"."""
        if figure is None:
            return False
        inside = any(m.span.start <= figure.span.start < m.span.end for m in self.moments)
        return inside or self.phrasing.is_scope(figure)

    def _behind(self, place: int) -> int:
        """Where the words behind a figure end."""
        nodes = self.paragraph.nodes
        at = place + 1
        while at < len(nodes):
            node = nodes[at]
            if node.kind == "open" and not any(n.figure and not self._is_word(n.figure) for n in nodes[at : node.partner]):
                at = node.partner + 1
            elif node.kind == "except" or (node.kind == "figure" and self._is_word(node.figure)):
                at += 1
            elif node.kind in ("and", "comma") and self._goes_on(node.kind, nodes[at + 1].kind if at + 1 < len(nodes) else "stop"):
                at += 1
            else:
                return node.start
        return self.paragraph.block.end

    @staticmethod
    def _goes_on(divider: str, following: str) -> bool:
        """Whether the words behind a figure go on past a comma or "và": "hồ sơ đất đai và môi trường", ", chưa bao gồm …"."""
        return following == "except" if divider == "comma" else following != "figure"

    def _context(self, place: int, segment: _Segment, said: Sequence[_Subject]) -> Words | None:
        """What a figure further on in a sentence is said of: what the first one measures, or the words before a colon."""
        if said:
            return said[0].words
        nodes = self.paragraph.nodes
        opening, _ = self.paragraph.sentence(place)
        if opening == segment.first:
            return None
        colon = next((n for n in nodes[opening : segment.first] if n.kind == "colon"), None)
        return self.phrasing.words(self._without_moments(self.paragraph.begins(opening), colon.start), "", "") if colon else None

    def _without_moments(self, start: int, end: int) -> str:
        """The words of a stretch, without periods."""
        kept = []
        for moment in self.moments:
            if start <= moment.span.start and moment.span.end <= end:
                kept.append(self.paragraph.text[start : moment.span.start])
                start = moment.span.end
        return " ".join([*kept, self.paragraph.text[start:end]])


def _one_kind(one: Quantity, other: Quantity) -> bool:
    """Whether two figures count the same things, said in more words or in fewer: "hồ sơ", "hồ sơ thủ tục hành chính"."""
    if one.unit is None and not one.measured:
        return True
    if one.family != other.family:
        return False
    return one.measured or (one.unit or "").split()[:1] == (other.unit or "").split()[:1]


def _headings_above(report: Report, place: int) -> Iterator[Span]:
    """The heading above a block, and those that it is under, the nearest first."""
    path = report.blocks[place].path
    for at in range(place, -1, -1):
        block = report.blocks[at]
        if block.kind == "heading" and block.path and (path == block.path or path.startswith(f"{block.path}.")):
            yield block.span
            path = block.path.rpartition(".")[0]
            if not path:
                return
