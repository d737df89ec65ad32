"""The row of column numbers, and what it says that columns follow from: "(3)=(1)+(2)"."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

from lark import Lark, Transformer
from lark.exceptions import UnexpectedInput
from lark.lexer import Token

_NUMBER = re.compile(r"[(\[]?(\d{1,2})[)\]]?(?=\s*(?:=|$))|\(?(\d{1,2})(?=\s*=)")
_LETTER = re.compile(r"\(?[A-ZĐa-zđ]\)?")
_LONGEST = 60  # characters of a formula
_FEWEST = 3  # numbered columns


class Formula(NamedTuple):
    """What the column `number` follows from: a sum of columns with their signs, or the percentage of the first of the second."""

    kind: Literal["sum", "ratio"]
    number: int
    terms: tuple[tuple[int, int], ...]


class _Read(Transformer[Token, Any]):
    def column(self, parts: list[Token]) -> int:
        return int(parts[0])

    def signed(self, parts: list[Any]) -> tuple[int, int]:
        return (-1 if parts[0] == "-" else 1), parts[1]

    def sum(self, parts: list[Any]) -> Formula:
        return Formula("sum", 0, ((1, parts[0]), *parts[1:]))

    def ratio(self, parts: list[Any]) -> Formula:
        return Formula("ratio", 0, ((1, parts[0]), (1, parts[1])))

    def start(self, parts: list[Any]) -> Formula:
        found: Formula = parts[1]
        return found._replace(number=parts[0])


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("formula.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=_Read())


def formula(text: str) -> Formula | None:
    """The formula that a cell of the row of column numbers holds; None where it holds none."""
    if "=" not in text or len(text) > _LONGEST:
        return None
    try:
        found: Formula = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedInput:
        return None
    return found


def column_numbers(texts: list[str]) -> list[int | None] | None:
    """The numbers of the columns, if these cells are a row of such: "A", "B", "1", "2", "3=1+2", "(4)".

    Args:
        texts: the words of a row's cells, "" for an empty one.

    Returns:
        for each cell its number, None for a letter or nothing; None if the row is none of column numbers.
    """
    found: list[int | None] = []
    for text in texts:
        match = _NUMBER.match(text)
        if match:
            found.append(int(match[1] or match[2]))
        elif not text or _LETTER.fullmatch(text):
            found.append(None)
        else:
            return None
    numbers = [number for number in found if number is not None]
    is_run = all(after - before == 1 for before, after in pairwise(numbers))
    return found if len(numbers) >= _FEWEST and is_run and numbers[0] in (1, 2, 3) else None
