"""What stands above a table: its caption, the unit of its values, its period."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from grammar.facts import Relation
from grammar.figures.quantities import unit_at
from grammar.report import Report, Table
from grammar.tables.grid import Grid
from grammar.vocabulary import Unit, fold, table_words

_MOST_ABOVE = 5  # paragraphs above a table among which its caption and unit stand
_LONGEST = 200  # characters of a caption
_CUE = "|".join(re.escape(word) for word in sorted(table_words("unit_cue"), key=len, reverse=True))
_UNIT = re.compile(rf"(?:{_CUE})\s*:\s*([^();]+)")
_NAMED = re.compile(r"(?:bảng|biểu|phụ lục|biểu mẫu|biểu số)\b")
_NOTE = re.compile(r"[(\[]?(?:ghi chú|lưu ý|chú thích|\*|nguồn)")
_EXPLAINS = table_words("explains")
_SELECTIONS = table_words("selections")
_WORD = re.compile(r"\w+")
_MOST_BELOW = 2  # paragraphs below a table that may be a note to it
_BRACKETED = re.compile(r"\(([^()]+)\)")


class Caption(NamedTuple):
    """The words above a table.

    Attributes:
        text: folded; "" where nothing names the table.
        unit: of its values; None where none is said.
        percent: whether its values are percentages where no header says otherwise: "Chỉ số hài lòng (%)".
    """

    text: str
    unit: Unit | None
    percent: bool = False

    @property
    def selects(self) -> bool:
        """Whether it says that only some of the rows are listed: "Một số xã có số hồ sơ lớn"."""
        return any(f" {word} " in f" {' '.join(_WORD.findall(self.text))} " for word in _SELECTIONS)


def caption_of(table: Table, report: Report) -> Caption:
    """The caption of a table, from the paragraphs above it and the rows that cover all its columns."""
    said: list[str] = [table.name] if table.name else []
    unit: Unit | None = None
    percent = False
    for block in reversed(report.blocks[max(0, table.at + 1 - _MOST_ABOVE) : table.at + 1]):
        text = report.text[block.start : block.end]
        if block.kind == "cell":
            break
        small = fold(text)
        found = _UNIT.search(small) if len(text) <= _LONGEST else None
        unit = unit or (_unit(found[1]) if found else None)
        percent = percent or (len(text) <= _LONGEST and "(%)" in small)
        is_named = _NAMED.match(small) is not None
        is_prose = small.endswith((".", ";")) or len(text) > _LONGEST
        if is_named or block.kind == "heading" or text.isupper() or not (found or is_prose):
            said.append(small)
            unit = unit or next((other for bracket in _BRACKETED.findall(small) if (other := _unit(bracket))), None)
        if is_named or block.kind == "heading":
            break
    for cell in table.cells:
        if cell.row < 2 and cell.columns == table.columns > 1:
            small = fold(report.text[cell.span.start : cell.span.end])
            found = _UNIT.search(small)
            unit = unit or (_unit(found[1]) if found else None)
            said.append(small)
    return Caption(" ".join(said), unit, percent)


@lru_cache(4096)
def _unit(text: str) -> Unit | None:
    unit, _ = unit_at(f" {text.strip()}", 0)
    return unit


def unit_of(grid: Grid, caption: Caption, column: int, line: int) -> Unit | None:
    """The unit of a cell: that of its row's unit cell, in its header's brackets, of the table."""
    for other in grid.columns:
        cell = grid.cells.get((grid.lines[line].row, other.place)) if other.kind == "unit" else None
        if cell:
            return _unit(fold(cell.text))
    for words in (grid.lines[line].label, *reversed(grid.columns[column].heads)):
        for bracket in _BRACKETED.findall(words):
            if unit := _unit(bracket):
                return unit
    return caption.unit


def explained(relation: Relation, table: Table, report: Report) -> Relation:
    """A relation of a table, unclear where a note above or below it speaks of what its totals leave out or count twice."""
    if relation.status != "broken" or relation.kind != "table-total":
        return relation
    blocks = report.blocks[max(0, table.at) : table.at + 1 + _MOST_BELOW]
    said = [fold(report.text[block.start : block.end]) for block in blocks if block.note is None and block.kind != "cell"]
    notes = [text for text in said if _NOTE.match(text) and any(f" {word} " in f" {text} " for word in _EXPLAINS)]
    return relation._replace(status="unclear", sure=False) if notes else relation


def is_measured(grid: Grid, caption: Caption) -> bool:
    """Whether the values of a table are rounded amounts: of money, of area."""
    heads = [word for column in grid.columns for head in column.heads for word in _BRACKETED.findall(head)]
    return bool(caption.unit and caption.unit.measured) or any(unit and unit.measured for unit in map(_unit, heads))
