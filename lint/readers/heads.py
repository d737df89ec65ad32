"""The header of an aligned table: which lines it has, and which columns their words stand over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from grammar.source import Part, SourceCell
from lint.readers.bodies import Body, Line
from lint.readers.chunks import Chunk, Page
from lint.readers.tabular import is_label, is_layout

_MOST_HEAD = 12  # lines
_LONGEST_HEAD = 60  # characters of words over columns
_CAPTION = re.compile(r"\(?(?:Đơn vị tính|Đơn vị\s?:|ĐVT|Đvt|Bảng|BẢNG|Biểu|BIỂU|Phụ lục|PHỤ LỤC|MỤC LỤC|Mục lục)(?!\w)")
_STOPS = (".", ";", ":")
_NEAR = 3  # columns by which words may reach into the gap beside their column

Over = tuple[int, int]  # first and last column
HeadLine = tuple[int, list[tuple[Chunk, Over]]]  # its place, and its chunks with the columns that they stand over


class Head(NamedTuple):
    """The lines of a header, and the lines of words below them that may hold the first words of the first row."""

    lines: list[HeadLine]
    below: list[Line]

    @property
    def words(self) -> str:
        """All that the header says."""
        return " ".join(chunk.words for _, chunks in self.lines for chunk, _ in chunks)


def header_of(page: Page, body: Body, free: int) -> Head:
    """The header above a table's first row, and the lines of words below it that belong to that row.

    Args:
        page: the lines.
        body: the rows.
        free: the first place that belongs to nothing else.
    """
    above = _above(page, body, free)
    while above and not _is_top(page, body, above):
        above.pop(0)
    for place in above:
        for chunk in page.chunks(place):
            if _is_new(body, chunk, page.chunks(place)):
                body.insert(chunk)
    _join_bare(page, body, above)
    lines: list[HeadLine] = []
    for place in above:
        lines.append((place, [piece for chunk in page.chunks(place) for piece in _pieces(body, chunk, lines)]))
    return _without_cells(body, _spanning(body, lines))


def _pieces(body: Body, chunk: Chunk, above: list[HeadLine]) -> list[tuple[Chunk, Over]]:
    """A header's words with the columns that they stand over.

    They are cut where one blank divides columns, if words above stand over one of these already.
    """
    touched = _touched(body, chunk)
    taken = {column for _, chunks in above for _, over in chunks for column in span(over)}
    cuts = []
    for left, right in pairwise(touched):
        first, last = body.columns[left][1] - chunk.start, body.columns[right][0] - chunk.start
        blanks = [match.start() for match in re.finditer(" ", chunk.words) if first - _NEAR <= match.start() < last + _NEAR]
        if not blanks or not taken & {left, right}:
            return [(chunk, _over(body, chunk))]
        cuts.append(min(blanks, key=lambda at: (not chunk.words[at + 1].isupper(), abs(2 * at - first - last))))
    bounds = [-1, *cuts, len(chunk.words)]
    if not cuts:
        return [(chunk, _over(body, chunk))]
    pieces = (Chunk(chunk.start + a + 1, chunk.start + b, chunk.words[a + 1 : b]) for a, b in pairwise(bounds))
    return [(piece, (column, column)) for piece, column in zip(pieces, touched, strict=True)]


def _spanning(body: Body, lines: list[HeadLine]) -> list[HeadLine]:
    """The header's lines, where words in the middle over columns that have their own words below stand over all of these."""
    wide: list[HeadLine] = []
    covered: set[int] = set()
    figures = _figures_from(body)
    for order, (place, chunks) in enumerate(lines):
        lower = lines[order + 1 :]
        free = {column for _, below in lower for _, over in below for column in span(over) if column >= figures}
        free -= covered | {column for _, over in chunks for column in span(over)}
        if order == 0 and len(chunks) == 1:
            free = {column for column in free if _is_low(lines, column)}
        widened: list[tuple[Chunk, Over]] = []
        for chunk, over in chunks:
            widened.append((chunk, _widest(body, chunk, over, free) if over[0] >= figures else over))
            free -= set(span(widened[-1][1]))
        wide.append((place, widened))
        covered |= {column for _, over in widened for column in span(over)}
    return wide


def _is_low(lines: list[HeadLine], column: int) -> bool:
    """Whether a column's words stand in the lower half of the header rather than in its middle."""
    orders = [order for order, (_, chunks) in enumerate(lines) if any(a <= column <= b for _, (a, b) in chunks)]
    return orders[0] + orders[-1] > len(lines) - 1


def _figures_from(body: Body) -> int:
    """The first column of figures behind one of words or row numbers."""
    return next((at for at in range(1, len(body.columns)) if not body.is_text(at)), len(body.columns))


def _widest(body: Body, chunk: Chunk, over: Over, free: set[int]) -> Over:
    """The most columns, free besides those that words touch, in the middle of which they stand."""
    first, last = over
    while first - 1 in free:
        first -= 1
    while last + 1 in free:
        last += 1
    ranges = [(a, b) for a in range(first, over[0] + 1) for b in range(over[1], last + 1)]
    for a, b in sorted(ranges, key=lambda range_: range_[0] - range_[1]):
        start, end = body.columns[a][0], body.columns[b][1]
        if abs(start + end - chunk.start - chunk.end) <= max(6, (end - start) // 5):
            return a, b
    return over


def _touched(body: Body, chunk: Chunk) -> list[int]:
    return [at for at, (start, end) in enumerate(body.columns) if chunk.start < end and start < chunk.end]


def _nearest(body: Body, chunk: Chunk) -> int:
    return min(range(len(body.columns)), key=lambda at: max(body.columns[at][0] - chunk.end, chunk.start - body.columns[at][1]))


def _over(body: Body, chunk: Chunk) -> Over:
    """The columns that a header's words stand over."""
    touched = _touched(body, chunk) or [_nearest(body, chunk)]
    return touched[0], touched[-1]


def _is_new(body: Body, chunk: Chunk, beside: Sequence[Chunk]) -> bool:
    """Whether a header's words stand over a column without any other: the nearest one has its own."""
    return not _touched(body, chunk) and any(_nearest(body, chunk) in _touched(body, other) for other in beside)


def _above(page: Page, body: Body, free: int) -> list[int]:
    """Places of the lines above the first row that fit its columns, as a header or as words of its cells."""
    found: list[int] = []
    figures = _figures_from(body)
    blank, place = 0, body.lines[0].place - 1
    while place >= free and len(found) < _MOST_HEAD and "\f" not in page.lines[place + 1]:
        if page.is_blank(place):
            blank += 1
        else:
            blank = 0
            if page.divides(place) or not _fits(body, page.chunks(place), figures):
                break
            found.insert(0, place)
        if blank > 2:
            break
        place -= 1
    return found


def _fits(body: Body, chunks: list[Chunk], figures: int) -> bool:
    """Whether a line may be one of the header: nothing in it stands over words and figures, or over one column twice."""
    last = -1
    for chunk in chunks:
        touched = _touched(body, chunk)
        if len(touched) > 1 and touched[0] < figures:
            return False
        if touched and touched[0] <= last:
            return False
        last = touched[-1] if touched else last
    words = " ".join(chunk.words for chunk in chunks)
    long = len(chunks) == 1 and chunks[0].end - chunks[0].start > _LONGEST_HEAD
    return not long and not is_layout(words) and not words.endswith(_STOPS)


def _is_top(page: Page, body: Body, above: list[int]) -> bool:
    """Whether a header may begin with the first of the lines: words beside one another, or over figures, or one column's."""
    chunks = page.chunks(above[0])
    if any(_CAPTION.match(chunk.words) for chunk in chunks) or (is_label(chunks[0].words) and len(chunks) < 3):
        return False
    over = _over(body, chunks[0])
    if len(chunks) > 1 or (over[0] > 0 and not body.is_text(over[0])):
        return True
    apart = above[0] == 0 or page.is_blank(above[0] - 1)
    below = page.chunks(above[1]) if len(above) > 1 and above[1] == above[0] + 1 else []
    return apart and len(below) > 1 and all(_over(body, chunk) != over for chunk in below)


def _join_bare(page: Page, body: Body, above: list[int]) -> None:
    """Join a column without header to the one beside it where no row has words in both: one column, aligned in two ways."""
    if not above:
        return
    at = 0
    while at + 1 < len(body.columns):
        covered = {column for place in above for chunk in page.chunks(place) for column in span(_over(body, chunk))}
        apart = not any(at in line.chunks and at + 1 in line.chunks for line in body.lines)
        if apart and (at not in covered or at + 1 not in covered):
            body.join(at)
        else:
            at += 1


def span(over: Over) -> range:
    """The columns from the first to the last."""
    return range(over[0], over[1] + 1)


def _without_cells(body: Body, lines: list[HeadLine]) -> Head:
    """Set the lines just above the first row apart that may hold the first words of its cells."""
    count = 0
    for _, chunks in reversed(lines):
        if not all(over[0] == over[1] and body.is_text(over[0]) for _, over in chunks):
            break
        count += 1
    last = len(lines) - count
    return Head(lines[:last], [Line(place, {over[0]: chunk for chunk, over in chunks}, False) for place, chunks in lines[last:]])


def header_cells(page: Page, lines: list[HeadLine]) -> tuple[list[SourceCell], int]:
    """The cells of a header and how many rows it has: words that stand over several columns are above the others."""
    cells: list[tuple[Over, int, list[Part]]] = []
    for place, chunks in lines:
        for chunk, over in chunks:
            part = page.part(place, chunk)
            same = next((cell for cell in reversed(cells) if cell[0] == over), None)
            meets = [cell for cell in cells if cell[0][0] <= over[1] and over[0] <= cell[0][1]]
            if same and same is max(meets, key=lambda cell: cell[1]):
                same[2].append(part)
            else:
                cells.append((over, 1 + max((cell[1] for cell in meets), default=-1), [part]))
    height = 1 + max((level for _, level, _ in cells), default=-1)
    found = []
    for over, level, parts in cells:
        below = [other for other, lower, _ in cells if lower > level and other[0] <= over[1] and over[0] <= other[1]]
        found.append(SourceCell(level, over[0], tuple(parts), 1 if below else height - level, over[1] - over[0] + 1))
    return sorted(found, key=lambda cell: (cell.row, cell.column)), height
