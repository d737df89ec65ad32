"""SARIF 2.1.0, which code scanning on GitHub, editors and viewers read."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from checks.rule import Language, Rule, Severity, Text
from grammar.report import Region
from lint import __version__
from lint.engine import Result
from lint.located import Located, Location, RelatedPlace
from lint.output import explain, findings, where
from lint.output.json_array import elements
from lint.output.summary import remarks

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# GitHub refuses a file that has more.
MOST_RESULTS = 25_000
MOST_LOCATIONS = 1_000
MOST_CHARACTERS = 1_024  # of a description
_CUT = Text("chỉ nêu {count} phát hiện nặng nhất", "only the {count} most severe findings are given")
_ON = Text("tiếp theo", "goes on here")
_NO_REASON = Text("", "")


def render(results: Iterable[Result], language: Language) -> Iterator[str]:
    """The lines of the output: one run, a line a rule, a result or a notification; the most severe results first."""
    used: set[type[Rule]] = set()
    count, successful = 0, True
    for result in results:
        used.update(finding.rule for finding in result.findings)
        count += len(result.findings)
        successful = successful and result.status != "failed"
    rules = sorted(used, key=lambda rule: rule.code)
    places = {rule: place for place, rule in enumerate(rules)}
    shown = islice(findings.by_severity(results), MOST_RESULTS)
    yield "{"
    yield f'"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{'
    yield f'"language": "{language}", "columnKind": "unicodeCodePoints", "newlineSequences": ["\\r\\n", "\\n", "\\r"],'
    yield f'"tool": {{"driver": {{"name": "doisoat", "version": {json.dumps(__version__)}, "language": "{language}", "rules": ['
    yield from elements(_rule(rule, language) for rule in rules)
    yield "]}},"
    yield '"results": ['
    yield from elements(_result(finding, places[finding.rule], language) for finding in shown)
    yield "],"
    yield f'"invocations": [{{"executionSuccessful": {json.dumps(successful)}, "toolExecutionNotifications": ['
    yield from elements(_notifications(results, count, language))
    yield "]}]"
    yield "}]}"


def _rule(rule: type[Rule], language: Language) -> dict[str, Any]:
    reason = explain.reason(rule, language)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": _plain(rule.title.say(language))},
        "fullDescription": {"text": textwrap.shorten(_plain(reason), MOST_CHARACTERS, placeholder="…")},
        "help": {
            "text": _plain(explain.page(rule, language)),
            "markdown": _plain(explain.markdown(rule, language)),
        },
        "defaultConfiguration": {"level": rule.severity, "enabled": rule.default},
        "properties": {"tags": [rule.code.rstrip("0123456789")]},
    }


def _result(finding: Located, place: int, language: Language) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "ruleIndex": place,
        "level": finding.severity,
        "message": {"text": _message(finding, language)},
        "locations": [_location(finding.location, language)],
        # The second is the one that GitHub knows a result by. It makes its own from the line's words if there is none:
        # the same for two findings of a rule in a paragraph that is one line, and none for a Word file.
        "partialFingerprints": {
            "doisoatFingerprint/v1": finding.fingerprint,
            "primaryLocationLineHash": finding.fingerprint,
        },
    }
    if finding.related:
        told = enumerate(finding.related[: MOST_LOCATIONS - 1], start=1)
        result["relatedLocations"] = [_related(number, other, language) for number, other in told]
    return result


def _related(number: int, other: RelatedPlace, language: Language) -> dict[str, Any]:
    said = {"text": _plain(other.message.say(language))}
    return {"id": number, **_location(other.location, language), "message": said}


def _message(finding: Located, language: Language) -> str:
    """What is wrong, and the other places as links to the related locations: GitHub shows no others."""
    told = [_plain(findings.message(finding, language))]
    for number, other in enumerate(finding.related[: findings.MOST_RELATED], start=1):
        there = _linked(findings.spot(other, finding, language), number)
        told.append(f"{there}: {_plain(other.message.say(language))}")
    if (left := findings.more(finding, language)) is not None:
        told.append(left)
    return "\n".join(told)


def _location(location: Location, language: Language) -> dict[str, Any]:
    """Lines and columns of a text; for a file without lines the headings above the place, and what it is called."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(location.path)}}
    headings = location.place.say(language)
    if location.addresses[0] is not None:
        here = where.place(location).say(language)
        logical = {"name": here, "fullyQualifiedName": where.qualified(location).say(language)}
        return {"physicalLocation": physical, "logicalLocations": [logical]}
    first, *others = location.regions
    found: dict[str, Any] = {"physicalLocation": physical | {"region": _region(first)}}
    if headings:
        found["logicalLocations"] = [{"fullyQualifiedName": headings}]
    if others:
        found["annotations"] = [_region(region) | {"message": {"text": _ON.say(language)}} for region in others]
    return found


def _region(region: Region) -> dict[str, Any]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _notifications(results: Iterable[Result], count: int, language: Language) -> Iterator[dict[str, Any]]:
    """What is to be known of the run: reports that failed or were passed over, how they were read, what was cut."""
    if count > MOST_RESULTS:
        yield {"level": "warning", "message": {"text": _CUT.fill(count=MOST_RESULTS).say(language)}}
    for result in results:
        told: list[tuple[Severity, Text]] = [("warning", text) for text in result.cut.values()]
        if result.status != "checked":
            told.append(("error" if result.status == "failed" else "note", result.error or _NO_REASON))
        told += [("note", remark) for remark in remarks(result)]
        for level, text in told:
            artifact = {"physicalLocation": {"artifactLocation": {"uri": uri(result.path)}}}
            yield {"level": level, "message": {"text": _plain(text.say(language))}, "locations": [artifact]}


def uri(path: str) -> str:
    """A path as a reference: relative to where the run was made, or absolute."""
    return PurePath(path).as_uri() if PurePath(path).is_absolute() else quote(path)


def _plain(text: str) -> str:
    """A text as SARIF's messages hold it: braces doubled, for single ones are placeholders, and no "[words](target)"."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _linked(words: str, number: int) -> str:
    """A link to a related location."""
    escaped = re.sub(r"[\\\[\]]", r"\\\g<0>", words).replace("{", "{{").replace("}", "}}")
    return f"[{escaped}]({number})"
