"""Tables as offices write them, more than half of them right: what a careful reader finds is found, and nothing else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checks.registry import RULES
from grammar.parse import facts_of
from tests.helpers import report_with_table

CASES = tomllib.loads(Path(__file__).with_name("report_tables.toml").read_text(encoding="utf-8"))["table"]


def test_more_than_half_are_right():
    assert len(CASES) >= 300
    assert sum(not case["findings"] for case in CASES) * 2 > len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_table(case: dict[str, Any]):
    facts = facts_of(report_with_table(case["rows"], case.get("before", ""), case.get("after", "")))
    found = [finding for rule in RULES for finding in rule().check(facts) if finding.severity != "note"]
    words = sorted((finding.rule.code, facts.report.excerpt(finding.span)) for finding in found)
    missed, wrong = case.get("missed", []), case.get("wrong", [])
    told = [found for found in case["findings"] if found not in missed] + wrong
    assert words == sorted((rule, figure) for rule, figure in told), case["why"]


def test_few_are_told_wrong():
    assert sum(bool(case.get("wrong")) and not case["findings"] for case in CASES) <= 3
    assert sum(len(case.get("missed", [])) for case in CASES) <= 30
