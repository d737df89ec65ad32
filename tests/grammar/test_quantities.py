"""The grammar of figures: the examples beside its rules in both directions, tables of numbers, what counts nothing."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grammar.facts import Quantity
from grammar.figures import quantities
from grammar.report import Span
from tests.helpers import facts_of_text, report_of_text

GRAMMAR = Path(quantities.__file__).with_name("claim.lark").read_text(encoding="utf-8")


def grammar_examples() -> list[tuple[str, str, bool]]:
    """(rule, text, whether the rule reads the whole of it), from the grammar's comments."""
    found = []
    rule = ""
    for line in GRAMMAR.splitlines():
        if head := re.match(r"\??(\w+)\s*:", line):
            rule = head[1]
        if not line.startswith("//") and "//" in line:
            found += [
                (rule, text.strip(), sign == "✓") for sign, text in re.findall(r"([✓✗])\s*([^✓✗]+)", line.split("//", 1)[1])
            ]
    return found


@pytest.mark.parametrize(("rule", "text", "reads"), grammar_examples())
def test_examples_of_the_grammar(rule: str, text: str, reads: bool):
    shape = quantities.parse(text)
    assert shape is not None
    assert (shape.form in (rule, "range") and shape.end == len(text)) is reads


def figures(text: str) -> list[Quantity]:
    return list(facts_of_text(text).quantities)


NUMBERS = [
    ("1.339 hồ sơ", "1339", 0, "grouped", "hồ sơ"),
    ("07 xã", "7", 0, "plain", "xã"),
    ("1086 biên chế", "1086", 0, "plain", "biên chế"),
    ("3.107,4 tỷ đồng", "3107.4", 1, "grouped", "tỷ đồng"),
    ("86,471 điểm", "86.471", 3, "comma", "điểm"),
    ("86.471 điểm", "86.471", 3, "dot", "điểm"),
    ("87.89%", "87.89", 2, "dot", "%"),
    ("96,09 %", "96.09", 2, "comma", "%"),
    ("1,234,567 đồng", "1234567", 0, "english", "đồng"),
    ("12 345 hồ sơ", "12345", 0, "spaced", "hồ sơ"),
    ("hai phòng", "2", 0, "word", "phòng"),
    ("25 (hai mươi lăm) xã", "25", 0, "plain", "xã"),
    ("16 cán bộ, công chức, viên chức", "16", 0, "plain", "cán bộ, công chức, viên chức"),
]


@pytest.mark.parametrize(("text", "value", "decimals", "style", "unit"), NUMBERS)
def test_numbers(text: str, value: str, decimals: int, style: str, unit: str):
    (found,) = figures(f"Trong kỳ đạt {text}.")
    assert (found.value, found.decimals, found.style, found.unit) == (Decimal(value), decimals, style, unit)


def test_units_convert_to_the_smallest():
    billion, million = figures("Bố trí 1,5 tỷ đồng và 1.500 triệu đồng.")
    assert billion.amount == million.amount == Decimal(1_500_000_000)
    assert (billion.half, million.half) == (Decimal(50_000_000), Decimal(500_000))


def test_three_decimals_of_money_have_two_readings():
    (found,) = figures("Kinh phí là 192,944 triệu đồng.")
    assert (found.value, found.readings) == (Decimal("192.944"), (Decimal(192944),))


@pytest.mark.parametrize(
    ("text", "bound"),
    [("trên 20 tin", "over"), ("khoảng 6.968 tài khoản", "about"), ("không quá 05 ngày", "under"), ("ngân sách cấp trên 20 tỷ đồng", None),
     ("từ 211 xã", None), ("8 năm trở lên", "over")],
)  # fmt: skip
def test_bounds(text: str, bound: str | None):
    (found,) = figures(f"Đã có {text}.")
    assert found.bound == bound


COUNTS_NOTHING = [
    "dịch vụ công mức độ 3, 4",
    "mức độ 1,2",
    "điểm 2.2, khoản 2, Điều 1",
    "xếp thứ 06/10 huyện",
    "hỗ trợ kỹ thuật 24/7",
    "Ngày Chuyển đổi số quốc gia 10/10",
    "tần số 88,8 MHZ",
    "khóa XV, kỳ họp thứ 11",
    "giai đoạn 2021-2025, tầm nhìn 2030",
    "Nghị quyết 18, Nghị định 61, Đề án 06",
    "TCVN ISO 18091:2020",
    "điện thoại 0260.3862.000, https://a.vn/p/12",
    "ngày 15/4/2025, tháng 10/2022, 30/6/2023",
    "lúc 7h30 và 14:30",
    "trạm 2G (1); trạm 3G (2)",
    "năm 2022, quý 3",
]


@pytest.mark.parametrize("text", COUNTS_NOTHING)
def test_numbers_that_count_nothing(text: str):
    assert [figure.written for figure in figures(f"Nội dung: {text}.") if figure.unit or figure.form != "amount"] == []


def test_a_ratio_has_its_two_numbers():
    (found,) = figures("Trúng tuyển 37 trường hợp/52 chỉ tiêu.")
    assert found.base is not None
    assert (found.form, found.value, found.unit, found.base.value, found.base.unit) == ("ratio", 37, "trường hợp", 52, "chỉ tiêu")


@given(st.text(alphabet="0123456789.,%/ -()xã hồsơđạttriệu\n", max_size=60))
def test_spans_lie_within_the_text_one_behind_the_other(text: str):
    report = report_of_text(text)
    end = 0
    for found in quantities.find(report, []):
        assert end <= found.span.start < found.span.end <= len(report.text)
        assert report.text[found.number.start : found.number.end] == found.text
        end = found.span.end


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_numbers_come_back(value: int):
    written = f"{value:,}".replace(",", ".")
    found = figures(f"Tổng số là {written} hồ sơ.")
    assert [figure.value for figure in found] == [Decimal(value)]


def test_no_figure_begins_in_what_is_known_to_be_something_else():
    report = report_of_text("Có 12 xã và 15 phường.")
    assert [figure.value for figure in quantities.find(report, [Span(3, 5)])] == [Decimal(15)]
