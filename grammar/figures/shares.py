"""Shares of one whole: the percentages of a list whose parts leave nothing out make a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from grammar.facts import Operand, Quantity, Relation, RelationStatus
from grammar.figures.clauses import Items, Paragraph, items, span_of
from grammar.figures.divisions import divides, several_answers
from grammar.figures.outlines import children
from grammar.figures.wording import phrases
from grammar.report import Report

_HUNDRED = Decimal(100)
# How far from a hundred the shares of a list may lie that no cue says to be whole; further off, they are no shares.
NEAR = Decimal(5)
_FAR = Decimal(25)
_FEWEST = 3
_REST = re.compile(r"(?<!\w)(?:còn lại|số còn lại|khác)(?!\w)")
_CHANGED = re.compile(r"(?<!\w)(?:tăng|giảm|vượt|so với|trên|hơn|dưới|kế hoạch|dự toán)(?!\w)")


def relations(paragraphs: Sequence[Paragraph], report: Report, found: Sequence[Relation]) -> Iterator[Relation]:
    """The groups of shares of a report: of parts that make up a whole, and lists of percentages alone.

    Args:
        paragraphs: where the figures stand.
        report: the report, for its lists.
        found: the report's sums and percentages.
    """
    told: set[int] = set()
    share_of = {
        relation.operands[1].quantity.span.start: relation.operands[0].quantity
        for relation in found
        if relation.kind == "percent"
        and relation.status != "unclear"
        and relation.stated is not None
        and relation.reading == "part of the whole"
    }
    for total in found:
        parts = [operand.quantity for operand in total.operands[1:]]
        if total.kind != "sum" or total.status != "holds" or len(parts) < 2 or total.reading.endswith(("part", "at most")):
            continue
        group = [share_of[part.span.start] for part in parts if part.span.start in share_of]
        if len(group) == len(parts):
            told |= {share.span.start for share in group}
            yield _relation(group)
    lists = chain(_bulleted(paragraphs, report), (group for paragraph in paragraphs for group in _lists(paragraph)))
    for group in lists:
        if not told & {share.span.start for share in group}:
            yield _relation(group)


def _lists(paragraph: Paragraph) -> Iterator[list[Quantity]]:
    """The lists of a paragraph in which each item has one percentage, and that is a share of the whole."""
    nodes = paragraph.nodes
    if sum(node.figure is not None and node.figure.form == "percent" for node in nodes) < 2 or several_answers(paragraph.said):
        return
    starts = [place + 1 for place, node in enumerate(nodes) if node.kind in ("open", "colon", "stop", "parts")]
    done = -1
    for start in [0, *starts]:
        if start <= done or start >= len(nodes):
            continue
        depth = nodes[start].depth
        end = paragraph.sentence_end(start, depth)
        shares = [n for n in nodes[start:end] if n.figure and n.figure.form == "percent" and n.depth == depth]
        if len(shares) < 2:
            continue
        listed = items(paragraph, start, end)
        group = _shares(listed)
        if group is None:
            continue
        before = paragraph.words(max(paragraph.block.start, nodes[start].start - 160), group[0].span.start)
        labels = [paragraph.words(piece.start, piece.end) for item in listed.items for piece in item if piece.figures]
        off = abs(sum((share.value for share in group), Decimal(0)) - _HUNDRED)
        cue = phrases("shares").within(before.rsplit(". ", 1)[-1])
        if _cumulative(labels):
            continue
        divided = divides(labels) or any(_REST.search(label) for label in labels)
        few = len(group) < _FEWEST
        if (cue and off <= _FAR and not few) or (off <= NEAR and (divided or (cue and not few))):
            done = end
            yield group


def _cumulative(labels: Sequence[str]) -> bool:
    """Whether classes lie within one another: "thạc sĩ trở lên …; đại học trở lên …"."""
    return sum("trở lên" in label or "trở xuống" in label for label in labels) > 1


def _bulleted(paragraphs: Sequence[Paragraph], report: Report) -> Iterator[list[Quantity]]:
    """The shares that stand one in each item below a head."""
    by_place = {paragraph.place: paragraph for paragraph in paragraphs}
    for place, block in enumerate(report.blocks):
        said = " ".join(report.text[block.start : block.end].lower().split())
        if block.note is not None or not said.endswith(":") or (place in by_place and by_place[place].figures(depth=0)):
            continue
        below = children(report, place)
        items_of = [by_place[child] for child in below if child in by_place]
        figures = [[f for f in paragraph.figures(depth=0) if f.family != "time"] for paragraph in items_of]
        if (
            len(below) < 2
            or len(items_of) != len(below)
            or any(len(f) != 1 or f[0].form != "percent" or f[0].bound for f in figures)
        ):
            continue
        group = [f[0] for f in figures]
        labels = [paragraph.words(paragraph.block.start, paragraph.block.end) for paragraph in items_of]
        off = abs(sum((share.value for share in group), Decimal(0)) - _HUNDRED)
        cue = phrases("shares").within(said)
        if (
            not _cumulative(labels)
            and off <= NEAR
            and (cue or divides(labels))
            and not any(_CHANGED.search(label) for label in labels)
        ):
            yield group


def _shares(listed: Items) -> list[Quantity] | None:
    """The percentages of a list, one for each piece; None where one has another figure, or a change."""
    group = []
    told = reached = False
    for piece in (piece for item in listed.items for piece in item):
        figures = [
            (figure, lead)
            for figure, lead in zip(piece.figures, piece.leads, strict=True)
            if figure.family != "time"  # "từ 30 đến 40 tuổi chiếm 41,7%"
        ]
        if not figures:
            continue
        figure, lead = figures[0]
        if len(figures) != 1 or figure.form != "percent" or figure.bound or _CHANGED.search(lead):
            return None
        group.append(figure)
        told = told or "chiếm" in lead
        reached = reached or lead.endswith("đạt")
    total = sum((share.value for share in group), Decimal(0))
    if reached and abs(total - _HUNDRED) > NEAR:
        return None  # "312 lãnh đạo (đạt 98%), 933 chuyên viên (đạt 95,3%)"
    return group if len(group) >= (2 if told else _FEWEST) and not listed.open else None


def _relation(group: Sequence[Quantity]) -> Relation:
    total = sum((share.value for share in group), Decimal(0))
    # Each may be cut off, so that a whole unit of the last digit is missing.
    slack = sum((Decimal(1).scaleb(-share.decimals) for share in group), Decimal(0))
    if total > _HUNDRED:
        slack /= 2
    status: RelationStatus = "holds" if abs(total - _HUNDRED) <= slack else "broken"
    operands = tuple(Operand("share", share, share.value) for share in group)
    return Relation("share", status, "shares of one whole", _HUNDRED, total, "%", operands, span_of(group))
