"""A report as plain text: as copied from a word processor, or page by page as extracted from a PDF file."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Literal

from tests.formats.document import Document, Heading, Item, Table, pieces

WIDTH = 80  # characters of a line of the body
NOTE_WIDTH = 104  # of a note, which is set smaller
PAGE_LINES = 42
RULE = " " * 54  # what is left of the line above a page's footnotes
_MARK = re.compile("\ue000(\\d+)\ue000")


def write(document: Document, tables: Literal["tabs", "pipes"] = "tabs", mark: str = "[{}]") -> str:
    """One paragraph a line, marks "[3]" or as told, all footnotes at the end."""
    lines = list(_unwrapped(document, mark.format, tables))
    lines += ["", *(f"{mark.format(number)} {words}" for number, words in document.notes.items())]
    return "\n".join(lines) + "\n"


def write_pages(document: Document, tables: Literal["tabs", "pipes"] = "tabs", mark: str = "{}") -> str:
    """Lines of a page's width, marks as bare digits or as told, each page's footnotes below it."""
    out: list[str] = []
    page: list[str] = []
    notes: list[str] = []
    number = 1

    def end_page() -> None:
        nonlocal number
        out.extend([*page, *([RULE, *notes] if notes else []), "", str(number), ""])
        number += 1
        page.clear()
        notes.clear()

    for paragraph in _unwrapped(document, lambda note: f"\ue000{note}\ue000", tables):
        long = "|" not in paragraph and "\t" not in paragraph
        # A mark and its signs are narrower than they look here, and no line breaks before a mark.
        for line in textwrap.wrap(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False) if long else [paragraph]:
            own = [
                text
                for note in _MARK.findall(line)
                for text in textwrap.wrap(f"{note} {document.notes[int(note)]}", NOTE_WIDTH, break_on_hyphens=False)
            ]
            # A table stays on one page, however long.
            if page and long and len(page) + len(notes) + 1 + len(own) > PAGE_LINES:
                end_page()
            page.append(_MARK.sub(lambda note: mark.format(note[1]), line))
            notes.extend(own)
    end_page()
    return "\n".join(out)


def _unwrapped(document: Document, mark: Callable[[int], str], tables: Literal["tabs", "pipes"]) -> Iterator[str]:
    """The body, a line for each paragraph and each row of a table."""
    for side in zip(*document.letterhead, strict=True):
        yield from side
    yield from document.title

    def marked(words: str) -> str:
        return "".join(piece if isinstance(piece, str) else mark(piece) for piece in pieces(words))

    for block in document.blocks:
        if isinstance(block, Table):
            yield block.caption
            if block.unit:
                yield block.unit
            yield from piped(block) if tables == "pipes" else _tabbed(block)
        elif isinstance(block, Heading):
            yield f"{block.number} {block.words}"
        elif isinstance(block, Item):
            yield f"{block.marker} {marked(block.words)}"
        else:
            yield marked(block.words)
    for side in zip(*document.signature, strict=True):
        yield from filter(None, side)


def _texts(table: Table) -> list[list[str]]:
    return [[cell.words if cell else "" for cell in row] for row in table.grid()]


def piped(table: Table, headed: int | None = None) -> Iterator[str]:
    """The rows of a pipe table, its rule behind so many header rows: Markdown knows one only."""
    for place, row in enumerate(_texts(table)):
        if place == (headed or table.headed):
            yield "|" + " --- |" * table.columns
        yield "| " + " | ".join(row) + " |"


def _tabbed(table: Table) -> Iterator[str]:
    yield from ("\t".join(row) for row in _texts(table))
