"""The figures of a run, in words and as numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from checks.rule import SEVERITIES, Language, Severity, Text
from lint.engine import Result
from lint.run import Run, heads

WORDS = {
    "error": Text("lỗi", "error"),
    "warning": Text("cảnh báo", "warning"),
    "note": Text("lưu ý", "note"),
}
_REMARKS = {
    "insertions": Text("đã đọc {count} chỗ chèn của chế độ theo dõi thay đổi", "{count} tracked insertions were read"),
    "deletions": Text("không đọc {count} chỗ xóa của chế độ theo dõi thay đổi", "{count} tracked deletions were not read"),
    "textless": Text("{count} trang là ảnh, không có chữ để đọc", "{count} pages are pictures without text: not read"),
    "uncalculated": Text("{count} ô công thức chưa được tính", "{count} formulas have no calculated value: not read"),
    "hidden": Text(
        "không đọc {count} chỗ ẩn (chữ, trang tính, hàng, cột)", "{count} hidden passages, sheets, rows or columns were not read"
    ),
}
_UNDERSTOOD = Text(
    "{reports} báo cáo, {citations} viện dẫn, {notes} chú thích", "reports: {reports}, citations: {citations}, footnotes: {notes}"
)
_LOST = Text("; {count} tệp không đọc được", "; {count} could not be read")
_PLURAL = {"error": "errors", "warning": "warnings", "note": "notes"}


def totals(results: Iterable[Result]) -> dict[str, int]:
    """Reports checked, failed and passed over, and findings by severity."""
    states = Counter(result.status for result in heads(results))
    severities = results.severities() if isinstance(results, Run) else of_each_severity(results)
    return {
        "reports": states["checked"],
        "failed": states["failed"],
        "skipped": states["skipped"],
        **{severity: severities[severity] for severity in SEVERITIES},
    }


def of_each_severity(results: Iterable[Result]) -> Counter[Severity]:
    """How many findings there are of each severity."""
    return Counter(finding.severity for result in results for finding in result.findings)


def sentence(results: Iterable[Result], language: Language) -> str:
    """The last line of a run: what was found in how many reports, and what was understood."""
    sums = totals(results)
    counts: Counter[str] = Counter()
    for result in heads(results):
        counts.update(
            {name: result.counts.get(name, 0) for name in ("citations", "footnotes")},
            suppressed=result.suppressed,
            known=result.known,
        )
    citations, notes, suppressed, known = (counts[name] for name in ("citations", "footnotes", "suppressed", "known"))
    if language == "vi":
        found = ", ".join(f"{sums[severity]} {WORDS[severity].vi}" for severity in SEVERITIES)
        read = f"{sums['reports']} báo cáo, {citations} viện dẫn, {notes} chú thích"
        lost = f"; {sums['failed']} tệp không đọc được" if sums["failed"] else ""
        passed = (f"; {suppressed} bỏ qua có lý do" if suppressed else "") + (f"; {known} đã biết từ trước" if known else "")
        return f"{found} ({read}{passed}{lost})"
    found = ", ".join(f"{sums[s]} {WORDS[s].en if sums[s] == 1 else _PLURAL[s]}" for s in SEVERITIES)
    reports = f"{sums['reports']} report" + ("" if sums["reports"] == 1 else "s")
    lost = f"; {sums['failed']} could not be read" if sums["failed"] else ""
    passed = (f"; {suppressed} suppressed" if suppressed else "") + (f"; {known} in the baseline" if known else "")
    return f"{found} ({reports}, {citations} citations, {notes} footnotes{passed}{lost})"


def understood(results: Iterable[Result], language: Language) -> str:
    """The last line of `doisoat facts`: how many reports, citations and footnotes were read."""
    counts: Counter[str] = Counter()
    for result in results:
        counts.update(result.counts, reports=result.status == "checked", failed=result.status == "failed")
    lost = _LOST.fill(count=counts["failed"]).say(language) if counts["failed"] else ""
    return (
        _UNDERSTOOD.fill(reports=counts["reports"], citations=counts["citations"], notes=counts["footnotes"]).say(language) + lost
    )


def remarks(result: Result) -> Iterator[Text]:
    """What a reviewer should know of how a report was read."""
    for name, count in result.remarks.items():
        yield _REMARKS[name].fill(count=count)


def statistics(results: Iterable[Result]) -> list[tuple[int, str, str]]:
    """How often each rule fired: (count, code, name), most first."""
    counts = Counter((finding.rule.code, finding.rule.name) for result in results for finding in result.findings)
    return [(count, code, name) for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
