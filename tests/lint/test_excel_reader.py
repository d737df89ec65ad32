"""Excel: what a person sees on the visible sheets, as tables and lines; damaged and hostile files."""

import datetime
import io
import random
import re
import time
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from checks.registry import RULES
from grammar.structure import build
from lint.engine import check_bytes
from lint.failure import Empty, Failure
from lint.readers import excel, limits, source_of, spreadsheet
from lint.readers.number_format import BUILTIN, shown

Rows = list[list[Any]]
Changes = dict[str, Callable[[str], str | None]]
WORKBOOK, LINKS, SHEET = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def book_of(rows: Rows, change: Callable[[Worksheet], None] = lambda _: None) -> bytes:
    """A workbook with one sheet of these rows."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Biểu 1"
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(row, column, value)
    change(sheet)
    return saved(book)


def repacked(data: bytes, changes: Changes) -> bytes:
    """A workbook with some parts rewritten, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other:
        for part in archive.namelist():
            text: str | None = archive.read(part).decode()
            if part in changes:
                text = changes[part](text or "")
            if text is not None:
                other.writestr(part, text)
    return out.getvalue()


def shared(data: bytes) -> bytes:
    """A workbook as Excel itself writes it: its words in a part of their own."""
    words: list[str] = []

    def moved(found: re.Match[str]) -> str:
        words.append(found[1])
        return f't="s"><v>{len(words) - 1}</v>'

    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Type="{relation}" Target="sharedStrings.xml" Id="rId99"/></Relationships>'
    changes: Changes = {
        SHEET: lambda text: re.sub(r't="inlineStr"><is>(.*?)</is>', moved, text),
        LINKS: lambda text: text.replace("</Relationships>", link),
    }
    data = repacked(data, changes)
    items = "".join(f"<si>{text}</si>" for text in words)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(STRINGS, f'<sst xmlns="{main}" count="{len(words)}">{items}</sst>')
    return buffer.getvalue()


def sheet_xml(inner: str, data: bytes | None = None) -> bytes:
    """A workbook whose sheet is this XML."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return repacked(data or book_of([["a"]]), {SHEET: lambda _: f"{head}{inner}</worksheet>"})


def laid(data: bytes) -> tuple[list[list[list[str]]], list[str]]:
    """The tables as rows of words, "" where no cell begins, and the lines that stand in none."""
    source = excel.read(data)
    tables = []
    for table in source.tables:
        rows = max(cell.row + cell.rows for cell in table.cells)
        columns = max(cell.column + cell.columns for cell in table.cells)
        grid = [[""] * columns for _ in range(rows)]
        for cell in table.cells:
            grid[cell.row][cell.column] = "/".join(source.lines[part.line - 1].text for part in cell.parts)
        tables.append(grid)
    held = {part.line for table in source.tables for cell in table.cells for part in cell.parts}
    return tables, [line.text for line in source.lines if line.number not in held]


def first(data: bytes) -> str:
    """What the first cell shows."""
    return excel.read(data).lines[0].text


# --- numbers as they are shown -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("1234.5", "#,##0.0", "1.234,5"),
        ("1234.5", "0.00", "1234,50"),
        ("1234567", "#,##0", "1.234.567"),
        ("0", "#,##0", "0"),
        ("0.5", "#,##0.00", "0,50"),
        ("0.5", "#.00", ",50"),
        ("2.5", "0", "3"),
        ("1.005", "0.00", "1,01"),
        ("-2.5", "0", "-3"),
        ("-0.4", "0", "0"),
        ("0.123", "0.0%", "12,3%"),
        ("0.3333333333333333", "0%", "33%"),
        ("1.289", "#,##0.0%", "128,9%"),
        ("0.30000000000000004", "General", "0,3"),
        ("0.30000000000000004", "", "0,3"),
        ("33.333333333333336", "General", "33,33333333"),
        ("1234567.891", "General", "1234567,891"),
        ("123456789012", "General", "123456789012"),
        ("1E3", "General", "1000"),
        ("-5", "General", "-5"),
        ("12", "@", "12"),
        ("5", "000", "005"),
        ("12", "0.##", "12"),
        ("12.5", "0.0##", "12,5"),
        ("12", '0" xã"', "12 xã"),
        ("12", r"0\ \x\ã", "12 xã"),
        ("1234.5", r"#,##0.0\ [$₫-42A]", "1.234,5 ₫"),
        ("1234567890", "#,##0,,", "1.235"),
        ("-1234", "#,##0;(#,##0)", "-1.234"),
        ("-1234", "#,##0;[Red]-#,##0", "-1.234"),
        ("0", '#,##0;-#,##0;"-"', "-"),
        ("0", '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "-"),
        ("1234", '_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* "-"\\ _₫_-;_-@_-', "1.234"),
        ("-1234", '_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* "-"\\ _₫_-;_-@_-', "-1.234"),
        ("7", '[>5]"cao "0;0', "cao 7"),
        ("3", '[>5]"cao "0;0', "3"),
        ("3", ";;;", ""),
        ("0.25", "# ?/?", "0,25"),
        ("12345", "0.00E+00", "12345"),
        ("44625", "dd/mm/yyyy", "05/03/2022"),
        ("44625", "m/d/yy", "05/03/2022"),
        ("44625.99", "d/m/yyyy h:mm", "05/03/2022"),
        ("44625", '"ngày "dd" tháng "mm" năm "yyyy', "05/03/2022"),
        ("44625", "[$-42A]dd mmmm yyyy;@", "05/03/2022"),
        ("44625", "mm/yyyy", "03/2022"),
        ("44625", "yyyy", "2022"),
        ("1", "dd/mm/yyyy", "01/01/1900"),
        ("61", "dd/mm/yyyy", "01/03/1900"),
        ("-1", "dd/mm/yyyy", "-1"),
        ("99999999", "dd/mm/yyyy", "99999999"),
        ("0.5", "h:mm", "12:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("1e300", "0", "…"),
        ("1e-300", "0.00", "0,00"),
    ],
)
def test_a_number_is_written_as_its_cell_shows_it(number: str, code: str, text: str):
    assert shown(number, code) == text


def test_days_may_be_counted_from_1904():
    assert shown("43163", "dd/mm/yyyy", since_1904=True) == "05/03/2022"


def test_formats_that_files_name_by_number():
    assert shown("1234.5", BUILTIN[4]) == "1.234,50"
    assert shown("44625", BUILTIN[14]) == "05/03/2022"
    assert shown("-3", BUILTIN[38]) == "-3"


@pytest.mark.parametrize(
    "code", ['"', "[", "\\", "0" * 5000, "#" * 5000 + "." + "0" * 5000, ";" * 5000, "[>1", "%%%%%%%%", ",,,,", "_"]
)
def test_any_format_is_read(code: str):
    assert isinstance(shown("12.5", code), str)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1234.5, "#,##0.0", "1.234,5"),
        (0.1 + 0.2, "General", "0,3"),
        (12, "General", "12"),
        (True, "General", "TRUE"),
        ("#REF!", "General", "#REF!"),
        ("0123", "General", "0123"),
        (datetime.date(2022, 3, 5), "yyyy-mm-dd", "05/03/2022"),
        (datetime.datetime(2022, 3, 5, 8, 30), "d/m/yyyy h:mm", "05/03/2022"),
        ("=SUM(A2:A3)", "General", "…"),
        (CellRichText("a ", TextBlock(InlineFont(b=True), "b"), " c"), "General", "a b c"),
    ],
)
def test_cells_of_a_workbook(value: Any, code: str, text: str):
    def form(sheet: Worksheet) -> None:
        sheet["A1"].number_format = code

    assert first(book_of([[value, "b"]], form)) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh><t>x</t></rPh></is></c>', "a b"),
        ('<c r="A1" t="str"><f>A2</f><v>a_x000D_b_x005F_</v></c>', "a"),
        ('<c r="A1" t="e"><f>A2</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="A1"><f>A2</f><v>12.5</v></c>', "12,5"),
        ('<c r="A1"><f>A2</f></c>', "…"),
        ('<c r="A1" t="d"><v>2022-03-05T00:00:00</v></c>', "05/03/2022"),
        ('<c t="inlineStr"><is><t>a</t></is></c>', "a"),
        ('<c r="A1" t="str"><f>A2</f><v></v></c><c r="B1"><v>2</v></c>', "2"),
    ],
)
def test_cells_as_other_programs_write_them(cell: str, text: str):
    assert first(sheet_xml(f"<sheetData><row>{cell}</row></sheetData>")) == text


def test_formulas_without_a_result_are_remarked_on():
    assert excel.read(book_of([["a", "=B2"], ["b", "=SUM(A1:A2)"], ["c", 3]])).remarks == {"uncalculated": 2}


# --- sheets, tables, lines ---------------------------------------------------------------------------------------------

HEAD = ["STT", "Đơn vị", "Số hồ sơ"]


@pytest.mark.parametrize(
    ("rows", "tables", "lines"),
    [
        ([HEAD, [1, "Xã A", 5]], [[["STT", "Đơn vị", "Số hồ sơ"], ["1", "Xã A", "5"]]], []),
        ([["Biểu 1"], ["Đơn vị: hồ sơ"], [], HEAD, [1, "A", 5]], [[HEAD, ["1", "A", "5"]]], ["Biểu 1", "Đơn vị: hồ sơ"]),
        ([HEAD, [1, "A", 5], ["Ghi chú: a"], [], ["Người lập"]], [[HEAD, ["1", "A", "5"]]], ["Ghi chú: a", "Người lập"]),
        ([HEAD, ["Cấp xã"], [1, "A", 5]], [[HEAD, ["Cấp xã", "", ""], ["1", "A", "5"]]], []),
        ([HEAD, [1, "A", 5], [], [2, "B", 6]], [[HEAD, ["1", "A", "5"], ["2", "B", "6"]]], []),
        ([HEAD, [1, "A", 5], [], ["Cấp xã"], [2, "B", 6]], [[HEAD, ["1", "A", "5"], ["Cấp xã", "", ""], ["2", "B", "6"]]], []),
        (
            [HEAD, [1, "A", 5], [], ["Biểu 2"], ["Tên", 2021, 2022], ["a", 1, 2]],
            [[HEAD, ["1", "A", "5"]], [["Tên", "2021", "2022"], ["a", "1", "2"]]],
            ["Biểu 2"],
        ),
        ([["a"], ["b"], [], ["c"]], [], ["a", "b", "c"]),
        ([[None, "A", None, "B"], [None, 1, None, 2]], [[["A", "B"], ["1", "2"]]], []),
    ],
    ids=["table", "title", "below", "section", "blank-row", "section-behind-blank", "two-tables", "lines", "blank-columns"],
)
def test_a_sheet_is_parted_into_tables_and_lines(rows: Rows, tables: list[list[list[str]]], lines: list[str]):
    assert laid(book_of(rows)) == (tables, lines)


def test_merged_cells_reach_over_rows_and_columns():
    def merge(sheet: Worksheet) -> None:
        for area in ("A1:E1", "A2:A3", "C2:E2"):
            sheet.merge_cells(area)

    rows: Rows = [["Biểu 1"], ["STT", "Tên", "Năm 2022"], [None, None, "a", "b"], [1, "A", 5, 6]]
    source = excel.read(book_of(rows, merge))
    assert source.lines[0].text == "Biểu 1"
    cells = {source.lines[cell.parts[0].line - 1].text: cell for cell in source.tables[0].cells}
    assert (cells["STT"].rows, cells["STT"].columns) == (2, 1)
    assert (cells["Năm 2022"].row, cells["Năm 2022"].column, cells["Năm 2022"].columns) == (0, 2, 2)
    assert (cells["6"].row, cells["6"].column) == (2, 3)


def test_what_a_merged_cell_covers_is_not_shown():
    inner = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    assert laid(sheet_xml(inner)) == ([[["1", "3"]]], [])


def test_places_are_named_as_the_workbook_names_them():
    source = excel.read(book_of([["Biểu 1"], [], [None, *HEAD], [None, 1, "Xã A", 5]]))
    where = {line.text: line.address.cell for line in source.lines if line.address}
    assert where["Biểu 1"] == (1, 1, 1, "Biểu 1!A1")
    assert where["Xã A"] == (1, 4, 3, "Biểu 1!C4")
    assert source.tables[0].name == "Biểu 1"
    assert source.format == "excel"


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")])
def test_names_of_columns(column: int, name: str):
    assert spreadsheet.column_name(column) == name


def test_what_is_hidden_is_left_out_and_remarked_on():
    book = Workbook()
    sheet, other, veiled = book.active, book.create_sheet("ẩn"), book.create_sheet("ẩn kỹ")
    assert isinstance(sheet, Worksheet)
    for row in [["A", "B", "C"], [1, 2, 3], [4, 5, 6]]:
        sheet.append(row)
    other["A1"], veiled["A1"] = "x", "y"
    other.sheet_state, veiled.sheet_state = "hidden", "veryHidden"
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["B"].hidden = True
    source = excel.read(saved(book))
    assert [line.text for line in source.lines] == ["A", "C", "4", "6"]
    assert source.remarks == {"hidden": 4}


def test_a_merged_cell_shows_in_the_first_column_that_is_shown():
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:C1")
        sheet.column_dimensions["A"].hidden = True

    assert laid(book_of([["Tổng", None, None, "D"], [1, 2, 3, 4]], change))[0] == [[["Tổng", "", "D"], ["2", "3", "4"]]]


def test_a_row_that_is_hidden_parts_no_table():
    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    assert len(laid(book_of([HEAD, [1, "A", 5], ["x"], ["Tên", "b", "c"]], change))[0]) == 1


def test_lines_within_a_cell():
    source = excel.read(book_of([["Tổng\nsố", "- xã A;\n- xã B;\n\n"], [1, 2]]))
    assert [(line.text, line.opens) for line in source.lines[:4]] == [
        ("Tổng", True),
        ("số", False),
        ("- xã A;", True),
        ("- xã B;", True),
    ]
    found = build(source)
    assert [found.text[cell.span.start : cell.span.end] for cell in found.tables[0].cells[:2]] == ["Tổng số", "- xã A;\n- xã B;"]


def test_a_finding_names_its_cell():
    data = book_of([["Đã ban hành Kế hoạch số 12/KH-UBND ngày 31/02/2022 của Ủy ban nhân dân huyện."]])
    (found,) = [found for found in check_bytes(data, "a.xlsx", RULES).findings if found.rule.name == "invalid-date"]
    (address,) = found.location.addresses
    assert address
    assert address.cell == (1, 1, 1, "Biểu 1!A1")


def test_words_may_stand_in_a_part_of_their_own():
    plain = book_of([["Biểu 1"], HEAD, [1, "Xã A", 0.5], [2, "Xã A", "b"]])
    assert shared(plain) != plain
    assert laid(shared(plain)) == laid(plain)


def test_a_strict_workbook():
    def strict(text: str) -> str:
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        return text.replace(main, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            links, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )

    parts = [WORKBOOK, LINKS, SHEET, STRINGS]
    plain = shared(book_of([HEAD, [1, "A", 0.5]]))
    assert laid(repacked(plain, dict.fromkeys([*parts, STYLES], strict))) == laid(plain)


def test_a_sheet_may_be_a_chart():
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    book.active["A1"] = "a"
    book.create_chartsheet("Biểu đồ")
    assert laid(saved(book)) == ([], ["a"])


# --- damaged and hostile ------------------------------------------------------------------------------------------------

BOOK = shared(book_of([["Biểu 1"], HEAD, [1, "Xã A", 0.5], [2, "Xã B", "=C3"]]))


def refusal(data: bytes) -> str:
    with pytest.raises(Failure) as caught:
        source_of(data, "a.xlsx")
    return caught.value.text.en


@pytest.mark.parametrize(
    "changes",
    [
        {WORKBOOK: lambda _: "<a"},
        {SHEET: lambda _: None},
        {SHEET: lambda text: text[: len(text) // 2]},
        {STRINGS: lambda _: None},
        {STRINGS: lambda _: "<sst/>"},
        {STYLES: lambda text: text.replace('numFmtId="0"', 'numFmtId="x"')},
        {LINKS: lambda _: "<Relationships/>"},
        {SHEET: lambda text: text.replace('r="A1"', 'r="1A"')},
        {SHEET: lambda text: text.replace('r="A1"', 'r="ZZZ9999999"')},
        {SHEET: lambda text: text.replace("<v>0.5</v>", "<v>năm</v>")},
        {SHEET: lambda text: '<!DOCTYPE a [<!ENTITY b "c">]>' + text.partition("?>")[2]},
    ],
)
def test_damaged_parts_are_refused(changes: Changes):
    data = repacked(BOOK, changes)
    assert data != BOOK
    assert "damaged" in refusal(data)


def test_cut_and_flipped_files_are_read_or_refused():
    chance = random.Random(1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(300):
            data = bytearray(BOOK)
            for _ in range(chance.randint(1, 5)):
                data[chance.randrange(4, len(data))] = chance.randrange(256)
            if chance.random() < 0.3:
                del data[chance.randrange(4, len(data)) :]
            try:
                source_of(bytes(data), "a.xlsx")
            except Failure:
                continue


def test_flipped_parts_are_read_or_refused():
    chance = random.Random(2)
    parts = [WORKBOOK, LINKS, SHEET, STRINGS]

    def flip(text: str) -> str:
        at = chance.randrange(len(text))
        return text[:at] + str(chance.choice('<>"/=09AZ &;-\n')) + text[at + chance.randint(0, 3) :]

    for _ in range(300):
        try:
            source_of(repacked(BOOK, {chance.choice([*parts, STYLES]): flip}), "a.xlsx")
        except Failure:
            continue


@pytest.mark.parametrize("rows", [[], [["  "]], [[None]]])
def test_a_workbook_without_words_is_empty(rows: Rows):
    with pytest.raises(Empty):
        excel.read(book_of(rows))


def test_a_workbook_whose_only_words_are_hidden_is_empty():
    def change(sheet: Worksheet) -> None:
        sheet.column_dimensions["A"].hidden = True

    with pytest.raises(Empty):
        excel.read(book_of([["a"]], change))


def quick(data: bytes) -> Any:
    begin = time.process_time()
    try:
        return source_of(data, "a.xlsx")
    except Failure as failure:
        return failure.text.en
    finally:
        assert time.process_time() - begin < 20


def test_a_sheet_of_half_a_million_rows_of_nothing_is_quick():
    rows = "".join(f'<row r="{row}" ht="15"><c r="A{row}" s="0"/></row>' for row in range(1, 500_001))
    inner = (
        f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    inner = inner.replace('<c r="A5" s="0"/>', '<c r="A5" s="0"/><c r="B5"><v>7</v></c>').replace(
        "A1:XFD1048576", "C1:XFD1048576"
    )
    assert [line.text for line in quick(sheet_xml(inner)).lines] == ["7"]


def test_more_cells_than_any_report_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MOST_CELLS", 100)
    assert len(quick(book_of([[row] for row in range(100)])).lines) == 100
    assert "cells" in quick(book_of([[row] for row in range(101)]))


def test_a_string_that_is_shown_too_often_is_refused():
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1000))
    data = shared(book_of([["a" * 32_000]]))
    assert "larger than 3 MB" in quick(sheet_xml(f"<sheetData>{cells}</sheetData>", data))


def test_a_row_with_more_cells_than_columns_is_refused():
    assert "damaged" in quick(sheet_xml("<sheetData><row>" + "<c/>" * 20_000 + "</row></sheetData>"))


def test_many_merged_cells_over_many_rows_are_refused():
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 2000))
    areas = "".join(f'<mergeCell ref="B{row}:C900000"/>' for row in range(1, 2000))
    assert "cells" in quick(sheet_xml(f"<sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells>"))


def test_hidden_rows_under_merged_cells_are_quick():
    rows = "".join(f'<row r="{row}" hidden="1"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 50_000))
    areas = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 50_000))
    assert "visible" in quick(sheet_xml(f"<sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells>"))


def test_a_letter_with_more_marks_than_any_language_writes_is_refused():
    assert "combining marks" in quick(book_of([["a" + "\u0301" * 30_000]]))


def test_entities_are_not_expanded():
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    data = repacked(BOOK, {STRINGS: lambda text: f"<!DOCTYPE s [{bomb}]>{text.replace('<t>', '<t>&a9;')}"})
    assert "damaged" in quick(data)


def test_a_directory_that_lies_about_sizes_is_refused():
    data = sheet_xml("<sheetData>" + " " * 1_000_000 + "</sheetData>", BOOK)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    assert "damaged" in quick(re.sub(re.escape(size.to_bytes(4, "little")), (1000).to_bytes(4, "little"), data))
