"""Tables whose cells are divided by pipes or box-drawing lines, with or without drawn rules between the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from grammar.source import Part, SourceCell, SourceTable
from lint.readers import limits
from lint.readers.tabular import is_layout, is_value, part_of

_PIPE = re.compile(r"(?<!\\)[|│┃║]")
_RULE = re.compile(r"(?=[\s|+:\u2500-\u257f]*[=\-–—_\u2500\u2501\u2550])[\s|+:=\-–—_\u2500-\u257f]+")
_FEWEST = 2  # lines, and pipes in a line without a drawn rule above it

_Cells = list[Part | None]


def tables(lines: Sequence[str]) -> list[SourceTable]:
    """The tables drawn with pipes in the raw lines of a text.

    Raises:
        Failure: they hold more cells than any report.
    """
    found = []
    tally = limits.Tally()
    for first, last in _blocks(lines):
        table = _table(lines, first, last)
        if table:
            found.append(table)
            tally.cell(len(table.cells))
    return found


def _is_rule(line: str) -> bool:
    """Whether a line is drawn: nothing but strokes, and three of them."""
    words = line.strip()
    return len(words) > 2 and bool(_RULE.fullmatch(words))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places [first, last) of neighbouring lines that have a pipe or are drawn."""
    for drawn, run in groupby(range(len(lines)), lambda place: bool(_PIPE.search(lines[place])) or _is_rule(lines[place])):
        if drawn:
            places = list(run)
            yield places[0], places[-1] + 1


def _table(lines: Sequence[str], first: int, last: int) -> SourceTable | None:
    """The table in lines [first, last), if they are one."""
    groups: list[list[int]] = [[]]
    rules = 0
    for place in range(first, last):
        if _is_rule(lines[place]):
            rules += bool(_PIPE.search(lines[place]) or "+" in lines[place] or "┼" in lines[place])
            groups.append([])
        else:
            groups[-1].append(place)
    groups = [group for group in groups if group]
    content = [place for group in groups for place in group]
    if len(content) < _FEWEST or not _are_rows([lines[place] for place in content], rules > 0):
        return None
    outer = sum(lines[place].lstrip()[:1] in "|│┃║" for place in content) * 2 > len(content)
    rows = list(_rows([[_cells(place + 1, lines[place], outer) for place in group] for group in groups], lines, bool(rules)))
    cells = tuple(
        SourceCell(row, column, tuple(parts)) for row, given in enumerate(rows) for column, parts in enumerate(given) if parts
    )
    columns = {cell.column for cell in cells}
    if len(columns) < 2 or len(rows) < _FEWEST or (len(rows) == _FEWEST and not rules and not _is_headed(rows, lines)):
        return None
    headed = 0
    if rules and len(groups) > 1:
        headed = len(list(_rows([[_cells(place + 1, lines[place], outer) for place in groups[0]]], lines, True)))
    return SourceTable(cells, headed=headed)


def _are_rows(rows: list[str], ruled: bool) -> bool:
    """Whether lines are rows: pipes around them or as many in each, and none of a letterhead."""
    counts = [len(_PIPE.findall(row)) for row in rows]
    if any(is_layout(row) for row in rows) or min(counts) < (1 if ruled else _FEWEST):
        return False
    drawn = sum(row.strip()[0] in "|│┃║" and row.strip()[-1] in "|│┃║" for row in rows) * 2 > len(rows)
    return ruled or drawn or len(set(counts)) == 1


def _is_headed(rows: list[list[list[Part]]], lines: Sequence[str]) -> bool:
    """Whether the first row has words alone, and the second figures: two rows without a rule are no table otherwise."""
    first, second = (
        [any(is_value(lines[part.line - 1][part.start : part.end]) for part in parts) for parts in row] for row in rows[:2]
    )
    return not any(first) and any(second)


def _cells(number: int, line: str, outer: bool) -> _Cells:
    """A line's cells, left to right."""
    bounds = [-1, *(match.start() for match in _PIPE.finditer(line)), len(line)]
    cells = [part_of(number, line, start + 1, end) for start, end in pairwise(bounds)]
    return cells[1:] if outer and line.lstrip()[:1] in "|│┃║" else cells


def _rows(groups: list[list[_Cells]], lines: Sequence[str], ruled: bool) -> Iterator[list[list[Part]]]:
    """The rows of a table, cell by cell: where each has rules around it, its lines are one row."""
    grid = ruled and len(groups) > 2
    for group in groups:
        row: list[list[Part]] = []
        for cells in group:
            if row and ruled and _goes_on(row, cells, lines, grid):
                for column, part in enumerate(cells):
                    if part:
                        row += [[] for _ in range(column + 1 - len(row))]
                        row[column].append(part)
                continue
            if row:
                yield row
            row = [[part] if part else [] for part in cells]
        if row:
            yield row


def _goes_on(row: list[list[Part]], cells: _Cells, lines: Sequence[str], grid: bool) -> bool:
    """Whether a line's words go on in the cells of the line above, both between two rules."""
    said = {column: lines[part.line - 1][part.start : part.end] for column, part in enumerate(cells) if part}
    if any(is_value(words) and column < len(row) and row[column] for column, words in said.items()):
        return False
    # Words below an empty cell begin a row: the second one of a header whose first has words over several columns.
    below = all(column < len(row) and row[column] for column in said)
    return grid or (bool(said) and below and cells[0] is None and not any(map(is_value, said.values())))
