"""Which months the figures of a paragraph are of, by the words around them, the list's head and the headings above."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from grammar.facts import Facts
from grammar.figures import moments
from grammar.figures.clauses import Paragraph
from grammar.figures.moments import Moment, Months
from grammar.figures.wording import links
from grammar.report import Span

_MONTH = r"\s*(?:/|\s+tháng\s+)\s*(?:0?[1-9]|1[0-2])(?:\s*(?:/|\s+năm\s+)\s*\d{4})?"
LAST_DAYS = re.compile(rf"(?:ngày\s+)?(?:30|31|28|29){_MONTH}")
_CUT_OFF = re.compile(r"(?<!\w)(?:từ|đến|trước|sau|hết)\s+(?:hết\s+)?(?:ngày\s+)?$")
_AS_OF = re.compile(rf"số liệu[^.;\n]{{0,60}}?(?:từ|đến)\s+(?:hết\s+)?(?:ngày\s+)?\d{{1,2}}{_MONTH}")
_LEAD = 30  # characters before a day in which "tính đến" stands
_MOST = 200  # periods named in one paragraph; one that names more is no prose
_LONGEST_LINK = 30


def as_of_a_day(facts: Facts) -> bool:
    """Whether a report says that its figures are as of a day that ends no month."""
    for block in facts.report.blocks:
        if block.kind != "cell" and (said := _AS_OF.search(facts.report.text[block.start : block.end].lower())):
            return not LAST_DAYS.search(said.group())
    return False


class Dating:
    """The periods that a paragraph names.

    Attributes:
        usable: whether its figures are of whole periods: none up to a day, and not more periods than prose names.
    """

    def __init__(self, facts: Facts, paragraph: Paragraph, own: Months | None, above: Sequence[Span]) -> None:
        """Read a paragraph; `own` is the period of the report, `above` are the list's head and the headings above it."""
        self.paragraph = paragraph
        self._own = own
        self._above = above
        block = paragraph.block
        self.moments = list(moments.find(paragraph.small, block.start, block.end, own))
        self.usable = len(self.moments) <= _MOST and not any(self._is_cut_off(span) for span in _days(facts, block.span))
        self._cited = [
            Span(citation.span.start, citation.end)
            for citation in facts.citations_between(block.start, block.end)
            if citation.kind == "numbered"
        ]

    def _is_cut_off(self, day: Span) -> bool:
        """Whether figures are counted up to a day, or from one on, and not for whole months."""
        paragraph = self.paragraph
        lead = _CUT_OFF.search(paragraph.small, max(paragraph.block.start, day.start - _LEAD), day.start)
        return lead is not None and not LAST_DAYS.fullmatch(paragraph.words(*day))

    def months(self, place: int, start: int, before: int, behind: int) -> tuple[Months | None, bool]:
        """The months of a figure, None where a reader must guess; whether the words right beside it tell.

        Args:
            place: its node.
            start: where its sentence, or the part of it up to a semicolon, begins.
            before: where the words begin that belong to the figure.
            behind: where they end.
        """
        node = self.paragraph.nodes[place]
        after = [m for m in self.moments if node.end <= m.span.start < behind and not m.against]
        earlier = [m for m in self.moments if start <= m.span.start < node.start and not self._is_closed(m, place)]
        close = earlier[-1] if earlier and self._is_beside(earlier[-1], node.start) else None
        if close and close.against:
            return close.months, True
        told = [m for m in earlier if not m.against]
        if after:
            agree = len(after) == 1 and (not told or told[-1].months == after[0].months)
            return (after[0].months if agree else None), True
        if told and close is None and self._trails(told[-1]):
            return None, False  # "12.345 hồ sơ năm 2023, nâng lên 13.000 hồ sơ"
        if told:
            return told[-1].months, told[-1].span.start >= before or close is not None
        return self._from_before(place, start), False

    def _from_before(self, place: int, start: int) -> Months | None:
        """The months that what stands before a part of a sentence tells of it: the same sentence, else what is above."""
        said = [m for m in self.moments if m.span.start < start and not m.against and not self._is_closed(m, place)]
        if not said:
            return self._from_above()
        opening = self.paragraph.begins(self.paragraph.sentence(place)[0])
        one = {m.months for m in said}
        in_sentence = all(m.span.start >= opening for m in said)
        return one.pop() if len(one) == 1 and (in_sentence or one == {self._own}) else None

    def _from_above(self) -> Months | None:
        for start, end in self._above:
            named = _named(self.paragraph.small[start:end], self._own)
            if named:
                return next(iter(named)) if len(named) == 1 else None
        return self._own

    def _trails(self, moment: Moment) -> bool:
        """Whether a period stands straight behind a figure, and so is of that one."""
        nodes = self.paragraph.nodes
        at = bisect_left(nodes, moment.span.start, key=lambda node: node.start) - 1
        return at >= 0 and nodes[at].kind == "figure" and not self.names(nodes[at].start)

    def _is_closed(self, moment: Moment, place: int) -> bool:
        """Whether a period stands in brackets that close before a figure."""
        nodes = self.paragraph.nodes
        depth = nodes[place].depth
        at = bisect_left(nodes, moment.span.start, key=lambda node: node.start)
        return any(
            node.kind == "close" and node.depth < depth + 1 and nodes[node.partner].start < moment.span.start
            for node in nodes[at:place]
        )

    def _is_beside(self, moment: Moment, start: int) -> bool:
        """Whether nothing but "là", "đạt", a bracket or a colon stands between a period and a figure."""
        between = self.paragraph.words(moment.span.end, start)
        return len(between) <= _LONGEST_LINK and links(between.replace("(", " ").replace("có", " "))

    def names(self, at: int) -> bool:
        """Whether a place stands inside the words of a period."""
        return any(m.span.start <= at < m.span.end for m in self.moments)

    def tells(self, start: int, end: int) -> bool:
        """Whether a period stands in a stretch of the text."""
        return any(start <= m.span.start < end for m in self.moments)

    def opens(self, start: int) -> bool:
        """Whether a stretch of the text begins with a period."""
        return any(m.span.start >= start and not self.paragraph.words(start, m.span.start) for m in self.moments)

    def without(self, start: int, end: int) -> str:
        """The words of a stretch without periods and citations."""
        kept: list[str] = []
        for span in sorted([*(moment.span for moment in self.moments), *self._cited]):
            if start <= span.start and span.end <= end:
                kept.append(self.paragraph.text[start : span.start])
                start = span.end
        return " ".join([*kept, self.paragraph.text[start:end]])


@lru_cache(maxsize=512)
def _named(small: str, own: Months | None) -> frozenset[Months | None]:
    """The periods that a heading or the head of a list names."""
    return frozenset(moment.months for moment in moments.find(small, 0, len(small), own) if not moment.against)


def _days(facts: Facts, block: Span) -> list[Span]:
    """Where days are named in a block."""
    first = bisect_left(facts.dates, block.start, key=lambda date: date.span.start)
    last = bisect_left(facts.dates, block.end, key=lambda date: date.span.start)
    return [date.span for date in facts.dates[first:last]]
