"""The outputs for programs and pipes by name. Each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, assert_never, get_args

if TYPE_CHECKING:
    from checks.rule import Language, Severity
    from lint.engine import Result

Format = Literal["concise", "json", "json-lines", "sarif", "github", "gitlab", "junit"]
FORMATS: tuple[Format, ...] = get_args(Format)


def lines(form: Format, results: Iterable[Result], language: Language, fail_on: Severity) -> Iterator[str]:
    """The lines of an output, without the line feed at the end of each.

    Args:
        form: the format.
        results: what the run says of each report; gone through more than once.
        language: of the messages.
        fail_on: the severity from which on a finding is a failure, where the format makes a difference.
    """
    match form:
        case "concise":
            from lint.output import concise

            yield from concise.render(results, language)
        case "json":
            from lint.output import json

            yield from json.check(results, language)
        case "json-lines":
            from lint.output import json_lines

            yield from json_lines.render(results, language)
        case "sarif":
            from lint.output import sarif

            yield from sarif.render(results, language)
        case "github":
            from lint.output import github

            yield from github.render(results, language)
        case "gitlab":
            from lint.output import gitlab

            yield from gitlab.render(results, language)
        case "junit":
            from lint.output import junit

            yield from junit.render(results, language, fail_on)
        case _:
            assert_never(form)
