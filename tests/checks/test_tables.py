"""Tables of short texts, most of them right ones that a naive rule would flag: exactly these rules fire at error or warning."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checks.registry import RULES
from tests.helpers import facts_of_text

TABLES = {"list_sentences": 700, "wording_sentences": 400}  # with how many texts each holds at least
CASES = {name: tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))["case"] for name in TABLES}


@pytest.mark.parametrize("name", TABLES)
def test_more_than_half_are_right(name: str):
    assert len(CASES[name]) >= TABLES[name]
    assert sum(not case["rules"] for case in CASES[name]) * 2 > len(CASES[name])


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{name}-{place}") for name in TABLES for place, case in enumerate(CASES[name])]
)
def test_text(case: dict[str, Any]):
    facts = facts_of_text(case["text"])
    found = [finding for rule in RULES for finding in rule().check(facts)]
    assert sorted(finding.rule.name for finding in found if finding.severity != "note") == sorted(case["rules"]), case["why"]
    assert not {finding.rule.name for finding in found} & set(case.get("missed", ())), "no longer missed: mend the table"
