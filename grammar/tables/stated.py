"""The text against the tables: a figure of the text that stands for a value of a table, and is another number.

Two things may tell which value is meant. The words: a sentence names row and column, and nothing besides ("hồ sơ tiếp nhận
trực tuyến" is not "hồ sơ tiếp nhận"). Or the neighbours: other figures of the paragraph are values of the same row or column,
the words name the rest, and the figure is the value that stands there but for a slip of the hand. A paragraph that states
the table's value elsewhere means it there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from grammar.facts import Quantity, Restatement
from grammar.figures.restatements import tokens
from grammar.report import Report
from grammar.tables.captions import Caption
from grammar.tables.grid import Grid
from grammar.tables.named import NEUTRAL, YEAR, Named, equal, is_slip, values
from grammar.vocabulary import table_words

_PARTS_OF_YEAR = frozenset(["quý", "tháng", "tuần"])
_WHOLES = table_words("wholes")
_CHANGES = frozenset(["tăng", "giảm"])
_SENTENCE = re.compile(r"[.!?;](?=\s)|\n")
_CLAUSE_END = re.compile(r"[,:()]")
_TABLES = frozenset(["bảng", "biểu", "lục"])
_REFERENCE = re.compile(r"\b(?:bảng|biểu|phụ lục)\b")
_WINDOW = 300  # characters before and behind a figure
_FEWEST = 2  # words that name a cell in all
_FEWEST_OF_LABEL = 2  # words of a row's label that name it without neighbours
_FEWEST_OF_TOTAL = 3  # words of the column's head where the row is a total, so that no other table's total is meant
_SHORT, _LONG = 2, 4  # digits of a number that is like many others; of one that is like few
_MOST_CELLS = 20_000
_MOST_FIGURES = 60  # of one paragraph
_MOST_PAIRS = 1_000_000  # of a figure and a cell that may be meant, in all; a report of 60 pages has some thousands


class _Said(NamedTuple):
    """A figure of the text with the words around it, in small letters.

    Attributes:
        lead: from the figure before it, or its sentence's beginning; `rest` up to the next figure or the sentence's end, of
            which `noun` are those before a comma.
        sentence: all words of its sentence before it, and `rest`.
        years: those nearest before it.
        refers: whether its sentence names a table.
    """

    quantity: Quantity
    lead: tuple[str, ...]
    rest: tuple[str, ...]
    noun: tuple[str, ...]
    sentence: tuple[str, ...]
    years: frozenset[str]
    refers: bool


def find(report: Report, quantities: Sequence[Quantity], read: Sequence[tuple[Grid, Caption]]) -> Iterator[Restatement]:
    """The figures of the text to which a table gives another value.

    Args:
        report: the report.
        quantities: the figures of its text, those of cells' prose too.
        read: its tables with what stands above them.
    """
    cells = [cell for place, (grid, caption) in enumerate(read) for cell in values(place, grid, caption)]
    if len(cells) > _MOST_CELLS:
        return
    by_word: dict[str, list[Named]] = {}
    for cell in cells:
        for word in _keys(cell):
            by_word.setdefault(word, []).append(cell)
    paragraphs: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        place = report.place_of(quantity.span.start)
        if quantity.form in ("amount", "percent") and quantity.family != "time" and report.blocks[place].kind != "cell":
            paragraphs.setdefault(place, []).append(quantity)
    pairs = 0
    for place, figures in paragraphs.items():
        said = [_said(report, place, figures, at) for at in range(len(figures[:_MOST_FIGURES]))]
        words = {word for one in said for word in one.sentence}
        near = {id(cell): cell for word in words for cell in by_word.get(word, ())}
        pairs += len(said) * len(near)
        if pairs > _MOST_PAIRS:
            return
        yield from _of_paragraph(said, cells, list(near.values()))


def _keys(cell: Named) -> Collection[str]:
    """Words of which a paragraph that speaks of a cell holds one."""
    return cell.column_words | _WHOLES | _TABLES if cell.is_total else cell.label or cell.own_years or cell.column_words


def _said(report: Report, place: int, figures: Sequence[Quantity], at: int) -> _Said:
    block, quantity = report.blocks[place], figures[at]
    start, end = quantity.number.start, quantity.number.end
    before = report.text[max(block.start, start - _WINDOW) : start].lower()
    stops = list(_SENTENCE.finditer(before))
    before = before[stops[-1].end() :] if stops else before
    last = figures[at - 1].span.end if at else block.start
    following = figures[at + 1].number.start if at + 1 < len(figures) else block.end
    behind = report.text[end : min(following, end + _WINDOW)].lower()
    stop = _SENTENCE.search(behind)
    behind = behind[: stop.start()] if stop else behind
    lead = before[max(0, len(before) - (start - last)) :]
    return _Said(
        quantity,
        tuple(tokens(lead)),
        tuple(tokens(behind)),
        tuple(tokens(_CLAUSE_END.split(behind, maxsplit=1)[0])),
        (*tokens(before), *tokens(behind)),
        frozenset(YEAR.findall(lead) or YEAR.findall(before)[-1:]),
        bool(_REFERENCE.search(before) or _REFERENCE.search(behind)),
    )


def _of_paragraph(said: Sequence[_Said], cells: Sequence[Named], candidates: Sequence[Named]) -> Iterator[Restatement]:
    """The figures of a paragraph that a table contradicts; `candidates` are the cells that share a word with it."""
    anchors = [(at, cell) for at, one in enumerate(said) for cell in candidates if equal(one.quantity, cell)]
    stated = {(cell.table, cell.line, cell.column) for _, cell in anchors}
    for at, one in enumerate(said):
        if one.quantity.bound:
            continue
        fitting = [
            cell
            for cell in candidates
            if (cell.table, cell.line, cell.column) not in stated and _fits(one, cell) and not equal(one.quantity, cell)
        ]
        named = [cell for cell in fitting if _is_named(one, cell)]
        if named:
            best = max(map(_specific, named))
            named = [cell for cell in named if _specific(cell) == best]
        others = [(place, cell) for place, cell in anchors if place != at and _is_telling(said[place], cell, anchors)]
        meant = named or [cell for cell in fitting if is_slip(one.quantity, cell) and _is_anchored(one, at, cell, others)]
        if len({cell.quantity.value for cell in meant}) == 1 and not _stands_near(one.quantity, meant[0], cells):
            yield Restatement(meant[0].quantity, one.quantity, "table", True)


def _stands_near(quantity: Quantity, meant: Named, cells: Sequence[Named]) -> bool:
    """Whether a value of the same row or column is the figure: then that one is meant."""
    return any(
        equal(quantity, cell)
        for cell in cells
        if cell.table == meant.table and (cell.line == meant.line or cell.column == meant.column)
    )


def _fits(said: _Said, cell: Named) -> bool:
    """Whether form, unit and period of a figure may be those of a cell."""
    if (said.quantity.form == "percent") != cell.is_percent:
        return False
    if said.years and cell.years and not said.years <= cell.years:
        return False
    if cell.own_years and not cell.own_years <= said.years:
        return False
    if cell.unit is None and not cell.is_percent:
        return not said.quantity.measured
    return cell.is_percent or said.quantity.family in (None, cell.unit.family if cell.unit else None)


# By words


def _is_named(said: _Said, cell: Named) -> bool:
    """Whether the words of a sentence name a cell's row and column, and nothing else."""
    words = set(said.sentence)
    if not cell.column_words <= words or not _in_a_row(cell.row_words, said.sentence):
        return False
    if _PARTS_OF_YEAR & words - cell.around - set(cell.row_words):
        return False
    slipped = is_slip(said.quantity, cell)
    if cell.is_total and said.refers and slipped and _digits(said.quantity) >= _LONG:
        return True
    if len(cell.label) + len(cell.column_words) < _FEWEST or (not cell.is_total and len(cell.label) < _FEWEST_OF_LABEL):
        return False
    unit, named = set(tokens(said.quantity.unit or "")), cell.column_words | set(cell.row_words) | cell.around
    if cell.unit is None and not unit - {"%"} <= named:
        return False
    named |= unit
    if not cell.is_total:
        return not _strange((*said.lead, *said.noun), named)
    # A total bears no name of its own: nothing that the sentence says may be of something else.
    told = said.refers or (len(cell.column_words) >= _FEWEST_OF_TOTAL and slipped)
    return told and not _strange(said.sentence, named)


def _digits(quantity: Quantity) -> int:
    return sum(map(str.isdigit, quantity.text))


def _strange(words: Iterable[str], named: Collection[str]) -> set[str]:
    """The words that name something besides."""
    return {word for word in words if not (word in named or word in NEUTRAL or word[0].isdigit())}


def _in_a_row(words: Sequence[str], sentence: Sequence[str]) -> bool:
    """Whether words stand in a sentence one behind the other."""
    size = len(words)
    return not size or any(tuple(sentence[at : at + size]) == tuple(words) for at in range(len(sentence) - size + 1))


def _specific(cell: Named) -> int:
    return len(set(cell.row_words)) + len(cell.column_words)


# By neighbours


def _is_anchored(said: _Said, at: int, cell: Named, anchors: Sequence[tuple[int, Named]]) -> bool:
    """Whether other figures of the paragraph and the words together tell that a cell is meant."""
    beside = [(place, other) for place, other in anchors if other.table == cell.table]
    in_column = any(other.column == cell.column for _, other in beside)
    before = [other for place, other in beside if place < at]
    in_row = bool(before and before[-1].line == cell.line) or (not before and any(o.line == cell.line for _, o in beside))
    by_label, by_head = _has_label(said, cell), _has_head(said, cell)
    if not ((by_label and (in_column or (in_row and by_head))) or (in_row and by_head) or (by_label and by_head and beside)):
        return False
    named = cell.around | set(cell.row_words) | set(tokens(said.quantity.unit or ""))
    return _digits(said.quantity) > _SHORT or not _strange((*said.lead, *said.noun), named)


def _is_telling(said: _Said, cell: Named, anchors: Sequence[tuple[int, Named]]) -> bool:
    """Whether it is no chance that a figure has a cell's value: many digits, a label, or others of its row or column agree."""
    return (
        _digits(cell.quantity) > _SHORT
        or (bool(cell.label) and cell.label <= set(said.lead))
        or any(
            other is not cell and other.table == cell.table and (other.line == cell.line or other.column == cell.column)
            for _, other in anchors
        )
    )


def _has_label(said: _Said, cell: Named) -> bool:
    """Whether the words right around a figure name a row; a total is named by "tổng", "toàn tỉnh" or by nothing."""
    if cell.is_total:
        return bool(_WHOLES & set(said.lead))
    if not cell.label:
        return bool(cell.own_years & said.years)
    # Right before the next figure it names that one.
    behind = cell.label <= set(said.rest) and not _ends(said.rest, cell.row_words)
    return cell.label <= {*said.lead, *said.noun} or behind


def _ends(words: Sequence[str], label: Sequence[str]) -> bool:
    return tuple(words[-len(label) :]) == tuple(label)


def _has_head(said: _Said, cell: Named) -> bool:
    """Whether the words right around a figure name a column."""
    words = {*said.lead, *said.rest}
    heads = cell.column_words - (_CHANGES if words & _CHANGES else frozenset())
    return bool(cell.column_words) and heads <= words
