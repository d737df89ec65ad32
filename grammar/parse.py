"""From a report to its facts: the one entry to everything that is understood."""

from __future__ import annotations

import re

from grammar import binding, citations, documents, headings, islands, named, names, periods, places, profile, series
from grammar.facts import Citation, Facts, Quantity, Tabular
from grammar.figures import quantities, relations
from grammar.lists import counts
from grammar.lists.enumerators import Enumerators
from grammar.report import Report, Span

# The report's own number where the letterhead was not told from the rest, and how far down it may stand.
_OWN_NUMBER = re.compile(r"[\s|*]*Số\s*:?\s*")
_FIRST, _HEAD = 1500, 20  # characters, blocks


def facts_of(report: Report) -> Facts:
    """Read a report: headings, profile, citations, documents, series, figures and relations, and what is unread."""
    drafts, unread = citations.find(report.text)
    drafts = [draft for draft in drafts if not _of_the_report(report, draft)]
    numbered = binding.bind(report, drafts)
    if report.tables:
        from grammar.tables import issued

        numbered = issued.with_columns(report, numbered)
    found = _merged(numbered, list(named.find(report.text, numbered)))
    own = profile.of(report)
    cited = tuple(documents.of(report.text, found))
    dates = tuple(islands.dates(report.text, [citation.date for citation in numbered if citation.date]))
    taken = [*(Span(citation.span.start, citation.end) for citation in found), *(date.span for date in dates)]
    figures = tuple(quantities.find(report, taken))
    related, restated = relations.of(report, figures)
    tabular = _tabular(report, figures)
    enumerators = Enumerators(report)
    counted = counts.relations(report, figures, found, enumerators)
    return Facts(
        report=report,
        profile=own,
        citations=found,
        documents=cited,
        series=tuple(series.of(found, cited, own)),
        names=tuple(names.find(report)),
        dates=dates,
        quantities=figures,
        relations=tuple(sorted((*related, *counted, *tabular.relations), key=lambda relation: relation.span)),
        restatements=(*restated, *tabular.restatements),
        enumerations=enumerators.sequences,
        places=places.of(report),
        periods=periods.of(report),
        unread=tuple(unread),
        headings=headings.of(report),
        tables=tabular.tables,
    )


def _tabular(report: Report, figures: tuple[Quantity, ...]) -> Tabular:
    """What the tables say. Most texts have none: what reads them is imported where there are."""
    if not report.tables:
        return Tabular((), (), ())
    from grammar.tables import tabular

    return tabular.of(report, figures)


def _of_the_report(report: Report, draft: citations.Draft) -> bool:
    """Whether a number is the report's own, in its letterhead: "Số: 312/BC-UBND"."""
    block = report.block_at(draft.start)
    if block.kind == "letterhead":
        return True
    lead = _OWN_NUMBER.fullmatch(report.text, block.start, draft.symbol_span.start)
    titled = any(other.kind == "title" and other.start > draft.start for other in report.blocks[:_HEAD])
    return lead is not None and draft.start < _FIRST and (":" in lead.group() or titled)


def _merged(numbered: list[Citation], laws: list[Citation]) -> tuple[Citation, ...]:
    """All citations in reading order; a nested one's parent is named by its new place."""
    if not laws:
        return tuple(numbered)
    order = sorted([*numbered, *laws], key=lambda citation: citation.span.start)
    place = {citation.span: new for new, citation in enumerate(order)}
    return tuple(
        citation if citation.parent is None else citation._replace(parent=place[numbered[citation.parent].span])
        for citation in order
    )
