"""The tree of headings: what a heading's number is, which heading stands below which, which number comes next.

A heading is what opens a paragraph with a number of its own: "Phần thứ nhất", "A.", "II.", "II.1.", "1.", "1.1", "a)".
Bullets, "(1)" and whatever stands in a note or in a quotation are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from grammar.facts import Heading, HeadingStyle
from grammar.report import Block, Report, Span
from grammar.rows import MARKER
from grammar.vocabulary import fold, words

BULLET = 20  # rank of what is numbered in no tree: bullets, "(1)"
_DEPTHS = (6, 7, 8, 9)  # ranks of "1.", "1.1", "1.1.1", "1.1.1.1"
_RANKS: dict[HeadingStyle, int] = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "capital": 3,
    "roman": 4,
    "paren": 10,
    "letter": 12,
    "below": 14,
}
# The rank of a style that first shows below another: "A." below "I.", "1)" below "a)".
_LOWERED: dict[HeadingStyle, tuple[HeadingStyle, int]] = {"capital": ("roman", 5), "paren": ("letter", 13)}
_PARTS: dict[str, HeadingStyle] = {"phần": "part", "phụ lục": "part", "chương": "chapter", "mục": "section"}
_PART = re.compile(r"(?P<word>\D+?)\s+(?:thứ\s+)?(?P<number>\S+)$", re.IGNORECASE)
# Behind a part's number: nothing, a stop, or its title; not the next step of a reference ("Mục 2 Phần III của Kế hoạch").
_PART_END = re.compile(r"\s*(?:$|[.:\n–-]|(?!(?:Phần|PHẦN|Chương|Mục|Điều|Phụ lục)\s)[^\W\d_a-zđ]\w)")
_INITIAL = re.compile(r"[A-ZĐ]\.\s")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_NUMERALS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_RUN_IN = re.compile(r"[^:\n]{2,120}?(?=:)")  # a heading that its text follows on the same line
_SENTENCE = re.compile(r"[^\n]*?[.;](?=\s|$)")
_QUOTED = re.compile(r"“[^“”]{0,4000}”")
_ROW = re.compile(r"\||\d%?\s+\d[\d.,]*%?$")  # a row of a table
_PAGE = " \t.…0123456789"  # behind a line of a table of contents: dots, then the page
_TITLE = 60  # characters of a title that tell it from others
_LEAST_CONTENTS = 3
_ROW_END = 60  # characters of a row in which its last columns stand
_SHORT = 90  # characters of a paragraph that is a heading although it ends in a full stop


class Numbering(NamedTuple):
    """The number that opens a paragraph, as read: its rank among the levels, and where the words behind it begin."""

    style: HeadingStyle
    label: str
    value: tuple[int, ...]
    rank: int
    end: int


def numbering(text: str, start: int, end: int) -> Numbering | None:
    """The number that opens a paragraph of `text`; None without one. A bullet's value is empty."""
    match = MARKER.match(text, start, end)
    if not match or match["caption"]:
        return None
    group, label = next((name, value) for name, value in match.groupdict().items() if value)
    behind = match.end()
    if group == "part":
        return _part(label, text, behind, end)
    if group in ("paren", "bullet"):
        return Numbering("bullet", label, (), BULLET, behind)
    if group in ("roman", "capital") and _INITIAL.match(text, behind, end):
        return None
    if group in ("roman", "compound"):
        first, *rest = label.split(".")
        value = (roman(first), *map(int, rest))
        if not all(value):
            return None
        return (
            Numbering("compound", label, value, _DEPTHS[len(rest) - 1], behind) if rest else _plain("roman", label, value, behind)
        )
    if group in ("decimal", "plain"):
        value = tuple(map(int, label.split(".")))
        if len(value) == 1 and text[match.end(group)] == ")":
            return _plain("paren", label, value, behind)
        return Numbering("decimal" if len(value) > 1 else "number", label, value, _DEPTHS[len(value) - 1], behind)
    if group == "below":
        return _plain("below", label, (_letter(label[0]), int(label[1:].lstrip("."))), behind)
    return _plain("letter" if group == "letter" else "capital", label, (_letter(label.lower()),), behind)


def _plain(style: HeadingStyle, label: str, value: tuple[int, ...], end: int) -> Numbering:
    return Numbering(style, label, value, _RANKS[style], end)


def _part(label: str, text: str, behind: int, end: int) -> Numbering | None:
    match = _PART.match(label)
    if not match or not _PART_END.match(text, behind, end):
        return None
    style, number = _PARTS[fold(match["word"])], match["number"]
    ordinals = words("ordinals")
    if number.lower() in ordinals:
        value = ordinals.index(number.lower()) + 1
    elif number.isdecimal():
        value = int(number)
    else:
        value = roman(number) or _letter(number.lower())
    return _plain(style, label, (value,), behind) if value else None


def roman(written: str) -> int:
    """The value of a Roman numeral up to 39; 0 if it is none ("IIV")."""
    if not written.strip("IVX"):
        digits = [_ROMAN[char] for char in written]
        value = sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
        if numeral(value) == written:
            return value
    return 0


def numeral(value: int) -> str:
    """A value up to 39 as a Roman numeral."""
    text = ""
    for size, sign in _NUMERALS:
        text += sign * (value // size)
        value %= size
    return text


@cache
def _letters() -> dict[str, int]:
    """The letters of lists in their order, with those that Vietnamese does without."""
    return {letter: place for place, letter in enumerate(words("list_letters"), 1)}


def _letter(letter: str) -> int:
    return _letters().get(letter, 0)


class Outline:
    """The numbered headings that are open at a place of the text, outermost first."""

    def __init__(self) -> None:
        self.open: list[tuple[int, Numbering, int]] = []
        self._ranks: dict[HeadingStyle, int] = {}

    def enter(self, number: Numbering, place: int = 0) -> bool:
        """Open a heading, closing those that it does not stand below; False for what is none after all ("C. Mác")."""
        rank = self._rank(number)
        if rank is None:
            return False
        while self.open and self.open[-1][0] >= rank:
            self.open.pop()
        self.open.append((rank, number, place))
        return True

    def _rank(self, number: Numbering) -> int | None:
        style = number.style
        if style == "capital" and style not in self._ranks and number.value != (1,):
            return None
        if style in self._ranks or number.rank in _DEPTHS:
            return self._ranks.get(style, number.rank)
        above, lowered = _LOWERED.get(style, (style, 0))
        below = style in _LOWERED and any(other.style == above for _, other, _ in self.open)
        self._ranks[style] = lowered if below else number.rank
        return self._ranks[style]

    @property
    def path(self) -> str:
        """The numbers open here, joined: a decimal number holds its parents' already ("II.1.1.a")."""
        parts: list[str] = []
        for rank, number, _ in self.open:
            if rank == 0:
                parts = [number.label]
                continue
            if parts and number.label.startswith((parts[-1] + ".", parts[-1] + "-")):
                parts.pop()
            parts.append(number.label)
        return ".".join(parts)

    def expects(self, number: Numbering) -> bool:
        """Whether a number is the next one of a series that is open here."""
        return any(
            other.style == number.style and other.value[:-1] == number.value[:-1] and other.value[-1] + 1 == number.value[-1]
            for _, other, _ in self.open
        )


def of(report: Report) -> tuple[Heading, ...]:
    """The headings of a report in reading order, each with its parent; a table of contents repeats them and is left out."""
    numbered = list(_numbered(report))
    outline = Outline()
    found: list[Heading] = []
    for block, number in numbered[_contents(report.text, numbered) :]:
        if not outline.enter(number, len(found)):
            continue
        parent = outline.open[-2][2] if len(outline.open) > 1 else None
        title = _title(report.text, block, number)
        alone = block.kind == "heading" or (title.end >= block.end - 1 and block.end - block.start <= _SHORT)
        found.append(
            Heading(block.span, number.label, number.style, number.value, len(outline.open), parent, title, alone, outline.path)
        )
    return tuple(found)


def _numbered(report: Report) -> Iterator[tuple[Block, Numbering]]:
    """The blocks of the body that a heading's number opens, out of quotations and tables."""
    quoted = [match.span() for match in _QUOTED.finditer(report.text) if "\n" in match.group()]
    for block in report.blocks:
        if not block.label or block.note is not None:
            continue
        number = numbering(report.text, block.start, block.end)
        if not number or number.rank >= BULLET or _ROW.search(report.text, max(block.start, block.end - _ROW_END), block.end):
            continue
        before = bisect_left(quoted, (block.start,)) - 1
        if before < 0 or quoted[before][1] <= block.start:
            yield block, number


def _title(text: str, block: Block, number: Numbering) -> Span:
    """The words of a heading: up to a colon, or its first sentence; all of it where it stands alone."""
    if block.kind == "heading":
        return Span(number.end, block.end)
    match = _RUN_IN.match(text, number.end, block.end) or _SENTENCE.match(text, number.end, block.end)
    return Span(number.end, match.end() if match else block.end)


def _contents(text: str, numbered: Sequence[tuple[Block, Numbering]]) -> int:
    """How many of the first headings are a table of contents: all that stand before the first one comes again, as most do."""
    keys = [
        (number.label, fold(text[number.end : min(number.end + _TITLE, block.end)].rstrip(_PAGE))) for block, number in numbered
    ]
    again = next((place for place, key in enumerate(keys) if place and key == keys[0]), 0)
    if again < _LEAST_CONTENTS:
        return 0
    later = set(keys[again:])
    return again if sum(key in later for key in keys[:again]) * 5 >= again * 4 else 0
