"""Before and after: what a number of things was, by how much it rose or fell, and what it is."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from functools import cache

from grammar.facts import Relation, RelationStatus
from grammar.figures.roles import COMPARED, Figure, alike, balance, same
from grammar.figures.wording import Phrases
from grammar.vocabulary import words

_AFTER = re.compile(r"(?<!\w)(?:còn|xuống|lên|thành|nay là|hiện có|hiện nay|sau|đến nay)(?!\w)")
_YEAR = re.compile(r"(?<!\w)năm ((?:19|20)\d\d)(?!\w)")
_MOST_NEAR = 12  # figures around a change that are tried as the values before and after


@cache
def _verbs() -> Phrases:
    """Verbs of taking away and adding."""
    return Phrases([*words("decreases"), *words("increases")])


def relations(figures: Sequence[Figure], parts: Container[int]) -> Iterator[Relation]:
    """The changes of a paragraph that its figures before and after let one recompute.

    Args:
        figures: the paragraph's amounts.
        parts: where the parts of breakdowns begin: these are no values before or after.
    """
    done: set[int] = set()
    if not figures or not _verbs().within(figures[0].paragraph.said):
        return
    for order, change in enumerate(figures):
        if change.role != "change" or order in done:
            continue
        near = [
            f
            for f in figures
            if f.role != "change" and abs(f.sentence - change.sentence) <= 1 and alike(f, change, change.paragraph.text)
        ]
        changes = [
            f for f in figures if f.role == "change" and f.sentence == change.sentence and alike(f, change, change.paragraph.text)
        ]
        nearest = sorted(near, key=lambda f: abs(f.place - change.place))[:_MOST_NEAR]
        near = sorted(nearest, key=lambda f: f.place)
        if len(near) < 2:
            continue
        done.update(place for place, f in enumerate(figures) if any(f is other for other in changes))
        found = _change(change, changes, near, parts)
        if found:
            yield found


def _change(change: Figure, changes: Sequence[Figure], near: Sequence[Figure], parts: Container[int]) -> Relation | None:
    pairs = [(a, b) for a in near for b in near if a is not b]
    all_moves = sum((Decimal(f.sign) * f.quantity.amount for f in changes), Decimal(0))
    for moves, listed in ((Decimal(change.sign) * change.quantity.amount, [change]), (all_moves, list(changes))):
        for before, after in pairs:
            slack = before.quantity.half + after.quantity.half + sum((f.quantity.half for f in listed), Decimal(0))
            if abs(before.quantity.amount + moves - after.quantity.amount) <= slack:
                return balance("holds", "before + change = after", before, [*listed, after])
    if against := _against(change, changes, near):
        return against
    if by_year := _by_year(change, changes, near):
        return by_year
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
    if after.depth > change.depth and not _right_behind(change, after):
        return None  # "giảm 1 sở, 7 phòng (từ 18 phòng xuống 11 phòng)"
    counted = all(figure.quantity.unit is None or same(figure, change) for figure in (before, after))
    if not counted or before.quantity.span.start in parts:
        return None
    right_way = (after.quantity.amount - before.quantity.amount) * change.sign > 0
    status: RelationStatus = "broken" if right_way else "unclear"
    return balance(status, "before + change = after", before, [change, after], sure=status == "broken" and len(earlier) == 1)


def _by_year(change: Figure, changes: Sequence[Figure], near: Sequence[Figure]) -> Relation | None:
    """A change behind the values of two years: "năm 2021 là 28.914 người, năm 2024 là 25.873 người, giảm 3.041 người"."""
    ahead = [f for f in near if f.place < change.place and f.sentence == change.sentence and f.depth == change.depth]
    if len(ahead) != 2 or len(changes) > 1 or not all(same(f, change) and _YEAR.search(f.lead) for f in ahead):
        return None
    if any(node.kind == "semicolon" for node in change.paragraph.nodes[ahead[0].place : change.place]):
        return None
    before, after = ahead
    years = [int(_YEAR.findall(f.lead)[-1]) for f in ahead]
    right_way = (after.quantity.amount - before.quantity.amount) * change.sign > 0
    exact = years[0] < years[1] and right_way and not any(f.quantity.bound for f in (change, before, after))
    return balance("broken", "before + change = after", before, [change, after]) if exact else None


def _right_behind(change: Figure, after: Figure) -> bool:
    """Whether the bracket that a value stands in follows a change at once."""
    nodes = change.paragraph.nodes
    return next((p for p in range(after.place, 0, -1) if nodes[p].kind == "open"), 0) == change.place + 1


def _clause(figure: Figure) -> range:
    """The nodes around a figure up to the nearest semicolons."""
    nodes = figure.paragraph.nodes
    first = next((p for p in range(figure.place, -1, -1) if nodes[p].kind == "semicolon"), -1)
    last = next((p for p in range(figure.place, len(nodes)) if nodes[p].kind == "semicolon"), len(nodes))
    return range(first + 1, last)


def _against(change: Figure, changes: Sequence[Figure], near: Sequence[Figure]) -> Relation | None:
    """A change against a figure in brackets: "tiếp nhận 318 hồ sơ, tăng 54 hồ sơ so với quý I (274 hồ sơ)"."""
    nodes = change.paragraph.nodes
    if change.depth:
        return _beside(change, near)
    behind = [f for f in near if f.place == change.place + 2 and nodes[change.place + 1].kind == "open"]
    unit = change.quantity.unit
    ahead = [f for f in near if f.place < change.place and f.sentence == change.sentence][-1:]
    if any(f.quantity.unit not in (None, unit) for f in (*behind, *ahead)):
        return None  # "09 xã và 05 phòng, tăng 03 đơn vị so với năm 2023 (11 đơn vị)"
    if not behind or not ahead or len(changes) > 1:
        return None
    words_between = change.paragraph.words(nodes[change.place].end, nodes[change.place + 1].start)
    if "so với" not in words_between or COMPARED.search(words_between):
        return None
    before, after = behind[0], ahead[-1]
    exact = not any(f.quantity.bound for f in (change, before, after))
    return balance("broken" if exact else "unclear", "before + change = after", before, [change, after], sure=exact)


def _beside(change: Figure, near: Sequence[Figure]) -> Relation | None:
    """A change beside the value before it, in brackets behind the value now: "32 thôn (trước sắp xếp 38 thôn, giảm 06 thôn)"."""
    nodes = change.paragraph.nodes
    opening = next((p for p in range(change.place, -1, -1) if nodes[p].kind == "open" and nodes[p].partner > change.place), 0)
    inside = [f for f in near if opening < f.place < nodes[opening].partner and f.lead.startswith("trước")]
    now = [f for f in near if f.place == opening - 1]
    if not now or len(inside) != 1 or not (same(now[0], change) and same(inside[0], change)):
        return None
    exact = not any(f.quantity.bound for f in (change, inside[0], now[0]))
    return balance("broken" if exact else "unclear", "before + change = after", inside[0], [change, now[0]], sure=exact)
