"""Odd and very long texts: every rule must end, soon, and never fail."""

import pytest

from checks.registry import RULES
from tests.helpers import facts_of_text

TITLE = "BÁO CÁO\nKết quả công tác cải cách hành chính năm 2023\n"
# Letters and digits that are those of Vietnamese or of a number only for a pattern that ignores capitals, or for `isdigit`.
ODD = (
    "Phần thứ ²\nKết quả",
    "BÁO CÁO\nKết quả công tác cải cách hành chính quý ıı năm 2024\nI. KẾT QUẢ",
    "BÁO CÁO\nKết quả công tác cải cách hành chính quý İ năm 2024\nI. KẾT QUẢ",
    "BÁO CÁO\nKết quả công tác cải cách hành chính ſáu tháng đầu năm 2024\nI. KẾT QUẢ",
)
# What takes a second or less where the work grows with the length, and minutes where it grows with its square.
LONG = (
    "A" * 100_000 + "a",
    "A" * 100_000 + "-",
    TITLE + "\n".join(f"I. KẾT QUẢ NĂM {2000 + place % 50}" for place in range(4000)),
    "1. A\n" * 20_000,
    "Phòng Kinh tế - Hạ tầng, Phòng Kinh tế và Hạ tầng, " * 1000,
    "hằng năm hàng năm số hóa số hoá " * 2000,
    "… " * 20_000,
    # counted lists: each count looks at what stands behind it
    "02 xã: " * 8000,
    "05 xã: Tân Lập, Tân Hưng; " * 3000,
    "03 nhiệm vụ: " * 6000,
    "03 sở (Nội vụ, " * 5000,
    "Đã kiểm tra 05 xã(1), " * 3000,
    "Kiểm tra 03 xã: " + "(a. Bb) " * 3000,
    "Tỉnh giảm 05 nhiệm vụ: a; b; " + "nhập " * 20_000,
    "(1) a; " * 15_000,
)


@pytest.mark.parametrize("text", [*ODD, *LONG], ids=range(len(ODD) + len(LONG)))
def test_every_rule_ends(text: str):
    facts = facts_of_text(text)
    for rule in RULES:
        for finding in rule().check(facts):
            assert facts.report.text[finding.span.start : finding.span.end].strip()
