"""Lines of a text as chunks: words that two blanks or more divide from others.

Columns here are those of the line as `normal` writes it; `Page.part` gives the raw ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from grammar.report import column_map, normal
from grammar.source import Part
from lint.readers.tabular import is_value

_CHUNK = re.compile(r"\S+(?: \S+)*")
_LONGEST_LINE = 400  # characters
_MOST_CHUNKS = 40
_MOST_BLANK = 2  # blank lines between two rows
_SEPARATOR = 40  # blanks, or strokes, that divide the body from footnotes
_STROKES = re.compile(r"[_\-–—=*\s]{5,}")


class Chunk(NamedTuple):
    """Words that stand together: columns [start, end) of their line, counted from 0."""

    start: int
    end: int
    words: str


class Page:
    """The lines of a text as rows of chunks, read when asked for."""

    def __init__(self, lines: Sequence[str], taken: set[int]) -> None:
        self.lines = lines
        self._taken = taken
        self._shown: dict[int, str] = {}
        self._chunks: dict[int, list[Chunk]] = {}

    def shown(self, place: int) -> str:
        """A line's words as the report has them; nothing of a line that cannot be one of a table."""
        if place not in self._shown:
            line = self.lines[place]
            out = len(line) > _LONGEST_LINE or place + 1 in self._taken or "\t" in line
            self._shown[place] = "" if out else normal(line)
        return self._shown[place]

    def chunks(self, place: int) -> list[Chunk]:
        """What stands on a line, left to right."""
        if place not in self._chunks:
            found = [Chunk(match.start(), match.end(), match.group()) for match in _CHUNK.finditer(self.shown(place))]
            self._chunks[place] = found if len(found) <= _MOST_CHUNKS else []
        return self._chunks[place]

    def is_blank(self, place: int) -> bool:
        """Whether nothing stands on a line."""
        return not self.lines[place].strip()

    def divides(self, place: int) -> bool:
        """Whether a line divides the body from footnotes, or can be none of a table."""
        line = self.lines[place]
        if not line.strip():
            return len(line) >= _SEPARATOR
        return bool(_STROKES.fullmatch(line)) or not self.chunks(place)

    def has_values(self, place: int) -> bool:
        """Whether figures or marks stand behind other words of the line, alone in their column."""
        return any(is_value(chunk.words) for chunk in self.chunks(place)[1:])

    def is_page_number(self, place: int) -> bool:
        """Whether a line is a number alone, where a page ends or begins."""
        chunks = self.chunks(place)
        if len(chunks) != 1 or not chunks[0].words.strip("-– ").isdecimal():
            return False
        beside = [self.lines[at] for at in range(place, min(place + 3, len(self.lines)))]
        return any("\f" in line for line in beside)

    def next_line(self, place: int) -> int | None:
        """The next line behind a place that may belong to the same table: few blank lines between, or a page's end."""
        blank, page = 0, False
        for at in range(place + 1, len(self.lines)):
            page = page or "\f" in self.lines[at]
            if self.is_blank(at) and not self.divides(at):
                blank += 1
                if blank > _MOST_BLANK and not page and not self._page_near(at):
                    return None
                continue
            if self.is_page_number(at):
                blank = 0
                continue
            return None if self.divides(at) else at
        return None

    def _page_near(self, place: int) -> bool:
        return any("\f" in line for line in self.lines[place : place + 3])

    def part(self, place: int, chunk: Chunk) -> Part:
        """The raw columns of a chunk."""
        raw = self.lines[place]
        if self.shown(place) == raw:
            return Part(place + 1, chunk.start, chunk.end)
        starts, ends = column_map(raw)
        return Part(place + 1, starts[chunk.start], ends[chunk.end - 1])
