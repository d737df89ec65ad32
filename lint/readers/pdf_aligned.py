"""Tables of a PDF without lines between their cells: what stands in columns, told as in a text that is aligned with blanks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from grammar.source import SourceTable
from lint.readers import aligned
from lint.readers.pdf_glyphs import BLANK, Word
from lint.readers.pdf_grids import LOOSE, Grid, GridCell
from lint.readers.pdf_lines import baselines
from lint.readers.tabular import is_value

# Shares of the size of the letters.
_UNIT = 0.4  # how wide a character of the text is
_GAP = (0.6, 0.8)  # the least gap between two cells: where a line's blanks are wide, up to the second
_WIDER = 2.2  # of a line's blanks: a gap between cells
_LEADING = 1.8  # from a line to the next with nothing between
_LEAST_ROWS = 3
_NO_MORE = 3  # blank lines between two lines, however far they are apart

_Spot = tuple[int, int, Word]  # columns [start, end) of a line of text, and the word that stands there


def tables(words: Sequence[Word]) -> list[tuple[Grid, list[list[Word]]]]:
    """The tables that words make by standing in columns, from the top, and the words of each cell."""
    upright = [word for word in words if not word.turned]
    rows = baselines(upright)
    if not rows:
        return []
    size = median(word.size for word in upright)
    lines: list[str] = []
    spots: list[list[_Spot]] = []
    seeds: list[int] = []
    figures = 0
    before: float | None = None
    for row in rows:
        blank = 0 if before is None else round((row[0].base - before) / size - _LEADING / 2)
        for _ in range(min(max(blank, 0), _NO_MORE) if before is not None and row[0].base - before > _LEADING * size else 0):
            lines.append("")
            spots.append([])
        text, own = _set(row, size * _UNIT)
        if "  " in text:
            seeds.append(len(lines))
            figures += any(map(is_value, text.split("  ")[1:]))
        lines.append(text)
        spots.append(own)
        before = row[0].base
    if figures < _LEAST_ROWS:
        return []
    return [_grid(table, spots) for table in aligned.tables(lines, seeds, set())]


def _set(row: Sequence[Word], unit: float) -> tuple[str, list[_Spot]]:
    """A row's words as a line of text, each at the column where it stands, two blanks or more between cells."""
    size = max(word.size for word in row)
    gaps = sorted(gap for a, b in pairwise(row) if (gap := b.x0 - a.x1) > BLANK * size)
    usual = gaps[len(gaps) // 4] if len(gaps) > 2 else 0.0
    wide = min(max(_GAP[0] * size, _WIDER * usual), _GAP[1] * size)
    text, spots = "", []
    for place, word in enumerate(row):
        gap = word.x0 - row[place - 1].x1 if place else wide + 1
        if gap > wide:
            start = max(round(word.x0 / unit), len(text) + 2 if place else 0)
        else:
            start = len(text) + (gap > BLANK * size or word.spaced)
        text = text.ljust(start) + word.text
        spots.append((start, len(text), word))
    return text, spots


def _grid(table: SourceTable, spots: Sequence[Sequence[_Spot]]) -> tuple[Grid, list[list[Word]]]:
    """A table of the text as one of the page, its empty cells filled in."""
    height = max(cell.row + cell.rows for cell in table.cells)
    width = max(cell.column + cell.columns for cell in table.cells)
    held: dict[tuple[int, int], tuple[int, int, list[Word]]] = {}
    free = {(row, column) for row in range(height) for column in range(width)}
    for cell in table.cells:
        words = [
            word for part in cell.parts for start, end, word in spots[part.line - 1] if start < part.end and part.start < end
        ]
        held[cell.row, cell.column] = cell.rows, cell.columns, words
        free -= {(cell.row + r, cell.column + c) for r in range(cell.rows) for c in range(cell.columns)}
    held |= {place: (1, 1, []) for place in free}
    columns = _columns(held, width)
    every = [word for _, _, words in held.values() for word in words]
    cells: list[GridCell] = []
    for (row, column), (rows, wide, words) in sorted(held.items()):
        top = min((word.top for word in words), default=0.0)
        bottom = max((word.base for word in words), default=0.0)
        cells.append(GridCell(row, column, rows, wide, (columns[column], top, columns[column + wide], bottom)))
    box = (columns[0], min(word.top for word in every), columns[-1], max(word.base for word in every))
    grid = Grid(box, columns, tuple(cells), slack=LOOSE, headed=table.headed)
    return grid, [words for _, (_, _, words) in sorted(held.items())]


def _columns(held: dict[tuple[int, int], tuple[int, int, list[Word]]], width: int) -> tuple[float, ...]:
    """Where the columns begin and end: in the middle of what is free between them."""
    extents: list[list[Word]] = [[] for _ in range(width)]
    for (_, column), (_, wide, words) in held.items():
        if wide == 1:
            extents[column] += words
    found = []
    for column in range(1, width):
        left = max((word.x1 for word in extents[column - 1]), default=None)
        right = min((word.x0 for word in extents[column]), default=None)
        sides = [side for side in (left, right) if side is not None]
        found.append(sum(sides) / len(sides) if sides else 0.0)
    every = [word for _, _, words in held.values() for word in words]
    return (min(word.x0 for word in every), *found, max(word.x1 for word in every))
