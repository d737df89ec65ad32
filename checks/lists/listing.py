"""What the rules about counted lists share: the counts that their lists do not bear out, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from checks.rule import Finding, Related, Rule, Severity, Text
from grammar.facts import Facts, Relation, RelationKind

_SHOWN = 40  # characters of an item in a message
_FEW = 16  # items named in a message

MESSAGES = {
    "count": Text(
        "văn bản ghi {stated}, danh sách có {listed} mục",
        "the text says {stated}, the list has {listed} items",
    ),
    "items": Text("{listed} mục: {items}", "{listed} items: {items}"),
}


def mismatches(facts: Facts, kind: RelationKind, rule: Rule) -> Iterator[Finding]:
    """A finding for each count of a kind that its list does not bear out; error where nothing else can be meant."""
    for relation in facts.relations:
        if relation.kind == kind and relation.status == "broken" and relation.listed and relation.computed is not None:
            yield _finding(facts, relation, rule)


def _finding(facts: Facts, relation: Relation, rule: Rule) -> Finding:
    assert relation.listed is not None
    figure = relation.operands[0].quantity
    items = [" ".join(facts.report.excerpt(item).split()) for item in relation.listed.items]
    named = [item if len(item) <= _SHOWN else f"{item[: _SHOWN - 1]}…" for item in items[:_FEW]]
    stated = facts.report.excerpt(figure.span)
    note = facts.report.note_of[relation.note].number if relation.note else None
    severity: Severity = "error" if relation.sure else "warning"
    listed = f"{relation.computed:f}"
    shown = "; ".join(f"({place}) {item}" for place, item in enumerate([*named, *(["…"] if len(items) > _FEW else [])], 1))
    return rule.finding(
        figure.span,
        "count",
        severity=severity,
        related=(Related(relation.listed.span, rule.messages["items"].fill(listed=listed, items=shown)),),
        data={"stated": str(relation.stated), "computed": listed, "unit": relation.unit, "items": items, "note": note},
        claim=f"{stated} {items[0]}",
        stated=stated,
        listed=listed,
        note=note,
    )
