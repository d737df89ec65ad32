"""Suppressions take findings out of a run, each with a reason: comments in a report, entries of the configuration."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checks.registry import RULES
from checks.rule import AcrossRule, RegisterRule, Rule, Text
from checks.suppressions.unused_suppression import UnusedSuppression
from grammar.report import Region, Report, Shown, Span, normal
from grammar.source import Comment
from lint.directives import Suppression, of_report, path_of
from lint.engine import Located, Location, fingerprint

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SHOWN = 200  # characters of a comment that are shown
_NAMED = 3  # rules that a message names
# Whether such a rule finds something depends on more than the report.
_ELSEWHERE = frozenset(rule.code for rule in RULES if issubclass(rule, (AcrossRule, RegisterRule)))


class ConfiguredSuppression(NamedTuple):
    """An entry of the configuration: findings of some rules with a fingerprint, with words, or with both.

    Attributes:
        rules: their codes.
        text: words that an excerpt or context of the finding holds; blanks and the form of Unicode do not matter.
        path: a pattern as in .gitignore of the files meant, seen from `folder`; None for all.
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


@lru_cache
def _is_below(path: str, folder: str, pattern: str) -> bool:
    """Whether a file is one that a pattern means, seen from a folder."""
    try:
        relative = os.path.relpath(path, folder or None)
    except ValueError:  # another drive
        return False
    return _spec(normal(pattern)).match_file(normal(relative).replace(os.sep, "/"))


@lru_cache
def _spec(pattern: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([pattern])


def filter(
    findings: Sequence[Located], suppressions: Sequence[Suppression], configured: Sequence[ConfiguredSuppression] = ()
) -> tuple[list[Located], set[Suppression | ConfiguredSuppression]]:
    """The findings that nothing suppresses, and all that suppresses some."""
    used: set[Suppression | ConfiguredSuppression] = set()
    kept: list[Located] = []
    for finding in findings:
        by: list[Suppression | ConfiguredSuppression] = [s for s in suppressions if applies(s, finding)]
        by += [entry for entry in configured if covers(entry, finding)]
        used.update(by)
        if not by:
            kept.append(finding)
    return kept, used


def settle(
    report: Report, findings: Sequence[Located], rules: Sequence[type[Rule]], configured: Sequence[ConfiguredSuppression] = ()
) -> tuple[list[Located], int]:
    """The findings of a report that nothing suppresses, with what SUP901 tells of its comments, and how many are suppressed.

    Args:
        report: the report.
        findings: all of it, in order.
        rules: those that were run.
        configured: the configuration's entries.
    """
    suppressions = of_report(report)
    kept, used = filter(findings, suppressions, configured)
    count = len(findings) - len(kept)
    if UnusedSuppression in rules and (told := list(_told(report, suppressions, used, rules))):
        files = dict.fromkeys(path_of(report, line) for line in report.lines)
        order = {path: place for place, path in enumerate(files)}
        kept = sorted([*kept, *told], key=lambda found: (order[found.path], found.location.regions[0], found.rule.code))
    return kept, count


def _told(
    report: Report,
    suppressions: Sequence[Suppression],
    used: set[Suppression | ConfiguredSuppression],
    rules: Sequence[type[Rule]],
) -> Iterator[Located]:
    """What SUP901 tells: the comments with a problem, and those that suppress nothing though all of their rules were run."""
    judged = {rule.code for rule in rules} - _ELSEWHERE
    found: dict[tuple[str, Region], list[Suppression]] = {}
    for suppression in suppressions:
        found.setdefault((suppression.path, suppression.at), []).append(suppression)
    seen: Counter[str] = Counter()
    for comment in report.comments:
        ours = found.get((path_of(report, comment), Region(*comment[1:5])), [])
        codes = sorted({code for suppression in ours for code in suppression.rules})
        message = next((suppression.problem for suppression in ours if suppression.problem), None)
        if not message and ours and judged.issuperset(codes) and used.isdisjoint(ours):
            named = ", ".join(codes[:_NAMED]) + (", …" if len(codes) > _NAMED else "")
            message = UnusedSuppression.messages["unused"].fill(rules=named)
        if message:
            words = " ".join(normal(comment.words).split())
            seen[words] += 1
            yield _finding(path_of(report, comment), comment, words, message, codes, seen[words])


def _finding(path: str, comment: Comment, words: str, message: Text, codes: list[str], ordinal: int) -> Located:
    """What SUP901 tells of one comment, which is no part of the report's text: its span is empty."""
    lines = (normal(line).rstrip()[:_SHOWN] for line in comment.words.split("\n"))
    location = Location(
        path=path,
        regions=(Region(*comment[1:5]),),
        addresses=(None,),
        footnote=None,
        place=Text("", ""),
        excerpt=words[:_SHOWN],
        context=words[:_SHOWN],
        lines=tuple(Shown(comment.line + place, line, 0, len(line)) for place, line in enumerate(lines)),
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
        fingerprint=fingerprint(UnusedSuppression.name, words, ordinal),
    )
