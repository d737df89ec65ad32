"""The two real reports: every citation, every note, in every state a file can be in."""

import csv
import datetime
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

import pytest

from grammar.facts import Facts
from tests.helpers import facts_of_text, report_of_text

ROOT = Path(__file__).parents[2]
NOTES = {"kon-ray-2021-2025": 54, "kon-tum-2022": 38}
STATES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "trailing blanks stripped": lambda text: "\n".join(line.rstrip() for line in text.split("\n")),
    "single-spaced": lambda text: "\n".join(line for line in text.split("\n") if line.strip()),
    "both": lambda text: "\n".join(line.rstrip() for line in text.split("\n") if line.strip()),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
}


def text_of(name: str) -> str:
    return (ROOT / "examples" / "reports" / f"{name}.txt").read_text(encoding="utf-8")


def citations_of(facts: Facts) -> Counter[tuple[str, str, str, str]]:
    return Counter(
        (c.number.lstrip("0") + (c.suffix or ""), str(c.year or ""), c.symbol, (c.date and c.date.iso) or "")
        for c in facts.citations
        if c.kind == "numbered"
    )


def truth_of(name: str) -> Counter[tuple[str, str, str, str]]:
    with (ROOT / "tests" / "data" / f"{name}.citations.tsv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return Counter((row[1].lstrip("0"), row[2], row[3], row[4] if len(row) > 4 else "") for row in rows)


@pytest.mark.parametrize("name", NOTES)
def test_every_citation_with_its_date(name: str):
    found = citations_of(facts_of_text(text_of(name)))
    assert found == truth_of(name)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", NOTES)
def test_notes_marks_and_words_in_every_state(name: str, state: str):
    original = report_of_text(text_of(name))
    report = report_of_text(STATES[state](text_of(name)))
    assert [note.number for note in report.notes] == list(range(1, NOTES[name] + 1))
    assert all(note.mark for note in report.notes)
    assert report.text == original.text
    assert [(mark.note, mark.at) for mark in report.marks] == [(mark.note, mark.at) for mark in original.marks]


def test_marks_fused_to_numbers_keep_the_other_reading():
    report = report_of_text(text_of("kon-ray-2021-2025"))
    fused = {mark.note: (report.text[mark.at - 9 : mark.at], mark.alternatives) for mark in report.marks if mark.alternatives}
    assert fused == {26: (" Y tế 141", ("14126",)), 27: ("p khác 26", ("2627",)), 49: ("2023-2025", ("202549",))}


def test_a_sentence_that_a_page_of_notes_interrupts_is_whole():
    report = report_of_text(text_of("kon-ray-2021-2025"))
    assert "kịp thời tổ chức Hội nghị sơ kết để đánh giá kết quả triển khai thực hiện" in report.text
    assert "một cửa liên thông theo Quyết định số 468/QĐ-TTg ngày 27 tháng 3 năm 2021" in report.text
    assert "bảo đảm tính thống nhất trong quản lý nhà nước" in report.text


def test_a_citation_over_a_page_of_notes_is_located_in_two_regions():
    facts = facts_of_text(text_of("kon-ray-2021-2025"))
    citation = next(c for c in facts.citations if c.symbol == "QĐ-TTg" and c.number == "468")
    regions = facts.report.locate(citation.span)
    assert [(region.line, region.end_line) for region in regions] == [(938, 938), (948, 948)]


_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@pytest.mark.parametrize(
    ("left", "level", "locality", "text"),
    [
        (("ỦY BAN NHÂN DÂN", "TỈNH YÊN BÁI"), "province", "yên bái", "Ủy ban nhân dân tỉnh Yên Bái"),
        (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI PHÒNG"), "province", "hải phòng", "Ủy ban nhân dân thành phố Hải Phòng"),
        (("UBND TỈNH THANH HÓA", "SỞ NỘI VỤ"), "province", "thanh hóa", "Sở nội vụ"),
        (("UBND TỈNH NGHỆ AN", "UBND HUYỆN QUỲ HỢP"), "district", "quỳ hợp", "UBND huyện Quỳ Hợp"),
        (("UBND HUYỆN CẨM XUYÊN", "UBND XÃ CẨM BÌNH"), "commune", "cẩm bình", "UBND xã Cẩm Bình"),
        (("ỦY BAN NHÂN DÂN", "HUYỆN ĐĂK HÀ", "PHÒNG NỘI VỤ"), "district", "đăk hà", "Phòng nội vụ"),
        (("BỘ NỘI VỤ", ""), "central", None, "Bộ nội vụ"),
        (("HUYỆN ỦY ĐỨC TRỌNG", ""), "district", "đức trọng", "Huyện ủy Đức Trọng"),
    ],
)
@pytest.mark.parametrize("form", ["side by side", "one blank between", "below each other", "the motto first"])
def test_the_author_stands_below_its_superior(left: tuple[str, ...], level: str, locality: str | None, text: str, form: str):
    gap = {"side by side": "       ", "one blank between": " "}.get(form)
    if gap:
        rows = [gap.join(filter(None, pair)) for pair in zip_longest(left, _MOTTO, fillvalue="")]
    else:
        rows = [*left, *_MOTTO] if form == "below each other" else [*_MOTTO, *left]
    head = "\n".join(filter(None, rows))
    body = "\n\nSố: 12/BC-UBND       Ngày 05 tháng 12 năm 2023\n\nBÁO CÁO\nKết quả công tác cải cách hành chính năm 2023\n"
    profile = facts_of_text(f"{head}{body}\nThực hiện Kế hoạch số 5/KH-UBND ngày 08/01/2022 của UBND tỉnh.\n").profile
    assert profile.issuer
    assert (profile.issuer.level, profile.issuer.locality, profile.issuer.text) == (level, locality, text)
    assert (profile.date, profile.years) == (datetime.date(2023, 12, 5), (2023, 2023))


def test_lists_of_short_items_leave_a_wrapped_report_wrapped():
    opening = (
        "UBND quận đã ban hành nhiều văn bản để triển khai thực hiện nhiệm vụ, gồm Kế hoạch số 4/KH-UBND\n"
        "ngày 06/01/2023 của UBND quận; Nghị định số 43/2006/NĐ-\n"
        "CP ngày 25/4/2006 của Chính phủ về quyền tự chủ; Thông tư số 03/2022/TT-BXD ngày\n"
        "27/9/2022 của Bộ Xây dựng.\n"
    )
    items = [f"* Công văn số {number}/UBND-NV ngày 10/3/2023 về kiểm tra;\n" for number in range(1311, 1341)]
    for many in (0, 5, 30):
        found = facts_of_text(opening + "".join(items[:many])).citations
        assert [(c.name, c.date and c.date.iso) for c in found[:3]] == [
            ("4/KH-UBND", "2023-01-06"),
            ("43/2006/NĐ-CP", "2006-04-25"),
            ("03/2022/TT-BXD", "2022-09-27"),
        ]
        assert len(found) == 3 + many


def test_profiles():
    ray, tum = (facts_of_text(text_of(name)).profile for name in NOTES)
    assert ray.issuer
    assert tum.issuer
    assert (ray.issuer.level, ray.issuer.locality, ray.date, ray.years) == ("district", "kon rẫy", None, (2021, 2025))
    assert (tum.issuer.level, tum.issuer.locality, tum.date, tum.years) == ("province", "kon tum", None, (2022, 2022))


def test_headings_are_found_once_and_wrapped_lines_are_none():
    report = report_of_text(text_of("kon-tum-2022"))
    headings = [report.text[block.start : block.end] for block in report.blocks if block.kind == "heading"]
    assert "b) Công tác tổ chức thi hành pháp luật và theo dõi, thi hành pháp luật" in headings
    assert not [heading for heading in headings if heading.startswith(("2. Cung cấp", "2.408", "13.999"))]


@pytest.mark.parametrize(
    ("lines", "years"),
    [
        (
            "Kết quả công tác cải cách hành chính năm 2021\n\nNgay từ đầu năm, UBND huyện đã ban hành kế hoạch.\n\nI. CHỈ ĐẠO",
            (2021, 2021),
        ),
        ("Kết quả công tác cải cách hành chính\nnăm 2021 và nhiệm vụ năm 2022\n\nNăm 2021, UBND huyện đã làm.", (2021, 2021)),
        ("Công tác cải cách hành chính quý I/2022\n\nTrong quý I, huyện đã làm.", (2022, 2022)),
        ("CÔNG TÁC CẢI CÁCH HÀNH CHÍNH NĂM 2023\n\nUBND huyện báo cáo như sau:", (2023, 2023)),
        ("Sơ kết thực hiện Chương trình tổng thể\nnhà nước giai đoạn 2021-2025\n\nNăm 2026, UBND huyện đã làm.", (2021, 2025)),
        ("Kết quả công tác\n\nThực hiện Kế hoạch số 12/KH-UBND ngày 10/01/2021.", None),
    ],
)
def test_the_title_tells_the_period_and_ends_before_the_body(lines: str, years: tuple[int, int] | None):
    head = "UBND HUYỆN A\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nBÁO CÁO\n"
    facts = facts_of_text(head + lines)
    assert facts.profile.years == years
    last = lines.split("\n")[-1]
    assert [b.kind for b in facts.report.blocks if facts.report.text[b.start : b.end] == last] != ["title"]


@pytest.mark.parametrize(
    ("date", "dated_by"),
    [
        ("ngày       tháng      năm 2025", datetime.date(2025, 12, 31)),
        ("ngày … tháng 02 năm 2024", datetime.date(2024, 2, 29)),
        ("ngày      tháng      năm", None),
        ("ngày 15 tháng 12 năm 2022", None),
    ],
)
def test_a_drafts_letterhead_tells_the_last_day_possible(date: str, dated_by: datetime.date | None):
    head = f"UBND TỈNH A\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố:    /BC-UBND    A, {date}\n\nBÁO CÁO\n"
    assert facts_of_text(head + "Công tác năm 2022\n\nThực hiện kế hoạch.").profile.dated_by == dated_by
