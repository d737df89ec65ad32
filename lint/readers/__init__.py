"""From a file's bytes to its lines: which format it is in, and the reader of that format.

A heavy reader is imported when such a file is read.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from grammar.source import Source, SourceTable
from lint.failure import Failure
from lint.readers.legible import refuse_illegible
from lint.readers.limits import LARGEST_FILE, MOST_COLUMNS, Tally, too_large, too_many

MARKDOWN = frozenset({".md", ".markdown"})
_NO_TEXT = frozenset({".pdf", ".docx", ".docm", ".odt", ".xlsx", ".xlsm"})
_LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024  # bytes in which a PDF's first line may stand


def source_of(data: bytes, name: str) -> Source:
    """A file's lines and tables.

    Args:
        data: the file's bytes; they tell the format, except that of Markdown.
        name: its name, of which the ending tells Markdown from other text.

    Raises:
        Failure: it is in no format that is read, damaged, encrypted, empty, in no Unicode, or larger than any report.
    """
    if len(data) > LARGEST_FILE:
        raise too_large(LARGEST_FILE)
    source = _read(data, name)
    refuse_illegible("\n".join(line.words for line in source.lines))
    tally = Tally()
    for table in source.tables:
        tally.cell(_size(table))
    return source


def _size(table: SourceTable) -> int:
    """How many places a table has, empty ones as well, or how many its cells cover where they lie upon one another.

    Raises:
        Failure: it has more columns than any report's.
    """
    rows = max((cell.row + cell.rows for cell in table.cells), default=0)
    columns = max((cell.column + cell.columns for cell in table.cells), default=0)
    if columns > MOST_COLUMNS:
        raise too_many(MOST_COLUMNS, "cột trong một bảng", "columns in a table")
    return max(rows * columns, sum(cell.rows * cell.columns for cell in table.cells))


def _read(data: bytes, name: str) -> Source:
    """What the reader of a file's format gives."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        from lint.readers import pdf

        return pdf.read(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from lint.readers import package

        return package.read(data)
    if data.startswith(_LEGACY):
        raise _legacy(data)
    if data.startswith(b"{\\rtf"):
        raise Failure("là tệp RTF; hãy mở bằng Word và lưu thành .docx", "is an RTF file: open it in Word and save it as .docx")
    ending = PurePosixPath(name).suffix.lower()
    if ending in _NO_TEXT:
        raise Failure(
            f"bị hỏng, hoặc không phải tệp {ending}; hãy mở bằng chương trình đã tạo ra nó rồi lưu lại",
            f"is damaged, or no {ending} file: open it in the program that made it and save it again",
        )
    if ending in MARKDOWN:
        from lint.readers import markdown

        return markdown.read(data)
    from lint.readers import text

    return text.read(data)


def _legacy(data: bytes) -> Failure:
    """What is said of an OLE file: an encrypted one of today's formats, or one of Office 97 to 2003."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Failure(
            "được đặt mật khẩu; hãy bỏ mật khẩu trong Word hoặc Excel rồi lưu lại",
            "is protected by a password: remove it in Word or Excel and save the file again",
        )
    if "Workbook".encode("utf-16-le") in data:
        return Failure(
            "là tệp Excel cũ (.xls); hãy mở bằng Excel và lưu thành .xlsx",
            "is an old Excel file (.xls): open it in Excel and save it as .xlsx",
        )
    return Failure(
        "là tệp Word cũ (.doc); hãy mở bằng Word và lưu thành .docx",
        "is an old Word file (.doc): open it in Word and save it as .docx",
    )
