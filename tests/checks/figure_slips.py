"""Single slips in the figures of the real reports: how many relations that hold are found broken.

    python -m tests.checks.figure_slips            every relation, by kind and slip, with those that were missed

For each relation that holds, one operand is changed by a plausible slip (two digits swapped, a digit changed, the value of
a neighbour copied) that moves what is computed out of its tolerance. It counts as found if the changed report has a
finding on figures, not in the unchanged one, that touches the changed line or another operand's.
"""

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from grammar.facts import Facts, Operand, Relation
from tests.checks.slips import NAMES, changed, disputed, on_lines, read
from tests.helpers import facts_of_text

SLIPS = ("digits swapped", "digit changed", "neighbour copied")
# Readings that claim no more than that a part is not above its whole: a slip mostly leaves them true.
_LOOSE = ("part", "at most", "with another figure")


class Slip(NamedTuple):
    """One change of one operand of a relation."""

    kind: str
    relation: Relation
    operand: Operand
    new: str


def slips(name: str) -> Iterator[Slip]:
    """For each relation that holds and each kind of slip the first operand, in an order that does not change, that it fits."""
    _, facts = read(name)
    random_ = random.Random(name)
    for relation in facts.relations:
        tested = relation.status in ("holds", "truncated") and relation.stated is not None and relation.listed is None
        if not tested or relation.reading.endswith(_LOOSE):
            continue
        operands = random_.sample(relation.operands, len(relation.operands))
        for kind in SLIPS:
            found = next((Slip(kind, relation, o, new) for o in operands if (new := _new(kind, o, relation, random_))), None)
            if found:
                yield found


def _new(kind: str, operand: Operand, relation: Relation, random_: random.Random) -> str | None:
    """The operand's digits after a slip, where that breaks the relation."""
    text = operand.quantity.text
    places = [place for place, char in enumerate(text) if char.isdigit()]
    if kind == "digits swapped":
        pairs = [(a, b) for a, b in pairwise(places) if text[a] != text[b]]
        if not pairs:
            return None
        a, b = random_.choice(pairs)
        new = text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]
    elif kind == "digit changed":
        place = random_.choice(places)
        digit = random_.choice([d for d in "123456789" if d != text[place]])
        new = text[:place] + digit + text[place + 1 :]
    else:
        others = [o.quantity.text for o in relation.operands if o.quantity.form == operand.quantity.form]
        others = [other for other in others if other != text]
        if not others:
            return None
        new = random_.choice(others)
    old_value, new_value = _value(text), _value(new)
    return new if new_value and _moves(operand, relation, old_value, new_value) else None


def _value(text: str) -> Decimal:
    decimal_point = "," not in text and len(text.rpartition(".")[2]) != 3
    return Decimal(text if decimal_point else text.replace(".", "").replace(",", "."))


def _moves(operand: Operand, relation: Relation, old: Decimal, new: Decimal) -> bool:
    """Whether a change is larger than rounding hides: by 2 % at least, or a whole unit of what is counted exactly."""
    if relation.kind in ("sum", "balance"):
        return abs(new - old) > 5 * max(o.quantity.half / o.quantity.scale for o in relation.operands)
    if operand.role in ("percent", "share"):
        return abs(new - old) >= Decimal(1).scaleb(-operand.quantity.decimals) * 3
    return abs(new - old) / old > Decimal("0.02")


def _lines(facts: Facts, relation: Relation) -> set[int]:
    regions = [region for operand in relation.operands for region in facts.report.locate(operand.quantity.span)]
    return {line for region in regions for line in (region.line, region.end_line)}


def run(name: str, most: int | None = None) -> list[tuple[Slip, list[str]]]:
    """The slips of a report that can be made where no finding is yet, with the rules that found them; `most`, spread evenly."""
    _, facts = read(name)
    results = []
    every = list(slips(name))
    for slip in every[:: max(1, len(every) // most)] if most else every:
        lines = _lines(facts, slip.relation)
        new = changed(name, slip.operand.quantity.number, slip.new)
        if new is None or lines & disputed(name):
            continue
        before = on_lines(facts, lines)
        after = on_lines(facts_of_text(new), lines)
        results.append((slip, sorted(rule for rule in (after - before) if rule in FIGURE_RULES)))
    return results


def counts(name: str) -> list[tuple[Slip, bool]]:
    """The counts of lists and notes that hold, each made one larger, and whether a rule about counts finds it."""
    _, facts = read(name)
    results = []
    for relation in facts.relations:
        operand = relation.operands[0]
        if relation.listed is None or relation.status != "holds":
            continue
        more = str(int(operand.value) + 1).rjust(len(operand.quantity.text), "0")
        if new := changed(name, operand.quantity.number, more):
            after = on_lines(facts_of_text(new), _lines(facts, relation))
            slip = Slip("one more", relation, operand, more)
            results.append((slip, any(rule.endswith("count-mismatch") for rule in after)))
    return results


FIGURE_RULES = {
    "sum-mismatch",
    "part-exceeds-total",
    "percent-mismatch",
    "growth-mismatch",
    "balance-mismatch",
    "ratio-above-one",
    "share-mismatch",
    "figure-conflict",
}


def main() -> None:
    """Print the table."""
    rows = [(name, slip, rules) for name in NAMES for slip, rules in run(name)]
    kinds = sorted({slip.relation.kind for _, slip, _ in rows})
    for kind in [*kinds, *SLIPS, "all"]:
        those = [rules for _, slip, rules in rows if kind in (slip.relation.kind, slip.kind, "all")]
        print(f"{kind:18} {sum(map(bool, those)):4}/{len(those):<4} {sum(map(bool, those)) / len(those):6.1%}")
    counted = [(name, slip, found) for name in NAMES for slip, found in counts(name)]
    print(f"{'counts of lists':18} {sum(found for *_, found in counted):4}/{len(counted)}")
    for name, slip, rules in [*rows, *counted]:
        if not rules:
            line = read(name)[1].report.locate(slip.operand.quantity.span)[0].line
            print(
                f"    {name}:{line} {slip.relation.kind} ({slip.relation.reading}) {slip.operand.quantity.text} → {slip.new}: missed"
            )


if __name__ == "__main__":
    main()
