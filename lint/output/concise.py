"""One line a finding, for editors and grep: path:line:column: severity CODE name message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.rule import Language
from grammar.report import normal
from lint.engine import Result
from lint.output.summary import WORDS, sentence
from lint.output.where import place


def render(results: Iterable[Result], language: Language) -> Iterator[str]:
    """The lines of the output."""
    for result in results:
        for finding in result.findings:
            where = f"{normal(finding.path)}:{place(finding.location).say(language)}"
            word = WORDS[finding.severity].say(language)
            yield f"{where}: {word} {finding.rule.code} {finding.rule.name}: {finding.message.say(language)}"
    yield sentence(results, language)
