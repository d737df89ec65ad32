"""Read, parse, check: from files to results that every output is fed with."""

from __future__ import annotations

import datetime
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeVar

from checks.reports import briefs
from checks.rule import Finding, Rule, Text
from grammar.facts import Facts
from grammar.parse import facts_of
from grammar.report import Span
from grammar.source import Source, joined
from grammar.structure import build
from lint.discovery import Candidate, read
from lint.failure import Empty, Failure
from lint.located import Located, Location, locate, location_of
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
_APPENDIX = re.compile(r"\s*(?:phụ lục|biểu)(?!\w)", re.IGNORECASE)
_HEAD = 200  # characters in which an appendix is called one
_TOO_MANY = Text("chỉ nêu {count} phát hiện đầu tiên của {rule}", "only the first {count} findings of {rule} are shown")


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
    elsewhere: int = 0  # findings told at another report that name this one
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
    """Whether a text shows a letterhead, a title BÁO CÁO, or a citation, or is an appendix: tables called so."""
    report = facts.report
    if facts.citations or any(block.kind in ("letterhead", "title") for block in report.blocks):
        return True
    names = (table.name for table in report.tables)
    return bool(report.tables) and any(map(_APPENDIX.match, (report.text[:_HEAD], *names)))


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
