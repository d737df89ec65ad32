"""PDF files: grounds and forms, running heads beside text, notes apart from their marks."""

import pytest

from lint.readers import pdf
from tests.lint.make_pdf import Pdf, width
from tests.lint.test_pdf_reader import LEFT, RIGHT, SENTENCES, SIZE, built, note_region, one_page, paragraph, raised, texts

# --- grounds and forms -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ground", "read"), [(None, False), (0.2, True), (0.8, True), (1.0, False)])
def test_white_words_are_read_on_a_dark_ground_alone(ground: float | None, read: bool):
    made, page = one_page()
    if ground is not None:
        page.rect(60, 80, 400, 110, fill=True, grey=ground)
    x = page.text(72, 100, "Kế hoạch", 13)
    page.text(x + width(" ", 13), 100, "năm 2022", 13, grey=1.0)
    assert texts(made) == ["Kế hoạch năm 2022" if read else "Kế hoạch"]


def test_forms_are_read_where_they_are_placed():
    made, page = one_page()
    outer, inner = made.form(400, 200), made.form(200, 100)
    inner.text(10, 20, "Kế hoạch số 12/KH-UBND", 10)
    outer.text(0, 50, "Thực hiện", 13)
    outer.place(inner, 50, 60)
    page.place(outer, 100, 200, 1.5)
    page.text(72, 100, "Quyết định", 13)
    lines = pdf.read(made.bytes()).lines
    assert [line.text for line in lines] == ["Quyết định", "Thực hiện", "Kế hoạch số 12/KH-UBND"]
    assert lines[2].address
    assert lines[2].address.box
    left, top, _, bottom = lines[2].address.box
    assert left == pytest.approx(100 + 1.5 * 60, abs=1)
    assert top < 200 + 1.5 * 80 < bottom


# --- running heads and text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pages", "gap", "kept"), [(3, 20, True), (4, 20, True), (4, 60, False), (8, 20, False)])
def test_a_repeated_first_line_is_a_running_head_where_it_stands_apart_or_on_every_page(pages: int, gap: float, kept: bool):
    made = Pdf()
    for number in range(pages):
        page = made.page()
        page.text(LEFT, 60, "Ủy ban nhân dân huyện đã ban hành các văn bản sau đây để chỉ đạo, điều hành trong năm", SIZE)
        paragraph(page, 60 + gap, f"{number} {SENTENCES}", indent=0)
    assert bool([text for text in texts(made) if text.startswith("Ủy ban nhân dân huyện đã")]) is kept


def test_a_running_head_of_two_lines_is_divided_by_a_rule():
    made = Pdf()
    for number in range(4):
        page = made.page()
        page.text(LEFT, 40, "Báo cáo cải cách hành chính năm 2022", SIZE)
        page.text(LEFT, 58, "Ủy ban nhân dân huyện", SIZE)
        page.line(LEFT, 64, RIGHT, 64)
        paragraph(page, 78, f"{number} {SENTENCES}", indent=0)
    assert built(made).text.startswith("0 Thực hiện")


# --- notes apart from their marks ------------------------------------------------------------------------------------


def test_a_note_may_stand_on_the_page_behind_its_mark():
    made = Pdf()
    first, second = made.page(), made.page()
    y = paragraph(first, 100, SENTENCES)
    raised(first, first.text(LEFT + 36, y, "Ban hành kế hoạch", SIZE), y, "1")
    paragraph(second, 100, SENTENCES)
    note_region(second, 700, [("1", "Kế hoạch số 5/KH-UBND.")], rule=False, raise_it=False)
    report = built(made)
    assert [(note.number, report.excerpt(note.span), bool(note.mark)) for note in report.notes] == [
        (1, "Kế hoạch số 5/KH-UBND.", True)
    ]


def test_a_line_whose_first_word_had_no_room_above_begins_no_paragraph():
    made, page = one_page()
    full = "Chủ tịch Ủy ban nhân dân tỉnh đã ban hành kèm theo Quyết định số"
    page.text(LEFT, 100, full, SIZE)
    page.text(LEFT, 120, "1043/QĐ-UBND ngày 12/7/2024 phê duyệt phương án đơn giản hóa thủ tục", SIZE)
    page.text(LEFT, 140, "hành chính, cắt giảm thời gian giải quyết so với quy định và chi phí của dân", SIZE)
    page.text(LEFT, 160, "và doanh nghiệp.", SIZE)
    assert f"{full} 1043/QĐ-UBND ngày" in built(made).text
