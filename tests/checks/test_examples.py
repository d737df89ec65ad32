"""Every rule's own examples, in both directions."""

import pytest

from checks.registry import RULES
from checks.rule import Fires, Rule, Silent
from tests.helpers import facts_of_text

FIRES = [pytest.param(rule, example, id=f"{rule.name}-{place}") for rule in RULES for place, example in enumerate(rule.fires)]
SILENT = [pytest.param(example, id=f"{rule.name}-{place}") for rule in RULES for place, example in enumerate(rule.silent)]


@pytest.mark.parametrize(("rule", "example"), FIRES)
def test_fires_on_exactly_these_words(rule: type[Rule], example: Fires):
    facts = facts_of_text(example.text)
    found = sorted(rule().check(facts), key=lambda finding: finding.span)
    assert tuple(facts.report.excerpt(finding.span) for finding in found) == example.excerpts


@pytest.mark.parametrize(("rule", "example"), FIRES)
def test_no_other_rule_speaks_of_the_same_defect(rule: type[Rule], example: Fires):
    facts = facts_of_text(example.text)
    others = [other.name for other in RULES if other is not rule and list(other().check(facts))]
    assert others == []


@pytest.mark.parametrize("example", SILENT)
def test_every_rule_is_silent_on_the_traps(example: Silent):
    facts = facts_of_text(example.text)
    assert [finding.message.en for any_rule in RULES for finding in any_rule().check(facts)] == []
