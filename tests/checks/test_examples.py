"""Every rule's own examples, in both directions."""

from dataclasses import replace

import pytest

from checks.register import Register
from checks.registry import RULES
from checks.reports import briefs
from checks.reports.district_total_mismatch import DistrictTotalMismatch
from checks.reports.index import Index, Totals
from checks.rule import NEXT_REPORT, AcrossRule, Finding, Fires, RegisterRule, Rule, Silent
from lint.engine import Located
from tests.helpers import checked, facts_of_text

FIRES = [pytest.param(rule, example, id=f"{rule.name}-{place}") for rule in RULES for place, example in enumerate(rule.fires)]
SILENT = [pytest.param(example, id=f"{rule.name}-{place}") for rule in RULES for place, example in enumerate(rule.silent)]


def found_in(rule: type[Rule], example: str) -> list[tuple[str, Finding | Located]]:
    """What a rule finds in an example, each with the words it underlines.

    The text's reports are looked at together; the register is the one that comes with doisoat.
    """
    texts = example.split(NEXT_REPORT)
    facts = [facts_of_text(text) for text in texts]
    if any(known.report.comments for known in facts):
        (text,) = texts  # comments are the engine's: it alone knows what they suppress
        found = checked(text).findings
        return [(finding.location.excerpt, finding) for finding in found if finding.rule is rule]
    findings: list[Finding] = []
    checker = rule()
    if isinstance(checker, AcrossRule):
        # In that rule's examples the first report is of the whole, the others are of all its parts.
        whole = Totals(0, tuple(range(1, len(facts))), True)
        every = [briefs.of(known) for known in facts]
        index = Index(every.__getitem__, [whole] if rule is DistrictTotalMismatch else [])
        for place, brief in enumerate(every):
            index.add(place, brief)
        findings = list(checker.across(index))
    elif isinstance(checker, RegisterRule):
        for place, known in enumerate(facts):
            findings += (replace(finding, report=place) for finding in checker.against(briefs.of(known), Register()))
    else:
        for place, known in enumerate(facts):
            findings += (replace(finding, report=place) for finding in checker.check(known))
    findings.sort(key=lambda finding: (finding.report, finding.span))
    return [(facts[finding.report].report.excerpt(finding.span), finding) for finding in findings]


@pytest.mark.parametrize(("rule", "example"), FIRES)
def test_fires_on_exactly_these_words(rule: type[Rule], example: Fires):
    assert tuple(words for words, _ in found_in(rule, example.text)) == example.excerpts


@pytest.mark.parametrize(("rule", "example"), FIRES)
def test_no_other_rule_speaks_of_the_same_defect(rule: type[Rule], example: Fires):
    assert [other.name for other in RULES if other is not rule and found_in(other, example.text)] == []


@pytest.mark.parametrize("example", SILENT)
def test_every_rule_is_silent_on_the_traps(example: Silent):
    assert [finding.message.en for rule in RULES for _, finding in found_in(rule, example.text)] == []
