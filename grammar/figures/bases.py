"""What a percentage may be one of: a ratio, a whole, a plan, an earlier amount of the same kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise
from typing import NamedTuple

from grammar.facts import Quantity
from grammar.figures.clauses import Paragraph
from grammar.figures.indicators import Indicators
from grammar.figures.kinds import fits
from grammar.figures.wording import done, links, of_what, phrases

HUNDRED = Decimal(100)
_ON_TIME = re.compile(r"(?:đúng|trước|sớm|quá|trễ) hạn")
# What the item above is the whole of: "- Tổng số hồ sơ đã giải quyết: 12.480 hồ sơ;"
_TOLD = re.compile(r"tổng|tiếp nhận|giải quyết|được giao|phải|kế hoạch|phát ra")
_MOST_NODES = 20  # nodes before it among which the whole of a ratio may be its whole, too
_MOST_BEFORE = 8  # earlier figures tried as the whole
# "02 chỉ tiêu chưa đạt là thanh toán trực tuyến (51,7%)": the bracket belongs to what is named.
_NAMED = re.compile(r"(?<!\w)là(?:\s+\w+){2}")


class Base(NamedTuple):
    """A numerator and denominator that a percentage may follow from; `sure` where the text leaves no other."""

    top: Quantity
    bottom: Quantity
    reading: str
    sure: bool
    weak: bool = False


def bases_of(
    paragraph: Paragraph,
    place: int,
    lead: str,
    notes: Sequence[Paragraph],
    above: Paragraph | None,
    indicators: Indicators,
    wholes: dict[int, Quantity],
) -> Iterator[Base]:
    """What a percentage may be one of, the likeliest first.

    Args:
        paragraph: where it stands.
        place: its node.
        lead: the words before it.
        notes: its footnote.
        above: the list item above its own.
        indicators: the amounts by what they measure.
        wholes: for each part of a breakdown (by its start) the whole it is a part of.
    """
    tail = paragraph.words(paragraph.nodes[place].end, paragraph.ends(place))
    linked = links(lead)
    plan = phrases("plans").opens(of_what(tail))
    own = not tail or plan or phrases("wholes").opens(tail)
    yield from _in_bracket_behind(paragraph, place)
    yield from _plan_behind(paragraph, place, tail, linked, wholes)
    for note in notes:
        yield from _in_note(note)
    yield from _ratio_before(paragraph, place, linked and own, bool(lead), tail)
    top = numerator(paragraph, place) if linked else None
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
    below_hundred = not plan and (paragraph.nodes[place].figure or figure).value <= HUNDRED
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
            whole = (paragraph.nodes[place].figure or figure).value >= HUNDRED and bool(tail) and figure.value < figure.base.value
            yield Base(figure, figure.base, "ratio", own and not whole, weak=not own or whole)
            return


def numerator(paragraph: Paragraph, place: int) -> tuple[int, Quantity] | None:
    """The amount that a percentage follows, with nothing but signs between."""
    depth = paragraph.nodes[place].depth
    for at in range(place - 1, -1, -1):
        node = paragraph.nodes[at]
        if node.figure:
            close = node.depth == depth or (
                node.depth == depth - 1 and not _NAMED.search(paragraph.words(node.end, paragraph.ends(at)))
            )
            return (at, node.figure) if node.figure.form == "amount" and close else None
        if node.kind not in ("comma", "open", "and", "colon"):
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


def unlike(figure: Quantity) -> bool:
    """Whether a ratio sets two measures side by side and is no part of a whole: "18.456 học sinh/612 lớp"."""
    base = figure.base
    if base is None or figure.unit == base.unit:
        return False
    return figure.unit is None or base.unit is None or not fits(base, figure, figure.written)
