"""Which rules a run wants: from the command line, or else from the configuration."""

from __future__ import annotations

from collections.abc import Iterable

from checks.registry import RULES, by_selector
from checks.rule import Rule, Severity, Text
from lint.config import Config
from lint.config_file import unknown_selector
from lint.failure import Failure
from lint.run import DEFAULT
from lint.suppressions import ConfiguredSuppression


def codes(selectors: Iterable[str]) -> frozenset[str]:
    """The codes of the rules that selectors stand for; a selector may be several, comma-separated.

    Raises:
        Failure: one stands for no rule.
    """
    found: set[str] = set()
    for selector in (part for given in selectors for part in given.split(",")):
        rules = by_selector(selector)
        if not rules:
            raise unknown_rule(selector.strip())
        found.update(rule.code for rule in rules)
    return frozenset(found)


def chosen(select: Iterable[str], ignore: Iterable[str], config: Config) -> frozenset[str]:
    """The codes of the rules to run where no file says otherwise. What is selected by hand the configuration ignores not.

    Raises:
        Failure: a selector stands for no rule.
    """
    by_hand = codes(select)
    wanted = by_hand or codes(config.select) or DEFAULT
    return wanted - codes(ignore) - (frozenset() if by_hand else codes(config.ignore))


def severities(config: Config) -> dict[str, Severity]:
    """The severities configured, by code; a single rule's goes before its family's."""
    given = sorted(config.severity.items(), key=lambda item: -len(by_selector(item[0])))
    return {rule.code: severity for selector, severity in given for rule in by_selector(selector)}


def unknown_rule(selector: str) -> Failure:
    """The failure of a selector that stands for no rule."""
    problem = unknown_selector(selector) or Text("", "")
    return Failure(f"{problem.vi} (xem `doisoat rules`)", f"{problem.en} (see `doisoat rules`)")


def suppressed_by(config: Config) -> tuple[ConfiguredSuppression, ...]:
    """What the configuration suppresses."""
    return tuple(
        ConfiguredSuppression(tuple(sorted(codes(one.rules))), one.reason, one.fingerprint, one.text, one.path, str(config.root))
        for one in config.suppress
    )


def rules_of(wanted: frozenset[str]) -> tuple[type[Rule], ...]:
    """The rules of some codes, in order."""
    return tuple(rule for rule in RULES if rule.code in wanted)
