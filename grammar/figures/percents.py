"""Percentages and what they are percentages of: ratios a/b, parts of a whole, results against plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from grammar.facts import Operand, Quantity, Relation, RelationStatus
from grammar.figures.bases import HUNDRED, Base, bases_of, numerator, unlike
from grammar.figures.clauses import Paragraph
from grammar.figures.indicators import Indicators
from grammar.figures.wording import phrases
from grammar.report import Report

_PLAN_BEHIND = r"%\s*(?:so với )?(?:kế hoạch|chỉ tiêu|dự toán|nhiệm vụ|mục tiêu)"
_OVER_FULFILLED = re.compile(
    rf"{_PLAN_BEHIND}|vượt|bổ sung|theo kế hoạch|chỉ tiêu|so với kế hoạch|kế hoạch (?:giao|đề ra|năm)|đăng ký|tuyển dụng"
)
_FAR_OFF = 3  # a likely base from which a percentage so many times larger or smaller follows is not the one meant
_NEIGHBOURS = 200  # characters within which percentages are of one whole


def percent(top: Decimal, bottom: Decimal) -> Decimal:
    """Top as a percentage of bottom."""
    return top * HUNDRED / bottom


def compare(stated: Quantity, low: Decimal, high: Decimal) -> RelationStatus:
    """How a stated percentage agrees with the exact one, which lies in [low, high].

    holds: equal after rounding; truncated: off by less than one unit of the last stated digit; else broken.
    """
    unit = Decimal(1).scaleb(-stated.decimals)
    if low - unit / 2 <= stated.value <= high + unit / 2:
        return "holds"
    return "truncated" if low - unit < stated.value < high + unit else "broken"


def relations(
    paragraphs: Sequence[Paragraph], report: Report, indicators: Indicators, wholes: dict[int, Quantity]
) -> Iterator[Relation]:
    """The percentages of a report that its words let one recompute, and its complete or excessive ratios.

    Args:
        paragraphs: where the figures stand.
        report: the report, for its footnotes.
        indicators: the amounts by what they measure, for plans that stand in an earlier sentence.
        wholes: for each part of a breakdown (by its start) the whole it is a part of.
    """
    notes: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.block.note is not None:
            notes.setdefault(paragraph.block.note, []).append(paragraph)
    marks = {mark.at: mark.note for mark in report.marks}
    by_place = {paragraph.place: paragraph for paragraph in paragraphs}
    for paragraph in paragraphs:
        above = by_place.get(paragraph.place - 1)
        if above is not None and (not paragraph.block.label or above.block.label != paragraph.block.label):
            above = None
        used: set[int] = set()
        read: list[Relation] = []
        for place, node in enumerate(paragraph.nodes):
            figure = node.figure
            if figure is None or figure.form != "percent":
                continue
            lead = paragraph.words(paragraph.begins(place), node.start)
            if phrases("changes").closing(lead) or _is_target(paragraph, place, lead):
                continue
            note = marks.get(node.end)
            bases = list(bases_of(paragraph, place, lead, notes.get(note, []) if note else [], above, indicators, wholes))
            changed = _is_change(paragraph, place)
            if changed or _in_row(paragraph, place) or _of_pair(paragraph, place):
                bases = [base._replace(sure=False, weak=True) for base in bases]
            found = _judge(figure, bases)
            if found and (found.status == "holds" or not changed):
                used |= {operand.quantity.span.start for operand in found.operands}
                read.append(found)
        yield from (_beside_others(relation, read) for relation in read)
        for node in paragraph.nodes:
            if node.figure and node.figure.form == "ratio" and node.figure.base and not unlike(node.figure):
                found = _ratio(paragraph, node.figure)
                if found.status == "broken" or node.start not in used:
                    yield found


def _is_change(paragraph: Paragraph, place: int) -> bool:
    """Whether the amount before a percentage is a change, and the percentage one of what it was before: "giảm 10 vụ (18,2%)"."""
    top = numerator(paragraph, place)
    return top is not None and bool(phrases("changes").closing(paragraph.words(paragraph.begins(top[0]), top[1].span.start)))


def _in_row(paragraph: Paragraph, place: int) -> bool:
    """Whether a percentage is one of two that belong to two figures in order: "tương ứng 60% và 50%"."""
    nodes = paragraph.nodes
    for sign, other in ((place + 1, place + 2), (place - 1, place - 2)):
        if min(sign, other) >= 0 and max(sign, other) < len(nodes) and nodes[sign].kind == "and":
            figure = nodes[other].figure
            first, second = sorted((place, other))
            between = paragraph.words(nodes[first].end, nodes[second].start)
            if figure and figure.form == "percent" and (between == "và" or other < place):
                return True
    return False


def _is_target(paragraph: Paragraph, place: int, lead: str) -> bool:
    """Whether a percentage is what was asked for, or last year's: "vượt chỉ tiêu giao (80%)", "(cùng kỳ đạt 64%)"."""
    nodes = paragraph.nodes
    if place and nodes[place - 1].kind == "open":
        before = paragraph.words(paragraph.begins(place - 1), nodes[place - 1].start)
        if phrases("targets").within(before[-40:]):
            return True
    return phrases("targets").within(lead)


def _ratio(paragraph: Paragraph, figure: Quantity) -> Relation:
    """A ratio without percentage: it can only be above one."""
    base = figure.base or figure
    top, bottom = figure.amount, base.amount
    broken = top > bottom and figure.bound is None
    computed = percent(top, bottom) if bottom else None
    status: RelationStatus = "broken" if broken else "holds"
    least, most = min((figure.value, *figure.readings)), max((base.value, *base.readings))
    if not bottom or (broken and least * figure.scale <= most * base.scale):
        status = "unclear"
    sure = status != "broken" or _cannot_exceed(paragraph, figure)
    if status == "broken" and not sure:
        status = "holds"
    operands = (Operand("numerator", figure, figure.value), Operand("denominator", base, base.value))
    return Relation("percent", status, "ratio", None, computed, "%", operands, figure.span, sure)


def _cannot_exceed(paragraph: Paragraph, figure: Quantity) -> bool:
    """Whether the part of a ratio cannot be above its whole: a plan can be over-fulfilled, a number of communes cannot."""
    around = paragraph.words(max(paragraph.block.start, figure.span.start - 60), min(paragraph.block.end, figure.span.end + 70))
    return figure.limited and not _OVER_FULFILLED.search(around) and not phrases("carried").within(around)


def _judge(stated: Quantity, bases: Sequence[Base]) -> Relation | None:
    """The relation of a percentage: with the first base from which it follows; else with the likeliest one."""
    tested = [(base, *_tested(stated, base)) for base in bases if base.bottom.amount]
    for wanted in ("holds", "truncated"):
        for base, status, computed in tested:
            if status == wanted and (wanted == "holds" or stated.bound is None):
                return _relation(stated, base, status, computed)
    if not tested:
        return None
    sure = [entry for entry in tested if entry[0].sure]
    likely = [entry for entry in tested if not entry[0].weak]
    base, status, computed = (sure or likely or tested)[0]
    inexact = base.top.bound is not None or base.bottom.bound is not None or stated.bound == "about"
    if stated.bound == "over" or stated.bound == "under":
        kept = computed >= stated.value if stated.bound == "over" else computed <= stated.value
        # "12/20 xã đạt trên 95%": so many communes reached a threshold, of something else.
        status = "holds" if kept else "unclear" if base.top.form == "ratio" else "broken"
    if status == "broken" and not sure and not stated.value / _FAR_OFF < computed < stated.value * _FAR_OFF:
        inexact = True
    if status == "broken" and (inexact or not (sure or likely)):
        if base.reading == "plan":
            return _plan_unknown(stated, base.top)
        status = "unclear"
    return _relation(stated, base, status, computed)._replace(sure=bool(sure) and not base.weak)


def _plan_unknown(stated: Quantity, top: Quantity) -> Relation:
    """A percentage of a plan that the report does not state: "61.460 triệu đồng, đạt 120,4% dự toán"."""
    operands = (Operand("percent", stated, stated.value), Operand("numerator", top, top.value))
    return Relation("percent", "unclear", "plan not stated", stated.value, None, "%", operands, stated.span, False)


def _tested(stated: Quantity, base: Base) -> tuple[RelationStatus, Decimal]:
    best: tuple[RelationStatus, Decimal] | None = None
    for top in (base.top.value, *base.top.readings):
        for bottom in (base.bottom.value, *base.bottom.readings):
            if not bottom:
                continue
            a, b = top * base.top.scale, bottom * base.bottom.scale
            low = percent(max(a - base.top.half, Decimal(0)), b + base.bottom.half)
            high = percent(a + base.top.half, max(b - base.bottom.half, b / 2))
            status = compare(stated, low, high)
            if best is None or (best[0] == "broken" and status != "broken") or (best[0] == "truncated" and status == "holds"):
                best = status, percent(a, b)
    return best or ("unclear", Decimal(0))


def _relation(stated: Quantity, base: Base, status: RelationStatus, computed: Decimal) -> Relation:
    operands = (
        Operand("percent", stated, stated.value),
        Operand("numerator", base.top, base.top.value),
        Operand("denominator", base.bottom, base.bottom.value),
    )
    return Relation("percent", status, base.reading, stated.value, computed, "%", operands, stated.span, base.sure)


def _beside_others(found: Relation, read: Sequence[Relation]) -> Relation:
    """A percentage whose whole is not clear, read as those of its neighbours: "28 ý kiến (62,2%), 12 ý kiến (36,7%), …"."""
    if found.status != "unclear" or len(found.operands) < 3 or any(operand.quantity.bound for operand in found.operands):
        return found
    stated, top, _ = (operand.quantity for operand in found.operands)
    wholes = [
        r.operands[2].quantity
        for r in read
        if r.status == "holds"
        and len(r.operands) == 3
        and r.reading != "ratio"
        and r.operands[1].quantity.unit == top.unit
        and abs(r.span.start - found.span.start) < _NEIGHBOURS
    ]
    if len(wholes) < 2 or len({whole.span for whole in wholes}) != 1 or top.amount > wholes[0].amount:
        return found
    base = Base(top, wholes[0], "as those beside it", False)
    status, computed = _tested(stated, base)
    return _relation(stated, base, status, computed)


def _of_pair(paragraph: Paragraph, place: int) -> bool:
    """Whether a percentage follows two amounts that tell of the same things: "87 hộ với 345 nhân khẩu, chiếm 6,99%"."""
    top = numerator(paragraph, place)
    if top is None or not top[0]:
        return False
    before = paragraph.nodes[top[0] - 1].figure
    return before is not None and before.form == "amount" and paragraph.words(before.span.end, top[1].span.start) == "với"
