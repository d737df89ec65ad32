"""The body and the notes of a Word file, block by block, as lines and tables."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from grammar.source import Address, Cell, Part, Source
from lint.readers.collected import Collected
from lint.readers.markup import Element
from lint.readers.word.names import ALTERNATIVES, DELETED, P_PROPERTIES, R_PROPERTIES, STYLE, TABLE, P, branch, value, w
from lint.readers.word.notes import Notes
from lint.readers.word.numbering import Numbering
from lint.readers.word.paragraphs import NOTE_SIGN, Words, has_words
from lint.readers.word.parts import Parts
from lint.readers.word.styles import Styles
from lint.readers.word.tables import CellGrid, cells_of, is_deleted, rows_of

_SECTION = w("sectPr")
# The number that a note shows of itself, with the brackets and stops typed around it.
_OWN_MARK = re.compile(rf"\s*[(\[]?{NOTE_SIGN}[)\].:]*\s*")


class _Place(NamedTuple):
    """Where blocks stand: in the body (address None), in a cell, a text box or a note."""

    address: Address | None = None
    note: int | None = None
    parts: list[Part] | None = None


class Story:
    """Reads a file once, from its first paragraph to its last note."""

    def __init__(self, parts: Parts) -> None:
        self._body = parts.body
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering, self._styles)
        self._notes = Notes(parts)
        self._remarks: Counter[str] = Counter()
        self._out = Collected()
        self._paragraphs = 0
        self._open: Words | None = None  # a paragraph whose mark is deleted: it goes on in the next one

    def source(self) -> Source:
        """The lines and tables of the file.

        Raises:
            Failure: it is empty, or larger than any report.
        """
        self._blocks(self._body, _Place())
        for key, note in self._notes.found():
            self._blocks(note, _Place(Address(), key))
        return self._out.source("word", self._remarks)

    def _blocks(self, parent: Element, place: _Place) -> None:
        self._walk(parent, place)
        self._finish(place)

    def _finish(self, place: _Place) -> None:
        """Write the paragraph that goes on although nothing of its kind follows."""
        if self._open is not None:
            self._end(self._open, None, None, place)

    def _walk(self, parent: Element, place: _Place) -> None:
        for child in parent:
            tag = child.tag
            if tag == P:
                self._paragraph(child, place)
            elif tag == TABLE:
                self._finish(place)
                self._table(child, place)
            elif tag == ALTERNATIVES:
                chosen = branch(child)
                if chosen is not None:
                    self._walk(chosen, place)
            elif tag in DELETED:
                self._remarks["deletions"] += has_words(child)
            else:
                # Content controls, insertions and whatever else may stand around blocks.
                self._walk(child, place)

    def _paragraph(self, paragraph: Element, place: _Place) -> None:
        self._paragraphs += place.address is None
        properties = paragraph.find(P_PROPERTIES)
        style = value(properties, STYLE)
        words = self._open or Words(self._styles, self._notes, self._remarks)
        words.read(paragraph, self._styles.look(style))
        mark = properties.find(R_PROPERTIES) if properties is not None else None
        if mark is not None and any(mark.find(tag) is not None for tag in DELETED):
            self._open = words
            return
        self._end(words, properties, style, place)
        if properties is not None and properties.find(_SECTION) is not None:
            self._notes.section()

    def _end(self, words: Words, properties: Element | None, style: str | None, place: _Place) -> None:
        """Write the lines of a paragraph that is whole, then those of its text boxes."""
        self._open = None
        listed = self._styles.list_of(properties, style) if not words.is_hidden else None
        label = self._numbering.label(listed) if listed else ""
        heading = place.address is None and self._styles.heading(properties, style)
        address = place.address or Address(paragraph=self._paragraphs)
        for order, (text, marks) in enumerate(words.out.lines(label)):
            if NOTE_SIGN in text:
                text = _OWN_MARK.sub("", text, count=1).replace(NOTE_SIGN, "")
            if place.parts is None or text.strip():
                number = self._out.line(text, address, order == 0, place.note, marks, heading)
                if place.parts is not None:
                    place.parts.append(Part(number, 0, len(text)))
        for box in words.boxes:
            self._blocks(box, place if place.address is not None else _Place(Address()))

    def _table(self, table: Element, place: _Place) -> None:
        """Write a table of the body; the words of one in a cell, a text box or a note stand there as lines."""
        flat = place.address is not None
        grid = CellGrid()
        number = len(self._out.tables) + 1
        for row in rows_of(table):
            if is_deleted(row):
                self._remarks["deletions"] += has_words(row)
                continue
            grid.row(row)
            for cell in cells_of(row):
                self._out.cell()
                parts, at_row, at_column = grid.cell(cell)
                here = place if flat else _Place(Address(cell=Cell(number, at_row + 1, at_column + 1)), None, parts)
                self._blocks(cell, here)
        if not flat:
            self._out.table(grid.cells(), grid.headed)
