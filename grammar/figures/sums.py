"""Totals and their parts: whether the parts make the total under any reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, pairwise
from typing import Literal

from grammar.facts import Operand, Quantity, Relation, RelationStatus
from grammar.figures import breakdowns, outlines
from grammar.figures.breakdowns import Breakdown
from grammar.figures.clauses import Items, Paragraph, span_of
from grammar.figures.divisions import completes, crossing, divides, kinds, known, overlaps, several_answers, shared, years
from grammar.figures.kinds import fits
from grammar.figures.readings import Part, made, readings, values
from grammar.figures.wording import phrases
from grammar.report import Report

# How far the percentages beside the parts may be from a hundred together for the list to be whole.
_SHARES_OFF = 2
# Parts that no label tells to be all may exceed their whole by this much for a slip; by more, they are others.
_LITTLE_OVER = Decimal("1.15")
_LEAST_OVER = 2
_MANY = 4  # parts that nearly make their whole are meant to
_REST = re.compile(r"(?:số |và )?còn lại(?!\w)")  # "…, còn lại 11 dự án": the last part is all that is left
_OTHER_SUBJECT = re.compile(r";\s*(?!trong đó|bao gồm|gồm|cụ thể)(?:[^\s;]+\s+){3}")
_MOST_HEADS = 4  # figures before a list that are tried as its whole


def relations(paragraphs: Sequence[Paragraph], report: Report) -> Iterator[Relation]:
    """The sums that a report states, each under the most natural reading that holds, or as broken or unclear."""
    told: set[tuple[int, int]] = set()
    for breakdown in chain(
        breakdowns.inline(paragraphs),
        outlines.bullets(paragraphs, report),
        outlines.totals_below(paragraphs),
        outlines.in_notes(paragraphs, report),
        breakdowns.labelled(paragraphs),
    ):
        for found in _each(breakdown):
            key = (found.operands[0].quantity.span.start, found.operands[-1].quantity.span.start)
            if key not in told:
                told.add(key)
                yield found


def _each(breakdown: Breakdown) -> Iterator[Relation]:
    """What a list gives: one relation, or one for each of the ways in which it divides the same whole.

    "268.100 hồ sơ (trước hạn 200.000, đúng hạn 57.633, quá hạn 10.467; trực tuyến 34.018, trực tiếp 234.082)"
    """
    found = read(breakdown)
    if found is None:
        return
    listed = breakdown.items
    several = all(sum(bool(piece.figures) for piece in item) > 1 for item in listed.items)
    if (
        listed.divider == "semicolon"
        and len(listed.items) > 1
        and several
        and found.status == "holds"
        and "partition" in found.reading
    ):
        ways = [read(breakdown._replace(items=Items((item,), "comma", listed.open))) for item in listed.items]
        yield from (way for way in ways if way)
    else:
        yield found


def read(found: Breakdown) -> Relation | None:
    """The relation of a breakdown: the first head and reading that hold; else what the likeliest ones give.

    None where the list holds no part of any head: it breaks nothing down.
    """
    text = found.paragraph.text
    tried: list[tuple[Quantity, list[Part]]] = []
    for head in found.heads[:_MOST_HEADS]:
        for name, parts in readings(found, head, text):
            single = found.form in ("bracket", "note") or name != "plain"
            if len(parts) > (0 if single else 1):
                for total in (*values(head), *(values(head.base) if head.base else ())):
                    if _equal(total * head.scale, head, parts):
                        return _relation(found, head, total, parts, name)
            if name == "plain" and parts and head.form == "amount":
                tried.append((head, parts))
    return _judge(found, tried)


def _judge(found: Breakdown, tried: Sequence[tuple[Quantity, list[Part]]]) -> Relation | None:
    """What to say of a list that makes no whole: nothing sure where it is far from it, and another clause between them."""
    relation = _unequal(found, tried)
    if relation is None or relation.status != "broken" or not _is_parted(found, relation.operands[0].quantity):
        return relation
    stated, computed = relation.stated or Decimal(0), relation.computed or Decimal(0)
    return relation if abs(stated - computed) * 4 <= stated else relation._replace(status="unclear", sure=False)


def _is_parted(found: Breakdown, head: Quantity) -> bool:
    """Whether a semicolon and a subject of its own stand between a figure and a list: "154 lượt; xếp loại năm 2021: tốt 38"."""
    first = found.items.items[0][0].start
    if found.form not in ("cue", "colon") or first <= head.span.end:
        return False
    return _OTHER_SUBJECT.search(found.paragraph.text[head.span.end : first]) is not None


def _of_difference(found: Breakdown, head: Quantity, parts: Sequence[Part]) -> bool:
    """Whether a bracket tells what a figure lacks of the one before it: "giao 72, có mặt 69 (02 dự phòng, 01 chờ tuyển)"."""
    if found.form != "bracket":
        return False
    before = [f for f in found.paragraph.figures() if f.span.end <= head.span.start and f.form == "amount"]
    return bool(before) and before[-1].amount - head.amount == made(parts)


def _unequal(found: Breakdown, tried: Sequence[tuple[Quantity, list[Part]]]) -> Relation | None:
    """What to say of a list whose parts make none of the figures before it."""
    tried = _clearly(found, [(head, parts) for head, parts in tried if not _compared(found, head) and not _word(head, parts)])
    # "07 người: 01 Tổ trưởng, 02 Tổ phó, Thư ký và 03 thành viên": an item without a figure is one.
    if any(_of_difference(found, head, parts) for head, parts in tried):
        return None
    single = sum(not any(piece.figures for piece in item) for item in found.items.items[1:])
    single *= any(piece.figures for piece in found.items.items[0]) if found.items.items else 0
    if single and any(made(parts) + single * head.scale == head.amount for head, parts in tried):
        return None
    strict = [(head, parts) for head, parts in tried if all(part.strict for part in parts)]
    if not strict:
        mostly = [(head, parts) for head, parts in tried if len(parts) > 2 and sum(p.strict for p in parts) * 2 >= len(parts)]
        mostly = mostly or [(head, parts) for head, parts in tried if found.form == "bracket" and _slip(head, parts)]
        return _judged(found, *mostly[0])._replace(sure=False) if mostly else None
    head, parts = strict[0]
    largest = max(parts, key=_least)
    if _exceeds(found, largest, parts, [other for other, _ in strict]):
        return _relation(found, head, head.value, [largest], "part", "broken")
    if len(parts) < 2:
        return _relation(found, head, head.value, parts, "part") if _least(largest) <= head.amount else None
    return _judged(found, head, parts)


def _word(head: Quantity, parts: Sequence[Part]) -> bool:
    """Whether a head is a word that counts something else: "của hai sở trước đây (nông nghiệp 147, tài nguyên 193)"."""
    return head.style == "word" and made(parts) > 2 * head.amount


def _compared(found: Breakdown, head: Quantity) -> bool:
    """Whether a figure is a change with a comparison: "15 cuộc, tăng 3 cuộc so với năm 2023, trong đó …" divides the 15."""
    first = found.items.items[0][0].start
    between = found.paragraph.words(head.span.end, min(first, head.span.end + 60)) if first > head.span.end else ""
    return found.form == "cue" and between.startswith(("so với", "so cùng kỳ"))


def _clearly(found: Breakdown, tried: Sequence[tuple[Quantity, list[Part]]]) -> Sequence[tuple[Quantity, list[Part]]]:
    """The parts without those that may be no parts: behind "trong đó" without colon a semicolon may end the list."""
    listed = found.items
    if (found.cue not in ("parts", "openly") and found.form != "colon") or listed.divider != "semicolon" or len(listed.items) < 2:
        return tried
    several = sum(bool(piece.figures) for piece in listed.items[0]) > 1
    if not several and (found.form == "colon" or not _behind(found, "trong đó")):
        return tried
    end = listed.items[0][-1].end
    return [
        (head, parts if divides([part.label for part in parts]) else [part for part in parts if part.quantity.span.end <= end])
        for head, parts in tried
        if parts[0].quantity.span.end <= end
    ]


def _exceeds(found: Breakdown, largest: Part, parts: Sequence[Part], heads: Sequence[Quantity]) -> bool:
    """Whether a part is larger than every figure that it could be a part of, and is surely a part."""
    exact = largest.quantity.bound is None and all(head.bound is None for head in heads)
    if not exact or found.cue == "sums up" or found.items.open or (found.form == "note" and not found.cue):
        return False
    if found.form == "bracket" and len(parts) == 1 and not known(parts[0].label):
        return False  # "45 người (chỉ tiêu 50 người)"
    if largest is not parts[0] and not divides([part.label for part in parts]) and found.form in ("cue", "bracket"):
        return False  # "Khởi công 05 công trình, trong đó 02 …, hoàn thành 11 công trình"
    others = [head for head in found.heads if fits(head, largest.quantity, found.paragraph.text)]
    return _least(largest) > max(_most(head) for head in [*heads, *others])


def _most(head: Quantity) -> Decimal:
    """The largest value that a figure can stand for."""
    return max(head.amount, head.base.amount if head.base else head.amount) + head.half


def _least(part: Part) -> Decimal:
    """The smallest value that a part can have under any reading of its digits."""
    return min((part.value, *(value * part.quantity.scale for value in part.quantity.readings)))


def _judged(found: Breakdown, head: Quantity, parts: list[Part]) -> Relation:
    """Broken where the list is meant to be whole; else the parts hold as long as they do not exceed the whole."""
    total = made(parts)
    over = total > head.amount + head.half
    within = any(other.amount >= total and fits(other, parts[0].quantity, found.paragraph.text) == 2 for other in found.heads)
    labels = [part.label for part in parts]
    if _untestable(found, head, parts, labels):
        return _relation(found, head, head.value, parts, "at most", "unclear" if total > head.amount else "holds")
    divided = divides(labels) or kinds(head.unit, [part.quantity.unit for part in parts]) or _REST.match(labels[-1]) is not None
    if (found.cue == "openly" or found.items.open or _partly(found, head)) and not completes(labels):
        broken = over and divided and found.form != "note"
        return _relation(
            found, head, head.value, parts, "at most", "broken" if broken else "unclear" if over else "holds", sure=False
        )
    trust = _trust(found, head, parts, divided=divided)
    if trust:
        return _relation(found, head, head.value, parts, "plain", "broken", sure=trust == "sure")
    listed = found.form == "bracket" or found.items.divider == "comma"
    little = total <= max(
        head.amount * _LITTLE_OVER, head.amount + _LEAST_OVER * head.scale
    )  # far over, they overlap or are no parts
    doubtful = within or not listed or found.cue == "within" or not little or (found.form == "cue" and len(parts) == 2)
    status: RelationStatus = ("unclear" if doubtful else "broken") if over else "holds"
    return _relation(found, head, head.value, parts, "at most", status, sure=False)


def _untestable(found: Breakdown, head: Quantity, parts: Sequence[Part], labels: Sequence[str]) -> bool:
    """Whether the sum cannot be asked of a list: rounded figures, parts that overlap or are left out, things of other kinds."""
    if head.bound or any(part.quantity.bound for part in parts):
        return True
    if found.cue == "sums up" and any(_least(part) > head.amount for part in parts):
        return True  # "Tổng số 17 hồ sơ quá hạn" counts something else than the sentence before it
    if overlaps(labels) or any(map(shared, _subsets(found))) or _mixed(found, head):
        return True
    if _behind(found, "trong đó") and crossing(labels):
        return True
    shares = _shares(found, parts)
    if len(shares) == len(parts) and abs(sum(shares, Decimal(0)) - 100) > _SHARES_OFF:
        return True
    block = found.paragraph.block
    return several_answers(found.paragraph.words(block.start, block.end))


def _trust(found: Breakdown, head: Quantity, parts: Sequence[Part], *, divided: bool) -> Literal["sure", "likely", ""]:
    """How far a list is meant to be whole, by the form it stands in, its cue and its labels."""
    many = len(parts) > 2
    if _behind(found, "trong đó") and found.cue != "parts: " and not divided:
        return "likely" if _nearly(head, parts) else ""  # "trong đó 45 văn bản về A, 30 về B, 25 về C" leaves others out
    if found.form == "bracket" and not found.cue:
        return "likely" if years([part.label for part in parts]) else "sure"
    if found.form == "note" and not found.cue and not _slip(head, parts):
        return ""  # it tells of some of them
    if found.form in ("bullets", "note"):
        return "sure" if divided or many or found.cue else "likely"
    if found.form in ("cue", "bracket"):
        told = many or found.cue == "parts: " or not _behind(found, "trong đó")
        if not divided and (not told or found.cue == "within"):
            return ""
        return "sure" if _main(found, head) else "likely"
    return "sure" if divided or many else ""


def _slip(head: Quantity, parts: Sequence[Part]) -> bool:
    """Whether two parts or more come near their whole: "512 xe (45 ô tô, 476 mô tô)"."""
    missing = abs(head.amount - made(parts))
    return len(parts) > 1 and missing * 4 <= head.amount


def _nearly(head: Quantity, parts: Sequence[Part]) -> bool:
    """Whether many parts make their whole but for a slip."""
    missing = abs(head.amount - made(parts))
    return len(parts) >= _MANY and missing * 10 <= head.amount


def _shares(found: Breakdown, parts: Sequence[Part]) -> list[Decimal]:
    """The percentages that stand beside the parts: far from a hundred together, they tell that parts are left out."""
    starts = {part.quantity.span.start for part in parts}
    shares = []
    for item in found.items.items:
        counted = False
        for figure in (figure for piece in item for figure in piece.figures):
            if figure.form == "percent" and counted:
                shares.append(figure.value)
            counted = figure.span.start in starts
    if len(shares) < len(parts) and found.items.divider == "comma":
        row = [figure for item in found.items.items for piece in item for figure in piece.figures]
        shares = [after.value for before, after in pairwise(row) if before.span.start in starts and after.form == "percent"]
    return shares


def _partly(found: Breakdown, head: Quantity) -> bool:
    """Whether the words before a list tell that it names the largest parts only: "tập trung vào các lĩnh vực: …"."""
    first = found.items.items[0][0].start
    if found.form == "note" or first <= head.span.end:
        return False
    return phrases("partly").within(found.paragraph.words(head.span.end, first))


def _main(found: Breakdown, head: Quantity) -> bool:
    """Whether no other figure before the cue could be meant."""
    return not any(
        other is not head and fits(other, head, found.paragraph.text) and other.amount > head.amount for other in found.heads
    )


def _mixed(found: Breakdown, head: Quantity) -> bool:
    """Whether an item holds a figure of another kind, or more than one of the same: then the list may mean something else."""
    text = found.paragraph.text
    for item in found.items.items:
        figures = [figure for piece in item if not piece.subset for figure in piece.figures if figure.form == "amount"]
        if figures and not any(fits(head, figure, text) for figure in figures):
            return True
    return False


def _behind(found: Breakdown, cue: str) -> bool:
    """Whether a cue stands before the list's first part."""
    first = found.items.items[0][0]
    return cue in found.paragraph.words(max(found.paragraph.block.start, first.start - 14), first.start)


def _subsets(found: Breakdown) -> Iterator[str]:
    """The words of what a list says of some of its parts: "…, trong đó có 63 thủ tục dùng chung"."""
    for item in found.items.items:
        for piece in item:
            if piece.subset:
                yield found.paragraph.words(piece.start, piece.end)


def _equal(total: Decimal, head: Quantity, parts: Sequence[Part]) -> bool:
    slack = head.half + sum((part.quantity.half for part in parts), Decimal(0))
    return abs(total - made(parts)) <= slack


def _relation(
    found: Breakdown,
    head: Quantity,
    total: Decimal,
    parts: Sequence[Part],
    reading: str,
    status: RelationStatus = "holds",
    *,
    sure: bool = True,
) -> Relation:
    computed = made(parts) / head.scale
    operands = [Operand("total", head, head.value)]
    for part in parts:
        scale = part.quantity.scale if part.quantity.family else head.scale
        operands.append(Operand("part", part.quantity, part.value / scale))
    span = span_of([operand.quantity for operand in operands])
    return Relation("sum", status, f"{found.form}: {reading}", total, computed, head.unit, tuple(operands), span, sure)
