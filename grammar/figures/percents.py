"""Percentages and what they are percentages of: ratios a/b, parts of a whole, results against plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise
from typing import NamedTuple

from grammar.facts import Operand, Quantity, Relation, RelationStatus
from grammar.figures.clauses import Paragraph
from grammar.figures.indicators import Indicators
from grammar.figures.kinds import fits
from grammar.figures.wording import done, links, of_what, phrases
from grammar.report import Report

_PLAN_BEHIND = r"%\s*(?:so với )?(?:kế hoạch|chỉ tiêu|dự toán|nhiệm vụ|mục tiêu)"
_OVER_FULFILLED = re.compile(
    rf"{_PLAN_BEHIND}|vượt|bổ sung|theo kế hoạch|chỉ tiêu|so với kế hoạch|kế hoạch (?:giao|đề ra|năm)|đăng ký|tuyển dụng"
)
_ON_TIME = re.compile(r"(?:đúng|trước|sớm|quá|trễ) hạn")
# What the item above is the whole of: "- Tổng số hồ sơ đã giải quyết: 12.480 hồ sơ;"
_TOLD = re.compile(r"tổng|tiếp nhận|giải quyết|được giao|phải|kế hoạch|phát ra")
_HUNDRED = Decimal(100)
_FAR_OFF = 3  # a likely base from which a percentage so many times larger or smaller follows is not the one meant
_NEIGHBOURS = 200  # characters within which percentages are of one whole
_MOST_NODES = 20  # nodes before it among which the whole of a ratio may be its whole, too
_MOST_BEFORE = 8  # earlier figures tried as the whole


class Base(NamedTuple):
    """A numerator and denominator that a percentage may follow from; `sure` where the text leaves no other."""

    top: Quantity
    bottom: Quantity
    reading: str
    sure: bool
    weak: bool = False


def percent(top: Decimal, bottom: Decimal) -> Decimal:
    """Top as a percentage of bottom."""
    return top * _HUNDRED / bottom


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
            bases = list(_bases(paragraph, place, lead, notes.get(note, []) if note else [], above, indicators, wholes))
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
    top = _numerator(paragraph, place)
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
    operands = (Operand("numerator", figure, top), Operand("denominator", base, bottom))
    return Relation("percent", status, "ratio", None, computed, "%", operands, figure.span, sure)


def unlike(figure: Quantity) -> bool:
    """Whether a ratio sets two measures side by side and is no part of a whole: "18.456 học sinh/612 lớp"."""
    base = figure.base
    if base is None or figure.unit == base.unit:
        return False
    return figure.unit is None or base.unit is None or not fits(base, figure, figure.written)


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
        status = "holds" if kept else "broken"
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


# --- What a percentage may be one of ---


def _bases(
    paragraph: Paragraph,
    place: int,
    lead: str,
    notes: Sequence[Paragraph],
    above: Paragraph | None,
    indicators: Indicators,
    wholes: dict[int, Quantity],
) -> Iterator[Base]:
    tail = paragraph.words(paragraph.nodes[place].end, paragraph.ends(place))
    linked = links(lead)
    plan = phrases("plans").opens(of_what(tail))
    own = not tail or plan or phrases("wholes").opens(tail)
    yield from _in_bracket_behind(paragraph, place)
    yield from _plan_behind(paragraph, place, tail, linked, wholes)
    for note in notes:
        yield from _in_note(note)
    yield from _ratio_before(paragraph, place, linked and own, bool(lead), tail)
    top = _numerator(paragraph, place) if linked else None
    yield from _explicit(paragraph, place, linked and own)
    if top is None:
        return
    at, figure = top
    if result := _before_plan(paragraph, at):
        yield Base(result, figure, "plan", own)
        return
    if (whole := wholes.get(figure.span.start)) and not plan:
        # "giải ngân 1.180 tỷ đồng, đạt 19%: tỉnh 779 tỷ đồng, đạt 19%": each of its own plan.
        apart = lead.startswith("đạt") and "tỷ lệ" not in lead and _percent_behind(paragraph, whole)
        apart = apart or (lead.startswith("đạt") and not _names(tail, whole))
        yield Base(figure, whole, "part of the whole", own and not apart, weak=apart)
        if whole.base:  # "27/30 chỉ tiêu hoàn thành, trong đó …; 3 chỉ tiêu chưa đạt, chiếm 10%"
            yield Base(figure, whole.base, "part of the whole", False, weak=True)
    below_hundred = not plan and (paragraph.nodes[place].figure or figure).value <= _HUNDRED
    yield from _earlier(paragraph, at, figure, plan, own, below_hundred, tail, indicators, above)


def _in_bracket_behind(paragraph: Paragraph, place: int) -> Iterator[Base]:
    """In brackets behind it: "73,19% (1.289/1.761)", "100% cơ sở sử dụng hợp đồng điện tử (28/28 doanh nghiệp)"."""
    nodes = paragraph.nodes
    opening = next(
        (at for at in range(place + 1, min(place + 4, len(nodes))) if nodes[at].kind in ("open", "figure", "stop", "semicolon")),
        None,
    )
    if opening is None or nodes[opening].kind != "open" or nodes[opening].depth != nodes[place].depth:
        return
    inside = paragraph.figures(opening + 1, nodes[opening].partner)
    close = opening == place + 1 and not paragraph.words(nodes[place].end, nodes[opening].start)
    if len(inside) == 1 and inside[0].form == "ratio" and inside[0].base:
        yield Base(inside[0], inside[0].base, "ratio", close)
    elif len(inside) == 2 and all(figure.form == "amount" for figure in inside):
        between = paragraph.words(inside[0].span.end, inside[1].span.start)
        if phrases("out_of").closes(between):
            yield Base(inside[0], inside[1], "in words", close)


def _in_note(note: Paragraph) -> Iterator[Base]:
    """The footnote of a percentage: "186 hồ sơ trên tổng số 418 hồ sơ"."""
    figures = note.figures()
    for figure in figures:
        if figure.form == "ratio" and figure.base:
            yield Base(figure, figure.base, "ratio", len(figures) == 1)
    amounts = [figure for figure in figures if figure.form == "amount"]
    for top, bottom in pairwise(amounts):
        between = note.words(top.span.end, bottom.span.start)
        if phrases("out_of").closes(between):
            yield Base(top, bottom, "in words", len(amounts) == 2)


def _plan_behind(paragraph: Paragraph, place: int, tail: str, linked: bool, wholes: dict[int, Quantity]) -> Iterator[Base]:
    """Of a plan in brackets behind it: "bằng 118,9% dự toán giao (7.500 tỷ đồng)", "bằng 244% so với quý trước (3.600 hồ sơ)"."""
    nodes = paragraph.nodes
    if (
        place + 2 >= len(nodes)
        or nodes[place + 1].kind != "open"
        or not (phrases("plans").opens(of_what(tail)) or tail.startswith("so với"))
    ):
        return
    inside = paragraph.figures(place + 2, nodes[place + 1].partner)
    if len(inside) != 1 or inside[0].form != "amount":
        return
    begin, _ = paragraph.sentence(place)
    for at in range(place - 1, begin - 1, -1):
        node = nodes[at]
        if node.kind == "semicolon":
            return
        if node.figure and node.figure.form == "amount" and node.depth == nodes[place].depth:
            # "215 lượt người, gồm 64 lượt cấp huyện và 151 lượt cấp xã, đạt 107,5% kế hoạch (200 lượt)": of the whole
            whole = wholes.get(node.figure.span.start)
            for figure in (whole, node.figure) if whole and whole.form == "amount" else (node.figure,):
                if fits(inside[0], figure, paragraph.text):
                    yield Base(figure, inside[0], "plan", linked and (figure is whole or not whole))
            return


def _ratio_before(paragraph: Paragraph, place: int, sure: bool, led: bool, tail: str) -> Iterator[Base]:
    """Of a ratio before it: "17/20 đơn vị, đạt 85% kế hoạch"."""
    begin, _ = paragraph.sentence(place)
    for at in range(place - 1, begin - 1, -1):
        node = paragraph.nodes[at]
        figure = node.figure
        if node.depth > paragraph.nodes[place].depth:
            continue
        if node.kind == "semicolon" or (figure and figure.form == "percent"):
            return
        if figure and figure.form == "ratio" and figure.base:
            if unlike(figure):
                return  # "98 lượt/45 đơn vị", "312 hộ/1.320 nhân khẩu"
            between = [other for other in paragraph.figures(at + 1, place) if other.form == "amount"]
            own = not between and (sure or bool(led and figure.base.unit and tail.startswith(figure.base.unit)))
            whole = (
                (paragraph.nodes[place].figure or figure).value >= _HUNDRED and bool(tail) and figure.value < figure.base.value
            )
            yield Base(figure, figure.base, "ratio", own and not whole, weak=not own or whole)
            return


def _numerator(paragraph: Paragraph, place: int) -> tuple[int, Quantity] | None:
    """The amount that a percentage follows, with nothing but signs between."""
    depth = paragraph.nodes[place].depth
    for at in range(place - 1, -1, -1):
        node = paragraph.nodes[at]
        if node.figure:
            close = node.depth == depth or node.depth == depth - 1
            return (at, node.figure) if node.figure.form == "amount" and close else None
        if node.kind not in ("comma", "open", "and", "colon", "close") or (node.kind == "close" and node.partner < 0):
            return None
        if node.kind == "close":
            return None
    return None


def _explicit(paragraph: Paragraph, place: int, sure: bool) -> Iterator[Base]:
    """Of a ratio in words: "98 hồ sơ trên tổng số 120 hồ sơ, đạt 81,7%"."""
    begin, _ = paragraph.sentence(place)
    figures = [node.figure for node in paragraph.nodes[begin:place] if node.figure and node.figure.form == "amount"]
    for top, bottom in zip(reversed(figures[:-1]), reversed(figures[1:]), strict=False):
        if phrases("out_of").closes(paragraph.words(top.span.end, bottom.span.start)):
            yield Base(top, bottom, "in words", sure, weak=not sure)


def _before_plan(paragraph: Paragraph, at: int) -> Quantity | None:
    """What was reached, where a plan follows it: "2.315 chữ ký số, kế hoạch 2.000, đạt 115,8%"."""
    nodes = paragraph.nodes
    if (
        at < 2
        or nodes[at - 1].kind != "comma"
        or not phrases("targets").closes(paragraph.words(nodes[at - 1].end, nodes[at].start))
    ):
        return None
    result, plan = nodes[at - 2].figure, nodes[at].figure
    return result if result and plan and result.form == "amount" and fits(result, plan, paragraph.text) == 2 else None


def _names(tail: str, whole: Quantity) -> bool:
    """Whether the words behind a percentage may name a whole: "tổng số hộ nghèo" no number of persons."""
    named = re.match(r"(?:so với |trên |trong )?tổng số (\S+)", tail)
    return named is None or whole.unit is None or named[1].strip(",.;") in whole.unit.split()


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
    top = _numerator(paragraph, place)
    if top is None or not top[0]:
        return False
    before = paragraph.nodes[top[0] - 1].figure
    return before is not None and before.form == "amount" and paragraph.words(before.span.end, top[1].span.start) == "với"


def _percent_behind(paragraph: Paragraph, figure: Quantity) -> bool:
    """Whether a figure of the paragraph has a percentage of its own."""
    place = next((p for p, node in enumerate(paragraph.nodes) if node.figure is figure), None)
    return place is not None and _has_percent(paragraph, place)


def _has_percent(paragraph: Paragraph, place: int) -> bool:
    """Whether a figure has a percentage of its own: a part beside other parts, and not their whole."""
    following = next((node.figure for node in paragraph.nodes[place + 1 : place + 4] if node.figure), None)
    return following is not None and following.form == "percent"


def _earlier(
    paragraph: Paragraph,
    at: int,
    top: Quantity,
    plan: bool,
    own: bool,
    whole_only: bool,
    tail: str,
    indicators: Indicators,
    above: Paragraph | None,
) -> Iterator[Base]:
    """The amounts of the same kind stated before the numerator: in its sentence, then in the paragraph."""
    nodes = paragraph.nodes
    begin, _ = paragraph.sentence(at)
    lead = paragraph.words(paragraph.begins(at), nodes[at].start)
    achieved = phrases("achieves").opens(done(lead))
    if above is not None and not any(nodes[p].figure for p in range(at)):
        whole = next((figure for figure in above.figures(depth=0)[:1] if figure.form == "amount"), None)
        if whole and fits(whole, top, paragraph.text) == 2 and whole.amount >= top.amount:
            said = above.words(above.block.start, whole.span.start)
            told = _TOLD.search(said) is not None and not _of_solved(top, _phrase(paragraph, at), said)
            yield Base(top, whole, "item above", own and not plan and told, weak=not told)
            for other in above.figures(depth=0)[1:_MOST_BEFORE]:
                if fits(other, top, paragraph.text) == 2:
                    yield Base(top, other, "item above", False, weak=True)
    same_kind = (
        p for p in range(at - 1, -1, -1) if (f := nodes[p].figure) and f.form == "amount" and fits(f, top, paragraph.text) == 2
    )
    before = list(islice(same_kind, _MOST_BEFORE))
    for node in nodes[max(0, at - _MOST_NODES) : at]:
        if node.figure and node.figure.base and not plan:
            yield Base(top, node.figure.base, "earlier figure", False, weak=True)
    plans = [p for p in before if phrases("planned").within(_phrase(paragraph, p))]
    inside = [p for p in before if p >= begin]
    for order, p in enumerate(before):
        figure = nodes[p].figure
        if figure is None or (whole_only and figure.amount < top.amount) or not _names(tail, figure):
            continue
        sibling = _has_percent(paragraph, p)
        planned = phrases("planned").within(_phrase(paragraph, p))
        same = p >= begin
        if plan:
            similar = planned and indicators.same(figure, top)
            chained = (same and order == 0 and (planned or achieved)) or (order == 0 and plans == [p])
            yield Base(top, figure, "plan", chained or similar, weak=not (chained or similar))
        else:
            settled = _of_solved(top, _phrase(paragraph, at), _phrase(paragraph, p))
            chained = same and order == 0 and own and not sibling and not settled
            yield Base(top, figure, "earlier figure", chained and len(inside) == 1, weak=not chained)


def _of_solved(top: Quantity, label: str, whole: str) -> bool:
    """Whether dossiers are counted by their deadline, which is a share of those solved, and the whole is of others."""
    return top.family == "dossiers" and bool(_ON_TIME.search(label)) and not re.search(r"(?<!phải )giải quyết|trả", whole)


def _phrase(paragraph: Paragraph, place: int) -> str:
    """The words around a figure, from the sign before it to the one behind it."""
    return paragraph.words(paragraph.begins(place), paragraph.ends(place))
