"""What the rules say of the two real reports: each line was read and judged by hand against the reports."""

from pathlib import Path

import pytest

from checks.registry import RULES
from tests.helpers import facts_of_text

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
FINDINGS = {
    "kon-tum-2022": [
        (1, "error", "invalid-date", "ngày 21 ngày 02 năm 2022"),
        (34, "note", "name-variant", "kinh tế xã hội"),
        (150, "warning", "repeated-word", "theo theo"),
        (150, "warning", "symbol-form", "Quyết định số 1667/QĐ-BCĐCCH ngày 01 tháng 6 năm 2022"),
        (156, "warning", "subject-conflict", "Kế hoạch số 2373/KH-UBND ngày 25 tháng 7 năm 2022"),
        (200, "warning", "repeated-word", "văn bản văn bản"),
        (231, "warning", "misplaced-citation", "Kế hoạch số 1558/KH-UBND ngày 24 tháng 5 năm 2022"),
        (264, "note", "name-variant", "Trang Thông tin điện tử"),
        (327, "note", "citation-form", "Nghị định số 118/2021/NĐ-CP"),
        (369, "note", "name-variant", "Cổng dịch vụ công quốc gia"),
        (373, "note", "citation-form", "Nghị quyết số 01/NQ-CP"),
        (373, "note", "truncated-percent", "73,19%"),
        (385, "note", "name-variant", "bộ, ngành"),
        (391, "error", "sum-mismatch", "280.067 hồ sơ"),
        (426, "warning", "figure-conflict", "17/17 cơ quan chuyên môn"),
        (440, "error", "footnote-count-mismatch", "13 cơ quan chuyên môn"),
        (468, "note", "number-style", "02%"),
        (497, "error", "list-numbering-gap", "(12) Sở Tài"),
        (497, "note", "name-variant", "Sở Lao động- Thương binh và Xã hội"),
        (698, "warning", "repeated-word", "thực hiện thực hiện"),
        (778, "note", "name-variant", "Trung tâm giám sát không gian mạng quốc gia"),
        (802, "note", "date-style", "ngày 10 tháng 03 năm 2022"),
        (867, "note", "name-variant", "Trục liên thông văn bản Quốc gia"),
        (931, "error", "percent-mismatch", "73,19%"),
        (931, "note", "citation-form", "Nghị quyết 01/NQ-CP"),
        (933, "error", "percent-mismatch", "38,76%"),
        (950, "note", "date-style", "14 tháng 12 năm 2022"),
        (1041, "note", "name-variant", "Hệ thống thông tin một cửa điện tử"),
        (1200, "note", "name-variant", "Bộ phận Một cửa"),
    ],
    "kon-ray-2021-2025": [
        (4, "warning", "repeated-word", "NHÂN NHÂN"),
        (12, "note", "placeholder", "Số: /BC-UBND Kon Rẫy, ngày tháng năm"),
        (26, "note", "date-style", "ngày 09 tháng 4 năm 2025"),
        (28, "note", "name-variant", "Uỷ"),
        (28, "note", "name-variant", "Uỷ ban Nhân dân"),
        (66, "note", "citation-form", "Nghị quyết 76/NQ-CP ngày 15/7/2021"),
        (95, "note", "name-variant", "hằng năm"),
        (102, "warning", "number-out-of-order", "Kế hoạch số 101/KH-UBND ngày 02/3/2021"),
        (108, "error", "number-reuse", "Kế hoạch số 19/KH-UBND ngày 03/3/2021"),
        (196, "warning", "symbol-form", "1303/ UBND-NC"),
        (260, "error", "date-conflict", "Kết luận thanh tra số 11/KL-TTr ngày 19/02/2025"),
        (281, "note", "date-style", "ngày 8/9/2023"),
        (294, "warning", "repeated-word", "xếp loại xếp loại"),
        (296, "warning", "repeated-word", "xếp loại xếp loại"),
        (376, "note", "citation-form", "Quyết định số 173/QĐ-UBND, ngày 11/4/2023"),
        (464, "note", "name-variant", "kinh tế xã hội"),
        (470, "error", "footnote-count-mismatch", "03 Nghị quyết"),
        (472, "error", "footnote-count-mismatch", "06 Quyết định"),
        (472, "error", "footnote-count-mismatch", "10 Nghị quyết"),
        (472, "error", "sum-mismatch", "15 VBQPPL"),
        (518, "note", "name-variant", "Phòng Lao động-TB&XH"),
        (540, "error", "missing-year", "Quyết định số 02/QĐ-UBND ngày 29/8/2024"),
        (546, "warning", "repeated-word", "ban hành ban hành"),
        (650, "warning", "duplicate-entry", "Kế hoạch số 20/KH-UBND ngày 15/02/2022"),
        (723, "note", "name-variant", "TDTHTHPL"),
        (774, "note", "name-variant", "Văn phòng HĐND-UBND"),
        (926, "note", "stray-accent", "huyêṇ"),
        (938, "error", "issuer-mismatch", "Quyết định số 468/QĐ-TTg ngày 27 tháng 3 năm 2021 của Chính phủ"),
        (962, "note", "citation-form", "Thông tư 01/2018/TT-VPCP"),
        (994, "note", "number-style", "19.1%"),
        (1033, "error", "symbol-conflict", "Công văn số 986/UBND-TTHCC ngày 28/7/2023"),
        (1072, "note", "date-style", "ngày 01/06/2023"),
        (1078, "warning", "figure-conflict", "87.89%"),
        (1117, "note", "repeated-word", "về V/v"),
        (1138, "error", "missing-year", "Nghị định số 37/NĐ-CP ngày 05/5/2014"),
        (1187, "error", "list-count-mismatch", "08 đơn vị"),
        (1205, "warning", "repeated-word", "Đề án đề án"),
        (1209, "error", "footnote-count-mismatch", "08 phòng chuyên môn"),
        (1257, "note", "number-style", "1086 biên chế"),
        (1494, "error", "issuer-mismatch", "Kết luận số 126-KL/TU ngày 14/02/2025"),
        (1496, "warning", "symbol-form", "127- KL/TW"),
        (1531, "warning", "symbol-form", "18/TTr- UBND"),
        (1533, "warning", "symbol-form", "27/TTr- UBND"),
        (1561, "warning", "repeated-word", "đối với đối với"),
        (1620, "warning", "figure-conflict", "37 trường hợp/52 chỉ tiêu"),
        (1690, "note", "citation-form", "Kết luận số 1663-KL/TU"),
        (1869, "note", "truncated-percent", "3,07%"),
        (1874, "warning", "symbol-form", "Công văn số 1519/CV-UBND ngày 13/12/2021"),
        (1876, "warning", "number-out-of-order", "Công văn số 185/UBND-TH ngày 18/02/2022"),
        (1896, "warning", "number-out-of-order", "Công văn 1713/UBND-TH ngày 24/08/2023"),
        (1990, "error", "growth-mismatch", "32,1%"),
        (1998, "error", "growth-mismatch", "12,9%"),
        (2174, "warning", "year-copy", "Kế hoạch số 26/KH-UBND, ngày 26/01/2025"),
        (2177, "note", "number-style", "192,944/277.002 triệu đồng"),
        (2179, "error", "percent-mismatch", "1,86%"),
        (2408, "note", "name-variant", "Hệ thống thông tin báo cáo"),
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
