"""The text against the tables: a figure of the text that stands for a value of a table, and is another number.

Two things may tell which value is meant. The words: a sentence names row and column, and nothing besides ("hồ sơ tiếp nhận
trực tuyến" is not "hồ sơ tiếp nhận"). Or the neighbours: other figures of the paragraph are values of the same row or column,
the words name the rest, and the figure is what stands there but for a slip of the hand, or what stands beside it. A paragraph
that states the table's value elsewhere means it there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from grammar.facts import Quantity, Restatement
from grammar.figures.restatements import tokens
from grammar.report import Report
from grammar.tables.captions import Caption
from grammar.tables.grid import Grid
from grammar.tables.named import NEUTRAL, Index, Named, values_of
from grammar.tables.said import Said, said_of
from grammar.vocabulary import table_words

_PARTS_OF_YEAR = frozenset(["quý", "tháng", "tuần"])
_WHOLES = table_words("wholes")
_CHANGES = frozenset(["tăng", "giảm"])
_FEWEST_OF_LABEL = 2  # words of a row's label that name it without neighbours
_FEWEST_OF_TOTAL = 3  # words of the column's head where the row is a total, so that no other table's total is meant
_MOST_OF_LABEL = 4  # words of a label of which one may be missing or written out
_SHORT, _LONG = 2, 4  # digits of a number that is like many others; of one that is like few
_SEVERAL = 2  # figures of a paragraph that are values of one column: what stands between them is of it, too
_MOST_CELLS = 20_000
_MOST_ALIKE = 40  # values of tables that are one number, or differ from it by a slip: of more, none is told by that
_MOST_FIGURES = 60  # of one paragraph

_Anchors = Sequence[tuple[int, Named]]


def find(report: Report, quantities: Sequence[Quantity], read: Sequence[tuple[Grid, Caption]]) -> Iterator[Restatement]:
    """The figures of the text to which a table gives another value.

    Args:
        report: the report.
        quantities: the figures of its text, those of cells' prose too.
        read: its tables with what stands above them.
    """
    cells = [cell for place, (grid, caption) in enumerate(read) for cell in values_of(place, grid, caption)]
    if len(cells) > _MOST_CELLS:
        return
    index = Index(cells)
    paragraphs: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        place = report.place_of(quantity.span.start)
        if quantity.family != "time" and report.blocks[place].kind != "cell":
            paragraphs.setdefault(place, []).append(quantity)
    for place, figures in paragraphs.items():
        yield from _of_paragraph([said_of(report, place, figures, at) for at in range(len(figures[:_MOST_FIGURES]))], index)


def _of_paragraph(said: Sequence[Said], index: Index) -> Iterator[Restatement]:
    """The figures of a paragraph that a table contradicts."""
    values = [index.equal(one.quantity) for one in said]
    anchors = _telling(said, [(at, cell) for at, cells in enumerate(values) if len(cells) <= _MOST_ALIKE for cell in cells])
    for at, one in enumerate(said):
        if one.quantity.bound or one.quantity.form not in ("amount", "percent") or len(values[at]) > _MOST_ALIKE:
            continue
        others = [(place, cell) for place, cell in anchors if place != at]
        stated = {id(cell) for _, cell in others}
        meant = [cell for cell in _meant(one, at, values[at], others, index) if id(cell) not in stated]
        if len({cell.quantity.value for cell in meant}) == 1:
            yield Restatement(meant[0].quantity, one.quantity, "table", True)


def _meant(said: Said, at: int, equal: Sequence[Named], anchors: _Anchors, index: Index) -> list[Named]:
    """The values of tables that a figure stands for, although it is none of them: by its words, else by its neighbours."""
    slips = [cell for cell in index.slips(said.quantity) if _fits(said, cell)]
    if len(slips) > _MOST_ALIKE or any(_is_itself(said, cell, anchors) for cell in equal):
        return []
    words = set(said.sentence)
    rows = [cells for cells in index.rows(words) if cells[0].label <= words]
    told = (cell for cells in rows if _in_a_row(cells[0].row_words, said.sentence) for cell in cells if _fits(said, cell))
    named = [cell for cell in told if _is_named(said, cell, slips, anchors)]
    named += [cell for cell in slips if cell not in named and _is_named(said, cell, slips, anchors)]
    if named:
        best = max(map(_specific, named))
        found = [cell for cell in named if _specific(cell) == best]
    else:
        found = [cell for cell in slips if _is_anchored(said, at, cell, anchors)]
    if any(cell in equal for cell in found):
        return []
    # Where a value of the same row or column is the figure, that one is meant, unless the words name another.
    crossing = {line for cell in equal for line in _lines(cell)}
    found = [cell for cell in found if not crossing & _lines(cell)]
    beside = (cell for cells in rows for cell in cells if crossing & _lines(cell) and cell not in equal)
    return found or [cell for cell in beside if _fits(said, cell) and _is_copied(said, cell, equal, anchors)]


def _lines(cell: Named) -> frozenset[tuple[str, int, int]]:
    """The row and the column that a cell stands in."""
    return frozenset([("row", cell.table, cell.line), ("column", cell.table, cell.column)])


def _fits(said: Said, cell: Named) -> bool:
    """Whether form, unit and period of a figure may be those of a cell, and no plan or estimate is told from it."""
    if (said.quantity.form == "percent") != cell.is_percent:
        return False
    if said.years and cell.years and not said.years <= cell.years:
        return False
    if cell.own_years and not cell.own_years <= said.years:
        return False
    named = cell.column_words | set(cell.row_words)
    if _CHANGES & set(said.lead[-3:]) - named:
        return False
    if any(not named >= phrase for phrase in said.others):
        return False
    if cell.unit is None and not cell.is_percent:
        return not said.quantity.measured
    return cell.is_percent or said.quantity.family in (None, cell.unit.family if cell.unit else None)


# By words


def _is_named(said: Said, cell: Named, slips: Sequence[Named], anchors: _Anchors) -> bool:
    """Whether the words of a sentence name a cell's row and column, and nothing else."""
    words = set(said.sentence)
    if not cell.column_words <= said.near | set(said.opening) or not _in_a_row(cell.row_words, said.sentence):
        return False
    if _PARTS_OF_YEAR & words - cell.around - set(cell.row_words):
        return False
    slipped = cell in slips
    if cell.is_total and said.refers and slipped and _digits(said.quantity) >= _LONG:
        return True
    if not (cell.column_words or cell.own_years) or (not cell.is_total and len(cell.label) < _FEWEST_OF_LABEL):
        return False
    unit, named = set(tokens(said.quantity.unit or "")), cell.column_words | set(cell.row_words) | cell.around
    if cell.unit is None and not unit - {"%"} <= named:
        return False
    named |= unit
    if not cell.is_total:
        return (slipped or _is_near(cell, anchors)) and not _strange(said.near, named)
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


def _is_near(cell: Named, anchors: _Anchors) -> bool:
    """Whether other figures of the paragraph are values of a cell's row or column."""
    return any(o.table == cell.table and (o.line == cell.line or o.column == cell.column) for _, o in anchors)


def _is_itself(said: Said, cell: Named, anchors: _Anchors) -> bool:
    """Whether a figure is the value of a cell that the words name by its column, and other figures by its row."""
    in_row = any((other.table, other.line) == (cell.table, cell.line) for _, other in anchors)
    return in_row and _has_head(said, cell) and _fits(said, cell)


def _is_anchored(said: Said, at: int, cell: Named, anchors: _Anchors) -> bool:
    """Whether other figures of the paragraph and the words together tell that a cell is meant."""
    beside = [(place, other) for place, other in anchors if other.table == cell.table]
    in_column = any(other.column == cell.column for _, other in beside)
    before = [other for place, other in beside if place < at]
    in_row = bool(before and before[-1].line == cell.line) or (not before and any(o.line == cell.line for _, o in beside))
    by_label, by_head = _has_label(said, cell), _has_head(said, cell)
    if not ((by_label and (in_column or (in_row and by_head))) or (in_row and by_head) or (by_label and by_head and beside)):
        return False
    return _digits(said.quantity) > _SHORT or not _strange(said.near, _all_words(said, cell))


def _is_copied(said: Said, cell: Named, equal: Sequence[Named], anchors: _Anchors) -> bool:
    """Whether the words name a cell, and not the one beside it that has the figure's value."""
    in_column = [other for _, other in anchors if other.table == cell.table and other.column == cell.column]
    in_row = any(other.table == cell.table and other.line == cell.line for _, other in anchors)
    by_head = (_has_head(said, cell) or bool(cell.own_years & said.years)) and bool(in_column or in_row)
    if not _has_label(said, cell) or not (by_head or len(in_column) >= _SEVERAL) or _strange(said.near, _all_words(said, cell)):
        return False
    beside = [other for other in equal if other.table == cell.table and cell.line == other.line]
    above = [other for other in equal if other.table == cell.table and cell.column == other.column]
    return not any(_may_be_headed(said, other) for other in beside) and not any(_has_label(said, other) for other in above)


def _may_be_headed(said: Said, cell: Named) -> bool:
    """Whether no words tell that another column is meant than a cell's."""
    return _has_head(said, cell) or (not cell.column_words and cell.own_years <= said.years)


def _all_words(said: Said, cell: Named) -> set[str]:
    return {*cell.around, *cell.row_words, *tokens(said.quantity.unit or "")}


def _telling(said: Sequence[Said], anchors: _Anchors) -> list[tuple[int, Named]]:
    """The figures of which it is no chance that they are a cell's value: many digits, a label, others of its row or column."""
    cells = {id(cell): cell for _, cell in anchors}.values()
    beside = Counter(line for cell in cells for line in _lines(cell))
    return [
        (at, cell)
        for at, cell in anchors
        if _digits(cell.quantity) > _SHORT
        or (cell.label and cell.label <= set(said[at].lead))
        or any(beside[line] > 1 for line in _lines(cell))
    ]


def _has_label(said: Said, cell: Named) -> bool:
    """Whether the words right around a figure name a row; a total is named by "tổng", "toàn tỉnh", or parts behind it."""
    if cell.is_total:
        return bool(_WHOLES & {*said.lead, *said.opening}) or _in_a_row(("trong", "đó"), said.rest)
    if not cell.label:
        return bool(cell.own_years & said.years)
    if _is_most(cell.label, said.near):
        return True
    # Right before the next figure it names that one.
    return cell.label <= set(said.rest) and tuple(said.rest[-len(cell.row_words) :]) != cell.row_words


def _is_most(label: frozenset[str], words: frozenset[str]) -> bool:
    """Whether words hold a label, a long one but for a word that may be shortened or left out."""
    missing = len(label - words)
    return not missing or (missing == 1 and len(label) >= _MOST_OF_LABEL)


def _has_head(said: Said, cell: Named) -> bool:
    """Whether the words right around a figure name a column."""
    words = {*said.lead, *said.rest}
    heads = cell.column_words - (_CHANGES if words & _CHANGES else frozenset())
    return bool(cell.column_words) and heads <= words
