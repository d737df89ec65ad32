"""What a cell of a table holds: a number, nothing, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from grammar.facts import Quantity
from grammar.figures.quantities import number, parse, unit_at
from grammar.report import Span
from grammar.vocabulary import fold, table_words

# "1 845" is grouped by blanks; "+12", "−12" and "giảm 12" bear signs.
_BLANKS = re.compile(r"\d{1,3}(?: \d{3})+")
_SIGNED = re.compile(r"(?:[+-]|(?:[Tt]ăng|[Gg]iảm)\s*:?)\s?(?=\d)")
_LONGEST = 24  # characters of a number

CellKind = Literal["number", "nothing", "unknown", "words"]
NOTHING = table_words("nothing")
UNKNOWN = table_words("unknown")


class Value(NamedTuple):
    """A cell's content: what it is, and its number if it is one."""

    kind: CellKind
    quantity: Quantity | None = None


def value(text: str, span: Span) -> Value:
    """What the words of a cell are.

    Args:
        text: the cell's words.
        span: where they stand in the buffer.
    """
    words_of = " ".join(text.split())
    said = fold(words_of)
    if said in NOTHING:
        zero = Quantity(span, span, words_of, "amount", Decimal(0), written=words_of)
        return Value("number" if said == "0" else "nothing", zero)
    if said in UNKNOWN or not said.strip("."):
        return Value("unknown")
    if len(words_of) <= _LONGEST and (found := _number(words_of, span)):
        return Value("number", found)
    return Value("words")


def _number(text: str, span: Span) -> Quantity | None:
    sign = _SIGNED.match(text)
    begin = sign.end() if sign else 0
    grouped = _BLANKS.match(text, begin)
    bare = grouped.group().replace(" ", "") + text[grouped.end() :] if grouped else text[begin:]
    if not bare[:1].isdigit():
        return None
    shape = parse(bare)
    if shape is None or shape.form not in ("amount", "percent") or len(shape.numbers) != 1:
        return None
    unit, unit_end = unit_at(bare, shape.end)
    if max(shape.end, unit_end) != len(bare):
        return None
    terminal, start, end = shape.numbers[0]
    read = number(bare[start:end], terminal, start)
    factor = -1 if sign and sign.group()[0] in "-Gg" else 1
    return Quantity(
        span,
        span,
        bare[start:end] if factor == 1 else f"-{bare[start:end]}",
        "percent" if shape.percent else "amount",
        read.value * factor,
        read.decimals,
        read.style,
        tuple(other * factor for other in read.others),
        unit.word if unit else "%" if shape.percent else None,
        unit.family if unit else "%" if shape.percent else None,
        unit.scale if unit else Decimal(1),
        measured=read.decimals > 0 or shape.percent or bool(unit and unit.measured),
        written=text,
    )


def is_english(values: Sequence[Quantity]) -> bool:
    """Whether a table's numbers have a dot before decimals: one has it before other than three digits, none a comma so."""
    dots = any(quantity.style == "dot" and quantity.decimals != _GROUP for quantity in values)
    commas = any(quantity.style in ("comma", "grouped") and quantity.decimals not in (0, _GROUP) for quantity in values)
    return (dots or any(quantity.style == "english" for quantity in values)) and not commas


_GROUP = 3


def english(quantity: Quantity) -> Quantity:
    """The number read with a dot before decimals and commas between groups, where it may be."""
    if not quantity.readings or quantity.style not in ("grouped", "comma"):
        return quantity
    decimals = _GROUP if quantity.style == "grouped" else 0
    return quantity._replace(value=quantity.readings[0], readings=(quantity.value,), decimals=decimals, measured=decimals > 0)
