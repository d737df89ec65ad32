"""CIT107 missing-year."""

import re
from collections.abc import Iterator

from checks.citations.days import day_of
from checks.citations.forms import other_type
from checks.citations.phrases import called
from checks.citations.twins import twins
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.binding import groups_of
from grammar.documents import central
from grammar.facts import Citation, Facts
from grammar.vocabulary import vocabulary

# Items with a year in their symbol that a list needs before one without stands out, for each one without.
NEIGHBOURS = 3
# How far a number without year may lie from the next one of the list: 02 fits behind 01/2024, 1203 does not.
NEAR = 3
# Of so many neighbours one may itself be wrong and not fit.
ONE_WRONG = 4
_HEAD = 250  # characters before a list in which its head says what it lists
_NORMATIVE = re.compile(r"(?:[Vv]ăn bản )?(?:quy phạm pháp luật|VBQPPL|QPPL)[^.]*$")


class MissingYear(Rule):
    """A symbol that must carry its year does not.

    Decrees, circulars, laws and ordinances are numbered by year, and the year is part of the symbol: 37/NĐ-CP may be any
    of dozens of decrees. Decisions and resolutions exist in both forms; there, a single item without year in a list of
    normative documents is reported, and one that the report gives with the year elsewhere, since 02/QĐ-UBND is another
    document than 02/2024/QĐ-UBND.

    Source: Law 64/2025/QH15, Article 7 (and 80/2015/QH13): running number, year of issue, type, issuer.
    """

    code = "CIT107"
    name = "missing-year"
    severity = "error"
    title = Text("ký hiệu thiếu năm ban hành", "a symbol that must carry its year does not")
    reason_vi = (
        "Nghị định, thông tư, luật, pháp lệnh đánh số theo năm và năm là một phần của ký hiệu: 37/NĐ-CP có thể là nhiều nghị "
        "định khác nhau. Quyết định, nghị quyết có cả hai dạng; ở đó chỉ báo khi một mục thiếu năm nằm giữa danh sách văn bản quy "
        "phạm pháp luật, hoặc nơi khác ghi cùng số, ngày và có năm. Căn cứ: Luật 64/2025/QH15, Điều 7."
    )
    messages = {
        "type": Text(
            "{document}: ký hiệu {kind} phải có năm ban hành", "{document}: the symbol of this type ({kind}) must carry its year"
        ),
        "list": Text(
            "{document} thiếu năm trong ký hiệu; {count} mục khác của danh sách đều có năm",
            "{document} has no year in its symbol; the {count} other items of the list have one",
        ),
        "elsewhere": Text(
            "{document} thiếu năm trong ký hiệu; nơi khác ghi {full}",
            "{document} has no year in its symbol; it is written {full} elsewhere",
        ),
        "full": Text("ghi đủ năm ở đây", "written with its year here"),
        "beside": Text("mục có năm trong cùng danh sách", "an item with its year in the same list"),
    }
    fires = (
        Fires("Nghị định số 115/NĐ-CP ngày 25/9/2020 của Chính phủ.", ("Nghị định số 115/NĐ-CP ngày 25/9/2020",)),
        Fires("Thông tư số 12/TT-BNV ngày 30/12/2022 của Bộ Nội vụ.", ("Thông tư số 12/TT-BNV ngày 30/12/2022",)),
        Fires(
            "Quyết định số 01/2024/QĐ-UBND ngày 05/02/2024 ban hành Quy chế; Quyết định số 02/2024/QĐ-UBND ngày 09/4/2024 quy định "
            "chức năng; Quyết định số 03/QĐ-UBND ngày 16/5/2024 quy định chức năng; Quyết định số 04/2024/QĐ-UBND ngày 20/6/2024 "
            "quy định chức năng.",
            ("Quyết định số 03/QĐ-UBND ngày 16/5/2024",),
        ),
        Fires(
            "Quyết định số 14/2022/QĐ-UBND ngày 10/3/2022 ban hành Quy chế tiếp công dân.\n"
            "Theo Quyết định số 14/QĐ-UBND ngày 10/3/2022 ban hành Quy chế tiếp công dân, các xã bố trí lịch tiếp dân.",
            ("Quyết định số 14/QĐ-UBND ngày 10/3/2022",),
        ),
    )
    silent = (
        Silent(
            "Quyết định số 05/2022/QĐ-UBND ngày 10/3/2022 ban hành Quy chế tiếp công dân; Quyết định số 05/QĐ-UBND ngày 10/3/2022 "
            "thành lập Tổ công tác Đề án 06.",
            Text("hai văn bản của hai loạt số", "two documents of two series"),
        ),
        Silent(
            "Công văn số 120/TT-HĐND ngày 05/3/2022 của Thường trực HĐND tỉnh.",
            Text("TT ở đây là Thường trực", "TT is the standing committee here"),
        ),
        Silent(
            "Thông tri số 05-TT/TU ngày 10/6/2022 của Tỉnh ủy.",
            Text("văn bản của Đảng không mang năm", "a Party document has no year"),
        ),
        Silent(
            "Quyết định số 468/QĐ-TTg ngày 27/3/2021 của Thủ tướng Chính phủ.",
            Text("quyết định cá biệt không mang năm", "an individual decision has none"),
        ),
        Silent(
            "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ.",
            Text("nghị quyết của Chính phủ không mang năm", "resolutions of the Government had none then"),
        ),
        Silent(
            "Quyết định số 01/2024/QĐ-UBND ngày 05/02/2024 ban hành Quy chế; Quyết định số 118/QĐ-UBND ngày 09/4/2024 thành lập Tổ.",
            Text("quá ít mục cùng danh sách để kết luận", "too few neighbours to say"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for citation in facts.citations:
            if (
                citation.kind == "numbered"
                and citation.year is None
                and _needs_year(citation)
                and not other_type(facts, citation)
            ):
                full = [c for c in facts.citations if _same_but_year(c, citation)]
                yield self.finding(
                    citation.span,
                    "type",
                    related=tuple(Related(c.span, self.messages["full"]) for c in full[:1]),
                    data={"document": citation.name},
                    claim=citation.name,
                    document=called(citation),
                    kind=(citation.type or "").lower(),
                )
        told: set[Citation] = set()
        for items in groups_of(facts.citations):
            head = facts.report.text[max(0, items[0].span.start - _HEAD) : items[0].span.start]
            for finding, citation in self._in_list(items, bool(_NORMATIVE.search(head))):
                told.add(citation)
                yield finding
        for twin in twins(facts):
            if twin.verdict == self.name and twin.odd not in told:
                yield self.finding(
                    twin.odd.span,
                    "elsewhere",
                    severity="warning" if twin.likely else "error",
                    related=(Related(twin.other.span, self.messages["full"]),),
                    data={"document": twin.odd.name},
                    claim=twin.odd.name,
                    document=called(twin.odd),
                    full=called(twin.other),
                )

    def _in_list(self, items: list[Citation], normative: bool) -> Iterator[tuple[Finding, Citation]]:
        kinds: dict[tuple[str | None, str | None], list[Citation]] = {}
        for item in items:
            kinds.setdefault((item.type_abbreviation, item.issuer_symbol), []).append(item)
        for (kind, _), alike in kinds.items():
            if kind not in ("QĐ", "NQ", "CT"):
                continue
            bare = [item for item in alike if item.year is None]
            full = [item for item in alike if item.year is not None]
            if len(bare) != 1 or len(full) < NEIGHBOURS or not _in_row(bare[0], full, normative):
                continue
            finding = self.finding(
                bare[0].span,
                "list",
                related=tuple(Related(item.span, self.messages["beside"]) for item in full[-1:]),
                data={"document": bare[0].name, "others": len(full)},
                claim=bare[0].name,
                document=called(bare[0]),
                count=len(full),
            )
            yield finding, bare[0]


def _needs_year(citation: Citation) -> bool:
    """Whether the symbol's own parts say that a year belongs into it."""
    if citation.party or not citation.issuer_symbol:
        return False
    kinds = vocabulary().by_abbreviation.get(citation.type_abbreviation or "", ())
    if citation.issuer_symbol.startswith("QH"):
        return citation.type in ("Luật", "Bộ luật", "Pháp lệnh")
    return central(citation) and bool(kinds) and all(kind.year == "always" for kind in kinds)


def _same_but_year(other: Citation, citation: Citation) -> bool:
    return (
        other.year is not None
        and (other.number.lstrip("0"), other.symbol) == (citation.number.lstrip("0"), citation.symbol)
        and bool(citation.date and other.date and citation.date.iso == other.date.iso)
    )


def _in_row(bare: Citation, full: list[Citation], normative: bool) -> bool:
    """Whether the number without year continues those of its own year, in the order of their dates.

    In a list that its head calls normative documents it need not be near them.
    """
    day = bare.date.value if bare.date else None
    if day is None or not bare.number.isdigit():
        return False
    own = [(int(c.number), that) for c in full if c.year == day.year and (that := day_of(c)) and c.number.isdigit()]
    number = int(bare.number)
    against = sum((other < number) != (that < day) and that != day for other, that in own)
    return against * ONE_WRONG <= len(own) and (
        normative or min((abs(other - number) for other, _ in own), default=number) <= NEAR
    )
