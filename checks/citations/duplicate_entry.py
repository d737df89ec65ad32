"""CIT115 duplicate-entry."""

import re
from collections.abc import Iterator

from checks.citations.authority import same_author
from checks.citations.forms import other_type
from checks.citations.phrases import called
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.binding import groups_of
from grammar.documents import key
from grammar.facts import Citation, Facts
from grammar.subjects import compare
from grammar.vocabulary import cues

_CLAUSE = 200  # characters in which a clause behind a citation shows its verb
_TOLD = re.compile(r"[^;]*?,[^;]*?\bđã\b")
_LEAD = 40
_RESUMES = re.compile(rf"\b(?:{cues('resumes')})\s*,?\s*$")
_AGAIN = re.compile(r"\s+(?:(?:đã\s+)?(?:nêu|nói|dẫn)\b|ở\s+trên|trên\s+(?:đây|được|đã)|này\b)")


class DuplicateEntry(Rule):
    """One document is listed twice in one enumeration.

    A list of what was issued names each document once. The second entry is a paste too many, or stands where another
    document was meant (the plan of the next year, whose place is empty). Documents named again in another list, in
    another footnote or inside a title are no duplicates.
    """

    code = "CIT115"
    name = "duplicate-entry"
    severity = "warning"
    title = Text("một văn bản được liệt kê hai lần trong một danh sách", "listed twice in one enumeration")
    reason_vi = (
        "Danh sách văn bản đã ban hành nêu mỗi văn bản một lần. Mục thứ hai là dán thừa, hoặc nằm ở chỗ của văn bản khác (chẳng hạn "
        "kế hoạch của năm sau). Văn bản được nhắc lại ở danh sách khác, chú thích khác hay trong trích yếu không phải là trùng."
    )
    messages = {
        "twice": Text("{document} được liệt kê hai lần trong cùng danh sách", "{document} is listed twice in one enumeration"),
        "first": Text("lần thứ nhất", "the first time"),
    }
    fires = (
        Fires(
            "Kế hoạch số 31/KH-UBND ngày 11/3/2022 về theo dõi thi hành pháp luật năm 2022; Kế hoạch số 31/KH-UBND ngày 11/3/2022 "
            "về theo dõi thi hành pháp luật năm 2022; Kế hoạch số 35/KH-UBND ngày 20/02/2023 về theo dõi thi hành pháp luật năm 2023.",
            ("Kế hoạch số 31/KH-UBND ngày 11/3/2022",),
        ),
    )
    silent = (
        Silent(
            "Kế hoạch số 31/KH-UBND ngày 11/3/2022 về tuyên truyền; Công văn số 52/UBND-NC ngày 20/3/2022 về triển khai "
            "Kế hoạch số 31/KH-UBND ngày 11/3/2022.",
            Text("nằm trong trích yếu của văn bản khác", "inside another document's title"),
        ),
        Silent(
            "UBND huyện ban hành Kế hoạch số 31/KH-UBND ngày 11/3/2022.\nTheo Kế hoạch số 31/KH-UBND ngày 11/3/2022, các xã đã thực hiện.",
            Text("nhắc lại, không phải liệt kê", "mentioned again, not listed"),
        ),
        Silent(
            "Huyện Đăk Tô: Quyết định số 15/QĐ-UBND ngày 05/3/2022; huyện Ngọc Hồi: Quyết định số 15/QĐ-UBND ngày 05/3/2022.",
            Text("hai cơ quan ban hành", "two authors"),
        ),
        Silent(
            "Quyết định số 258/QĐ-UBND ngày 26/10/2023 phê duyệt danh sách; Quyết định số 258/QĐ-UBND ngày 26/10/2023 nêu trên "
            "được gửi các xã.",
            Text("nhắc lại văn bản đã nêu", "a document mentioned before"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for items in groups_of(facts.citations):
            seen: dict[tuple[object, ...], Citation] = {}
            for item in items:
                if item.kind != "numbered":
                    continue
                identity = (*key(item), item.date.iso if item.date else None)
                first = seen.setdefault(identity, item)
                if (
                    first is not item
                    and not item.basis
                    and not first.basis
                    and not (other_type(facts, item) or other_type(facts, first))
                    and self._listed(facts, first, item)
                    and self._one(facts, first, item)
                ):
                    yield self.finding(
                        item.span,
                        "twice",
                        related=(Related(first.span, self.messages["first"]),),
                        data={"document": item.name, "date": item.date.iso if item.date else None},
                        claim=item.name,
                        document=called(item),
                    )

    def _listed(self, facts: Facts, first: Citation, second: Citation) -> bool:
        """Whether both are items: the first begins no clause that tells what was done, the second does not point back."""
        text = facts.report.text
        told = _TOLD.match(text, first.span.end, min(second.span.start, first.span.end + _CLAUSE))
        lead = text[max(first.span.end, second.span.start - _LEAD) : second.span.start]
        return not told and not _AGAIN.match(text, second.span.end) and not _RESUMES.search(lead)

    def _one(self, facts: Facts, first: Citation, second: Citation) -> bool:
        one, two = (facts.report.excerpt(c.subject) if c.subject else None for c in (first, second))
        return compare(one, two) != "different" and same_author(facts, first, second) != "different"
