r"""The register as a table for other programs: tab-separated, the columns of `checks/known_documents.tsv` and two more.

A cell that begins with = + - @ is a text, never a formula: it is written behind an apostrophe, as spreadsheets do, and
read without. Tabs, line ends and backslashes within a cell are written \t, \n, \r, \\.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from checks.register import COLUMNS, author_named, issuer_symbol
from grammar.agencies import agency_at, may_issue
from lint.discovery import display
from lint.failure import Failure
from lint.register import Book, text_of
from lint.register_entries import Entry, Wrong, checked, order

# Of an entry that contradicts another and waits for a decision.
CONFLICTING = "conflicting"

_MORE = ("source", "status")
_FORMULA = "=+-@'"
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_ESCAPE = re.compile("[" + "".join(map(re.escape, _ESCAPES)) + "]")
_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)
_PLAIN = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


class Imported(NamedTuple):
    """An entry of a table, and whether it is one that waits for a decision."""

    entry: Entry
    conflicting: bool


def table(book: Book) -> str:
    """A register as a table."""
    lines = ["\t".join((*COLUMNS, *_MORE))]
    for entries, apart in ((book.documents, None), (book.conflicts, CONFLICTING)):
        for entry in sorted(entries, key=order):
            status = f"{apart} {entry.status}" if apart else entry.status
            cells = (entry.number, entry.type, entry.date.isoformat(), entry.issuer, entry.title, entry.note)
            lines.append("\t".join(map(_written, (*cells, "\n".join(entry.source), status))))
    return "\n".join(lines) + "\n"


def entries(path: Path) -> Iterator[Imported]:
    """The entries of a table in a file. The columns source and status may be missing: what is imported is confirmed.

    Raises:
        Failure: the file cannot be read, or a row is wrong; with its line and column.
    """
    name = display(path)
    head, *lines = text_of(path).split("\n")
    columns = tuple(head.split("\t"))
    if columns[: len(COLUMNS)] != COLUMNS or set(columns[len(COLUMNS) :]) - set(_MORE) or len(set(columns)) < len(columns):
        wanted = ", ".join(COLUMNS)
        raise Failure(f"{name}:1: các cột phải là {wanted}", f"{name}:1: the columns must be {wanted}")
    for number, line in enumerate(lines, 2):
        if line.strip():
            try:
                yield _entry(columns, line.split("\t"), name)
            except Wrong as wrong:
                raise Failure(
                    f"{name}:{number}: cột {wrong.column}: {wrong.vi}", f"{name}:{number}: column {wrong.column}: {wrong.en}"
                ) from None


def _entry(columns: tuple[str, ...], cells: list[str], name: str) -> Imported:
    if len(cells) > len(columns):
        raise Wrong(columns[-1], f"thừa ô ({len(cells)}/{len(columns)})", f"too many cells ({len(cells)} for {len(columns)})")
    if len(cells) < len(COLUMNS) - 1:  # editors strip an empty note from the end of a line
        raise Wrong(columns[len(cells)], "thiếu ô", "the cell is missing")
    fields = {column: _read(cell) for column, cell in zip(columns, cells, strict=False)}
    fields = {"note": "", "status": "confirmed", **fields}
    source = fields.pop("source", "") or f"imported from {name}"
    apart, _, status = fields["status"].rpartition(" ")
    if apart in ("", CONFLICTING):
        fields["status"] = status or "confirmed"
    entry = checked(fields, tuple(source.split("\n")))
    _judge(entry)
    return Imported(entry, apart == CONFLICTING)


def _judge(entry: Entry) -> None:
    """Hold an entry's issuer against its symbol.

    Raises:
        Wrong: it cannot own the symbol, or does not tell level and place.
    """
    agency = agency_at(entry.issuer, 0)
    if agency and may_issue(agency[0], issuer_symbol(entry.number) or "") is False:
        raise Wrong("issuer", f"{entry.issuer} không ban hành {entry.number}", f"{entry.issuer} does not issue {entry.number}")
    author = author_named(entry.issuer, entry.date)
    if author.compared(author) != "same":
        raise Wrong(
            "issuer",
            f"“{entry.issuer}”: hãy ghi rõ cơ quan và địa phương (UBND huyện Bắc Hà, tỉnh Lào Cai)",
            f"“{entry.issuer}”: name the body and its place (UBND huyện Bắc Hà, tỉnh Lào Cai)",
        )


def _written(words: str) -> str:
    cell = _ESCAPE.sub(lambda match: _ESCAPES[match.group()], words)
    return f"'{cell}" if cell[:1] and cell[0] in _FORMULA else cell


def _read(cell: str) -> str:
    if cell[:1] == "'" and cell[1:2] and cell[1] in _FORMULA:
        cell = cell[1:]
    return _ESCAPED.sub(lambda match: _PLAIN.get(match[1], match.group()), cell)
