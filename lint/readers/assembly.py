"""Rows and cells of an aligned table: its header, and the words of a cell that go on in the lines above and below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from grammar.source import Part, SourceCell, SourceTable
from lint.readers.bodies import Body, Line
from lint.readers.chunks import Chunk, Page
from lint.readers.tabular import is_label, is_layout

_MOST_HEAD = 12  # lines
_LONGEST_HEAD = 60  # characters of words over columns
_CAPTION = re.compile(r"\(?(?:Đơn vị(?: tính)?|ĐVT|Đvt|Bảng|BẢNG|Biểu|BIỂU|Phụ lục|PHỤ LỤC|MỤC LỤC|Mục lục)\b")
_STOPS = (".", ";", ":")
_LOOSE = 0.7  # of a column's width: words that would have fitted within it were not wrapped

Over = tuple[int, int]  # first and last column


class Head(NamedTuple):
    """The lines of a header: for each its place, and its chunks with the columns that they stand over."""

    lines: list[tuple[int, list[tuple[Chunk, Over]]]]
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
    while above and not _is_top(page, body, above[0]):
        above.pop(0)
    for place in above:
        for chunk in page.chunks(place):
            if _is_new(body, chunk, page.chunks(place)):
                body.insert(chunk)
    _join_bare(page, body, above)
    lines = [(place, [(chunk, _over(body, chunk)) for chunk in page.chunks(place)]) for place in above]
    return _without_cells(body, lines)


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
    first = next(at for at in range(len(body.columns)) if not body.is_text(at) and at) if len(body.columns) > 1 else 1
    blank, place = 0, body.lines[0].place - 1
    while place >= free and len(found) < _MOST_HEAD and "\f" not in page.lines[place + 1]:
        if page.is_blank(place):
            blank += 1
        else:
            blank = 0
            if page.divides(place) or not _fits(body, page.chunks(place), first):
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


def _is_top(page: Page, body: Body, place: int) -> bool:
    """Whether a header may begin with a line: words over several columns, or over figures; no caption or heading."""
    chunks = page.chunks(place)
    if any(_CAPTION.match(chunk.words) for chunk in chunks) or (is_label(chunks[0].words) and len(chunks) < 3):
        return False
    over = _over(body, chunks[0])
    return len(chunks) > 1 or (over[0] > 0 and not body.is_text(over[0]))


def _join_bare(page: Page, body: Body, above: list[int]) -> None:
    """Join a column without header to the one beside it where no row has words in both: one column, aligned in two ways."""
    if not above:
        return
    at = 0
    while at + 1 < len(body.columns):
        covered = {column for place in above for chunk in page.chunks(place) for column in _span(_over(body, chunk))}
        apart = not any(at in line.chunks and at + 1 in line.chunks for line in body.lines)
        if apart and (at not in covered or at + 1 not in covered):
            body.join(at)
        else:
            at += 1


def _span(over: Over) -> range:
    return range(over[0], over[1] + 1)


def _without_cells(body: Body, lines: list[tuple[int, list[tuple[Chunk, Over]]]]) -> Head:
    """Tell the header from the lines below it that hold the first words of the first row's cells."""
    count = 0
    for _, chunks in reversed(lines):
        if not all(over[0] == over[1] and body.is_text(over[0]) for _, over in chunks):
            break
        count += 1
    below = [Line(place, {over[0]: chunk for chunk, over in chunks}, False) for place, chunks in lines[len(lines) - count :]]
    named: dict[int, Chunk] = {}
    for _, chunks in lines[: len(lines) - count]:
        named |= {column: chunk for chunk, over in chunks for column in _span(over)}
    kept = _split(body, named, below, body.lines[0], 0)
    return Head(lines[: len(lines) - count + kept], below[kept:])


def _split(body: Body, before: dict[int, Chunk], between: list[Line], after: Line | None, above: int) -> int:
    """How many of the lines of words between two rows belong to the first.

    Args:
        body: the rows.
        before: the last words of each cell of the first row.
        between: the lines.
        after: the second row's line with figures; None below the last row.
        above: how many lines of words stand above the figures of the first row.
    """
    costs = []
    for count in range(len(between) + 1):
        cost = 0.4 * abs(count - above) if above else 0.1 * (len(between) - count)
        texts = {column for line in between for column in line.chunks} | ({0} if not body.lines else set())
        if after:
            texts |= set(after.chunks)
        for column in texts:
            if not body.is_text(column):
                continue
            width = max(line.chunks[column].end - line.chunks[column].start for line in [*body.lines, *between] if column in line.chunks)
            last = before.get(column)
            opened = last is not None
            for place, line in enumerate([*between, after]):
                if place == count:
                    last, opened = None, False
                if line is None or column not in line.chunks:
                    continue
                cost += _cost(last, line.chunks[column], width)
                last, opened = line.chunks[column], True
            if after and not opened:
                cost += 2
        costs.append(cost)
    return min(range(len(costs)), key=lambda count: (costs[count], -count))


def _cost(before: Chunk | None, chunk: Chunk, width: int) -> float:
    """How unlikely it is that a cell begins with these words, or goes on with them behind others."""
    lower = chunk.words[0].islower()
    if before is None:
        return 3 if lower else 0
    needed = len(before.words) + 1 + len(chunk.words.split(" ", 1)[0])
    return (0 if lower else 1) + (2 if needed < _LOOSE * width and not lower else 0)


def table_of(page: Page, parts: list[Body], heads: list[Head]) -> SourceTable:
    """The table of one or several pages' rows."""
    cells, height = _header_cells(page, heads[0])
    for part, head in zip(parts, heads, strict=True):
        for row in _rows(part, head):
            if head is not heads[0] and not row:
                continue
            of_column: dict[int, list[Part]] = {}
            for line in row:
                for column, chunk in sorted(line.chunks.items()):
                    of_column.setdefault(column, []).append(page.part(line.place, chunk))
            cells += [SourceCell(height, column, tuple(found)) for column, found in sorted(of_column.items())]
            height += 1
    return SourceTable(tuple(cells))


def _rows(body: Body, head: Head) -> list[list[Line]]:
    """The lines of each row, in reading order; trailing lines of words that may be prose are left out."""
    rows: list[list[Line]] = []
    waiting = list(head.below)
    above = 0
    for line in body.lines:
        if not (line.figures or line.head):
            waiting.append(line)
            continue
        if rows:
            kept = len(waiting) if line.head else _split(body, _last(rows[-1]), waiting, line, above)
            rows[-1] += waiting[:kept]
            waiting = waiting[kept:]
        rows.append([*waiting, line])
        above, waiting = len(waiting), []
    rows[-1] += _trailing(body, rows[-1], waiting, above)
    return rows


def _last(row: list[Line]) -> dict[int, Chunk]:
    """The last words of each cell of a row."""
    last: dict[int, Chunk] = {}
    for line in row:
        last |= line.chunks
    return last


def _trailing(body: Body, row: list[Line], waiting: list[Line], above: int) -> list[Line]:
    """The lines of words below the last row that surely go on in its cells."""
    kept: list[Line] = []
    for place, line in enumerate(waiting):
        before = _last([*row, *kept])
        for column, chunk in line.chunks.items():
            goes_on = column in before and abs(before[column].start - chunk.start) <= 2 and column > 0
            if is_label(chunk.words) or not (chunk.words[0].islower() or (goes_on and place < max(above, 1) + 1)):
                return kept
        kept.append(line)
    return kept


def _header_cells(page: Page, head: Head) -> tuple[list[SourceCell], int]:
    """The cells of a header and how many rows it has: words that stand over several columns are above the others."""
    cells: list[tuple[Over, int, list[Part]]] = []
    for place, chunks in head.lines:
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
