"""Files that are zip archives: Word, Excel, OpenDocument. What is damaged, encrypted or a bomb is refused before it is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from grammar.source import Source
from lint.failure import Failure

# Words of a report unpack to some MB; pictures hardly shrink. What unpacks to more than this is no report.
LARGEST_UNPACKED = 256 * 1024 * 1024
LARGEST_PART = 96 * 1024 * 1024  # of the XML of one part
MOST_PARTS = 10_000
_ENCRYPTED = 0x1
_WORD = re.compile(r"word/document\d*\.xml")  # with a number where Word has saved to a server
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"


def read(data: bytes) -> Source:
    """The lines and tables of a Word, Excel or OpenDocument file.

    Raises:
        Failure: it is none of these, damaged, encrypted or unpacks to more than any report.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bomb(archive)
            names = set(archive.namelist())
            if any(map(_WORD.fullmatch, names)):
                from lint.readers import word

                return word.read(data)
            if "xl/workbook.xml" in names:
                from lint.readers import excel

                return excel.read(data)
            if "mimetype" in names and archive.read("mimetype").strip().startswith(_OPEN_DOCUMENT):
                from lint.readers import opendocument

                return opendocument.read(archive)
    except (
        *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
        *(EOFError, NotImplementedError, RuntimeError, OSError, ValueError),
    ) as error:
        raise damaged() from error
    raise Failure(
        "là tệp nén zip, không phải Word, Excel hay OpenDocument",
        "is a zip archive, neither Word nor Excel nor OpenDocument",
    )


def damaged() -> Failure:
    """What is said of a file of these formats that cannot be unpacked or parsed."""
    return Failure(
        "bị hỏng hoặc chưa tải xong; hãy mở bằng Word, Excel hoặc LibreOffice, lưu lại rồi chạy lại",
        "is damaged or not whole: open it in Word, Excel or LibreOffice, save it again and run doisoat again",
    )


def protected() -> Failure:
    """What is said of a file that asks for a password."""
    return Failure("được đặt mật khẩu; hãy bỏ mật khẩu rồi lưu lại", "is protected by a password: remove it and save again")


def too_large() -> Failure:
    """What is said of a file that unpacks to more than any report."""
    return Failure("giải nén ra quá lớn, không phải là một báo cáo", "unpacks to more than any report: not read")


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    """Refuse what its own directory calls too large; a directory that lies fails when the part is read."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise too_large()
    if any(part.file_size > LARGEST_PART for part in parts if part.filename.endswith((".xml", ".rels"))):
        raise too_large()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise protected()
