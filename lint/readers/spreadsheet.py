"""The parts of an Excel file: its sheets with their cells as shown, read as a stream.

The sheets are read here and not by a library, which builds every cell that has a style, a million of them in some files, and
tells of a formula either its value or that it is one.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from lint.readers.limits import Tally
from lint.readers.number_format import BUILTIN, shown

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
UNKNOWN = "…"  # what a formula without a result shows
_MAIN = "xl/workbook.xml"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class SheetCell(NamedTuple):
    """A filled cell: row and column from 1, what it shows, and whether that is a number or no result of a formula."""

    row: int
    column: int
    text: str
    number: bool = False
    uncalculated: bool = False


class Sheet(NamedTuple):
    """A sheet: its filled cells row by row, merged ranges (first and last row and column), and what it hides."""

    name: str
    hidden: bool
    cells: list[SheetCell]
    merged: list[tuple[int, int, int, int]]
    hidden_rows: set[int]
    hidden_columns: set[int]


def sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    """The sheets of a workbook, in its order; hidden ones without cells.

    Raises:
        Failure: it holds more cells or words than any report.
        KeyError, ValueError, ArithmeticError, etree.LxmlError, zipfile.BadZipFile: it is damaged.
    """
    workbook = _Workbook(archive)
    for name, part, hidden in workbook.parts:
        yield Sheet(name, True, [], [], set(), set()) if hidden else workbook.sheet(name, part)


def column_name(column: int) -> str:
    """The letters of a column."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


class _Workbook:
    """What the sheets share: strings, formats, how days are counted."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.tally = Tally()
        self.merged = Tally()
        targets: dict[str, str] = {}
        kinds: dict[str, str] = {}
        for relation in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship"):
            target = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            targets[relation.get("Id", "")] = target if kind == "worksheet" and target not in targets.values() else ""
            kinds.setdefault(kind, target)
        self.since_1904 = False
        self.parts: list[tuple[str, str, bool]] = []
        for element in _elements(archive, _MAIN, "workbookPr", "sheet"):
            if _local(element) == "workbookPr":
                self.since_1904 = element.get("date1904") in ("1", "true")
                continue
            key = next((value for name, value in element.items() if name.endswith("}id")), "")
            # A chart has no cells; a part that is named twice would be read as often as a hostile file likes.
            if part := targets.pop(key):
                self.parts.append((element.get("name", ""), part, element.get("state", "visible") != "visible"))
        self.strings = [
            _words(element) for element in (_elements(archive, kinds["sharedStrings"], "si") if "sharedStrings" in kinds else ())
        ]
        self.formats = list(_formats(archive, kinds["styles"])) if "styles" in kinds else []

    def sheet(self, name: str, part: str) -> Sheet:
        """One sheet."""
        found = Sheet(name, False, [], [], set(), set())
        row = column = count = 0
        within: etree._Element | None = None
        for element in _elements(self.archive, part, "col", "c", "row", "mergeCell"):
            match _local(element):
                case "col" if _true(element, "hidden"):
                    first, last = int(element.get("min", "1")), int(element.get("max", "0"))
                    found.hidden_columns.update(range(max(first, 1), min(last, MOST_COLUMNS) + 1))
                case "mergeCell":
                    corner, _, other = element.get("ref", "").partition(":")
                    found.merged.append((*_place(corner), *_place(other or corner)))
                    self.merged.cell()
                case "row":
                    if within is not element:
                        row, column = int(element.get("r", row + 1)), 0
                    within, count = None, 0
                    if _true(element, "hidden"):
                        found.hidden_rows.add(row)
                case "c":
                    if within is None:
                        within = element.getparent()
                        row, column = int(within.get("r", row + 1)) if within is not None else row + 1, 0
                    count += 1
                    if count > MOST_COLUMNS:
                        raise ValueError("a row with more cells than columns")
                    row, column = _place(element.get("r", "")) if element.get("r") else (row, column + 1)
                    if cell := self._cell(element, row, column):
                        found.cells.append(cell)
        return found

    def _cell(self, element: etree._Element, row: int, column: int) -> SheetCell | None:
        """A cell as it shows itself; none where it shows nothing."""
        children = {_local(child): child for child in element}
        if not children:
            return None
        if not (1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS):
            raise ValueError("a cell outside its sheet")
        kind = element.get("t", "n")
        value = (children["v"].text or "").strip("\n") if "v" in children else ""
        number = uncalculated = False
        if "f" in children and not value and kind != "str":
            text, uncalculated = UNKNOWN, True
        elif kind == "inlineStr":
            text = _words(children["is"]) if "is" in children else ""
        elif kind == "s":
            text = self.strings[int(value)]
        elif kind == "b":
            text = "TRUE" if value.strip() == "1" else "FALSE"
        elif kind == "d":
            text = re.sub(r"^(\d{4})-(\d\d)-(\d\d).*$", r"\3/\2/\1", value.strip())
        elif kind == "n" and value.strip():
            style = int(element.get("s", "0"))
            text = shown(value.strip(), self.formats[style] if style < len(self.formats) else "General", self.since_1904)
            number = True
        else:
            text = _unescaped(value)
        if not text.strip():
            return None
        self.tally.cell()
        self.tally.text(text)
        return SheetCell(row, column, text, number, uncalculated)


def _elements(archive: zipfile.ZipFile, part: str, *names: str) -> Iterator[etree._Element]:
    """The elements of a part with these local names, each whole; what is done with is let go.

    Strict and transitional files differ in their namespaces alone.
    """
    with archive.open(part) as stream:
        if b"<!DOCTYPE" in stream.read(2000):
            raise ValueError("a document type, which no such file has")
    with archive.open(part) as stream:
        for _, element in etree.iterparse(stream, events=("end",), tag=[f"{{*}}{name}" for name in names], no_network=True):
            yield element
            if _local(element) == "c":  # goes with its row
                continue
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def _formats(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The number format of each cell style."""
    own: dict[int, str] = {}
    formats: Mapping[int, str] = BUILTIN
    for element in _elements(archive, part, "numFmt", "cellXfs"):
        if _local(element) == "numFmt":
            own[int(element.get("numFmtId", "0"))] = element.get("formatCode", "General")
            continue
        formats = {**BUILTIN, **own}
        for style in element:
            yield formats.get(int(style.get("numFmtId", "0")), "General")


def _words(element: etree._Element) -> str:
    """The words of a string, without the readings of East Asian ones."""
    runs = (run for run in element.iter("{*}t") if _local(run.getparent()) != "rPh")
    return _unescaped("".join(run.text or "" for run in runs))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a cell by its name."""
    found = _REFERENCE.match(reference)
    if not found:
        raise ValueError(f"no cell: {reference[:20]}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _local(element: etree._Element | None) -> str:
    return str(element.tag).rpartition("}")[2] if element is not None else ""


def _true(element: etree._Element, name: str) -> bool:
    return element.get(name) in ("1", "true")
