"""Suppressions take findings out of a run, each with a reason: comments in a report, entries of the configuration."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from checks.registry import RULES
from checks.rule import AcrossRule, RegisterRule, Text
from checks.suppressions.unused_suppression import UnusedSuppression
from grammar.report import Region, Shown, Span, normal
from lint.config import spec_of
from lint.directives import Suppression, shortened
from lint.located import Located, Location, fingerprint

_SHOWN = 200  # characters of a comment that are shown
# Whether such a rule finds something depends on more than the report.
_ELSEWHERE = frozenset(rule.code for rule in RULES if issubclass(rule, (AcrossRule, RegisterRule)))


class ConfiguredSuppression(NamedTuple):
    """An entry of the configuration: findings of some rules with a fingerprint, with words, or with both.

    Attributes:
        rules: their codes.
        text: words that an excerpt or context of the finding holds; blanks and the form of Unicode do not matter.
        path: a pattern as in .gitignore of the files meant, seen from `folder` and below it; None for all.
        folder: the absolute path of the configuration's folder.
    """

    rules: tuple[str, ...]
    reason: str
    fingerprint: str | None = None
    text: str | None = None
    path: str | None = None
    folder: str = ""


def applies(suppression: Suppression, finding: Located) -> bool:
    """Whether a finding is of one of the rules, and a place of it, its own or a related one, in those lines of that file."""
    if finding.rule.code not in suppression.rules:
        return False
    regions = [region for place in _places(finding) if place.path == suppression.path for region in place.regions]
    first, last = suppression.first, suppression.last
    return bool(regions) if first is None or last is None else any(r.line <= last and first <= r.end_line for r in regions)


def covers(entry: ConfiguredSuppression, finding: Located) -> bool:
    """Whether an entry of the configuration means a finding; one without fingerprint and text means none."""
    if finding.rule.code not in entry.rules or not (entry.fingerprint or entry.text):
        return False
    if entry.fingerprint and entry.fingerprint != finding.fingerprint:
        return False
    words = " ".join(normal(entry.text or "").split())
    wanted = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return any(
        (entry.path is None or _is_below(place.path, entry.folder, entry.path))
        and (not words or wanted.search(place.excerpt) or wanted.search(place.context))
        for place in _places(finding)
    )


def _places(finding: Located) -> list[Location]:
    return [finding.location, *(related.location for related in finding.related)]


def _is_below(path: str, folder: str, pattern: str) -> bool:
    """Whether a file is one that a pattern means, seen from a folder."""
    try:
        relative = os.path.relpath(path, folder or None)
    except ValueError:  # another drive
        return False
    relative = normal(relative).replace(os.sep, "/")
    return not relative.startswith("../") and spec_of((pattern,)).match_file(relative)


def met(
    finding: Located, suppressions: Iterable[Suppression], configured: Iterable[ConfiguredSuppression]
) -> set[Suppression | ConfiguredSuppression]:
    """What suppresses a finding."""
    found: set[Suppression | ConfiguredSuppression] = {one for one in suppressions if applies(one, finding)}
    return found.union(entry for entry in configured if covers(entry, finding))


def unused(
    suppressions: Iterable[Suppression], used: Set[Suppression | ConfiguredSuppression], rules: Set[str]
) -> Iterator[Located]:
    """What SUP901 tells: the comments with a problem, and those that suppress nothing though all of their rules were run.

    Args:
        suppressions: what the comments of a report suppress.
        used: what has suppressed something.
        rules: the codes of those that were run.
    """
    if UnusedSuppression.code not in rules:
        return
    found: dict[tuple[str, Region, str], list[Suppression]] = {}
    for suppression in sorted(suppressions, key=lambda one: (one.path, one.at)):
        found.setdefault((suppression.path, suppression.at, suppression.words), []).append(suppression)
    seen: Counter[str] = Counter()
    for (path, at, words), ours in found.items():
        codes = sorted({code for suppression in ours for code in suppression.rules})
        message = next((suppression.problem for suppression in ours if suppression.problem), None)
        if not message and rules - _ELSEWHERE >= set(codes) and used.isdisjoint(ours):
            message = UnusedSuppression.messages["unused"].fill(rules=shortened(codes))
        if message:
            told = " ".join(normal(words).split())
            seen[told] += 1
            yield _finding(path, at, words, message, codes, seen[told])


def _finding(path: str, at: Region, words: str, message: Text, codes: list[str], ordinal: int) -> Located:
    """What SUP901 tells of one comment, which is no part of the report's text: its span is empty."""
    lines = (normal(line).rstrip()[:_SHOWN] for line in words.split("\n"))
    told = " ".join(normal(words).split())
    location = Location(
        path=path,
        regions=(at,),
        addresses=(None,),
        footnote=None,
        place=Text("", ""),
        excerpt=told[:_SHOWN],
        context=told[:_SHOWN],
        lines=tuple(Shown(at.line + place, line, 0, len(line)) for place, line in enumerate(lines)),
    )
    return Located(
        rule=UnusedSuppression,
        severity=UnusedSuppression.severity,
        message=message,
        path=path,
        span=Span(0, 0),
        location=location,
        related=(),
        data={"rules": codes},
        habit=False,
        fingerprint=fingerprint(UnusedSuppression.name, told, ordinal),
    )
