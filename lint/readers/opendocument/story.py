"""The body and the notes of an OpenDocument text, block by block, as lines and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import NamedTuple

from grammar.source import Address, Cell, Part, Source, SourceCell, raised
from lint.readers import limits
from lint.readers.collected import Collected
from lint.readers.markup import Element
from lint.readers.opendocument.names import (
    DRAWN,
    HEADING,
    ITEM,
    LIST,
    STYLE_NAME,
    TABLE,
    P,
    office,
    table,
    text,
    whole,
)
from lint.readers.opendocument.numbering import Counts, Numbering
from lint.readers.opendocument.styles import Styles
from lint.readers.paragraph import NoteKeys, Paragraph

_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 1000
_NOTE, _CLASS, _CITATION, _LABEL, _NOTE_BODY = (text(n) for n in ("note", "note-class", "note-citation", "label", "note-body"))
_START, _IS_HEADER = text("start-value"), text("is-list-header")
_OUTLINE_LEVEL, _DISPLAY = text("outline-level"), text("display")
_TRACKED, _REGION = text("tracked-changes"), text("changed-region")
_SPAN, _BLANK, _TAB, _BREAK = text("span"), text("s"), text("tab"), text("line-break")
_SKIPPED = {office("annotation"), text("ruby-text"), text("number"), _TRACKED, text("hidden-text"), text("script")}
_ROW, _CELL, _COVERED = table("table-row"), table("table-cell"), table("covered-table-cell")
_HEAD, _ROWS_REPEATED, _REPEATED = table("table-header-rows"), table("number-rows-repeated"), table("number-columns-repeated")
_ROWS, _COLUMNS = table("number-rows-spanned"), table("number-columns-spanned")
_MOST_SPANNED = 256
_GROUPS = (_HEAD, table("table-rows"), table("table-row-group"))


class _Place(NamedTuple):
    """Where blocks stand: in the body (address None), in a cell, a text box or a note; and in which list, how deep."""

    address: Address | None = None
    note: int | None = None
    parts: list[Part] | None = None
    counts: Counts | None = None
    style: str | None = None
    depth: int = 0


class Story:
    """Reads a file once, from its first paragraph to its last note."""

    def __init__(self, body: Element, content: Element, common: Element | None) -> None:
        self._body = body
        self._styles = Styles(content, common)
        self._numbering = Numbering(self._styles)
        self._out = Collected()
        self._remarks: Counter[str] = Counter()
        self._paragraphs = 0
        self._keys = NoteKeys()
        self._notes: dict[int, Element] = {}
        self._shown: Counter[str] = Counter()  # of each kind of notes the number of the last one
        self._within = False

    def source(self) -> Source:
        """The lines and tables of the file.

        Raises:
            Failure: it is empty, or larger than any report.
        """
        for region in self._body.iter(_REGION):
            self._remarks["insertions"] += region.find(text("insertion")) is not None
            deletion = region.find(text("deletion"))
            self._remarks["deletions"] += deletion is not None and any(p.xpath("string()") for p in deletion.iter(P, HEADING))
        self._blocks(self._body, _Place())
        self._within = True
        for key, note in self._notes.items():
            self._blocks(note, _Place(Address(), key))
        return self._out.source("opendocument", self._remarks)

    def _blocks(self, parent: Iterable[Element], place: _Place) -> None:
        for child in parent:
            tag = child.tag
            if tag in (P, HEADING):
                self._paragraph(child, place, "")
            elif tag == LIST:
                self._list(child, place)
            elif tag == TABLE:
                self._table(child, place)
            elif tag.startswith(DRAWN):
                self._blocks(child, place if place.address is not None else _Place(Address()))
            elif child.get(_DISPLAY) == "none":
                self._remarks["hidden"] += 1
            elif tag != _TRACKED:
                self._blocks(child, place)

    def _list(self, element: Element, place: _Place) -> None:
        counts = self._numbering.enter(element, place.counts)
        name = element.get(STYLE_NAME) or place.style or counts.style
        inner = place._replace(counts=counts, style=name, depth=place.depth + 1)
        for item in element:
            labelled = item.tag != ITEM
            for child in item:
                if child.tag in (P, HEADING) and not labelled:
                    labelled = True
                    of = name or self._styles.list_style(child.get(STYLE_NAME))
                    self._paragraph(child, inner, self._numbering.label(counts, inner.depth, of, _start(item)))
                else:
                    self._blocks((child,), inner)

    def _paragraph(self, element: Element, place: _Place, label: str) -> None:
        """Write the lines of a paragraph, then those of its text boxes.

        Args:
            element: the paragraph.
            place: where it stands.
            label: the number that it bears as a list's item; empty where it bears none.
        """
        in_body = place.address is None
        self._paragraphs += in_body
        name = element.get(STYLE_NAME)
        words = _Words(self, name)
        is_titled = element.tag == HEADING
        if is_titled and element.get(_IS_HEADER) != "true" and place.counts is None:
            label = self._numbering.heading(whole(element, _OUTLINE_LEVEL, 1), _start(element))
        words.read(element)
        heading = in_body and (is_titled or self._styles.is_heading(name))
        address = place.address or Address(paragraph=self._paragraphs)
        for order, (line, marks) in enumerate(words.out.lines(label)):
            if place.parts is None or line.strip():
                number = self._out.line(line, address, order == 0, place.note, marks, heading)
                if place.parts is not None:
                    place.parts.append(Part(number, 0, len(line)))
        for box in words.boxes:
            self._blocks(box, _Place(Address()) if in_body else place._replace(counts=None, style=None, depth=0))

    def hidden(self) -> None:
        """Count words that are hidden."""
        self._remarks["hidden"] += 1

    def mark(self, note: Element) -> tuple[int, str] | None:
        """A note's key and what its mark shows; None within notes."""
        citation, body = note.find(_CITATION), note.find(_NOTE_BODY)
        if self._within or body is None:
            return None
        kind = note.get(_CLASS, "footnote")
        shown = "".join(citation.itertext()).strip() if citation is not None else ""
        own = citation is not None and citation.get(_LABEL) is not None
        if own or not shown.isdecimal() or len(shown) > 6:
            kind = "own" if own else kind
            number = self._shown[kind] + 1
        else:
            number = int(shown)
            if number <= self._shown[kind]:
                self._keys.anew(kind)
        self._shown[kind] = number
        key = self._keys.key(kind, number)
        self._notes[key] = body
        return key, shown if own else raised(str(number))

    def _table(self, element: Element, place: _Place) -> None:
        """Write a table of the body; the words of one in a cell, a text box or a note stand there as lines."""
        flat = place.address is not None
        number, cells, headed = len(self._out.tables) + 1, [], 0
        for at, row in enumerate(_rows(element)):
            headed += row.getparent().tag == _HEAD
            for column, cell in enumerate(_cells(row)):
                self._out.cell()
                if cell.tag == _CELL:
                    parts: list[Part] = []
                    here = _Place(Address(cell=Cell(number, at + 1, column + 1)), None, parts)
                    self._blocks(cell, place if flat else here)
                    down, across = (min(max(whole(cell, name, 1), 1), _MOST_SPANNED) for name in (_ROWS, _COLUMNS))
                    cells.append(SourceCell(at, column, tuple(parts), down, across))
        if not flat:
            self._out.table(tuple(cells), headed)


def _start(element: Element) -> int | None:
    """The number that an item or a heading says it has."""
    start = whole(element, _START, -1)
    return start if start >= 0 else None


def _rows(parent: Element) -> Iterator[Element]:
    """The rows of a table, those in groups of rows as well; each as often as it says, if it has cells."""
    for child in parent:
        if child.tag == _ROW:
            has_cells = any(cell.tag in (_CELL, _COVERED) for cell in child)
            yield from repeat(child, _times(child, _ROWS_REPEATED) if has_cells else 1)
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    """The cells of a row, covered ones as well, each as often as it says."""
    for child in row:
        if child.tag in (_CELL, _COVERED):
            yield from repeat(child, _times(child, _REPEATED))


def _times(element: Element, attribute: str) -> int:
    """How often an element stands for itself."""
    return min(max(whole(element, attribute, 1), 1), limits.MOST_CELLS + 1)


class _Words:
    """The words of one paragraph as they come by."""

    def __init__(self, story: Story, name: str | None) -> None:
        self.out = Paragraph()
        self.boxes: list[Element] = []
        self._story = story
        self._styles = story._styles
        self._raised = self._styles.is_raised("paragraph", name)
        self._hidden = self._styles.is_hidden("paragraph", name)
        self._capitals = self._styles.is_capital("paragraph", name)
        self._blank = True  # whether a blank is the last character, behind which others are none

    def read(self, paragraph: Element) -> None:
        """Take a paragraph's words."""
        if self._hidden:
            self._story.hidden()
        self._walk(paragraph)

    def _walk(self, parent: Element) -> None:
        self._add(parent.text)
        for child in parent:
            tag = child.tag
            if tag == _SPAN:
                self._span(child)
            elif tag == _BLANK:
                self._write(" " * min(max(whole(child, text("c"), 1), 1), _MOST_BLANKS))
            elif tag == _TAB:
                self._write("\t")
            elif tag == _BREAK:
                self.out.line_break()
                self._blank = True
            elif tag == _NOTE:
                self._note(child)
            elif tag.startswith(DRAWN):
                self.boxes.append(child)
            elif tag not in _SKIPPED:
                self._walk(child)
            self._add(child.tail)

    def _span(self, span: Element) -> None:
        name = span.get(STYLE_NAME)
        before = self._raised, self._hidden, self._capitals
        own = (says("text", name) for says in (self._styles.is_raised, self._styles.is_hidden, self._styles.is_capital))
        now = [old if new is None else new for old, new in zip(before, own, strict=True)]
        self._raised, self._hidden, self._capitals = now
        if self._hidden and not before[1]:
            self._story.hidden()
        self._walk(span)
        self._raised, self._hidden, self._capitals = before

    def _note(self, note: Element) -> None:
        found = None if self._hidden else self._story.mark(note)
        if found is not None:
            self.out.mark(*found)
            self._blank = False

    def _add(self, words: str | None) -> None:
        """Add the words of the XML, in which a run of blanks is one."""
        if not words:
            return
        words = _BLANKS.sub(" ", words)
        if self._blank and words[0] == " ":
            words = words[1:]
        if words:
            self._write(words)

    def _write(self, words: str) -> None:
        if not self._hidden:
            self.out.write(words.upper() if self._capitals else words, self._raised)
            self._blank = words[-1] == " "
