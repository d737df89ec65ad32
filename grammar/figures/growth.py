"""Increases and decreases in per cent, against the value of the year before or the one that the sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from grammar.facts import Operand, Quantity, Relation, RelationStatus
from grammar.figures.clauses import Paragraph
from grammar.figures.indicators import Indicators, key
from grammar.figures.kinds import fits
from grammar.figures.percents import compare, percent
from grammar.figures.wording import links, phrases

_AVERAGE = re.compile(r"bình quân|trung bình|mỗi năm|hằng năm|hàng năm|mỗi quý|mỗi tháng")
_OF_PLAN = re.compile(r"(?:so với |so |của )?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)")
_DOWN = ("giảm", "cắt giảm", "sụt", "thấp hơn", "ít hơn", "rút ngắn", "tiết kiệm", "tinh giản")
_AGAINST = re.compile(r"(?:điểm )?so với\b|so cùng kỳ|so năm|cùng kỳ|so với cùng kỳ")
_YEAR_BEFORE = re.compile(r"\b(?:cùng kỳ|năm trước|năm ngoái|năm (?:19|20)\d\d|năm liền kề)\b")
_YEAR_SAID = re.compile(r"\bnăm ((?:19|20)\d\d)\b")
_PLAN = re.compile(r"kế hoạch|dự toán|chỉ tiêu|mục tiêu|bình quân|trung bình|nghị quyết|giai đoạn|nhiệm kỳ")
_FROM, _TO = (
    re.compile(r"(?<!\w)từ(?: \S+){0,6}$"),
    re.compile(r"(?<!\w)(?:lên|xuống|còn|thành|đến|tới)\s*(?:còn|mức|thành|đến)?\s*$"),
)


class _Pair(NamedTuple):
    before: Quantity
    after: Quantity
    reading: str
    sure: bool


def relations(paragraphs: Sequence[Paragraph], indicators: Indicators) -> Iterator[Relation]:
    """The changes in per cent of a report for which both values are stated."""
    for paragraph in paragraphs:
        for place, node in enumerate(paragraph.nodes):
            figure = node.figure
            if figure is None or figure.form != "percent":
                continue
            lead = paragraph.words(paragraph.begins(place), node.start)
            way = phrases("changes").closing(lead)
            if not way:
                yield from _beside_change(paragraph, place)
            if not way or _AVERAGE.search(lead):
                continue
            tail = paragraph.words(node.end, min(node.end + 70, paragraph.block.end))
            if _OF_PLAN.match(tail):
                yield from _beyond_plan(paragraph, place, way)
                continue
            found = _judge(figure, way, list(_pairs(paragraph, place, tail, indicators)))
            if found:
                yield found


def _beside_change(paragraph: Paragraph, place: int) -> Iterator[Relation]:
    """Beside the change itself: "còn 156 đơn vị, giảm 24 đơn vị (13,3%)" are 24 of the 180 that there were."""
    nodes = paragraph.nodes
    stated = nodes[place].figure
    at = place - 2 if place > 1 and nodes[place - 1].kind in ("open", "comma") else place - 1
    change = nodes[at].figure if at >= 0 else None
    if (
        stated is None
        or change is None
        or change.form != "amount"
        or not links(paragraph.words(nodes[at].end, nodes[place].start))
    ):
        return
    way = phrases("changes").closing(paragraph.words(paragraph.begins(at), change.span.start))
    begin, _ = paragraph.sentence(at)
    before = [
        p
        for p in range(at - 1, begin - 1, -1)
        if (f := nodes[p].figure)
        and f.form == "amount"
        and not phrases("changes").closing(paragraph.words(paragraph.begins(p), f.span.start))
    ]
    current = nodes[before[0]].figure if before else None
    if not way or way == "vượt" or current is None or current.unit != change.unit:
        return
    if any(node.kind == "semicolon" for node in nodes[before[0] : at]):
        return
    sign = Decimal(-1 if way.startswith(_DOWN) else 1)
    earlier = current.amount - sign * change.amount
    tested = []
    named = (
        paragraph.figures(place + 2, nodes[place + 1].partner)
        if place + 1 < len(nodes) and nodes[place + 1].kind == "open"
        else []
    )
    others = [figure.amount for p in before if (figure := nodes[p].figure) and fits(figure, change, paragraph.text)]
    for base in (earlier, *others, *(figure.amount for figure in named)):
        if base > 0:
            low, high = (percent(change.amount + half, base) for half in (-change.half, change.half))
            tested.append((compare(stated, low, high), percent(change.amount, base)))
    if not tested:
        return
    status, computed = next((entry for entry in tested if entry[0] == "holds"), tested[0])
    if status == "broken" and (
        any(figure.bound for figure in (stated, change, current)) or _OF_PLAN.match(_behind(paragraph, place))
    ):
        status = "unclear"
    operands = (
        Operand("percent", stated, stated.value),
        Operand("after", current, current.value),
        Operand("change", change, change.value),
    )
    yield Relation("growth", status, "beside the change", stated.value, computed, "%", operands, stated.span, False)


def _behind(paragraph: Paragraph, place: int) -> str:
    """The words behind a percentage, and behind the bracket that it may stand in."""
    at = place + 1 if place + 1 < len(paragraph.nodes) and paragraph.nodes[place + 1].kind == "close" else place
    return paragraph.words(paragraph.nodes[at].end, paragraph.ends(at))


def _beyond_plan(paragraph: Paragraph, place: int, way: str) -> Iterator[Relation]:
    """Above the plan: "dự toán giao 250 tỷ đồng … thu đạt 287 tỷ đồng, vượt 14,8% dự toán"."""
    nodes = paragraph.nodes
    stated = nodes[place].figure
    before = [p for p in range(place - 1, -1, -1) if (f := nodes[p].figure) and f.form == "amount"]
    result = nodes[before[0]].figure if before else None
    if stated is None or result is None:
        return
    others = [p for p in before[1:] if (f := nodes[p].figure) and fits(f, result, paragraph.text) == 2]
    plans = [p for p in others if phrases("planned").within(paragraph.words(paragraph.begins(p), paragraph.ends(p)))]
    plan = nodes[plans[0]].figure if len(plans) == 1 and others[0] == plans[0] else None
    if plan is None or not plan.amount:
        return
    pair = _Pair(plan, result, "beyond plan", not any(figure.bound for figure in (stated, plan, result)))
    status, computed = _tested(stated, way, pair)
    operands = (
        Operand("percent", stated, stated.value),
        Operand("numerator", result, result.value),
        Operand("denominator", plan, plan.value),
    )
    contrary = computed < 0  # "vượt 3,3% so với kế hoạch" of something else
    yield Relation(
        "percent",
        status if (pair.sure and not contrary) or status == "holds" else "unclear",
        pair.reading,
        stated.value,
        computed,
        "%",
        operands,
        stated.span,
    )


def _judge(stated: Quantity, way: str, pairs: Sequence[_Pair]) -> Relation | None:
    """The change with the first pair of values from which it follows; else with the likeliest one."""
    tested = [(pair, *_tested(stated, way, pair)) for pair in pairs if pair.before.amount]
    for wanted in ("holds", "truncated"):
        for pair, status, computed in tested:
            if status == wanted:
                return _relation(stated, pair, status, computed)
    sure = [entry for entry in tested if entry[0].sure]
    if not tested:
        return None
    pair, status, computed = (sure or tested)[0]
    if not sure or any(figure.bound for figure in (stated, pair.before, pair.after)):
        status = "unclear"
    return _relation(stated, pair, status, computed)


def _tested(stated: Quantity, way: str, pair: _Pair) -> tuple[RelationStatus, Decimal]:
    """The change between two values, in per cent, or in points between two percentages; a decrease counts as positive."""
    sign = Decimal(-1 if way.startswith(_DOWN) else 1)
    before, after = pair.before, pair.after
    exact = sign * (percent(after.amount, before.amount) - 100)
    low = sign * (percent(after.amount - sign * after.half, before.amount + sign * before.half) - 100)
    high = sign * (percent(after.amount + sign * after.half, before.amount - sign * before.half) - 100)
    status = compare(stated, min(low, high), max(low, high))
    if before.form == "percent" and status == "broken":
        points = sign * (after.value - before.value)
        status, exact = ("holds", points) if abs(points - stated.value) <= before.half + after.half else (status, points)
    return status, exact


def _relation(stated: Quantity, pair: _Pair, status: RelationStatus, computed: Decimal) -> Relation:
    operands = (
        Operand("percent", stated, stated.value),
        Operand("after", pair.after, pair.after.value),
        Operand("before", pair.before, pair.before.value),
    )
    return Relation("growth", status, pair.reading, stated.value, computed, "%", operands, stated.span, pair.sure)


def _pairs(paragraph: Paragraph, place: int, tail: str, indicators: Indicators) -> Iterator[_Pair]:
    nodes = paragraph.nodes
    begin, end = paragraph.sentence(place)
    if behind_it := _from_to_behind(paragraph, place, end):
        yield behind_it
        return
    before = [
        p
        for p in range(place - 1, begin - 1, -1)
        if (f := nodes[p].figure) and f.form in ("amount", "percent") and f.family != "ranks"
    ]
    yield from _against_before(paragraph, place)
    yield from _two_periods(paragraph, before)
    yield from _from_to(paragraph, [p for p in before if not _is_period(nodes[p].figure)])
    before = [p for p in before if (f := nodes[p].figure) and f.family != "time"]
    lead = paragraph.words(paragraph.begins(place), nodes[place].start)
    yield from _named(paragraph, place, lead, tail)
    current = _current(paragraph, place, before)
    if subject := _subject(lead, phrases("changes").closing(lead)):
        current = next((nodes[p].figure for p in before if _about(paragraph, p, subject)), None)
    if current is None:
        return
    against = _AGAINST.match(tail) is not None
    behind = [p for p in range(place + 1, min(end, place + 6)) if nodes[p].figure]
    text = paragraph.text
    if behind and (against or nodes[place + 1].kind == "open"):
        other = nodes[behind[0]].figure
        between = paragraph.words(nodes[place].end, nodes[behind[0]].start)
        near = all(nodes[p].kind in ("open", "comma", "colon", "and") for p in range(place + 1, behind[0]))
        if (
            other
            and other.form == current.form
            and near
            and (fits(other, current, text) or current.form == "percent")
            and not re.search(r"\b(?:tăng|giảm|trong đó|đạt)\b", between)
        ):
            yield _Pair(other, current, "named in the sentence", against and not _PLAN.search(between))
            return
    for p in before[:3]:
        other = nodes[p].figure
        if other and other is not current and other.form == current.form and fits(other, current, text):
            aside = nodes[p].depth > nodes[place].depth and nodes[p - 1].kind in ("open", "colon")
            named = (
                _YEAR_BEFORE.search(paragraph.words(max(paragraph.block.start, nodes[p].start - 40), nodes[p].start)) is not None
            )
            yield _Pair(other, current, "earlier figure", named and (against or aside))
    if against and _YEAR_BEFORE.search(tail[:60]) and not _PLAN.search(tail[:40].split(",")[0]):
        known = indicators.a_year_before(current)
        one = len({other.quantity.amount for other in known}) == 1
        for other_indicator in known:
            yield _Pair(other_indicator.quantity, current, "year before", one)


_LABEL = re.compile(r"((?:tháng|quý|năm|đợt)\s+(?:\d+|[ivx]+))(?:\s*/?\s*(?:năm\s+)?(?:19|20)\d\d)?\s+(?:tăng|giảm)")
_OTHER_LABEL = re.compile(r"so với (?:cùng )?((?:tháng|quý|năm|đợt)\s+(?:\d+|[ivx]+))")


def _named(paragraph: Paragraph, place: int, lead: str, tail: str) -> Iterator[_Pair]:
    """Two periods by their names: "tháng 7 tiếp nhận 1.312 hồ sơ; tháng 8 …. Tháng 8 tăng 11,9% so với tháng 7"."""
    own, other = _LABEL.search(lead), _OTHER_LABEL.match(tail)
    if own is None or other is None:
        return
    found: list[Quantity] = []
    for label in (other[1], own[1]):
        wanted = re.compile(rf"(?<!\w){re.escape(label)}(?!\w)")
        labelled = [
            node.figure
            for p, node in enumerate(paragraph.nodes[:place])
            if node.figure and node.figure.form == "amount" and wanted.search(paragraph.words(paragraph.begins(p), node.start))
        ]
        if len(labelled) != 1:
            return
        found += labelled
    before, after = found
    if before.family == after.family:
        yield _Pair(before, after, "named periods", True)


def _subject(lead: str, way: str) -> str:
    """What is said to have changed, where the clause names it: "số hồ sơ tiếp nhận tăng"."""
    words_before = key(lead.rsplit(way, 1)[0])
    return words_before if len(words_before.split()) > 1 else ""


def _about(paragraph: Paragraph, place: int, subject: str) -> bool:
    """Whether an amount is what a clause speaks of, by its words and unit."""
    figure = paragraph.nodes[place].figure
    if figure is None or figure.form != "amount":
        return False
    said = key(f"{paragraph.words(paragraph.begins(place), figure.span.start)} {figure.unit or ''}")
    return set(subject.split()) <= set(said.split())


def _is_period(figure: Quantity | None) -> bool:
    """Whether a figure tells a period rather than an amount of time: "9 tháng đầu năm"."""
    return figure is not None and figure.unit in ("năm", "tháng", "quý", "tuần")


def _from_to(paragraph: Paragraph, before: Sequence[int]) -> Iterator[_Pair]:
    """From one value to the other: "từ 85,5% lên 88,7%, tăng …"."""
    if len(before) < 2:
        return
    after, earlier = (paragraph.nodes[p] for p in before[:2])
    if not after.figure or not earlier.figure or after.figure.form != earlier.figure.form:
        return
    if _TO.search(paragraph.words(paragraph.begins(before[0]), after.start)) and _FROM.search(
        paragraph.words(paragraph.begins(before[1]), earlier.start)
    ):
        yield _Pair(
            earlier.figure,
            after.figure,
            "from … to",
            _one_change(paragraph, before)
            and (
                bool(fits(earlier.figure, after.figure, paragraph.text))
                or after.figure.form == "percent"
                or earlier.figure.unit == after.figure.unit
            ),
        )


def _against_before(paragraph: Paragraph, place: int) -> Iterator[_Pair]:
    """Against a value in brackets before it: "612,4 tỷ đồng; so với cùng kỳ năm 2022 (548,9 tỷ đồng) tăng 11,6%"."""
    nodes = paragraph.nodes
    close = place - 2 if place > 1 and nodes[place - 1].kind == "comma" else place - 1
    if close < 0 or nodes[close].kind != "close":
        return
    opening = nodes[close].partner
    inside = paragraph.figures(opening + 1, close)
    said = paragraph.words(paragraph.begins(opening), nodes[opening].start)
    begin, _ = paragraph.sentence(place)
    now = [
        f
        for p in range(opening - 1, begin - 1, -1)
        if (f := nodes[p].figure)
        and f.form == "amount"
        and nodes[p].depth == nodes[place].depth
        and not phrases("changes").closing(paragraph.words(paragraph.begins(p), f.span.start))
    ]
    if len(inside) != 1 or not now or "so với" not in said or _PLAN.search(said):
        return
    if close == place - 1 and not _YEAR_BEFORE.search(said):
        return
    if inside[0].form == "amount" and fits(inside[0], now[0], paragraph.text) == 2:
        yield _Pair(inside[0], now[0], "named in the sentence", True)


def _two_periods(paragraph: Paragraph, before: Sequence[int]) -> Iterator[_Pair]:
    """Two values of one sentence, each with its period: "28,6 tỷ đồng, cùng kỳ năm 2022 là 33,4 tỷ đồng, giảm 14,4%"."""
    level = [
        p
        for p in before
        if not _is_period(paragraph.nodes[p].figure) and paragraph.nodes[p].depth == paragraph.nodes[before[0]].depth
    ]
    kind = next((f.form for p in level if (f := paragraph.nodes[p].figure)), "")
    level = [p for p in level if (f := paragraph.nodes[p].figure) and f.form == kind]
    if len(level) < 2:
        return
    last, first = level[:2]
    one, other = paragraph.nodes[first].figure, paragraph.nodes[last].figure
    if one is None or other is None or one.form != other.form or (one.unit != other.unit and one.family != other.family):
        return
    said_first, said_last = (
        paragraph.words(paragraph.begins(first), one.span.start),
        paragraph.words(one.span.end, other.span.start),
    )
    if _PLAN.search(said_first) or _PLAN.search(said_last) or phrases("changes").within(said_last):
        return
    year_first, year_last = _YEAR_SAID.findall(said_first), _YEAR_SAID.findall(said_last)
    if re.search(r"(?<!\w)(?:cùng kỳ|năm trước|năm ngoái)(?!\w)", said_last) and "so với" not in said_last:
        yield _Pair(other, one, "two periods", True)
    elif year_first and year_last and abs(int(year_first[-1]) - int(year_last[-1])) == 1:
        older, newer = (one, other) if year_first[-1] < year_last[-1] else (other, one)
        yield _Pair(older, newer, "two periods", True)


def _from_to_behind(paragraph: Paragraph, place: int, end: int) -> _Pair | None:
    """In a bracket behind it: "giảm 10,2% biên chế (từ 14.250 người xuống còn 12.797 người)"."""
    nodes = paragraph.nodes
    if place + 1 >= end or nodes[place + 1].kind != "open":
        return None
    inside = [p for p in range(place + 2, nodes[place + 1].partner) if nodes[p].figure]
    if len(inside) != 2 or not paragraph.words(paragraph.begins(inside[0]), nodes[inside[0]].start).endswith("từ"):
        return None
    before, after = (nodes[p].figure for p in inside)
    if (
        before is None
        or after is None
        or before.form != after.form
        or not _TO.search(paragraph.words(before.span.end, after.span.start))
    ):
        return None
    return _Pair(before, after, "from … to", True)


def _one_change(paragraph: Paragraph, before: Sequence[int]) -> bool:
    """Whether one value only is said to have changed: not "từ 19 xuống còn 16, giảm 41 phòng (từ 156 xuống còn 115)"."""
    leads = (paragraph.words(paragraph.begins(p), paragraph.nodes[p].start) for p in before)
    return sum(_FROM.search(lead) is not None for lead in leads) == 1


def _current(paragraph: Paragraph, place: int, before: Sequence[int]) -> Quantity | None:
    """The amount that the change is one of: the nearest before it, past other percentages of the same amount."""
    for p in before:
        node = paragraph.nodes[p]
        if node.depth < paragraph.nodes[place].depth - 1 or node.depth > paragraph.nodes[place].depth:
            continue
        if node.figure and node.figure.form == "amount":
            return node.figure if not any(n.kind in ("semicolon", "stop") for n in paragraph.nodes[p:place]) else None
        if node.figure and p == before[0] and not links(paragraph.words(paragraph.begins(p), node.start)):
            return node.figure  # "Chỉ số SIPAS đạt 83,45%, tăng 1,3%"
    return None
