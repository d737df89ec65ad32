"""The figures of a report that other reports are held against, as plain values."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from checks.rule import Text
from grammar.facts import Facts, Quantity
from grammar.figures.kinds import NO_PART
from grammar.report import Span

if TYPE_CHECKING:
    from grammar.figures.statements import Statement

# Words that tell what is measured which a figure has at least to be kept; a total counts as two more.
_FEWEST, _TOTAL = 4, 2
_YEAR = 12
_WHOLE = Decimal(100)
_FEWEST_DIGITS = 3


class Stated(NamedTuple):
    """A figure with what it measures.

    Attributes:
        key: the same for figures that are said to measure the same thing; `scope` the words of level and of what is left out.
        first, last: the months it is of, counted from the year 0.
        amount, half, others: decimals as text, in the smallest unit: the value, how far the true one may lie from it, other
            values that the digits may mean.
        adds: whether the figures of parts add up to one of the whole; `events` whether it counts what happens.
        own: whether the report is about that time itself; `settled` whether that time was over when it was written.
        weight: how many words tell what is measured.
        written: the figure as it stands; `number` its digits; `unit` the word for what it counts, of `scale` smallest ones.
    """

    key: str
    scope: str
    first: int
    last: int
    amount: str
    half: str
    others: tuple[str, ...]
    adds: bool
    events: bool
    own: bool
    settled: bool
    weight: int
    written: str
    number: str
    unit: str
    scale: str
    span: Span


def of(facts: Facts) -> tuple[Stated, ...]:
    """The figures that other reports may state again: none that the report itself contradicts."""
    from grammar.figures import statements  # a check of single reports has no use for it

    told = _told(facts)
    groups: dict[tuple[object, ...], list[Stated]] = {}
    silent: set[tuple[object, ...]] = set()
    for statement in statements.of(facts):
        quantity = statement.quantity
        stated = _stated(statement)
        place = (stated.key, stated.scope, stated.first, stated.last)
        if quantity.span.start in told:
            silent.add(place)
        if stated.weight >= _FEWEST and _comparable(quantity):
            groups.setdefault(place, []).append(stated)
    return tuple(
        group[0]
        for place, group in groups.items()
        if place not in silent and all(same_value(group[0], other) for other in group[1:])
    )


def _told(facts: Facts) -> set[int]:
    """Where figures begin of which a rule on the report alone speaks."""
    broken = (relation for relation in facts.relations if relation.status == "broken")
    told = {operand.quantity.span.start for relation in broken for operand in relation.operands}
    told.update(q.span.start for r in facts.restatements for q in (r.first, r.second, *r.more))
    return told


def _comparable(quantity: Quantity) -> bool:
    return quantity.value > 0 and not (quantity.form == "percent" and quantity.value >= _WHOLE)


def _stated(statement: Statement) -> Stated:
    quantity = statement.quantity
    kind = "%" if quantity.form == "percent" else quantity.family if quantity.measured else ""
    said = f"{kind}|{' '.join(statement.words)}"
    return Stated(
        key=hashlib.blake2b(said.encode(), digest_size=8).hexdigest(),
        scope=", ".join(statement.scope),
        first=statement.months.first,
        last=statement.months.last,
        amount=str(quantity.amount),
        half=str(quantity.half),
        others=tuple(str(value * quantity.scale) for value in quantity.readings),
        adds=quantity.family not in NO_PART,
        events=statement.events and quantity.form == "amount",
        own=statement.own,
        settled=statement.settled,
        weight=len(set(statement.words) - {">"}) + (_TOTAL if statement.total else 0),
        written=quantity.written or quantity.text,
        number=quantity.text,
        unit=quantity.unit or "",
        scale=str(quantity.scale),
        span=quantity.span,
    )


def same_value(one: Stated, other: Stated) -> bool:
    """Whether two figures may be one value: rounded or cut off, in another unit, or with a dot for a comma."""
    first, second = Decimal(one.half), Decimal(other.half)
    # Who cuts digits off is off by as much as a whole unit of the last digit.
    reach = first + second if first == second else 2 * max(first, second)
    values = [(Decimal(value) for value in (figure.amount, *figure.others)) for figure in (one, other)]
    others = list(values[1])
    return any(abs(a - b) <= reach for a in values[0] for b in others)


def swapped(one: Stated, other: Stated) -> bool:
    """Whether two numbers have the same digits, two of them in each other's place."""
    first, second = _digits(one), _digits(other)
    return len(_different(first, second)) == 2 and sorted(first) == sorted(second)


def slip(one: Stated, other: Stated) -> bool:
    """Whether two numbers differ as by a slip: two digits swapped, or one another."""
    return swapped(one, other) or len(_different(_digits(one), _digits(other))) == 1


def _digits(stated: Stated) -> str:
    return "".join(filter(str.isdigit, stated.number))


def _different(first: str, second: str) -> list[int]:
    """Where two rows of digits differ; nothing for rows too short or not of one length."""
    if len(first) != len(second) or len(first) < _FEWEST_DIGITS:
        return []
    return [place for place in range(len(first)) if first[place] != second[place]]


def period(stated: Stated) -> Text:
    """The months of a figure, for people."""
    year, month = divmod(stated.first, _YEAR)
    long = stated.last - stated.first + 1
    if not month and not long % _YEAR:
        until = stated.last // _YEAR
        return Text(f"năm {year}", f"{year}") if until == year else Text(f"giai đoạn {year}-{until}", f"{year}-{until}")
    if long == 1:
        return Text(f"tháng {month + 1}/{year}", f"{month + 1:02}/{year}")
    if long == 3 and not month % 3:
        return Text(f"quý {'I' * (month // 3 + 1) if month < 9 else 'IV'}/{year}", f"quarter {month // 3 + 1} of {year}")
    if not month:
        return Text(f"{long} tháng đầu năm {year}", f"the first {long} months of {year}")
    return Text(
        f"tháng {month + 1} đến tháng {stated.last % _YEAR + 1}/{year}", f"{month + 1:02} to {stated.last % _YEAR + 1:02}/{year}"
    )
