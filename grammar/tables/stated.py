"""The text against the tables: a figure of the text that names a row and a column, and the value that stands there.

A figure is held against a cell only if the words of its sentence name the cell's row and column and nothing besides: "hồ sơ
tiếp nhận trực tuyến" is not "hồ sơ tiếp nhận".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from grammar.facts import Quantity, Restatement
from grammar.figures.restatements import slip, tokens
from grammar.report import Report
from grammar.tables.captions import Caption, unit_of
from grammar.tables.grid import Column, Grid
from grammar.tables.vectors import stated
from grammar.vocabulary import Unit, table_words

_NEUTRAL = table_words("neutral")
_PARTS_OF_YEAR = frozenset(["quý", "tháng", "tuần"])
_PLAIN = table_words("plain_heads")
_SENTENCE = re.compile(r"[.!?;](?=\s)|\n")
_CLAUSE = re.compile(r"[,:;()–+]|\s-\s|(?<![\d.,])(?!(?:19|20)\d\d(?![\d.,]*\d))\d[\d.,]*\s?%?")
_NOUN_END = re.compile(r"[,;:.()–\n]|\s(?=\d)|\s(?:và|trong đó|đạt|chiếm|tăng|giảm|so với)(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REFERENCE = re.compile(r"\b(?:bảng|biểu|phụ lục)\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_WINDOW, _BEHIND = 300, 60  # characters before and behind a figure
_FEWEST = 2  # words that name a cell in all
_FEWEST_OF_TOTAL = 3  # words of the column's head where the row is a total, so that no other table's total is meant
_MOST_CELLS = 20_000


class _Named(NamedTuple):
    """A value of a table with the words that name it."""

    quantity: Quantity
    line: int
    column: int
    row_words: tuple[str, ...]
    column_words: frozenset[str]
    caption: frozenset[str]
    years: frozenset[str]
    own_years: frozenset[str]
    unit: Unit | None
    percent: bool
    is_total: bool


class _Said(NamedTuple):
    """A figure of the text with the words around it: of its sentence, in order, and of its own clause."""

    quantity: Quantity
    sentence: tuple[str, ...]
    clause: frozenset[str]
    years: frozenset[str]
    refers: bool


def find(report: Report, quantities: Sequence[Quantity], read: Sequence[tuple[Grid, Caption]]) -> Iterator[Restatement]:
    """The figures of the text to which a table gives another value.

    Args:
        report: the report.
        quantities: the figures of its text, those of cells' prose too.
        read: its tables with what stands above them.
    """
    tables = [list(_cells(grid, caption)) for grid, caption in read]
    if sum(map(len, tables)) > _MOST_CELLS:
        return
    by_word: dict[str, list[tuple[int, _Named]]] = {}
    for place, cells in enumerate(tables):
        for cell in cells:
            by_word.setdefault(_key(cell), []).append((place, cell))
    for quantity in quantities:
        if quantity.form not in ("amount", "percent") or quantity.bound or report.block_at(quantity.span.start).kind == "cell":
            continue
        said = _said(report, quantity)
        known = {word for word in said.sentence if word in by_word}
        found = [(place, cell) for word in known for place, cell in by_word[word] if _names(said, cell)]
        if odd := _contradicting(quantity, found, tables):
            yield Restatement(odd.quantity, quantity, "table", True)


def _key(cell: _Named) -> str:
    """A word without which a sentence does not name a cell."""
    return max(cell.row_words or cell.column_words, key=len)


def _cells(grid: Grid, caption: Caption) -> Iterator[_Named]:
    """The values of a table that words name."""
    above = frozenset(tokens(caption.text))
    for place, line in enumerate(grid.lines):
        row_words = () if line.role == "total" else tuple(tokens(_BRACKETS.sub(" ", line.label)))
        if line.role != "total" and not set(row_words) - _NEUTRAL:
            continue
        for column in grid.columns:
            cell = grid.at(line, column) if column.kind == "number" else None
            quantity = stated(cell)
            if quantity is None or cell is None:
                continue
            heads = _head_words(column)
            if len(set(row_words) - _NEUTRAL) + len(heads) < _FEWEST or not (row_words or heads):
                continue
            is_percent = column.percent or line.percent
            own_years = frozenset(_YEAR.findall(" ".join((*column.heads, line.label))))
            yield _Named(
                quantity,
                place,
                column.place,
                row_words,
                heads,
                above,
                own_years | frozenset(_YEAR.findall(caption.text)),
                own_years,
                None if is_percent else unit_of(grid, caption, column.place, place),
                is_percent,
                line.role == "total",
            )


def _head_words(column: Column) -> frozenset[str]:
    """The words of a column's header that tell it from others."""
    heads = [head for head in column.heads if head not in _PLAIN]
    found = (word for head in heads for word in tokens(_BRACKETS.sub(" ", head)))
    return frozenset(word for word in found if word not in _NEUTRAL and not _YEAR.fullmatch(word))


def _said(report: Report, quantity: Quantity) -> _Said:
    block = report.block_at(quantity.span.start)
    first = max(block.start, quantity.span.start - _WINDOW)
    before = report.text[first : quantity.span.start].lower()
    stops = list(_SENTENCE.finditer(before))
    before = before[stops[-1].end() :] if stops else before
    behind = report.text[quantity.number.end : min(block.end, quantity.number.end + _BEHIND)].lower()
    ended = _NOUN_END.search(behind)
    noun = tokens(behind[: ended.start()] if ended else behind)
    clauses = list(_CLAUSE.finditer(before))
    clause = before[clauses[-1].end() :] if clauses else before
    return _Said(
        quantity,
        (*tokens(before), *noun),
        frozenset((*tokens(clause), *noun)),
        frozenset(_YEAR.findall(clause) or _YEAR.findall(before)),
        bool(_REFERENCE.search(before) or _REFERENCE.search(behind)),
    )


def _names(said: _Said, cell: _Named) -> bool:
    """Whether the words around a figure name a cell, and nothing else."""
    words = set(said.sentence)
    if not cell.column_words <= words or not _in_a_row(cell.row_words, said.sentence):
        return False
    if (said.quantity.form == "percent") != cell.percent:
        return False
    if said.years and cell.years and not said.years <= cell.years:
        return False
    if cell.own_years and not cell.own_years <= said.years:
        return False
    if _PARTS_OF_YEAR & words - cell.caption - cell.column_words - set(cell.row_words):
        return False
    unit = tokens(said.quantity.unit or "")
    named = cell.column_words | set(cell.row_words) | cell.caption
    if not _one_unit(said.quantity, cell) or (cell.unit is None and not set(unit) - {"%"} <= named | {"%"}):
        return False
    is_slip = slip(said.quantity, cell.quantity)
    if is_slip and (not cell.is_total or not _rest(said.clause, named, unit)):
        return True  # one digit apart: what the sentence says besides makes no other figure of it
    if cell.is_total and len(cell.column_words) < _FEWEST_OF_TOTAL and not said.refers:
        return False
    # A total bears no name of its own: nothing that the sentence says may be of something else.
    return not _rest(words if cell.is_total else said.clause, named, unit)


def _rest(words: Iterable[str], named: Collection[str], unit: Collection[str]) -> set[str]:
    """The words that name something besides a cell."""
    return {word for word in words if not (word in named or word in _NEUTRAL or word in unit or word[0].isdigit())}


def _in_a_row(words: Sequence[str], sentence: Sequence[str]) -> bool:
    """Whether words stand in a sentence one behind the other."""
    size = len(words)
    return not size or any(tuple(sentence[at : at + size]) == tuple(words) for at in range(len(sentence) - size + 1))


def _one_unit(quantity: Quantity, cell: _Named) -> bool:
    """Whether a figure and a cell may be in one unit; what is measured is not compared with what no unit is said of."""
    if cell.unit is None:
        return not quantity.measured or quantity.form == "percent"
    return quantity.family in (None, "%", cell.unit.family)


def _contradicting(quantity: Quantity, found: Sequence[tuple[int, _Named]], tables: Sequence[Sequence[_Named]]) -> _Named | None:
    """The cell that a figure contradicts: the one named best, unless it or another that may be meant has the figure's value."""
    if not found:
        return None
    best = max(_specific(cell) for _, cell in found)
    named = [(place, cell) for place, cell in found if _specific(cell) == best]
    if len({cell.quantity.value for _, cell in named}) > 1:
        return None
    for place, cell in found:
        near = (other for other in tables[place] if other.line == cell.line or other.column == cell.column)
        if any(_equal(quantity, other) for other in near):
            return None
    return named[0][1]


def _specific(cell: _Named) -> int:
    return len(set(cell.row_words)) + len(cell.column_words)


def _equal(quantity: Quantity, cell: _Named) -> bool:
    """Whether a figure of the text has the value of a cell, as far as both are rounded."""
    scale = cell.unit.scale if cell.unit and cell.quantity.family is None and quantity.family is not None else Decimal(1)
    value, own = cell.quantity.amount * scale, quantity.amount
    measured = bool(cell.unit and cell.unit.measured)
    halves = [quantity.half, cell.quantity.half * scale, scale.scaleb(-cell.quantity.decimals) / 2 if measured else Decimal(0)]
    return abs(value - own) <= max(halves)
