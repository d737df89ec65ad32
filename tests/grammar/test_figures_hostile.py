"""Texts that no drafter writes, and some that one does by mistake: the figures of each are read, quickly and without error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.registry import RULES
from tests.helpers import facts_of_text

ODD = (
    "Huyện có ba\nA xã.",
    "Có 20 hồ sơ, gồm:\n- Theo dõi. Có 5 hồ sơ;\n- 7 hồ sơ đất đai;\n- 9 hồ sơ hộ tịch.",
    "Dự toán giao 0 tỷ đồng; thu đạt 287 tỷ đồng, vượt 14,8% dự toán.",
    "Có 5 xã (99999999999999999999999 xã A, 1 xã B).",
    "Đạt tỷ lệ 33,3333333333333333333333333333332% (1/3 xã).",
    "Có 0/0 xã, đạt 0%; giảm 0 xã (0%), còn 0 xã () ((;:.",
    "Tổng số: (, ; và) gồm: trong đó: 12",
    "5",
)
LONG = (
    ", ".join(["giao 1.520 biên chế, đã sử dụng 1.444 biên chế, còn lại 86 biên chế"] * 400),
    "tiếp nhận mới 18 kiến nghị, 01 kiến nghị từ kỳ trước chuyển sang, đã xử lý 20 kiến nghị, " * 500,
    "- Tổng cộng: 5 hồ sơ\n" * 2000,
    "Năm 2022 thu ngân sách nhà nước 380 tỷ đồng. Năm 2023 thu ngân sách nhà nước 420 tỷ đồng, tăng 11,5% so với năm 2022.\n"
    * 400,
    "Tiếp nhận 18 kiến nghị, 01 kiến nghị kỳ trước chuyển sang; " + "tổng " * 8000 + "20 kiến nghị.",
    "Có 5 xã, 6 xã" + " :" * 740 + " ;" + " :" * 740 + " 5 xã",
    "Có 5 xã, 6 xã. Tổng số" + " là" * 8000 + " x 20 xã.",
)
CLAUSES = st.sampled_from(
    [
        *(
            "12 hồ sơ",
            "đúng hạn 1.200",
            "trong đó",
            "gồm",
            "17/20 xã",
            "đạt 85%",
            "tăng 3,5%",
            "so với cùng kỳ",
            "(",
            ")",
            ";",
            ",",
        ),
        *(
            ":",
            ".",
            "\n",
            "\n- ",
            "còn lại 5 hồ sơ",
            "giảm 02 đơn vị",
            "từ 19 xuống còn 16",
            "năm 2022 là 28,6 tỷ đồng",
            "Cộng: 30 hồ sơ",
        ),
        *(
            "0",
            "0%",
            "0/0",
            "kỳ trước chuyển sang 3 hồ sơ",
            "đã giải quyết 10 hồ sơ",
            "kế hoạch 12 hồ sơ",
            "ba xã",
            "3 tỷ 215 triệu đồng",
        ),
        *("chiếm", "và", "tổng cộng", "trong", "bình quân", "tổ", "86.471 điểm", "xếp thứ 6/10", "1\n1 Gồm 3 xã"),
    ]
)


def judged(text: str) -> None:
    """Reads and judges a text; what was read must stand in it, and what is found must be among what was read."""
    facts = facts_of_text(text)
    known = {figure.number for figure in facts.quantities} | {figure.base.number for figure in facts.quantities if figure.base}
    for figure in facts.quantities:
        assert facts.report.text[figure.number.start : figure.number.end] == figure.text
    for relation in facts.relations:
        assert {operand.quantity.number for operand in relation.operands} <= known
    for rule in RULES:
        if rule.code.startswith("NUM"):
            for finding in rule().check(facts):
                assert facts.report.text[finding.span.start : finding.span.end].strip()


@pytest.mark.parametrize("text", ODD)
def test_odd(text: str):
    judged(text)


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_long(text: str):
    judged(text)  # a reading that tries every figure with every other one would not end


@settings(max_examples=300, deadline=None)
@given(st.lists(CLAUSES, min_size=1, max_size=40))
def test_any_order(clauses: list[str]):
    judged(" ".join(clauses))
