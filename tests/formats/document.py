"""One report, whatever format it is written in: its words, and what is wrong in them on purpose.

The source is a text of one block a line:

    @letterhead, @title, @signature      the lines below, up to an empty one; "||" between two columns
    # I. TITLE, ## 1. Title, ### a) …    headings of three levels
    - words, 1. words                    items of a list
    @table Caption || Unit               the rows below: cells between "|", "<" and "^" for a cell that goes on from the left
                                         or from above, "|---|" behind the header rows; @wide for one on a page of its own
    words                                any other paragraph
    [3] words                            footnote 3, whose mark is [[3]]

`{rule|words}` is an error planted for a rule, `{right|words}` a sentence that looks wrong and is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

SAMPLE = Path(__file__).parent / "sample.txt"
PlaceKind = Literal["body", "note", "cell"]

_NOTE = re.compile(r"\[(\d+)\] (.*)")
_HEADING = re.compile(r"(#{1,3}) (\S+) (.*)")
_ITEM = re.compile(r"(-|\+|\d+\.) (.*)")
_TABLE = re.compile(r"@(table|wide) ([^|]*[^|\s])(?: \|\| (.*))?")
_PLANTED = re.compile(r"\{([a-z-]+)\|([^{}]*)\}")
_MARK = re.compile(r"\[\[(\d+)\]\]")


class Planted(NamedTuple):
    """Words that some rule must underline ("right": that none may), and where they stand."""

    rule: str
    place: PlaceKind
    words: str


class Heading(NamedTuple):
    """A heading with its number: "I.", "2.", "a)"."""

    level: int
    number: str
    words: str


class Paragraph(NamedTuple):
    """A paragraph of the body."""

    words: str


class Item(NamedTuple):
    """An item of a list, with the bullet or number before it."""

    marker: str
    words: str


class Cell(NamedTuple):
    """A cell: row and column of its upper left corner, from 0, and how many it covers."""

    row: int
    column: int
    words: str
    rows: int = 1
    columns: int = 1


class Table(NamedTuple):
    """A table: its cells row by row, and how many first rows are headers; `wide` where it has a page of its own."""

    caption: str
    unit: str
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    headed: int
    wide: bool

    def grid(self) -> list[list[Cell | None]]:
        """The cells by row and column; None where a cell goes on from the left or from above."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell
        return grid


Block = Heading | Paragraph | Item | Table


@dataclass
class Document:
    """A report. In its words [[n]] is the mark of footnote n."""

    letterhead: list[tuple[str, str]] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    signature: list[tuple[str, str]] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)
    right: list[Planted] = field(default_factory=list)

    @property
    def tables(self) -> list[Table]:
        """The tables, in reading order."""
        return [block for block in self.blocks if isinstance(block, Table)]


def pieces(words: str) -> list[str | int]:
    """Words and the numbers of the footnotes marked between them, in order."""
    parts = _MARK.split(words)
    return [int(part) if place % 2 else part for place, part in enumerate(parts) if part]


def plain(words: str) -> str:
    """Words without footnote marks."""
    return _MARK.sub("", words)


@cache
def sample() -> Document:
    """The report that the tests of the formats share."""
    return parse(SAMPLE.read_text(encoding="utf-8"))


def parse(source: str) -> Document:
    """The report of a source; raises ValueError where a footnote has no mark or a mark no footnote."""
    document = Document()
    for group in source.split("\n\n"):
        lines = [line for line in group.split("\n") if line]
        if not lines:
            continue
        head = lines[0]
        if head in ("@letterhead", "@signature"):
            pairs = [(left.strip(), right.strip()) for left, _, right in (line.partition("||") for line in lines[1:])]
            (document.letterhead if head == "@letterhead" else document.signature).extend(pairs)
        elif head == "@title":
            document.title = lines[1:]
        elif match := _TABLE.fullmatch(head):
            document.blocks.append(_table(document, match, lines[1:]))
        else:
            for line in lines:
                _line(document, line)
    marked = [int(number) for block in document.blocks if not isinstance(block, Table) for number in _MARK.findall(block.words)]
    if marked != list(document.notes) or marked != list(range(1, len(marked) + 1)):
        raise ValueError(f"marks {marked}, notes {list(document.notes)}")
    return document


def _line(document: Document, line: str) -> None:
    if match := _NOTE.fullmatch(line):
        document.notes[int(match[1])] = _words(document, match[2], "note")
    elif match := _HEADING.fullmatch(line):
        document.blocks.append(Heading(len(match[1]), match[2], match[3]))
    elif match := _ITEM.fullmatch(line):
        document.blocks.append(Item(match[1], _words(document, match[2], "body")))
    else:
        document.blocks.append(Paragraph(_words(document, line, "body")))


def _words(document: Document, words: str, place: PlaceKind) -> str:
    """Words without what is said of them, which goes to the document."""
    for match in _PLANTED.finditer(words):
        where = document.right if match[1] == "right" else document.planted
        where.append(Planted(match[1], place, plain(match[2])))
    return _PLANTED.sub(r"\2", words)


def _table(document: Document, head: re.Match[str], lines: list[str]) -> Table:
    """A table; `head` holds kind, caption and unit."""
    headed = lines.index("|---|")
    rows = [
        [text.strip() for text in re.split(r"\|(?![^{]*\})", line)[1:-1]] for place, line in enumerate(lines) if place != headed
    ]
    columns = max(map(len, rows))
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text in ("<", "^"):
                continue
            across, down = column + 1, row + 1
            while across < len(texts) and texts[across] == "<":
                across += 1
            while down < len(rows) and rows[down][column] == "^":
                down += 1
            cells.append(Cell(row, column, _words(document, text, "cell"), down - row, across - column))
    return Table(head[2], head[3] or "", tuple(cells), len(rows), columns, headed, head[1] == "wide")
