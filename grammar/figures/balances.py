"""What was given and used and what is left; what was, is, and has changed; what was received, solved and is pending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Literal

from grammar.facts import Operand, OperandRole, Quantity, Relation, RelationStatus
from grammar.figures.clauses import Paragraph, span_of
from grammar.figures.kinds import fits
from grammar.figures.wording import Phrases, phrases
from grammar.vocabulary import words

Role = Literal["used", "left", "change", "granted", ""]


def _any(name: str) -> str:
    return "|".join(sorted(map(re.escape, words(name)), key=len, reverse=True))


# What is left: the cue stands right before the figure ("còn lại 12 hồ sơ", "chưa sử dụng 12 chỉ tiêu") or behind it.
_STILL = r"(?<!xuống )(?<!giảm )(?<!từ )còn(?: lại| thiếu| dư| tồn| phải| nợ| khoảng| gần)*"
_NEXT_PERIOD = r"chuyển (?:sang )?(?:kỳ|quý|năm|tháng) sau"
_LEFT = re.compile(rf"(?<!\w)(?:{_STILL}|(?:{_any('left')})(?: \S+){{0,4}}|{_NEXT_PERIOD})(?: là| có|:)*$")
_ANY_LEFT = re.compile(r"còn|chưa|đang|không thu hồi|tồn|thiếu|dư|chuyển|hạn")
_LEFT_BEHIND = re.compile(r"(?:\S+ ){0,4}?(?:đang|chưa|còn|tồn đọng|trong hạn giải quyết|chuyển kỳ sau)(?!\w)")
_AFTER = re.compile(r"(?<!\w)(?:còn|xuống|lên|thành|nay là|hiện có|hiện nay|sau|đến nay)(?!\w)")
_TAKEN_IN = re.compile(rf"(?:gồm cả|bao gồm|kể cả|gồm|không có)(?: \S+){{0,5}}? (?:{_any('carried')})(?!\w)")
_DOSSIERS = frozenset(["dossiers", "petitions"])
_COMPARED = re.compile(r"so với (?:\S+ )?(?:kế hoạch|dự toán|chỉ tiêu|quy định|định mức|yêu cầu)")
_LEAD, _TAIL = 40, 50  # characters before and behind a figure that tell its role
_REACH = 2  # paragraphs above in which the whole may be stated


@cache
def phrases_of_change() -> Phrases:
    """Verbs of taking away and adding."""
    return Phrases([*words("decreases"), *words("increases")])


@dataclass(frozen=True, eq=False)
class _Figure:
    """An amount with the sentence it stands in; its role is read from the words around it when it is asked for."""

    quantity: Quantity
    paragraph: Paragraph
    place: int
    sentence: int

    @cached_property
    def lead(self) -> str:
        """The words before it."""
        return self.paragraph.lead(self.place)

    @cached_property
    def tail(self) -> str:
        """The words behind it."""
        end = self.quantity.span.end
        return self.paragraph.words(end, min(self.paragraph.ends(self.place), end + _TAIL))

    @cached_property
    def sign(self) -> int:
        """-1 for what is taken away, 1 for what is added, 0 for what is neither."""
        if self.lead.endswith(("lên", "xuống")) or _COMPARED.match(self.tail):
            return 0
        return -1 if phrases("decreases").closing(self.lead) else 1 if phrases("increases").closing(self.lead) else 0

    @cached_property
    def role(self) -> Role:
        """What it is in a balance, as far as its words tell; those before it count more."""
        last = self.lead[-_LEAD:]
        if self.sign:
            return "change"
        if _LEFT.search(last):
            return "left"
        if phrases("used").within(last):
            return "used"
        if phrases("granted").within(last):
            return "granted"
        if _LEFT_BEHIND.match(self.tail):
            return "left"
        return "used" if phrases("used").within(self.tail) else ""


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
    above: list[list[_Figure]] = []
    for paragraph in paragraphs:
        figures = _figures(paragraph)
        earlier = [figure for block in above[-_REACH:] for figure in block]
        siblings = [figure for block in above[-_REACH:] for figure in block if _siblings(figure.paragraph, paragraph)]
        yield from _left_over(figures, earlier, siblings, complete)
        yield from _moved(figures)
        above.append(figures)


def _around(quantity: Quantity, relation: Relation, paragraphs: Sequence[Paragraph]) -> str:
    """The words beside an operand."""
    text = paragraphs[0].text
    return " ".join(text[max(relation.span.start, quantity.span.start - 40) : quantity.span.end + 20].lower().split())


def _figures(paragraph: Paragraph) -> list[_Figure]:
    found = []
    sentence = 0
    for place, node in enumerate(paragraph.nodes):
        if node.kind == "stop" and node.depth == 0:
            sentence += 1
        figure = node.figure
        if (
            figure is None
            or figure.form != "amount"
            or figure.family in ("ranks", "points")
            or figure.unit in ("năm", "tháng", "quý")
        ):
            continue
        found.append(_Figure(figure, paragraph, place, sentence))
    return found


# --- granted = used + left ---


def _siblings(above: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph is an item of the same list as another just above it."""
    return bool(paragraph.block.label) and above.block.label == paragraph.block.label and paragraph.place - above.place <= _REACH


def _left_over(
    figures: Sequence[_Figure], earlier: Sequence[_Figure], siblings: Sequence[_Figure], complete: set[int]
) -> Iterator[Relation]:
    if not figures or not _ANY_LEFT.search(figures[0].paragraph.said):
        return
    for order, left in enumerate(figures):
        if left.role != "left":
            continue
        text = left.paragraph.text
        before = [f for f in figures[:order] if left.sentence - f.sentence <= 1] or list(siblings)
        spent = [f for f in reversed(before) if f.role == "used" and _alike(f, left, text)]
        spent = [f for f in spent if f.paragraph is left.paragraph and f.sentence == left.sentence] or spent
        alike = [f for f in reversed([*earlier, *figures[:order]]) if _alike(f, left, text) and f.role != "left"]
        read = [
            found
            for used in spent
            if (found := _balanced(used, left, [f for f in alike if f is not used], [*siblings, *figures], complete))
        ]
        if holds := next((found for found in read if found.status == "holds"), None):
            yield holds
        elif read:
            # Which of two figures was used up is not to be told.
            yield read[0] if len(read) == 1 else read[0]._replace(status="unclear", sure=False)


def _alike(one: _Figure, other: _Figure, text: str) -> bool:
    a, b = one.quantity, other.quantity
    if a.family == "time" or b.family == "time":
        return a.unit == b.unit
    return bool(fits(a, b, text) or fits(b, a, text))


def _balanced(
    used: _Figure, left: _Figure, wholes: Sequence[_Figure], figures: Sequence[_Figure], complete: set[int]
) -> Relation | None:
    total = used.quantity.amount + left.quantity.amount
    slack = used.quantity.half + left.quantity.half
    for whole in wholes:
        if abs(whole.quantity.amount - total) <= slack + whole.quantity.half:
            return _relation("holds", "granted - used = left", whole, [used, left])
    text = left.paragraph.text
    others = [f for f in figures if f.quantity not in (used.quantity, left.quantity) and _alike(f, left, text)]
    for whole in wholes:
        rest = [f for f in others if f.quantity != whole.quantity]
        for third in rest:
            for sign in (1, -1):
                if (
                    abs(whole.quantity.amount - total + sign * third.quantity.amount)
                    <= slack + whole.quantity.half + third.quantity.half
                ):
                    return _relation("holds", "with another figure", whole, [used, left, third])
    least = max(used.quantity.amount, left.quantity.amount)
    here = [w for w in wholes if w.quantity.amount >= least and _near(w, left)]
    near = [whole for whole in here if whole.role == "granted"] or here
    if not near or any(f.quantity.bound for f in (used, left, near[0])):
        return None
    whole = near[0]
    missing = whole.quantity.amount - total
    around = left.paragraph.words(left.paragraph.block.start, left.paragraph.block.end)
    flow = left.quantity.family in _DOSSIERS
    inside = whole.quantity.span.start in complete or _TAKEN_IN.search(around) is not None
    carried = missing < 0 and not inside and phrases("carried").within(around)
    explained = flow and (phrases("withdrawn").within(around) or carried)
    likely = len(near) == 1 and used.quantity.amount <= whole.quantity.amount and not explained
    sure = likely and (whole.sentence == left.sentence or whole.role == "granted") and bool(left.quantity.unit)
    return _relation("broken" if likely else "unclear", "granted - used = left", whole, [used, left], sure=sure)


def _near(whole: _Figure, left: _Figure) -> bool:
    """Whether a whole stands where a reader takes it for the one of what is left."""
    if whole.paragraph is left.paragraph:
        return left.sentence - whole.sentence <= (_REACH + 1 if whole.role == "granted" else 1)
    return _siblings(whole.paragraph, left.paragraph)


# --- before - decrease = after ---


def _moved(figures: Sequence[_Figure]) -> Iterator[Relation]:
    done: set[int] = set()
    if not figures or not phrases_of_change().within(figures[0].paragraph.said):
        return
    for order, change in enumerate(figures):
        if change.role != "change" or order in done:
            continue
        near = [
            f
            for f in figures
            if f.role != "change" and abs(f.sentence - change.sentence) <= 1 and _alike(f, change, change.paragraph.text)
        ]
        changes = [
            f
            for f in figures
            if f.role == "change" and f.sentence == change.sentence and _alike(f, change, change.paragraph.text)
        ]
        if len(near) < 2:
            continue
        done.update(place for place, f in enumerate(figures) if f in changes)
        found = _change(change, changes, near)
        if found:
            yield found


def _change(change: _Figure, changes: Sequence[_Figure], near: Sequence[_Figure]) -> Relation | None:
    pairs = [(a, b) for a in near for b in near if a is not b]
    all_moves = sum((Decimal(f.sign) * f.quantity.amount for f in changes), Decimal(0))
    for moves, listed in ((Decimal(change.sign) * change.quantity.amount, [change]), (all_moves, list(changes))):
        for before, after in pairs:
            slack = before.quantity.half + after.quantity.half + sum((f.quantity.half for f in listed), Decimal(0))
            if abs(before.quantity.amount + moves - after.quantity.amount) <= slack:
                return _relation("holds", "before + change = after", before, [*listed, after])
    if against := _against(change, changes, near):
        return against
    clause = _clause(change)
    later = [f for f in near if _AFTER.search(f.lead) and f.sentence == change.sentence and f.place in clause]
    if not later:
        return None
    after = later[0]
    place = near.index(after)
    earlier = [f for f in near[:place] if f.paragraph.nodes[f.place].depth == after.paragraph.nodes[after.place].depth]
    if not earlier or len(changes) > 1 or any(f.quantity.bound for f in (change, after, earlier[-1])):
        return None
    before = earlier[-1]
    right_way = (after.quantity.amount - before.quantity.amount) * change.sign > 0
    status: RelationStatus = "broken" if right_way else "unclear"
    return _relation(status, "before + change = after", before, [change, after], sure=status == "broken" and len(earlier) == 1)


def _clause(figure: _Figure) -> range:
    """The nodes around a figure up to the nearest semicolons."""
    nodes = figure.paragraph.nodes
    first = next((p for p in range(figure.place, -1, -1) if nodes[p].kind == "semicolon"), -1)
    last = next((p for p in range(figure.place, len(nodes)) if nodes[p].kind == "semicolon"), len(nodes))
    return range(first + 1, last)


def _against(change: _Figure, changes: Sequence[_Figure], near: Sequence[_Figure]) -> Relation | None:
    """A change against a figure in brackets: "tiếp nhận 318 hồ sơ, tăng 54 hồ sơ so với quý I (274 hồ sơ)"."""
    nodes = change.paragraph.nodes
    behind = [f for f in near if f.place == change.place + 2 and nodes[change.place + 1].kind == "open"]
    ahead = [f for f in near if f.place < change.place and f.sentence == change.sentence]
    if not behind or not ahead or len(changes) > 1:
        return None
    words_between = change.paragraph.words(nodes[change.place].end, nodes[change.place + 1].start)
    if "so với" not in words_between or _COMPARED.search(words_between):
        return None
    before, after = behind[0], ahead[-1]
    exact = not any(f.quantity.bound for f in (change, before, after))
    return _relation("broken" if exact else "unclear", "before + change = after", before, [change, after], sure=exact)


def _relation(status: RelationStatus, reading: str, whole: _Figure, others: Sequence[_Figure], *, sure: bool = True) -> Relation:
    scale = whole.quantity.scale
    operands = [
        Operand(
            "total" if reading.startswith(("granted", "with")) else "before",
            whole.quantity,
            whole.quantity.value,
        )
    ]
    computed = Decimal(0)
    for figure in others:
        role: OperandRole = "change" if figure.role == "change" else "after" if operands[0].role == "before" else "part"
        operands.append(Operand(role, figure.quantity, figure.quantity.value))
        if role == "change":
            computed -= figure.sign * figure.quantity.amount
        else:
            computed += figure.quantity.amount
    quantities = [operand.quantity for operand in operands]
    return Relation(
        "balance",
        status,
        reading,
        whole.quantity.value,
        computed / scale,
        whole.quantity.unit,
        tuple(operands),
        span_of(quantities),
        sure,
    )
