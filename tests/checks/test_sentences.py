"""The table of sentences (sentences.toml), half of them traps: exactly the rules expected fire, and no other."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checks.registry import RULES
from tests.helpers import facts_of_text

CASES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))["case"]


def test_half_of_the_table_are_traps():
    assert len(CASES) >= 400
    assert sum(not case["rules"] for case in CASES) * 2 >= len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_sentence(case: dict[str, Any]):
    facts = facts_of_text(case["text"])
    found = [finding.rule.name for rule in RULES for finding in rule().check(facts)]
    assert sorted(found) == sorted(case["rules"]), case["why"]
