"""The text model: one reflowed buffer, with a source position for every character.

A reader gives lines (`SourceLine`); `grammar.structure` decides what they are and lays their words out in one buffer: the
body first, then the cells of tables, then footnotes. Everything found later is a `Span` of that buffer, and
`Report.locate` says where in the source it stands.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from grammar.source import SERIES, Address, Comment, File, SourceLine

# Characters that extraction and word processors put in place of others, one for one; None: dropped.
_SPACES = (
    "\t\x0b\x0c\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\x85\u2028\u2029"
)
_CONTROLS = "".join(map(chr, [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]))
_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff"
_LOOK_ALIKES = dict(zip("ÐðƉɖАВЕКМНОРСТХ\u2010\u2011\u2012\u2212\u0091\u0092", "ĐđĐđABEKMHOPCTX----''", strict=True))
_TABLE: dict[int, str | None] = {
    **{ord(c): " " for c in _SPACES + _CONTROLS},
    **{ord(c): None for c in _DROPPED},
    **{ord(c): to for c, to in _LOOK_ALIKES.items()},
}
_SPECIAL = re.compile("[" + re.escape("".join(map(chr, _TABLE))) + "]")
# Characters that stand for one each and join with none before them; the last of a run may join with what is behind it.
_ALONE = "\x00-\xac\xae-\u024f\u1e00-\u1eff\u2010-\u2027"
_RUN = re.compile(f"[{_ALONE}]+(?![^{_ALONE}])")

BlockKind = Literal["letterhead", "title", "heading", "paragraph", "item", "note", "recipients", "cell"]
Evidence = Literal["superscript", "sequence", "arithmetic"]


def normal(text: str) -> str:
    """The text as the buffer holds it: NFC, plain spaces and hyphens, look-alikes replaced, invisible characters dropped."""
    text = unicodedata.normalize("NFC", text)
    return text.translate(_TABLE) if _SPECIAL.search(text) else text


def column_map(raw: str) -> tuple[list[int], list[int]]:
    """For each character of `normal(raw)` the half-open range of `raw` that it came from: (starts, ends)."""
    starts: list[int] = []
    ends: list[int] = []
    begin = 0
    while begin < len(raw):
        if run := _RUN.match(raw, begin):
            starts += range(begin, run.end())
            ends += range(begin + 1, run.end() + 1)
            begin = run.end()
            continue
        end = begin + 1
        while end < len(raw) and _joins(raw[begin:end], raw[end]):
            end += 1
        count = len(normal(raw[begin:end]))
        starts += [begin] * count
        ends += [end] * count
        begin = end
    return starts, ends


def normal_columns(raw: str, columns: Iterable[int]) -> list[int]:
    """For each column of `raw` how many characters of `normal(raw)` stand before it."""
    if _is_normal(raw):
        return list(columns)
    starts, _ = column_map(raw)
    return [bisect.bisect_left(starts, column) for column in columns]


def _is_normal(raw: str) -> bool:
    """Whether a text is as `normal` leaves it."""
    return unicodedata.is_normalized("NFC", raw) and not _SPECIAL.search(raw)


def _joins(cluster: str, char: str) -> bool:
    """Whether `char` belongs to the same normalised character as `cluster`."""
    if char.isascii():
        return False
    if unicodedata.combining(char):
        return True
    whole = unicodedata.normalize("NFC", cluster + char)
    return whole != unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", char)


_SHOWN = 400  # characters of a long line kept on each side of the words meant


def _cropped(line: Shown) -> Shown:
    """A line with no more around the words meant than a terminal can show."""
    if len(line.text) <= 4 * _SHOWN:
        return line
    begin = max(line.start - _SHOWN, 0)
    end = min(line.start + 2 * _SHOWN, max(line.end, line.start)) + _SHOWN
    return Shown(line.line, line.text[begin:end], line.start - begin, min(line.end, end) - begin)


def _row_of(line: SourceLine) -> tuple[File | None, int, int] | None:
    """File, table and row of a line in a table's cell."""
    cell = line.address.cell if line.address else None
    return (line.file, cell.table, cell.row) if cell and cell.table else None


class Span(NamedTuple):
    """A half-open range of the buffer."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Region(NamedTuple):
    """A place in the source: 1-based lines, 1-based columns in code points of the line as its reader gives it.

    `end_column` is exclusive. `Report.in_file` gives the place in a file that is made of lines; of any other see
    `SourceLine.address`.
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Shown(NamedTuple):
    """A source line as a person reads it (`normal`, without comments), and the columns [start, end) of it that are meant.

    `line` is its number in its file; where a comment broke it, that of the line in which the words meant begin.
    """

    line: int
    text: str
    start: int
    end: int


class Piece(NamedTuple):
    """A run of the buffer that stands in one run of one source line.

    `column` is the 0-based column in the normalised line; `joint` is what the buffer holds between the piece before and
    this one: a space, nothing, or the line feed that separates two blocks.
    """

    start: int
    end: int
    line: int
    column: int
    joint: str


class Block(NamedTuple):
    """A range of the buffer with one role.

    `label` is the heading's or item's own number ("I", "1.1", "a", "-"), `note` the key of the footnote that it stands in.
    """

    kind: BlockKind
    start: int
    end: int
    label: str = ""
    note: int | None = None
    path: str = ""

    @property
    def span(self) -> Span:
        """The block's range."""
        return Span(self.start, self.end)


class Mark(NamedTuple):
    """A footnote mark: zero-width in the buffer, with what stood there; `note` is its note's key.

    `alternatives` are other readings of a mark fused to digits: `14126` read as 141 and mark 26 keeps "14126"; behind it
    stand other numbers that may hold the mark as well.
    """

    at: int
    note: int
    raw: str
    line: int
    column: int
    evidence: Evidence
    alternatives: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The number that it shows."""
        return self.note % SERIES


class Note(NamedTuple):
    """A footnote: its key, where its text stands in the buffer, and its mark if one was found."""

    key: int
    span: Span
    mark: Mark | None

    @property
    def number(self) -> int:
        """The number that it bears."""
        return self.key % SERIES


class TableCell(NamedTuple):
    """A cell of a table: row and column of its upper left corner, from 0, how many it covers, and its words in the buffer."""

    row: int
    column: int
    rows: int
    columns: int
    span: Span


class Table(NamedTuple):
    """A table.

    Attributes:
        cells: row by row; empty ones are left out.
        rows, columns: how many it has.
        at: the place among the blocks of the one that stands before it; -1 at the beginning.
        headed: how many first rows the file calls headers.
        name: of its sheet.
    """

    cells: tuple[TableCell, ...]
    rows: int
    columns: int
    at: int
    headed: int = 0
    name: str = ""


@dataclass(frozen=True, eq=False)
class Report:
    """A report as text: the buffer, its blocks in reading order, its footnotes, and the way back to the source."""

    path: str
    format: str
    lines: tuple[SourceLine, ...]
    text: str
    pieces: tuple[Piece, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    marks: tuple[Mark, ...]
    stray_marks: tuple[Mark, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: Mapping[str, int] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _columns(self) -> dict[int, tuple[list[int], list[int]] | None]:
        return {}

    @cached_property
    def _normal_lines(self) -> dict[int, str]:
        return {}

    @cached_property
    def _ordinals(self) -> dict[int, int]:
        """Place of each line among the lines that hold words: two neighbours there are one region."""
        words = sorted({piece.line for piece in self.pieces} | {line.number for line in self.lines if line.text.strip()})
        return {line: place for place, line in enumerate(words)}

    def excerpt(self, span: Span) -> str:
        """The words of a span, NFC and reflowed, on one line."""
        return " ".join(self.text[span.start : span.end].split())

    def phrase(self, start: int, words: int = 3) -> Span:
        """The first words from a place on, within its block."""
        end = self.block_at(start).end
        match = re.compile(rf"(?:\S+\s+){{0,{words - 1}}}\S+").match(self.text, start, end)
        return Span(start, start + len(match.group().rstrip(",;:."))) if match else Span(start, end)

    @cached_property
    def note_of(self) -> dict[int, Note]:
        """The footnotes by key."""
        return {note.key: note for note in self.notes}

    def place_of(self, offset: int) -> int:
        """The place among the blocks of the one that holds a character of the buffer."""
        return max(bisect.bisect_right(self._block_starts, offset) - 1, 0)

    def block_at(self, offset: int) -> Block:
        """The block that holds a character of the buffer."""
        return self.blocks[self.place_of(offset)]

    def segments(self, span: Span) -> Iterator[tuple[str, str]]:
        """The source of a span, run by run: (joint before the run, source characters without markup).

        The runs, each normalised by `normal`, joined by the joints, are the text of the span.
        """
        for piece, start, end in self._cut(span):
            line, first, last = self._raw(piece, start, end)
            yield (
                (piece.joint if start == piece.start and start > span.start else ""),
                self.lines[line - 1].words[first:last],
            )

    def address(self, region: Region) -> Address | None:
        """Where a region stands in a file that is not made of lines."""
        return self.lines[region.line - 1].address

    def in_file(self, region: Region) -> Region:
        """A region with the lines and columns of its own file as it is: see `SourceLine.origin`."""
        line, column = self.lines[region.line - 1].in_file(region.column - 1)
        if region[:2] == region[2:]:
            return Region(line, column + 1, line, column + 1)
        end_line, last = self.lines[region.end_line - 1].in_file(region.end_column - 2)
        return Region(line, column + 1, end_line, last + 2)

    def source_path(self, region: Region) -> str:
        """The file that a region stands in."""
        file = self.lines[region.line - 1].file
        return file.path if file else self.path

    def locate(self, span: Span) -> list[Region]:
        """Where a span stands in the source: one region for each run of neighbouring lines, in reading order.

        In a file that is not made of lines each line is a region of its own.
        """
        regions: list[Region] = []
        for piece, start, end in self._cut(span):
            line, first, last = self._raw(piece, start, end)
            if regions and self._are_one(regions[-1].end_line, line):
                regions[-1] = regions[-1]._replace(end_line=line, end_column=last + 1)
            else:
                regions.append(Region(line, first + 1, line, last + 1))
        return regions

    def _are_one(self, before: int, line: int) -> bool:
        """Whether a line goes on with the region that ends in the line before."""
        if self.lines[line - 1].address is not None:
            return before == line
        return 0 <= self._ordinals[line] - self._ordinals[before] <= 1

    def shown(self, span: Span) -> list[Shown]:
        """The normalised source lines that a span stands in, each with the part of it that belongs to the span."""
        lines: list[Shown] = []
        numbers: list[int] = []
        for piece, start, end in self._cut(span):
            first, last = piece.column + start - piece.start, piece.column + end - piece.start
            if lines and lines[-1].line == piece.line:
                lines[-1] = lines[-1]._replace(end=last)
            else:
                lines.append(Shown(piece.line, self._normal_line(piece.line), first, last))
                line, column, _ = self._raw(piece, start, end)
                numbers.append(self.lines[line - 1].in_file(column)[0])
        return [_cropped(self._in_row(line)._replace(line=number)) for line, number in zip(lines, numbers, strict=True)]

    def _in_row(self, shown: Shown) -> Shown:
        """A line of a file that is not made of lines with the rest of its table's row, the cells parted by "|"."""
        source = self.lines[shown.line - 1]
        place = _row_of(source)
        if place is None:
            return shown
        row = [self._normal_line(number).strip() for number in self._rows[place]]
        at = self._rows[place].index(shown.line)
        before = "".join(f"{words} | " for words in row[:at])
        indent = len(shown.text) - len(shown.text.lstrip())
        return Shown(shown.line, " | ".join(row), *(len(before) + end - indent for end in (shown.start, shown.end)))

    @cached_property
    def _rows(self) -> dict[tuple[File | None, int, int], list[int]]:
        """The lines of each row of each table, by file, table and row."""
        rows: dict[tuple[File | None, int, int], list[int]] = {}
        for line in self.lines:
            if (place := _row_of(line)) and line.text.strip():
                rows.setdefault(place, []).append(line.number)
        return rows

    def _normal_line(self, number: int) -> str:
        """A source line as the buffer's characters; kept, since many places may stand in one line."""
        if number not in self._normal_lines:
            self._normal_lines[number] = normal(self.lines[number - 1].words).rstrip()
        return self._normal_lines[number]

    def _cut(self, span: Span) -> Iterator[tuple[Piece, int, int]]:
        place = max(bisect.bisect_right(self._starts, span.start) - 1, 0)
        for at in range(place, len(self.pieces)):
            piece = self.pieces[at]
            if piece.start >= span.end and piece.start > span.start:
                break
            start, end = max(piece.start, span.start), min(piece.end, span.end)
            if start < end or (start == end and span.start == span.end and start <= piece.end):
                yield piece, start, end

    def _raw(self, piece: Piece, start: int, end: int) -> tuple[int, int, int]:
        """Line and 0-based raw columns of the part [start, end) of a piece."""
        raw = self.lines[piece.line - 1].words
        first, last = piece.column + start - piece.start, piece.column + end - piece.start
        if piece.line not in self._columns:
            self._columns[piece.line] = None if _is_normal(raw) else column_map(raw)
        columns = self._columns[piece.line]
        if columns is None:
            return piece.line, first, last
        starts, ends = columns
        begin = starts[first] if first < len(starts) else len(raw)
        return piece.line, begin, ends[last - 1] if last > first else begin
