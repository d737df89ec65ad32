"""The tree of headings: how a number is read, what stands below what, which lines are no headings."""

from pathlib import Path

import pytest

from grammar.headings import numbering, numeral, of, roman
from grammar.numbering import breaks, misplaced, series
from tests.helpers import report_of_text

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
BODY = "Các cơ quan, đơn vị đã triển khai thực hiện nghiêm túc."


def paths(*lines: str) -> list[str]:
    """The headings of a report whose lines are paragraphs, as their paths."""
    return [heading.path for heading in of(report_of_text("\n".join(lines)))]


def tree(*titles: str) -> list[str]:
    """The same, with a paragraph of text below each line."""
    return paths(*(line for title in titles for line in (title, BODY)))


@pytest.mark.parametrize(
    ("text", "style", "label", "value"),
    [
        ("Phần thứ nhất", "part", "Phần thứ nhất", (1,)),
        ("PHẦN THỨ TƯ", "part", "PHẦN THỨ TƯ", (4,)),
        ("Phần I. Tình hình", "part", "Phần I", (1,)),
        ("PHẦN A", "part", "PHẦN A", (1,)),
        ("Chương II", "chapter", "Chương II", (2,)),
        ("Mục 3. Tài chính", "section", "Mục 3", (3,)),
        ("Phụ lục II", "part", "Phụ lục II", (2,)),
        ("A. TÌNH HÌNH", "capital", "A", (1,)),
        ("I. CHỈ ĐẠO", "roman", "I", (1,)),
        ("IV/ NHIỆM VỤ", "roman", "IV", (4,)),
        ("V- KIẾN NGHỊ", "roman", "V", (5,)),
        ("V – KIẾN NGHỊ", "roman", "V", (5,)),
        ("II.1. Thể chế", "compound", "II.1", (2, 1)),
        ("II.1 Thể chế", "compound", "II.1", (2, 1)),
        ("1. Thể chế", "number", "1", (1,)),
        ("12/ Thể chế", "number", "12", (12,)),
        ("1) thể chế", "paren", "1", (1,)),
        ("1.2. Kết quả", "decimal", "1.2", (1, 2)),
        ("1.2 Kết quả", "decimal", "1.2", (1, 2)),
        ("1.2.3. Kết quả", "decimal", "1.2.3", (1, 2, 3)),
        ("a) kết quả", "letter", "a", (1,)),
        ("b. Kết quả", "letter", "b", (2,)),
        ("đ) kết quả", "letter", "đ", (5,)),
        ("e/ kết quả", "letter", "e", (6,)),
        ("a.1) kết quả", "below", "a.1", (1, 1)),
        ("b2. Kết quả", "below", "b2", (2, 2)),
        ("(1) kết quả", "bullet", "(1)", ()),
        ("- kết quả", "bullet", "-", ()),
        ("+ Kết quả", "bullet", "+", ()),
    ],
)
def test_a_number_is_read(text: str, style: str, label: str, value: tuple[int, ...]):
    number = numbering(text, 0, len(text))
    assert number
    assert (number.style, number.label, number.value) == (style, label, value)


@pytest.mark.parametrize(
    "text",
    [
        "2.408 thủ tục hành chính",
        "13.999 chỉ tiêu",
        "1.289 hồ sơ được tiếp nhận",
        "2025. Trong giai đoạn",
        "4.0 là mô hình chợ",
        "15/3/2023 của Ủy ban nhân dân",
        "V. I. Lê-nin đã viết",
        "IIV. Không phải số La Mã",
        "05 đơn vị",
        "Mục 2 Phần III của Kế hoạch",
        "Phần lớn hồ sơ",
        "Phần II của Kế hoạch",
        "Chương trình tổng thể",
        "I/2024 là quý đầu năm",
        "m2. Diện tích",
    ],
)
def test_what_is_no_number(text: str):
    assert numbering(text, 0, len(text)) is None


@pytest.mark.parametrize("value", [*range(1, 30)])
def test_roman_numerals(value: int):
    assert roman(numeral(value)) == value


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("I. A", "1. B", "a) C", "b) D", "2. E", "II. F", "1. G"), ["I", "I.1", "I.1.a", "I.1.b", "I.2", "II", "II.1"]),
        (
            ("Phần thứ nhất", "I. A", "1. B", "1.1. C", "1.1.1. D", "2. E", "Phần thứ hai", "1. F"),
            [
                "Phần thứ nhất",
                "Phần thứ nhất.I",
                "Phần thứ nhất.I.1",
                "Phần thứ nhất.I.1.1",
                "Phần thứ nhất.I.1.1.1",
                "Phần thứ nhất.I.2",
                "Phần thứ hai",
                "Phần thứ hai.1",
            ],
        ),
        (("A. X", "I. A", "II. B", "B. Y", "I. C"), ["A", "A.I", "A.II", "B", "B.I"]),
        (("I. X", "A. Y", "1. Z", "B. T", "II. U"), ["I", "I.A", "I.A.1", "I.B", "II"]),
        (("I. A", "1. B", "a) C", "1) d", "2) e", "b) F"), ["I", "I.1", "I.1.a", "I.1.a.1", "I.1.a.2", "I.1.b"]),
        (("I. A", "1) B", "a) C", "2) D"), ["I", "I.1", "I.1.a", "I.2"]),
        (("I. A", "I.1. B", "I.1.1. C", "I.2. D", "II. E", "II.1. F"), ["I", "I.1", "I.1.1", "I.2", "II", "II.1"]),
        (("a) A", "a.1) B", "a.2) C", "b) D"), ["a", "a.1", "a.2", "b"]),
        (("I. A", "1.1. B", "1.2. C", "II. D", "2.1. E"), ["I", "I.1.1", "I.1.2", "II", "II.2.1"]),
        # An initial is no heading, and closes none.
        (("I. A", "1. B", "C. Mác viết về nhà nước", "2. D"), ["I", "I.1", "I.2"]),
        # Nor is what a quotation holds.
        (("1. A", "Quy định: “Nguyên tắc chung là", "1. X", "2. Y” theo luật.", "2. B"), ["1", "2"]),
        # Rows of a table.
        (("1. A", "1. Sở Nội vụ 30 40", "2. Sở Tư pháp 20 30%", "3. Sở Y tế | 5 | 6", "2. B"), ["1", "2"]),
    ],
)
def test_paths(titles: tuple[str, ...], expected: list[str]):
    assert tree(*titles) == expected


@pytest.mark.parametrize(
    "entry",
    ["{} ........ 3", "{}……… 12", "{} . . . . 4", "{} 7", "{}"],
)
def test_a_table_of_contents_is_left_out(entry: str):
    titles = ["I. CHỈ ĐẠO, ĐIỀU HÀNH", "1. Kế hoạch", "2. Kiểm tra", "II. KẾT QUẢ NĂM 2023", "III. NHIỆM VỤ"]
    contents = ["MỤC LỤC", *(entry.format(title) for title in titles)]
    assert paths(*contents, *(line for title in titles for line in (title, BODY))) == ["I", "I.1", "I.2", "II", "III"]


def test_parents_titles_and_levels():
    report = report_of_text(f"I. CHỈ ĐẠO\n1. Tồn tại: Công tác chỉ đạo còn chậm. Đã nhắc nhở.\na) Nguyên nhân\n{BODY}")
    found = of(report)
    assert [heading.parent for heading in found] == [None, 0, 1]
    assert [heading.level for heading in found] == [1, 2, 3]
    assert [report.excerpt(heading.title) for heading in found] == ["CHỈ ĐẠO", "Tồn tại", "Nguyên nhân"]
    assert [heading.alone for heading in found] == [True, False, True]


def test_headings_of_notes_are_none():
    text = f"1. Kế hoạch\nĐã ban hành kế hoạch(1) và báo cáo(2).\n2. Kiểm tra\n{BODY}\n1 Gồm:\n1. Kế hoạch năm 2022.\n2 Báo cáo quý I."
    assert [heading.path for heading in of(report_of_text(text))] == ["1", "2"]


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (
            "Các đơn vị đã cung cấp dịch vụ công trực tuyến mức độ 3 và toàn bộ thủ tục ở mức độ",
            "2. Cung cấp, tích hợp các dịch vụ",
        ),
        ("Hệ thống thông tin của tỉnh được rà soát, thẩm định và phê duyệt hồ sơ đề xuất cấp", "2. Các hệ thống còn lại"),
        ("Các đơn vị đã hoàn thành kiểm tra cải cách hành chính của năm theo kế hoạch đợt 1,", "2. Các đợt còn lại"),
        ("Đến hết kỳ báo cáo, toàn tỉnh đã công bố và đăng tải công khai đầy đủ số lượng là", "2.408 thủ tục hành chính các cấp"),
        ("Ủy ban nhân dân huyện đã tổ chức thực hiện tốt nhiệm vụ được giao trong năm", "2025. Trong giai đoạn này, huyện đã"),
        ("Tổng số biên chế sự nghiệp hưởng lương từ ngân sách được giao của toàn tỉnh là", "13.999 chỉ tiêu, giảm so với năm"),
    ],
)
def test_a_wrapped_line_is_no_heading(before: str, line: str):
    lines = [
        "1. Cải cách thể chế",
        "",
        "Các cơ quan, đơn vị, địa phương trên địa bàn đã tổ chức thực hiện nghiêm túc, đầy đủ và",
        "",
    ]
    lines += [
        "kịp thời các nhiệm vụ được giao tại kế hoạch cải cách hành chính nhà nước của năm.",
        "",
        before,
        "",
        line + " trước và được duy trì ổn định trong toàn bộ kỳ báo cáo này",
        "",
    ]
    lines += ["của các cơ quan, đơn vị trên địa bàn tỉnh theo quy định.", "", "2. Cải cách bộ máy", "", *[BODY, ""] * 2]
    assert paths(*lines) == ["1", "2"]


def test_a_heading_that_its_series_expects_opens_a_paragraph_behind_a_full_line():
    full = "tháng) và các cuộc đối thoại với doanh nghiệp, doanh nhân trên địa bàn toàn tỉnh để kịp thời"
    lines = ["3. Thực hiện các giải pháp cải thiện Chỉ số cải cách hành chính và duy trì thường xuyên gặp mặt (hằng", full]
    lines += ["xử lý các vướng mắc, phát sinh liên quan đến thủ tục hành chính, đầu tư trên địa bàn tỉnh và đầu"]
    lines += ["4. Rà soát, hệ thống hóa và kiểm tra văn bản quy phạm pháp luật trên địa bàn toàn tỉnh theo đúng", "quy định."]
    assert paths(*lines) == ["3", "4"]


@pytest.mark.parametrize("name", ["kon-ray-2021-2025", "kon-tum-2022"])
def test_real_reports_are_numbered_in_order(name: str):
    text = (REPORTS / f"{name}.txt").read_text(encoding="utf-8")
    found = of(report_of_text(text))
    assert len(found) > 50
    assert not misplaced(found)
    for run in series(found):
        assert run[0].value[-1] == 1
        assert breaks(run) == []


def kinds(*titles: str) -> list[tuple[str, str, tuple[str, ...]]]:
    found = of(report_of_text("\n".join(line for title in titles for line in (title, BODY))))
    return [(slip.kind, slip.heading.label, slip.missing) for run in series(found) for slip in breaks(run)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("1. 2. 4. 5.", [("gap", "4", ("3",))]),
        ("I. II. IV.", [("gap", "IV", ("III",))]),
        ("1. 2. 3. 3. 4.", [("repeat", "3", ())]),
        ("1. 2. 2. 4.", [("wrong", "2", ("3",))]),
        ("1. 2. 8. 4. 5.", [("wrong", "8", ("3",))]),
        ("a) b) d)", [("gap", "d", ("c",))]),
        ("d) e) g)", [("gap", "e", ("đ",))]),
        ("A. B. D.", [("gap", "D", ("C",))]),
        ("II.1. II.2. II.4.", [("gap", "II.4", ("II.3",))]),
        ("3.1. 3.3.", [("gap", "3.3", ("3.2",))]),
        ("a) b) c) d) đ) e) g) h) i) k) l) m)", []),
        ("1. 2. 3. 1. 2. 3. 4.", []),
        ("1. 1. 2. 2. 1. 2. 3. 3.", []),
        ("1. 2. 12. 3. 4.", []),
        ("5. 4. 3. 2. 1.", []),
    ],
)
def test_where_a_list_breaks(labels: str, expected: list[tuple[str, str, tuple[str, ...]]]):
    assert kinds(*(f"{label} Nội dung thứ {place}" for place, label in enumerate(labels.split()))) == expected


@pytest.mark.parametrize(
    ("labels", "missing"),
    [
        (("Phụ lục A", "Phụ lục B", "Phụ lục D"), ["Phụ lục C"]),
        (("Phụ lục D", "Phụ lục Đ", "Phụ lục E", "Phụ lục G"), []),
        (("PHẦN THỨ NHẤT", "PHẦN THỨ HAI", "PHẦN THỨ TƯ"), ["PHẦN THỨ BA"]),
        (("Chương I", "Chương II", "Chương IV"), ["Chương III"]),
        (("Mục 1", "Mục 2", "Mục 4"), ["Mục 3"]),
    ],
)
def test_a_missing_part_is_named_as_its_neighbours_are(labels: tuple[str, ...], missing: list[str]):
    report = report_of_text("\n".join(line for label in labels for line in (label, BODY)))
    (run,) = series(of(report))
    assert [label for found in breaks(run) for label in found.missing] == missing
