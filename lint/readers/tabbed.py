"""Tables whose cells are divided by tabs, as Word and Excel copy them into text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from grammar.source import Part, SourceCell, SourceTable
from lint.readers.tabular import ORDINAL_HEADER, in_sequence, is_clock, is_label, is_layout, is_number, is_value, part_of

_FEWEST_ROWS = 3
_FEWEST_WORDED = 4  # rows of a table without figures or row numbers
_WORDED_COLUMNS = 3
_LONGEST_HEAD = 100  # characters of a row that names a group of rows alone
_MOST_COLUMNS = 60

_Row = list[Part | None]


def tables(lines: Sequence[str], taken: set[int]) -> list[SourceTable]:
    """The tables of tabs in the raw lines of a text, except in the lines whose numbers are `taken`."""
    found = []
    for places in _blocks(lines, taken):
        rows = [_cells(place + 1, lines[place]) for place in places]
        if _is_table([[_words(lines, part) for part in row] for row in rows], [lines[place] for place in places]):
            cells = (
                SourceCell(number, column, (part,)) for number, row in enumerate(rows) for column, part in enumerate(row) if part
            )
            found.append(SourceTable(tuple(cells)))
    return found


def _blocks(lines: Sequence[str], taken: set[int]) -> Iterator[list[int]]:
    """Places of neighbouring lines with tabs; a short line without any between two of them names a group."""
    places: list[int] = []
    for place, line in enumerate(lines):
        tabbed = "\t" in line.strip(" ") and bool(line.strip()) and place + 1 not in taken
        if tabbed:
            places.append(place)
        elif places:
            follows = place + 1 < len(lines) and "\t" in lines[place + 1].strip()
            if line.strip() and len(line) < _LONGEST_HEAD and follows and len(places) > 1 and not is_label(line.strip()):
                places.append(place)
            else:
                yield places
                places = []
    if places:
        yield places


def _cells(number: int, line: str) -> _Row:
    """A line's cells, left to right."""
    cells: _Row = []
    start = 0
    for words in line.split("\t"):
        cells.append(part_of(number, line, start, start + len(words)))
        start += len(words) + 1
    return cells


def _words(lines: Sequence[str], part: Part | None) -> str:
    return lines[part.line - 1][part.start : part.end] if part else ""


def _is_table(rows: list[list[str]], lines: list[str]) -> bool:
    """Whether rows of tabs are a table: as many cells in each, and figures or row numbers, or words in many columns."""
    if len(rows) < _FEWEST_ROWS or any(is_layout(line) for line in lines):
        return False
    (width, usual), *_ = Counter(map(len, rows)).most_common(1)
    if width < 2 or width > _MOST_COLUMNS or max(map(len, rows)) > width or usual * 5 < len(rows) * 4:
        return False
    full = [row for row in rows if len(row) == width]
    if sum(sum(map(bool, row)) > 1 for row in full) * 5 < len(full) * 4:
        return False
    firsts = [row[0] for row in full if row[0]]
    if sum(map(is_label, firsts)) * 2 > len(full) or (
        width == 2 and sum(words.endswith(":") for words in firsts) * 2 > len(full)
    ):
        return False
    figures = any(
        sum(is_number(row[column]) for row in full) >= _FEWEST_ROWS - 1
        and sum(is_value(row[column]) or not row[column] for row in full[1:]) * 4 >= len(full[1:]) * 3
        for column in range(1, width)
    )
    if width == 2:
        return figures and not is_number(full[0][1])
    if figures or in_sequence(firsts) or ORDINAL_HEADER.match(rows[0][0]):
        return True
    worded = sum(sum(map(bool, row)) >= _WORDED_COLUMNS for row in full) * 4 >= len(full) * 3
    return worded and len(full) >= _FEWEST_WORDED and sum(map(is_clock, firsts)) * 2 < len(full)
