"""What several tests need: a report's facts from a string."""

from checks.registry import RULES
from grammar.facts import Facts
from grammar.parse import facts_of
from grammar.report import Report
from grammar.source import Part, Source, SourceCell, SourceLine, SourceTable
from grammar.structure import build
from lint.engine import Result, check_bytes
from lint.readers.text import source_of
from lint.run import Run, Wishes
from lint.spool import InMemory


def report_of_text(text: str) -> Report:
    """The report of a string, its lines ended and its tables drawn as a text file's are."""
    return build(source_of(text), "test.txt")


def facts_of_text(text: str) -> Facts:
    """The facts of a string."""
    return facts_of(report_of_text(text))


def checked(text: str, name: str = "test.txt", wishes: Wishes | None = None) -> Result:
    """What a run on one report says of it."""
    run = Run()
    run.add(InMemory(check_bytes(text.encode(), name, RULES)), wishes or Wishes())
    run.finish()
    (result,) = run
    return result


def report_with_table(rows: str, before: str = "", after: str = "") -> Report:
    """A report with one table between texts.

    Args:
        rows: a line a row, cells between "|"; ">3 words" is a cell over three columns, "^" one that goes on from above.
        before: paragraphs above it, a line each.
        after: paragraphs below it.
    """
    lines: list[SourceLine] = []

    def add(words: str) -> int:
        lines.append(SourceLine(len(lines) + 1, words, opens=True))
        return len(lines)

    for words in filter(None, before.splitlines()):
        add(words)
    cells: list[SourceCell] = []
    for row, line in enumerate(filter(str.strip, rows.splitlines())):
        column = 0
        for written in line.split("|"):
            words = written.strip()
            wide, words = (int(words[1]), words[2:].strip()) if words.startswith(">") else (1, words)
            if words == "^":
                above = next(n for n, cell in enumerate(cells) if cell.column == column and cell.row + cell.rows == row)
                cells[above] = cells[above]._replace(rows=cells[above].rows + 1)
            elif words:
                cells.append(SourceCell(row, column, (Part(add(words), 0, len(words)),), columns=wide))
            column += wide
    for words in filter(None, after.splitlines()):
        add(words)
    return build(Source("word", lines, [SourceTable(tuple(cells))]), "test.docx")
