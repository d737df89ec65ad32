"""What was understood, as tables for a person."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from checks.figures.arithmetic import shown
from checks.rule import Language, Text
from grammar.authors import author
from grammar.facts import Facts, RelationKind
from grammar.report import Span, normal
from lint.engine import Result
from lint.located import location_of
from lint.output.summary import understood
from lint.output.where import short

_HEADS = (
    Text("ở", "at"),
    Text("văn bản", "document"),
    Text("ngày", "date"),
    Text("cơ quan ban hành", "issuer"),
    Text("nội dung", "subject"),
)
_UNREAD = Text("không đọc được", "unread")
_REPEATED = Text("Văn bản viện dẫn từ hai lần trở lên", "Documents cited more than once")
_REPEATED_HEADS = (Text("văn bản", "document"), Text("ngày", "date"), Text("cơ quan ban hành", "issuer"), Text("ở", "at"))
_SERIES = Text("Loạt số", "Numbering series")
_SERIES_HEADS = (Text("cơ quan", "issuer"), Text("loại", "types"), Text("năm", "year"), Text("số (ngày)", "numbers (days)"))
_RELATIONS = Text("Quan hệ giữa các số liệu", "Relations between figures")
_RELATION_HEADS = (
    Text("ở", "at"),
    Text("loại", "kind"),
    Text("kết quả", "status"),
    Text("phép tính", "arithmetic"),
    Text("cách đọc", "reading"),
)
KINDS: dict[RelationKind, Text] = {
    "sum": Text("tổng", "sum"),
    "balance": Text("cân đối", "balance"),
    "percent": Text("tỷ lệ", "percent"),
    "growth": Text("tăng, giảm", "growth"),
    "share": Text("cơ cấu", "share"),
    "list-count": Text("số mục", "list count"),
    "footnote-count": Text("số mục chú thích", "footnote count"),
    "table-total": Text("tổng trong bảng", "table total"),
    "table-percent": Text("tỷ lệ trong bảng", "table percent"),
}
_STATUS = {
    "holds": Text("khớp", "holds"),
    "truncated": Text("cắt bớt", "truncated"),
    "broken": Text("không khớp", "broken"),
    "unclear": Text("chưa rõ", "unclear"),
}
_STYLES = {"holds": "green", "truncated": "cyan", "broken": "red", "unclear": "yellow"}
_REASONS = {
    "number-blank": Text("số để trống", "the number is blank"),
    "no-symbol": Text("số không có ký hiệu", "a number without symbol"),
}
_PROFILE = Text("cơ quan: {issuer}; ngày: {date}; kỳ báo cáo: {period}", "issuer: {issuer}; date: {date}; period: {period}")
_NONE = Text("không rõ", "unknown")


def render(results: Sequence[Result], console: Console, language: Language) -> None:
    """Print, for each report, its profile, its citations and what could not be read."""
    for result in results:
        if result.facts is None:
            continue
        console.print(Line(normal(result.path), style="bold underline"))
        known = result.facts
        console.print(Line(_profile(known).say(language)))
        console.print(_citations(known, language))
        for table in (_repeated(known, language), _series(known, language), _relations(known, language)):
            if table.row_count:
                console.print(table)
        for unread in known.unread:
            line = _line(known, unread.span, language)
            words = known.report.excerpt(unread.span)
            console.print(
                Line(f"{line}: {_UNREAD.say(language)}: {words} ({_REASONS[unread.reason].say(language)})", style="dim")
            )
        console.print()
    if any(result.facts for result in results):
        console.print(Line(understood(results, language), style="bold"))


def _profile(known: Facts) -> Text:
    profile = known.profile
    return _PROFILE.fill(
        issuer=normal(" ".join(profile.issuer.text.split())) if profile.issuer else _NONE,
        date=f"{profile.date:%d/%m/%Y}" if profile.date else _NONE,
        period="-".join(map(str, dict.fromkeys(profile.years))) if profile.years else _NONE,
    )


def _line(known: Facts, span: Span, language: Language) -> str:
    """Where words stand, in short."""
    return short(location_of(known.report, span)).say(language)


def _citations(known: Facts, language: Language) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False, expand=False)
    for place, head in enumerate(_HEADS):
        table.add_column(
            head.say(language),
            justify="right" if place == 0 else "left",
            no_wrap=place in (0, 2),
            ratio=None,
            overflow="fold",
        )
    for citation in known.citations:
        report = known.report
        issuer, _ = author(citation, known.profile.issuer)
        subject = report.excerpt(citation.subject) if citation.subject else ""
        name = citation.name if citation.kind == "numbered" else report.excerpt(citation.span)
        nested = "  " if citation.nested else ""
        kind = f"{citation.type} " if citation.type and citation.kind == "numbered" else ""
        table.add_row(
            Line(_line(known, citation.span, language)),
            Line(f"{nested}{kind}{name}"),
            Line((citation.date.iso or "?") if citation.date else ""),
            Line(normal(" ".join(issuer.text.split())) if issuer else ""),
            Line(subject[:80] + ("…" if len(subject) > 80 else "")),
        )
    return table


def _repeated(known: Facts, language: Language) -> Table:
    """The documents that several citations are, with the lines of these."""
    table = _table(_REPEATED, _REPEATED_HEADS, language)
    for document in known.documents:
        if len(document.citations) > 1:
            lines = [_line(known, known.citations[place].span, language) for place in document.citations]
            first = known.citations[document.citations[0]]
            named = f"{first.type or ''} {first.name}" if first.kind == "numbered" else known.report.excerpt(first.span)
            table.add_row(
                Line(normal(named.strip())),
                Line(f"{document.date:%d/%m/%Y}" if document.date else ""),
                Line(normal(" ".join(document.issuer.text.split())) if document.issuer else ""),
                Line(", ".join(lines)),
            )
    return table


def _series(known: Facts, language: Language) -> Table:
    """The numbering series, each with its documents in the order of their numbers."""
    table = _table(_SERIES, _SERIES_HEADS, language)
    for series in known.series:
        members = (known.documents[place] for place in series.documents)
        numbers = (f"{known.citations[d.citations[0]].number} ({d.date:%d/%m})" for d in members if d.date)
        table.add_row(
            Line(normal(series.issuer)),
            Line(f"{', '.join(series.families)} {series.symbol}"),
            Line(str(series.year or "")),
            Line(", ".join(numbers)),
        )
    return table


def _relations(known: Facts, language: Language) -> Table:
    """What can be recomputed, each with its arithmetic, whether it holds, and how the text was read."""
    table = _table(_RELATIONS, _RELATION_HEADS, language)
    for relation in known.relations:
        unit = f" {relation.unit}" if relation.unit and relation.unit != "%" else ""
        table.add_row(
            Line(_line(known, relation.span, language)),
            Line(KINDS[relation.kind].say(language)),
            Line(_STATUS[relation.status].say(language), style=_STYLES[relation.status]),
            Line(normal(f"{shown(relation)}{unit}")),
            Line(relation.reading, style="dim"),
        )
    return table


def _table(title: Text, heads: Sequence[Text], language: Language) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False, expand=False, title=title.say(language), title_justify="left")
    for head in heads:
        table.add_column(head.say(language), overflow="fold")
    return table
