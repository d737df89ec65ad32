"""What a figure is in a balance, by the words around it: given, used, left, added or taken away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from grammar.facts import Operand, OperandRole, Quantity, Relation, RelationStatus
from grammar.figures.clauses import Paragraph, span_of
from grammar.figures.kinds import fits
from grammar.figures.wording import phrases
from grammar.vocabulary import words

Role = Literal["used", "left", "change", "granted", ""]

# What is left: the cue stands right before the figure ("còn lại 12 hồ sơ", "chưa sử dụng 12 chỉ tiêu") or behind it.
_STILL = r"(?<!xuống )(?<!giảm )(?<!từ )còn(?: lại| thiếu| dư| tồn| phải| nợ| khoảng| gần)*"
_NEXT_PERIOD = r"chuyển (?:sang )?(?:kỳ|quý|năm|tháng) sau"
_NOT_YET = "|".join(words("left"))
_LEFT = re.compile(rf"(?<!\w)(?:{_STILL}|(?:{_NOT_YET})(?: \S+){{0,4}}|{_NEXT_PERIOD})(?: là| có|:)*$")
_LEFT_BEHIND = re.compile(r"(?:\S+ ){0,4}?(?:đang|chưa|còn|tồn đọng|trong hạn giải quyết|chuyển kỳ sau)(?!\w)")
COMPARED = re.compile(r"so với (?:\S+ )?(?:kế hoạch|dự toán|chỉ tiêu|quy định|định mức|yêu cầu)")
_LEAD, _TAIL = 40, 50  # characters before and behind a figure that tell its role


@dataclass(frozen=True, eq=False)
class Figure:
    """An amount with the sentence it stands in; its role is read from the words around it when it is asked for."""

    quantity: Quantity
    paragraph: Paragraph
    place: int
    sentence: int

    @property
    def depth(self) -> int:
        """How many brackets stand around it."""
        return self.paragraph.nodes[self.place].depth

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
        if self.lead.endswith(("lên", "xuống")) or COMPARED.match(self.tail):
            return 0
        return -1 if phrases("decreases").closing(self.lead) else 1 if phrases("increases").closing(self.lead) else 0

    @cached_property
    def role(self) -> Role:
        """What it is in a balance, as far as its words tell; those before it count more."""
        last = self.lead[-_LEAD:]
        if self.sign:
            return "change"
        if COMPARED.match(self.tail):
            return ""  # "còn thiếu 95 người so với định mức quy định"
        if _LEFT.search(last):
            return "left"
        if phrases("used").within(last):
            return "used"
        if phrases("granted").within(last):
            return "granted"
        if _LEFT_BEHIND.match(self.tail):
            return "left"
        return "used" if phrases("used").within(self.tail) else ""


def figures_of(paragraph: Paragraph) -> list[Figure]:
    """The amounts of a paragraph that can stand in a balance, with their sentences."""
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
        found.append(Figure(figure, paragraph, place, sentence))
    return found


def alike(one: Figure, other: Figure, text: str) -> bool:
    """Whether two amounts count the same things."""
    a, b = one.quantity, other.quantity
    if a.family == "time" or b.family == "time":
        return a.unit == b.unit
    return bool(fits(a, b, text) or fits(b, a, text))


def same(one: Figure, other: Figure) -> bool:
    """Whether two amounts surely count the same things: so that what they do not give is an error."""
    a, b, text = one.quantity, other.quantity, one.paragraph.text
    return max(fits(a, b, text), fits(b, a, text)) == 2


def balance(status: RelationStatus, reading: str, whole: Figure, others: Sequence[Figure], *, sure: bool = True) -> Relation:
    """The relation of a whole, or of the value before (a reading that begins so), with the other figures of a balance."""
    scale = whole.quantity.scale
    operands = [
        Operand(
            "before" if reading.startswith("before") else "total",
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
