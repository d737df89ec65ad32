"""JSON, the stable contract for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

from checks.rule import Language
from grammar.authors import author
from grammar.facts import Citation, Document, Enumeration, Facts, Relation, Series
from grammar.report import Region, Span
from grammar.source import Address
from lint import __version__
from lint.engine import Result
from lint.located import Located, Location, location_of
from lint.output.json_array import elements
from lint.output.summary import totals
from lint.run import heads

VERSION = 1


def check(results: Iterable[Result], language: Language) -> Iterator[str]:
    """The lines of what `doisoat check --output-format json` prints; one finding at a time is held."""
    tool = json.dumps({"name": "doisoat", "version": __version__})
    yield f'{{"version": {VERSION}, "tool": {tool},\n "reports": ['
    yield from elements(_report(result, language) for result in heads(results))
    yield ' ],\n "findings": ['
    yield from elements(finding_of(finding, language) for result in results for finding in result.findings)
    yield f' ],\n "summary": {json.dumps(totals(results))}}}'


def facts(results: Iterable[Result], language: Language) -> str:
    """What `doisoat facts --output-format json` prints."""
    read = [(result, result.facts) for result in results if result.facts]
    citations = list(accumulate((len(known.citations) for _, known in read), initial=0))
    documents = list(accumulate((len(known.documents) for _, known in read), initial=0))
    return _dump(
        {
            "version": VERSION,
            "reports": [_report(result, language) | {"profile": _profile(result.facts)} for result in results],
            "citations": [_citation(known, place) for _, known in read for place in range(len(known.citations))],
            "documents": [
                _document(document, known, first)
                for (_, known), first in zip(read, citations, strict=False)
                for document in known.documents
            ],
            "series": [
                _series(series, known, first)
                for (_, known), first in zip(read, documents, strict=False)
                for series in known.series
            ],
            "relations": [_relation(relation, known) for _, known in read for relation in known.relations],
            "enumerations": [
                _enumeration(listed, known)
                for _, known in read
                for listed in (*known.enumerations, *(r.listed for r in known.relations if r.listed))
            ],
            "tables": [table for _, known in read for table in _tables(known)],
            "footnotes": [note for _, known in read for note in _footnotes(known)],
            "unread": [
                {"reason": unread.reason} | _where(location_of(known.report, unread.span))
                for _, known in read
                for unread in known.unread
            ],
        }
    )


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _report(result: Result, language: Language) -> dict[str, Any]:
    return {
        "path": result.path,
        "format": result.format,
        "status": result.status,
        "error": result.error.say(language) if result.error else None,
        "cut": [text.say(language) for text in result.cut.values()],
        "counts": result.counts,
        "suppressed": result.suppressed,
        "known": result.known,
        "remarks": result.remarks,
    }


def finding_of(finding: Located, language: Language) -> dict[str, Any]:
    """A finding as an element of `findings`."""
    return {
        "rule": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity,
        "message": finding.message.say(language),
        "path": finding.path,
        **_place(finding.location),
        "span": list(finding.span),
        "place": finding.location.place.say(language),
        "excerpt": finding.location.excerpt,
        "context": finding.location.context,
        "related": [
            {
                "path": related.location.path,
                **_place(related.location),
                "excerpt": related.location.excerpt,
                "context": related.location.context,
                "message": related.message.say(language),
            }
            for related in finding.related
        ],
        "data": finding.data,
        "habit": finding.habit,
        "fingerprint": finding.fingerprint,
    }


def _place(location: Location) -> dict[str, Any]:
    regions = [_region(*pair) for pair in zip(location.regions, location.addresses, strict=True)]
    address = location.addresses[0] or Address()
    part = "body" if location.footnote is None else "footnote"
    return {
        "location": {
            **{key: regions[0][key] for key in Region._fields},
            "page": address.page,
            "page_line": address.line,
            "paragraph": address.paragraph,
            "cell": address.cell._asdict() if address.cell else None,
            "footnote": location.footnote,
            "part": part,
        },
        "regions": regions,
    }


def _region(region: Region, address: Address | None) -> dict[str, Any]:
    """A region; in a file that is not made of lines it has its page, paragraph or cell in place of lines."""
    if address is None:
        return dict(region._asdict())
    return {
        **region._asdict(),
        "line": None,
        "end_line": None,
        "page": address.page,
        "page_line": address.line,
        "box": address.box,
        "paragraph": address.paragraph,
        "cell": address.cell._asdict() if address.cell else None,
    }


def _where(location: Location) -> dict[str, Any]:
    return {"path": location.path, **_place(location), "excerpt": location.excerpt}


def _profile(known: Facts | None) -> dict[str, Any] | None:
    if known is None:
        return None
    profile = known.profile
    issuer = profile.issuer
    return {
        "issuer": " ".join(issuer.text.split()) if issuer else None,
        "level": issuer.level if issuer else None,
        "locality": issuer.locality if issuer else None,
        "date": profile.date.isoformat() if profile.date else None,
        "dated_by": profile.dated_by.isoformat() if profile.dated_by else None,
        "period": list(profile.years) if profile.years else None,
        "title": profile.title or None,
    }


def _citation(known: Facts, place: int) -> dict[str, Any]:
    citation: Citation = known.citations[place]
    numbered = citation.kind == "numbered"
    issuer, binding = author(citation, known.profile.issuer)
    subject = known.report.excerpt(citation.subject) if citation.subject else None
    return {
        "kind": citation.kind,
        "number": citation.number if numbered else None,
        "suffix": citation.suffix,
        "symbol": citation.symbol if numbered else None,
        "year": citation.year,
        "type": citation.type,
        "date": citation.date.iso if citation.date else None,
        "date_binding": citation.date_binding,
        "issuer": " ".join(issuer.text.split()) if issuer else None,
        "issuer_binding": binding,
        "subject": subject,
        "nested": citation.nested,
        "year_group": citation.year_group,
        "document": known.document_of.get(place),
        **_where(location_of(known.report, citation.span)),
    }


def _document(document: Document, known: Facts, first: int) -> dict[str, Any]:
    """A document; its citations are places in the output's own list, where this report's begin at `first`."""
    return {
        "id": document.id,
        "citations": [first + place for place in document.citations],
        "evidence": document.evidence,
        "confidence": document.confidence,
        "date": document.date.isoformat() if document.date else None,
        "issuer": " ".join(document.issuer.text.split()) if document.issuer else None,
        "path": known.report.path,
    }


def _series(series: Series, known: Facts, first: int) -> dict[str, Any]:
    """A numbering series; its documents are places in the output's own list, where this report's begin at `first`."""
    return {
        "issuer": series.issuer,
        "symbol": series.symbol,
        "families": list(series.families),
        "year": series.year,
        "normative": series.normative,
        "party": series.party,
        "documents": [first + place for place in series.documents],
        "path": known.report.path,
    }


def _relation(relation: Relation, known: Facts) -> dict[str, Any]:
    """A relation between figures; values are decimals as strings, in the units named."""
    return {
        "kind": relation.kind,
        "status": relation.status,
        "stated": None if relation.stated is None else str(relation.stated),
        "computed": None if relation.computed is None else f"{round(relation.computed, 6).normalize():f}",
        "unit": relation.unit,
        "reading": relation.reading,
        "operands": [
            {
                "role": operand.role,
                "value": str(operand.value),
                "unit": operand.quantity.unit,
                **_where(location_of(known.report, operand.quantity.span)),
            }
            for operand in relation.operands
        ],
        "list": _enumeration(relation.listed, known) if relation.listed else None,
        "note": known.report.note_of[relation.note].number if relation.note else None,
        **_where(location_of(known.report, relation.span)),
    }


def _enumeration(listed: Enumeration, known: Facts) -> dict[str, Any]:
    """A list: what divides it, how many items it may have, their own numbers, and where each stands."""
    return {
        "divider": listed.divider,
        "least": listed.least,
        "most": listed.most,
        "open": listed.open,
        "labels": list(listed.labels),
        "items": [_where(location_of(known.report, item)) for item in listed.items],
        **_where(location_of(known.report, listed.span)),
    }


def _tables(known: Facts) -> list[dict[str, Any]]:
    """The tables, with how each was understood; rows and columns are counted from 1."""
    found = []
    for read, table in zip(known.tables, known.report.tables, strict=True):
        first = table.cells[0].span if table.cells else Span(0, 0)
        found.append(
            {
                "name": table.name or None,
                "caption": read.caption or None,
                "unit": read.unit,
                "rows": table.rows,
                "columns": [{"kind": kind, "head": head} for kind, head in read.columns],
                "header_rows": read.headed,
                "total_rows": [row + 1 for row in read.totals],
                **_where(location_of(known.report, first)),
            }
        )
    return found


def _footnotes(known: Facts) -> list[dict[str, Any]]:
    report = known.report
    found = []
    for note in report.notes:
        mark = note.mark
        found.append(
            {
                "number": note.number,
                "mark": {
                    "raw": mark.raw,
                    "evidence": mark.evidence,
                    "alternatives": list(mark.alternatives),
                    **_where(location_of(report, Span(max(mark.at - 1, 0), mark.at))),
                }
                if mark
                else None,
                "note": _where(location_of(report, note.span)),
            }
        )
    return found
