"""Lark islands: from a place where a citation or a date may begin, the longest one that the grammar accepts."""

from __future__ import annotations

import datetime
import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from lark import Lark, Transformer
from lark.exceptions import UnexpectedInput
from lark.lexer import Token

from grammar.facts import Date, DateForm
from grammar.report import Span

# Where an island may begin; both are linear, and quick, since what must not stand before is asked behind the first letters.
# The first digit of a number that a capital follows over a slash or a dash …
CITATION_ANCHOR = re.compile(
    r"\d(?<![\w./,%–-].)(?<!\d:.)\d{0,4}(?:\.\d{1,2})?[a-zđ]?\s?(?:/\s?(?:19|20)\d\d\s?)?"
    r"(?:[/–-]\s?(?=[A-ZĐ])|(?=[A-ZĐ]{2}/[A-ZĐ]{2}))"
)
# … and the word "ngày" with a number behind it.
DATE_ANCHOR = re.compile(r"(?:ngày|Ngày|NGÀY)(?<!\w.{4})\s*(?=\d)")
WINDOW = 160


class Identifier(NamedTuple):
    """Number and symbol as parsed."""

    number: str
    suffix: str | None
    year: int | None
    groups: tuple[str, ...]
    party: bool
    end: int


class Island(NamedTuple):
    """A parsed citation: its identifier, the date behind it with whether a comma stands between, where both end."""

    identifier: Identifier
    date: Date | None
    comma: bool
    shared: bool
    span: Span


class _Read(Transformer[Token, Any]):
    """Turns the parse of one island into values; positions count from the island's start."""

    def symbol(self, parts: list[Token]) -> tuple[tuple[str, ...], int]:
        groups = tuple(part.rstrip(" -–—") for part in parts if part.type in ("GROUP", "WIDE"))
        return groups, parts[-1].end_pos or 0

    def normative(self, parts: list[Any]) -> Identifier:
        number, _, year, _, (groups, end) = parts
        return Identifier(*_number(number), int(year), groups, False, end)

    def administrative(self, parts: list[Any]) -> Identifier:
        number, _, (groups, end) = parts
        return Identifier(*_number(number), None, groups, False, end)

    def party(self, parts: list[Any]) -> Identifier:
        number, _, kind, _, (groups, end) = parts
        return Identifier(*_number(number), None, (str(kind), *groups), True, end)

    def party_dated(self, parts: list[Any]) -> Identifier:
        number, _, year, _, kind, _, (groups, end) = parts
        return Identifier(*_number(number), int(year), (str(kind), *groups), True, end)

    def joined(self, parts: list[Any]) -> Identifier:
        number, kind, _, (groups, end) = parts
        return Identifier(*_number(number), None, (str(kind), *groups), True, end)

    def numeric(self, parts: list[Token]) -> tuple[Date, Token]:
        return _date(parts, "slash", "DAY", "MONTH", "YEAR_OF")

    def long(self, parts: list[Token]) -> tuple[Date, Token]:
        return _date(parts, "long", "DAY", "MONTH", "YEAR_OF")

    def mixed(self, parts: list[Token]) -> tuple[Date, Token]:
        return _date(parts, "mixed", "DAY", "MONTH", "YEAR_OF")

    def twice(self, parts: list[Token]) -> tuple[Date, Token]:
        return _date(parts, "twice", "DAY", "MONTH", "YEAR_OF")

    def yearless(self, parts: list[Token]) -> tuple[Date, Token]:
        return _date(parts, "yearless", "DAY", "MONTH")

    def dayonly(self, parts: list[Token]) -> tuple[Date, Token]:
        return _date(parts, "dayonly", "DAY")

    def month(self, parts: list[Token]) -> tuple[Date, Token]:
        return _date(parts, "month", "MONTH", "YEAR_OF")

    def year(self, parts: list[Token]) -> tuple[Date, Token]:
        return _date(parts, "year", "YEAR_OF")

    def blank(self, parts: list[Token]) -> tuple[Date, Token]:
        return _date(parts, "blank", "YEAR_OF")

    def lone(self, parts: list[Any]) -> tuple[Date, Token]:
        when: tuple[Date, Token] = parts[0]
        return when

    def citation(self, parts: list[Any]) -> tuple[Identifier, tuple[Date, Token] | None]:
        when = parts[1] if len(parts) > 1 and not isinstance(parts[1], Token) else None
        return parts[0], when


def _number(token: Token) -> tuple[str, str | None]:
    text = str(token)
    return (text[:-1], text[-1]) if text[-1].isalpha() else (text, None)


def _date(parts: list[Token], form: DateForm, *names: str) -> tuple[Date, Token]:
    """A date from its tokens, and the token that leads in to it."""
    values = {part.type: str(part) for part in parts if part.type in names}
    day, month, year = (int(values[name]) if name in values else None for name in ("DAY", "MONTH", "YEAR_OF"))
    if year is not None and len(values["YEAR_OF"]) == 2:
        year += 2000
    lead, last = parts[0], parts[-1]
    start = (lead.start_pos or 0) + len(lead) - len(lead.lstrip(" ,(\n"))
    span, problem = Span(start, last.end_pos or 0), _problem(form, values, day, month, year)
    return Date(span, form, day, month, year, problem, tuple(values.values())), lead


def _problem(
    form: DateForm, values: dict[str, str], day: int | None, month: int | None, year: int | None
) -> Literal["no-such-day", "malformed"] | None:
    if form == "twice" or any(len(text) > limit for name, limit in _DIGITS.items() if (text := values.get(name, ""))):
        return "malformed"
    if form not in ("year", "blank") and not 1900 <= (2000 if year is None else year) <= 2100:
        return "malformed"
    if form in ("blank", "year", "dayonly"):
        return None
    try:
        datetime.date(2000 if year is None else year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return "no-such-day"
    return None


_DIGITS = {"DAY": 2, "MONTH": 2, "YEAR_OF": 4}


_DAY = "ngày "


@cache
def _parser() -> Lark:
    """The parser. Its tables are kept beside this module's byte code, for the same reason and under the same rules."""
    grammar = Path(__file__).with_name("citation.lark").read_text(encoding="utf-8")
    compiled = None if sys.dont_write_bytecode or not (__spec__ and __spec__.cached) else Path(__spec__.cached)
    tables = str(compiled.with_suffix(".lark")) if compiled and os.access(compiled.parent, os.W_OK) else False
    starts = ["citation", "lone"]
    return Lark(grammar, start=starts, parser="lalr", lexer="contextual", transformer=_Read(), cache=tables)


def _longest(start: str, window: str) -> Any:
    """The value of the longest prefix of `window` that the grammar accepts, or None.

    REST ends an island wherever the grammar may end; only an island broken in the middle is cut and parsed again.
    """
    parser = _parser()
    while window:
        try:
            return parser.parse(window, start=start)
        except UnexpectedInput as error:
            token = getattr(error, "token", None)
            at = token.start_pos if token is not None and token.type != "$END" else error.pos_in_stream
            if at is None or at >= len(window):
                at = len(window.rstrip()) - 1
            window = window[: max(at, 0)].rstrip()
    return None


def citations(text: str) -> Iterator[Island]:
    """The numbers with symbols in a text, left to right, each with the date behind it."""
    reached = 0
    for anchor in CITATION_ANCHOR.finditer(text):
        start = anchor.start()
        if start < reached:
            continue
        end = text.find("\n", start, start + WINDOW)
        value = _longest("citation", text[start : end if end >= 0 else start + WINDOW])
        if value is None:
            continue
        identifier, when = value
        identifier = identifier._replace(end=identifier.end + start)
        if when is None:
            yield Island(identifier, None, False, False, Span(start, identifier.end))
            reached = identifier.end
            continue
        date, lead = when
        date = date._replace(span=Span(date.span.start + start, date.span.end + start))
        yield Island(identifier, date, "," in lead, "cùng" in lead, Span(start, date.span.end))
        reached = date.span.end


def lone_date(text: str) -> Date | None:
    """The date that a text is, and nothing else: "05/3/2024", "ngày 05 tháng 3 năm 2024"."""
    words = text.strip().removeprefix("Ngày").removeprefix("ngày").strip()
    value = _longest("lone", f"{_DAY}{words}")
    date: Date | None = value[0] if value else None
    return date if date and date.span.end == len(_DAY) + len(words) else None


def dates(text: str, known: Iterable[Date] = ()) -> Iterator[Date]:
    """Every date that begins with "ngày" and has at least day and month, left to right; `known` ones are not read again."""
    read = {date.span.start: date for date in known}
    for anchor in DATE_ANCHOR.finditer(text):
        start = anchor.start()
        if start in read:
            yield read[start]
            continue
        end = text.find("\n", start, start + WINDOW)
        value = _longest("lone", text[start : min(end if end >= 0 else start + 60, start + 60)])
        if value is not None:
            date = value[0]
            if date.form != "dayonly":
                yield date._replace(span=Span(date.span.start + start, date.span.end + start))
