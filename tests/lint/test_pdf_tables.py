"""Tables of PDF files: drawn ones, aligned ones, over pages; what only places words is none."""

from collections.abc import Callable

import pytest

from grammar.source import Source
from grammar.structure import build
from lint.failure import Failure
from lint.readers import limits, pdf, pdf_tables
from lint.readers.pdf_paths import Edges
from tests.lint.make_pdf import Page, Pdf, width
from tests.lint.test_pdf_reader import SENTENCES, check_spans, paragraph

Draw = Callable[[Page, float, float, float, float], None]
ROWS = [["TT", "Lĩnh vực", "Số hồ sơ"], ["1", "Đất đai", "1.204"], ["2", "Tư pháp", "86"], ["", "Tổng", "1.290"]]


def strokes(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    page.line(x0, y0, x1, y0)
    page.line(x0, y1, x1, y1)
    page.line(x0, y0, x0, y1)
    page.line(x1, y0, x1, y1)


def outline(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    page.rect(x0, y0, x1, y1)


def thin_boxes(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    page.rect(x0, y0 - 0.4, x1, y0 + 0.4, fill=True)
    page.rect(x0, y1 - 0.4, x1, y1 + 0.4, fill=True)
    page.rect(x0 - 0.4, y0, x0 + 0.4, y1, fill=True)
    page.rect(x1 - 0.4, y0, x1 + 0.4, y1, fill=True)


def table(
    page: Page,
    y: float,
    rows: list[list[str]],
    columns: tuple[float, ...] = (85, 125, 330, 480),
    draw: Draw = outline,
    high: float = 20,
) -> float:
    """Draw a table, each cell by itself; where it ends."""
    for row in rows:
        for place, text in enumerate(row):
            draw(page, columns[place], y, columns[place + 1], y + high)
            page.text(columns[place] + 4, y + 14, text, 12)
        y += high
    return y


def cells(source: Source, which: int = 0) -> dict[tuple[int, int], str]:
    """The words of the cells that hold any."""
    found = {}
    for cell in source.tables[which].cells:
        words = " ".join(source.lines[part.line - 1].text[part.start : part.end] for part in cell.parts)
        if words:
            found[cell.row, cell.column] = words
    return found


def expected(rows: list[list[str]]) -> dict[tuple[int, int], str]:
    return {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row) if text}


@pytest.mark.parametrize("draw", [strokes, outline, thin_boxes])
@pytest.mark.parametrize("columns", [(85, 125, 330, 480), (85, 107, 170, 230)], ids=["wide", "narrow"])
def test_a_drawn_table_is_read_cell_by_cell(draw: Draw, columns: tuple[float, ...]):
    made = Pdf()
    page = made.page()
    y = paragraph(page, 100, SENTENCES)
    y = table(page, y, ROWS, columns, draw)
    paragraph(page, y + 30, SENTENCES)
    source = pdf.read(made.bytes())
    assert cells(source) == expected(ROWS)
    assert [line.address.cell is not None for line in source.lines if line.address].count(True) == 11
    report = build(source, "a.pdf")
    assert report.text == "\n".join([SENTENCES, SENTENCES, *(text for row in ROWS for text in row if text)])
    assert report.tables[0].at == 0
    check_spans(source)


def test_lines_in_a_cell_are_one_cell_s_and_bear_its_place():
    made = Pdf()
    page = made.page()
    for column in range(2):
        page.rect(85 + 150 * column, 100, 235 + 150 * column, 160)
    for order, line in enumerate(("Quyết định số 12/QĐ-", "UBND ngày", "28/02/2022")):
        page.text(90, 115 + 16 * order, line, 12)
    page.text(240, 131, "15 văn bản", 12)
    source = pdf.read(made.bytes())
    assert [(line.text, line.address.cell[:3]) for line in source.lines if line.address and line.address.cell] == [
        ("Quyết định số 12/QĐ-", (1, 1, 1)),
        ("UBND ngày", (1, 1, 1)),
        ("28/02/2022", (1, 1, 1)),
        ("15 văn bản", (1, 1, 2)),
    ]
    assert build(source, "a.pdf").text == "Quyết định số 12/QĐ-UBND ngày 28/02/2022\n15 văn bản"


def test_cells_without_a_line_between_them_are_one():
    made = Pdf()
    page = made.page()
    xs, ys = (85.0, 185.0, 285.0, 385.0), (100.0, 120.0, 140.0, 160.0)
    page.rect(xs[0], ys[0], xs[-1], ys[-1])
    page.line(xs[1], ys[1], xs[3], ys[1])  # the header over two columns
    page.line(xs[0], ys[2], xs[3], ys[2])
    page.line(xs[1], ys[0], xs[1], ys[3])
    page.line(xs[2], ys[1], xs[2], ys[3])
    for x, y, text in [
        (85, 120, "Xã"),
        (240, 100, "Năm"),
        (185, 120, "2021"),
        (285, 120, "2022"),
        (85, 140, "A"),
        (185, 140, "3"),
        (285, 140, "4"),
    ]:
        page.text(x + 4, y + 14, text, 12)
    source = pdf.read(made.bytes())
    assert [(c.row, c.column, c.rows, c.columns) for c in source.tables[0].cells] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 0, 1, 1),
        (2, 1, 1, 1),
        (2, 2, 1, 1),
    ]
    assert cells(source) == {(0, 0): "Xã", (0, 1): "Năm", (1, 1): "2021", (1, 2): "2022", (2, 0): "A", (2, 1): "3", (2, 2): "4"}


def test_a_turned_header_stands_in_its_cell():
    made = Pdf()
    page = made.page()
    page.rect(85, 100, 125, 200)
    page.rect(125, 100, 225, 200)
    page.text(110, 190, "Tổng số", 12, angle=90)
    page.text(130, 150, "Ghi chú", 12)
    assert cells(pdf.read(made.bytes())) == {(0, 0): "Tổng số", (0, 1): "Ghi chú"}


@pytest.mark.parametrize("repeats", [True, False], ids=["header-again", "rows-alone"])
def test_a_table_goes_on_on_the_next_page(repeats: bool):
    made = Pdf()
    rows = [ROWS[0], *([str(n), f"Lĩnh vực {n}", str(100 + n)] for n in range(1, 30))]
    first, second = made.page(), made.page()
    paragraph(first, 100, SENTENCES)
    table(first, 400, rows[:16])
    y = table(second, 80, [*rows[:1], *rows[16:]] if repeats else rows[16:])
    paragraph(second, y + 30, SENTENCES)
    for number, page in enumerate((first, second), 1):
        page.text(290, 40, str(number), 13)
    source = pdf.read(made.bytes())
    assert len(source.tables) == 1
    assert cells(source) == expected(rows)
    assert source.tables[0].headed == int(repeats)
    assert [line.number for line in source.lines] == list(range(1, len(source.lines) + 1))
    check_spans(source)


@pytest.mark.parametrize("between", ["text", "columns"])
def test_another_table_on_the_next_page_is_another(between: str):
    made = Pdf()
    first, second = made.page(), made.page()
    table(first, 400, ROWS)
    if between == "text":
        second.text(85, 150, "Kết quả như sau:", 14)
    table(second, 200, ROWS, (85, 125, 330, 480) if between == "text" else (85, 140, 330, 480))
    source = pdf.read(made.bytes())
    assert len(source.tables) == 2
    assert cells(source) == cells(source, 1) == expected(ROWS)


def test_a_frame_around_text_or_page_is_no_table():
    made = Pdf()
    page = made.page()
    page.rect(40, 40, 555, 800)
    page.rect(80, 85, 545, 160)
    paragraph(page, 100, SENTENCES)
    table(page, 300, ROWS)
    source = pdf.read(made.bytes())
    assert len(source.tables) == 1
    assert cells(source) == expected(ROWS)
    assert build(source, "a.pdf").text.startswith(SENTENCES)


def test_shaded_cells_and_underlined_words_draw_no_table():
    made = Pdf()
    page = made.page()
    page.rect(80, 85, 545, 160, fill=True)
    page.line(85, 102, 200, 102)
    page.line(85, 122, 200, 122)
    paragraph(page, 100, SENTENCES)
    assert not pdf.read(made.bytes()).tables


# --- aligned ---------------------------------------------------------------------------------------------------------


def aligned(page: Page, y: float, rows: list[list[str]], rights: tuple[float, ...] = (330, 430, 530)) -> None:
    for order, row in enumerate(rows):
        page.text(85, y + 20 * order, row[0], 13)
        for right, text in zip(rights, row[1:], strict=True):
            page.text(right - width(text, 13), y + 20 * order, text, 13)


FIGURES = [
    ["Lĩnh vực", "Tiếp nhận", "Giải quyết", "Tỷ lệ"],
    ["Đất đai", "1.204", "1.100", "91,4%"],
    ["Tư pháp", "86", "86", "100%"],
    ["Tổng", "1.290", "1.186", "91,9%"],
]


@pytest.mark.parametrize("rows", [FIGURES, FIGURES[1:]], ids=["headed", "bare"])
def test_rows_of_figures_in_columns_are_a_table(rows: list[list[str]]):
    made = Pdf()
    page = made.page()
    paragraph(page, 100, SENTENCES)
    aligned(page, 250, rows)
    paragraph(page, 400, SENTENCES)
    source = pdf.read(made.bytes())
    assert cells(source) == expected(rows)
    assert build(source, "a.pdf").text == "\n".join([SENTENCES, SENTENCES, *(text for row in rows for text in row)])


@pytest.mark.parametrize("rows", [FIGURES[1:3], [["Xã", "có", "02", "lớp"]] * 4], ids=["two-rows", "words"])
def test_few_rows_or_words_in_columns_are_none(rows: list[list[str]]):
    made = Pdf()
    page = made.page()
    aligned(page, 250, rows)
    assert not pdf.read(made.bytes()).tables


# --- hostile ---------------------------------------------------------------------------------------------------------


def test_a_table_with_more_cells_than_any_report_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MOST_CELLS", 100)
    made = Pdf()
    page = made.page()
    for step in range(20):
        page.line(85, 100 + 10 * step, 275, 100 + 10 * step)
        page.line(85 + 10 * step, 100, 85 + 10 * step, 290)
    page.text(86, 108, "a", 5)
    with pytest.raises(Failure) as caught:
        pdf.read(made.bytes())
    assert "ô trong bảng" in caught.value.text.vi


def test_a_grid_of_a_drawing_without_words_is_no_table():
    made = Pdf()
    page = made.page()
    table(page, 300, [["", "", ""]] * 3)
    page.text(85, 100, "Kế hoạch", 13)
    source = pdf.read(made.bytes())
    assert not source.tables
    assert [line.text for line in source.lines] == ["Kế hoạch"]


def test_each_part_of_a_table_is_a_whole_line():
    made = Pdf()
    table(made.page(), 300, ROWS)
    source = pdf.read(made.bytes())
    for cell in source.tables[0].cells:
        for part in cell.parts:
            assert (part.start, part.end) == (0, len(source.lines[part.line - 1].text))
    assert pdf_tables.layout([], Edges([], [])) == ([], [])
