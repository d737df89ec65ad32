"""The table of list sentences (enumerations.toml), more than half of them traps: which counts their lists bear out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checks.lists.heading_numbering_gap import HeadingNumberingGap
from checks.lists.list_numbering_gap import ListNumberingGap
from tests.helpers import facts_of_text

CASES = tomllib.loads(Path(__file__).with_name("enumerations.toml").read_text(encoding="utf-8"))["case"]
COUNTS = ("list-count", "footnote-count")


def test_more_than_half_are_right():
    assert len(CASES) >= 250
    assert sum(case["verdict"] != "mismatch" for case in CASES) * 2 > len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[f"{place}" for place in range(len(CASES))])
def test_sentence(case: dict[str, Any]):
    facts = facts_of_text(case["text"])
    counted = [relation for relation in facts.relations if relation.kind in COUNTS]
    broken = {int(relation.stated or 0): int(relation.computed or 0) for relation in counted if relation.status == "broken"}
    held = {int(relation.stated or 0) for relation in counted if relation.status == "holds"}
    missed = case.get("missed", False)
    if case["verdict"] == "mismatch":
        assert broken == ({} if missed else {case["count"]: case["items"]}), case["why"]
    else:
        assert broken == {}, case["why"]
    if case["verdict"] == "holds":
        assert missed or case["count"] in held, case["why"]
    slips = [finding for rule in (ListNumberingGap, HeadingNumberingGap) for finding in rule().check(facts)]
    assert bool(slips) == ("gap" in case or "repeat" in case), case["why"]
