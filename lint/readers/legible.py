"""Whether the words that a reader has found can be read: what is none in Unicode is recognised and refused with the remedy."""

from __future__ import annotations

import re
import unicodedata

from grammar.report import normal
from lint.failure import Empty, Failure

# Letters of Vietnamese that only Unicode has; a legacy font writes none of them.
_UNICODE_LETTER = re.compile("[\u1ea0-\u1ef9\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0300-\u0303\u0309\u0323]")
_TCVN3 = "[A-Za-z][©®¸µ¶·¹¨¾»¼½Æ«¬ª]|[©®¸µ¶·¹¨¾»¼½«¬ª][A-Za-z]"
_MOJIBAKE = "á[º»]|Ã[ -¿]|Ä[ -¿‘’]|Æ[°¡]"
_VNI = "[aeoöôu][âùøûõïäåãáàêéèüúëæ]|[ñÑ][aeiouyAEIOUYöôÖÔ]|öô|[AEOÖÔU][ÂÙØÛÕÏÄÅÃÁÀÊÉÈÜÚËÆ]"
_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters in which a legacy font is looked for
# More marks on one letter than any language writes; normalising a long run takes time that grows with its square.
_MOST_STACKED = 40
_NO_LETTERS = re.compile(rf"[^\w\s!-~\u2010-\u2027]{{{_MOST_STACKED},}}")


def refuse_illegible(text: str) -> None:
    """Refuse a text without words, one that takes forever to normalise, and one typed in a legacy font.

    Raises:
        Failure: the text is one of these; says what to do about it.
    """
    refuse_stacked(text)
    if not normal(text[:_SAMPLE]).strip() and not normal(text).strip():
        raise Empty("tệp rỗng, không có chữ nào", "is empty: there is no text in it")
    _refuse_legacy(text[:_SAMPLE])
    _refuse_legacy(text[len(text) // 2 :][:_SAMPLE])


def refuse_stacked(text: str) -> None:
    """Refuse a text with more combining marks in a row than any language writes.

    Raises:
        Failure: it has such.
    """
    if any(sum(map(bool, map(unicodedata.combining, run))) > _MOST_STACKED for run in _NO_LETTERS.findall(text)):
        raise Failure(
            "có chuỗi dấu chồng lên nhau bất thường; hãy xóa chuỗi ấy rồi chạy lại",
            "holds a long run of combining marks stacked on one letter: delete it and run doisoat again",
        )


def _refuse_legacy(sample: str) -> None:
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
