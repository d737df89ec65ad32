"""A table as a grid: which rows are headers, what each column holds, what each row is called and stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from grammar.report import Report, Span, Table
from grammar.tables.formulas import Formula, column_numbers, formula
from grammar.tables.values import Value, english, is_english, value
from grammar.vocabulary import fold, table_words

ColumnKind = Literal["ordinal", "label", "unit", "remark", "number", "words", "empty"]
LineRole = Literal["data", "total", "some parts", "all parts", "group"]

TOTALS = table_words("totals")
_BEGINS_TOTAL = tuple(f"{word} " for word in table_words("begins_total"))
_SUBTOTAL = re.compile(
    rf"(?:tổng )?(?:cộng|tổng)(?: (?:[a-zđ]|[ivx]+|\d+)$| (?:{'|'.join(sorted(table_words('subtotal_of')))})(?!\w))"
)
_SOME_PARTS = tuple(table_words("some_parts"))
_ALL_PARTS = tuple(table_words("all_parts"))
_NOT_ADDED = tuple(f" {word} " for word in table_words("not_added") if word != "%")
_NOT_ADDED_ALONE = table_words("not_added_alone")
_PERCENTS = tuple(f" {word} " for word in table_words("percents") if word != "%")
_ORDINALS = table_words("ordinals")
_UNITS = table_words("units")
_REMARKS = table_words("remarks")
_MOST_HEADED = 6  # rows of a header
_PERIOD = re.compile(r"\d{1,2} (?:tháng|quý|năm)(?!\w)")
_YEAR = re.compile(r"(?:năm )?(?:19|20)\d\d")
_ENUMERATOR = re.compile(r"(?P<number>[IVXLC]+|[A-ZĐ]|\d{1,3}(?:\.\d{1,3})*|[a-zđ])(?P<end>[.)/]?)|(?P<dash>[-+*•])")
_LEADING = re.compile(
    r"\s*(?:(?P<number>[IVXLC]+|[A-ZĐ]|\d{1,3}(?:\.\d{1,3})*|[a-zđ])(?P<end>[.)/])\s*(?=[^\W\d])|(?P<dash>[-+*•])\s*)"
)
_LONGEST_ENUMERATOR = 4
_LONGEST = 500  # characters of a cell that are read: one that covers many rows is read for each of them
_RANKS = {"-": 90, "*": 92, "•": 92, "+": 95}
_PARTS_RANK = 80
_FLAT, _BARE = 30, 5
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*:?$")
_TAIL_FORMULA = re.compile(r"\s((?:[IVX]+|[A-Z]|\d{1,2})(?:\s?\+\s?(?:[IVX]+|[A-Z]|\d{1,2}))+)\s*:?$")
_FORMULA = re.compile(r"[+=]|^[IVX\d]+$")
_WORDS = re.compile(r"[^\W_]+|%")


class GridCell(NamedTuple):
    """A cell: row and column of its corner, how many it covers, its words, what they are worth."""

    row: int
    column: int
    rows: int
    columns: int
    span: Span
    text: str
    value: Value


class Column(NamedTuple):
    """A column.

    Attributes:
        place: from 0, from the left.
        heads: the words of the headers above it, folded, from the top; `name` these as written.
        number: its number in the row of column numbers; `formula` what that says.
        added: whether its values may add up over the rows; `percent` whether they are percentages.
    """

    place: int
    kind: ColumnKind
    heads: tuple[str, ...]
    name: str
    number: int | None
    formula: Formula | None
    added: bool
    percent: bool


class Line(NamedTuple):
    """A row below the header.

    Attributes:
        row: in the table, from 0.
        label: its words, folded, without number and without formula; `name` these as written, `span` where they stand.
        enumerator: its number as written: "I", "1.2", "a", "-"; "" without.
        parent: the place among the lines of the one that it stands under.
        role: "group" has no values; "some parts" and "all parts" only announce the rows below ("Trong đó:").
        formula: what stands in brackets behind a total: "I+II".
        percent: whether its values are percentages; `added` whether they may add up over the columns.
    """

    row: int
    label: str
    name: str
    span: Span | None
    enumerator: str
    parent: int | None
    role: LineRole
    formula: str
    added: bool
    percent: bool


class Grid(NamedTuple):
    """A table understood."""

    table: Table
    cells: Mapping[tuple[int, int], GridCell]
    headed: int
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def at(self, line: Line, column: Column) -> GridCell | None:
        """The cell whose corner lies there; None for an empty or covered one."""
        cell = self.cells.get((line.row, column.place))
        return cell if cell and (cell.row, cell.column) == (line.row, column.place) else None


def grid_of(table: Table, report: Report) -> Grid:
    """A table's header, columns and rows."""
    cells: dict[tuple[int, int], GridCell] = {}
    for cell in table.cells:
        text = report.text[cell.span.start : cell.span.end][:_LONGEST]
        read = GridCell(cell.row, cell.column, cell.rows, cell.columns, cell.span, text, value(text, cell.span))
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                cells[row, column] = read
    cells = _one_style(cells)
    headed, numbers = _header(cells, table)
    columns = tuple(_columns(cells, table, headed, numbers))
    return Grid(table, cells, headed, columns, tuple(_lines(cells, table, headed, columns)))


def _one_style(cells: dict[tuple[int, int], GridCell]) -> dict[tuple[int, int], GridCell]:
    """The cells with their numbers read in the one style of the table: a dot before decimals, or between groups."""
    # The first column's "1.1" numbers rows.
    quantities = [cell.value.quantity for cell in cells.values() if cell.column and cell.value.quantity]
    if not is_english(quantities):
        return cells
    return {
        at: cell._replace(value=Value("number", english(cell.value.quantity)))
        if cell.value.kind == "number" and cell.value.quantity
        else cell
        for at, cell in cells.items()
    }


def _header(cells: Mapping[tuple[int, int], GridCell], table: Table) -> tuple[int, dict[int, tuple[int, Formula | None]]]:
    """How many rows are header, and for each column its number and formula."""
    headed = 0
    numbers: dict[int, tuple[int, Formula | None]] = {}
    while headed < min(table.rows, _MOST_HEADED):
        row = [cells.get((headed, column)) for column in range(table.columns)]
        texts = [cell.text.strip() if cell else "" for cell in row]
        given = column_numbers(texts) if headed else None
        if given:
            for column, number in enumerate(given):
                if number is not None:
                    numbers[column] = number, formula(texts[column])
            return headed + 1, numbers
        if headed >= table.headed and not _is_header(row, headed, cells):
            break
        headed += 1
    return headed, numbers


def _is_header(row: Sequence[GridCell | None], place: int, cells: Mapping[tuple[int, int], GridCell]) -> bool:
    """Whether a row is part of the header: words over more than the first columns, or years."""
    filled = [cell for cell in row if cell]
    if not filled:
        return False
    numbers = [cell for cell in filled if cell.value.kind in ("number", "nothing", "unknown") and not _is_period(cell.text)]
    if numbers:
        years = all(_YEAR.fullmatch(cell.text.strip()) for cell in numbers)
        return years and (place == 0 or len(numbers) > 1) and (place == 0 or row[0] is None or row[0].row < place)
    if place == 0:
        return True
    own = [cell for cell in filled if cell.row == place]
    if any(cell.row < place for cell in filled):
        return bool(own)
    if own[0].column > 1 or (own[0].column == 1 and len(own) > 1):
        return True  # below a header whose first cells are not merged with the empty ones under them
    # A row of words below a whole header is one of the body ("I | Cấp tỉnh"); below a caption over all columns it is the header.
    above = cells.get((place - 1, 0))
    return above is not None and above.columns >= len(row) and len(own) > 1


def _is_period(text: str) -> bool:
    """Whether a head begins with a number because it names a period: "6 tháng", "9 tháng đầu năm"."""
    return _PERIOD.match(fold(text)) is not None


def _columns(
    cells: Mapping[tuple[int, int], GridCell],
    table: Table,
    headed: int,
    numbers: Mapping[int, tuple[int, Formula | None]],
) -> Iterator[Column]:
    labelled = False
    named = headed - 1 if numbers else headed  # rows of the header that hold words
    for place in range(table.columns):
        above: list[str] = []
        last: GridCell | None = None
        for row in range(named):
            cell = cells.get((row, place)) or _spread(cells, row, place, named)
            if cell and cell is not last and not cell.columns >= table.columns > 1:
                above.append(" ".join(cell.text.split()))
            last = cell or last
        heads = tuple(map(fold, above))
        body = [cell for row in range(headed, table.rows) if (cell := cells.get((row, place))) and cell.columns < table.columns]
        kind = _kind(body, heads, labelled, table, place)
        labelled = labelled or kind == "label"
        number, made = numbers.get(place, (None, None))
        percent = kind == "number" and (is_percent(heads) or _percent_values(body))
        yield Column(
            place, kind, heads, ", ".join(above), number, made, kind == "number" and not percent and adds_up(heads), percent
        )


def _spread(cells: Mapping[tuple[int, int], GridCell], row: int, column: int, headed: int) -> GridCell | None:
    """The header cell to the left of an empty one, where the file merges no cells and words stand below both."""
    left = column - 1
    while left > 0 and (row, left) not in cells:
        left -= 1
    below = row + 1
    split = below < headed and (below, column) in cells and (below, left) in cells and cells[below, left].row == below
    return cells.get((row, left)) if split else None


def _kind(body: Sequence[GridCell], heads: Sequence[str], labelled: bool, table: Table, place: int) -> ColumnKind:
    """What a column holds."""
    last = heads[-1] if heads else ""
    if not body:
        return "empty"
    if last in _ORDINALS:
        return "ordinal"
    if last in _UNITS:
        return "unit"
    if last in _REMARKS:
        return "remark"
    own = [cell for cell in body if cell.column == place]
    numbers = sum(cell.value.kind == "number" for cell in own)
    words = sum(cell.value.kind == "words" for cell in own)
    if not labelled and numbers and all(_YEAR.fullmatch(cell.text.strip()) for cell in own if cell.value.kind == "number"):
        return "label"
    if not labelled and place == 0 and table.columns > 2 and _counts_rows(own):
        return "ordinal"
    if words > numbers:
        return "words" if labelled else "label"
    if numbers or any(cell.value.kind in ("nothing", "unknown") for cell in own):
        return "number"
    return "words"


def _counts_rows(cells: Sequence[GridCell]) -> bool:
    """Whether a column without head numbers its rows: 1, 2, 3 or I, 1, 2, II."""
    texts = [cell.text.strip() for cell in cells if cell.columns == 1]
    plain = [int(text) for text in texts if text.isdigit() and len(text) < _LONGEST_ENUMERATOR]
    return all(map(_ENUMERATOR.fullmatch, texts)) and (not plain or plain[0] == 1) and bool(texts)


def _has(heads: Sequence[str], sought: Sequence[str]) -> bool:
    """Whether any of the words sought, each between blanks, stands in heads."""
    padded = f" {' '.join(word for head in heads for word in _WORDS.findall(head))} "
    return any(word in padded for word in sought)


def is_percent(heads: Sequence[str]) -> bool:
    """Whether what such heads stand over are percentages."""
    return any("%" in head for head in heads) or _has(heads, _PERCENTS)


def _percent_values(cells: Sequence[GridCell]) -> bool:
    numbers = [cell for cell in cells if cell.value.kind == "number" and cell.value.quantity]
    return bool(numbers) and all(cell.value.quantity and cell.value.quantity.form == "percent" for cell in numbers)


def adds_up(heads: Sequence[str]) -> bool:
    """Whether what such heads stand over may be added up: no percentages, averages, ranks, marks."""
    if is_percent(heads) or (heads and heads[-1] in _NOT_ADDED_ALONE):
        return False
    return not _has(heads, _NOT_ADDED)


def _lines(cells: Mapping[tuple[int, int], GridCell], table: Table, headed: int, columns: Sequence[Column]) -> Iterator[Line]:
    """The rows below the header, each with the one that it stands under."""
    drafts = [draft for row in range(headed, table.rows) if (draft := _draft(cells, row, columns))]
    drafts = _with_totals(drafts)
    ranks = _ranks(drafts)
    open_lines: list[tuple[int, int]] = []  # (rank, place)
    for place, (line, rank) in enumerate(zip(drafts, ranks, strict=True)):
        if rank is None:
            open_lines.clear()
            yield line
            continue
        while open_lines and open_lines[-1][0] >= rank:
            open_lines.pop()
        yield line._replace(parent=open_lines[-1][1] if open_lines else None)
        open_lines.append((rank, place))


def _draft(cells: Mapping[tuple[int, int], GridCell], row: int, columns: Sequence[Column]) -> Line | None:
    """A row with its label and number; None for an empty one."""
    own = [cell for column in columns if (cell := cells.get((row, column.place)))]
    if not own:
        return None
    valued = any(
        (cell := cells.get((row, column.place))) and cell.row == row and cell.value.kind != "words"
        for column in columns
        if column.kind == "number"
    )
    enumerator, label, span = "", "", None
    for column in columns:
        cell = cells.get((row, column.place))
        if column.kind not in ("ordinal", "label") or cell is None:
            continue
        text = " ".join(cell.text.split())
        if column.kind == "ordinal" and cell.columns == 1 and _ENUMERATOR.fullmatch(text):
            enumerator = text.rstrip(".)/") or text
        else:
            label, span = text, cell.span
            break
    if not label and not valued:
        return None
    lead = _LEADING.match(label)
    if lead:
        enumerator = enumerator or lead["number"] or lead["dash"]
        label = label[lead.end() :]
    bracket = _BRACKETED.search(label)
    made = ""
    if tail := _TAIL_FORMULA.search(label):
        made, label = tail[1], label[: tail.start()]
    if bracket and _FORMULA.search(bracket[1]):
        made, label = bracket[1], label[: bracket.start()]
    said = fold(label).rstrip(": ").strip()
    return Line(
        row, said, label.strip(": "), span, enumerator, None, _role(said, made, valued), made, adds_up([said]), is_percent([said])
    )


def _role(said: str, made: str, valued: bool) -> LineRole:
    if said in TOTALS or _SUBTOTAL.match(said) or (said.startswith(_BEGINS_TOTAL) and made):
        return "total" if valued else "group"
    if said in _SOME_PARTS:
        return "some parts"
    if said in _ALL_PARTS:
        return "all parts"
    return "data" if valued else "group"


def _with_totals(lines: list[Line]) -> list[Line]:
    """The lines, the first or last one as a total where its words begin like one and it has no number beside others that have."""
    numbered = any(line.enumerator for line in lines)
    for place in {0, len(lines) - 1} if lines else ():
        line = lines[place]
        if line.role == "data" and line.label.startswith(_BEGINS_TOTAL) and not line.enumerator and (place or not numbered):
            lines[place] = line._replace(role="total")
    return lines


def _ranks(lines: Sequence[Line]) -> list[int | None]:
    """How deep each line stands by its number, a smaller rank higher; None for totals, which stand under nothing."""
    numbered = any(line.enumerator for line in lines)
    romans = any(line.enumerator == "I" for line in lines)
    found: list[int | None] = []
    for line in lines:
        if line.role == "total":
            found.append(None)
        elif line.enumerator:
            found.append(_rank(line.enumerator, romans))
        elif line.role in ("some parts", "all parts") or line.label.startswith(_SOME_PARTS):
            found.append(_PARTS_RANK)
        else:
            found.append(_BARE if numbered else _FLAT)
    return found


def _rank(enumerator: str, romans: bool) -> int:
    if enumerator in _RANKS:
        return _RANKS[enumerator]
    if enumerator[0].isdigit():
        return _FLAT + 10 * enumerator.count(".")
    if enumerator.islower():
        return 70
    return 20 if romans and set(enumerator) <= set("IVXLC") and (len(enumerator) > 1 or enumerator in "IVX") else 10
