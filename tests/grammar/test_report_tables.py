"""Tables of reports: what cells are worth, which rows are headers, what a total is made of, what a percentage follows from."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grammar.facts import Relation
from grammar.parse import facts_of
from grammar.report import Span
from grammar.rows import rows_of
from grammar.source import Address, Cell, Part, Source, SourceCell, SourceLine, SourceTable
from grammar.structure import build
from grammar.tables import captions, formulas
from grammar.tables.grid import Grid, grid_of
from grammar.tables.values import value
from tests.helpers import report_of_text, report_with_table

LARK = Path(formulas.__file__).with_name("formula.lark").read_text(encoding="utf-8")


def grid(rows: str, before: str = "") -> Grid:
    report = report_with_table(rows, before)
    return grid_of(report.tables[0], report)


def relations(rows: str, before: str = "") -> list[Relation]:
    return [r for r in facts_of(report_with_table(rows, before)).relations if r.kind in ("table-total", "table-percent")]


def told(rows: str, before: str = "") -> set[tuple[str, str, str]]:
    """Of each relation its first figure, its status and its reading."""
    return {(relation.operands[0].quantity.text, relation.status, relation.reading) for relation in relations(rows, before)}


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("1.234", "number", "1234"),
        ("1 234", "number", "1234"),
        ("1 234 567", "number", "1234567"),
        ("12,5%", "number", "12.5"),
        ("95,5 %", "number", "95.5"),
        ("-275", "number", "-275"),
        ("- 275", "number", "-275"),
        ("+33,8", "number", "33.8"),
        ("1.234 hồ sơ", "number", "1234"),
        ("5 tỷ đồng", "number", "5"),
        ("05", "number", "5"),
        ("0", "number", "0"),
        ("-", "nothing", None),
        ("–", "nothing", None),
        ("Không", "nothing", None),
        ("x", "unknown", None),
        ("X", "unknown", None),
        ("…", "unknown", None),
        ("....", "unknown", None),
        ("#REF!", "unknown", None),
        ("Sở Nội vụ", "words", None),
        ("12/15", "words", None),
        ("I", "words", None),
        ("15/3/2022", "words", None),
        ("Đạt 100%", "words", None),
        ("1.2.3", "words", None),
    ],
)
def test_what_a_cell_is_worth(text: str, kind: str, number: str | None):
    read = value(text, Span(0, len(text)))
    assert read.kind == kind
    if number is not None:
        assert read.quantity is not None
        assert read.quantity.value == Decimal(number)


@given(st.integers(0, 10**12))
def test_whole_numbers_are_read_in_every_way_of_grouping(number: int):
    for written in (
        str(number),
        f"{number:,}".replace(",", "."),
        f"{number:,}".replace(",", " "),
        f"{number:,}".replace(",", "\xa0"),
    ):
        read = value(written.replace("\xa0", " "), Span(0, len(written)))
        assert read.quantity is not None
        assert read.quantity.value == number


def test_the_grammar_of_formulas_has_its_examples():
    yes = re.findall(r"✓ (.+?)(?=\s{2,}|\n)", LARK)
    no = re.findall(r"✗ (.+?)(?=\s{2,}|\n)", LARK)
    assert len(yes) >= 9
    assert [text for text in yes if formulas.formula(text) is None] == []
    assert [text for text in no if formulas.formula(text) is not None] == []


def test_formulas_bear_signs_and_columns():
    found = formulas.formula("(6) = (3)-(4)-(5)")
    assert found == formulas.Formula("sum", 6, ((1, 3), (-1, 4), (-1, 5)))
    assert formulas.formula("(5)=(4)/(3)x100%") == formulas.Formula("ratio", 5, ((1, 4), (1, 3)))


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["A", "B", "1", "2", "3=1+2"], [None, None, 1, 2, 3]),
        (["(1)", "(2)", "(3)", "(4)=(2)+(3)"], [1, 2, 3, 4]),
        (["", "", "1", "2", "3"], [None, None, 1, 2, 3]),
        (["1", "Sở Nội vụ", "3", "4"], None),
        (["I", "15", "16", "17"], None),
        (["1", "2"], None),
    ],
)
def test_rows_of_column_numbers(cells: list[str], numbers: list[int | None] | None):
    assert formulas.column_numbers(cells) == numbers


@pytest.mark.parametrize(
    ("rows", "headed", "kinds"),
    [
        ("TT | Đơn vị | Số hồ sơ\n1 | Xã A | 12\n2 | Xã B | 15", 1, "ordinal label number"),
        (
            "TT | Đơn vị | >2 Hồ sơ | Ghi chú\n^ | ^ | Mới | Cũ | ^\n1 | Xã A | 12 | 3 | tốt",
            2,
            "ordinal label number number remark",
        ),
        ("TT | Đơn vị | Hồ sơ |\n | | Mới | Cũ\n1 | Xã A | 12 | 3", 2, "ordinal label number number"),
        ("Chỉ tiêu | 2021 | 2022\nThu | 12 | 15", 1, "label number number"),
        ("TT | Tên | Số\n(1) | (2) | (3)\n1 | A | 5", 2, "ordinal label number"),
        (">3 Biểu 1. Biên chế\nTT | Tên | Số\n1 | A | 5", 2, "ordinal label number"),
        ("TT | Chỉ tiêu | ĐVT | Số\n1 | Thu | triệu đồng | 5\n2 | Biên chế | người | 7", 1, "ordinal label unit number"),
        ("Năm | Số hồ sơ\n2021 | 1.200\n2022 | 1.350", 1, "label number"),
        ("Xã A | 12 | 13\nXã B | 15 | 16", 0, "label number number"),
        ("TT | Tên | Số\nI | Cấp tỉnh |\n1 | Sở A | 5", 1, "ordinal label number"),
    ],
)
def test_headers_and_columns(rows: str, headed: int, kinds: str):
    read = grid(rows)
    assert [column.kind for column in read.columns] == kinds.split()
    assert read.headed == headed


def test_headers_that_span_columns_stand_over_each():
    read = grid("TT | Đơn vị | >2 Hồ sơ tiếp nhận\n^ | ^ | Tổng số | Trực tuyến\n1 | Xã A | 12 | 3")
    assert [column.heads for column in read.columns[2:]] == [("hồ sơ tiếp nhận", "tổng số"), ("hồ sơ tiếp nhận", "trực tuyến")]


def test_rows_stand_under_one_another_by_their_numbers():
    read = grid(
        "TT | Tên | Số\nI | Cấp tỉnh | 10\n1 | Sở A | 6\n- | Trong đó: nữ | 2\n2 | Sở B | 4\nII | Cấp huyện | 5\n | Tổng cộng (I+II) | 15"
    )
    assert [(line.enumerator, line.parent, line.role) for line in read.lines] == [
        ("I", None, "data"),
        ("1", 0, "data"),
        ("-", 1, "data"),
        ("2", 0, "data"),
        ("II", None, "data"),
        ("", None, "total"),
    ]
    assert read.lines[-1].formula == "I+II"


@pytest.mark.parametrize(
    ("label", "is_total"),
    [
        ("Tổng cộng", True),
        ("TỔNG SỐ", True),
        ("Cộng:", True),
        ("Tổng (I+II)", True),
        ("Cộng nhóm 1", True),
        ("Cộng A", True),
        ("Toàn tỉnh", True),
        ("Cộng đồng dân cư", False),
        ("Tổng cục Thuế", False),
        ("Tổng công ty Điện lực", False),
        ("Xã Tổng Lên", False),
    ],
)
def test_what_is_called_a_total(label: str, is_total: bool):
    read = grid(f"Đơn vị | Số | Khác\nXã A | 5 | 6\n{label} | 6 | 7\nXã B | 6 | 8")
    assert (read.lines[1].role == "total") is is_total


def test_the_reading_of_a_total_that_holds_elsewhere_is_believed():
    rows = "TT | Đơn vị | Mới | Cũ\nI | Tỉnh | 30 | 8\n1 | Sở A | 10 | 5\n2 | Sở B | 20 | 3\nII | Huyện | 41 | 9\n | Tổng số | {} | 17"
    assert ("71", "holds", "topmost rows") in told(rows.format(71))
    assert ("73", "broken", "topmost rows") in told(rows.format(73))


def test_a_total_alone_in_its_row_is_believed_if_its_rows_are_a_plain_list():
    assert ("62", "broken", "topmost rows") in told("Xã | Người\nA | 20\nB | 22\nC | 19\nCộng | 62")
    assert ("99", "unclear", "topmost rows") in told("Xã | Người\nA | 20\nB | 22\nC | 19\nCộng | 99")
    assert ("62", "unclear", "topmost rows") in told("TT | Xã | Người\n5 | A | 20\n6 | B | 22\n7 | C | 19\n | Cộng | 62")


@pytest.mark.parametrize(
    ("label", "before", "status"),
    [
        ("Tổng cộng", "Bảng 3. Số hồ sơ năm 2024", "broken"),
        ("Toàn huyện", "Bảng 3. Số hồ sơ năm 2024", "unclear"),
        ("Tổng cộng", "Bảng 3. Một số xã có số hồ sơ lớn", "unclear"),
        ("Tổng cộng", "Bảng 3. Các xã dẫn đầu, tiêu biểu", "unclear"),
    ],
)
def test_a_total_alone_is_no_sum_of_rows_that_are_a_selection(label: str, before: str, status: str):
    rows = f"Xã | Số hồ sơ\nXã A | 120\nXã B | 75\nXã C | 45\n{label} | 310"
    assert ("310", status, "topmost rows") in told(rows, before)


def test_rounded_amounts_may_differ_by_their_rounding():
    rows = "Xã | Thu | Chi\nA | 20 | 1\nB | 22 | 2\nC | 19 | 3\nCộng | 62 | 6"
    assert ("62", "holds", "topmost rows") in told(rows, "Đơn vị tính: triệu đồng")
    assert ("62", "broken", "topmost rows") in told(rows, "Đơn vị tính: hồ sơ")


def test_column_formulas_tell_what_is_added():
    rows = "TT | Xã | Có | Nam | Nữ\n(1) | (2) | (3)=(4)+(5) | (4) | (5)\n1 | A | 20 | 12 | 8\n2 | B | 22 | 10 | 11"
    assert {("20", "holds", "formula"), ("22", "broken", "formula")} <= told(rows)


def test_percentages_follow_from_what_most_of_them_follow_from():
    rows = "Xã | Nhận | Xong | Tỷ lệ (%)\nA | 200 | 190 | 95,0\nB | 150 | 141 | 94\nC | 80 | 70 | 88,7\nD | 160 | 120 | 75"
    assert {(text, status) for text, status, _ in told(rows)} == {
        ("95,0", "holds"),
        ("94", "holds"),
        ("88,7", "broken"),
        ("75", "holds"),
    }


def test_shares_follow_from_the_total():
    rows = "Nguồn | Tiền | Tỷ trọng (%)\nA | 500 | 50\nB | 300 | 30\nC | 200 | 25\nTổng số | 1.000 | 100"
    assert ("25", "broken", "share of the total") in told(rows)


def test_an_average_in_the_row_of_totals_is_no_contradiction():
    rows = "Xã | Nhận | Xong | Tỷ lệ (%)\nA | 200 | 190 | 95\nB | 100 | 90 | 90\nC | 50 | 40 | 80\nTổng số | 350 | 320 | {}"
    assert ("88,3", "unclear", "of") in told(rows.format("88,3"))
    assert ("91,4", "holds", "of") in told(rows.format("91,4"))
    assert ("85,1", "broken", "of") in told(rows.format("85,1"))


def test_columns_without_heads_are_read():
    assert told("Xã A | 1 | 2\nXã B | 3 | 4\nTổng cộng | 4 | 7") == {
        ("4", "holds", "topmost rows"),
        ("7", "broken", "topmost rows"),
    }


@pytest.mark.parametrize(
    ("before", "unit", "text"),
    [
        ("Biểu 1: Kinh phí năm 2024\nĐơn vị tính: triệu đồng", "triệu đồng", "biểu 1: kinh phí năm 2024"),
        ("Bảng 2. Hồ sơ (ĐVT: hồ sơ)", "hồ sơ", "bảng 2. hồ sơ (đvt: hồ sơ)"),
        ("Trong năm có nhiều kết quả tốt.", None, ""),
        ("KẾT QUẢ GIẢI QUYẾT\nĐơn vị: người", "người", "kết quả giải quyết"),
    ],
)
def test_captions(before: str, unit: str | None, text: str):
    report = report_with_table("Xã | Số\nA | 5", f"Đoạn mở đầu của báo cáo này.\n{before}")
    found = captions.caption_of(report.tables[0], report)
    assert (found.unit.word if found.unit else None, found.text) == (unit, text)


def test_a_letterhead_is_counted_among_no_tables():
    lines = [
        SourceLine(number, words, Address(cell=Cell(table, row, column)), opens=True)
        for number, (words, table, row, column) in enumerate(
            [
                ("ỦY BAN NHÂN DÂN", 1, 1, 1),
                ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1, 1, 2),
                ("Xã A", 2, 1, 1),
                ("12", 2, 1, 2),
            ],
            1,
        )
    ]
    whole = [Part(line.number, 0, len(line.text)) for line in lines]
    tables = [
        SourceTable((SourceCell(0, 0, (left,)), SourceCell(0, 1, (right,))))
        for left, right in zip(whole[::2], whole[1::2], strict=True)
    ]
    report = build(Source("word", lines, tables))
    assert len(report.tables) == 1
    assert [line.address.cell.table for line in report.lines if line.address and line.address.cell] == [0, 0, 1, 1]


def test_a_cell_is_shown_in_its_row():
    words = [("TT", 1, 1), ("Đơn vị", 1, 2), ("Số", 1, 3), ("1", 2, 1), ("Sở Nội vụ", 2, 2), ("  145 ", 2, 3)]
    lines = [
        SourceLine(number, text, Address(cell=Cell(1, row, column)), opens=True)
        for number, (text, row, column) in enumerate(words, 1)
    ]
    cells = tuple(SourceCell(row - 1, column - 1, (Part(n, 0, len(text)),)) for n, (text, row, column) in enumerate(words, 1))
    report = build(Source("word", lines, [SourceTable(cells)]))
    (shown,) = report.shown(report.tables[0].cells[-1].span)
    assert shown.text == "1 | Sở Nội vụ | 145"
    assert shown.text[shown.start : shown.end] == "145"


@pytest.mark.parametrize(
    ("head", "day", "iso"),
    [
        ("Ngày ban hành", "06/3/2024", "2024-03-06"),
        ("Ngày, tháng", "ngày 06 tháng 3 năm 2024", "2024-03-06"),
        ("Thời gian ban hành", "6.3.2024", "2024-03-06"),
        ("Ngày có hiệu lực", "06/3/2024", None),
        ("Thời gian hoàn thành", "06/3/2024", None),
        ("Ngày ban hành", "06/3/2024 và 08/3/2024", None),
        ("Ghi chú", "06/3/2024", None),
    ],
)
def test_the_day_of_issue_stands_in_its_own_column(head: str, day: str, iso: str | None):
    report = report_with_table(f"TT | Số, ký hiệu | {head} | Trích yếu\n1 | 12/KH-UBND | {day} | Kế hoạch năm 2024")
    (citation,) = facts_of(report).citations
    assert (citation.date.iso if citation.date else None) == iso
    assert citation.date_binding == ("cell" if iso else None)


def test_a_day_beside_two_documents_is_of_neither():
    report = report_with_table("TT | Văn bản | Ngày ban hành\n1 | 12/KH-UBND, 15/QĐ-UBND | 06/3/2024")
    assert [citation.date for citation in facts_of(report).citations] == [None, None]


def test_a_page_that_begins_with_a_table_begins():
    lines = [
        SourceLine(1, "Một đoạn văn của trang trước.", Address(page=1, line=1)),
        SourceLine(2, "Xã A", Address(page=2, line=1, cell=Cell(1, 1, 1)), page=True),
        SourceLine(3, "12", Address(page=2, line=2, cell=Cell(1, 1, 2))),
        SourceLine(4, "Như vậy, đoạn này đứng ở trang sau.", Address(page=2, line=3)),
    ]
    table = SourceTable((SourceCell(0, 0, (Part(2, 0, 4),)), SourceCell(0, 1, (Part(3, 0, 2),))))
    rows = rows_of(Source("pdf", lines, [table]))
    assert [(row.line, row.page) for row in rows if row.cell is None] == [(1, False), (4, True)]


def test_an_annex_behind_the_recipients_is_read():
    text = "BÁO CÁO\nKết quả năm 2024\n\nĐã có kết quả.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nPHỤ LỤC\nCó 12 đơn vị."
    assert [block.kind for block in report_of_text(text).blocks][-4:] == ["recipients", "recipients", "heading", "paragraph"]


def test_the_agency_stands_in_its_own_column():
    rows = "TT | Số, ký hiệu | Ngày ban hành | Cơ quan ban hành\n1 | 15/QĐ-UBND | 13/02/2025 | UBND phường Nguyễn Nghiêm\n2 | 15/QĐ-UBND | 24/02/2025 | UBND phường Cẩm Thành"
    facts = facts_of(report_with_table(rows))
    assert [(c.issuer.text if c.issuer else None, c.issuer_binding) for c in facts.citations] == [
        ("UBND phường Nguyễn Nghiêm", "cell"),
        ("UBND phường Cẩm Thành", "cell"),
    ]
    assert len(facts.documents) == 2


def test_days_of_one_number_without_agencies_are_of_nobody():
    rows = (
        "TT | Số, ký hiệu | Ngày ban hành\n1 | 15/QĐ-UBND | 13/02/2025\n2 | 15/QĐ-UBND | 24/02/2025\n3 | 16/QĐ-UBND | 25/02/2025"
    )
    dates = [citation.date.iso if citation.date else None for citation in facts_of(report_with_table(rows)).citations]
    assert dates == [None, None, "2025-02-25"]
