"""Reports that are read together: which figures contradict one another (cross_figures.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checks.reports import briefs
from checks.reports.cross_report_figure_conflict import CrossReportFigureConflict
from checks.reports.district_total_mismatch import DistrictTotalMismatch
from checks.reports.index import Index, Totals
from grammar.facts import Facts
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
