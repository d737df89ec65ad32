"""The rows of an aligned table: lines whose chunks stand in the same columns.

A column is what the chunks of the rows have in common; a line whose chunk covers two columns is prose and ends the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lint.readers.chunks import Chunk, Page
from lint.readers.tabular import is_label, is_layout, is_ordinal, is_value

_MOST_LINES = 1_000  # of a table
_MOST_BETWEEN = 12  # lines of words alone between two rows with figures
_HEAD_LINES = 12  # lines of a table's header, at most
_WIDE = 60  # characters of words that stand in no cell of a header
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?!\S)|\S+")  # words, where "12 034" is one number
_WORD = re.compile(r"\S+")
_NEAR = 3  # columns by which words may stand beside the others of their column

Extent = tuple[int, int]


@dataclass
class Line:
    """A line of a table.

    Attributes:
        place: among the lines of the text, from 0.
        chunks: what stands in it, by column.
        figures: whether figures or marks stand in it, or a row's number: it is the line of a row that has all its cells.
        head: whether it repeats the header on a new page.
    """

    place: int
    chunks: dict[int, Chunk]
    figures: bool
    head: bool = False


@dataclass
class Body:
    """Lines with the same columns, and the columns' extents [start, end), left to right.

    Attributes:
        held: of each column how many chunks of the lines, but for repeated headers, are words, and how many are values.
        stopped: the place of the line that ended it; None where the text or a gap did.
    """

    lines: list[Line] = field(default_factory=list)
    columns: list[Extent] = field(default_factory=list)
    held: list[tuple[int, int]] = field(default_factory=list)
    stopped: int | None = None

    @property
    def rows(self) -> list[Line]:
        """The lines with figures."""
        return [line for line in self.lines if line.figures]

    def take(self, place: int, chunks: list[Chunk], figures: bool, fixed: bool) -> bool:
        """Add a line if its chunks fit the columns; unless fixed, these may grow in number, or two join."""
        columns, held, moved = list(self.columns), list(self.held), list(range(len(self.columns)))
        given: list[int] = []
        for chunk in chunks:
            over = [at for at, (start, end) in enumerate(columns) if chunk.start < end and start < chunk.end]
            if len(over) > 1 and not (
                figures and not fixed and self._exclusive([at for at in range(len(moved)) if moved[at] in over])
            ):
                return False
            if over:
                start, end = min(chunk.start, columns[over[0]][0]), max(chunk.end, columns[over[-1]][1])
                columns[over[0] : over[-1] + 1] = [(start, end)]
                held[over[0] : over[-1] + 1] = [_sum(held[over[0] : over[-1] + 1])]
                moved = [over[0] if at in over else at - len(over) + 1 if at > over[-1] else at for at in moved]
                given = [over[0] if at in over else at - len(over) + 1 if at > over[-1] else at for at in given]
                given.append(over[0])
            elif (near := self._beside(columns, chunk, set(given), moved)) is not None:
                given.append(near)
            elif not fixed:
                at = sum(1 for start, _ in columns if start < chunk.start)
                columns.insert(at, (chunk.start, chunk.end))
                held.insert(at, (0, 0))
                moved = [known + (known >= at) for known in moved]
                given = [known + (known >= at) for known in given]
                given.append(at)
            else:
                return False
        if len(set(given)) < len(given):
            return False
        for at, chunk in zip(given, chunks, strict=True):
            held[at] = _sum((held[at], (0, 1) if is_value(chunk.words) else (1, 0)))
        self.columns, self.held = columns, held
        if moved != list(range(len(moved))):
            for line in self.lines:
                line.chunks = {moved[at]: chunk for at, chunk in line.chunks.items()}
        self.lines.append(Line(place, dict(zip(given, chunks, strict=True)), figures))
        return True

    def _beside(self, columns: list[Extent], chunk: Chunk, given: set[int], moved: list[int]) -> int | None:
        """The column that words belong to which stand over none: the nearest of their kind, if it is very near."""
        near = [(max(start - chunk.end, chunk.start - end), at) for at, (start, end) in enumerate(columns) if at not in given]
        for distance, at in sorted(near):
            if distance <= _NEAR and at in moved and self.is_text(moved.index(at)) != is_value(chunk.words):
                return at
        return None

    def _exclusive(self, columns: list[int]) -> bool:
        """Whether no line has words in two of these columns."""
        return all(sum(at in line.chunks for at in columns) < 2 for line in self.lines)

    def join(self, column: int) -> None:
        """Make one column of this and the next."""
        (start, _), (_, end) = self.columns[column : column + 2]
        self.columns[column : column + 2] = [(start, end)]
        self.held[column : column + 2] = [_sum(self.held[column : column + 2])]
        for line in self.lines:
            line.chunks = {at - (at > column): chunk for at, chunk in line.chunks.items()}

    def insert(self, chunk: Chunk) -> None:
        """Add a column of which only the header has words."""
        at = sum(1 for start, _ in self.columns if start < chunk.start)
        self.columns.insert(at, (chunk.start, chunk.end))
        self.held.insert(at, (0, 0))
        for line in self.lines:
            line.chunks = {known + (known >= at): words for known, words in line.chunks.items()}

    def is_text(self, column: int) -> bool:
        """Whether words rather than figures stand in a column."""
        words, values = self.held[column]
        return values < words


def _sum(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Pairs of counts added up."""
    first, second = zip(*counts, strict=True)
    return sum(first), sum(second)


def bodies(page: Page, seed: int, numbered: bool) -> Iterator[Body]:
    """The rows that begin with a line, page by page: where the columns move at a page's end, another body begins.

    Args:
        page: the lines.
        seed: the place of the first row.
        numbered: whether its rows are known to be numbered.
    """
    place: int | None = seed
    header = {" ".join(page.shown(at).split()) for at in range(max(0, seed - _HEAD_LINES), seed)} - {""}
    while place is not None:
        body = Body()
        _add(page, body, place, numbered, False)
        place = _fill(page, body, place, numbered, header)
        yield body


def _fill(page: Page, body: Body, seed: int, numbered: bool, header: set[str]) -> int | None:
    """Take the rows behind the first; the first row of another body, on the next page."""
    place, between = seed, 0
    while (following := page.next_line(place)) is not None:
        turned = any("\f" in page.lines[at] for at in range(place + 1, following + 1))
        chunks = page.chunks(following)
        if turned and len(chunks) > 1 and _is_repeated(page, following, header):
            body.lines.append(Line(following, dict(enumerate(chunks)), False, True))
            place = following
            while (again := page.next_line(place)) is not None and _is_repeated(page, again, header):
                body.lines.append(Line(again, dict(enumerate(page.chunks(again))), False, True))
                place = again
            continue
        between = 0 if page.has_values(following) else between + 1
        ends = (
            len(body.lines) > _MOST_LINES
            or is_layout(page.shown(following))
            or between > _MOST_BETWEEN
            or _is_heading(body, chunks)
        )
        if ends or not _add(page, body, following, numbered, turned):
            if turned and not ends:
                return _row_behind(page, following)
            body.stopped = following
            return None
        place = following
    return None


def _is_repeated(page: Page, place: int, header: set[str]) -> bool:
    """Whether a line stands in the header too, and is none of prose."""
    short = all(chunk.end - chunk.start <= _WIDE for chunk in page.chunks(place))
    return short and " ".join(page.shown(place).split()) in header


def _row_behind(page: Page, place: int | None) -> int | None:
    """The first line with figures on a page that begins with one that may be a header."""
    for _ in range(_HEAD_LINES):
        if place is None or any(chunk.end - chunk.start > _WIDE for chunk in page.chunks(place)):
            return None
        if page.has_values(place):
            return place
        place = page.next_line(place)
    return None


def _is_heading(body: Body, chunks: list[Chunk]) -> bool:
    """Whether a line opens a new section: a number or letter as lists have them, at the left of the table."""
    first = chunks[0]
    return len(chunks) == 1 and is_label(first.words) and first.words[0] not in "-+•*–●" and first.start < body.columns[0][1]


def _add(page: Page, body: Body, place: int, numbered: bool, fixed: bool) -> bool:
    """Take a line into the body, in the first way to divide it that fits the columns."""
    figures = page.has_values(place)
    for chunks in _divided(page.chunks(place), numbered, figures):
        row = figures or (numbered and len(chunks) > (1 if body.columns else 2) and is_ordinal(chunks[0].words))
        if body.take(place, chunks, row, fixed):
            return True
    return False


def row_of(page: Page, place: int, numbered: bool) -> list[Chunk]:
    """A line as the first row of a table."""
    return next(_divided(page.chunks(place), numbered, page.has_values(place)))


def _divided(chunks: list[Chunk], numbered: bool, figures: bool) -> Iterator[list[Chunk]]:
    """The ways to divide a line's chunks further where one blank divides cells: first what is likeliest."""
    whole = [part for chunk in chunks for part in (_parts(chunk, _GROUPED) if is_value(chunk.words) else [chunk])]
    number, _, words = whole[0].words.partition(" ")
    apart = whole
    if numbered and words and is_ordinal(number):
        apart = [*_cut(whole[0], len(number)), *whole[1:]]
    likely = figures or len(apart) > 2
    yield apart if likely else whole
    if apart is not whole:
        yield whole if likely else apart
    single = [part for chunk in apart for part in (_parts(chunk, _WORD) if is_value(chunk.words) else [chunk])]
    if len(single) > len(apart):
        yield single
    behind = [part for chunk in single for part in _figures_behind(chunk)]
    if len(behind) > len(single):
        yield behind


def _parts(chunk: Chunk, pattern: re.Pattern[str]) -> list[Chunk]:
    return [Chunk(chunk.start + m.start(), chunk.start + m.end(), m.group()) for m in pattern.finditer(chunk.words)]


def _cut(chunk: Chunk, at: int) -> list[Chunk]:
    """A chunk before and behind the blank at a place in its words."""
    middle = chunk.start + at
    return [Chunk(chunk.start, middle, chunk.words[:at]), Chunk(middle + 1, chunk.end, chunk.words[at + 1 :])]


def _figures_behind(chunk: Chunk) -> list[Chunk]:
    """The words of a chunk, and each of the figures at its end."""
    words = chunk.words.split(" ")
    count = next((at for at, word in enumerate(reversed(words)) if not is_value(word)), 0)
    if count == 0:
        return [chunk]
    label, figures = _cut(chunk, len(" ".join(words[:-count])))
    return [label, *_parts(figures, _WORD)]
