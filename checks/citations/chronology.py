"""Documents that carry out or amend another, which must exist before them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from checks.citations.days import day_of, impossible
from grammar.facts import Citation, Facts
from grammar.vocabulary import cues

# Words by which a title says that a document carries out or amends another. "Được sửa đổi bởi" is the other way round.
_CARRIES_OUT = re.compile(
    rf"(?<![Đđ]ược )\b(?:{cues('carries_out')})(?:\s+(?:các|nội dung|một số điều của|một số nội dung))?\s*$"
)
_LEAD = 60  # characters before the inner citation in which these words stand


class Reversal(NamedTuple):
    """A document dated before the one that it carries out or amends."""

    document: Citation
    basis: Citation


@lru_cache(maxsize=1)
def reversals(facts: Facts) -> tuple[Reversal, ...]:
    """The documents whose title names, as what they carry out, a later document; each pair of names once."""
    later = impossible(facts)
    found: dict[tuple[str, str], Reversal] = {}
    carried_out: set[int] = set()
    for place, citation in enumerate(facts.citations):
        if citation.parent is None or citation.kind != "numbered":
            continue
        parent = facts.citations[citation.parent]
        start = max(parent.span.end, citation.span.start - _LEAD)
        beside = place - 1 in carried_out and facts.citations[place - 1].parent == citation.parent
        lead = facts.report.text[start : citation.span.start]
        if not (
            _CARRIES_OUT.search(lead)
            or (beside and _JOINED.fullmatch(facts.report.text, facts.citations[place - 1].span.end, citation.span.start))
        ):
            continue
        carried_out.add(place)
        first, second = day_of(parent), day_of(citation)
        if first and second and first < second and not {parent.span.start, citation.span.start} & later:
            found.setdefault((parent.name, citation.name), Reversal(parent, citation))
    return tuple(found.values())


# "thực hiện Nghị quyết số … của Chính phủ và Quyết định số …": the second is carried out, too.
_JOINED = re.compile(r"(?:\s+của\s+[^.;()\d]{3,60}?)?\s*(?:,|và|,\s*và)\s*(?:các\s+)?")
