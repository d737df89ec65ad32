"""Arithmetic as a reviewer writes it: figures with Vietnamese separators, and the places of operands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from checks.rule import Related, Severity, Text
from grammar.facts import Operand, Quantity, Relation


def number(value: Decimal, decimals: int | None = None) -> str:
    """A number with Vietnamese separators: 1.234.567,8. Rounded half up to `decimals` digits where given."""
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    plain = f"{value:,f}"
    if "." in plain and decimals is None:
        plain = plain.rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", ".,"))


def stated(quantity: Quantity) -> str:
    """A figure as the text writes it, with its unit."""
    return quantity.written or quantity.text


def in_unit(operand: Operand, relation: Relation) -> Decimal:
    """An operand's value in the unit of its relation's first figure."""
    scale = relation.operands[0].quantity.scale
    return operand.value * (operand.quantity.scale if operand.quantity.family else scale) / scale


def plus(values: Sequence[Decimal]) -> str:
    """1.234 + 56 - 7."""
    first, *rest = values
    return number(first) + "".join(f" {'-' if value < 0 else '+'} {number(abs(value))}" for value in rest)


_SIGNS = {"holds": "=", "truncated": "≈", "broken": "≠", "unclear": "?"}


def shown(relation: Relation) -> str:
    """A relation as a line of arithmetic: what the figures give, and how that agrees with what the text says."""
    first, *others = relation.operands
    sign = _SIGNS[relation.status]
    if relation.listed:
        least, most = relation.listed.least, relation.listed.most
        return f"{least}{'' if least == most else f'-{most}'} {sign} {number(first.value)}"
    if relation.kind == "share":
        return f"{plus([operand.value for operand in relation.operands])} {sign} 100"
    if relation.kind in ("sum", "table-total"):
        if relation.reading.endswith(("part", "at most")):
            sign = {"=": "≤", "≠": ">"}.get(sign, sign)
        return f"{plus([in_unit(operand, relation) for operand in others])} {sign} {number(first.value)}"
    if relation.kind == "balance":
        return _balance(relation, sign)
    if relation.computed is None or len(relation.operands) < 2:
        return " / ".join(operand.quantity.written for operand in relation.operands)
    if relation.stated is None:
        return f"{first.quantity.text}/{others[0].quantity.text} = {number(relation.computed, 2)}%"
    divider = ":" if _is_growth(relation) else " ="
    return f"{figures(relation, *others)}{divider} {number(relation.computed, 2)}% {sign} {first.quantity.text}%"


def figures(relation: Relation, top: Operand, bottom: Operand) -> str:
    """What a percentage follows from: "17/20", of a change "400 → 460", beside one "±24 → 156"."""
    if relation.reading == "rest of":
        return f"({bottom.quantity.text} - {top.quantity.text})/{bottom.quantity.text}"
    if not _is_growth(relation):
        return f"{top.quantity.text}/{bottom.quantity.text}"
    sign = "±" if bottom.role == "change" else ""
    return f"{sign}{bottom.quantity.text} → {top.quantity.text}"


def _is_growth(relation: Relation) -> bool:
    return relation.kind == "growth" or (relation.kind == "table-percent" and relation.reading == "growth")


def _balance(relation: Relation, sign: str) -> str:
    first, *others = relation.operands
    if first.role != "before":
        return f"{plus([in_unit(operand, relation) for operand in others])} {sign} {number(first.value)}"
    *changes, after = others
    rises = in_unit(after, relation) > first.value
    moves = [in_unit(change, relation) * (1 if rises else -1) for change in changes]
    return f"{plus([first.value, *moves])} {sign} {number(in_unit(after, relation))}"


_RATIO = Text("tỷ số: {figure}", "the ratio: {figure}")
_ROLES = {
    "count": Text("số lượng: {figure}", "the count: {figure}"),
    "total": Text("tổng: {figure}", "the total: {figure}"),
    "part": Text("thành phần: {figure}", "a part: {figure}"),
    "factor": Text("hệ số: {figure}", "a factor: {figure}"),
    "percent": Text("tỷ lệ: {figure}", "the percentage: {figure}"),
    "numerator": Text("tử số: {figure}", "the numerator: {figure}"),
    "denominator": Text("mẫu số: {figure}", "the denominator: {figure}"),
    "before": Text("trước: {figure}", "before: {figure}"),
    "after": Text("sau: {figure}", "after: {figure}"),
    "change": Text("tăng, giảm: {figure}", "the change: {figure}"),
    "share": Text("tỷ trọng: {figure}", "a share: {figure}"),
}


def places(operands: Iterable[Operand]) -> tuple[Related, ...]:
    """The operands' places, each with its role."""
    return tuple(Related(o.quantity.span, _ROLES[o.role].fill(figure=stated(o.quantity))) for o in operands)


def fraction(top: Operand, bottom: Operand) -> tuple[Related, ...]:
    """The places of a numerator and its denominator; one place for a ratio, which holds both."""
    if bottom.quantity == top.quantity.base:
        return (Related(top.quantity.span, _RATIO.fill(figure=stated(top.quantity))),)
    return places([top, bottom])


def severity(relation: Relation) -> Severity:
    """Error where the text leaves no other reading, else warning."""
    return "error" if relation.sure else "warning"


def data(relation: Relation, **more: object) -> dict[str, object]:
    """A relation's values without language; decimals as strings."""
    values: dict[str, object] = {
        "stated": None if relation.stated is None else str(relation.stated),
        "computed": None if relation.computed is None else f"{round(relation.computed, 6).normalize():f}",
        "unit": relation.unit,
        "reading": relation.reading,
        "operands": [str(operand.value) for operand in relation.operands[1:]],
    }
    return {**values, **more}


def claim(relation: Relation) -> str:
    """What makes a finding about a relation the same one after an edit elsewhere: its figures as written."""
    return " ".join(stated(operand.quantity) for operand in relation.operands)
