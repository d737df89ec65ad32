"""Whether two citations are by one author. Unknown is an answer: it never merges and never contradicts."""

from __future__ import annotations

import re
from typing import Literal

from grammar.agencies import agencies_in, bodies
from grammar.authors import is_no_actor
from grammar.documents import central
from grammar.facts import Agency, Citation, Facts
from grammar.titles import LONGEST
from grammar.vocabulary import fold, vocabulary

Sameness = Literal["same", "different", "unknown"]

# "Đăk Hà: Quyết định số …; Ngọc Hồi: …": a name before the colon is the author of what follows.
_LABEL = re.compile(r"(?P<name>[^\W\d_][\w']*(?:\s+[^\W\d_][\w']*)*)\s*(?::|\()\s*[^:;()]*$")
_VISITED = re.compile(r"\b(?:tại|kiểm tra)\s+$")  # "kiểm tra tại UBND các xã": no authors either
_MANY_OF = frozenset({"thanh-tra"})  # bodies of which every department has one
_ITEM = re.compile(r";|\n|\.\s")
_LOOK_BACK = 160
# A number so high that two levels rarely share it within one year: evidence where the author is unknown.
RARELY_SHARED = 400
_NEARBY = 400


def same_author(facts: Facts, first: Citation, second: Citation) -> Sameness:
    """Whether two citations with one symbol are by one author.

    A symbol of a central body tells its author. For the others the agencies named decide: level, then locality; a
    citation without any is the report's own agency's, unless the text beside it names another place.
    """
    if central(first):
        return "same"
    one, two = first.issuer, second.issuer
    if (one and one.several) or (two and two.several):
        return "unknown"
    if one and two:
        return _compare(facts, one, two)
    labels = _label(facts, first), _label(facts, second)
    if labels[0] != labels[1]:
        return "different" if all(labels) else "unknown"
    if _told_by_symbol(first):
        return "same"
    known = one or two
    if known and known.body is None:
        return "unknown"
    if known is None:
        acts = [citation for citation in (first, second) if not citation.basis]
        return "unknown" if any(_crowded(facts, citation) for citation in acts) else "same"
    own = facts.profile.issuer
    if own is None or own.level is None or known.level is None:
        return "same" if known.level is None else "unknown"
    if known.unit and own.unit and known.unit != own.unit:
        return "unknown"
    if known.level == own.level and (known.locality is None or own.locality is None or known.locality == own.locality):
        return "same"
    return "unknown"


def _told_by_symbol(citation: Citation) -> bool:
    """Whether a symbol is one department's of the province: SNV. The Party's are of every province."""
    owners = bodies(citation.issuer_symbol or "")
    return bool(owners) and not citation.party and all(owner.level == "province" for owner in owners)


def _compare(facts: Facts, one: Agency, two: Agency) -> Sameness:
    if one.level and two.level and one.level != two.level:
        return "different"
    if one.body is None or two.body is None:
        return "same" if fold(one.text) == fold(two.text) else "unknown"
    if one.body == two.body and (vocabulary().issuers[one.body].prefix or one.body in _MANY_OF):
        names = [fold(agency.text) for agency in (one, two)]
        if not names[0].startswith(names[1]) and not names[1].startswith(names[0]):
            return "different"
    if one.unit and two.unit and one.unit != two.unit:
        return "different"
    places = [_locality(facts, agency) for agency in (one, two)]
    if places[0] and places[1]:
        return "same" if places[0] == places[1] else "different"
    if (one.level or two.level) in ("province", None):
        return "same"
    return "same" if one.locality == two.locality and _below(facts, one) is False else "unknown"


def _locality(facts: Facts, agency: Agency) -> str | None:
    """The place of an agency; one named by its level alone is the report's own of that level."""
    own = facts.profile.issuer
    if agency.locality or own is None:
        return agency.locality
    return own.locality if agency.level == own.level else None


def _below(facts: Facts, agency: Agency) -> bool:
    """Whether an agency is of a level below the report's own, of which there are many."""
    order = ("central", "province", "district", "commune")
    own = facts.profile.issuer
    return bool(own and own.level and agency.level and order.index(agency.level) > order.index(own.level))


def _crowded(facts: Facts, citation: Citation) -> bool:
    """Whether the paragraph names several places, so that a document without author may be of any of them."""
    report = facts.report
    block = report.block_at(citation.span.start)
    start, end = max(block.start, citation.span.start - _NEARBY), min(block.end, citation.span.end + _NEARBY)
    own = facts.profile.issuer
    subjects = [other.subject for other in facts.citations_between(start - LONGEST, end) if other.subject]
    agencies = [
        agency
        for agency, begin, stop in agencies_in(report.text, start, end)
        if not any(subject.start <= begin < subject.end for subject in subjects)
        and not is_no_actor(report.text, start, begin)
        and not _VISITED.search(report.text, max(start, begin - 20), begin)
    ]
    places = {agency.locality for agency in agencies if agency.locality and not (own and agency.locality == own.locality)}
    return any(agency.several for agency in agencies) or len(places) > 1


def _label(facts: Facts, citation: Citation) -> str | None:
    """The place or agency that the item's own words name before the citation."""
    text = facts.report.text
    start = max(facts.report.block_at(citation.span.start).start, citation.span.start - _LOOK_BACK)
    lead = text[start : citation.span.start]
    cut = max((match.end() for match in _ITEM.finditer(lead)), default=0)
    own = facts.profile.issuer.locality if facts.profile.issuer else None
    named = (agency.locality for agency, _, _ in agencies_in(text, start + cut, citation.span.start))
    localities = [locality for locality in named if locality and locality != own]
    if localities:
        return localities[-1]
    label = _LABEL.search(lead[cut:])
    return label["name"].casefold() if label and label["name"].istitle() and "Năm" not in label["name"] else None
