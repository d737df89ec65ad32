"""Tables of PDF files over several pages: rows cut in two, repeated headers, joined columns; and words that cells break."""

from collections.abc import Sequence

import pytest

from grammar.structure import build
from lint.readers import pdf
from tests.lint.make_pdf import Page, Pdf, width
from tests.lint.test_pdf_reader import SENTENCES, check_spans, paragraph, wrapped
from tests.lint.test_pdf_tables import cells, expected

COLUMNS = (85.0, 115.0, 235.0, 400.0, 480.0)
SIZE, LEADING, PADDING = 12.0, 15.0, 5.4
HEADER = ["TT", "Lĩnh vực", "Văn bản", "Số hồ sơ"]
LONG = "Quyết định số 1043/QĐ-UBND ngày 21/7/2024 phê duyệt phương án đơn giản hóa thủ tục hành chính năm 2024"


def row(
    page: Page, y: float, lines: Sequence[Sequence[str]], *, columns: tuple[float, ...] = COLUMNS, above: bool = True,
    below: bool = True, centred: bool = False,
) -> float:  # fmt: skip
    """A row, given the lines of each cell; where it ends. The lines above and below it may be missing."""
    high = LEADING * max(1, *map(len, lines)) + 6
    for place, own in enumerate(lines):
        left, right = columns[place : place + 2]
        page.line(left, y, left, y + high)
        page.line(right, y, right, y + high)
        for order, text in enumerate(own):
            x = (left + right - width(text, SIZE)) / 2 if centred else left + PADDING
            page.text(x, y + LEADING * (order + 1) - 2, text, SIZE)
    if above:
        page.line(columns[0], y, columns[len(lines)], y)
    if below:
        page.line(columns[0], y + high, columns[len(lines)], y + high)
    return y + high


def in_column(text: str, column: int) -> list[str]:
    return wrapped(text, SIZE, COLUMNS[column + 1] - COLUMNS[column] - 2 * PADDING)


def plain(texts: Sequence[str]) -> list[list[str]]:
    return [in_column(text, column) if text else [] for column, text in enumerate(texts)]


def two_pages(upper: list[list[list[str]]], lower: list[list[list[str]]], **how: bool) -> Pdf:
    """A table's rows on two pages; `closed` draws the line at the break, `centred` sets the words in the middle."""
    made = Pdf()
    closed, centred = how.get("closed", True), how.get("centred", False)
    for rows in (upper, lower):
        page, y = made.page(), 600.0 if rows is upper else 60.0
        for order, one in enumerate(rows):
            above = closed or rows is upper or order > 0
            below = closed or rows is lower or order < len(rows) - 1
            y = row(page, y, one, above=above, below=below, centred=centred)
    return made


@pytest.mark.parametrize("closed", [True, False], ids=["line-at-break", "no-line"])
@pytest.mark.parametrize("centred", [True, False], ids=["centred", "left"])
@pytest.mark.parametrize("header", [True, False], ids=["header-again", "header-once"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_row_cut_by_a_page_s_end_is_one(closed: bool, centred: bool, header: bool, at: int):
    words = in_column(LONG, 2)
    assert len(words) > 3
    upper = [plain(HEADER), plain(["1", "Tư pháp", "Kế hoạch", "86"]), [["2"], ["Thể chế"], words[:at], ["1.204"]]]
    lower = [[[], [], words[at:], []], plain(["3", "Đất đai", "Chỉ thị", "14"])]
    if header:
        lower.insert(0, plain(HEADER))
    source = pdf.read(two_pages(upper, lower, closed=closed, centred=centred).bytes())
    report = build(source, "a.pdf")
    found = {(cell.row, cell.column): report.excerpt(cell.span) for cell in report.tables[0].cells if cell.span}
    rows = [HEADER, ["1", "Tư pháp", "Kế hoạch", "86"], ["2", "Thể chế", LONG, "1.204"], ["3", "Đất đai", "Chỉ thị", "14"]]
    assert found == expected(rows)
    assert source.tables[0].headed == int(header)
    check_spans(source)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["2", "Tư pháp", "Kế hoạch", "86"], ["3", "Đất đai", "chỉ thị", "14"]),
        (["", "Tư pháp", "Kế hoạch", "86"], ["", "Tổng", "", "1.290"]),
        (["2", "Tư pháp", "Kế hoạch", "86"], ["", "", "chỉ thị", ""]),
        (["2", "Tư pháp, hộ tịch và", "Kế hoạch", "86"], ["3", "đất đai", "", "14"]),
        (["II", "Cấp huyện", "", ""], ["1", "Đất đai", "Chỉ thị", "14"]),
        (["2", "Tư pháp", "Kế hoạch", "86"], ["", "- Hộ tịch", "", ""]),
    ],
    ids=["numbered", "total", "room-left", "figures", "group", "item"],
)
def test_two_rows_at_a_page_s_end_are_two(upper: list[str], lower: list[str]):
    before = [HEADER, ["1", "Nội vụ", "Công văn", "12"]]
    source = pdf.read(two_pages([*map(plain, before), plain(upper)], [plain(lower)]).bytes())
    assert len(source.tables) == 1
    assert max(cell.row for cell in source.tables[0].cells) == 3


def test_a_row_of_which_no_word_had_room_is_one():
    source = pdf.read(two_pages([plain(HEADER), [[], [], [], []]], [plain(["1", "Đất đai", "Chỉ thị", "14"])]).bytes())
    assert cells(source) == expected([HEADER, ["1", "Đất đai", "Chỉ thị", "14"]])


def test_a_row_cut_twice_is_one():
    words = in_column(LONG, 2)
    made = Pdf()
    for order, one in enumerate([[["1"], ["Thể chế"], words[:2], ["14"]], [[], [], words[2:4], []], [[], [], words[4:], []]]):
        page = made.page()
        y = row(page, 60, plain(HEADER)) if order == 0 else 60.0
        row(page, y, one)
    report = build(pdf.read(made.bytes()), "a.pdf")
    assert [report.excerpt(cell.span) for cell in report.tables[0].cells if cell.row == 1] == ["1", "Thể chế", LONG, "14"]


def test_a_cell_over_two_rows_goes_on_in_the_cut_one():
    words = in_column(LONG, 2)
    made = Pdf()
    first, second = made.page(), made.page()
    y = row(first, 600, plain(HEADER))
    row(first, y, [["1"], ["Thể chế"], words[:3], ["14"]])
    y = row(second, 60, [[], [], words[3:], []], below=False)
    row(second, y, [["2"], [], ["Chỉ thị"], ["3"]], above=False)
    for left, right in ((85, 115), (235, 480)):
        second.line(left, y, right, y)
    source = pdf.read(made.bytes())
    field = next(cell for cell in source.tables[0].cells if (cell.row, cell.column) == (1, 1))
    assert field.rows == 2
    assert cells(source)[2, 0] == "2"


@pytest.mark.parametrize("which", [0, 1], ids=["above", "below"])
def test_a_part_whose_rows_all_join_columns_belongs_to_the_table(which: int):
    parts = [[plain(["1", "Đất đai", "Chỉ thị", "14"]), plain(["2", "Tư pháp", "Kế hoạch", "86"])], [[["Tổng cộng"], ["100"]]]]
    if which == 0:
        parts.reverse()
    made = Pdf()
    for rows in parts:
        page, y = made.page(), 60.0
        for one in rows:
            y = row(page, y, one, columns=COLUMNS if len(one) == 4 else (85.0, 400.0, 480.0))
    source = pdf.read(made.bytes())
    total = [(cell.row, cell.column, cell.columns) for cell in source.tables[0].cells if cell.columns > 1]
    assert len(source.tables) == 1
    assert total == [(2 if which else 0, 0, 3)]
    assert cells(source)[total[0][0], 3] == "100"


def test_a_header_is_repeated_though_its_last_words_stand_a_row_lower():
    made = Pdf()
    for lower in (False, True):
        page = made.page()
        y = row(page, 60, [["TT"], ["Lĩnh vực"], ["Văn bản"], ["Tỷ lệ"] if lower else ["Tỷ lệ", "(%)"]])
        y = row(page, y, [["(1)"], ["(2)"], ["(3)"], ["(%)(4)"] if lower else ["(4)"]])
        row(page, y, plain(["2" if lower else "1", "Đất đai", "Chỉ thị", "14"]))
    source = pdf.read(made.bytes())
    assert source.tables[0].headed == 2
    assert sorted({cell.row for cell in source.tables[0].cells}) == [0, 1, 2, 3]


# --- words that cells break ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (["285.36", "8"], "285.368"),
        (["1.285.3", "68,5"], "1.285.368,5"),
        (["21/7/20", "24"], "21/7/2024"),
        (["Phườn", "g Lai"], "Phường Lai"),
        (["1.204", "86"], "1.204 86"),
        (["Đăng", "ký"], "Đăng ký"),
        (["Nghị", "định"], "Nghị định"),
    ],
)
def test_what_a_narrow_cell_breaks_is_put_together(lines: list[str], read: str):
    wide = max(width(text, SIZE) for text in lines) + 2 * PADDING + 1
    made = Pdf()
    row(made.page(), 60, [["Tổng"], lines], columns=(85.0, 200.0, 200.0 + wide))
    report = build(pdf.read(made.bytes()), "a.pdf")
    assert report.excerpt(report.tables[0].cells[1].span) == read


def test_what_had_room_is_not_put_together():
    lines = ["Phườn", "g Lai"]
    made = Pdf()
    row(made.page(), 60, [["Tổng"], lines], columns=(85.0, 200.0, 300.0))
    report = build(pdf.read(made.bytes()), "a.pdf")
    assert report.excerpt(report.tables[0].cells[1].span) == " ".join(lines)


# --- forms -----------------------------------------------------------------------------------------------------------


def test_lines_drawn_in_a_form_make_a_table():
    made = Pdf()
    form = made.form(595, 842)
    y = row(form, 100, plain(HEADER))
    row(form, y, plain(["1", "Đất đai", "Chỉ thị", "14"]))
    page = made.page()
    page.place(form, 30, 40, 0.9)
    paragraph(page, 400, SENTENCES)
    assert cells(pdf.read(made.bytes())) == expected([HEADER, ["1", "Đất đai", "Chỉ thị", "14"]])
