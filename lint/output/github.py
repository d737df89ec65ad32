"""Workflow commands of GitHub Actions: the runner makes an annotation of each.

GitHub shows 10 errors, 10 warnings and 10 notices of a step and drops the rest: the most severe come first, and the usual
report should be printed too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.rule import Language, Severity
from lint.engine import Result
from lint.located import Located, Location
from lint.output.findings import by_severity, message, related

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
# In this order: the sign of the escapes themselves first. The runner takes them back in the opposite one.
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def render(results: Iterable[Result], language: Language) -> Iterator[str]:
    """The lines of the output, a command a line: reports that could not be read, then findings."""
    for result in results:
        if result.status == "failed" and result.error:
            yield _command("error", result.error.say(language), title="doisoat", file=result.path, line=1)
    for finding in by_severity(results):
        yield _command(
            _COMMANDS[finding.severity],
            "\n".join((message(finding, language), *related(finding, language))),
            title=_title(finding),
            file=finding.path,
            **_position(finding.location),
        )


def _title(finding: Located) -> str:
    return f"{finding.rule.code} {finding.rule.name}"


def _position(location: Location) -> dict[str, int]:
    """Lines and columns as the runner takes them: no columns over several lines, line 1 in a file without lines."""
    region = location.regions[0]
    if location.addresses[0] is not None:
        return {"line": 1}
    if region.line != region.end_line:
        return {"line": region.line, "endLine": region.end_line}
    return {"line": region.line, "col": region.column, "endLine": region.end_line, "endColumn": region.end_column}


def _command(name: str, text: str, **properties: str | int) -> str:
    given = ",".join(f"{key}={_escaped(str(value), _IN_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {given}::{_escaped(text, _IN_MESSAGE)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    for sign, escape in escapes.items():
        text = text.replace(sign, escape)
    return text
