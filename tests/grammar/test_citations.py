"""The table of citation sentences (citations.toml), read by hand, against what is recognised."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from grammar.facts import Citation, Facts
from tests.helpers import facts_of_text

CASES = tomllib.loads(Path(__file__).with_name("citations.toml").read_text(encoding="utf-8"))["case"]


def fields(facts: Facts, citation: Citation) -> dict[str, Any]:
    """A citation in the terms of the table."""
    report = facts.report
    return {
        "kind": citation.kind,
        "number": citation.number,
        "suffix": citation.suffix,
        "year": citation.year,
        "symbol": citation.symbol,
        "type": citation.type,
        "date": (citation.date and citation.date.iso) or "",
        "malformed": bool(citation.date and citation.date.problem),
        "date_binding": citation.date_binding,
        "issuer": citation.issuer.text if citation.issuer else None,
        "issuer_binding": citation.issuer_binding,
        "subject": report.excerpt(citation.subject) if citation.subject else None,
        "nested": citation.nested,
        "year_group": citation.year_group,
    }


def test_the_table_is_large_and_half_of_it_is_awkward():
    assert len(CASES) >= 200
    assert sum(case["awkward"] for case in CASES) * 2 >= len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_citation_sentence(case: dict[str, Any]):
    facts = facts_of_text(case["text"])
    found = [fields(facts, citation) for citation in facts.citations]
    wanted = case["citations"]
    assert [(c["number"], c["symbol"]) for c in found if c["kind"] == "numbered"] == [
        (c["number"], c["symbol"]) for c in wanted if c.get("kind", "numbered") == "numbered"
    ]
    assert len(found) == len(wanted)
    for got, want in zip(found, wanted, strict=True):
        assert {name: got[name] for name in want} == want
