"""Lines and tables as a reader of a word processor's file collects them, no more than a report can hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from grammar.rows import MARKER
from grammar.source import Address, Format, Source, SourceCell, SourceLine, SourceMark, SourceTable
from lint.readers.limits import Tally


class Collected:
    """Lines and tables in reading order."""

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self.tables: list[SourceTable] = []
        self._tally = Tally()

    def line(
        self, text: str, address: Address, first: bool, note: int | None, marks: tuple[SourceMark, ...], heading: bool
    ) -> int:
        """Add a line; its number.

        Args:
            text: its text, without line feeds.
            address: where it stands.
            first: whether it is the first one of its paragraph; a line break stands before others.
            note: the key of its footnote; None in the body.
            marks: footnote marks in it.
            heading: whether the file calls it a heading.

        Raises:
            Failure: there are more lines or words than in any report.
        """
        self._tally.text(text)
        number = len(self.lines) + 1
        opens = first or not _goes_on(text)
        self.lines.append(SourceLine(number, text, address, opens, note=note, marks=marks, heading=heading))
        return number

    def cell(self) -> None:
        """Count a cell.

        Raises:
            Failure: there are more than any report has.
        """
        self._tally.cell()

    def table(self, cells: tuple[SourceCell, ...], headed: int, name: str = "") -> None:
        """Add a table whose words are among the lines."""
        self.tables.append(SourceTable(cells, name, headed))

    def source(self, format: Format, remarks: Mapping[str, int]) -> Source:
        """All of it."""
        kept = {name: count for name, count in remarks.items() if count}
        return Source(format, self.lines, self.tables, MappingProxyType(kept))


def _goes_on(text: str) -> bool:
    """Whether a line behind a line break goes on with its sentence: in lower case, and not as an item ("a) …")."""
    words = text.lstrip()
    return words[:1].islower() and not MARKER.match(words)
