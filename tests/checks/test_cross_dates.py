"""Reports that are read together: which dates of one document contradict one another (cross_dates.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checks.reports import briefs
from checks.reports.authors import Author
from checks.reports.cross_report_date_conflict import CrossReportDateConflict
from checks.reports.index import Index
from checks.reports.versions import Edition, called, edition, one_report
from grammar.facts import Facts
from tests.helpers import facts_of_text

CASES = tomllib.loads(Path(__file__).with_name("cross_dates.toml").read_text(encoding="utf-8"))["case"]
BLANK = "ngày      tháng      năm"


def report(issuer: str, title: str, text: str, day: str = BLANK, draft: str = "") -> Facts:
    """A report with its letterhead; `issuer` is a place with its kind, or an agency in capitals."""
    office = issuer if issuer.isupper() else f"ỦY BAN NHÂN DÂN\n{issuer.upper()}"
    place = issuer.split(maxsplit=1)[1].title()
    return facts_of_text(
        f"{office}\n\nSố: 12/BC          {place}, {day}\n\n{draft}\n\nBÁO CÁO\n{title}\n\n{text.strip()}\n",
    )


def found_in(reports: list[Facts], province: str | None) -> list[tuple[str, str]]:
    """The words underlined, with the severity."""
    every = [briefs.of(facts) for facts in reports]
    index = Index(every.__getitem__)
    for place, brief in enumerate(every):
        index.add(place, brief, province)
    return [
        (reports[finding.report].report.excerpt(finding.span), finding.severity)
        for finding in CrossReportDateConflict().across(index)
    ]


def test_more_than_half_of_the_table_is_right():
    assert len(CASES) >= 50
    assert sum(not case["found"] for case in CASES) * 2 > len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["why"][:60] for case in CASES])
def test_group(case: dict[str, Any]):
    found = found_in([report(*given) for given in case["reports"]], case.get("province", "Sơn La"))
    assert [words for words, _ in found] == case["found"], case["why"]
    assert all(severity == case.get("severity", "error") for _, severity in found)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (Author("commune", "Sơn La", "tân lập", "xã"), Author("commune", "Sơn La", "tân lập", "xã"), "unknown"),
        (Author("commune", "Sơn La", "tân lập", "xã", ""), Author("commune", "Sơn La", "tân lập", "xã", ""), "same"),
        (
            Author("commune", "Sơn La", "tân lập", "xã", "mộc châu"),
            Author("commune", "Sơn La", "tân lập", "xã", "mai sơn"),
            "different",
        ),
        (
            Author("commune", "Sơn La", "tân lập", "xã", "mộc châu"),
            Author("commune", "Sơn La", "tân lập", "xã", "mộc châu"),
            "same",
        ),
        (Author("commune", "Sơn La", "tân lập", "xã", "mộc châu"), Author("commune", "Sơn La", "tân lập", "xã"), "unknown"),
        (Author("commune", None, "tân lập", "xã", ""), Author("commune", "Sơn La", "tân lập", "xã", ""), "unknown"),
    ],
)
def test_communes_of_one_name(one: Author, two: Author, expected: str):
    assert one.compared(two) == two.compared(one) == expected


PLANS = "Kế hoạch số 11/KH-UBND ngày 24/7/2023; Kế hoạch số 14/KH-UBND ngày 30/7/2023; Quyết định số 203/QĐ-UBND ngày 19/8/2023."


@pytest.mark.parametrize(
    ("draft", "day", "number"),
    [
        ("", "ngày 15 tháng 12 năm 2023", None),
        ("", BLANK, 0),
        ("DỰ THẢO", BLANK, 0),
        ("DỰ THẢO LẦN 2", BLANK, 2),
        ("(Dự thảo lần 3)", "ngày 15 tháng 12 năm 2023", 3),
        ("DỰ THẢO 15/12/2023", BLANK, 0),
    ],
)
def test_the_number_of_a_draft(draft: str, day: str, number: int | None):
    facts = report("huyện Mai Sơn", "Công tác cải cách hành chính năm 2023", PLANS, day, draft)
    assert edition(facts) == Edition("báo cáo công tác cải cách hành chính năm 2023", number)


@pytest.mark.parametrize(
    ("issuer", "title", "text", "same"),
    [
        ("huyện Mai Sơn", "Công tác cải cách hành chính năm 2023", PLANS, True),
        ("huyện Mai Sơn", "Công tác cải cách hành chính năm 2023", PLANS.replace("24/7", "25/7"), True),
        ("huyện Mai Sơn", "Công tác cải cách hành chính năm 2023", "Kế hoạch số 11/KH-UBND ngày 24/7/2023.", False),
        ("huyện Mai Sơn", "Công tác cải cách hành chính năm 2024", PLANS, False),
        ("huyện Yên Châu", "Công tác cải cách hành chính năm 2023", PLANS, False),
        ("huyện Mai Sơn", "Công tác kiểm soát thủ tục hành chính năm 2023", PLANS, False),
    ],
)
def test_what_is_a_version_of_a_report(issuer: str, title: str, text: str, same: bool):
    one = briefs.of(report("huyện Mai Sơn", "Công tác cải cách hành chính năm 2023", PLANS))
    two = briefs.of(report(issuer, title, text, "ngày 15 tháng 12 năm 2023"))
    assert called(one)
    assert (called(one) == called(two) and one_report(one, two)) is same


def test_a_report_without_a_year_in_its_title_has_no_versions():
    assert called(briefs.of(report("huyện Mai Sơn", "Công tác cải cách hành chính quý I", PLANS))) is None
