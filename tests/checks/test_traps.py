"""The sentences that fool a naive rule, and the decision table of one defect, one finding."""

import pytest

from checks.registry import RULES
from tests.helpers import facts_of_text

SILENT = [
    "Đăk Hà: Quyết định số 15/QĐ-UBND ngày 05/3/2022; Ngọc Hồi: Quyết định số 15/QĐ-UBND ngày 09/3/2022.",
    "Nghị định số 61/2018/NĐ-CP, ngày 15/3/2022 UBND tỉnh đã ban hành Kế hoạch số 40/KH-UBND.",
    "Tờ trình số 12/TTr-UBND ngày 10/3/2024 và Nghị quyết số 12/NQ-HĐND ngày 10/3/2024 về phê duyệt vị trí việc làm.",
    "Đoàn làm việc trong các ngày 21, ngày 22 tháng 02 năm 2022.",
    "Công văn số 120/TT-HĐND ngày 05/3/2022 của Thường trực HĐND tỉnh; Thông tri 05-TT/TU; Quyết định 468/QĐ-TTg.",
    "Chương trình hành động số 15-CTHĐ/TU; Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND.",
    "Công văn số 12/UBND-TH ngày 05/3/2022 và Công văn số 15/UBND-VH ngày 10/3/2022.",
    "Kế hoạch số 79/KH-UBND ngày 13/6/2022; thực hiện Kế hoạch số 1250/KH-UBND ngày 29/9/2022, UBND huyện đã triển khai.",
    "Luật số 64/2025/QH15 có hiệu lực từ ngày 01/7/2026; ước thực hiện đến ngày 31/01/2023.",
    "Diện tích 913 km2; kế hoạch năm năm 2021-2025; người người, nhà nhà; Trưởng ban Ban Chỉ đạo; hành vi vi phạm.",
    "Tại các khoản 1, 3, 5 Điều 2; từ 85,5% lên 88,7%, tăng 3,2%.",
]


@pytest.mark.parametrize("text", SILENT, ids=[text[:40] for text in SILENT])
def test_traps(text: str):
    facts = facts_of_text(text)
    assert [finding.message.en for rule in RULES for finding in rule().check(facts)] == []


# (two citations, the one rule that speaks): the rows of the decision table that rules of today cover.
TABLE = [
    ("= = day differs, no subject", "số 12/KH-UBND ngày 05/3/2022", "số 12/KH-UBND ngày 06/3/2022", "date-conflict"),
    ("year in symbol, day differs", "số 12/2022/QĐ-UBND ngày 05/3/2022", "số 12/2022/QĐ-UBND ngày 05/4/2022", "date-conflict"),
    (
        "other subject, same year",
        "số 12/KH-UBND ngày 05/3/2022 về tuyên truyền cải cách hành chính",
        "số 12/KH-UBND ngày 16/3/2022 về phòng cháy, chữa cháy rừng mùa khô",
        "number-reuse",
    ),
    (
        "other year, same day, existing document",
        "số 12/KL-TTr ngày 05/3/2021 của Thanh tra tỉnh",
        "số 12/KL-TTr ngày 05/3/2022 của Thanh tra tỉnh",
        "date-conflict",
    ),
    (
        "other year, other day",
        "số 12/KH-UBND ngày 05/3/2021 về tuyên truyền",
        "số 12/KH-UBND ngày 07/9/2022 về tuyên truyền",
        None,
    ),
    ("two levels", "số 12/KH-UBND ngày 05/3/2022 của UBND tỉnh", "số 12/KH-UBND ngày 09/3/2022 của UBND huyện", None),
    ("wrong-year date", "số 12/2022/QĐ-UBND ngày 05/3/2022", "số 12/2022/QĐ-UBND ngày 05/3/2023", "symbol-year-mismatch"),
    ("no such day", "số 12/2022/QĐ-UBND ngày 05/3/2022", "số 12/2022/QĐ-UBND ngày 31/4/2022", "invalid-date"),
]


@pytest.mark.parametrize(("first", "second", "rule"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_decision_table(first: str, second: str, rule: str | None):
    text = f"Các xã đã thực hiện Quyết định {first}.\nTheo Quyết định {second}, kết quả đạt tốt."
    facts = facts_of_text(
        text.replace("Quyết định số 12/KH", "Kế hoạch số 12/KH").replace("Quyết định số 12/KL", "Kết luận số 12/KL")
    )
    found = [(finding.rule.name, finding.severity) for each in RULES for finding in each().check(facts)]
    assert [name for name, _ in found] == ([rule] if rule else [])


def test_a_copied_year_in_a_list_is_a_warning():
    facts = facts_of_text(
        "Kế hoạch số 26/KH-UBND ngày 17/01/2023 về chuyển đổi số năm 2023; Kế hoạch số 26/KH-UBND ngày 17/01/2024 về chuyển đổi số năm 2024."
    )
    assert [(f.rule.name, f.severity) for rule in RULES for f in rule().check(facts)] == [("year-copy", "warning")]
