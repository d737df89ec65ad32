"""Read, parse, check: from files to results that every output is fed with."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from checks.reports import briefs
from checks.rule import Finding, Rule, Severity, Text
from grammar.facts import Facts
from grammar.parse import facts_of
from grammar.report import Region, Report, Shown, Span
from grammar.source import Address, Source, joined
from grammar.structure import build
from lint.discovery import Candidate, read
from lint.failure import Empty, Failure
from lint.readers import source_of

if TYPE_CHECKING:
    from lint.directives import Suppression

Status = Literal["checked", "failed", "skipped"]
_Given = TypeVar("_Given")
# Findings of one rule in one report that are shown; no report has more, whatever it is.
MOST_FINDINGS = 500
BROKE = Text(
    "doisoat gặp lỗi nội bộ ({kind}) khi đọc tệp này; xin gửi tệp cho người phát triển",
    "doisoat itself failed on this file ({kind}): please report it",
)
_OLD_FORMAT = Text("định dạng cũ: hãy lưu thành .docx hoặc .xlsx", "an old format: save it as .docx or .xlsx")
NO_REPORT = Text(
    "không tìm thấy báo cáo nào (.docx, .pdf, .odt, .xlsx, .md, .txt có tiêu đề BÁO CÁO hoặc viện dẫn văn bản)",
    "no report found (.docx, .pdf, .odt, .xlsx, .md or .txt with the title BÁO CÁO or a citation)",
)
_TOO_MANY = Text("chỉ nêu {count} phát hiện đầu tiên của {rule}", "only the first {count} findings of {rule} are shown")
_CONTEXT = 160  # characters of context on each side, where no sentence ends before


class Location(NamedTuple):
    """Where a span stands, for people and programs.

    Attributes:
        path: the file.
        regions: of the source; `addresses` where each stands in a file that is not made of lines.
        footnote: the number of the note that holds it.
        place: the path of headings above it.
        lines: the source's lines as shown to a person.
    """

    path: str
    regions: tuple[Region, ...]
    addresses: tuple[Address | None, ...]
    footnote: int | None
    place: Text
    excerpt: str
    context: str
    lines: tuple[Shown, ...]


class RelatedPlace(NamedTuple):
    """Another place of a finding, located."""

    location: Location
    message: Text


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its place in a file."""

    rule: type[Rule]
    severity: Severity
    message: Text
    path: str
    span: Span
    location: Location
    related: tuple[RelatedPlace, ...]
    data: dict[str, object]
    habit: bool
    fingerprint: str


@dataclass(slots=True)
class Result:
    """What a run says of one report."""

    path: str
    status: Status
    format: str | None = None
    error: Text | None = None
    cut: dict[str, Text] = field(default_factory=dict)  # codes of the rules of whose findings only the first are given
    crashed: dict[str, str] = field(default_factory=dict)  # codes of the rules that failed themselves, with the error
    counts: dict[str, int] = field(default_factory=dict)
    remarks: dict[str, int] = field(default_factory=dict)  # of how it was read: see `Source.remarks`
    findings: list[Located] = field(default_factory=list)
    suppressions: list[Suppression] = field(default_factory=list)  # what its comments say
    suppressed: int = 0  # findings that are left out for a comment or the configuration
    known: int = 0  # findings that are left out for the baseline
    facts: Facts | None = None
    brief: briefs.Brief | None = None
    place: Callable[[Span], Location] | None = None  # where what the brief names stands


def check(
    candidates: Iterable[Candidate],
    rules: Sequence[type[Rule]],
    report_date: datetime.date | None = None,
    keep_facts: bool = False,
) -> Iterator[Result]:
    """Check files one by one; one that cannot be read is a failed result and stops nothing."""
    for candidate in candidates:
        yield check_one(candidate, rules, report_date, keep_facts)


def check_one(
    candidate: Candidate, rules: Sequence[type[Rule]], report_date: datetime.date | None = None, keep_facts: bool = False
) -> Result:
    """Check one file; one that cannot be read is a failed result."""
    if not candidate.readable:
        return Result(candidate.name, "skipped", error=_OLD_FORMAT)
    if candidate.failure:
        return Result(candidate.name, "failed", error=candidate.failure)
    try:
        data = read(candidate.path)
    except Failure as failure:
        return Result(candidate.name, "failed", error=failure.text)
    return check_bytes(data, candidate.name, rules, report_date, candidate.named, keep_facts)


def check_as_one(
    candidates: Sequence[Candidate],
    rules: Sequence[type[Rule]],
    report_date: datetime.date | None,
    keep_facts: bool,
) -> list[Result]:
    """Check several files as one report: a report and its appendices. A file that cannot be read is a failed result of its own.

    The report is named after the first file; each finding bears the file in which it stands.
    """
    sources: list[tuple[str, Source]] = []
    failed: list[Result] = []
    for candidate in candidates:
        found = guarded(partial(_source_of, candidate), candidate.name)
        if isinstance(found, Result):
            failed.append(found)
        else:
            sources.append((candidate.name, found))
    if not sources:
        return failed
    name = sources[0][0]
    whole = guarded(lambda: _check(joined(sources), name, rules, report_date, True, keep_facts), name)
    return [whole, *failed]


def _source_of(candidate: Candidate) -> Source:
    """What the reader of a file gives.

    Raises:
        Failure: it cannot be read.
    """
    if candidate.failure:
        raise Failure(candidate.failure.vi, candidate.failure.en)
    return source_of(read(candidate.path), candidate.name)


def check_bytes(
    data: bytes,
    name: str,
    rules: Sequence[type[Rule]],
    report_date: datetime.date | None = None,
    named: bool = True,
    keep_facts: bool = False,
    across: bool = False,
) -> Result:
    """Check one report given as bytes. A file found in a folder (`named` false) is passed over if it is no report.

    With `across` its brief has all that other reports are held against.

    Whatever goes wrong with one report, in a reader or in a rule, is its failed result, so that the others are still
    checked. With DOISOAT_DEBUG set, an error of doisoat itself is raised.
    """
    return guarded(lambda: _check(source_of(data, name), name, rules, report_date, named, keep_facts, across), name, named)


def guarded(step: Callable[[], _Given], name: str, named: bool = True) -> _Given | Result:
    """What a step of reading or checking a file gives, or the file's failed result."""
    try:
        return step()
    except Empty as failure:
        return Result(name, "failed" if named else "skipped", error=failure.text)
    except Failure as failure:
        return Result(name, "failed", error=failure.text)
    except Exception as error:
        if os.environ.get("DOISOAT_DEBUG"):
            raise
        return Result(name, "failed", error=BROKE.fill(kind=type(error).__name__))


def _check(
    source: Source,
    name: str,
    rules: Sequence[type[Rule]],
    report_date: datetime.date | None,
    named: bool,
    keep_facts: bool,
    across: bool = False,
) -> Result:
    report = build(source, name)
    facts = facts_of(report)
    if not named and not is_report(facts):
        return Result(name, "skipped", format=report.format, error=Text("không phải báo cáo", "not a report"))
    if report_date and not facts.profile.date:
        facts = replace(facts, profile=facts.profile._replace(date=report_date))
    result = Result(name, "checked", format=report.format, counts=counts_of(facts), remarks=dict(report.remarks))
    found: list[Finding] = []
    for rule in rules:
        try:
            ours = list(islice(rule().check(facts), MOST_FINDINGS + 1))
        except Exception as error:
            if os.environ.get("DOISOAT_DEBUG"):
                raise
            result.crashed[rule.code] = type(error).__name__
            continue
        if len(ours) > MOST_FINDINGS:
            result.cut[rule.code] = _TOO_MANY.fill(count=MOST_FINDINGS, rule=rule.name)
        found += ours[:MOST_FINDINGS]
    result.findings = list(locate(facts, found))
    if report.comments:
        from lint import directives  # most reports have none

        result.suppressions = directives.of_report(report)
    result.facts = facts if keep_facts else None
    result.brief = briefs.of(facts, across)
    result.place = partial(location_of, report)
    return result


def is_report(facts: Facts) -> bool:
    """Whether a text shows a letterhead, a title BÁO CÁO, or a citation."""
    return bool(facts.citations) or any(block.kind in ("letterhead", "title") for block in facts.report.blocks)


def counts_of(facts: Facts) -> dict[str, int]:
    """How much was understood."""
    status = Counter(relation.status for relation in facts.relations)
    return {
        "citations": len(facts.citations),
        "documents": len(facts.documents),
        "relations": len(facts.relations),
        "holds": status["holds"],
        "truncated": status["truncated"],
        "broken": status["broken"],
        "unclear": status["unclear"],
        "unread": len(facts.unread),
        "footnotes": len(facts.report.notes),
        "tables": len(facts.report.tables),
    }


def locate(facts: Facts, findings: list[Finding]) -> Iterator[Located]:
    """The findings of one report with their places, in order of the source's lines, and with fingerprints."""
    report = facts.report
    order = sorted(findings, key=lambda finding: (report.locate(finding.span)[:1], finding.rule.code))
    yield from located(order, lambda _, span: location_of(report, span))


def located(findings: Iterable[Finding], place: Callable[[int, Span], Location]) -> Iterator[Located]:
    """Findings with the places that `place` gives for a report's number and a span, and with fingerprints."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        claim = finding.rule.name, finding.claim
        seen[claim] += 1
        location = place(finding.report, finding.span)
        yield Located(
            rule=finding.rule,
            severity=finding.severity,
            message=finding.message,
            path=location.path,
            span=finding.span,
            location=location,
            related=tuple(RelatedPlace(place(other.report, other.span), other.message) for other in finding.related),
            data=finding.data,
            habit=finding.habit,
            fingerprint=fingerprint(*claim, seen[claim]),
        )


def fingerprint(rule: str, claim: str, ordinal: int) -> str:
    """What names a finding across edits, paths, languages and versions: its rule, its claim, and which of equals it is."""
    return hashlib.sha256(json.dumps([rule, claim, ordinal], ensure_ascii=False).encode()).hexdigest()[:16]


def location_of(report: Report, span: Span) -> Location:
    """Where a span stands."""
    block = report.block_at(span.start)
    note = report.note_of.get(block.note) if block.note is not None else None
    path = block.path
    if note is not None:
        path = report.block_at(max(note.mark.at - 1, 0)).path if note.mark else ""
        place = Text(*(" › ".join(filter(None, (path, f"{word} {note.number}"))) for word in ("chú thích", "footnote")))
    else:
        place = Text(path, path)
    regions = tuple(report.locate(span))
    return Location(
        path=report.source_path(regions[0]),
        regions=tuple(map(report.in_file, regions)),
        addresses=tuple(report.address(region) for region in regions),
        footnote=note.number if note else None,
        place=place,
        excerpt=report.excerpt(span),
        context=report.excerpt(_sentence(report.text, span, block.start, block.end)),
        lines=tuple(report.shown(span)),
    )


def _sentence(text: str, span: Span, first: int, last: int) -> Span:
    """The sentence or list item around a span, cut at words where it is long."""
    floor, ceiling = max(first, span.start - _CONTEXT), min(last, span.end + _CONTEXT)
    starts = [place + 2 for mark in (". ", "; ") if (place := text.rfind(mark, floor, span.start)) >= 0]
    ends = [place + 1 for mark in (". ", "; ") if (place := text.find(mark, span.end, ceiling)) >= 0]
    start = max(starts) if starts else floor if floor == first else text.find(" ", floor, span.start) + 1 or span.start
    end = min(ends) if ends else ceiling if ceiling == last else max(text.rfind(" ", span.end, ceiling), span.end)
    return Span(start, max(end, span.end))
