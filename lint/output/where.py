"""Where a place is, in words: a line of a text, a paragraph, cell or footnote of a Word file, a page and line of a PDF."""

from __future__ import annotations

from checks.rule import Text
from grammar.source import Address, Cell
from lint.located import Location

_LINE = Text("dòng {line}", "line {line}")
_PAGE = Text("trang {page}, dòng {line}", "page {page}, line {line}")
_PARAGRAPH = Text("đoạn {paragraph}", "paragraph {paragraph}")
_CELL = Text("bảng {table}, hàng {row}, cột {column}", "table {table}, row {row}, column {column}")
_FRAMED = Text("khung đầu hoặc cuối báo cáo", "letterhead or signature")
_FOOTNOTE = Text("chú thích {number}", "footnote {number}")
_FRAME = Text("khung chữ", "text box")


def place(location: Location) -> Text:
    """The first place of a location, as a person finds it in the file."""
    first, address = location.regions[0], location.addresses[0]
    if address is None:
        here = f"{first.line}:{first.column}"
        return Text(here, here)
    return _address(address, location.footnote)


def short(location: Location) -> Text:
    """The same without columns, for lists of places."""
    if location.addresses[0] is None:
        here = str(location.regions[0].line)
        return Text(here, here)
    return place(location)


def named(location: Location) -> Text:
    """The first place in words: its line ("line 250"); in a file without lines, `qualified`."""
    if location.addresses[0] is None:
        return _LINE.fill(line=location.regions[0].line)
    return qualified(location)


def qualified(location: Location) -> Text:
    """The place with the headings above it: "II.2 › paragraph 30"."""
    return Text(*(_below(*pair) for pair in zip(location.place, place(location), strict=True)))


def _below(headings: str, here: str) -> str:
    # The headings of a footnote's words end with the footnote, which in a Word file is also all that their place says.
    return headings if headings == here or headings.endswith(f" › {here}") else " › ".join(filter(None, (headings, here)))


def _address(address: Address, footnote: int | None) -> Text:
    if address.page is not None and address.cell is not None:
        cell = _cell(address.cell)
        return Text(*(f"{word} {address.page}, {said}" for word, said in zip(("trang", "page"), cell, strict=True)))
    if address.page is not None:
        return _PAGE.fill(page=address.page, line=address.line)
    if address.cell is not None:
        return _cell(address.cell)
    if footnote is not None:
        return _FOOTNOTE.fill(number=footnote)
    if address.paragraph is not None:
        return _PARAGRAPH.fill(paragraph=address.paragraph)
    return _FRAME


def _cell(cell: Cell) -> Text:
    if cell.name:
        return Text(cell.name, cell.name)
    if not cell.table:
        return _FRAMED
    return _CELL.fill(table=cell.table, row=cell.row, column=cell.column)
