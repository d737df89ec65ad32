"""How a word processor shows the number of a list item, a heading or a note."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LETTERS = 26
_MOST_REPEATED = 8  # "aaaaaaaa": beyond it, and beyond Roman numerals, the number is shown in digits
_LARGEST_ROMAN = 3999
# What opens an item without number; every other sign of a font is shown as a hyphen, the usual one.
_BULLETS = "+*"


def roman(value: int) -> str:
    """A number as a Roman numeral; in digits where there is none."""
    if not 0 < value <= _LARGEST_ROMAN:
        return str(value)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text


def letters(value: int) -> str:
    """A number as Word's letters: a … z, aa, bb …; in digits where that is no label."""
    if not 0 < value <= _LETTERS * _MOST_REPEATED:
        return str(value)
    repeated, place = divmod(value - 1, _LETTERS)
    return chr(ord("a") + place) * (repeated + 1)


def bullet(sign: str) -> str:
    """The sign of an item without number."""
    return sign if sign and sign in _BULLETS else "-"
