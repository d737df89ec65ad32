"""GitLab's Code Quality report: one JSON array, an object a finding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from checks.rule import Language, Severity
from lint.engine import Result
from lint.located import Located
from lint.output.findings import message, related
from lint.output.json_array import elements

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "note": "info"}


def render(results: Iterable[Result], language: Language) -> Iterator[str]:
    """The lines of the output. A report that could not be read is an entry too: GitLab has no other place to say it."""
    yield "["
    yield from elements(_entries(results, language))
    yield "]"


def _entries(results: Iterable[Result], language: Language) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for result in results:
        if result.status == "failed" and result.error:
            mark = _fingerprint(seen, result.path, "unreadable-report")
            yield _entry("unreadable-report", "blocker", result.error.say(language), mark, result.path, 1, 1)
        for finding in result.findings:
            mark = _fingerprint(seen, finding.path, finding.fingerprint)
            said = _description(finding, language)
            lines = _lines(finding)
            yield _entry(finding.rule.name, _SEVERITIES[finding.severity], said, mark, finding.path, *lines)


def _entry(check: str, severity: str, description: str, mark: str, path: str, begin: int, end: int) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": begin, "end": end}},
    }


def _description(finding: Located, language: Language) -> str:
    """One line: GitLab shows a description beside the severity and the path."""
    others = "; ".join(related(finding, language))
    return message(finding, language) + (f" ({others})" if others else "")


def _lines(finding: Located) -> tuple[int, int]:
    """First and last line; 1 in a file without lines."""
    if finding.location.addresses[0] is not None:
        return 1, 1
    region = finding.location.regions[0]
    return region.line, region.end_line


def _fingerprint(seen: set[str], path: str, mark: str) -> str:
    """What GitLab knows an entry by between two branches, no other's in this file: hashed anew until it is so.

    The path is part of it, so that a report added to a repository changes no fingerprint of another one.
    """
    for ordinal in count():
        found = hashlib.sha256("\0".join((path, mark, str(ordinal))).encode("utf-8", "replace")).hexdigest()[:32]
        if found not in seen:
            seen.add(found)
            return found
    raise AssertionError  # count() has no end
