"""What the rules about counted lists share: the counts that their lists do not bear out, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from checks.rule import Finding, Related, Rule, Severity, Text
from grammar.facts import Facts, Relation, RelationKind

_SHOWN = 56  # characters of an item in a message
_FEW = 16  # items named in a message

MESSAGES = {
    "count": Text(
        "văn bản ghi {stated}, danh sách có {listed} mục",
        "the text says {stated}, the list has {listed} items",
    ),
    "items": Text("{listed} mục: {items}", "{listed} items: {items}"),
    "sum": Text("{listed} = {items}", "{listed} = {items}"),
}
_AT_MOST = Text("nhiều nhất {count}", "at most {count}")
_AT_LEAST = Text("ít nhất {count}", "at least {count}")


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
    listed = _number(relation)
    if relation.listed.divider == "sum":
        key, shown = "sum", " + ".join(named)
    else:
        own = relation.listed.divider == "number"  # the text's own numbers may skip one
        numbered = named if own else [f"({place}) {item}" for place, item in enumerate(named, 1)]
        key, shown = "items", "; ".join([*numbered, *(["…"] if len(items) > _FEW else [])])
    return rule.finding(
        figure.span,
        "count",
        severity=severity,
        related=(Related(relation.listed.span, rule.messages[key].fill(listed=listed, items=shown)),),
        data={
            "stated": str(relation.stated),
            "computed": f"{relation.computed:f}",
            "unit": relation.unit,
            "items": items,
            "note": note,
        },
        claim=f"{stated} {items[0]}",
        stated=stated,
        listed=listed,
        note=note,
    )


def _number(relation: Relation) -> Text:
    """How many items a list has: so many, or at most or at least so many where names may hold commas themselves."""
    assert relation.listed is not None
    count = f"{relation.computed:f}"
    if relation.listed.least == relation.listed.most:
        return Text(count, count)
    return (_AT_MOST if (relation.stated or 0) > relation.listed.most else _AT_LEAST).fill(count=count)
