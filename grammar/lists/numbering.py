"""Explicit numbers of list items: "(1) … (2) …", "a) … b) …", "Một là … Hai là …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from grammar.facts import Enumeration
from grammar.report import Block, Report, Span

# Vietnamese letters in order: no f, j, w, z; ă and â are not used to number.
LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_PLACES = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
# "(1)", "1)", "(a)", "a)", "1. Sở", "Một là", "Thứ nhất": the number of an item.
_LABEL = (
    r"(?:(?P<open>\()?(?:(?P<number>\d{1,2})|(?P<roman>[ivx]{1,5})|(?P<letter>[a-zđ]))\)\s*(?=[^\s\d;,.)])"
    r"|(?P<plain>\d{1,2})\.\s+(?=[^\W\d_a-zđ])"
    rf"|(?P<word>(?i:{'|'.join(_WORDS)}))\s+(?i:là)(?=[\s,:])|(?i:thứ) (?P<place>(?i:{'|'.join(_PLACES)}))(?=[,:]| là))"
)
# Such a number behind a sign that divides; the sign comes first, so that the search is quick.
_DIVIDED = re.compile(rf"(?:[;:,.\n+-]|(?<= v)à|\((?=\()) ?(?={_LABEL})")
_HERE = re.compile(_LABEL)
_ALONE = re.compile(r"(?:^|[\s;,:(])(?:\d{1,2}|[a-zđ]|[ivx]{1,5})$")
_FARTHEST = 3  # how far a number may lie behind the one before it to belong to the same list


class Mark(NamedTuple):
    """An item's number as written: its style, its value from 1, and where the item's words begin."""

    style: str
    value: int
    span: Span
    written: str


@cache
def _value(style: str, written: str) -> int:
    """The number that a label stands for; 0 for none."""
    if style in ("number", "plain"):
        return int(written)
    places: tuple[str, ...] = {"roman": _ROMANS, "letter": tuple(LETTERS), "word": _WORDS, "place": _PLACES}[style]
    return places.index(written.lower()) + 1 if written.lower() in places else 0


def _mark(match: re.Match[str], at: int) -> Mark | None:
    style = next(name for name in ("number", "roman", "letter", "plain", "word", "place") if match[name])
    if not (value := _value(style, match[style])):
        return None
    written = (
        match[style] if style not in ("word", "place") else f"{match[style]} là" if style == "word" else f"thứ {match[style]}"
    )
    label = _HERE.match(match.string, at)
    return Mark(style + ("(" if match["open"] else ""), value, Span(at, label.end() if label else at), written)


def numbered_at(text: str, bracket: int) -> bool:
    """Whether a closing bracket is that of an item's number, "a)", which none opens."""
    return _ALONE.search(text[max(0, bracket - 7) : bracket]) is not None


class Numbering:
    """The numbers of items in a text, found once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        text = report.text
        found = [mark for match in _DIVIDED.finditer(text) if (mark := _mark(match, match.end()))]
        if (first := _HERE.match(text)) and (mark := _mark(first, 0)):
            found.insert(0, mark)
        self.marks = found
        self.starts = [mark.span.start for mark in found]

    def between(self, start: int, end: int) -> list[Mark]:
        """Those that begin in a stretch of the text; its own beginning needs no sign that divides before it."""
        found = self.marks[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        if (not found or found[0].span.start > start) and (match := _HERE.match(self.report.text, start, end)):
            found = [mark] if (mark := _mark(match, start)) and not found else [*([mark] if mark else []), *found]
        return found

    def items(self, start: int, end: int) -> list[Span]:
        """The items of a stretch that begins with a first number; none where it does not, or has that number alone."""
        text = self.report.text
        begin = start + len(text[start:end]) - len(text[start:end].lstrip(" \n-+"))
        found = self.between(begin, end)
        if not found or found[0].span.start != begin or found[0].value != 1:
            return []
        same: list[Mark] = []
        for mark in found:
            if mark.style != found[0].style:
                continue
            if same and (mark.value == 1 or text[mark.span.start - 2 : mark.span.start].rstrip().endswith(":")):
                break  # a new list begins
            same.append(mark)
        if len(same) < 2:
            return []
        ends = [*(mark.span.start for mark in same[1:]), end]
        return [Span(mark.span.end, stop) for mark, stop in zip(same, ends, strict=True)]

    def sequences(self) -> Iterator[Enumeration]:
        """The numbered lists with two items or more, as they are numbered; they may go on over paragraphs.

        Numbers before headings and paragraphs are those of the outline, and not looked at, but for "(1)" and "Một là".
        """
        running: dict[str, list[Mark]] = {}
        region: tuple[int | None, str] = (None, "")
        for block in self.report.blocks:
            if block.kind in ("letterhead", "title", "recipients"):
                continue
            here = (block.note, block.path if block.note is None else "")
            if block.kind == "heading" or region != here:
                yield from _finished(running)
                region = here
            for mark in self.between(block.start, block.end):
                if mark.span.start != block.start or not _of_outline(block, mark):
                    yield from _next(running, mark)
        yield from _finished(running)


def _of_outline(block: Block, mark: Mark) -> bool:
    return block.note is None and not mark.style.endswith("(") and mark.style not in ("word", "place")


def _next(running: dict[str, list[Mark]], mark: Mark) -> Iterator[Enumeration]:
    """Add a number to the list that it goes on with; a first number begins a new list, any other one is a reference."""
    letters = f"letter{mark.style.removeprefix('roman')}"
    if mark.style.startswith("roman") and letters in running and _value("letter", mark.written) == running[letters][-1].value + 1:
        mark = mark._replace(style=letters, value=_value("letter", mark.written))
    known = running.get(mark.style)
    if mark.value == 1:
        if known:
            yield from _finished({mark.style: known})
        running[mark.style] = [mark]
    elif known and 0 <= mark.value - known[-1].value <= _FARTHEST:
        known.append(mark)


def _finished(running: dict[str, list[Mark]]) -> Iterator[Enumeration]:
    for known in running.values():
        if len(known) > 1:
            labels = tuple(mark.span for mark in known)
            numbers = tuple(mark.value for mark in known)
            span = Span(labels[0].start, labels[-1].end)
            yield Enumeration(
                span, labels, len(known), len(known), "number", False, True, numbers, tuple(m.written for m in known)
            )
    running.clear()
