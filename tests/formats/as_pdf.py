"""A report as a PDF file, page by page: justified lines, raised marks, footnotes below a rule, tables with ruled cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tests.formats.document import Cell, Document, Heading, Item, Table, pieces
from tests.lint.make_pdf import A4, Page, Pdf, width

LEFT, RIGHT, TOP, BOTTOM = 85.0, 57.0, 62.0, 57.0  # margins, in points
BODY, NOTES = 14.0, 10.0  # sizes
LEADING = 1.28  # of the size
INDENT = 28.0
_RAISED = 0.62  # size of a mark, in that of its line
_PADDING = 3.0  # between a cell's rule and its words


class Token(NamedTuple):
    """What no line end divides: runs of one word, each with whether it is a mark; `glued` if no blank stands before it."""

    runs: tuple[tuple[str, bool], ...]
    glued: bool

    def width(self, size: float) -> float:
        return sum(width(text, size * (_RAISED if raised else 1)) for text, raised in self.runs)


class Line(NamedTuple):
    """A set line: its tokens, where it begins in the column, whether it is stretched to its end, what stands before it."""

    tokens: tuple[Token, ...]
    indent: float = 0.0
    stretched: bool = False
    label: str = ""

    @property
    def marks(self) -> list[int]:
        """The notes marked in it."""
        return [int(text) for token in self.tokens for text, raised in token.runs if raised]


def tokens(words: str) -> list[Token]:
    """The words of a paragraph: they end at blanks, and behind hyphens within."""
    runs: list[tuple[str, bool]] = []
    out: list[Token] = []
    glued = False

    def end(next_glued: bool) -> None:
        nonlocal glued
        # The fonts are not embedded: a letter that a reader's own font lacks has no ink, and is lost if it stands alone.
        if out and not glued and len(runs) == 1 and len(runs[0][0]) == 1 and runs[0][0].isalpha():
            out[-1] = out[-1]._replace(runs=(*out[-1].runs, (f" {runs[0][0]}", False)))
        elif runs:
            out.append(Token(tuple(runs), glued))
        runs.clear()
        glued = next_glued

    for piece in pieces(words):
        if isinstance(piece, int):
            runs.append((str(piece), True))
            continue
        word = ""
        for place, char in enumerate(piece):
            if char == " ":
                runs.extend([(word, False)] if word else [])
                word = ""
                end(next_glued=False)
                continue
            word += char
            if char == "-" and len(word) > 1 and piece[place + 1 : place + 2].strip():
                runs.append((word, False))
                word = ""
                end(next_glued=True)
        runs.extend([(word, False)] if word else [])
    end(next_glued=False)
    return out


def lines(words: str, size: float, measure: float, indent: float = 0.0) -> list[Line]:
    """A paragraph broken into lines that are at most so wide."""
    out: list[Line] = []
    line: list[Token] = []
    used, first = indent, indent
    for token in tokens(words):
        gap = 0.0 if token.glued or not line else width(" ", size)
        wide = token.width(size)
        if line and used + gap + wide > measure:
            out.append(Line(tuple(line), first, True))
            line, used, gap, first = [], 0.0, 0.0, 0.0
        line.append(token)
        used += gap + wide
    return [*out, Line(tuple(line), first)] if line else out


def put(page: Page, x: float, y: float, line: Line, size: float, measure: float = 0.0, *, bold: bool = False) -> None:
    """Set a line; a stretched one fills the measure. Marks are raised."""
    blank = width(" ", size)
    natural = sum(token.width(size) + (0 if token.glued or not place else blank) for place, token in enumerate(line.tokens))
    gaps = sum(1 for token in line.tokens[1:] if not token.glued)
    gap = blank + ((measure - line.indent - natural) / gaps if line.stretched and gaps else 0.0)
    if line.label:
        page.text(x, y, line.label, size)
    x += line.indent
    for place, token in enumerate(line.tokens):
        x += gap if place and not token.glued else 0.0
        for text, raised in token.runs:
            if raised:
                x = page.text(x, y - size * 0.33, text, size * _RAISED, bold=bold)
            else:
                x = page.text(x, y, text, size, bold=bold)


class Style(NamedTuple):
    """How pages are set.

    Attributes:
        ruled: whether a rule stands above notes.
        raised: whether their numbers are raised before them.
        hanging: by how much their words stand behind these numbers, line by line.
        footer: what stands at the foot of each page.
    """

    ruled: bool = True
    raised: bool = True
    hanging: float = 0.0
    footer: str = ""


def write(document: Document, style: Style = Style()) -> bytes:  # noqa: B008
    """The file."""
    return _Writer(document, style).write()


class _Writer:
    def __init__(self, document: Document, style: Style) -> None:
        self.document = document
        self.style = style
        self.pdf = Pdf()
        self.notes: list[Line] = []  # of this page
        self.rest: list[Line] = []  # of notes that go on on the next page
        self.turned = False
        self._open()

    def write(self) -> bytes:
        self._columns(self.document.letterhead, BODY - 1, ruled=1)
        self.y += 12
        for line in self.document.title:
            self._centred(line, BODY)
        self.y += 8
        for block in self.document.blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Heading):
                self._set(lines(f"{block.number} {block.words}", BODY, self.measure, INDENT), bold=True)
            elif isinstance(block, Item):
                self._set(lines(f"{block.marker} {block.words}", BODY, self.measure, INDENT))
            else:
                self._set(lines(block.words, BODY, self.measure, INDENT))
        self._room(len(self.document.signature) * BODY * LEADING)
        self._columns(self.document.signature, BODY - 2)
        self._close()
        while self.rest:
            self._open()
            self._close()
        return self.pdf.bytes()

    # --- pages

    def _open(self) -> None:
        size = (A4[1], A4[0]) if self.turned else A4
        self.page = self.pdf.page(*size)
        self.measure = size[0] - LEFT - RIGHT
        self.y = TOP
        self.notes, self.rest = self.rest, []
        if len(self.pdf.pages) > 1:
            number = str(len(self.pdf.pages))
            self.page.text((size[0] - width(number, 13)) / 2, 38, number, 13)

    def _close(self) -> None:
        """Set the page's footnotes at its foot, below a short rule."""
        if self.style.footer:
            self.page.text(LEFT, self.page.height - 30, self.style.footer, 12)
        if self.notes:
            y = self.page.height - BOTTOM - self._notes_height() + 4
            if self.style.ruled:
                self.page.line(LEFT, y, LEFT + 144, y)
            for line in self.notes:
                y += NOTES * LEADING
                put(self.page, LEFT, y, line, NOTES, self.measure)

    def _notes_height(self, more: int = 0) -> float:
        count = len(self.notes) + more
        return count * NOTES * LEADING + 10 if count else 0.0

    def _fits(self, height: float, more: int = 0) -> bool:
        return self.y + height + self._notes_height(more) <= self.page.height - BOTTOM

    def _room(self, height: float) -> None:
        """Go to the next page if this one has not that much left."""
        if not self._fits(height):
            self._close()
            self._open()

    # --- words

    def _set(self, given: list[Line], bold: bool = False) -> None:
        """Set the lines of a paragraph, and the notes marked in each at the foot of its page as far as they fit."""
        for line in given:
            own = [set_ for number in line.marks for set_ in self._note(number)]
            if not self._fits(BODY * LEADING, min(len(own), 2)):
                self._close()
                self._open()
            self.y += BODY * LEADING
            put(self.page, LEFT, self.y, line, BODY, self.measure, bold=bold)
            fitting = len(own) if not self.rest else 0
            while fitting and not self._fits(0, fitting):
                fitting -= 1
            self.notes += own[:fitting]
            self.rest += own[fitting:]
        self.y += 5

    def _note(self, number: int) -> list[Line]:
        """The lines of a note, with its number before them."""
        label = Token(((str(number), self.style.raised),), False)
        words, hanging = self.document.notes[number], self.style.hanging
        if hanging:
            first, *more = lines(words, NOTES, self.measure - hanging)
            return [first._replace(label=str(number), indent=hanging), *(line._replace(indent=hanging) for line in more)]
        first, *more = lines(words, NOTES, self.measure, label.width(NOTES) + width(" ", NOTES))
        return [first._replace(tokens=(label, *first.tokens), indent=0.0), *more]

    def _centred(self, words: str, size: float) -> None:
        for line in lines(words, size, self.measure - 60):
            self._room(size * LEADING)
            self.y += size * LEADING
            natural = sum(token.width(size) + width(" ", size) for token in line.tokens)
            put(self.page, LEFT + (self.measure - natural) / 2, self.y, line._replace(stretched=False), size, bold=True)

    def _columns(self, pairs: Sequence[tuple[str, str]], size: float, ruled: int | None = None) -> None:
        """Two columns of centred lines side by side; below row `ruled` a short rule in both."""
        for place, pair in enumerate(pairs):
            self.y += size * LEADING
            for centre, text in zip((0.2, 0.7), pair, strict=True):
                small = min(size, size * self.measure * 0.58 / max(width(text, size), 1))
                x = LEFT + self.measure * centre
                self.page.text(x - width(text, small) / 2, self.y, text, small, bold=place < 2)
                if place == ruled:
                    self.page.line(x - 40, self.y + 4, x + 40, self.y + 4)

    # --- tables

    def _table(self, table: Table) -> None:
        if table.wide:
            self._turn()
        size = 9.0 if table.wide else 11.0
        self._room(6 * size * LEADING)
        self._centred(table.caption, BODY - 1)
        if table.unit:
            self.y += BODY * LEADING
            self.page.text(LEFT + self.measure - width(table.unit, 12), self.y, table.unit, 12)
        self.y += 6
        edges = _edges(table, size, self.measure)
        set_ = {
            cell: lines(cell.words, size, edges[cell.column + cell.columns] - edges[cell.column] - 2 * _PADDING)
            for cell in table.cells
        }
        heights = _heights(table, {cell: len(own) * size * LEADING + 2 * _PADDING for cell, own in set_.items()})
        rows = range(table.rows)
        head = sum(heights[: table.headed])
        place = 0
        while place < table.rows:
            # A header row is not left alone at the foot of a page.
            self._room(head + heights[table.headed] if place == 0 else heights[place])
            shown = [*rows[: table.headed]] if self.y == TOP and place >= table.headed else []
            count = 1
            while place + count < table.rows and self._fits(sum(heights[r] for r in [*shown, *rows[place : place + count + 1]])):
                count += 1
            self._rows(table, [*shown, *rows[place : place + count]], edges, heights, set_, size)
            place += count
        self.y += 8
        if table.wide:
            self._turn()

    def _rows(
        self,
        table: Table,
        rows: Sequence[int],
        edges: Sequence[float],
        heights: Sequence[float],
        set_: dict[Cell, list[Line]],
        size: float,
    ) -> None:
        """Draw rows below one another; a cell that covers more rows is cut at the page's end."""
        top = {}
        for row in rows:
            top[row] = self.y
            self.y += heights[row]
        for cell in table.cells:
            if cell.row not in top:
                continue
            covered = [row for row in rows if cell.row <= row < cell.row + cell.rows]
            left, right = LEFT + edges[cell.column], LEFT + edges[cell.column + cell.columns]
            bottom = top[covered[-1]] + heights[covered[-1]]
            self.page.rect(left, top[cell.row], right, bottom)
            y = top[cell.row] + _PADDING
            figure = cell.words[:1].isdigit() and len(cell.words) < 12
            for line in set_[cell]:
                y += size * LEADING
                natural = sum(token.width(size) + (0 if token.glued else width(" ", size)) for token in line.tokens)
                free = right - left - 2 * _PADDING - natural
                shift = free if figure and cell.row >= table.headed else free / 2 if cell.row < table.headed else 0.0
                bold = cell.row < table.headed
                put(self.page, left + _PADDING + max(shift, 0.0), y - 2, line._replace(stretched=False), size, bold=bold)

    def _turn(self) -> None:
        """Go to a new page of the other orientation."""
        self._close()
        self.turned = not self.turned
        self._open()


def _edges(table: Table, size: float, measure: float) -> list[float]:
    """Where the columns begin and end: each has room for its longest word, the rest goes where the words are."""
    single = [cell for cell in table.cells if cell.columns == 1]
    least = [
        _widest(size, (token for c in single if c.column == column for token in tokens(c.words)))
        for column in range(table.columns)
    ]
    wanted = [max((width(c.words, size) for c in single if c.column == column), default=0.0) for column in range(table.columns)]
    least = [one + 2 * _PADDING for one in least]
    free = max(measure - sum(least), 0.0)
    lacking = [max(want - have, 1.0) for want, have in zip(wanted, least, strict=True)]
    edges = [0.0]
    for have, lacks in zip(least, lacking, strict=True):
        edges.append(edges[-1] + have + free * lacks / sum(lacking))
    return edges


def _widest(size: float, given: Iterable[Token]) -> float:
    return max((token.width(size) for token in given), default=12.0) + 1.0


def _heights(table: Table, needed: dict[Cell, float]) -> list[float]:
    """The heights of the rows; what a cell over several rows needs more, its last row gets."""
    heights = [max((needed[c] for c in table.cells if c.row == row and c.rows == 1), default=14.0) for row in range(table.rows)]
    for cell in _spanning(table):
        covered = sum(heights[cell.row : cell.row + cell.rows])
        heights[cell.row + cell.rows - 1] += max(needed[cell] - covered, 0.0)
    return heights


def _spanning(table: Table) -> Iterator[Cell]:
    return (cell for cell in table.cells if cell.rows > 1)
