"""What was there at first, what came and went, and what is there at the end; what a ratio leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from grammar.facts import Quantity, Relation
from grammar.figures.clauses import Paragraph
from grammar.figures.kinds import fits
from grammar.figures.roles import Figure, balance, same
from grammar.figures.wording import phrases

_FIRST = re.compile(r"(?<!\w)(?:đầu (?:kỳ|năm|quý|tháng|nhiệm kỳ|giai đoạn)|(?:kỳ|năm|quý|tháng) trước (?:chuyển|để lại))(?!\w)")
_LAST = re.compile(r"(?<!\w)cuối (?:kỳ|năm|quý|tháng|nhiệm kỳ|giai đoạn)(?!\w)")
_CAME = re.compile(r"(?<!\w)(?:tiếp nhận|nhận|phát sinh|thu trong kỳ|tăng trong kỳ)(?!\w)")
_WENT = re.compile(r"(?<!\w)(?:chi trong kỳ|giảm trong kỳ)(?!\w)")
_REACH = 12  # nodes between a ratio and what it leaves


def relations(paragraph: Paragraph, figures: Sequence[Figure]) -> Iterator[Relation]:
    """The stocks of a paragraph, and the rests of its ratios."""
    said = paragraph.said
    if (_FIRST.search(said) and _LAST.search(said)) or phrases("carried").within(said):
        for _, sentence in groupby(figures, key=lambda figure: figure.sentence):
            if found := _stock(list(sentence)):
                yield found
    if "còn" in said and any(node.figure and node.figure.base for node in paragraph.nodes):
        yield from _rests(paragraph, figures)


def _stock(figures: Sequence[Figure]) -> Relation | None:
    """First + came - went = last: "kỳ trước chuyển sang 120; tiếp nhận mới 1.500; đã giải quyết 1.510; đang giải quyết 110"."""
    level = [figure for figure in figures if figure.depth == 0]
    if len(level) < 4 or not all(same(figure, level[0]) for figure in level):
        return None
    first, *moves, last = level
    begins = _FIRST.search(first.lead) or phrases("carried").within(first.lead)
    signs = [_sign(figure) for figure in moves]
    if not begins or not (last.role == "left" or _LAST.search(last.lead)) or not all(signs):
        return None
    change = sum((sign * figure.quantity.amount for sign, figure in zip(signs, moves, strict=True)), Decimal(0))
    computed = first.quantity.amount + change
    slack = sum((figure.quantity.half for figure in level), Decimal(0))
    holds = abs(computed - last.quantity.amount) <= slack
    around = first.paragraph.words(first.quantity.span.start, last.quantity.span.end)
    exact = not any(figure.quantity.bound for figure in level) and not phrases("withdrawn").within(around)
    if not holds and (not exact or abs(computed - last.quantity.amount) > computed):
        return None
    found = balance("holds" if holds else "broken", "first + came - went = last", last, [first, *moves])
    total, begin, *others = found.operands
    signed = [operand._replace(value=sign * operand.value) for operand, sign in zip(others, signs, strict=True)]
    return found._replace(computed=computed / last.quantity.scale, operands=(total, begin, *signed))


def _sign(figure: Figure) -> int:
    """1 for what came, -1 for what went, 0 where the words do not tell."""
    if figure.sign:
        return figure.sign
    if _WENT.search(figure.lead) or figure.role == "used":
        return -1
    return 1 if _CAME.search(figure.lead) else 0


def _rests(paragraph: Paragraph, figures: Sequence[Figure]) -> Iterator[Relation]:
    """What a ratio leaves: "98/102 xã duy trì chuyên mục, còn 04 xã chưa thực hiện"."""
    for left in figures:
        if left.role != "left" or not left.lead.startswith("còn"):
            continue
        ratio = _ratio_before(paragraph, left.place)
        unit = left.quantity.unit
        if ratio is None or ratio.base is None or not unit or not (ratio.base.unit or ratio.unit or "").startswith(unit):
            continue
        base = ratio.base
        if fits(base, left.quantity, paragraph.text) != 2 or any(figure.bound for figure in (ratio, base, left.quantity)):
            continue
        whole, used = (Figure(quantity, paragraph, left.place, left.sentence) for quantity in (base, ratio))
        holds = base.amount == ratio.amount + left.quantity.amount
        if left.quantity.amount <= base.amount:
            yield balance("holds" if holds else "broken", "granted - used = left", whole, [used, left], sure=holds)


def _ratio_before(paragraph: Paragraph, place: int) -> Quantity | None:
    """The ratio before what is left, with no amount between."""
    for at in range(place - 1, max(place - _REACH, -1), -1):
        node = paragraph.nodes[at]
        if node.kind in ("semicolon", "stop"):
            return None
        if node.figure and node.figure.form != "percent":
            return node.figure if node.figure.form == "ratio" and node.depth == paragraph.nodes[place].depth else None
    return None
