"""Reports that are read together: which figures contradict one another (cross_figures.toml)."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from checks.reports import briefs
from checks.reports.cross_report_figure_conflict import CrossReportFigureConflict
from checks.reports.district_total_mismatch import DistrictTotalMismatch
from checks.reports.index import Index, Totals
from checks.reports.stated import Stated, period, same_value, slip, swapped
from checks.rule import Text
from grammar.facts import Facts
from grammar.report import Span
from tests.helpers import facts_of_text

CASES = tomllib.loads(Path(__file__).with_name("cross_figures.toml").read_text(encoding="utf-8"))["case"]
REPORTS = Path(__file__).parents[2] / "examples" / "reports"
RULES = (CrossReportFigureConflict, DistrictTotalMismatch)


def report(issuer: str, period: str, text: str, day: str = "ngày      tháng      năm") -> Facts:
    """A report with its letterhead; `issuer` is a place with its kind."""
    return facts_of_text(
        f"ỦY BAN NHÂN DÂN\n{issuer.upper()}\n\nSố: 12/BC-UBND          {issuer}, {day}\n\nBÁO CÁO\n"
        f"Kết quả công tác cải cách hành chính {period}\n\n{text.strip()}\n"
    )


def found_in(reports: list[Facts], totals: list[Totals], province: str | None = None) -> list[tuple[str, str]]:
    """The words underlined, with the severity."""
    every = [briefs.of(facts) for facts in reports]
    index = Index(every.__getitem__, totals)
    for place, brief in enumerate(every):
        index.add(place, brief, province)
    return [
        (reports[finding.report].report.excerpt(finding.span), finding.severity)
        for rule in RULES
        for finding in rule().across(index)
    ]


def test_more_than_half_of_the_table_is_right():
    assert len(CASES) >= 60
    assert sum(not case["found"] for case in CASES) * 2 > len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["why"][:60] for case in CASES])
def test_pair(case: dict[str, Any]):
    totals = [Totals(case["totals"][0], tuple(case["totals"][1]), case["totals"][2])] if "totals" in case else []
    found = found_in([report(*given) for given in case["reports"]], totals, "Sơn La")
    assert [words for words, _ in found] == case["found"], case["why"]
    assert all(severity == case.get("severity", "warning") for _, severity in found)


def test_real_reports_have_nothing_against_one_another():
    reports = [facts_of_text(path.read_text(encoding="utf-8")) for path in sorted(REPORTS.glob("*.txt"))]
    assert found_in(reports, [Totals(1, (0,), False), Totals(0, (1,), True)]) == []


def test_a_brief_is_plain_and_small():
    brief = briefs.of(facts_of_text((REPORTS / "kon-ray-2021-2025.txt").read_text(encoding="utf-8")))
    packed = json.dumps(brief.statements)
    read = (Stated(*(tuple(value) if isinstance(value, list) else value for value in fields)) for fields in json.loads(packed))
    assert brief.statements
    assert tuple(read) == brief.statements
    assert len(packed) < 300 * len(brief.statements)


def indexed(values: list[str], issuer: str = "tỉnh Sơn La") -> list[tuple[str, str]]:
    """What is found where reports on 2024 each state one value of 2023."""
    say = "Số hồ sơ nộp trực tuyến qua Cổng Dịch vụ công năm 2023 là {} hồ sơ."
    return found_in([report(issuer, "năm 2024", say.format(value)) for value in values], [])


def test_the_rarest_value_is_shown_first_and_counted():
    assert indexed(["9.845", "9.845", "9.854", "9.845"]) == [("9.854 hồ sơ", "warning")]
    assert indexed(["9.854", "9.845", "9.845"]) == [("9.854 hồ sơ", "warning")]
    assert indexed(["9.845", "9.854"]) == [("9.854 hồ sơ", "warning")]


def test_under_words_with_very_many_values_many_things_are_meant():
    assert indexed([f"9.8{number}" for number in range(10, 15)])
    assert indexed([f"9.8{number}" for number in range(10, 40)]) == []


def test_reports_of_districts_without_province_are_not_compared():
    assert indexed(["9.845", "9.854"], "huyện Mai Sơn") == []


@pytest.mark.parametrize(
    ("first", "last", "vi", "en"),
    [
        (2023 * 12, 2023 * 12 + 11, "năm 2023", "2023"),
        (2021 * 12, 2025 * 12 + 11, "giai đoạn 2021-2025", "2021-2025"),
        (2023 * 12, 2023 * 12 + 5, "6 tháng đầu năm 2023", "the first 6 months of 2023"),
        (2023 * 12 + 6, 2023 * 12 + 11, "tháng 7 đến tháng 12/2023", "07 to 12/2023"),
        (2023 * 12 + 9, 2023 * 12 + 11, "quý IV/2023", "quarter 4 of 2023"),
        (2023 * 12 + 3, 2023 * 12 + 5, "quý II/2023", "quarter 2 of 2023"),
        (2023 * 12 + 4, 2023 * 12 + 4, "tháng 5/2023", "05/2023"),
    ],
)
def test_a_period_in_words(first: int, last: int, vi: str, en: str):
    assert period(stated_as("1", first=first, last=last)) == Text(vi, en)


def stated_as(number: str, half: str = "0", others: tuple[str, ...] = (), first: int = 0, last: int = 0) -> Stated:
    """A figure of some value."""
    return Stated("", "", first, last, number, half, others, True, False, False, True, 9, number, number, "", "1", Span(0, 1))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (stated_as("12345"), stated_as("12354"), False),
        (stated_as("12345"), stated_as("12345"), True),
        (stated_as("92.34", "0.005"), stated_as("92.3", "0.05"), True),
        (stated_as("92.38", "0.005"), stated_as("92.3", "0.05"), True),  # cut off
        (stated_as("92.41", "0.005"), stated_as("92.3", "0.05"), False),
        (stated_as("92.3", "0.05"), stated_as("92.4", "0.05"), True),  # 92,35
        (stated_as("92.3", "0.05"), stated_as("92.5", "0.05"), False),
        (stated_as("1250000000", "5000000"), stated_as("1250000000", "500000"), True),
        (stated_as("86.471", others=("86471",)), stated_as("86471"), True),
    ],
)
def test_values_that_may_be_one(one: Stated, other: Stated, same: bool):
    assert same_value(one, other) == same == same_value(other, one)


@pytest.mark.parametrize(
    ("one", "other", "is_slip", "is_swap"),
    [
        ("12.345", "12.354", True, True),
        ("12.345", "12.945", True, False),
        ("12.345", "12.954", False, False),
        ("12", "21", False, False),
    ],
)
def test_slips(one: str, other: str, is_slip: bool, is_swap: bool):
    pair = stated_as(one), stated_as(other)
    assert (slip(*pair), swapped(*pair)) == (is_slip, is_swap)
