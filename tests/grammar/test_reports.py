"""The two real reports: every citation, every note, in every state a file can be in."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Callable
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
