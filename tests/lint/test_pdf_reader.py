"""PDF files: lines in reading order, paragraphs, marks and notes; what cannot be read is refused with the remedy."""

import random
import subprocess
import sys
import unicodedata

import pytest

from grammar.report import Report, Span, normal
from grammar.source import Source
from grammar.structure import build
from lint.failure import Failure
from lint.readers import limits, pdf, source_of
from tests.lint.make_pdf import Page, Pdf, width

LEFT, RIGHT, SIZE, LEADING = 85.0, 540.0, 14.0, 20.0
SENTENCES = (
    "Thực hiện Quyết định số 12/QĐ-UBND ngày 28/02/2022 của Ủy ban nhân dân huyện về kế hoạch cải cách hành chính, các cơ quan "
    "đã ban hành 15 văn bản, đạt 100% kế hoạch và tăng 05 văn bản so với cùng kỳ năm trước."
)


def wrapped(text: str, size: float, wide: float, first: float = 0.0) -> list[str]:
    """The lines of a text in a column; the first is narrower by an indent."""
    lines: list[str] = []
    for word in text.split(" "):
        room = wide - (first if len(lines) <= 1 else 0.0)
        if lines and width(lines[-1] + " " + word, size) <= room:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def paragraph(page: Page, y: float, text: str, size: float = SIZE, indent: float = 36.0) -> float:
    """Set a paragraph between the margins; where the next one begins."""
    for order, line in enumerate(wrapped(text, size, RIGHT - LEFT, indent)):
        page.text(LEFT + (0 if order else indent), y, line, size)
        y += size * LEADING / SIZE
    return y


def raised(page: Page, x: float, y: float, text: str, size: float = SIZE) -> float:
    return page.text(x, y - 0.35 * size, text, 0.6 * size)


def texts(pdf_file: Pdf) -> list[str]:
    return [line.text for line in pdf.read(pdf_file.bytes()).lines]


def built(pdf_file: Pdf) -> Report:
    return build(pdf.read(pdf_file.bytes()), "a.pdf")


def one_page() -> tuple[Pdf, Page]:
    made = Pdf()
    return made, made.page()


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(Failure) as caught:
        source_of(data, "a.pdf")
    return caught.value.text.vi, caught.value.text.en


# --- characters and words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blanks", [True, False], ids=["blanks", "placed-words"])
@pytest.mark.parametrize("size", [9.0, 14.0, 26.0])
def test_words_are_parted_where_gaps_are(blanks: bool, size: float):
    made, page = one_page()
    text = "Thực hiện Quyết định số 12/QĐ-UBND"
    page.text(72, 100, text, size, blanks=blanks)
    assert texts(made) == [text]


def test_decomposed_letters_stay_together():
    made, page = one_page()
    page.text(72, 100, unicodedata.normalize("NFD", "Thực hiện Quyết định"), 13)
    assert [normal(text) for text in texts(made)] == ["Thực hiện Quyết định"]


@pytest.mark.parametrize(
    ("set_text", "read"),
    [
        ("hi\ufb01n", "hifin"),
        ("kế hoạch\xa0năm", "kế hoạch năm"),
        ("\uf0b7 Kế hoạch", "• Kế hoạch"),
        ("\uf02d Kế hoạch", "- Kế hoạch"),
    ],
    ids=["ligature", "no-break-space", "symbol-bullet", "symbol-hyphen"],
)
def test_characters_that_stand_for_others(set_text: str, read: str):
    made, page = one_page()
    page.text(72, 100, set_text, 13)
    assert texts(made) == [read]


def test_the_hyphen_that_ends_a_line_is_kept():
    made, page = one_page()
    page.text(72, 100, "Quyết định số 12/QĐ-", 13)
    page.text(72, 118, "UBND ngày 28/02/2022", 13)
    assert texts(made) == ["Quyết định số 12/QĐ-", "UBND ngày 28/02/2022"]


@pytest.mark.parametrize("shift", [0.0, 0.3, 0.5])
def test_what_is_printed_twice_to_look_bold_is_read_once(shift: float):
    made, page = one_page()
    page.text(72, 100, "BÁO CÁO năm 2022", 13)
    page.text(72 + shift, 100, "BÁO CÁO năm 2022", 13)
    assert texts(made) == ["BÁO CÁO năm 2022"]


def test_letters_each_printed_twice_are_read_once():
    made, page = one_page()
    x = 72.0
    for char in "BÁO CÁO 2022":
        page.text(x, 100, char, 13)
        x = page.text(x + 0.3, 100, char, 13) - 0.3
    assert texts(made) == ["BÁO CÁO 2022"]


def test_nobody_reads_what_nobody_sees():
    made, page = one_page()
    page.text(72, 100, "Kế hoạch", 13)
    page.text(72, 130, "ẩn", 13, invisible=True)
    page.text(72, 160, "nhỏ", 0.5)
    page.text(72, -50, "ngoài trang", 13)
    assert texts(made) == ["Kế hoạch"]


def test_recognised_text_under_a_picture_is_read():
    made, page = one_page()
    page.text(72, 100, "Kế hoạch", 13, invisible=True)
    assert texts(made) == ["Kế hoạch"]


@pytest.mark.parametrize("angle", [90, 270])
def test_turned_text_is_one_line_of_its_own(angle):
    made, page = one_page()
    page.text(72, 100, "Kế hoạch năm 2022", 13)
    page.text(300, 400, "Tổng số hồ sơ", 13, angle=angle)
    assert texts(made) == ["Kế hoạch năm 2022", "Tổng số hồ sơ"]


def test_a_turned_page_is_read_as_it_is_shown():
    made = Pdf()
    page = made.page(595, 842, rotate=90)
    # The viewer turns the page to the right, so that what is written upwards is upright.
    page.text(100, 700, "dòng thứ nhất", 13, angle=90)
    page.text(120, 700, "dòng thứ hai", 13, angle=90)
    source = pdf.read(made.bytes())
    assert [line.text for line in source.lines] == ["dòng thứ nhất", "dòng thứ hai"]
    address = source.lines[0].address
    assert address
    assert address.box
    left, top, right, bottom = address.box
    assert (left, right) == pytest.approx((142, 142 + width("dòng thứ nhất", 13)), abs=1)
    assert top < 100 < bottom


def test_places_are_pages_lines_and_boxes():
    made, page = one_page()
    page.text(72, 100, "một", 13)
    page.text(72, 120, "hai", 13)
    made.page().text(90, 200, "ba", 13)
    lines = pdf.read(made.bytes()).lines
    assert [(line.address.page, line.address.line) for line in lines if line.address] == [(1, 1), (1, 2), (2, 1)]
    assert [line.page for line in lines] == [True, False, True]
    assert [line.number for line in lines] == [1, 2, 3]
    assert lines[2].address
    assert lines[2].address.box
    left, top, right, bottom = lines[2].address.box
    assert (left, right) == pytest.approx((90, 90 + width("ba", 13)), abs=0.2)
    assert 180 < top < 195 < 200 < bottom < 206


# --- raised digits ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "mark", "behind", "read"),
    [
        ("ngày 15/6/2022", "3", " của huyện", "ngày 15/6/2022³ của huyện"),
        ("ban hành 141", "26", "; giao 14", "ban hành 141²⁶; giao 14"),
        ("kế hoạch", "1,2", " năm", "kế hoạch¹,² năm"),
        ("1.200 m", "2", " đất", "1.200 m² đất"),
        ("kế hoạch", "(1)", " năm", "kế hoạch(1) năm"),
    ],
)
def test_raised_digits_are_never_fused_to_numbers(before: str, mark: str, behind: str, read: str):
    made, page = one_page()
    x = page.text(72, 100, before, 13)
    x = raised(page, x, 100, mark, 13)
    page.text(x, 100, behind.lstrip(), 13) if behind[0] != " " else page.text(x + width(" ", 13), 100, behind.lstrip(), 13)
    assert texts(made) == [read]


def test_smaller_digits_on_the_baseline_are_no_mark():
    made, page = one_page()
    x = page.text(72, 100, "Biểu số ", 13)
    page.text(x, 100, "15", 9)
    assert texts(made) == ["Biểu số 15"]


def test_square_metres_are_no_mark():
    made, page = one_page()
    x = raised(page, page.text(LEFT, 100, "diện tích 1.200 m", SIZE), 100, "2")
    x = raised(page, page.text(x, 100, " của kế hoạch", SIZE), 100, "1")
    note_region(page, 600, [("1", "Kế hoạch số 5/KH-UBND.")])
    report = built(made)
    assert [(mark.number, report.text[mark.at - 8 : mark.at]) for mark in report.marks] == [(1, "kế hoạch")]
    assert "1.200 m² của" in report.text


# --- reading order ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("drop", [0.0, 2.0, 9.0], ids=["level", "nearly-level", "between"])
def test_a_letterhead_is_read_column_by_column(drop: float):
    made, page = one_page()
    left = ["ỦY BAN NHÂN DÂN", "HUYỆN KON RẪY", "Số: 12/BC-UBND"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Kon Rẫy, ngày 12 tháng 12 năm 2022"]
    for order, (one, other) in enumerate(zip(left, right, strict=True)):
        page.text(150 - width(one, 13) / 2, 80 + 18 * order, one, 13)
        page.text(410 - width(other, 13) / 2, 80 + drop + 18 * order, other, 13)
    page.text(280, 170, "BÁO CÁO", 14, bold=True)
    paragraph(page, 210, SENTENCES)
    assert texts(made)[:7] == [*left, *right, "BÁO CÁO"]


def test_wide_blanks_of_justified_lines_make_no_columns():
    made, page = one_page()
    for order in range(4):
        x = 85.0
        for word in ("Thực", "hiện", "Quyết", "định", "số"):
            x = page.text(x, 100 + 20 * order, word, 14) + 30
    assert texts(made) == ["Thực hiện Quyết định số"] * 4


def test_a_number_far_from_its_item_stays_with_it():
    made, page = one_page()
    for order, number in enumerate(("1.", "2.", "3.")):
        page.text(85, 100 + 20 * order, number, 14)
        page.text(130, 100 + 20 * order, "Công tác chỉ đạo", 14)
    assert texts(made) == ["1. Công tác chỉ đạo", "2. Công tác chỉ đạo", "3. Công tác chỉ đạo"]


def test_the_signature_stands_beside_the_recipients():
    made, page = one_page()
    paragraph(page, 100, SENTENCES)
    for order, line in enumerate(("Nơi nhận:", "- Như trên;", "- Lưu: VT.")):
        page.text(85, 300 + 15 * order, line, 11)
    page.text(370, 300, "TM. ỦY BAN NHÂN DÂN", 14)
    page.text(400, 320, "CHỦ TỊCH", 14)
    assert texts(made)[-5:] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


# --- page furniture --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["{}", "- {} -", "Trang {}", "Trang {}/4", "– {} –"])
@pytest.mark.parametrize("y", [40.0, 815.0], ids=["top", "bottom"])
def test_page_numbers_are_no_text(form: str, y: float):
    made = Pdf()
    for number in range(1, 5):
        page = made.page()
        page.text(290, y, form.format(number), 13)
        paragraph(page, 100, ["một", "hai", "ba", "bốn"][number - 1] + " " + SENTENCES)
    report = built(made)
    assert form.format(3) not in [line.text for line in report.lines]
    assert report.text.count("Thực hiện") == 4


@pytest.mark.parametrize("y", [30.0, 820.0], ids=["top", "bottom"])
def test_running_heads_are_no_text(y: float):
    made = Pdf()
    for number in range(1, 5):
        page = made.page()
        page.text(85, y, "Báo cáo cải cách hành chính của UBND huyện", 10)
        page.text(500, y, f"{number}", 10)
        paragraph(page, 100, SENTENCES)
    assert not [text for text in texts(made) if "của UBND huyện" in text]


def test_a_first_line_that_only_two_pages_share_is_text():
    made = Pdf()
    for _ in range(2):
        page = made.page()
        page.text(85, 60, "Ủy ban nhân dân huyện báo cáo như sau", 14)
        paragraph(page, 100, SENTENCES)
    assert texts(made).count("Ủy ban nhân dân huyện báo cáo như sau") == 2


# --- paragraphs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("indent", "space"), [(36.0, 0.0), (36.0, 6.0), (0.0, 10.0)], ids=["indent", "both", "space"])
def test_paragraphs_are_joined_and_parted(indent: float, space: float):
    made, page = one_page()
    y = 100.0
    for _ in range(4):
        y = paragraph(page, y, SENTENCES, indent=indent) + space
    report = built(made)
    assert report.text == "\n".join([SENTENCES] * 4)


def test_a_paragraph_goes_on_over_a_page_and_its_notes():
    made = Pdf()
    lines = wrapped(SENTENCES, SIZE, RIGHT - LEFT, 36)
    first, second = made.page(), made.page()
    y = paragraph(first, 100, SENTENCES)
    first.text(LEFT + 36, y, lines[0], SIZE)
    x = raised(first, first.text(LEFT, y + LEADING, lines[1].rsplit(" ", 1)[0], SIZE), y + LEADING, "1")
    first.text(x + width(" ", SIZE), y + LEADING, lines[1].rsplit(" ", 1)[1], SIZE)
    note_region(first, 700, [("1", "Kế hoạch số 5/KH-UBND.")])
    first.text(295, 40, "1", 13)
    second.text(295, 40, "2", 13)
    for order, line in enumerate(lines[2:]):
        second.text(LEFT, 80 + LEADING * order, line, SIZE)
    report = built(made)
    assert report.text == f"{SENTENCES}\n{SENTENCES}\nKế hoạch số 5/KH-UBND."
    assert [mark.number for mark in report.marks] == [1]


# --- notes -----------------------------------------------------------------------------------------------------------


def note_region(
    page: Page, y: float, notes: list[tuple[str, str]], *, size: float = 10.0, rule: bool = True, raise_it: bool = True
) -> None:
    """Notes as Word sets them: a short rule, then each with its number; one without a number goes on from the page before."""
    if rule:
        page.line(LEFT, y, LEFT + 150, y)
    for number, text in notes:
        lines = wrapped(text, size, RIGHT - LEFT - 10)
        for order, line in enumerate(lines):
            y += 1.25 * size
            x = LEFT
            if number and not order:
                x = raised(page, LEFT, y, number, size) if raise_it else page.text(LEFT, y, number, size)
                x += width(" ", size)
            page.text(x, y, line, size)


NOTES = (
    "Kế hoạch số 5/KH-UBND ngày 01/02/2022 của UBND huyện về " + "cải cách hành chính năm " * 8 + "2022.",
    "Gồm 02 xã: Đăk Pne, Đăk Kôi.",
)


@pytest.mark.parametrize(
    ("size", "rule", "raise_it"),
    [(10.0, True, True), (10.0, False, True), (10.0, True, False), (14.0, True, True), (8.0, True, True), (12.0, True, False)],
)
def test_notes_are_told_from_the_body(size: float, rule: bool, raise_it: bool):
    made = Pdf()
    for number in range(3):
        page = made.page()
        y = paragraph(page, 100, SENTENCES)
        x = raised(page, page.text(LEFT + 36, y, "Ủy ban nhân dân huyện đã ban hành kế hoạch", SIZE), y, str(2 * number + 1))
        raised(page, page.text(x, y, "; giao các xã", SIZE), y, str(2 * number + 2))
        marks = [str(2 * number + 1), str(2 * number + 2)]
        note_region(page, 600, list(zip(marks, NOTES, strict=True)), size=size, rule=rule, raise_it=raise_it)
        page.text(295, 815, str(number + 1), 13)
    report = built(made)
    assert [(note.number, report.excerpt(note.span)) for note in report.notes] == [
        (number, NOTES[(number - 1) % 2]) for number in range(1, 7)
    ]
    assert [mark.number for mark in report.marks] == [1, 2, 3, 4, 5, 6]
    assert not report.stray_marks


def test_notes_numbered_anew_on_each_page_have_keys_of_their_own():
    made = Pdf()
    for number in range(3):
        page = made.page()
        y = paragraph(page, 100, SENTENCES)
        x = raised(page, page.text(LEFT + 36, y, "Ban hành kế hoạch", SIZE), y, "1")
        raised(page, page.text(x, y, "; giao các xã", SIZE), y, "2")
        note_region(page, 600, [("1", f"Kế hoạch số {number + 5}/KH-UBND."), ("2", f"Gồm 0{number + 2} xã.")])
    report = built(made)
    assert [report.excerpt(note.span) for note in report.notes] == [
        text for number in range(3) for text in (f"Kế hoạch số {number + 5}/KH-UBND.", f"Gồm 0{number + 2} xã.")
    ]
    assert [note.number for note in report.notes] == [1, 2] * 3
    assert len({note.key for note in report.notes}) == 6
    assert all(note.mark for note in report.notes)


@pytest.mark.parametrize("rule", [150.0, 455.0], ids=["short-rule", "wide-rule"])
def test_a_note_goes_on_on_the_next_page(rule: float):
    made = Pdf()
    first, second = made.page(), made.page()
    y = paragraph(first, 100, SENTENCES)
    raised(first, first.text(LEFT + 36, y, "Ban hành kế hoạch", SIZE), y, "1")
    paragraph(second, 100, SENTENCES)
    lines = wrapped(NOTES[0], 10, RIGHT - LEFT - 10)
    note_region(first, 700, [("1", " ".join(lines[:2]))])
    second.line(LEFT, 700, LEFT + rule, 700)
    for order, line in enumerate(lines[2:], 1):
        second.text(LEFT, 700 + 12.5 * order, line, 10)
    report = built(made)
    assert [report.excerpt(note.span) for note in report.notes] == [NOTES[0]]


def test_a_letterhead_s_rule_begins_no_notes():
    made, page = one_page()
    page.text(100, 80, "HUYỆN KON RẪY", 13)
    page.line(120, 86, 180, 86)
    paragraph(page, 130, SENTENCES, size=12)
    paragraph(page, 230, SENTENCES, size=12)
    assert not any(line.note for line in pdf.read(made.bytes()).lines)


# --- what is refused -------------------------------------------------------------------------------------------------


def test_a_scan_is_refused_with_its_pages_and_the_remedy():
    made = Pdf()
    for _ in range(3):
        made.page().rect(50, 50, 500, 700, fill=True)
    vi, en = refusal(made.bytes())
    assert "3 trang" in vi
    assert "OCR" in vi
    assert "3 pages" in en
    assert "OCR" in en


def test_letters_of_unknown_characters_are_no_text():
    made, page = one_page()
    page.text(72, 100, "Thực hiện Quyết định", 13, mapped=False)
    assert "1 trang" in refusal(made.bytes())[0]
    made.page().text(72, 100, "Kế hoạch", 13)
    source = pdf.read(made.bytes())
    assert [line.text for line in source.lines] == ["Kế hoạch"]
    assert source.remarks == {"textless": 1}


def test_a_page_that_lacks_its_accented_letters_is_not_read():
    made, page = one_page()
    for order in range(5):
        x = 72.0
        for word in ["Số", "12", "QĐ-UBND", "của", "Ủy", "ban"]:
            x = page.text(x, 100 + 20 * order, word, 13, mapped=word.isascii()) + 4
    assert "1 trang" in refusal(made.bytes())[0]


def test_a_legacy_font_is_named():
    made, page = one_page()
    for order in range(5):
        page.text(
            72, 100 + 20 * order, "Thùc hiÖn QuyÕt ®Þnh sè 12/Q§-UBND ngµy 28/02/2022 cña Uû ban nh©n d©n huyÖn vÒ kÕ ho¹ch", 10
        )
    assert "TCVN3" in refusal(made.bytes())[0]


def test_a_password_is_asked_for_and_an_owner_s_alone_is_none():
    made, page = one_page()
    page.text(72, 100, "Kế hoạch", 13)
    vi, en = refusal(made.bytes(password="x"))
    assert "mật khẩu" in vi
    assert "password" in en
    assert [line.text for line in pdf.read(made.bytes(password="")).lines] == ["Kế hoạch"]


def test_what_is_larger_than_any_report_is_refused(monkeypatch: pytest.MonkeyPatch):
    made, page = one_page()
    page.text(72, 100, "Kế hoạch năm 2022", 13)
    made.page().text(72, 100, "Kế hoạch năm 2022", 13)
    monkeypatch.setattr(pdf, "LARGEST_TEXT", 30)
    assert refusal(made.bytes()) == limits.too_large(30).text
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    assert refusal(made.bytes()) == limits.too_many_pages().text


def sample() -> bytes:
    made = Pdf()
    for number in range(3):
        page = made.page()
        y = paragraph(page, 100, SENTENCES)
        raised(page, page.text(LEFT + 36, y, "Ban hành kế hoạch", SIZE), y, str(number + 1))
        note_region(page, 600, [(str(number + 1), NOTES[0])])
        for row in range(4):
            page.line(100, 400 + 20 * row, 400, 400 + 20 * row)
            page.line(100 + 100 * row, 400, 100 + 100 * row, 460)
            page.text(105, 415 + 20 * min(row, 2), f"{row}", 12)
    return made.bytes()


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(3000), sample()[:200]], ids=["head", "noughts", "cut"])
def test_a_damaged_file_is_refused_with_the_remedy(data: bytes):
    vi, en = refusal(data)
    assert "hỏng" in vi
    assert "damaged" in en


@pytest.mark.parametrize("seed", range(40))
def test_hostile_bytes_are_read_or_refused(seed: int):
    chance = random.Random(seed)
    data = bytearray(sample())
    if seed % 2:
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.choice([0, 1, 10, 100])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        source = pdf.read(b"%PDF-1.7\n" + bytes(data))
    except Failure:
        return
    check_spans(source)


def test_many_shapes_take_bounded_time():
    made, page = one_page()
    page.text(72, 100, "Kế hoạch", 13)
    for number in range(30_000):
        page.line(50 + number % 400, 50 + number // 400, 60 + number % 400, 50 + number // 400)
        page.line(50 + number % 400, 50 + number // 400, 50 + number % 400, 60 + number // 400)
    assert "Kế hoạch" in texts(made)


def test_nothing_is_said_at_the_end_of_a_run(tmp_path):
    (tmp_path / "a.pdf").write_bytes(sample())
    code = f"from lint.readers import pdf; print(len(pdf.read(open({str(tmp_path / 'a.pdf')!r}, 'rb').read()).lines) > 9)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (run.stdout.strip(), run.stderr) == ("True", "")


# --- the way back ----------------------------------------------------------------------------------------------------


def check_spans(source: Source) -> None:
    """The source's segments of spans of the built report are the spans' text."""
    report = build(source, "a.pdf")
    chance = random.Random(1)
    for _ in range(100):
        piece, other = sorted(chance.choices(report.pieces, k=2))
        start, end = chance.randrange(piece.start, piece.end), chance.randint(max(other.start, piece.start) + 1, other.end)
        segments = report.segments(Span(min(start, end - 1), end))
        assert "".join(joint + normal(text) for joint, text in segments) == report.text[min(start, end - 1) : end]


def test_spans_lead_back_to_the_lines():
    check_spans(pdf.read(sample()))
