"""TXT502 placeholder."""

from collections.abc import Iterable, Iterator

from checks.rule import Finding, Fires, Related, Rule, Severity, Silent, Text
from checks.wording import blanks
from checks.wording.blanks import Blank
from grammar.facts import Facts
from grammar.report import Span

_NEAR = 40  # characters between two blanks of one clause
_HEAD = ("letterhead", "title", "recipients")


class Placeholder(Rule):
    """A number, date or word that is still to be filled in.

    "Kế hoạch số …/KH-UBND ngày …/…/2024", "đạt …%", "(điền số liệu)": what a template or a draft leaves open and nobody
    came back to. In a draft the report's own number and date are blank until it is signed: one note says so. An ellipsis
    that ends a list ("công dân, tổ chức, …"), the dots of a table of contents, quoted forms and Roman numerals are no
    blanks. Blanks of one citation or clause are one finding.
    """

    code = "TXT502"
    name = "placeholder"
    severity = "warning"
    title = Text("số, ngày hoặc chỗ còn để trống", "an unfilled number, date or blank")
    reason_vi = (
        "“Kế hoạch số …/KH-UBND ngày …/…/2024”, “đạt …%”, “(điền số liệu)” là chỗ mẫu hay dự thảo để trống mà chưa ai điền. Số và ngày của chính báo "
        "cáo để trống đến khi ký: chỉ một ghi chú. Dấu ba chấm cuối phần liệt kê, dấu chấm của mục lục, biểu mẫu trong ngoặc kép và số "
        "La Mã không phải chỗ trống. Các chỗ trống trong một viện dẫn hoặc một vế câu là một phát hiện."
    )
    messages = {
        "head": Text("số hoặc ngày của báo cáo chưa điền: {words}", "the report's own number or date is not filled in: {words}"),
        "number": Text("số văn bản còn để trống: {words}", "the document's number is blank: {words}"),
        "date": Text("ngày còn để trống: {words}", "the date is blank: {words}"),
        "figure": Text("số liệu còn để trống: {words}", "the figure is blank: {words}"),
        "words": Text("chỗ còn để lại để điền: {words}", "left to be filled in: {words}"),
        "also": Text("{words}", "{words}"),
    }
    fires = (
        Fires("Kế hoạch số …/KH-UBND ngày …/…/2024 của UBND tỉnh.", ("Kế hoạch số …/KH-UBND ngày …/…/2024",)),
        Fires(
            "Theo Quyết định số ......./QĐ-UBND; tiếp nhận … hồ sơ, giải quyết … hồ sơ, đạt ….%.",
            ("Quyết định số ......./QĐ-UBND", "… hồ sơ, giải quyết … hồ sơ, đạt ….%"),
        ),
        Fires("Kế hoạch số 45/KH-UBND ngày ... tháng ... năm 2024.", ("Kế hoạch số 45/KH-UBND ngày ... tháng ... năm 2024",)),
        Fires("Toàn tỉnh có 15 xã (điền số liệu), tiếp nhận ?? hồ sơ.", ("(điền số liệu), tiếp nhận ?? hồ sơ",)),
        Fires(
            "ỦY BAN NHÂN DÂN TỈNH X\nSố:      /BC-UBND\nX, ngày      tháng      năm 2025\nBÁO CÁO\nKết quả cải cách hành chính năm 2025",
            ("Số: /BC-UBND",),
        ),
    )
    silent = (
        Silent(
            "Hướng dẫn công dân, tổ chức, … nộp hồ sơ; các lĩnh vực y tế, giáo dục... và du lịch.",
            Text("dấu ba chấm cuối phần liệt kê", "an ellipsis ends a list"),
        ),
        Silent("I. Công tác chỉ đạo ........ 3", Text("mục lục", "a table of contents")),
        Silent(
            "Mẫu “Báo cáo số …/BC-UBND ngày … tháng … năm …” được dùng chung.",
            Text("biểu mẫu trong ngoặc kép", "a quoted form"),
        ),
        Silent("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XXX; kỳ họp khóa XX.", Text("số La Mã", "Roman numerals")),
        Silent("Ghi rõ họ tên, ngày tháng năm sinh.", Text("từ ngữ thông thường", "plain words")),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        titles = [block.start for block in facts.report.blocks if block.kind == "title"]
        found = _merged(facts, blanks.find(facts))
        head = [blank for blank in found if _own(facts, blank, titles)]
        if head and titles:
            (first, *others), written = head, [facts.report.excerpt(blank.span) for blank in head]
            also = (self.messages["also"].fill(words=words) for words in written[1:])
            related = tuple(Related(other.span, message) for other, message in zip(others, also, strict=True))
            yield self.finding(
                first.span, "head", severity="note", related=related, data={"blanks": written}, words=", ".join(written)
            )
        for blank in sorted(set(found) - set(head)):
            words = facts.report.excerpt(blank.span)
            severity: Severity = "warning" if blank.sure else "note"
            yield self.finding(blank.span, blank.kind, severity=severity, data={"blank": words}, claim=words, words=words)


def _own(facts: Facts, blank: Blank, titles: list[int]) -> bool:
    """Whether a blank is the report's own number or date, in its head, at its end, or where an annex names it."""
    block = facts.report.block_at(blank.span.start)
    text = facts.report.text
    if block.kind in _HEAD or (titles and blank.span.start < titles[0]) or text.startswith("Số:", block.start):
        return blank.kind in ("number", "date")
    lead = text[max(blank.span.start - _NEAR, block.start) : blank.span.end]
    return "kèm theo" in lead.casefold() and "BC-" in lead


def _merged(facts: Facts, found: Iterable[Blank]) -> list[Blank]:
    """The blanks, those of one citation or clause as one; a citation's number begins a new one."""
    merged: list[Blank] = []
    for blank in found:
        last = merged[-1] if merged else None
        if last and blank.span.start < last.span.end:
            span = Span(last.span.start, max(last.span.end, blank.span.end))
            merged[-1] = last._replace(span=span, sure=last.sure or blank.sure)
        elif last and blank.kind != "number" and _one_clause(facts.report.text[last.span.end : blank.span.start]):
            merged[-1] = last._replace(span=Span(last.span.start, blank.span.end), sure=last.sure or blank.sure)
        else:
            merged.append(blank)
    return merged


def _one_clause(between: str) -> bool:
    return len(between) <= _NEAR and not any(sign in between for sign in ".;\n")
