"""Documents that carry out or amend another, which must exist before them."""

from __future__ import annotations

import datetime
import re
from typing import Literal, NamedTuple

from checks.citations.days import day_of, impossible
from checks.citations.pairs import in_conflict
from checks.once import once
from grammar.facts import Citation, Facts
from grammar.vocabulary import cues

# A title up to the document that it carries out or amends: no new clause, and the verb last, in a chain of such verbs.
_TITLE = re.compile(
    rf"\s*(?P<about>,?\s*(?:về(?:\s+việc)?|V/v)\s)?[^,;.()]*?\b(?:(?P<carries>{cues('carries_out')})|(?P<amends>{cues('amends')}))"
    rf"(?:\s*+(?:(?:,|và)\s*+)?(?:{cues('carries_out')}|{cues('amends')}))*+"
    r"(?:\s++(?:nghiêm túc|nghiêm|tốt|đầy đủ|có hiệu quả|hiệu quả|đồng bộ))*+(?:\s++(?:các|nội dung|một số điều của|một số nội dung))*+\s*+"
)
# Of these the document cited comes later, or is not what the titled one is for.
_OTHERWISE = re.compile(r"\b(?:được|trước khi|đến khi|nay|sẽ)\b")
_LONGEST = 250  # characters of a title before the document that it carries out
_JOINED = re.compile(r"\s*(?:,|và|,\s*và)\s*(?:các\s+)?")


class Reversal(NamedTuple):
    """A document dated before the one that it carries out or amends."""

    document: Citation
    basis: Citation
    verb: Literal["carries", "amends"]
    days: tuple[datetime.date, datetime.date]


@once
def reversals(facts: Facts) -> tuple[Reversal, ...]:
    """The documents whose title names, as what they carry out or amend, a later document; each pair of names once."""
    later = impossible(facts)
    found: dict[tuple[str, str, datetime.date, datetime.date], Reversal] = {}
    wrong = {(citation.name, day_of(citation)) for citation in facts.citations if citation.span.start in later}
    verbs: dict[int, Literal["carries", "amends"]] = {}
    for place, citation in enumerate(facts.citations):
        if citation.parent is None or citation.kind != "numbered":
            continue
        parent = facts.citations[citation.parent]
        verb = _verb(facts, parent, citation) or _shared(facts, parent, place, verbs)
        if verb is None:
            continue
        verbs[place] = verb
        first, second = day_of(parent), day_of(citation) or (None if citation.date else facts.date_of.get(place))
        taken = {parent.span.start, citation.span.start} & (later | in_conflict(facts)) or (citation.name, second) in wrong
        if first and second and first < second and not taken:
            found.setdefault((parent.name, citation.name, first, second), Reversal(parent, citation, verb, (first, second)))
    return tuple(found.values())


def _verb(facts: Facts, parent: Citation, citation: Citation) -> Literal["carries", "amends"] | None:
    """What a document's title says that it does to the one cited in it; a document only referred to must say "về"."""
    lead = facts.report.text[parent.end : citation.span.start]
    title = _TITLE.fullmatch(lead) if len(lead) <= _LONGEST else None
    if title is None or _OTHERWISE.search(lead) or (parent.basis and not title["about"]):
        return None
    return "carries" if title["carries"] else "amends"


def _shared(
    facts: Facts, parent: Citation, place: int, verbs: dict[int, Literal["carries", "amends"]]
) -> Literal["carries", "amends"] | None:
    """The verb of the citation before, for one joined to it: "thực hiện Nghị quyết A và Nghị quyết B".

    One of another kind, or with a subject of its own, may be the next document that was issued.
    """
    before, citation = facts.citations[place - 1], facts.citations[place]
    if place - 1 not in verbs or before.parent != citation.parent or citation.symbol == parent.symbol:
        return None
    joined = _JOINED.fullmatch(facts.report.text, before.span.end, citation.span.start)
    return verbs[place - 1] if joined and (citation.symbol == before.symbol or citation.subject is None) else None
