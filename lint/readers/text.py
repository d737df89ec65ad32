"""Plain text: bytes to lines. Anything that is not Unicode text is recognised and refused with the remedy."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from grammar.report import normal
from grammar.source import Source, SourceLine
from lint.failure import Empty, Failure
from lint.readers import columns, limits

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LFS = b"version https://git-lfs.github.com/spec/"
# Letters of Vietnamese that only Unicode has; a legacy font writes none of them.
_UNICODE_LETTER = re.compile("[\u1ea0-\u1ef9\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0300-\u0303\u0309\u0323]")
_TCVN3 = "[A-Za-z][©®¸µ¶·¹¨¾»¼½Æ«¬ª]|[©®¸µ¶·¹¨¾»¼½«¬ª][A-Za-z]"
_MOJIBAKE = "á[º»]|Ã[ -¿]|Ä[ -¿‘’]|Æ[°¡]"
_VNI = "[aeoöôu][âùøûõïäåãáàêéèüúëæ]|[ñÑ][aeiouyAEIOUYöôÖÔ]|öô|[AEOÖÔU][ÂÙØÛÕÏÄÅÃÁÀÊÉÈÜÚËÆ]"
_SAMPLE = 20_000
# More marks on one letter than any language writes; normalising a long run takes time that grows with its square.
_STACKED = re.compile("[\u0300-\u036f]{40}")
_LETTERS = re.compile(r"[^\W\d_]+")


def read(data: bytes) -> Source:
    """The lines and tables of a text file.

    Raises:
        Failure: see `lines_of`, or its tables hold too many cells.
    """
    return source_of(decode(data))


def source_of(text: str) -> Source:
    """The lines and tables of a text, its lines ended by LF, CR LF or CR.

    Raises:
        Failure: its tables hold too many cells.
    """
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
    refuse_unreadable(text)
    return text


def refuse_unreadable(text: str) -> None:
    """Refuse a text without words, one that takes forever to normalise, and one typed in a legacy font.

    Raises:
        Failure: the text is one of these; says what to do about it.
    """
    if not normal(text[:_SAMPLE]).strip() and not normal(text).strip():
        raise Empty("tệp rỗng, không có chữ nào", "is empty: there is no text in it")
    if _STACKED.search(text):
        raise Failure("có chuỗi dấu chồng lên nhau bất thường", "holds a run of stacked combining marks")
    refuse_legacy(text[:_SAMPLE])
    refuse_legacy(text[len(text) // 2 :][:_SAMPLE])


def _binary() -> Failure:
    return Failure("là tệp nhị phân, không phải văn bản", "is a binary file, not text")


def refuse_legacy(sample: str) -> None:
    """Refuse text typed in a legacy font: letters that stand for others would be read as they look."""
    vietnamese = len(_UNICODE_LETTER.findall(sample))
    if vietnamese * 100 > len(sample):
        return
    letters = sum(map(len, _LETTERS.findall(sample)))
    if letters < 40 or vietnamese * 100 > letters:
        return
    if len(re.findall(_MOJIBAKE, sample)) * 33 > letters:
        raise Failure(
            "là UTF-8 bị đọc nhầm thành mã khác rồi lưu lại (“Thá»±c”); hãy mở lại bản gốc và lưu đúng UTF-8",
            "is UTF-8 that was read as another encoding and saved again (“Thá»±c”): save the original as UTF-8",
        )
    for name, pattern in (("TCVN3", _TCVN3), ("VNI", _VNI)):
        if len(re.findall(pattern, sample)) * 33 > letters:
            raise Failure(
                f"dùng phông chữ {name}, không phải Unicode; hãy chuyển mã sang Unicode (UniKey: Ctrl+Shift+F6) rồi chạy lại",
                f"is written in the legacy font encoding {name}: convert it to Unicode (UniKey: Ctrl+Shift+F6)",
            )
