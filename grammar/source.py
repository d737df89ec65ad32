"""What a reader gives: lines with what their file says of them, and tables.

A line is what the file has for one: a physical line of a text, a paragraph of a Word file, a line on a page. What the file
does not say (where paragraphs begin, which lines are notes) is None, and `grammar.structure` finds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

Format = Literal["text", "markdown", "word", "opendocument", "pdf", "excel"]


class Cell(NamedTuple):
    """Which cell of which table: all from 1, the table 0 where it only places words side by side (a letterhead).

    `name` is the cell's own name where its file has such ("Biểu 1!C7").
    """

    table: int
    row: int
    column: int
    name: str | None = None


class Address(NamedTuple):
    """Where a line stands in a file that is not made of lines.

    Attributes:
        page, line: of a PDF, both from 1; lines are counted on their page.
        paragraph: of a Word file, from 1, among the paragraphs of the body that stand in no table.
        cell: the table cell that holds it.
        box: on its page: left, top, right, bottom, in points from the upper left corner.
    """

    page: int | None = None
    line: int | None = None
    paragraph: int | None = None
    cell: Cell | None = None
    box: tuple[float, float, float, float] | None = None


# A note's key is its number, and this much more for each time that the numbering has begun anew (each page, each chapter).
SERIES = 1000
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans("0123456789", RAISED_DIGITS)


def raised(text: str) -> str:
    """The text with its digits raised, as readers write footnote marks."""
    return text.translate(_RAISED)


class SourceMark(NamedTuple):
    """A footnote mark that the file itself ties to its note: raw columns [start, end) of the line, and the note's key."""

    start: int
    end: int
    note: int


class Markup(NamedTuple):
    """Raw columns [start, end) of a line that are no words but markup, and what they stand for, in no more characters."""

    start: int
    end: int
    stands: str = ""


class File(NamedTuple):
    """One of several files that are read as one: its name and format, and which of them it is, from 0."""

    path: str
    format: Format
    place: int


class Run(NamedTuple):
    """From column `column` of a `SourceLine` on, its characters stand in line `line` of the file, from column `at`.

    Lines count from 1, columns from 0.
    """

    column: int
    line: int
    at: int


class Comment(NamedTuple):
    """A comment for doisoat that stands in a file and is no part of its text.

    Attributes:
        words: as the file has it, with its signs; its lines ended by LF. Without "-->" it is not closed, and left in the text.
        line, column, end_line, end_column: its place in its file, as in `grammar.report.Region`.
        file: the one that it stands in, where several are read as one.
    """

    words: str
    line: int
    column: int
    end_line: int
    end_column: int
    file: File | None = None


_NOTHING = "\u2060"  # for one column of markup; the buffer drops it


class SourceLine(NamedTuple):
    """A line of the source, without its line end.

    Attributes:
        number: from 1, in reading order; a note's lines may stand anywhere.
        text: as the file has it, with numbers that the file only computes (automatic lists) written out. Raised digits are
            those of `RAISED_DIGITS`.
        address: None in a file that is made of lines.
        opens: whether a paragraph begins with it.
        page: whether a page begins with it.
        note: the key of the footnote that it belongs to; 0 for the body, -1 for some footnote.
        marks: footnote marks in it, in order.
        heading: whether the file calls it a heading.
        file: the one that it stands in, where several are read as one.
        markup: what of its text is no words, in order, none within another.
        origin: where its characters stand in its file, from column 0 on, in order; empty if that is its own number, columns
            as they are. Several files are read as one, or comments were taken out of it or above it.
    """

    number: int
    text: str
    address: Address | None = None
    opens: bool | None = None
    page: bool = False
    note: int | None = None
    marks: tuple[SourceMark, ...] = ()
    heading: bool = False
    file: File | None = None
    markup: tuple[Markup, ...] = ()
    origin: tuple[Run, ...] = ()

    @property
    def words(self) -> str:
        """The text as it is read, with the columns of the raw one: what markup stands for, filled up with what is dropped."""
        if not self.markup:
            return self.text
        parts: list[str] = []
        end = 0
        for mark in self.markup:
            parts += (self.text[end : mark.start], mark.stands.ljust(mark.end - mark.start, _NOTHING))
            end = mark.end
        return "".join(parts) + self.text[end:]

    @property
    def runs(self) -> tuple[Run, ...]:
        """Where its characters stand in its file."""
        return self.origin or (Run(0, self.number, 0),)

    def in_file(self, column: int) -> tuple[int, int]:
        """Where the character at a column, from 0, stands in its file: line from 1, column from 0."""
        if not self.origin:
            return self.number, column
        run = next(run for run in reversed(self.origin) if run.column <= column)
        return run.line, run.at + column - run.column


class Part(NamedTuple):
    """Raw columns [start, end) of a line."""

    line: int
    start: int
    end: int


class SourceCell(NamedTuple):
    """A cell of a table: row and column of its upper left corner, both from 0, how many it covers, and its words."""

    row: int
    column: int
    parts: tuple[Part, ...]
    rows: int = 1
    columns: int = 1


class SourceTable(NamedTuple):
    """A table: its cells row by row. `name` is that of its sheet; `headed` how many first rows the file calls headers."""

    cells: tuple[SourceCell, ...]
    name: str = ""
    headed: int = 0


class Source(NamedTuple):
    """A file as its reader gives it.

    Attributes:
        lines: numbered from 1 without gaps.
        tables: in reading order; their lines belong to nothing else.
        remarks: what a reader of the report should know of how it was read, with how often: "insertions" and "deletions" of
            tracked changes, "textless" pages, "uncalculated" formulas, "hidden" words, sheets, rows or columns.
        comments: for doisoat, in order.
    """

    format: Format
    lines: Sequence[SourceLine]
    tables: Sequence[SourceTable] = ()
    remarks: Mapping[str, int] = MappingProxyType({})
    comments: tuple[Comment, ...] = ()


_NOTES_OF_A_FILE = 1_000_000  # more than the keys of any file's notes


def joined(files: Sequence[tuple[str, Source]]) -> Source:
    """Several files as one: a report and its appendices, in the order given. It has the format of the first.

    Args:
        files: the name of each and what its reader gives; at least one.
    """
    lines: list[SourceLine] = []
    tables: list[SourceTable] = []
    remarks: Counter[str] = Counter()
    comments: list[Comment] = []
    for place, (path, source) in enumerate(files):
        file, notes, before = File(path, source.format, place), place * _NOTES_OF_A_FILE, len(lines)
        tables += (_moved(table, before) for table in source.tables)
        comments += (comment._replace(file=file) for comment in source.comments)
        for line in source.lines:
            lines.append(
                line._replace(
                    number=line.number + before,
                    opens=True if line.number == 1 else line.opens,
                    note=line.note + notes if line.note and line.note > 0 else line.note,
                    marks=tuple(mark._replace(note=mark.note + notes) for mark in line.marks),
                    file=file,
                    origin=line.runs,
                )
            )
        remarks.update(source.remarks)
    return Source(files[0][1].format, lines, tables, remarks, tuple(comments))


def _moved(table: SourceTable, lines: int) -> SourceTable:
    """A table whose lines stand so many lines further down."""
    return table._replace(
        cells=tuple(
            cell._replace(parts=tuple(part._replace(line=part.line + lines) for part in cell.parts)) for cell in table.cells
        )
    )
