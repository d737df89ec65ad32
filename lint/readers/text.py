"""Plain text: bytes to lines. Bytes that are no Unicode text are recognised and refused with the remedy."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from grammar.source import Source, SourceLine
from lint.failure import Failure
from lint.readers import columns, comments, limits

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LFS = b"version https://git-lfs.github.com/spec/"


def read(data: bytes) -> Source:
    """The lines and tables of a text file.

    Raises:
        Failure: see `lines_of`, or its tables hold too many cells.
    """
    return source_of(decode(data))


def source_of(text: str) -> Source:
    """The lines and tables of a text, its lines ended by LF, CR LF or CR; its comments for doisoat are no part of it.

    Raises:
        Failure: its tables hold too many cells, or it has too many comments.
    """
    return comments.without(text, _source_of)


def _source_of(text: str) -> Source:
    lines = _split(text)
    return Source("text", [SourceLine(number, line) for number, line in enumerate(lines, 1)], columns.tables_in(lines))


def lines_of(data: bytes) -> Sequence[SourceLine]:
    """The lines of a text file.

    Args:
        data: the file's bytes: UTF-8 with or without byte-order mark, or UTF-16 or UTF-32 with one. Lines end at
            LF, CR LF or CR.

    Raises:
        Failure: the bytes are no text, not Unicode, too many, or nothing.
    """
    return [SourceLine(number, line) for number, line in enumerate(_split(decode(data)), 1)]


def _split(text: str) -> list[str]:
    """A text's lines, without their ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def decode(data: bytes) -> str:
    """The text of a file's bytes, without byte-order mark.

    Raises:
        Failure: see `lines_of`.
    """
    if len(data) > limits.LARGEST_TEXT:
        raise limits.too_large(limits.LARGEST_TEXT)
    if data.startswith(_LFS):
        raise Failure(
            "là con trỏ Git LFS, chưa có nội dung; hãy chạy `git lfs pull`",
            "is a Git LFS pointer without its content: run `git lfs pull`",
        )
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    try:
        text = data.decode(encoding or "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        if b"\0" in data[:4096]:
            raise _binary() from None
        raise Failure(
            "không phải mã UTF-8 (có thể là TCVN3, VNI hoặc Windows-1258); hãy chuyển sang Unicode UTF-8 rồi chạy lại",
            "is not UTF-8 (perhaps TCVN3, VNI or Windows-1258): convert it to Unicode UTF-8",
        ) from None
    if "\0" in text:
        raise _binary()
    limits.Tally().text(text)
    return text


def _binary() -> Failure:
    return Failure("là tệp nhị phân, không phải văn bản", "is a binary file, not text")
