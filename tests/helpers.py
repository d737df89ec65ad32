"""What several tests need: a report's facts from a string."""

from grammar.facts import Facts
from grammar.parse import facts_of
from grammar.report import Report
from grammar.structure import build
from lint.readers.text import source_of


def report_of_text(text: str) -> Report:
    """The report of a string, its lines ended and its tables drawn as a text file's are."""
    return build(source_of(text), "test.txt")


def facts_of_text(text: str) -> Facts:
    """The facts of a string."""
    return facts_of(report_of_text(text))
