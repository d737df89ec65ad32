"""What the end of a page, a cell or a narrow column breaks in two is read as one."""

import pytest

from grammar.report import Report
from grammar.rows import joint
from grammar.structure import build
from lint.readers import pdf
from tests.lint.make_pdf import Pdf

COLUMNS = (72, 110, 300, 400)
TOP, STEP = 72.0, 30.0


def ruled(made: Pdf, rows: list[tuple[str, ...]], top: float = TOP) -> None:
    """A page with a table: a row of three cells every 30 points."""
    page = made.page()
    for place, cells in enumerate(rows):
        for column, words in enumerate(cells):
            y = top + place * STEP
            page.rect(COLUMNS[column], y, COLUMNS[column + 1], y + STEP)
            page.text(COLUMNS[column] + 3, y + 14, words, 11)


def report(made: Pdf) -> Report:
    return build(pdf.read(made.bytes()))


def rows_of(read: Report) -> list[list[str]]:
    table = read.tables[0]
    return [[read.excerpt(cell.span) for cell in table.cells if cell.row == row] for row in range(table.rows)]


HEAD = ("TT", "Cơ quan, đơn vị", "Số hồ sơ")


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("2", "Các xã", "1.250"), ("", "trong đó: trực tuyến", "900")),
        (("2", "Các xã", "1.250"), ("", "Trong đó:", "")),
        (("2", "Các xã", "1.250"), ("3", "các phường", "90")),
        (("2", "Các xã", ""), ("", "thị trấn", "90")),
    ],
)
def test_a_row_of_its_own_behind_the_page_break_is_one(above: tuple[str, ...], below: tuple[str, ...]):
    made = Pdf()
    ruled(made, [HEAD, ("1", "Sở Y tế", "415"), above])
    ruled(made, [HEAD, below, ("4", "Sở Xây dựng", "77")])
    read = rows_of(report(made))
    assert read[0] == list(HEAD)
    assert len(read) == 5
    assert read[2] == [words for words in above if words]


def test_a_year_alone_on_its_line_is_no_page_number():
    made = Pdf()
    page = made.page()
    page.text(300, 80, "Hải Sơn, ngày 12 tháng 12 năm", 13)
    page.text(360, 98, "2024", 13)
    page.text(250, 130, "BÁO CÁO", 14)
    page.text(72, 170, "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/02/2024 của UBND tỉnh.", 14)
    assert "năm 2024" in " ".join(report(made).text.split())


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("110.93", "5", ""),
        ("1.212.9", "13", ""),
        ("285.", "368", ""),
        ("1.", "212.913", ""),
        ("110.935", "5", " "),
        ("12", "5", " "),
        ("98,4", "8", " "),
        ("10.93", "đơn vị", " "),
        ("Mục 1.1", "23", " "),
    ],
)
def test_a_figure_that_a_narrow_cell_breaks_is_one_figure(before: str, after: str, between: str):
    assert joint(before, after) == between
