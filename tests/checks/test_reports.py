"""What the rules say of the two real reports: each line was read and judged by hand against the reports."""

from pathlib import Path

import pytest

from checks.registry import RULES
from tests.helpers import facts_of_text

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
FINDINGS = {
    "kon-tum-2022": [
        (1, "error", "invalid-date", "ngày 21 ngày 02 năm 2022"),
        (150, "warning", "repeated-word", "theo theo"),
        (200, "warning", "repeated-word", "văn bản văn bản"),
        (698, "warning", "repeated-word", "thực hiện thực hiện"),
    ],
    "kon-ray-2021-2025": [
        (4, "warning", "repeated-word", "NHÂN NHÂN"),
        (108, "error", "number-reuse", "Kế hoạch số 19/KH-UBND ngày 03/3/2021"),
        (260, "error", "date-conflict", "Kết luận thanh tra số 11/KL-TTr ngày 19/02/2025"),
        (294, "warning", "repeated-word", "xếp loại xếp loại"),
        (296, "warning", "repeated-word", "xếp loại xếp loại"),
        (540, "error", "missing-year", "Quyết định số 02/QĐ-UBND ngày 29/8/2024"),
        (546, "warning", "repeated-word", "ban hành ban hành"),
        (650, "warning", "duplicate-entry", "Kế hoạch số 20/KH-UBND ngày 15/02/2022"),
        (938, "error", "issuer-mismatch", "Quyết định số 468/QĐ-TTg ngày 27 tháng 3 năm 2021 của Chính phủ"),
        (1117, "note", "repeated-word", "về V/v"),
        (1138, "error", "missing-year", "Nghị định số 37/NĐ-CP ngày 05/5/2014"),
        (1205, "warning", "repeated-word", "Đề án đề án"),
        (1494, "error", "issuer-mismatch", "Kết luận số 126-KL/TU ngày 14/02/2025"),
        (1561, "warning", "repeated-word", "đối với đối với"),
        (2174, "warning", "year-copy", "Kế hoạch số 26/KH-UBND, ngày 26/01/2025"),
        (2848, "warning", "repeated-word", "huyện huyện"),
    ],
}


@pytest.mark.parametrize("name", FINDINGS)
def test_findings(name: str):
    facts = facts_of_text((REPORTS / f"{name}.txt").read_text(encoding="utf-8"))
    found = [
        (facts.report.locate(finding.span)[0].line, finding.severity, finding.rule.name, facts.report.excerpt(finding.span))
        for rule in RULES
        for finding in rule().check(facts)
    ]
    assert sorted(found) == FINDINGS[name]
