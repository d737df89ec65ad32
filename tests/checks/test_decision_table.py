"""One defect, one finding: each row of the decision table of two citations, with exactly the finding that it calls for.

The first word of a row is how number, type and issuer of the two relate; then the year in the symbol, the date, the
subject. Each row stands once as a list of an agency's own documents, and the reverse order must give the same rule.
"""

import pytest

from checks.registry import RULES
from tests.helpers import facts_of_text

PLAN, FLOOD, REVIEW = (
    "về tuyên truyền cải cách hành chính",
    "về phòng, chống thiên tai và tìm kiếm cứu nạn",
    "về rà soát, đơn giản hóa thủ tục hành chính lĩnh vực đất đai",
)
ROWS = {
    "equal, same year, other day, same subject": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 {PLAN}.",
        f"Kế hoạch số 27/KH-UBND ngày 12/3/2023 {PLAN}.",
        ["date-conflict"],
    ),
    "equal, same year, other month, no subject": (
        "Kế hoạch số 27/KH-UBND ngày 02/3/2023.",
        "Kế hoạch số 27/KH-UBND ngày 02/8/2023.",
        ["date-conflict"],
    ),
    "equal, year in the symbol, other day, same subject": (
        f"Quyết định số 05/2022/QĐ-UBND ngày 10/3/2022 {PLAN}.",
        f"Quyết định số 05/2022/QĐ-UBND ngày 18/3/2022 {PLAN}.",
        ["date-conflict"],
    ),
    "equal, other year, same day and month, both cited as existing": (
        f"Thực hiện Kế hoạch số 27/KH-UBND ngày 02/3/2022 {PLAN}.",
        f"Theo Kế hoạch số 27/KH-UBND ngày 02/3/2023 {PLAN}.",
        ["date-conflict"],
    ),
    "equal, other year, like-titled, two items of a list": (
        "Kế hoạch số 41/KH-UBND ngày 16/01/2023 về chuyển đổi số năm 2023;",
        "Kế hoạch số 41/KH-UBND ngày 16/01/2024 về chuyển đổi số năm 2024.",
        ["year-copy"],
    ),
    "equal, other year, other day: numbers restart each year": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2022 {PLAN}.",
        f"Kế hoạch số 27/KH-UBND ngày 15/4/2023 {PLAN}.",
        [],
    ),
    "equal, other year, other subject": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2022 {PLAN}.",
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 {FLOOD}.",
        [],
    ),
    "equal, same year, other day, other subject": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 {PLAN}.",
        f"Kế hoạch số 27/KH-UBND ngày 12/3/2023 {FLOOD}.",
        ["number-reuse"],
    ),
    "equal, same day, other subject": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 {PLAN}.",
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 {FLOOD}.",
        ["subject-conflict"],
    ),
    "equal in all: one document": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 {PLAN}.",
        f"Theo Kế hoạch số 27/KH-UBND ngày 02/3/2023 {PLAN}, các xã đã làm.",
        [],
    ),
    "damaged symbol, same date and subject": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 {PLAN}.",
        f"Theo Kế hoạch số 27/KH-UBD ngày 02/3/2023 {PLAN}, các xã đã làm.",
        ["symbol-form"],
    ),
    "other body in the symbol, same date and subject": (
        f"Công văn số 986/VP-TTHCC ngày 28/7/2023 {PLAN}.",
        f"Công văn số 986/UBND-TTHCC ngày 28/7/2023 {PLAN}.",
        ["symbol-conflict"],
    ),
    "other type in the symbol, same date and subject": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 {PLAN}.",
        f"Quyết định số 27/QĐ-UBND ngày 02/3/2023 {PLAN}.",
        ["symbol-conflict"],
    ),
    "other type in the symbol, other subject: two documents": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 {PLAN}.",
        f"Quyết định số 27/QĐ-UBND ngày 02/3/2023 {FLOOD}.",
        [],
    ),
    "other body and type, same date and subject: two documents": (
        f"Tờ trình số 12/TTr-UBND ngày 10/3/2024 {PLAN}.",
        f"Nghị quyết số 12/NQ-HĐND ngày 10/3/2024 {PLAN}.",
        [],
    ),
    "year in one symbol only, same date and subject": (
        f"Quyết định số 15/2022/QĐ-UBND ngày 10/3/2022 {PLAN}.",
        f"Quyết định số 15/QĐ-UBND ngày 10/3/2022 {PLAN}.",
        ["missing-year"],
    ),
    "year in one symbol only, same date, other subject: two series": (
        f"Quyết định số 15/2022/QĐ-UBND ngày 10/3/2022 {PLAN}.",
        f"Quyết định số 15/QĐ-UBND ngày 10/3/2022 {FLOOD}.",
        [],
    ),
    "other number by a slip, same date and long subject": (
        f"Kế hoạch số 135/KH-UBND ngày 10/3/2024 {REVIEW}.",
        f"Theo Kế hoạch số 153/KH-UBND ngày 10/3/2024 {REVIEW}, các xã đã làm.",
        ["symbol-conflict"],
    ),
    "other author: another document": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 của UBND tỉnh {PLAN}.",
        f"Kế hoạch số 27/KH-UBND ngày 12/3/2023 của UBND huyện {PLAN}.",
        [],
    ),
    "unknown author, low number: never merged": (
        f"Kế hoạch số 27/KH-UBND ngày 02/3/2023 của UBND tỉnh {PLAN}.",
        f"Kế hoạch số 27/KH-UBND ngày 12/3/2023 {PLAN}.",
        [],
    ),
    "impossible date takes no part": (
        f"Kế hoạch số 27/KH-UBND ngày 31/4/2023 {PLAN}.",
        f"Kế hoạch số 27/KH-UBND ngày 12/3/2023 {PLAN}.",
        ["invalid-date"],
    ),
    "wrong-year date takes no part": (
        f"Quyết định số 05/2022/QĐ-UBND ngày 10/3/2023 {PLAN}.",
        f"Quyết định số 05/2022/QĐ-UBND ngày 18/3/2022 {PLAN}.",
        ["symbol-year-mismatch"],
    ),
}


def rules_of(text: str) -> list[str]:
    facts = facts_of_text(text)
    return [finding.rule.name for rule in RULES for finding in rule().check(facts)]


@pytest.mark.parametrize("row", ROWS)
def test_row(row: str):
    first, second, rules = ROWS[row]
    assert rules_of(f"{first}\n{second}") == rules


@pytest.mark.parametrize("row", [row for row in ROWS if not ROWS[row][0].endswith(";")])
def test_the_order_does_not_matter(row: str):
    first, second, rules = ROWS[row]
    assert rules_of(f"{second}\n{first}") == rules


HEAD = (
    "UBND TỈNH A\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 12/BC-UBND    A, ngày 15 tháng 12 năm 2022\n\n"
    "BÁO CÁO\nKết quả công tác cải cách hành chính năm 2022\n\n"
)
OTHERS = "".join(f"Kế hoạch số {n}/KH-UBND ngày {n:02}/3/2022 của UBND tỉnh.\n" for n in range(1, 6))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param(
            f"Kế hoạch số 79/KH-UBND ngày 13/6/2022 của UBND tỉnh {PLAN}.\nKế hoạch số 88/KH-UBND ngày 01/7/2022 của UBND tỉnh về thực "
            "hiện Nghị quyết số 09/NQ-HĐND ngày 18/8/2022 của HĐND tỉnh.\nTheo Nghị quyết số 09/NQ-HĐND ngày 18/6/2022 của HĐND tỉnh.",
            ["date-conflict"],
            id="the date of the document carried out is in dispute",
        ),
        pytest.param(
            "Quyết định số 12/2022/KH-UBND ngày 05/3/2023.",
            ["type-symbol-mismatch"],
            id="the symbol is another type's, its year is nothing",
        ),
        pytest.param(
            "Kế hoạch số 12/2022/KH-UBND ngày 05/3/2023.", ["extra-year"], id="the year should not be there, whichever it is"
        ),
        pytest.param(
            HEAD + OTHERS + "Năm 2021: Kế hoạch số 90/KH-UBND ngày 05/3/2023 của UBND tỉnh.",
            ["future-date"],
            id="later than the report",
        ),
        pytest.param(
            HEAD
            + OTHERS
            + "Kế hoạch số 90/KH-UBND ngày 05/3/2023 của UBND tỉnh.\nTheo Kế hoạch số 90/KH-UBND ngày 05/3/2022 của UBND tỉnh.",
            ["future-date"],
            id="the later date is the wrong one",
        ),
    ],
)
def test_one_defect_one_finding(text: str, rules: list[str]):
    assert rules_of(text) == rules


def test_a_plan_cited_a_hundred_times_has_one_wrong_date_among_them():
    text = "Theo Kế hoạch số 412/KH-UBND ngày 05/3/2022 của UBND tỉnh, các sở đã làm.\n" * 100
    assert rules_of(text + "Kế hoạch số 412/KH-UBND ngày 15/3/2022 của UBND tỉnh.") == ["date-conflict"]


def test_many_later_documents_speak_against_the_reports_own_date():
    facts = facts_of_text(HEAD + "".join(f"Kế hoạch số {n}/KH-UBND ngày {n:02}/3/2023 của UBND tỉnh.\n" for n in range(1, 9)))
    (found,) = (finding for rule in RULES for finding in rule().check(facts) if finding.rule.name == "future-date")
    assert (found.severity, found.habit, len(found.related)) == ("warning", True, 7)
