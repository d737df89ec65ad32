"""CIT117 citation-form."""

from collections.abc import Iterator, Sequence

from checks.citations.phrases import called
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.documents import key
from grammar.facts import Citation, Facts

# A way of writing is the rarer one if less than this part of the citations has it.
RARER = 0.5
# Citations of the common form that make it one.
COMMON = 4
# Types that are cited by their name alone.
_BY_NAME = frozenset({"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh"})


class CitationForm(Rule):
    """The rarer way in which a report writes its citations: one note for each habit, with all the places.

    "số" left out before the number; a comma between symbol and "ngày" (the Party's own style, and not counted there); a
    document that never gets its date, not where it is first cited and not later. Laws are cited by their name; what stands
    in another document's title is that document's. Where a form is the common one of the report nothing is said.

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
        "khác không xét; cách viết phổ biến của báo cáo thì không nêu. Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.b."
    )
    messages = {
        "word": Text(
            "thiếu chữ “số” ở {count} viện dẫn ({others} viện dẫn khác có): {document}",
            "“số” is left out in {count} citations ({others} others have it): {document}",
        ),
        "comma": Text(
            "dấu phẩy trước “ngày” ở {count} viện dẫn ({others} viện dẫn khác không có): {document}",
            "a comma before “ngày” in {count} citations ({others} others have none): {document}",
        ),
        "date": Text(
            "{count} văn bản không nơi nào ghi ngày ban hành ({others} văn bản khác có): {document}",
            "{count} documents are never given a date ({others} others are): {document}",
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
        dated = [citation for citation in state if citation.date_binding in ("direct", "comma")]
        yield from self._habit("comma", [citation for citation in dated if citation.date_binding == "comma"], len(dated))
        documents = [[facts.citations[place] for place in document.citations] for document in facts.documents]
        firsts = [mentions for mentions in documents if mentions[0].kind == "numbered" and mentions[0].type not in _BY_NAME]
        dated_keys = {key(mentions[0]) for mentions in firsts if any(citation.date for citation in mentions)}
        undated = [mentions[0] for mentions in firsts if key(mentions[0]) not in dated_keys and not mentions[0].nested]
        yield from self._habit("date", undated, len(firsts))

    def _habit(self, form: str, rarer: Sequence[Citation], total: int) -> Iterator[Finding]:
        if rarer and len(rarer) < RARER * total and total - len(rarer) >= COMMON:
            first, *others = rarer
            yield self.finding(
                first.span,
                form,
                related=tuple(Related(other.span, self.messages["also"].fill(document=called(other))) for other in others),
                data={"form": form, "documents": [citation.name for citation in rarer], "others": total - len(rarer)},
                claim=f"{form} {' '.join(citation.name for citation in rarer)}",
                habit=True,
                count=len(rarer),
                others=total - len(rarer),
                document=called(first),
            )
