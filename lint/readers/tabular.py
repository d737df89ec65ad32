"""What the words of a table's cells look like, whichever way its columns are told."""

from __future__ import annotations

import re
from itertools import pairwise

from grammar.source import Part

# A figure, a mark, or nothing said: "1.245", "-2", "86,84%", "(3)", "4=2+3", "x", "-". Not a date, an item's label, a fraction.
_VALUE = re.compile(r"[+\-–±]?\d(?:[\d.,]*\d)?%?|\(\d[\d.,]*%?\)|\(?\d+\)?=[\d()+\-*/:x%]+|[-–—xX✓✔√]|…|%")
_ORDINAL = re.compile(r"\d{1,3}|[IVX]{1,5}|[A-ZĐ]")
_CLOCK = re.compile(r"\d{1,2}\s?[hg:]\s?\d{0,2}\b|\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|(?:Thứ|Sáng|Chiều|Ngày)\b")
_LABEL = re.compile(r"(?:[-+•*–●]|\d{1,3}[.)]|[a-zđ][.)]|\(\d{1,2}\)|[IVX]{1,5}\.)(?:\s|$)")
# Words of what stands in columns but is no table: letterhead, signature, recipients, contents.
_LAYOUT = re.compile(
    r"CỘNG H[ÒO]+[AÀ] XÃ HỘI|Độc lập\s*[-–]\s*Tự do|Nơi nhận|NƠI NHẬN|Kính gửi|\b(?:TM|KT|TL|TUQ|Q)\. ?[A-ZĐ]"
    r"|(?:PHÓ )?CHỦ TỊCH\s*$|GIÁM ĐỐC\s*$|\(Đã ký\)|^\s*(?:-\s*)?Lưu\s*:|\.{5}|…{3}|_{5}"
)
ORDINAL_HEADER = re.compile(r"(?:S?TT|Stt|Số\s(?:TT|tt|thứ tự))\b\.?")


def is_value(words: str) -> bool:
    """Whether all the words are figures or marks."""
    return bool(words) and all(_VALUE.fullmatch(word) for word in words.split())


def is_number(words: str) -> bool:
    """Whether the words are figures."""
    return is_value(words) and any(char.isdigit() for char in words)


def is_ordinal(words: str) -> bool:
    """Whether a row's number may read so: "1", "II", "A"; no full stop, which makes it a list item's."""
    return bool(_ORDINAL.fullmatch(words))


def is_label(words: str) -> bool:
    """Whether the words begin like an item of a list."""
    return bool(_LABEL.match(words))


def is_clock(words: str) -> bool:
    """Whether the words begin with a time or a day."""
    return bool(_CLOCK.match(words))


def is_layout(line: str) -> bool:
    """Whether a line's words stand in columns for another reason than a table's: a letterhead, a signature, dot leaders."""
    return bool(_LAYOUT.search(line))


def in_sequence(numbers: list[str]) -> bool:
    """Whether at least three rows are numbered one after the other."""
    found = [int(number) for number in numbers if number.isdecimal()]
    steps = sum(1 for before, after in pairwise(found) if after == before + 1)
    return steps >= 2 and steps * 2 >= len(found) - 1


def part_of(number: int, line: str, start: int, end: int) -> Part | None:
    """The words within columns [start, end) of a raw line, without blanks around; None where there are none."""
    words = line[start:end]
    left = len(words) - len(words.lstrip())
    return Part(number, start + left, start + len(words.rstrip())) if left < len(words) else None
