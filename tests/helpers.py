"""What several tests need: a report's facts from a string."""

import re

from grammar.facts import Facts
from grammar.parse import facts_of
from grammar.report import Report
from grammar.source import Source, SourceLine
from grammar.structure import build


def report_of_text(text: str) -> Report:
    """The report of a string, its lines ended as a file's are."""
    lines = [SourceLine(place, line) for place, line in enumerate(re.split(r"\r\n|\n|\r", text), 1)]
    return build(Source("text", lines), "test.txt")


def facts_of_text(text: str) -> Facts:
    """The facts of a string."""
    return facts_of(report_of_text(text))
