"""Which figures another report may state again: the months each is of, and what it shares with the others of its sentence."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grammar.figures import moments, statements
from grammar.figures.moments import Months
from tests.checks.test_cross_figures import report
from tests.grammar.test_figures_hostile import LONG, ODD

YEAR_2024 = Months(2024 * 12, 2024 * 12 + 11)
FIRST_HALF = Months(2024 * 12, 2024 * 12 + 5)


def months(text: str, own: Months | None = YEAR_2024) -> list[tuple[str, bool] | None]:
    """The periods of a text, as "2023-01 2023-12", each with whether it is only compared with."""
    found = moments.find(text, 0, len(text), own)
    return [
        (f"{m.months.first // 12}-{m.months.first % 12 + 1:02} {m.months.last // 12}-{m.months.last % 12 + 1:02}", m.against)
        if m.months
        else None
        for m in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trong năm 2023", [("2023-01 2023-12", False)]),
        ("6 tháng đầu năm 2023", [("2023-01 2023-06", False)]),
        ("6 tháng cuối năm 2023", [("2023-07 2023-12", False)]),
        ("chín tháng đầu năm", [("2024-01 2024-09", False)]),
        ("11 tháng năm 2023", [("2023-01 2023-11", False)]),
        ("quý iii/2023", [("2023-07 2023-09", False)]),
        ("quý 4 năm 2023", [("2023-10 2023-12", False)]),
        ("quý iv", [("2024-10 2024-12", False)]),
        ("tháng 5/2023", [("2023-05 2023-05", False)]),
        ("tháng 12", [("2024-12 2024-12", False)]),
        ("giai đoạn 2021 - 2025", [("2021-01 2025-12", False)]),
        ("từ năm 2021 đến năm 2023", [("2021-01 2023-12", False)]),
        ("so với năm 2023", [("2023-01 2023-12", True)]),
        ("so với cùng kỳ", [("2023-01 2023-12", True)]),
        ("so với cùng kỳ năm 2022", [("2022-01 2022-12", True)]),
        ("so với kết quả của năm 2023", [("2023-01 2023-12", True)]),
        ("so với kế hoạch năm 2023", [None]),
        ("so với trung bình cả nước năm 2023", [None]),
        ("so với năm trước", [("2023-01 2023-12", True)]),
        ("quý ii/2024 tăng so với cùng kỳ năm trước", [("2024-04 2024-06", False), ("2023-04 2023-06", True)]),
        ("năm 2023 và năm 2024", [None]),
        ("năm 2022, 2023", [None]),
        ("năm học 2023-2024", [None]),
        ("từ năm 2025 đến năm 2021", [None]),
        ("tháng 13/2023", [None]),
        ("40 tháng đầu năm 2023", [None]),
        ("năm 2023.500 hồ sơ", []),
        ("hằng năm", []),
    ],
)
def test_periods(text: str, expected: list[tuple[str, bool] | None]):
    assert months(text) == [None if one is None else (one[0], one[1]) for one in expected]


def test_a_part_of_the_year_is_compared_with_the_same_part():
    assert months("so với cùng kỳ năm 2023", FIRST_HALF) == [("2023-01 2023-06", True)]
    assert months("so với năm 2023", FIRST_HALF) == [None]
    assert months("so với cùng kỳ", None) == [None]


# The figures of a report on 2024, each with the year it is of; those left out are of none that a reader is sure of.
SENTENCES = [
    ("Tổng số hồ sơ tiếp nhận là 13.500 hồ sơ (tăng 700 hồ sơ so với năm 2023 là 12.800 hồ sơ).", ["13.500 2024", "12.800 2023"]),
    ("So với năm 2023 (12.345 hồ sơ), năm 2024 tiếp nhận 13.000 hồ sơ, tăng 655 hồ sơ.", ["13.000 2024"]),
    ("Về chỉ số cải cách hành chính: năm 2022 đạt 85,2 điểm, xếp thứ 5/63; năm 2023 đạt 86,1 điểm.", ["85,2 2022", "86,1 2023"]),
    (
        "Thu ngân sách đạt 612,4 tỷ đồng, bằng 105% dự toán, tăng 11,6% so với năm 2023 (548,9 tỷ đồng).",
        ["612,4 2024", "548,9 2023"],
    ),
    ("Ban hành 12 văn bản, giảm 03 văn bản so với cùng kỳ năm 2023 (15 văn bản).", ["12 2024", "15 2023"]),
    (
        "Số đơn vị sự nghiệp công lập: 440 đơn vị (năm 2023: 449 đơn vị; năm 2022: 455 đơn vị).",
        ["440 2024", "449 2023", "455 2022"],
    ),
    ("Kinh phí cải cách hành chính năm 2024 là 1,25 tỷ đồng, năm 2023 là 980 triệu đồng.", ["1,25 2024", "980 2023"]),
    ("Số hồ sơ trực tuyến tăng từ 9.854 hồ sơ (năm 2023) lên 11.230 hồ sơ (năm 2024).", ["9.854 2023", "11.230 2024"]),
    ("Tiếp nhận 1.500 hồ sơ, giải quyết 1.400 hồ sơ, tăng 5% so với năm 2023 (1.333 hồ sơ).", ["1.500 2024", "1.400 2024"]),
    ("Tiếp nhận 1.500 hồ sơ, giải quyết 1.400 hồ sơ (năm 2023: 1.333 hồ sơ).", ["1.500 2024", "1.400 2024", "1.333 2023"]),
    ("Năm 2023 tiếp nhận 12.345 hồ sơ, năm nay tiếp nhận 13.000 hồ sơ.", ["12.345 2023", "13.000 2024"]),
    ("Tiếp nhận 12.345 hồ sơ năm 2023, giải quyết cho người dân 13.000 hồ sơ.", ["12.345 2023"]),
    ("Số hồ sơ trực tuyến từ 12.345 hồ sơ năm 2023 đã nâng lên thành 13.000 hồ sơ được nộp.", ["12.345 2023"]),
    (
        "Năm 2024 tiếp nhận 13.000 hồ sơ (năm 2023: 12.345 hồ sơ). Đã giải quyết đúng hạn 12.900 hồ sơ.",
        ["13.000 2024", "12.345 2023", "12.900 2024"],
    ),
    ("Tính đến ngày 14/12/2024, tiếp nhận 1.500 hồ sơ.", []),
    ("Ước thực hiện cả năm 2024 thu 612 tỷ đồng.", []),
    ("Lũy kế từ đầu nhiệm kỳ, tiếp nhận 45.000 hồ sơ.", []),
    ("Tiếp nhận khoảng 1.500 hồ sơ.", []),
    ("Phấn đấu năm 2025 tiếp nhận 1.500 hồ sơ trực tuyến.", []),
    ("Tỷ lệ hồ sơ trực tuyến năm 2022, 2023 lần lượt đạt 45%; 60%.", []),
    ("Năm 2023 tiếp nhận 1.500 hồ sơ. Tỷ lệ đúng hạn của hồ sơ đạt 98%.", ["1.500 2023"]),
    ("Năm 2024 tiếp nhận 1.500 hồ sơ. Tỷ lệ đúng hạn của hồ sơ đạt 98%.", ["1.500 2024", "98 2024"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_the_year_of_each_figure(text: str, expected: list[str]):
    found = statements.of(report("huyện Mai Sơn", "năm 2024", text))
    assert [f"{s.quantity.text} {s.months.first // 12}" for s in found] == expected


def test_another_year_s_value_has_the_words_of_the_first():
    text = "Kinh phí cải cách hành chính năm 2024 là 1,25 tỷ đồng, năm 2023 là 980 triệu đồng."
    one, other = statements.of(report("huyện Mai Sơn", "năm 2024", text))
    assert (one.words, one.scope, one.own) == (other.words, other.scope, True)
    assert not other.own


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đã tiếp nhận 12 hồ sơ TTHC.", "Số hồ sơ thủ tục hành chính tiếp nhận là 12 hồ sơ thủ tục hành chính."),
        ("UBND huyện Mai Sơn đã ban hành 12 văn bản.", "Trong năm, huyện ban hành 12 văn bản."),
        ("Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024, kiểm tra 15 đơn vị.", "Đã kiểm tra 15 đơn vị."),
    ],
)
def test_the_same_words(one: str, other: str):
    (first,), (second,) = (statements.of(report("huyện Mai Sơn", "năm 2024", text)) for text in (one, other))
    assert (first.words, first.scope) == (second.words, second.scope)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Cấp xã tiếp nhận 12 hồ sơ đất đai.", ("commune level",)),
        ("UBND cấp huyện, cấp xã tiếp nhận 12 hồ sơ đất đai.", ("commune level", "district level")),
        ("Các huyện, thị xã, thành phố tiếp nhận 12 hồ sơ đất đai.", ("districts",)),
        ("10/10 huyện, thành phố tiếp nhận 12 hồ sơ đất đai.", ("districts 10",)),
        ("Toàn tỉnh tiếp nhận 12 hồ sơ đất đai.", ("whole",)),
        ("Tiếp nhận 12 hồ sơ đất đai, chưa bao gồm ngành dọc.", ("chưa bao gồm",)),
        ("1. Tại cấp xã\nTiếp nhận 12 hồ sơ đất đai.", ("commune level",)),
        ("1. Lĩnh vực đất đai\nTiếp nhận 12 hồ sơ.", ("lĩnh vực đất đai",)),
    ],
)
def test_scope(text: str, scope: tuple[str, ...]):
    found = statements.of(report("tỉnh Sơn La", "năm 2024", text))
    assert found[-1].scope == scope


@pytest.mark.parametrize(
    "text", [*ODD, *LONG, "Năm 2023 có 5 hồ sơ, năm 2024 có 6 hồ sơ; " * 1000, "so với " * 3000 + "năm 2023 (5 hồ sơ)"]
)
def test_hostile_texts_are_read_quickly(text: str):
    facts = report("huyện Mai Sơn", "năm 2024", text)
    begun = time.perf_counter()
    statements.of(facts)
    assert time.perf_counter() - begun < 5


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "năm 2023",
                "cùng kỳ",
                "so với",
                "12 hồ sơ",
                "95,2%",
                "(",
                ")",
                ";",
                ":",
                ",",
                ".",
                "\n- ",
                "tăng",
                "các huyện",
                "và",
                "quý III/2024",
            ]
        ),
        max_size=30,
    )
)
def test_any_row_of_words_is_read(words: list[str]):
    for statement in statements.of(report("huyện Mai Sơn", "năm 2024", " ".join(words))):
        assert statement.months.first <= statement.months.last
        assert list(statement.scope) == sorted(statement.scope)
