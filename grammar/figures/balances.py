"""What was given and used and what is left; what was received, solved and is pending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from grammar.facts import Quantity, Relation
from grammar.figures import movements, stocks
from grammar.figures.clauses import Paragraph
from grammar.figures.roles import Figure, alike, balance, figures_of, same
from grammar.figures.wording import phrases
from grammar.vocabulary import words

_Parts = Mapping[int, Relation]  # where a part begins, and what it is a part of
_WITH_TWO_PARTS = 3  # figures of a sum
_ANY_LEFT = re.compile(r"còn|chưa|đang|không thu hồi|tồn|thiếu|dư|chuyển|hạn|dự phòng")
_CARRIED = "|".join(words("carried"))
_TAKEN_IN = re.compile(rf"(?:gồm cả|bao gồm|kể cả|gồm|không có)(?: \S+){{0,5}}? (?:{_CARRIED})(?!\w)")
_TO_SOLVE = re.compile(r"(?<!\w)tổng (?:số )?.{0,60}?(?:phải|cần) (?:giải quyết|xử lý|thực hiện)")
_DOSSIERS = frozenset(["dossiers", "petitions"])
_FAR_OFF = Decimal("0.5")  # a whole that is so much larger than what was used and is left is not theirs
_REACH = 2  # paragraphs above in which the whole may be stated
_MOST_BEFORE = 40  # figures before what is left among which its whole is looked for
_MOST_USED = 6
_MOST_TRIED = 12  # figures tried as the whole, or as a third part


def relations(paragraphs: Sequence[Paragraph], sums: Sequence[Relation]) -> Iterator[Relation]:
    """The balances that a report states.

    Args:
        paragraphs: where the figures stand.
        sums: the report's sums: a total whose parts came from the period before has these within it.
    """
    complete = {
        relation.operands[0].quantity.span.start
        for relation in sums
        if any(phrases("carried").within(_around(operand.quantity, relation, paragraphs)) for operand in relation.operands[1:])
    }
    parts = {operand.quantity.span.start: relation for relation in sums for operand in relation.operands[1:]}
    above: list[list[Figure]] = []
    for paragraph in paragraphs:
        figures = figures_of(paragraph)
        earlier = [figure for block in above[-_REACH:] for figure in block]
        siblings = [figure for block in above[-_REACH:] for figure in block if _siblings(figure.paragraph, paragraph)]
        yield from _left_over(figures, earlier, siblings, complete, parts)
        yield from _received(figures)
        yield from movements.relations(figures, parts)
        yield from stocks.relations(paragraph, figures)
        above.append(figures)


def _around(quantity: Quantity, relation: Relation, paragraphs: Sequence[Paragraph]) -> str:
    """The words beside an operand."""
    text = paragraphs[0].text
    return " ".join(text[max(relation.span.start, quantity.span.start - 40) : quantity.span.end + 20].lower().split())


def _siblings(above: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph is an item of the same list as another just above it."""
    return bool(paragraph.block.label) and above.block.label == paragraph.block.label and paragraph.place - above.place <= _REACH


def _left_over(
    figures: Sequence[Figure],
    earlier: Sequence[Figure],
    siblings: Sequence[Figure],
    complete: set[int],
    parts: Mapping[int, Relation],
) -> Iterator[Relation]:
    if not figures or not _ANY_LEFT.search(figures[0].paragraph.said):
        return
    settled: set[int] = set()  # what was used up, where the rest is known already
    for order, left in enumerate(figures):
        if left.role != "left":
            continue
        text = left.paragraph.text
        before = [f for f in figures[:order] if left.sentence - f.sentence <= 1] or list(siblings)
        spent = [f for f in reversed(before) if f.role == "used" and alike(f, left, text)]
        spent = [f for f in spent if f.paragraph is left.paragraph and f.sentence == left.sentence] or spent
        whole = [f for f in reversed([*earlier, *figures[max(0, order - _MOST_BEFORE) : order]]) if alike(f, left, text)]
        wholes = [f for f in whole if f.role != "left"]
        around = [*siblings, *figures[max(0, order - _MOST_BEFORE) : order + _MOST_BEFORE]]
        others = [f for f in around if f is not left and alike(f, left, text)]
        read = [
            found
            for used in spent[:_MOST_USED]
            if (found := _balanced(used, left, [f for f in wholes if f is not used], others, complete, parts))
        ]
        if holds := next((found for found in read if found.status == "holds"), None):
            settled.add(holds.operands[1].quantity.span.start)
            yield holds
        elif read and not any(found.operands[1].quantity.span.start in settled for found in read):
            # Which of two figures was used up is not to be told.
            yield read[0] if len(read) == 1 else read[0]._replace(status="unclear", sure=False)


def _balanced(
    used: Figure,
    left: Figure,
    wholes: Sequence[Figure],
    figures: Sequence[Figure],
    complete: set[int],
    parts: Mapping[int, Relation],
) -> Relation | None:
    total = used.quantity.amount + left.quantity.amount
    slack = used.quantity.half + left.quantity.half
    for whole in wholes:
        if abs(whole.quantity.amount - total) <= slack + whole.quantity.half:
            return balance("holds", "granted - used = left", whole, [used, left])
    if _of_another(left, wholes, used):
        return None
    wholes = wholes[:_MOST_TRIED]
    others = [f for f in figures if f is not used]
    least = max(used.quantity.amount, left.quantity.amount)
    for whole in (whole for whole in wholes if whole.quantity.amount >= least):
        rest = [f for f in others if f is not whole][-_MOST_TRIED:]
        for third in rest:
            for sign in (1, -1):
                if (
                    abs(whole.quantity.amount - total + sign * third.quantity.amount)
                    <= slack + whole.quantity.half + third.quantity.half
                ):
                    found = balance("holds", "with another figure", whole, [used, left, third])
                    computed = total - sign * third.quantity.amount
                    signed = found.operands[-1]._replace(value=-sign * third.quantity.value)
                    return found._replace(computed=computed / whole.quantity.scale, operands=(*found.operands[:-1], signed))
    here = [
        w
        for w in wholes
        if w.quantity.amount >= least
        and _near(w, left)
        and same(w, used)
        and same(w, left)
        and w.quantity.span.start not in parts
    ]
    near = [whole for whole in here if whole.role == "granted"] or here
    near = [whole for whole in near if whole.paragraph is left.paragraph and whole.sentence == left.sentence] or near
    if not near or any(f.quantity.bound for f in (used, left, near[0])):
        return None
    whole = near[0]
    of = parts.get(used.quantity.span.start)
    if of and of.status == "holds" and len(of.operands) > _WITH_TWO_PARTS and of.operands[0].quantity == whole.quantity:
        return None  # the whole has other parts besides: what is left is of the one
    missing = whole.quantity.amount - total
    around = left.paragraph.words(left.paragraph.block.start, left.paragraph.block.end)
    flow = left.quantity.family in _DOSSIERS or left.quantity.unit is None
    inside = whole.quantity.span.start in complete or _TAKEN_IN.search(around) is not None
    carried = missing < 0 and not inside and phrases("carried").within(around)
    explained = flow and (phrases("withdrawn").within(around) or carried)
    far = abs(missing) > whole.quantity.amount * _FAR_OFF
    likely = not far and len(near) == 1 and used.quantity.amount <= whole.quantity.amount and not explained
    sure = likely and (whole.sentence == left.sentence or whole.role == "granted") and bool(left.quantity.unit)
    return balance("broken" if likely else "unclear", "granted - used = left", whole, [used, left], sure=sure)


def _of_another(left: Figure, wholes: Sequence[Figure], used: Figure) -> bool:
    """Whether what is left and another figure make one of those before: "thu về 294 phiếu: hài lòng 279, chưa hài lòng 15"."""
    known = [used, *wholes]
    # "thu về 2.388 phiếu; 2.150 hộ sử dụng, 238 hộ chưa sử dụng": of a figure in another unit.
    here = {n.figure.amount for n in left.paragraph.nodes if n.figure and n.start < used.quantity.span.start}
    if used.quantity.amount + left.quantity.amount in here:
        return True
    amounts = {f.quantity.amount for f in known if f.paragraph is left.paragraph}
    return any(f.quantity.amount + left.quantity.amount in amounts for f in known if f.paragraph is left.paragraph)


def _near(whole: Figure, left: Figure) -> bool:
    """Whether a whole stands where a reader takes it for the one of what is left."""
    if whole.depth > left.depth:
        return False
    if whole.paragraph is left.paragraph:
        return left.sentence - whole.sentence <= (_REACH + 1 if whole.role == "granted" else 1)
    return _siblings(whole.paragraph, left.paragraph)


# --- to solve = received + carried over ---


def _received(figures: Sequence[Figure]) -> Iterator[Relation]:
    """All that came is dealt with, or has to be: "tiếp nhận mới 18 kiến nghị, 01 kiến nghị từ kỳ trước; đã xử lý 19"."""
    for order, carried in enumerate(figures):
        said = f"{carried.lead} {carried.tail}"
        if carried.quantity.family not in _DOSSIERS or not phrases("carried").within(said):
            continue
        near = [
            f
            for f in figures[max(0, order - _MOST_TRIED) : order + _MOST_TRIED]
            if f is not carried and abs(f.sentence - carried.sentence) <= 1 and alike(f, carried, carried.paragraph.text)
        ]
        came = [f for f in near if "tiếp nhận" in f.lead and f.place < carried.place][-1:]
        later = [f for f in near if f.place > carried.place]
        for received in came:
            whole = received.quantity.amount + carried.quantity.amount
            if dealt := next((f for f in later if f.quantity.amount == whole), None):
                yield balance("holds", "with what was carried over", dealt, [received, carried])
            elif to_solve := next((f for f in later if _TO_SOLVE.search(f.lead)), None):
                exact = not any(f.quantity.bound for f in (received, carried, to_solve))
                yield balance(
                    "broken" if exact else "unclear", "with what was carried over", to_solve, [received, carried], sure=exact
                )
