"""The tables that lines drawn on a PDF page make: their rows, columns and cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from lint.readers import limits
from lint.readers.pdf_paths import Edge, Edges

NEAR = 3.0  # points by which lines that meet may miss each other
LOOSE = 12.0  # points by which the columns of a table may differ from page to page where none is drawn
_OPEN = 6.0  # points: less than so far beyond the last horizontal line no row of words has room
_LEAST_COLUMNS = 2  # what has fewer is a frame
_MOST_EDGES = 4_000  # in one direction on a page: more are a drawing


class GridCell(NamedTuple):
    """A cell: row and column of its upper left corner, from 0, how many it covers, and its box."""

    row: int
    column: int
    rows: int
    columns: int
    box: tuple[float, float, float, float]


class Grid(NamedTuple):
    """A table on one page.

    Attributes:
        box: where it stands.
        columns: where its columns begin and end.
        cells: row by row.
        open_above, open_below: whether no line is drawn above its first row, or below its last one, but only beside it.
        slack: points by which the columns of its parts on other pages may differ.
        headed: how many first rows are known to be headers.
    """

    box: tuple[float, float, float, float]
    columns: tuple[float, ...]
    cells: tuple[GridCell, ...]
    open_above: bool = False
    open_below: bool = False
    slack: float = NEAR
    headed: int = 0

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max(cell.row + cell.rows for cell in self.cells)


def drawn(edges: Edges) -> list[Grid]:
    """The tables that lines make: those that meet belong to one. What is one column alone is a frame, and none.

    Raises:
        Failure: one has more cells than any report's.
    """
    across, down = one_by_one(edges.horizontal), one_by_one(edges.vertical)
    if len(across) > _MOST_EDGES or len(down) > _MOST_EDGES:
        return []
    grids = (grid_of(own_across, own_down) for own_across, own_down in _connected(across, down))
    return [grid for grid in grids if grid and len(grid.columns) > _LEAST_COLUMNS]


def one_by_one(lines: Iterable[Edge]) -> list[Edge]:
    """Lines without doubles: pieces of one that touch or overlap are put together."""
    found: list[Edge] = []
    level: list[Edge] = []
    for line in sorted(lines):
        if level and line.at - level[0].at > 1.0:
            found += _put_together(level)
            level = []
        level.append(line)
    return found + _put_together(level)


def _put_together(level: list[Edge]) -> list[Edge]:
    found: list[Edge] = []
    for line in sorted(level, key=lambda line: line.start):
        if found and line.start <= found[-1].end + NEAR:
            found[-1] = found[-1]._replace(end=max(found[-1].end, line.end))
        else:
            found.append(line)
    return found


def _connected(across: list[Edge], down: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Lines that meet, directly or through others."""
    group = list(range(len(across) + len(down)))

    def root(place: int) -> int:
        while group[place] != place:
            group[place] = group[group[place]]
            place = group[place]
        return place

    heights = [line.at for line in across]
    for number, line in enumerate(down, len(across)):
        for other in range(bisect_left(heights, line.start - NEAR), bisect_left(heights, line.end + NEAR)):
            if across[other].start - NEAR <= line.at <= across[other].end + NEAR:
                group[root(number)] = root(other)
    found: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for number, line in enumerate([*across, *down]):
        found.setdefault(root(number), ([], []))[number >= len(across)].append(line)
    return [pair for pair in found.values() if len(pair[0]) > 1 and len(pair[1]) > 1]


def _places(lines: Iterable[Edge]) -> list[float]:
    """Where lines lie, those as near as a line is thick taken as one."""
    found: list[float] = []
    for at in sorted(line.at for line in lines):
        if not found or at - found[-1] > NEAR:
            found.append(at)
    return found


def grid_of(across: list[Edge], down: list[Edge]) -> Grid | None:
    """The cells that lines make: neighbours without a line between them are one."""
    ys, xs = _places(across), _places(down)
    top, bottom = (_common_end([line.start for line in down]), _common_end([line.end for line in down]))
    open_above, open_below = top < ys[0] - _OPEN, bottom > ys[-1] + _OPEN
    ys = [*([top] if open_above else []), *ys, *([bottom] if open_below else [])]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1:
        return None
    limits.Tally().cell(rows * columns)
    below = _walls(across, ys, xs)
    right = _walls(down, xs, ys)
    tally = limits.Tally()
    seen = [[False] * columns for _ in range(rows)]
    cells = []
    for row in range(rows):
        for column in range(columns):
            if seen[row][column]:
                continue
            wide = 1
            while column + wide < columns and (column + wide, row) not in right and not seen[row][column + wide]:
                wide += 1
            high = 1
            while row + high < rows and all((row + high, column + i) not in below for i in range(wide)):
                high += 1
            tally.cell(wide * high)
            for i in range(row, row + high):
                seen[i][column : column + wide] = [True] * wide
            box = (xs[column], ys[row], xs[column + wide], ys[row + high])
            cells.append(GridCell(row, column, high, wide, box))
    return Grid((xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(cells), open_above, open_below)


def _common_end(ends: list[float]) -> float:
    """Where most vertical lines end, or the middle one."""
    return sorted(ends)[len(ends) // 2]


def _walls(lines: list[Edge], at: list[float], across: list[float]) -> set[tuple[int, int]]:
    """Which sides are drawn: (place of the line, place of the cell along it)."""
    found = set()
    for line in lines:
        place = min(range(len(at)), key=lambda i: abs(at[i] - line.at))
        for cell, (low, high) in enumerate(pairwise(across)):
            if line.start <= low + NEAR + 0.1 * (high - low) and line.end >= high - NEAR - 0.1 * (high - low):
                found.add((place, cell))
    return found
