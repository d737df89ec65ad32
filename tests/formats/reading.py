"""What doisoat reads from one report in each format, held against what the report says."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from checks.registry import RULES
from grammar.authors import author
from grammar.facts import Citation, Facts
from grammar.report import Report, normal
from lint.engine import Result, check_bytes
from lint.located import Located
from tests.formats import as_excel, as_markdown, as_odt, as_pdf, as_text, as_word
from tests.formats.document import Document, Planted, Table, pieces, plain

BASE = "text"  # the format that the others are held against: nothing in it needs guessing
PIPES = "text, pipes"  # a text that does not tell two rows of headers from one with words below words
_FIGURE = re.compile(r"[\d.,\s]+")
_CONTEXT = 14  # characters on each side of a mark that must stand side by side
WRITERS: dict[str, tuple[str, Callable[[Document], bytes]]] = {
    BASE: ("report.txt", lambda document: as_text.write(document).encode()),
    PIPES: ("pipes.txt", lambda document: as_text.write(document, "pipes").encode()),
    "text, pages": ("pages.txt", lambda document: as_text.write_pages(document).encode()),
    "markdown": ("report.md", lambda document: as_markdown.write(document).encode()),
    "word": ("report.docx", as_word.write),
    "word, counted": ("counted.docx", lambda document: as_word.write(document, "automatic")),
    "word, endnotes": ("endnotes.docx", lambda document: as_word.write(document, notes="endnote")),
    "word, typed notes": ("typed.docx", lambda document: as_word.write(document, notes="typed")),
    "opendocument": ("report.odt", as_odt.write),
    "pdf": ("report.pdf", as_pdf.write),
    "pdf, no rules": ("plain.pdf", lambda document: as_pdf.write(document, as_pdf.Style(False, False, 0, "Báo cáo năm 2024"))),
    "pdf, hanging": ("hanging.pdf", lambda document: as_pdf.write(document, as_pdf.Style(True, False, 17))),
}
TABLES: dict[str, tuple[str, Callable[[Document], bytes]]] = {"excel": ("tables.xlsx", as_excel.write)}


class Unread(Exception):
    """A file that doisoat does not read, with what it says."""


def packed(words: str) -> str:
    """Words without blanks, as the buffer has them: what must be equal however lines and cells are set."""
    return re.sub(r"\s+", "", normal(words))


@dataclass(frozen=True)
class Reading:
    """What was read from one file, and how long it took."""

    document: Document
    result: Result
    facts: Facts
    seconds: float

    @property
    def report(self) -> Report:
        return self.facts.report

    @cached_property
    def _packed(self) -> str:
        return packed(self.report.text)

    # --- words

    def lost_blocks(self) -> list[str]:
        """Paragraphs, items and notes of which some word is missing, fused, or out of place."""
        words = [block.words for block in self.document.blocks if not isinstance(block, Table)]
        return [text for text in [*words, *self.document.notes.values()] if packed(plain(text)) not in self._packed]

    def fused(self) -> list[str]:
        """Words around footnote marks that do not stand side by side: the mark was taken for a part of them."""
        found = []
        for block in self.document.blocks:
            parts = pieces("" if isinstance(block, Table) else block.words)
            for place, part in enumerate(parts):
                if isinstance(part, int):
                    before, after = plain(_joined(parts[:place]))[-_CONTEXT:], plain(_joined(parts[place:]))[:_CONTEXT]
                    if packed(before + after) not in self._packed:
                        found.append(f"{before}[{part}]{after}")
        return found

    def tied(self) -> list[int]:
        """The footnotes that have their own words, and their mark where it belongs."""
        found = []
        for note in self.report.notes:
            words = self.document.notes.get(note.key)
            if words is None or note.mark is None or packed(self.report.excerpt(note.span)) != packed(words):
                continue
            if packed(self.report.text[: note.mark.at]).endswith(packed(self._before(note.key))):
                found.append(note.key)
        return found

    def _before(self, number: int) -> str:
        """The words right before a mark."""
        mark = f"[[{number}]]"
        words = next(block.words for block in self.document.blocks if not isinstance(block, Table) and mark in block.words)
        return plain(words[: words.index(mark)])[-_CONTEXT:]

    # --- tables

    def lost_cells(self) -> list[str]:
        """Cells of the tables that are not read as they stand: other words, another row or column.

        Rows are counted from the table's end: see PIPES.
        """
        found = []
        for number, table in enumerate(self.document.tables):
            read = self.report.tables[number] if number < len(self.report.tables) else None
            words = {(c.row - read.rows, c.column): _whole(self.report.excerpt(c.span)) for c in read.cells} if read else {}
            headers = "".join(words[place] for place in sorted(words) if place[0] < table.headed - table.rows)
            for cell in table.cells:
                own = _whole(cell.words)
                if words.get((cell.row - table.rows, cell.column), "") == own:
                    continue
                if cell.row >= table.headed or own not in headers:
                    found.append(f"{number + 1}:{cell.row + 1}:{cell.column + 1} {cell.words}")
        return found

    # --- facts and findings

    @cached_property
    def citations(self) -> Counter[tuple[str, ...]]:
        """Each citation: its words, date and issuer."""
        return Counter(map(self._citation, self.facts.citations))

    def _citation(self, citation: Citation) -> tuple[str, ...]:
        issuer, _ = author(citation, self.facts.profile.issuer)
        who = (issuer.body or issuer.text, issuer.level or "", issuer.locality or "") if issuer else ()
        return packed(self.report.excerpt(citation.span)), str(citation.date.value) if citation.date else "", *who

    @cached_property
    def outline(self) -> Counter[tuple[str, ...]]:
        """Each heading and item: its kind, number, place below other headings, and words."""
        return Counter(
            (block.kind, block.label, block.path, packed(self.report.excerpt(block.span)))
            for block in self.report.blocks
            if block.kind in ("heading", "item")
        )

    @cached_property
    def relations(self) -> Counter[tuple[str, ...]]:
        """Each relation between figures: kind, arithmetic, status."""
        return Counter(
            (one.kind, one.status, str(one.stated), str(one.computed), " ".join(str(o.value) for o in one.operands))
            for one in self.facts.relations
        )

    @cached_property
    def findings(self) -> Counter[tuple[str, ...]]:
        """Each finding: code, message, and the words at its places."""
        return Counter((one.rule.code, one.severity, one.message.vi, *map(packed, _words(one))) for one in self.result.findings)

    @cached_property
    def places(self) -> Counter[tuple[str, ...]]:
        """Each finding without its message: code, and the words at its places."""
        return Counter((one.rule.code, one.severity, *map(packed, _words(one))) for one in self.result.findings)

    def found(self, planted: Planted) -> list[Located]:
        """The findings of a planted error."""
        words = packed(planted.words)
        return [
            one
            for one in self.result.findings
            if one.rule.name == planted.rule and any(words in packed(place) for place in _words(one))
        ]

    def missed(self) -> list[Planted]:
        """The planted errors that no finding names."""
        return [planted for planted in self.document.planted if not self.found(planted)]

    def alarms(self) -> list[Located]:
        """Errors and warnings that no planted error answers for."""
        meant = {id(one) for planted in self.document.planted for one in self.found(planted)}
        return [one for one in self.result.findings if one.severity != "note" and id(one) not in meant]


def read(document: Document, name: str, data: bytes) -> Reading:
    """Check a file as the command line does; raises Unread where it fails."""
    begin = time.perf_counter()
    result = check_bytes(data, name, RULES, keep_facts=True)
    seconds = time.perf_counter() - begin
    if result.facts is None:
        raise Unread(result.error.en if result.error else result.status)
    return Reading(document, result, result.facts, seconds)


def difference(base: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> list[str]:
    """What one has and the other has not, as lines for a person."""
    return [f"- {' | '.join(one)}" for one in sorted(base - other)] + [f"+ {' | '.join(one)}" for one in sorted(other - base)]


def _whole(words: str) -> str:
    """The words of a cell; a figure must not be parted."""
    return normal(words) if _FIGURE.fullmatch(words) else packed(words)


def _joined(parts: list[str | int]) -> str:
    return "".join(part for part in parts if isinstance(part, str))


def _words(finding: Located) -> list[str]:
    """The words at a finding's places."""
    return [finding.location.excerpt, *(place.location.excerpt for place in finding.related)]
