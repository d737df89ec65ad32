"""Explicit numbers of list items: "(1) … (2) …", "a) … b) …", "Một là … Hai là …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from grammar.facts import Enumeration
from grammar.headings import roman
from grammar.report import Block, Report, Span
from grammar.vocabulary import words

_CARDINALS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINALS = "|".join(words("ordinals"))
# "(1)", "1)", "(a)", "a)", "1. Sở", "Một là", "Thứ nhất"; days of the week have capitals: "các ngày thứ Ba, thứ Năm".
_LABEL = (
    r"(?:(?P<open>\()?(?:(?P<number>\d{1,2})|(?P<roman>[ivx]{1,5})|(?P<letter>[a-zđ]))\)\s*(?=[^\s\d;,.)])"
    r"|(?P<plain>\d{1,2})\.\s+(?=[^\W\d_a-zđ])"
    rf"|(?P<word>(?i:{'|'.join(_CARDINALS)}))\s+(?i:là)(?=[\s,:])"
    rf"|(?:Thứ|THỨ|thứ(?= [a-zđ])) (?P<place>(?i:{_ORDINALS}))(?=[,:]| là))"
)
_HERE = re.compile(_LABEL)
# Such a number behind a sign that divides; the sign comes first, so that the search is quick. "84,1. Năm" is no number 1.
_DIVIDED = re.compile(rf"(?:[;:\n+-]|[,.](?!\d)|(?<= v)à|\((?=\()) ?(?={_LABEL})")
_ALONE = re.compile(r"(?:^|[\s;,:(])(?:\d{1,2}|[a-zđ]|[ivx]{1,5})$")
_REFERS = re.compile(r"(?:trong đó|riêng|trong khi|đối với|còn)[\s,:]*$")  # "…; trong đó, (3) chưa hoàn thành"
_DAYS = re.compile(r"(?:ngày|sáng|chiều|tối|tuần)[^.;]*$|(?<!\w)thứ \w+,\s*$")
_FARTHEST = 3  # how far a number may lie behind the one before it to belong to the same list
_LEAD = 24  # characters before a number in which it may be said to refer back


class Mark(NamedTuple):
    """An item's number as written: its style, its value from 1, and the span up to the item's words."""

    style: str
    value: int
    span: Span
    written: str


@cache
def _value(style: str, written: str) -> int:
    """The number that a label stands for; 0 for none. Letters that Vietnamese does without are none."""
    small = written.lower()
    if style in ("number", "plain"):
        return int(written)
    if style == "roman":
        return roman(written.upper())
    if style == "letter":
        return next((place for place, letter in enumerate(_letters(), 1) if letter == small), 0)
    order = _CARDINALS if style == "word" else words("ordinals")
    return order.index(small) + 1 if small in order else 0


@cache
def _letters() -> Sequence[str]:
    return [letter for letter in words("list_letters") if letter not in words("no_list_letters")]


def _mark(text: str, at: int) -> Mark | None:
    match = _HERE.match(text, at)
    if not match:
        return None
    style = next(name for name in ("number", "roman", "letter", "plain", "word", "place") if match[name])
    value = _value(style, match[style])
    written = match.group().strip() if style in ("word", "place") else match[style]
    return Mark(style + ("(" if match["open"] else ""), value, Span(*match.span()), written) if value else None


def enumerates(text: str, bracket: int) -> bool:
    """Whether a closing bracket is that of an item's number, "a)", which none opens."""
    return _ALONE.search(text[max(0, bracket - 7) : bracket]) is not None


class Enumerators:
    """The numbers of items in a report, found once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.text = report.text
        places = [match.end() for match in _DIVIDED.finditer(report.text)]
        self.marks = [mark for at in (0, *places) if (mark := _mark(report.text, at))]
        self.starts = [mark.span.start for mark in self.marks]

    def between(self, start: int, end: int) -> list[Mark]:
        """Those that begin in a stretch of the text; its own beginning needs no sign that divides before it."""
        found = self.marks[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        if (not found or found[0].span.start > start) and (first := _mark(self.text, start)):
            return [first, *found]
        return found

    def items(self, start: int, end: int) -> list[Span]:
        """The items of a stretch that begins with a first number; none where it does not, or has that number alone."""
        begin = start + len(self.text[start:end]) - len(self.text[start:end].lstrip(" \n-+"))
        found = self.between(begin, end)
        if not found or found[0].span.start != begin or found[0].value != 1:
            return []
        same: list[Mark] = []
        for mark in found:
            if mark.style != found[0].style or self._refers(mark):
                continue
            if same and (mark.value == 1 or self.text[mark.span.start - 2 : mark.span.start].rstrip().endswith(":")):
                break  # a new list begins
            same.append(mark)
        if len(same) < 2 or same[-1].span.end > end:
            return []  # no list, or one that breaks off before its last item's words
        ends = [*(mark.span.start for mark in same[1:]), end]
        return [Span(mark.span.end, stop) for mark, stop in zip(same, ends, strict=True)]

    def _refers(self, mark: Mark) -> bool:
        """Whether a number names an item once more rather than begins one, or a day of the week."""
        lead = self.text[max(0, mark.span.start - _LEAD) : mark.span.start]
        return bool(_REFERS.search(lead) or (mark.style == "place" and _DAYS.search(lead)))

    @cached_property
    def sequences(self) -> tuple[Enumeration, ...]:
        """The numbered lists with two items or more, as they are numbered; they may go on over paragraphs.

        Numbers before headings and paragraphs are those of the outline, and not looked at, but for "(1)" and "Một là".
        """
        return tuple(self._sequences())

    @cached_property
    def first(self) -> dict[int, Enumeration]:
        """These lists by where their first numbers stand."""
        return {listed.items[0].start: listed for listed in self.sequences}

    def _sequences(self) -> Iterator[Enumeration]:
        running: dict[str, list[list[Mark]]] = {}
        region: tuple[int | None, str] = (None, "")
        for block in self.report.blocks:
            if block.kind in ("letterhead", "title", "recipients", "cell"):
                continue
            here = (block.note, block.path if block.note is None else "")
            if block.kind == "heading" or region != here:
                yield from self._finished(running)
                region = here
            for mark in self.between(block.start, block.end):
                if not self._refers(mark) and (mark.span.start != block.start or not _of_outline(block, mark)):
                    yield from self._next(running, mark)
        yield from self._finished(running)

    def _next(self, running: dict[str, list[list[Mark]]], mark: Mark) -> Iterator[Enumeration]:
        """Add a number to the list that it goes on with; a first number begins one, within the last or behind it.

        Any other number is a reference.
        """
        letters = f"letter{mark.style.removeprefix('roman')}"
        outer = running.get(letters)
        if mark.style.startswith("roman") and outer and _value("letter", mark.written) == outer[-1][-1].value + 1:
            mark = mark._replace(style=letters, value=_value("letter", mark.written))
        lists = running.setdefault(mark.style, [])
        if mark.value == 1:
            if lists and not self.text[mark.span.start - 2 : mark.span.start].rstrip().endswith(":"):
                yield from self._finished({mark.style: lists})
                running[mark.style] = lists = []
            lists.append([mark])
            return
        place = next((at for at in range(len(lists) - 1, -1, -1) if mark.value == lists[at][-1].value + 1), len(lists) - 1)
        if place >= 0 and 0 <= mark.value - lists[place][-1].value <= _FARTHEST:
            yield from self._finished({mark.style: lists[place + 1 :]})
            del lists[place + 1 :]
            lists[place] += [*self._unmarked(lists[place][-1], mark), mark]

    def _finished(self, running: dict[str, list[list[Mark]]]) -> Iterator[Enumeration]:
        for known in (known for lists in running.values() for known in lists):
            if len(known) > 1:
                starts = [mark.span.start for mark in known]
                ends = [*starts[1:], self.report.block_at(starts[-1]).end]
                items = tuple(
                    Span(start, start + len(self.text[start:end].rstrip())) for start, end in zip(starts, ends, strict=True)
                )
                span, count = Span(items[0].start, items[-1].end), len(known)
                numbers, written = tuple(mark.value for mark in known), tuple(mark.written for mark in known)
                yield Enumeration(span, items, count, count, "number", False, True, numbers, written)
        running.clear()

    def _unmarked(self, before: Mark, after: Mark) -> Iterator[Mark]:
        """Numbers between two others that no sign divides from the words before: "trực tuyến hoặc (3) bưu chính"."""
        if before.style.rstrip("(") not in ("number", "letter"):
            return
        for value in range(before.value + 1, after.value):
            written = str(value) if before.style.startswith("number") else _letters()[value - 1]
            at = self.text.find(f"{written})", before.span.end, after.span.start)
            if at > 0 and self.text[at - 1] in " (":
                yield Mark(before.style, value, Span(at, at + len(written) + 1), written)


def _of_outline(block: Block, mark: Mark) -> bool:
    return block.note is None and not mark.style.endswith("(") and mark.style not in ("word", "place")
