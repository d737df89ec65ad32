"""Tables in lines of plain text: drawn with pipes, copied with tabs, or aligned with blanks as `pdftotext -layout` does.

A cell's words are kept out of the prose, so where a block may be read as something else it is no table.
"""

from __future__ import annotations

from collections.abc import Sequence

from grammar.source import SourceTable
from lint.readers import limits

_DRAWN = "|│┃║"


def tables_in(lines: Sequence[str]) -> tuple[SourceTable, ...]:
    """The tables that stand in the lines of a text, in order; no line belongs to two.

    Args:
        lines: raw lines, without line ends; the first is number 1.

    Raises:
        Failure: they hold more cells than any report.
    """
    text = "\n".join(lines)
    found: list[SourceTable] = []
    taken: set[int] = set()
    if any(char in text for char in _DRAWN):
        from lint.readers import piped

        found += piped.tables(lines)
    if text.count("\t") > 2:
        from lint.readers import tabbed

        taken = _lines_of(found)
        found += tabbed.tables(lines, taken)
    if "  " in text:
        wide = [place for place, line in enumerate(lines) if "  " in line.strip()]
        if len(wide) > 2:
            from lint.readers import aligned

            taken = _lines_of(found)
            found += aligned.tables(lines, wide, taken)
    limits.Tally().cell(sum(len(table.cells) for table in found))
    return tuple(sorted(found, key=lambda table: table.cells[0].parts[0].line))


def _lines_of(tables: list[SourceTable]) -> set[int]:
    return {part.line for table in tables for cell in table.cells for part in cell.parts}
