"""What the figures of a paragraph measure: the words before and behind each, what it is a part of, what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from grammar.facts import Facts, Quantity
from grammar.figures.clauses import Paragraph
from grammar.figures.dating import Dating
from grammar.figures.moments import Months
from grammar.figures.phrasing import Phrasing, Words, scope_above
from grammar.figures.reach import Reach
from grammar.figures.wording import links, phrases, plain
from grammar.report import Span

_NO_FAMILY = frozenset(["time", "ranks"])
_NOTE = re.compile(r"\s*[,(–-]\s*")
_LONGEST_BEFORE = 500  # characters before a sentence in which its scope is looked for


class Measured(NamedTuple):
    """A figure with the words of what it measures; `months` are None where nothing tells which."""

    quantity: Quantity
    words: Words
    months: Months | None


class _Part(NamedTuple):
    """A part of a sentence up to a semicolon.

    Attributes:
        first, last: its first node, and the one behind its last.
        start, end: where its words begin and end.
        opening: the first node of the sentence.
    """

    first: int
    last: int
    start: int
    end: int
    opening: int


class Reader:
    """Reads the figures of one paragraph."""

    def __init__(
        self, facts: Facts, paragraph: Paragraph, own: Months | None, phrasing: Phrasing, above: Sequence[Span], head: Span | None
    ) -> None:
        """Prepare a paragraph.

        Args:
            facts: those of the report.
            paragraph: the paragraph.
            own: the months of the report.
            phrasing: how the report names things.
            above: the head of the list that it is an item of, and the headings above it, the nearest first.
            head: the head of the list.
        """
        self._report = facts.report
        self._paragraph = paragraph
        self._phrasing = phrasing
        self._above = above
        self._head = head
        self._dating = Dating(facts, paragraph, own, above)
        self._reach = Reach(paragraph, self._dating, phrasing)

    def read(self) -> Iterator[Measured]:
        """The figures that tell what they measure and when."""
        if not self._dating.usable or self._scope is None:
            return
        said: list[Measured] = []
        before: list[Measured] = []  # in the part of the sentence before this one
        part: _Part | None = None
        for place, node in enumerate(self._paragraph.nodes):
            figure = node.figure
            if figure is None or figure.form not in ("amount", "percent") or figure.family in _NO_FAMILY:
                continue
            if part is None or place >= part.last:
                last, part = part, self._part(place)
                before, said = said if last and last.opening == part.opening else [], []
            found = self._measured(place, figure, part, said, before)
            if found:
                said.append(found)
                if found.months and found.words.telling and not figure.bound:
                    yield found._replace(
                        words=found.words.of_scope(self._scope | self._said_before(part) | self._taking_in(figure, part))
                    )

    @cached_property
    def _scope(self) -> frozenset[str] | None:
        """The scope that heads and headings name; None below one that tells what is wanted."""
        scope: set[str] = set()
        for start, end in self._above:
            said = self._paragraph.words(start, end)
            if phrases("wanted").opens(said.partition(" ")[2]) or phrases("wanted").opens(said):
                return None
            scope |= scope_above(self._report.text[start:end])
        return frozenset(scope)

    def _said_before(self, part: _Part) -> frozenset[str]:
        """The scope that the sentences before a figure's name: "Trung tâm hoạt động ổn định. Đã tiếp nhận 120 hồ sơ."."""
        start, end = self._paragraph.block.start, self._paragraph.begins(part.opening)
        return scope_above(self._report.text[max(start, end - _LONGEST_BEFORE) : end]) if start < end else frozenset()

    def _taking_in(self, figure: Quantity, part: _Part) -> frozenset[str]:
        """What a part says that its figure takes in: "86 trường hợp, gồm cả các hội đặc thù", "Kể cả …, tinh giản 86"."""
        note = _NOTE.match(self._report.text, figure.span.end, part.end)
        behind = note is not None and phrases("taking_in").opens(self._paragraph.words(note.end(), part.end))
        before = phrases("taking_in").found(self._paragraph.words(part.start, figure.span.start))
        return frozenset(["taking in"]) if behind or before else frozenset()

    def _part(self, place: int) -> _Part:
        """The part of a sentence that a node stands in, between semicolons outside brackets."""
        nodes = self._paragraph.nodes
        first, last = place, place + 1
        while first > 0 and (nodes[first - 1].depth or nodes[first - 1].kind not in ("stop", "semicolon")):
            first -= 1
        while last < len(nodes) and (nodes[last].depth or nodes[last].kind not in ("stop", "semicolon")):
            last += 1
        opening = first
        while opening > 0 and (nodes[opening - 1].depth or nodes[opening - 1].kind != "stop"):
            opening -= 1
        return _Part(first, last, self._paragraph.begins(first), self._paragraph.ends(last - 1), opening)

    def _measured(
        self, place: int, figure: Quantity, part: _Part, said: Sequence[Measured], before_it: Sequence[Measured]
    ) -> Measured | None:
        """What a figure measures, and when; None where it is a change, an estimate, or nothing tells."""
        paragraph = self._paragraph
        at = figure.span.start
        if phrases("changes").closing(paragraph.words(paragraph.begins(place), at)):
            return None
        begin, end = self._reach.begin(place, part.start), self._reach.end(place)
        if phrases("unsettled").within(paragraph.words(part.start, end)):
            return None
        if phrases("corrected").within(paragraph.words(part.start, part.end)):
            return None
        months, is_near = self._dating.months(place, part.start, begin, end)
        if phrases("measured_later").within(paragraph.words(part.start, end)) and not self._dating.tells(part.start, end):
            months = None  # an index that is made known this year is last year's
        unit = "" if figure.measured else figure.written
        lead, behind = self._dating.without(begin, at), self._dating.without(figure.span.end, end)
        alone = self._phrasing.words(lead, "", behind)
        if not alone.telling and not alone.scope:
            return self._another_value(place, figure, months if is_near else None, said or before_it)
        if not alone.telling:
            return self._in_scope(figure, months, alone, said or before_it)
        if figure.form == "percent" and said and links(plain(lead.lower()).strip()):
            return None  # a share of what was said before
        words = self._behind_colon(place, begin, unit, behind) or self._phrasing.words(lead, unit, behind)
        context = said[0].words if said else self._topic(part)
        if said and words.telling == said[0].words.telling and months != said[0].months:
            context = None  # the same thing in another period
        return Measured(figure, words.within(context) if context else words, months)

    def _behind_colon(self, place: int, begin: int, unit: str, behind: str) -> Words | None:
        """The words of a figure that stands behind a colon, as those of a part of what stands before it; None without both."""
        nodes = self._paragraph.nodes
        colon = next((n for n in reversed(nodes[:place]) if n.kind == "colon" and n.start >= begin), None)
        if colon is None:
            return None
        lead = self._dating.without(colon.end, nodes[place].start)
        words = self._phrasing.words(lead, unit, behind)
        return words.within(self._words(begin, colon.start)) if self._phrasing.words(lead, "", behind).telling else None

    def _words(self, start: int, end: int) -> Words:
        return self._phrasing.words(self._dating.without(start, end), "", "")

    def _another_value(self, place: int, figure: Quantity, months: Months | None, said: Sequence[Measured]) -> Measured | None:
        """A figure without words of its own: another year's value of the one before it, or the value of a list's item."""
        nodes = self._paragraph.nodes
        if months is None:
            return None
        if said:
            alike = _alike(figure, said)
            if not alike or (len({one.words for one in alike}) > 1 and alike[-1].quantity is not self._beside_bracket(place)):
                return None  # of which of them nobody tells
            return Measured(figure, alike[-1].words, months) if months != alike[-1].months else None
        if self._head is None or (place and nodes[place - 1].figure):
            return None
        unit = self._phrasing.words("", "" if figure.measured else figure.written, "")
        return Measured(figure, self._words(*self._head).joined(unit), months)

    def _beside_bracket(self, place: int) -> Quantity | None:
        """The figure straight before the bracket that one begins: "1.400 hồ sơ (năm 2023: 1.333 hồ sơ)"."""
        nodes = self._paragraph.nodes
        at = place - 1
        while at > 0 and nodes[at].kind == "colon":
            at -= 1
        return nodes[at - 1].figure if at > 0 and nodes[at].kind == "open" else None

    @staticmethod
    def _in_scope(figure: Quantity, months: Months | None, scope: Words, said: Sequence[Measured]) -> Measured | None:
        """A figure that only names a level: the same as before it, of that level."""
        alike = _alike(figure, said)
        if len({one.words.telling for one in alike}) != 1:
            return None
        return Measured(figure, alike[-1].words._replace(scope=scope.scope), months)

    def _topic(self, part: _Part) -> Words | None:
        """What the parts of a sentence behind its first semicolon are said of: the words before its colon."""
        nodes = self._paragraph.nodes
        colon = next((node for node in nodes[part.opening : part.first] if node.kind == "colon"), None)
        return self._words(self._paragraph.begins(part.opening), colon.start) if colon else None


def _alike(figure: Quantity, said: Sequence[Measured]) -> list[Measured]:
    """The figures that one may be another value of."""
    return [one for one in said if one.quantity.form == figure.form and _one_kind(figure, one.quantity)]


def _one_kind(one: Quantity, other: Quantity) -> bool:
    """Whether two figures count the same things, said in more words or in fewer: "hồ sơ", "hồ sơ thủ tục hành chính"."""
    if one.unit is None and not one.measured:
        return True
    same_thing = one.measured or (one.unit or "").split()[:1] == (other.unit or "").split()[:1]
    return one.family == other.family and same_thing
