"""JUnit's XML, which build servers show as test results: a suite a report, a test case a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from checks.rule import SEVERITIES, Language, Severity, Text
from lint.engine import Result
from lint.located import Located
from lint.output import where
from lint.output.findings import related

# Characters that XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHECK = "doisoat check"
_NO_REASON = Text("", "")


def render(results: Iterable[Result], language: Language, fail_on: Severity) -> Iterator[str]:
    """The lines of the output. What is at least as severe as `fail_on` is a failure, the rest a test case that passed."""
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    totals: Counter[str] = Counter()
    for result in results:
        totals.update(_counts(result, failing))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    counts = " ".join(f'{name}="{value}"' for name, value in _shown(totals).items())
    yield f"<testsuites {counts}>"
    for result in results:
        suite = _suite(result, language, failing)
        ET.indent(suite, " ")
        yield ET.tostring(suite, encoding="unicode")
    yield "</testsuites>"


def _counts(result: Result, failing: tuple[Severity, ...]) -> dict[str, int]:
    return {
        "tests": len(result.findings) or 1,
        "failures": sum(finding.severity in failing for finding in result.findings),
        "errors": int(result.status == "failed"),
        "skipped": int(result.status == "skipped"),
    }


def _shown(counts: dict[str, int]) -> dict[str, str]:
    return {"name": _CHECK} | {name: str(counts[name]) for name in ("tests", "failures", "errors", "skipped")}


def _suite(result: Result, language: Language, failing: tuple[Severity, ...]) -> ET.Element:
    suite = ET.Element("testsuite", _shown(_counts(result, failing)) | {"name": _clean(result.path)})
    names: Counter[str] = Counter()
    for finding in result.findings:
        _case_of(suite, finding, names, language, failing)
    if not result.findings:
        case = _case(suite, _CHECK, result.path)
        reason = _clean((result.error or _NO_REASON).say(language))
        if result.status == "failed":
            ET.SubElement(case, "error", message=reason, type="unreadable-report")
        elif result.status == "skipped":
            ET.SubElement(case, "skipped", message=reason)
    return suite


def _case_of(suite: ET.Element, finding: Located, names: Counter[str], language: Language, failing: tuple[Severity, ...]) -> None:
    name = f"{finding.rule.code} {finding.rule.name} {where.place(finding.location).say(language)}"
    names[name] += 1
    if names[name] > 1:
        # Servers take two cases of one name for one: two findings in one paragraph have the same place.
        name = f"{name} ({names[name]})"
    case = _case(suite, name, finding.path)
    if finding.location.addresses[0] is None:
        case.set("line", str(finding.location.regions[0].line))
    said = finding.message.say(language)
    there = f"{finding.path}: {where.qualified(finding.location).say(language)}"
    others = (f"↳ {other}" for other in related(finding, language))
    text = _clean("\n".join((there, said, f"“{finding.location.context}”", *others)))
    if finding.severity in failing:
        ET.SubElement(case, "failure", message=_clean(said), type=finding.severity).text = text
    else:
        ET.SubElement(case, "system-out").text = text


def _case(suite: ET.Element, name: str, path: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", name=_clean(name), classname=_clean(path), file=_clean(path))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
