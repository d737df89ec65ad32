"""Tables whose columns are aligned with blanks, as `pdftotext -layout` writes them: where one stands, and what is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grammar.source import SourceTable
from lint.readers import assembly, heads
from lint.readers.bodies import Body, bodies, row_of
from lint.readers.chunks import Page
from lint.readers.tabular import ORDINAL_HEADER, in_sequence, is_label, is_layout, is_number, is_value

_FEWEST_ROWS = 3
_FEWEST_PLAIN = 5  # rows of a label and a figure without a header, the last of which is their total
_HEAD_LINES = 12  # lines above the first row in which the header of row numbers is looked for
_TOTAL = re.compile(r"(?:Tổng|TỔNG|Cộng|CỘNG)\b")
_CONTENTS = re.compile(r"(?:Trang|TRANG|MỤC LỤC|Mục lục)$")


def tables(lines: Sequence[str], seeds: Sequence[int], taken: set[int]) -> list[SourceTable]:
    """The tables aligned with blanks in the raw lines of a text.

    Args:
        lines: raw lines.
        seeds: places of lines with words beside one another, in order.
        taken: numbers of the lines that belong to other tables.
    """
    page = Page(lines, taken)
    found: list[SourceTable] = []
    free = 0
    for seed in seeds:
        if seed < free or page.divides(seed):
            continue
        numbered = _is_numbered(page, seed, free)
        first = row_of(page, seed, numbered)
        if not page.has_values(seed) and not (numbered and len(first) > 2 and first[0].words == "1"):
            continue
        pages = bodies(page, seed, numbered)
        body = next(pages)
        if len(body.rows) < _FEWEST_ROWS:
            continue
        parts = [body, *pages]
        if table := _table(page, parts, free, numbered):
            found.append(table)
            free = max(part.line for cell in table.cells for part in cell.parts)
        else:
            free = parts[-1].lines[-1].place + 1
        while parts[-1].stopped is not None and free < len(lines) and page.has_values(free):
            free += 1
    return found


def _is_numbered(page: Page, seed: int, free: int) -> bool:
    """Whether a header of row numbers stands above a line."""
    for place in range(seed - 1, max(free, seed - _HEAD_LINES) - 1, -1):
        chunks = page.chunks(place)
        if chunks and ORDINAL_HEADER.fullmatch(chunks[0].words):
            return True
    return False


def _table(page: Page, parts: list[Body], free: int, numbered: bool) -> SourceTable | None:
    """The table of one or several pages' rows, if they are one beyond doubt."""
    stopped = parts[-1].stopped
    if stopped is not None and page.has_values(stopped):
        return None
    above = [heads.header_of(page, part, max(free, before)) for part, before in zip(parts, _ends(parts), strict=True)]
    if len({len(part.columns) for part in parts}) > 1 or not _is_sure(page, parts, above[0], numbered):
        return None
    return assembly.table_of(page, parts, above)


def _ends(parts: list[Body]) -> list[int]:
    """For each body the place behind the one before."""
    return [0, *(part.lines[-1].place + 1 for part in parts[:-1])]


def _is_sure(page: Page, parts: list[Body], head: heads.Head, numbered: bool) -> bool:
    """Whether the rows can be nothing but a table: figures in columns under a header, or many of them."""
    rows = [row for part in parts for row in part.rows]
    count = len(parts[0].columns)
    if count < 2 or any(is_layout(page.shown(row.place)) for row in rows):
        return False
    firsts = [row.chunks[0].words if 0 in row.chunks else "" for row in rows]
    ordinals = in_sequence(firsts)
    begin = 1 if all(is_value(words) or not words for words in firsts) and (ordinals or numbered) else 0
    if begin == 0 and parts[0].is_text(0):
        begin = 1
    columns = [[row.chunks[at].words for row in rows if at in row.chunks] for at in range(begin, count)]
    figures = [cells for cells in columns if sum(map(is_value, cells)) * 4 >= len(cells) * 3 and cells]
    numbers = [cells for cells in figures if sum(map(is_number, cells)) >= min(_FEWEST_ROWS, len(rows))]
    marked = sum(any(is_value(row.chunks[at].words) for at in row.chunks if at >= begin) for row in rows) >= _FEWEST_ROWS
    if numbered and head.lines and count > 2 and (ordinals or (figures and marked)):
        return True
    labels = [row.chunks[at].words for row in rows for at in sorted(row.chunks)[:1]]
    if sum(words.endswith(":") for words in labels) * 2 > len(rows) or _CONTENTS.search(head.words):
        return False
    if len(numbers) > 1 or (numbers and len(figures) > 1):
        return True
    if not numbers or sum(map(is_label, labels)) * 2 > len(rows):
        return False
    return head.lines != [] or (len(rows) >= _FEWEST_PLAIN and bool(_TOTAL.match(labels[-1])))
