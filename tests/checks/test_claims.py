"""The tables of sentences with figures (claims/), half of them right: which rules speak, which relation is recognised."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from checks.registry import RULES
from tests.helpers import facts_of_text

TABLES = sorted(Path(__file__).with_name("claims").glob("*.toml"))
CASES = [case for table in TABLES for case in tomllib.loads(table.read_text(encoding="utf-8"))["case"]]
FIGURES = [rule for rule in RULES if rule.code.startswith("NUM")]


def test_half_of_the_table_is_right():
    assert len(CASES) >= 500
    assert sum(not case["rules"] for case in CASES) * 2 >= len(CASES)
    assert sum("relation" in case for case in CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_claim(case: dict[str, Any]):
    facts = facts_of_text(case["text"])
    found = [finding.rule.name for rule in FIGURES for finding in rule().check(facts)]
    assert sorted(found) == sorted(case["rules"]), case["why"]
    if "relation" in case:
        wanted = {Decimal(value) for value in case["relation"]["operands"]}
        alike = [
            {operand.value for operand in relation.operands}
            for relation in facts.relations
            if (relation.kind, relation.status) == (case["relation"]["kind"], case["relation"]["status"])
        ]
        assert any(wanted <= values for values in alike), case["why"]
