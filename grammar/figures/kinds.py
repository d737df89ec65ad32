"""Which figures may add up: by their units' families, and by the noun where a unit is unknown."""

from __future__ import annotations

import re
from typing import Literal

from grammar.facts import Quantity
from grammar.vocabulary import broad_units, wider

NO_PART = frozenset(["time", "ranks", "points", "percentage points", "%"])


def fits(total: Quantity, part: Quantity, text: str) -> Literal[0, 1, 2]:
    """How well a figure can be a part of a total by what they count: 2 the same or a kind of it, 1 perhaps, 0 not."""
    if part.family in NO_PART or part.form in ("percent", "range"):
        return 0
    if part.family is None or total.family is None:
        if part.family is None and total.family is None:
            return 2 if bare(part, text) or bare(total, text) or _noun(part, text) == _noun(total, text) else 1
        bare_one = part if part.family is None else total
        return 2 if bare(bare_one, text) else 1
    if total.family == part.family and _apart(part.family, total.unit, part.unit):
        return 1
    if total.family in wider(part.family) or (total.family == "cases" and part.family in wider("cases")):
        return 2
    return 1 if part.family in wider(total.family) else 0


def _apart(family: str, whole: str | None, part: str | None) -> bool:
    """Whether two units name different kinds: 120 reports are no part of 6 decisions."""
    broad = broad_units(family)
    if not broad or not whole or not part or {whole, part} & broad:
        return False
    return whole.split()[0] != part.split()[0]


def bare(figure: Quantity, text: str) -> bool:
    """Whether no noun follows a number without unit: "Y tế: 122;"."""
    return figure.unit is None and not re.match(r"\s+[^\W\d_]", text[figure.span.end : figure.span.end + 3])


def _noun(figure: Quantity, text: str) -> str:
    return (text[figure.span.end : figure.span.end + 30].split() or [""])[0].lower().strip(",;.()")
