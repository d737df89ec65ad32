"""From a page's words to its lines: what stands on one baseline, raised digits written as such, columns one after the other."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from grammar.source import raised as raised_digits
from lint.readers.pdf_glyphs import BLANK, Word

# Shares of the size of the letters.
_LEVEL = 0.2  # by how much words on one line may stand higher or lower
_RAISED = (0.1, 0.75)  # how much higher a raised word stands
_LOWERED = 0.35
_SMALLER = 0.88  # a raised or lowered word's size is smaller than this
_BESIDE = 2.0  # how far from other words of its line a raised word may stand
_PARTED = 1.0  # the least gap that may part two columns; where a line's own blanks are wide, more than twice as much
_WIDEST = 2.5  # the widest blank of a justified line
_FAR = 3.0  # a gap that parts two columns even on one line alone
_GUTTER = 0.6  # the least width that stays free between two columns
_BETWEEN = 0.75  # the least distance of two baselines of one column
_NEAR = 2.2  # sizes from one baseline to the next within columns

_NOTE_NUMBER = re.compile(r"[1-9]\d{0,2}")
_LONGEST_MARKER = 6  # characters of "(1)", "1.1.2." or "-", with a wide gap behind them


class Line(NamedTuple):
    """Words on one baseline that are read together.

    Attributes:
        text: as it is read; raised digits are the characters for these.
        x0, top, x1, bottom: its box.
        base: its baseline.
        size: of most of its letters.
        lead: how wide its first word is.
        column: whether other lines stand beside it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    lead: float
    column: bool = False


class _Row:
    """Words on one baseline, whatever stands between them."""

    def __init__(self, word: Word) -> None:
        self.base, self.size = word.base, word.size
        self.words = [word]
        self.shifted: set[Word] = set()  # the raised and lowered ones


def lines_of(words: Sequence[Word]) -> list[Line]:
    """The lines of a page or a part of it, in the order in which they are read; turned texts come last."""
    upright = [word for word in words if not word.turned]
    rows = [_segments(row) for row in _rows(upright)]
    return [*_in_order(_side_by_side(rows)), *_turned([word for word in words if word.turned])]


def baselines(words: Sequence[Word]) -> list[list[Word]]:
    """Words that are not turned by baselines, from the top, and from left to right."""
    return [row.words for row in _rows(list(words))]


def lines_in_place(words: Sequence[Word]) -> list[Line]:
    """The lines of words none of which stand beside others: one on each baseline, however wide its gaps are."""
    rows = _rows([word for word in words if not word.turned])
    return [*(_line(row.words, row) for row in rows), *_turned([word for word in words if word.turned])]


# --- baselines -------------------------------------------------------------------------------------------------------


def _rows(words: list[Word]) -> list[_Row]:
    """The words by baselines, from the top; a smaller word close beside a line's own ones may be raised or lowered."""
    rows: list[_Row] = []
    bases: list[tuple[float, int]] = []
    for word in sorted(words, key=lambda word: (-word.size, word.base, word.x0)):
        reach = max((row.size for row in rows[:1]), default=word.size)
        best: _Row | None = None
        shifted = False
        first = bisect_left(bases, (word.base - _LOWERED * reach, 0))
        for base, number in bases[first:]:
            if base > word.base + _RAISED[1] * reach:
                break
            row = rows[number]
            up = (row.base - word.base) / row.size
            if abs(up) <= _LEVEL and not (word.size < _SMALLER * row.size and abs(up) > _RAISED[0]):
                best, shifted = row, False
                break
            small = word.size < _SMALLER * row.size and (_RAISED[0] <= up <= _RAISED[1] or -_LOWERED <= up < 0)
            if small and best is None and any(_gap(word, other) <= _BESIDE * row.size for other in row.words):
                best, shifted = row, True
        if best is None:
            insort(bases, (word.base, len(rows)))
            rows.append(_Row(word))
            continue
        best.words.append(word)
        if shifted:
            best.shifted.add(word)
    for row in rows:
        row.words.sort(key=lambda word: word.x0)
    return sorted(rows, key=lambda row: row.base)


def _gap(a: Word, b: Word) -> float:
    """How much is free between two words; 0 where they overlap."""
    return max(a.x0 - b.x1, b.x0 - a.x1, 0.0)


def _segments(row: _Row) -> list[Line]:
    """The words of a row, parted at gaps that are wide for it."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(row.words)]
    blanks = [gap for gap in gaps if gap > BLANK * row.size]
    usual = median(blanks) if len(blanks) > 2 else 0.0
    wide = min(max(_PARTED, 2.2 * usual / row.size), _WIDEST) * row.size
    found: list[Line] = []
    first = 0
    for place, gap in enumerate(gaps, 1):
        if gap > wide:
            found.append(_line(row.words[first:place], row))
            first = place
    found.append(_line(row.words[first:], row))
    return found


def _line(words: Sequence[Word], row: _Row) -> Line:
    """A line of words from left to right."""
    parts: list[str] = []
    before: Word | None = None
    for word in words:
        if before and word.text == before.text and abs(word.x0 - before.x0) < 0.2 * word.size:
            continue  # printed twice
        raised = word in row.shifted and word.base < row.base
        digits = raised and word.text.strip(",;. ").replace(",", "").isdigit()
        if before:
            gap = word.x0 - before.x1
            near = gap <= BLANK * row.size
            blank = (word.spaced and gap > -0.5 * row.size) or not near
            parts.append(" " if blank and not (digits and near) else "")
        parts.append(raised_digits(word.text) if digits else word.text)
        before = word
    sizes: dict[float, int] = {}
    for word in words:
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    size = max(sizes, key=lambda size: (sizes[size], size))
    return Line(
        "".join(parts),
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        row.base + 0.25 * size,
        row.base,
        size,
        words[0].x1 - words[0].x0,
    )


# --- columns ---------------------------------------------------------------------------------------------------------


def _side_by_side(rows: list[list[Line]]) -> list[list[Line]]:
    """Rows put together that stand at one height beside one another, though on two baselines."""
    found: list[list[Line]] = []
    for row in rows:
        above = found[-1] if found else []
        size = max((line.size for line in above), default=0.0)
        if (
            above
            and row[0].base - above[0].base < _BETWEEN * size
            and all(_PARTED * size < max(a.x0 - b.x1, b.x0 - a.x1) for a in above for b in row)
        ):
            found[-1] = sorted([*above, *row], key=lambda line: line.x0)
        else:
            found.append(row)
    return found


def _in_order(rows: list[list[Line]]) -> Iterator[Line]:
    """Lines as they are read: from the top, and column after column where neighbouring rows leave the same gap free."""
    place = 0
    while place < len(rows):
        row = _merged(rows[place])
        if len(row) == 1:
            yield row[0]
            place += 1
            continue
        end, gutter = _band(rows, place)
        if gutter is None:
            yield from [_whole(row)] if len({line.base for line in row}) == 1 else sorted(row, key=lambda line: line.base)
            place += 1
            continue
        band = [line for other in rows[place:end] for line in _merged(other)]
        middle = (gutter[0] + gutter[1]) / 2
        for side in (True, False):
            column = [[line._replace(column=True)] for line in band if ((line.x0 + line.x1) / 2 < middle) is side]
            yield from (line for line in _columns_of(column))
        place = end


def _columns_of(rows: list[list[Line]]) -> Iterator[Line]:
    """The lines of one column; those on one baseline were parted and may be columns of their own."""
    same: list[list[Line]] = []
    for row in rows:
        if same and same[-1][0].base == row[0].base:
            same[-1].append(row[0])
        else:
            same.append(list(row))
    if any(len(row) > 1 for row in same):
        yield from (line._replace(column=True) for line in _in_order(same))
    else:
        yield from (row[0] for row in same)


def _merged(row: list[Line]) -> list[Line]:
    """A row whose list markers are joined with what they introduce, however wide the gap is.

    So is a note's number, where the note hangs beside it.
    """
    if len(row) > 1 and len(row[0].text) <= _LONGEST_MARKER:
        hangs = len(row) == 2 and _NOTE_NUMBER.fullmatch(row[0].text) and row[1].x0 - row[0].x1 < _FAR * row[1].size
        if hangs or row[0].text[-1] in ".)-+•*–/⁰¹²³⁴⁵⁶⁷⁸⁹":
            return [_whole(row[:2]), *row[2:]]
    return row


def _whole(row: list[Line]) -> Line:
    """The lines of a row as one."""
    if len(row) == 1:
        return row[0]
    return row[0]._replace(
        text=" ".join(line.text for line in row),
        top=min(line.top for line in row),
        x1=row[-1].x1,
        bottom=max(line.bottom for line in row),
    )


def _band(rows: list[list[Line]], first: int) -> tuple[int, tuple[float, float] | None]:
    """How far down the rows leave one gap free, from a row on that has one: the row behind them, and the gap.

    One row alone has columns where its gap is wide; two where both leave it.
    """
    best: tuple[int, tuple[float, float] | None] = (first + 1, None)
    start = _merged(rows[first])
    for a, b in pairwise(start):
        low, high = a.x1, b.x0
        end, parted, size = first + 1, 1, start[0].size
        last = first + 1
        while end < len(rows):
            row = _merged(rows[end])
            if row[0].base - rows[end - 1][0].base > _NEAR * size:
                break
            new_low = max([low, *(line.x1 for line in row if (line.x0 + line.x1) / 2 < (low + high) / 2)])
            new_high = min([high, *(line.x0 for line in row if (line.x0 + line.x1) / 2 >= (low + high) / 2)])
            if new_high - new_low < _GUTTER * size:
                break
            low, high = new_low, new_high
            end += 1
            if len(row) > 1:
                parted += 1
                last = end
            elif row[0].x1 <= low or row[0].x0 >= high:
                last = end
        if (parted > 1 or high - low > _FAR * size) and (last > best[0] or best[1] is None):
            best = (last, (low, high))
    return best


def _turned(words: list[Word]) -> Iterator[Line]:
    """Texts that are written upwards or downwards, in the file's order."""
    run: list[Word] = []
    for word in words:
        if run and not word.spaced and abs(word.x0 - run[-1].x0) > 0.5 * word.size:
            yield _upright(run)
            run = []
        run.append(word)
    if run:
        yield _upright(run)


def _upright(words: list[Word]) -> Line:
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    top, bottom = min(word.top for word in words), max(word.base for word in words)
    text = "".join((" " if place and word.spaced else "") + word.text for place, word in enumerate(words))
    return Line(text, x0, top, x1, bottom, bottom, words[0].size, 0.0, True)
