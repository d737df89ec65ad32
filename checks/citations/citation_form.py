"""CIT117 citation-form."""

import re
from collections.abc import Iterator, Sequence

from checks.citations.phrases import called
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.documents import key
from grammar.facts import Citation, Facts

# A way of writing is the rarer one if less than this part of the citations has it.
RARER = 0.5
# Citations of the common form that make it one.
COMMON = 4
_NEAR = 80  # characters behind a citation in which its clause may give a date
_SOON = re.compile(r"[^.;\n]*?(?:ký|ban hành|của [^.;\n]*?)?\s*\(?(?:ngày )?\d{1,2}/\d{1,2}/\d{4}")
_MOST_JOINED = 10  # citations in a row that may share a date
_JOINED = re.compile(r"\s*(?:,|;|và|,\s*và)\s*(?:các\s+|số\s+)?")
# Types that are cited by their name alone.
_BY_NAME = frozenset({"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh"})


class CitationForm(Rule):
    """The rarer way in which a report writes its citations: one note for each habit, with all the places.

    "số" left out before the number; a comma between symbol and "ngày" (the Party's own style, and not counted there); a
    document that never gets its date, not where it is first cited and not later. Laws are cited by their name; what stands
    in another document's title is that document's. Where a form is the common one of the report nothing is said; documents
    with and without the year in their symbol are counted apart, since Decree 78/2025 lets normative ones go without date.

    Source: Decree 30/2020/NĐ-CP, Appendix I, part I, section II, item 6 b: type, number, symbol, date, issuer, subject at
    the first citation; type, number and symbol at later ones.
    """

    code = "CIT117"
    name = "citation-form"
    severity = "note"
    title = Text("cách viện dẫn không thống nhất", "the minority form of a habit; a first mention without date")
    reason_vi = (
        "Cách viện dẫn ít gặp hơn trong chính báo cáo, mỗi thói quen một ghi chú kèm mọi vị trí: thiếu chữ “số”; dấu phẩy trước “ngày” (kiểu "
        "của văn bản Đảng, ở đó không tính); văn bản không nơi nào có ngày. Luật viện dẫn theo tên; văn bản nằm trong trích yếu của văn bản "
        "khác không xét; cách viết phổ biến của báo cáo thì không nêu; văn bản có năm và không có năm trong ký hiệu được đếm riêng. Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.b."
    )
    messages = {
        "word": Text(
            "thiếu chữ “số” ở {count} trong {total} viện dẫn: {document}",
            "“số” is left out in {count} of {total} citations: {document}",
        ),
        "comma": Text(
            "dấu phẩy trước “ngày” ở {count} trong {total} viện dẫn: {document}",
            "a comma before “ngày” in {count} of {total} citations: {document}",
        ),
        "date": Text(
            "{count} trong {total} văn bản không nơi nào ghi ngày ban hành: {document}",
            "{count} of {total} documents are never given a date: {document}",
        ),
        "normative": Text(
            "{count} trong {total} văn bản quy phạm không nơi nào ghi ngày ban hành: {document}",
            "{count} of {total} normative documents are never given a date: {document}",
        ),
        "also": Text("{document}", "{document}"),
    }
    fires = (
        Fires(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022; Kế hoạch số 15/KH-UBND ngày 07/3/2022; "
            "Kế hoạch số 16/KH-UBND ngày 07/3/2022; Kế hoạch số 17/KH-UBND ngày 08/3/2022; Kế hoạch 18/KH-UBND ngày 09/3/2022.",
            ("Kế hoạch 18/KH-UBND ngày 09/3/2022",),
        ),
        Fires(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022; Kế hoạch số 15/KH-UBND ngày 07/3/2022; "
            "Kế hoạch số 16/KH-UBND ngày 07/3/2022; Kế hoạch số 17/KH-UBND ngày 08/3/2022; Kế hoạch số 18/KH-UBND, ngày 09/3/2022.",
            ("Kế hoạch số 18/KH-UBND, ngày 09/3/2022",),
        ),
        Fires(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022; Kế hoạch số 15/KH-UBND ngày 07/3/2022; "
            "Kế hoạch số 16/KH-UBND ngày 07/3/2022; Kế hoạch số 17/KH-UBND ngày 08/3/2022; theo Kế hoạch số 18/KH-UBND của UBND tỉnh.",
            ("Kế hoạch số 18/KH-UBND",),
        ),
    )
    silent = (
        Silent(
            "Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Trung ương; Kế hoạch số 12/KH-UBND ngày 05/3/2022; Kế hoạch số 15/KH-UBND "
            "ngày 07/3/2022.",
            Text("kiểu của văn bản Đảng", "the Party's own style"),
        ),
        Silent(
            "Kế hoạch số 12/KH-UBND ngày 05/3/2022; Kế hoạch số 15/KH-UBND ngày 07/3/2022; "
            "Kế hoạch số 16/KH-UBND ngày 07/3/2022; Kế hoạch số 17/KH-UBND ngày 08/3/2022; theo Kế hoạch số 12/KH-UBND, các xã đã làm.",
            Text("viện dẫn lần sau không cần ngày", "later citations need no date"),
        ),
        Silent(
            "Kế hoạch 12/KH-UBND ngày 05/3/2022; Kế hoạch 15/KH-UBND ngày 07/3/2022; Kế hoạch 16/KH-UBND ngày 07/3/2022; Kế hoạch "
            "17/KH-UBND ngày 08/3/2022; Kế hoạch số 18/KH-UBND ngày 09/3/2022.",
            Text("cách viết của cả báo cáo", "the report's common form"),
        ),
        Silent(
            "Luật số 80/2015/QH13; Kế hoạch số 12/KH-UBND ngày 05/3/2022; Kế hoạch số 15/KH-UBND ngày 07/3/2022.",
            Text("luật viện dẫn theo tên", "laws are cited by their name"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        state = [citation for citation in facts.citations if citation.kind == "numbered" and not citation.party]
        worded = [citation for citation in state if citation.type_binding == "word"]
        yield from self._habit("word", [citation for citation in worded if not citation.number_word], len(worded))
        beside = [citation for citation in state if citation.date_binding in ("direct", "comma")]
        yield from self._habit("comma", [citation for citation in beside if citation.date_binding == "comma"], len(beside))
        firsts = {document.citations[0]: facts.citations[document.citations[0]] for document in facts.documents}
        dated = {key(citation) for citation in facts.citations if citation.kind == "numbered" and citation.date}
        for normative in (True, False):
            alike = {
                place: first
                for place, first in firsts.items()
                if first.kind == "numbered" and first.type not in _BY_NAME and (first.year is not None) is normative
            }
            bare = {place: first for place, first in alike.items() if key(first) not in dated and not first.nested}
            undated = [first for place, first in bare.items() if not _dated_beside(facts, place)]
            yield from self._habit(
                "date" if not normative else "normative",
                undated,
                len(bare) + len(dated & {key(first) for first in alike.values()}),
            )

    def _habit(self, form: str, rarer: Sequence[Citation], total: int) -> Iterator[Finding]:
        if rarer and len(rarer) < RARER * total and total - len(rarer) >= COMMON:
            first, *others = rarer
            yield self.finding(
                first.span,
                form,
                related=tuple(Related(other.span, self.messages["also"].fill(document=called(other))) for other in others),
                data={"form": form, "documents": [citation.name for citation in rarer], "total": total},
                claim=form,
                habit=True,
                count=len(rarer),
                total=total,
                document=called(first),
            )


def _dated_beside(facts: Facts, place: int) -> bool:
    """Whether a date may be the document's though it is not bound to it: that of one joined to it, or one soon behind."""
    text, citations = facts.report.text, facts.citations
    citation = citations[place]
    until = citations[place + 1].span.start if place + 1 < len(citations) else len(text)
    if _SOON.match(text, citation.span.end, min(until, citation.span.end + _NEAR)):
        return True
    for step in (-1, 1):
        other = place
        while 0 <= other + step < len(citations) and abs(other - place) < _MOST_JOINED:
            first, second = sorted((citations[other], citations[other + step]), key=lambda one: one.span)
            if not _JOINED.fullmatch(text, first.span.end, second.span.start):
                break
            other += step
            if citations[other].date:
                return True
    return False
