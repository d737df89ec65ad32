"""How a spreadsheet's cell shows its number, in Vietnamese style: a full stop between thousands, a decimal comma.

A report is checked as its reader sees it: a cell that shows "33,3%" holds 0.333333…, and what its total must agree with is
what is shown. The separators are Vietnamese whatever the machine of the drafter was set to, because a file does not say.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

# Formats that a file names by number alone (ECMA-376, 18.8.30); 14 to 22 are dates, 45 to 47 times.
BUILTIN: Mapping[int, str] = MappingProxyType(
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0"}
    | {39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00"}
    | {14: "dd/mm/yyyy", 15: "dd/mm/yyyy", 16: "dd/mm", 17: "mm/yyyy", 18: "hh:mm", 19: "hh:mm", 20: "hh:mm", 21: "hh:mm:ss"}
    | {22: "dd/mm/yyyy", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0"}
)
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|(?P<space>_).|\*.|(?P<sign>.)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_DIGITS = "0#?"
_EXACT = Context(prec=40)
_FEWEST, _GENERAL = 15, 10  # digits that a spreadsheet keeps, and that a cell without a format shows
_LARGEST = Decimal(10) ** 30
_MOST_SIGNS = 30  # digits that a format writes on either side of the decimal sign
_LEAP_BUG = 60  # Lotus, and so Excel, counts a 29th of February 1900


class _Section(NamedTuple):
    """One of the up to four parts of a format: how it writes a number, or which parts of a date."""

    before: str
    after: str
    whole: int  # fewest digits before the decimal sign; -1 where it writes no number
    least: int
    most: int
    grouped: bool
    scale: int  # power of ten: percent, thousands left out
    percent: bool
    general: bool
    date: str  # of "dmyhs", those that it shows
    condition: tuple[str, Decimal] | None


def shown(number: str, code: str, since_1904: bool = False) -> str:
    """A number as its cell shows it.

    Args:
        number: as the file has it.
        code: the cell's format, as spreadsheets write formats.
        since_1904: whether days are counted from 1904.

    Raises:
        ArithmeticError: it is no number.
    """
    value = Context(prec=_FEWEST).create_decimal(number)
    if not value.is_finite() or abs(value) >= _LARGEST:
        return "…"
    section, negative = _choose(_sections(code or "General"), value)
    if section.date and (text := _date(value, section.date, since_1904)):
        return text
    if section.general or section.date:
        # The last digits are noise of the arithmetic (0.1 + 0.2), but no digit of a whole number is.
        return _write(value, 1, 0, max(0, _GENERAL - max(1, value.adjusted() + 1)), False)
    if section.whole < 0:
        return (section.before + section.after).strip()
    value = value.scaleb(section.scale, _EXACT)
    text = _write(abs(value), section.whole, section.least, section.most, section.grouped)
    sign = "-" if negative and any(digit in "123456789" for digit in text) else ""
    before = section.before.replace("-", "").replace("(", "") if negative else section.before
    after = section.after.replace(")", "") if negative else section.after
    return " ".join((before + sign + text + ("%" if section.percent else "") + after).split())


def _choose(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section, bool]:
    """The section that writes a value, and whether a minus sign belongs before it."""
    for section in sections:
        if section.condition and _holds(value, *section.condition):
            return section, value < 0
    if any(section.condition for section in sections):
        return sections[-1], value < 0
    if value < 0:
        return sections[min(1, len(sections) - 1)], True
    return (sections[2] if value == 0 and len(sections) > 2 else sections[0]), False


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return (value < bound and "<" in sign) or (value > bound and ">" in sign) or (value == bound and "=" in sign)


def _write(value: Decimal, whole: int, least: int, most: int, grouped: bool) -> str:
    """A number with at least `whole` digits, and from `least` to `most` decimals."""
    text = format(value.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP, context=Context(prec=200)), "f")
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    left, _, right = text.partition(".")
    right = right[:least] + right[least:].rstrip("0")
    left = left.lstrip("0").zfill(whole)
    if grouped:
        left = f"{int(left or 0):,}".replace(",", ".").zfill(len(left)) if left else left
    return sign + left + ("," + right if right else "")


def _date(value: Decimal, parts: str, since_1904: bool) -> str:
    """The day or time of a serial number; nothing where it is none."""
    seconds = int((value * 86400).to_integral_value(ROUND_HALF_UP))
    if "d" in parts or "y" in parts or ("m" in parts and "h" not in parts and "s" not in parts):
        days = seconds // 86400
        if since_1904:
            days += 1462
        elif days < _LEAP_BUG:
            days += 1
        if not 0 < days < 2_958_466:
            return ""
        date = datetime.date(1899, 12, 30) + datetime.timedelta(days=days)
        shown = [("d", f"{date.day:02}"), ("m", f"{date.month:02}"), ("y", f"{date.year}")]
        return "/".join(text for part, text in shown if part in parts)
    hours = seconds // 3600 if "H" in parts else seconds // 3600 % 24
    return f"{hours:02}:{seconds // 60 % 60:02}" + (f":{seconds % 60:02}" if "s" in parts else "") if seconds >= 0 else ""


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections of a format."""
    found: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["sign"] == ";":
            found.append([])
        else:
            found[-1].append(token)
    return tuple(map(_section, found[:3]))


def _section(tokens: list[re.Match[str]]) -> _Section:
    """What a section's signs say."""
    literal = ["", ""]
    number, condition, elapsed = "", None, ""
    signs = "".join(token["sign"] or "" for token in tokens)
    general = "general" in signs.lower() or "@" in signs or "/" in signs or "E" in signs.upper().replace("GENERAL", "")
    date = "".join(dict.fromkeys(c for c in signs.lower() if c in "dmyhs")) if "general" not in signs.lower() else ""
    for token in tokens:
        text = ""
        if token["bracket"] is not None:
            inside = token["bracket"]
            if bound := _CONDITION.match(inside):
                condition = (bound[1], Decimal(bound[2]))
            elif inside.startswith("$"):
                text = inside[1:].partition("-")[0]
            elif inside.lower().strip("hms") == "" and inside:
                elapsed = "H" + inside.lower()
        elif token["sign"] and token["sign"] in _DIGITS + ".,%":
            number += token["sign"]
        elif token["sign"]:
            text = token["sign"]
        else:
            text = token["quoted"] or token["escaped"] or (" " if token["space"] else "")
        literal[any(sign in number for sign in _DIGITS)] += text
    left, _, right = number.replace("%", "").partition(".")
    digits = left.rstrip(",")
    thousands = len(left) - len(digits) + len(right) - len(right.rstrip(","))
    right = "".join(sign for sign in right if sign in _DIGITS)[:_MOST_SIGNS]
    return _Section(
        before=literal[0],
        after=literal[1],
        whole=digits[-_MOST_SIGNS:].count("0") if any(sign in number for sign in _DIGITS) else -1,
        least=right.count("0"),
        most=len(right),
        grouped="," in digits,
        scale=2 * min(number.count("%"), _MOST_SIGNS) - 3 * min(thousands, _MOST_SIGNS),
        percent="%" in number,
        general=general,
        date=date + elapsed,
        condition=condition,
    )
