"""Rows and cells of an aligned table: the words of a cell that go on in the lines above and below its figures."""

from __future__ import annotations

from collections.abc import Callable

from grammar.source import Part, SourceCell, SourceTable
from lint.readers.bodies import Body, Line
from lint.readers.chunks import Chunk, Page
from lint.readers.heads import Head, HeadLine, header_cells, span
from lint.readers.tabular import is_label

_OPEN = ("-", ",", " và", " của", " về", "(")  # words end so where a cell goes on
_LOOSE = 0.7  # of a column's width: words that would have fitted within it were not wrapped


def _splits(body: Body, rows: list[Line], between: list[list[Line]], named: dict[int, Chunk]) -> list[int]:
    """How many of the lines of words between two rows belong to the first of them: for each two, the header's being the first.

    The figures of a row stand beside the first, the middle or the last line of its words: whichever explains the table best.

    Args:
        body: the rows.
        rows: their lines with figures.
        between: the lines of words above each of them.
        named: the last words of the header, by column.
    """
    widths: dict[int, int] = {}
    for line in [*rows, *(line for lines in between for line in lines)]:
        for column, chunk in line.chunks.items():
            if body.is_text(column):
                widths[column] = max(widths.get(column, 0), len(chunk.words))
    befores = [named, *(row.chunks for row in rows)]
    costs = [
        [_cost_of(befores[at], lines, rows[at], count, widths) for count in range(len(lines) + 1)]
        for at, lines in enumerate(between)
    ]
    return min((_cheapest(costs, leaning) for leaning in _LEANINGS), key=lambda found: found[0])[1]


# How unlikely so many lines above and below a row's figures are, where these stand beside its first, middle or last line.
_LEANINGS: tuple[Callable[[int, int], float], ...] = (
    lambda above, _: 0.6 * above,
    lambda above, below: 0.6 * max(abs(above - below) - 1, 0) + 0.1 * abs(above - below) + 0.01,
    lambda _, below: 0.6 * below + 0.01,
)


def _cheapest(costs: list[list[float]], leaning: Callable[[int, int], float]) -> tuple[float, list[int]]:
    """The cheapest way to divide the lines between all rows, and its cost."""
    best = {count: (cost, [count]) for count, cost in enumerate(costs[0])}
    for at in range(1, len(costs)):
        lines = len(costs[at - 1]) - 1
        step: dict[int, tuple[float, list[int]]] = {}
        for count, cost in enumerate(costs[at]):
            ways = ((sofar + leaning(lines - before, count), chosen) for before, (sofar, chosen) in best.items())
            least, chosen = min(ways, key=lambda way: way[0])
            step[count] = (least + cost, [*chosen, count])
        best = step
    return min(best.values(), key=lambda way: way[0])


def _cost_of(before: dict[int, Chunk], between: list[Line], row: Line, count: int, widths: dict[int, int]) -> float:
    """How unlikely it is that so many of the lines belong to the row before, the others to the row."""
    cost = 0.0
    for column, width in widths.items():
        last = before.get(column)
        for place, line in enumerate([*between, row]):
            if place == count:
                if last and last.words.endswith(_OPEN):
                    cost += 1
                last = None
            if column in line.chunks:
                cost += _cost(last, line.chunks[column], width)
                last = line.chunks[column]
        if last is None and any(column in line.chunks for line in between):
            cost += 2
    return cost


def _cost(before: Chunk | None, chunk: Chunk, width: int) -> float:
    """How unlikely it is that a cell begins with these words, or goes on with them behind others."""
    lower = chunk.words[0].islower()
    if before is None:
        return 3 if lower else 0
    needed = len(before.words) + 1 + len(chunk.words.split(" ", 1)[0])
    open_ = lower or before.words.endswith(_OPEN) or not chunk.words[0].isalpha()
    return 0 if open_ else 3 if needed < _LOOSE * width else 1


def table_of(page: Page, parts: list[Body], heads: list[Head]) -> SourceTable:
    """The table of one or several pages' rows."""
    cells: list[SourceCell] = []
    height = headed = 0
    for part, head in zip(parts, heads, strict=True):
        named, rows = _rows(part, head)
        given, high = header_cells(page, named)
        cells += [cell._replace(row=cell.row + height) for cell in given]
        height += high
        headed = headed or high
        for row in rows:
            of_column: dict[int, list[Part]] = {}
            for line in row:
                for column, chunk in sorted(line.chunks.items()):
                    of_column.setdefault(column, []).append(page.part(line.place, chunk))
            cells += [SourceCell(height, column, tuple(found)) for column, found in sorted(of_column.items())]
            height += 1
    return SourceTable(tuple(cells), headed=headed)


def _rows(body: Body, head: Head) -> tuple[list[HeadLine], list[list[Line]]]:
    """The header's lines, and each row's in reading order; lines of words at the end that may be prose are left out."""
    rows = [line for line in body.lines if line.figures or line.head]
    between = [list(head.below), *([] for _ in rows)]
    at = 0
    for line in body.lines:
        if line.figures or line.head:
            at += 1
        else:
            between[at].append(line)
    named: dict[int, Chunk] = {}
    for _, chunks in head.lines:
        named |= {column: chunk for chunk, over in chunks for column in span(over)}
    counts = _splits(body, rows, between[:-1], named)
    lines = [*head.lines, *((line.place, [(c, (at, at)) for at, c in line.chunks.items()]) for line in between[0][: counts[0]])]
    found = [[*between[at][counts[at] :], row] for at, row in enumerate(rows)]
    for at, count in enumerate(counts[1:], 1):
        found[at - 1] += between[at][:count]
    found[-1] += _trailing(found[-1], between[-1], len(found[-1]) - 1)
    return lines, found


def _last(row: list[Line]) -> dict[int, Chunk]:
    """The last words of each cell of a row."""
    last: dict[int, Chunk] = {}
    for line in row:
        last |= line.chunks
    return last


def _trailing(row: list[Line], waiting: list[Line], above: int) -> list[Line]:
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
