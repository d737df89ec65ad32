"""The ways to read a list as parts of a figure, the most natural first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from grammar.facts import Quantity
from grammar.figures.breakdowns import Breakdown, attribute
from grammar.figures.clauses import Piece
from grammar.figures.kinds import fits
from grammar.figures.wording import done, phrases

_MOST_PARTS = 60
# Words with which a part that follows the others begins a clause about the whole: "…, đã tích hợp 253 dịch vụ".
_NEW_CLAUSE = ("trong đó", "có ", "đã ", "hiện ", "đến nay", "qua đó", "tích hợp", "thực hiện ", "giải quyết ")


class Part(NamedTuple):
    """A figure read as a part, with the words that label it."""

    quantity: Quantity
    value: Decimal
    label: str
    strict: bool


def values(figure: Quantity) -> tuple[Decimal, ...]:
    """The values that a figure's digits may have, the plain one first."""
    return (figure.value, *figure.readings)


def made(parts: Sequence[Part]) -> Decimal:
    """What parts make together, in the smallest unit."""
    return sum((part.value for part in parts), Decimal(0))


def readings(found: Breakdown, head: Quantity, text: str) -> Iterator[tuple[str, list[Part]]]:
    """The ways to read a list as parts of a figure, the most natural first."""
    listed = found.items.items[:_MOST_PARTS]
    plain = [part for item in listed for part in parts_of(head, item, text, natural=True)]
    firsts = [parts[0] for item in listed if (parts := parts_of(head, item, text, natural=True))]
    if found.form == "bullets" or found.cue == "sums up":  # "- Hộ tịch: 1.076; khai sinh 388, khai tử 141"
        plain = min(plain, firsts, key=lambda parts: abs(head.amount - made(parts)))
    yield "plain", plain
    every = [part for item in listed for part in parts_of(head, item, text, natural=False)]
    if len(every) != len(plain):
        yield "every figure", every
    if found.form in ("cue", "colon", "bracket") and listed:
        opening = parts_of(head, listed[0], text, natural=True)
        if len(opening) > 1 and len(listed) > 1:
            yield "up to the semicolon", opening
    if len(firsts) != len(plain):
        yield "first of each item", firsts
    for place, part in enumerate(plain):
        for value in part.quantity.readings:
            yield "mark", [*plain[:place], part._replace(value=value * head.scale), *plain[place + 1 :]]
    if sum(bool(part.quantity.readings) for part in plain) > 1:
        yield "marks", [p._replace(value=p.quantity.readings[-1] * head.scale) if p.quantity.readings else p for p in plain]
    for figure in _left_out(found, head):
        yield "with what is left out", [*plain, Part(figure, -figure.amount, "", True)]
    for marked in (False, True):
        if product := _product(head, listed, text, marked=marked):
            yield "product", product
    groups = [parts for item in listed if len(parts := parts_of(head, item, text, natural=True)) > 1]
    if len(groups) > 1:
        for group in groups:
            yield "partition", group
    if found.tail and plain and all(fits(head, figure, text) for figure in found.tail):
        last = found.tail[0]
        for value in values(last):
            yield "next sentence", [*plain, Part(last, value * last.scale, "", True)]
    for place in range(2, len(plain)):
        if plain[place].label.startswith(_NEW_CLAUSE):
            yield "subset", plain[:place]


def _left_out(found: Breakdown, head: Quantity) -> Iterator[Quantity]:
    """What a bracket behind the head leaves out of it: "5.218 hồ sơ (chưa kể 94 hồ sơ kỳ trước chuyển qua)"."""
    nodes = found.paragraph.nodes
    for place, node in enumerate(nodes[:-1]):
        if node.kind == "except" and head.span.end <= node.start <= head.span.end + 40 and (figure := nodes[place + 1].figure):
            yield figure


def parts_of(head: Quantity, item: Sequence[Piece], text: str, *, natural: bool) -> list[Part]:
    """The figures of an item that may be parts of a head."""
    found: list[Part] = []
    for piece in item:
        if natural and piece.subset:
            continue
        for place, (figure, lead) in enumerate(zip(piece.figures, piece.leads, strict=True)):
            fit = fits(head, figure, text)
            if not fit:
                continue
            if natural and head.unit is None and figure.unit and any(other.unit is None for other in piece.figures[place + 1 :]):
                continue  # "5.554 (03 xã cũ bàn giao 186, …)"
            labels = (
                place == 0 and piece is item[0] and text[max(0, figure.span.start - 3) : figure.span.start].rstrip().endswith(":")
            )
            if (attribute(lead) and not labels) or (natural and found and phrases("achieves").opens(done(lead))):
                continue
            if natural and place and any(fits(head, other, text) for other in piece.figures[:place]):
                continue
            behind = text[figure.span.end : min(figure.span.end + 40, piece.end)].lower()
            # "14.500 triệu đồng (chuyển tiếp 9.200, khởi công mới 5.300)": a bare number is in the head's unit.
            value = figure.amount if figure.family else figure.value * head.scale
            found.append(Part(figure, value, f"{lead} {figure.unit or ''} {' '.join(behind.split())}", fit == 2))
    return found


def _product(head: Quantity, listed: Sequence[Sequence[Piece]], text: str, *, marked: bool) -> list[Part]:
    """K times n: "2 xã loại I có 22 biên chế; 5 xã loại II có 20 biên chế"."""
    found: list[Part] = []
    for item in listed:
        figures = [figure for piece in item for figure in piece.figures if figure.form == "amount"]
        if len(figures) != 2 or not fits(head, figures[1], text) or figures[0].family in (None, figures[1].family):
            continue
        each = figures[1].readings[-1] if marked and figures[1].readings else figures[1].value
        found.append(Part(figures[1], figures[0].value * each * figures[1].scale, f"{figures[0].value} × {each}", True))
    return found
