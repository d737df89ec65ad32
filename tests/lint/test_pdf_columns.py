"""Tables of PDF files without lines between their columns: rows between horizontal lines, and rows alone."""

import pytest

from grammar.structure import build
from lint.readers import pdf
from tests.lint.make_pdf import Page, Pdf, width
from tests.lint.test_pdf_reader import SENTENCES, check_spans, paragraph
from tests.lint.test_pdf_tables import cells, expected

WIDE = (85.0, 115.0, 245.0, 320.0, 395.0, 540.0)
REPORT = [
    ["TT", "Lĩnh vực", "Tiếp nhận", "Giải quyết", "Ghi chú"],
    ["1", "Đất đai", "1.204", "1.100", "Kế hoạch số 5"],
    ["2", "Tư pháp, hộ tịch|và chứng thực", "86", "86", ""],
    ["3", "Nội vụ", "7", "-", "Giao Sở Nội vụ|chủ trì"],
    ["4", "Công Thương", "112", "110", ""],
    ["5", "Xây dựng, quy|hoạch đô thị", "13", "13", ""],
    ["", "Tổng cộng", "1.422", "1.309", ""],
]


def lined(
    page: Page, y: float, rows: list[list[str]], *, lines: bool, right: bool, middle: bool = False, over: str = ""
) -> float:
    """A table without lines between columns; where it ends.

    Args:
        page: where it is drawn.
        y: where it begins.
        rows: the words of each cell; "|" ends a line of them.
        lines: whether one is drawn between rows.
        right: whether figures stand at the right of their columns; else in the middle.
        middle: whether cells are set in the middle of their rows' height.
        over: words over the third and fourth column, with a line below them.
    """
    for order, row in enumerate(rows):
        high = 15 * max(text.count("|") + 1 for text in row) + (20 if over and not order else 5)
        if lines:
            page.line(WIDE[0], y, WIDE[-1], y)
        if over and not order:
            page.text((WIDE[2] + WIDE[4] - width(over, 12)) / 2, y + 13, over, 12)
            page.line(WIDE[2], y + 18, WIDE[4], y + 18)
        for place, cell in enumerate(row):
            under = 18 if over and not order and place in (2, 3) else 0
            texts = cell.split("|")
            start = y + under + (7.5 * (max(text.count("|") + 1 for text in row) - len(texts)) if middle else 0)
            for line, text in enumerate(texts):
                left = WIDE[place] + 5.4
                if not order or (place != 1 and place != 4 and not right):
                    left = (WIDE[place] + WIDE[place + 1] - width(text, 12)) / 2
                elif place not in (1, 4):
                    left = WIDE[place + 1] - 5.4 - width(text, 12)
                page.text(left, start + 13 + 15 * line, text, 12)
        y += high
    if lines:
        page.line(WIDE[0], y, WIDE[-1], y)
    return y


@pytest.mark.parametrize("right", [True, False], ids=["right", "centred"])
@pytest.mark.parametrize(
    ("lines", "middle"), [(True, True), (True, False), (False, False)], ids=["lines-middle", "lines-top", "none-top"]
)
def test_rows_in_columns_are_read_cell_by_cell(lines: bool, right: bool, middle: bool):
    made = Pdf()
    page = made.page()
    y = paragraph(page, 100, SENTENCES)
    y = lined(page, y + 20, REPORT, lines=lines, right=right, middle=middle)
    paragraph(page, y + 40, SENTENCES)
    source = pdf.read(made.bytes())
    assert len(source.tables) == 1
    assert cells(source) == expected([[text.replace("|", " ") for text in row] for row in REPORT])
    assert build(source, "a.pdf").text.startswith(f"{SENTENCES}\n{SENTENCES}\n")
    check_spans(source)


def test_words_in_the_middle_of_several_columns_stand_over_them():
    made = Pdf()
    lined(made.page(), 100, REPORT, lines=True, right=True, over="Hồ sơ")
    source = pdf.read(made.bytes())
    header = {(c.row, c.column): (c.rows, c.columns) for c in source.tables[0].cells if c.row < 2}
    assert header == {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1), (1, 2): (1, 1), (1, 3): (1, 1)}
    assert cells(source)[0, 2] == "Hồ sơ"
    assert cells(source)[1, 3] == "Giải quyết"


def test_prose_between_lines_is_no_table():
    made = Pdf()
    page = made.page()
    y = 100.0
    for _ in range(5):
        page.line(85, y, 540, y)
        y = paragraph(page, y + 20, SENTENCES)
    assert not pdf.read(made.bytes()).tables


def test_tables_of_one_width_with_prose_between_are_two():
    made = Pdf()
    page = made.page()
    y = lined(page, 80, REPORT, lines=True, right=True)
    y = paragraph(page, y + 30, SENTENCES)
    lined(page, y + 10, REPORT, lines=True, right=True)
    source = pdf.read(made.bytes())
    assert len(source.tables) == 2
    assert cells(source) == cells(source, 1)
