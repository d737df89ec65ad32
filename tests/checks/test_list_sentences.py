"""The table of counted and numbered lists (list_sentences.toml), more than half of them right: exactly these rules fire."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checks.registry import RULES
from tests.helpers import facts_of_text

CASES = tomllib.loads(Path(__file__).with_name("list_sentences.toml").read_text(encoding="utf-8"))["case"]


def test_more_than_half_are_right():
    assert len(CASES) >= 700
    assert sum(not case["rules"] for case in CASES) * 2 > len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[str(place) for place in range(len(CASES))])
def test_sentence(case: dict[str, Any]):
    facts = facts_of_text(case["text"])
    found = [finding for rule in RULES for finding in rule().check(facts)]
    assert sorted(finding.rule.name for finding in found if finding.severity != "note") == sorted(case["rules"]), case["why"]
