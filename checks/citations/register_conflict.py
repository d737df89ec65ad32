"""CIT119 register-conflict."""

from __future__ import annotations

from collections.abc import Iterator

from checks.citations.pairs import one_term, years_in
from checks.citations.phrases import listing, shortened, written
from checks.register import BUILT_IN, KnownDocument, Register
from checks.reports.briefs import Brief, Mention
from checks.rule import Finding, Fires, RegisterRule, Silent, Text
from grammar.series import TWO_TIERS
from grammar.subjects import compare, normalised
from grammar.vocabulary import fold

# Numbers below this are given anew each January, to the same kind of document: 01/NQ-CP, 02/NQ-CP.
_FIRST_OF_A_YEAR = 10
# Words of a title, those that say nothing left out, that name one document; "chương trình tổng thể" names many.
_NAMING = 6


class RegisterConflict(RegisterRule):
    """A document is cited with another date than the register of known documents has for it.

    A report may give a well-known decree a wrong date throughout and never contradict itself. The register knows the
    dates: doisoat comes with those of the central documents on administrative reform, and a repository keeps its own
    (doisoat register). The rule says what the register has and where from, not that the register is right.

    Numbers are given again: each year, each term in the Party, at each level and place. A symbol that bears its year, or
    the Party's within one term, names a document by itself; any other only together with what it is about. A date that
    any document of the number has is never reported, nor one that the report itself contradicts (date-conflict), nor one that
    may be a meeting's or another document's ("Hội nghị triển khai Nghị định số … ngày …").

    Source: Decree 30/2020/NĐ-CP, Appendix I, part I, section II, item 3 (number and symbol).
    """

    code = "CIT119"
    name = "register-conflict"
    severity = "warning"
    title = Text("ngày khác với sổ văn bản đã biết", "contradicts the register of known documents")
    reason_vi = (
        "Một báo cáo có thể ghi sai ngày của một nghị định quen thuộc ở mọi chỗ mà không tự mâu thuẫn. Sổ văn bản đã biết có ngày "
        "đúng: doisoat kèm danh mục văn bản trung ương về cải cách hành chính, mỗi kho báo cáo có thể giữ sổ riêng (doisoat "
        "register). Quy tắc nêu sổ ghi gì, theo nguồn nào. Số được đánh lại mỗi năm, mỗi nhiệm kỳ (Đảng), ở mỗi cấp, mỗi nơi: ký "
        "hiệu có năm, hoặc của Đảng trong cùng nhiệm kỳ, tự xác định văn bản; các ký hiệu khác chỉ so khi cùng nội dung. Ngày có "
        "trong sổ với cùng số thì không báo. Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I."
    )
    messages = {
        "date": Text(
            "{document} ghi ngày {date}; sổ văn bản đã biết ghi ngày {known}",
            "{document} is dated {date} here; the register of known documents has {known}",
        ),
        "entry": Text("{date} ({about}{source})", "{date} ({about}{source})"),
        "built-in": Text("danh mục kèm doisoat", "the list that comes with doisoat"),
        "source": Text("nguồn: {source}", "source: {source}"),
    }
    fires = (
        Fires(
            "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/5/2018 của Chính phủ về thực hiện cơ chế một cửa, một cửa liên thông.",
            ("Nghị định số 61/2018/NĐ-CP ngày 23/5/2018",),
        ),
        Fires(
            "Theo Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2023 của Bộ Chính trị.",
            ("Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2023",),
        ),
        Fires(
            "Quyết định số 468/QĐ-TTg ngày 27/3/2022 của Thủ tướng Chính phủ phê duyệt Đề án đổi mới việc thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết TTHC.",
            ("Quyết định số 468/QĐ-TTg ngày 27/3/2022",),
        ),
        Fires(
            "Nghị quyết số 76/NQ-CP ngày 25/7/2021 của Chính phủ ban hành Chương trình tổng thể CCHC nhà nước giai đoạn 2021-2030.",
            ("Nghị quyết số 76/NQ-CP ngày 25/7/2021",),
        ),
    )
    silent = (
        Silent(
            "Nghị quyết số 76/NQ-CP ngày 13/6/2013 của Chính phủ sửa đổi, bổ sung Nghị quyết số 30c/NQ-CP ngày 08/11/2011.",
            Text("văn bản cùng số của năm khác", "the document of another year with that number"),
        ),
        Silent(
            "Nghị quyết số 68/NQ-CP ngày 05/8/2022 của Chính phủ về phiên họp Chính phủ thường kỳ.",
            Text("số đánh lại mỗi năm, nội dung khác", "numbers restart each year, another subject"),
        ),
        Silent(
            "Thực hiện Quyết định số 468/QĐ-TTg ngày 15/4/2019 của Thủ tướng Chính phủ.",
            Text("không rõ về việc gì", "nobody says what it is about"),
        ),
        Silent(
            "Nghị quyết số 76/NQ-HĐND ngày 10/12/2021 của HĐND tỉnh Lào Cai về chương trình cải cách hành chính giai đoạn 2021-2030.",
            Text("của tỉnh, không phải của Chính phủ", "the province's, not the Government's"),
        ),
        Silent(
            "Nghị quyết số 18-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương và Nghị quyết số 18-NQ/TW ngày 25/10/2017.",
            Text("mỗi nhiệm kỳ đánh số lại", "each term numbers anew"),
        ),
        Silent(
            "Tham dự Hội nghị quán triệt Nghị quyết số 57-NQ/TW ngày 13/01/2025 do Trung ương tổ chức.",
            Text("có thể là ngày họp", "the day may be the meeting's"),
        ),
        Silent(
            "Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.",
            Text("văn bản sửa đổi có ngày riêng", "the amending decree has its own date"),
        ),
    )

    def against(self, brief: Brief, register: Register) -> Iterator[Finding]:
        for mention in brief.mentions:
            if mention.told or not mention.sure or mention.key not in register:
                continue
            documents = [document for document in register.of(mention.key) if _comparable(mention, document)]
            if any(document.day == mention.day for document in documents):
                continue
            meant = [document for document in documents if is_meant(mention, document)]
            if meant:
                yield self._finding(mention, meant)

    def _finding(self, mention: Mention, known: list[KnownDocument]) -> Finding:
        entries = [self._entry(document) for document in known]
        return self.finding(
            mention.span,
            "date",
            data={
                "document": mention.name,
                "dates": [mention.day.isoformat()],
                "register": [
                    {"date": document.day.isoformat(), "title": document.title, "source": document.source} for document in known
                ],
            },
            claim=f"{mention.name} {mention.day}",
            document=f"{mention.type or ''} {mention.name}".strip(),
            date=written(mention.day),
            known=Text(listing(entry.vi for entry in entries).vi, listing(entry.en for entry in entries).en),
        )

    def _entry(self, document: KnownDocument) -> Text:
        own = document.source == BUILT_IN
        return self.messages["entry"].fill(
            date=written(document.day),
            about=f"“{shortened(document.title)}”, " if document.title else "",
            source=self.messages["built-in"] if own else self.messages["source"].fill(source=document.source),
        )


def _comparable(mention: Mention, document: KnownDocument) -> bool:
    """Whether an entry may be the document cited, whatever the date: of its author, and of its type where that tells."""
    if document.told_by_type and fold(mention.type or "") != fold(document.type):
        return False
    return mention.author.compared(document.author) != "different"


def is_meant(mention: Mention, document: KnownDocument) -> bool:
    """Whether a mention with another date means this document, as every reasonable reading has it."""
    if mention.author.compared(document.author) != "same":
        return False
    likeness = compare(mention.subject, document.title)
    if not mention.central and (mention.day < TWO_TIERS) != (document.day < TWO_TIERS):
        return likeness == "same"  # with two tiers the local agencies began to number anew
    if mention.year is not None or (mention.party and one_term(mention.day, document.day)):
        return likeness != "different"
    if likeness != "same" or mention.day.year == document.day.year:
        return likeness == "same"
    return _named(mention, document)


def _named(mention: Mention, document: KnownDocument) -> bool:
    """Whether a document dated in another year is this one by its title: no plan that comes each year, no title cut short."""
    one, two = years_in(mention.subject), years_in(document.title)
    if not mention.central and not (one and one == two):
        return False
    shorter = min(normalised(mention.subject or ""), normalised(document.title), key=len)
    first_of_a_year = mention.number < _FIRST_OF_A_YEAR and not (one and one == two)
    return (one == two or not (one and two)) and not first_of_a_year and len(shorter.split()) >= _NAMING
