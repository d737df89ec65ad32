"""The register of known documents: the list that comes with doisoat, look-up, and which dates contradict it.

The sentences are as drafters of several provinces and levels write them; the day of each wrong one was changed by hand.
"""

import datetime
import re
from pathlib import Path

import pytest

import checks.register
from checks.citations.register_conflict import RegisterConflict
from checks.register import Register, Row, author_named, built_in, contradict, issuer_symbol, key_of, known, year_of
from checks.reports import briefs
from checks.rule import Finding
from grammar.agencies import agency_at, may_issue
from tests.helpers import facts_of_text

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
FILE = Path(checks.register.__file__).with_name("known_documents.tsv")

# A repository's own register, of several provinces.
OWN = [
    ("215/KH-UBND", "Kế hoạch", "2023-03-14", "UBND tỉnh Sơn La", "Chuyển đổi số tỉnh Sơn La năm 2023"),
    ("215/KH-UBND", "Kế hoạch", "2023-03-24", "UBND tỉnh Hòa Bình", "Chuyển đổi số tỉnh Hòa Bình năm 2023"),
    ("08/2025/QĐ-UBND", "Quyết định", "2025-02-10", "UBND tỉnh Quảng Ngãi", "Chức năng, nhiệm vụ của Sở Nội vụ"),
    ("05/2022/QĐ-UBND", "Quyết định", "2022-02-21", "UBND tỉnh Bắc Giang", "Quy chế phối hợp giải quyết thủ tục hành chính"),
    ("12-NQ/TU", "Nghị quyết", "2021-08-10", "Tỉnh ủy Lào Cai", "Cải cách hành chính tỉnh Lào Cai giai đoạn 2021-2025"),
    ("70/KH-UBND", "Kế hoạch", "2022-04-15", "UBND huyện Bắc Hà, tỉnh Lào Cai", "Tuyên truyền cải cách hành chính năm 2022"),
    ("33/NQ-HĐND", "Nghị quyết", "2020-12-10", "HĐND thành phố Đà Nẵng", "Chính sách hỗ trợ người dân nộp hồ sơ trực tuyến"),
    (
        "02/NQ-CP",
        "Nghị quyết",
        "2022-01-10",
        "Chính phủ",
        "Cải thiện môi trường kinh doanh, nâng cao năng lực cạnh tranh quốc gia",
    ),
    (
        "05/KH-UBND",
        "Kế hoạch",
        "2023-01-09",
        "UBND xã Tân Lập, huyện Mộc Châu, tỉnh Sơn La",
        "Cải cách hành chính năm 2023 của xã Tân Lập",
    ),
    ("14/KH-UBND", "Kế hoạch", "2025-02-10", "UBND tỉnh Quảng Ngãi", "Kiểm tra công tác cải cách hành chính trên địa bàn tỉnh"),
]
ROWS = [Row(name, kind, datetime.date.fromisoformat(day), issuer, title, "so.tsv") for name, kind, day, issuer, title in OWN]

WRONG = [
    # the year in the symbol names the document, with its subject or without
    ("Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/7/2010 của Chính phủ về kiểm soát thủ tục hành chính;", "2010-06-08"),
    ("Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23 tháng 5 năm 2018 của Chính phủ,", "2018-04-23"),
    ("- Nghị định 45/2020/NĐ-CP ngày 04/8/2020 về thực hiện TTHC trên môi trường điện tử.", "2020-04-08"),
    ("theo quy định tại Thông tư số 01/2018/TT-VPCP ngày 13/11/2018 của Văn phòng Chính phủ", "2018-11-23"),
    ("(Nghị định số 60/2021/NĐ-CP, ngày 20/6/2021 của Chính phủ quy định cơ chế tự chủ tài chính)", "2021-06-21"),
    ("Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 16/6/2015", "2015-06-19"),
    ("Nghị quyết số 1211/2016/UBTVQH13 ngày 15/5/2016 của Ủy ban Thường vụ Quốc hội về tiêu chuẩn", "2016-05-25"),
    ("Quyết định số 45/2016/QĐ-TTg ngày 19/11/2016 của Thủ tướng Chính phủ", "2016-10-19"),
    (
        "theo Nghị định số 107/2021/NĐ-CP ngày 16/12/2021 sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP.",
        "2021-12-06",
    ),
    ("Báo cáo tổng kết Nghị định số 108/2014/NĐ-CP ngày 20/12/2014 của Chính phủ.", "2014-11-20"),
    ("Kế hoạch triển khai Nghị định số 29/2023/NĐ-CP ngày 06/3/2023 quy định về tinh giản biên chế", "2023-06-03"),
    ("Công văn số 15/SNV-CCHC ngày 10/01/2022 thực hiện Nghị định số 107/2021/NĐ-CP ngày 16/12/2021.", "2021-12-06"),
    ("Quyết định số 45/2016/QĐ-TTg, Nghị định số 45/2020/NĐ-CP ngày 04/8/2020", "2020-04-08"),
    # the Party's number within one term
    ("Nghị quyết số 18-NQ/TW ngày 25/10/2018 của Ban Chấp hành Trung ương Đảng khóa XII", "2017-10-25"),
    (
        "Nghị quyết 57-NQ/TW ngày 25/12/2024 của Bộ Chính trị về đột phá phát triển KHCN, đổi mới sáng tạo và CĐS quốc gia",
        "2024-12-22",
    ),
    ("Kết luận số 127-KL/TW ngày 27/02/2025 của Bộ Chính trị, Ban Bí thư", "2025-02-28"),
    # a number that is given again each year, with what it is about
    (
        "Nghị quyết số 76/NQ-CP ngày 15/7/2020 của Chính phủ về Chương trình tổng thể CCHC nhà nước giai đoạn 2021-2030",
        "2021-07-15",
    ),
    (
        "Quyết định số 468/QĐ-TTg ngày 27/5/2021 của Thủ tướng Chính phủ phê duyệt Đề án đổi mới việc thực hiện cơ chế một cửa, một cửa liên thông",
        "2021-03-27",
    ),
    (
        "Quyết định số 749/QĐ-TTg ngày 06/3/2020 phê duyệt “Chương trình Chuyển đổi số quốc gia đến năm 2025, định hướng đến năm 2030”",
        "2020-06-03",
    ),
    ("Quyết định số 1847/QĐ-TTg ngày 17/12/2018 của Thủ tướng Chính phủ phê duyệt Đề án Văn hóa công vụ", "2018-12-27"),
    (
        "Nghị quyết số 02/NQ-CP ngày 10/02/2022 về cải thiện môi trường kinh doanh, nâng cao năng lực cạnh tranh quốc gia",
        "2022-01-10",
    ),
    # a repository's own
    ("Kế hoạch số 215/KH-UBND ngày 24/3/2023 của UBND tỉnh Sơn La về chuyển đổi số tỉnh Sơn La năm 2023", "2023-03-14"),
    ("Quyết định số 05/2022/QĐ-UBND ngày 12/02/2022 của UBND tỉnh Bắc Giang", "2022-02-21"),
    ("Nghị quyết số 12-NQ/TU ngày 10/9/2021 của Tỉnh ủy Lào Cai", "2021-08-10"),
    (
        "Nghị quyết số 33/NQ-HĐND ngày 12/10/2020 của HĐND thành phố Đà Nẵng về chính sách hỗ trợ người dân nộp hồ sơ trực tuyến",
        "2020-12-10",
    ),
]
RIGHT = [
    # as it is, in many forms
    "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế một cửa, một cửa liên thông",
    "Nghị định 61/2018/NĐ-CP, ngày 23 tháng 04 năm 2018",
    "Nghị quyết số 76/NQ-CP ngày 15-7-2021 của Chính phủ",
    "Nghị quyết số 18-NQ/TW ngày 25/10/2017 của BCH Trung ương",
    "Thông tư số 1/2020/TT-VPCP ngày 21/10/2020",
    # numbers that are given again
    "Nghị quyết số 76/NQ-CP ngày 13/6/2013 của Chính phủ sửa đổi Nghị quyết số 30c/NQ-CP ngày 08/11/2011",
    "Nghị quyết số 68/NQ-CP ngày 01/7/2021 của Chính phủ về một số chính sách hỗ trợ người lao động",
    "Nghị quyết số 68/NQ-CP ngày 12/5/2020 của Chính phủ ban hành Chương trình cắt giảm quy định kinh doanh",
    "Nghị quyết số 76/NQ-CP ngày 03/9/2019 của Chính phủ về phiên họp Chính phủ thường kỳ tháng 8",
    "Quyết định số 942/QĐ-TTg ngày 05/8/2022 phê duyệt Kế hoạch hành động giảm phát thải khí mê-tan",
    "Quyết định số 942/QĐ-TTg ngày 01/7/2024 của Thủ tướng Chính phủ bổ nhiệm lại Thứ trưởng Bộ Nội vụ",
    "Quyết định số 749/QĐ-TTg ngày 15/4/2012 của Thủ tướng Chính phủ",
    "Quyết định số 411/QĐ-TTg ngày 02/4/2024 về chiến lược quốc gia",  # too short to be known by
    "Nghị quyết số 18-NQ/TW ngày 16/6/2022 về tiếp tục đổi mới, hoàn thiện thể chế quản lý và sử dụng đất",
    "Nghị quyết số 52-NQ/TW ngày 10/6/2024 của Bộ Chính trị",  # another term
    "Quy định số 126-QĐ/TW ngày 28/02/2018 của Bộ Chính trị về bảo vệ chính trị nội bộ",
    "Nghị quyết số 80/2015/QH13 ngày 01/4/2015 của Quốc hội về kế hoạch",  # resolutions are numbered apart from laws
    "Nghị quyết số 02/NQ-CP ngày 06/01/2023 về cải thiện môi trường kinh doanh, nâng cao năng lực cạnh tranh quốc gia",  # each January
    "Quyết định số 749/QĐ-TTg ngày 06/7/2023 về chuyển đổi số quốc gia",  # a part of the title names many
    "Quyết định số 06/QĐ-TTg ngày 05/01/2021 phê duyệt Đề án phát triển ứng dụng dữ liệu về dân cư",
    # the day of a meeting, or of a document that carries it out
    "Tham dự Hội nghị toàn quốc tổng kết Nghị quyết số 18-NQ/TW ngày 01/12/2024.",
    "Tổ chức Hội nghị triển khai Nghị định số 118/2025/NĐ-CP ngày 25/6/2025 tại Trung tâm Phục vụ hành chính công.",
    "Mở lớp tập huấn Nghị định số 30/2020/NĐ-CP ngày 20/11/2020 cho 120 công chức văn thư.",
    "Qua kiểm tra việc thực hiện Nghị định số 30/2020/NĐ-CP ngày 15/9/2020 tại UBND xã Tân Lập",
    "Kế hoạch số 12/KH-UBND triển khai Nghị quyết số 57-NQ/TW ngày 10/02/2025 của UBND tỉnh.",
    "Quyết định công bố TTHC theo Nghị định 118/2025/NĐ-CP ngày 28/6/2025 của Chủ tịch UBND tỉnh.",
    "Công văn về việc thực hiện Nghị định số 29/2023/NĐ-CP ngày 20/7/2023 của Sở Nội vụ.",
    # others' documents of the same number
    "Nghị quyết số 76/NQ-HĐND ngày 10/12/2021 của HĐND tỉnh Nghệ An về chương trình cải cách hành chính giai đoạn 2021-2030",
    "Kết luận số 126-KL/TU ngày 10/6/2024 của Ban Thường vụ Tỉnh ủy Thanh Hóa",
    "Kế hoạch số 215/KH-UBND ngày 24/3/2023 của UBND tỉnh Điện Biên về chuyển đổi số năm 2023",
    "Kế hoạch số 70/KH-UBND ngày 25/4/2022 của UBND huyện Bảo Yên, tỉnh Lào Cai về tuyên truyền cải cách hành chính năm 2022",
    "Kế hoạch số 70/KH-UBND ngày 25/4/2022 về tuyên truyền cải cách hành chính năm 2022",  # nobody says whose
    "Kế hoạch số 70/KH-UBND ngày 12/5/2021 của UBND huyện Bắc Hà, tỉnh Lào Cai về tuyên truyền cải cách hành chính năm 2021",
    "Nghị quyết số 12-NQ/TU ngày 05/11/2017 của Tỉnh ủy Lào Cai",  # another term
    "Nghị quyết số 33/NQ-HĐND ngày 17/7/2020 của HĐND thành phố Đà Nẵng về điều chỉnh kế hoạch đầu tư công",
    "Kế hoạch số 14/KH-UBND ngày 15/7/2025 của UBND tỉnh Quảng Ngãi về phổ biến, giáo dục pháp luật",  # numbers began anew
    "Quyết định số 08/2025/QĐ-UBND ngày 20/8/2025 của UBND tỉnh Quảng Ngãi",
    "Kế hoạch số 14/KH-UBND ngày 15/3/2024 của UBND tỉnh Quảng Ngãi về kiểm tra công tác cải cách hành chính trên địa bàn tỉnh",  # each year
    # a commune of that name in another district, or in one that nobody names
    "UBND xã Tân Lập, huyện Bắc Yên, tỉnh Sơn La ban hành Kế hoạch số 05/KH-UBND ngày 12/01/2023 về cải cách hành chính năm 2023 của xã Tân Lập",
    "Kế hoạch số 05/KH-UBND ngày 12/01/2023 của UBND xã Tân Lập, tỉnh Sơn La về cải cách hành chính năm 2023 của xã Tân Lập",
    # another subject, or another rule's matter
    "Nghị định số 45/2020/NĐ-CP ngày 23/4/2020 của Chính phủ về xử phạt vi phạm hành chính trong lĩnh vực đất đai",
    "Nghị định số 61/2018/NĐ-CP ngày 23/4/2019 của Chính phủ",  # symbol-year-mismatch
    "Nghị định số 61/2018/NĐ-CP ngày 31/4/2018 của Chính phủ",  # invalid-date
    "Nghị định số 61/2018/NĐ-CP, ngày 15/3/2018 UBND tỉnh đã ban hành Kế hoạch số 40/KH-UBND",
    "Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008; Luật số 80/2025/QH15 có hiệu lực từ ngày 01/7/2025",
]


def found_in(text: str) -> list[Finding]:
    """What the rule finds in a text, by the list that comes with doisoat and a repository's own register."""
    return list(RegisterConflict().against(briefs.of(facts_of_text(text)), Register(ROWS)))


@pytest.mark.parametrize(("text", "day"), WRONG)
def test_a_date_that_the_register_contradicts(text: str, day: str):
    (finding,) = found_in(text)
    assert finding.severity == "warning"
    assert [entry["date"] for entry in finding.data["register"]] == [day]  # type: ignore[attr-defined]
    shown = datetime.date.fromisoformat(day)
    for language in (finding.message.vi, finding.message.en):
        assert f"{shown:%d/%m/%Y}" in language


@pytest.mark.parametrize("text", RIGHT)
def test_a_date_that_it_does_not(text: str):
    assert [finding.message.en for finding in found_in(text)] == []


def test_more_than_half_of_the_table_is_right():
    assert len(RIGHT) > len(WRONG)
    assert len(RIGHT) + len(WRONG) >= 40


def test_what_a_finding_says():
    (finding,) = found_in("Thực hiện Kế hoạch số 215/KH-UBND ngày 24/3/2023 của UBND tỉnh Sơn La về chuyển đổi số năm 2023.")
    assert finding.message.en == (
        "Kế hoạch 215/KH-UBND is dated 24/03/2023 here; the register of known documents has 14/03/2023 "
        "(“Chuyển đổi số tỉnh Sơn La năm 2023”, source: so.tsv)"
    )
    assert finding.claim == "215/KH-UBND 2023-03-24"
    assert finding.data == {
        "document": "215/KH-UBND",
        "dates": ["2023-03-24"],
        "register": [{"date": "2023-03-14", "title": "Chuyển đổi số tỉnh Sơn La năm 2023", "source": "so.tsv"}],
    }


def test_a_date_that_the_report_itself_contradicts_is_told_there():
    assert found_in("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018; thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/5/2018.") == []


def test_two_dates_in_the_register_are_both_right():
    rows = [ROWS[0], ROWS[0]._replace(day=datetime.date(2023, 3, 24))]
    brief = briefs.of(facts_of_text("Kế hoạch số 215/KH-UBND ngày 24/3/2023 của UBND tỉnh Sơn La về chuyển đổi số năm 2023."))
    assert list(RegisterConflict().against(brief, Register(rows))) == []


@pytest.mark.parametrize("report", sorted(path.name for path in REPORTS.glob("*.txt")))
def test_the_real_reports_cite_the_known_documents_rightly(report: str):
    brief = briefs.of(facts_of_text((REPORTS / report).read_text(encoding="utf-8")))
    register = Register()
    assert sum(mention.key in register for mention in brief.mentions) >= 4
    assert list(RegisterConflict().against(brief, register)) == []


def test_the_list_has_nothing_twice_and_is_in_order():
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == list(checks.register.COLUMNS)
    assert all(len(line.split("\t")) == len(checks.register.COLUMNS) for line in lines)
    documents = built_in()
    assert len(documents) == len(lines) - 1
    assert len({(document.key, document.day) for document in documents}) == len(documents)


@pytest.mark.parametrize("document", built_in(), ids=lambda document: f"{document.name} {document.day}")
def test_a_known_document_is_what_our_grammar_reads(document: checks.register.KnownDocument):
    day = f"{document.day:%d/%m/%Y}"
    facts = facts_of_text(f"Thực hiện {document.type} số {document.name} ngày {day} của {document.issuer} về {document.title}.")
    mention = briefs.of(facts).mentions[0]
    assert (mention.name, mention.key, mention.type) == (document.name, document.key, document.type)
    assert (mention.day, mention.year, mention.author) == (document.day, document.year, document.author)
    assert document.author.level == "central"
    assert document.year in (None, document.day.year)
    assert document.day <= datetime.date(2026, 12, 31)
    agency = agency_at(document.issuer, 0)
    assert agency
    assert may_issue(agency[0], issuer_symbol(document.name) or "") is not False
    assert list(RegisterConflict().against(briefs.of(facts), Register())) == []


@pytest.mark.parametrize(
    ("name", "key", "year", "issuer"),
    [
        ("61/2018/NĐ-CP", "61 None NĐCP 2018 False", 2018, "CP"),
        ("01/2018/TT-VPCP", "1 None TTVPCP 2018 False", 2018, "VPCP"),
        ("30c/NQ-CP", "30 c NQCP None False", None, "CP"),
        ("18-NQ/TW", "18 None NQ/TW None True", None, "TW"),
        ("22/2008/QH12", "22 None QH12 2008 False", 2008, "QH12"),
        ("856/UBND-NC", "856 None UBNDNC None False", None, "UBND"),
        ("66.7/2025/NQ-CP", "66.7 None NQCP 2025 False", 2025, "CP"),
    ],
)
def test_keys(name: str, key: str, year: int | None, issuer: str):
    assert (key_of(name), year_of(name), issuer_symbol(name)) == (key, year, issuer)
    mention = briefs.of(facts_of_text(f"Thực hiện văn bản số {name} ngày 05/3/{year or 2022}.")).mentions
    assert [one.key for one in mention] == [key]


@pytest.mark.parametrize("name", ["", "Luật Đất đai", "61", "61/2018", "/NĐ-CP", "61/2018/NĐ-CP ngày 23/4/2018"])
def test_what_is_no_number_and_symbol(name: str):
    with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
        key_of(name)


@pytest.mark.parametrize(
    ("issuer", "author"),
    [
        ("Bộ Chính trị, Ban Bí thư", ("central", None, None, None)),
        ("UBND tỉnh Lào Cai", ("province", "Lào Cai", None, None)),
        ("HĐND thành phố Hà Nội", ("province", "Hà Nội", None, None)),
        ("Sở Nội vụ tỉnh Kon Tum", ("province", "Kon Tum", None, None)),
        ("UBND huyện Bắc Hà, tỉnh Lào Cai", ("district", "Lào Cai", "bắc hà", "huyện")),
        ("UBND huyện Củ Chi, Thành phố Hồ Chí Minh", ("district", "Hồ Chí Minh", "củ chi", "huyện")),
        ("UBND thành phố Lào Cai, tỉnh Lào Cai", ("district", "Lào Cai", "lào cai", "thành phố")),
        ("Đảng ủy xã Ia Hrú, tỉnh Gia Lai", ("commune", "Gia Lai", "ia hrú", "xã")),
        ("Tỉnh ủy", ("province", None, None, None)),
        ("Công ty ABC", (None, None, None, None)),
    ],
)
def test_authors_by_name(issuer: str, author: tuple[str | None, ...]):
    assert tuple(author_named(issuer))[:4] == author


@pytest.mark.parametrize(
    ("issuer", "day", "within"),
    [
        ("UBND xã Tân Lập, tỉnh Sơn La", "2023-03-14", None),
        ("UBND xã Tân Lập, huyện Mộc Châu, tỉnh Sơn La", "2023-03-14", "mộc châu"),
        ("UBND phường 1, quận 3, Thành phố Hồ Chí Minh", "2023-03-14", "3"),
        ("UBND xã Tân Lập, tỉnh Sơn La", "2025-07-14", ""),
    ],
)
def test_the_district_of_a_commune(issuer: str, day: str, within: str | None):
    assert author_named(issuer, datetime.date.fromisoformat(day)).within == within


@pytest.mark.parametrize(
    ("name", "days", "issuer", "expected"),
    [
        ("215/KH-UBND", ("2023-03-14", "2023-03-24"), "UBND tỉnh Sơn La", True),
        ("215/KH-UBND", ("2022-03-14", "2023-03-14"), "UBND tỉnh Sơn La", False),
        ("215/KH-UBND", ("2023-03-14", "2023-03-24"), "UBND tỉnh", False),
        ("14/KH-UBND", ("2025-02-10", "2025-08-10"), "UBND tỉnh Sơn La", False),
        ("18-NQ/TW", ("2017-10-25", "2018-10-25"), "Ban Chấp hành Trung ương", True),
        ("18-NQ/TW", ("2017-10-25", "2022-06-16"), "Ban Chấp hành Trung ương", False),
        ("14/NQ-CP", ("2025-02-10", "2025-08-10"), "Chính phủ", True),
    ],
)
def test_entries_that_cannot_both_be_right(name: str, days: tuple[str, str], issuer: str, expected: bool):
    one, two = (known(Row(name, "", datetime.date.fromisoformat(day), issuer, "", "")) for day in days)
    assert contradict(one, two) is contradict(two, one) is expected
    assert not contradict(one, one)
