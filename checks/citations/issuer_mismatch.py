"""CIT109 issuer-mismatch."""

from collections.abc import Iterator

from checks.citations.phrases import called
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.agencies import bodies, may_issue
from grammar.facts import Citation, Facts

# Two documents joined by "và" under one author at the end: how near their numbers must be to be of one series.
NEAR = 3


class IssuerMismatch(Rule):
    """The agency named for a document cannot own its symbol.

    The symbol says who issued the document: QĐ-TTg is the Prime Minister's, NĐ-CP the Government's, KL/TW the Central
    Committee's, KL/TU a provincial committee's. Where the words after "của" name another body, symbol or name is wrong.
    Only a body named straight behind the number or date is held against the symbol; persons speak for their body
    (Bộ trưởng for the ministry, Chủ tịch UBND for the committee); merged ministries keep their old symbols.

    Source: Decree 30/2020/NĐ-CP, Appendix I and III; for the Party Regulation 66-QĐ/TW.
    """

    code = "CIT109"
    name = "issuer-mismatch"
    severity = "error"
    title = Text("cơ quan nêu tên không thể ban hành văn bản có ký hiệu này", "the named issuer cannot own the symbol")
    reason_vi = (
        "Ký hiệu cho biết cơ quan ban hành: QĐ-TTg của Thủ tướng, NĐ-CP của Chính phủ, KL/TW của Trung ương, KL/TU của tỉnh ủy. "
        "Khi sau chữ “của” là cơ quan khác thì ký hiệu hoặc tên cơ quan sai. Chỉ xét cơ quan đứng ngay sau số hoặc ngày; chức danh "
        "được tính cho cơ quan (Bộ trưởng, Chủ tịch UBND). Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I, III; Quy định 66-QĐ/TW."
    )
    messages = {
        "mismatch": Text(
            "{document} ghi là của {named}, nhưng ký hiệu {symbol} là của {owner}",
            "{document} is said to be of {named}, but {symbol} is the symbol of {owner}",
        ),
        "joint": Text(
            "{document} đi cùng {other} của {named}, nhưng ký hiệu {symbol} là của {owner}",
            "{document} is named together with {other} of {named}, but {symbol} is the symbol of {owner}",
        ),
        "beside": Text("văn bản đi cùng, ghi cơ quan ban hành", "the document beside it, with the issuer"),
    }
    fires = (
        Fires(
            "Quyết định số 1847/QĐ-TTg ngày 27/12/2018 của Chính phủ.",
            ("Quyết định số 1847/QĐ-TTg ngày 27/12/2018 của Chính phủ",),
        ),
        Fires(
            "Nghị quyết số 22/NQ-HĐND ngày 10/12/2022 của UBND tỉnh.",
            ("Nghị quyết số 22/NQ-HĐND ngày 10/12/2022 của UBND tỉnh",),
        ),
        Fires(
            "Kết luận số 83-KL/TU ngày 05/6/2024 và Kết luận số 84-KL/TW ngày 21/6/2024 của Bộ Chính trị.",
            ("Kết luận số 83-KL/TU ngày 05/6/2024",),
        ),
    )
    silent = (
        Silent(
            "Quyết định số 95/QĐ-UBND ngày 29/02/2024 của Chủ tịch UBND huyện.",
            Text("Chủ tịch ký thay Ủy ban", "the chairman signs for the committee"),
        ),
        Silent(
            "Kết luận số 1883-KL/TU ngày 10/6/2024 của Ban Thường vụ Tỉnh ủy.",
            Text("Ban Thường vụ của cấp ủy", "its standing committee"),
        ),
        Silent(
            "Thông tư số 14/2022/TT-BTTTT ngày 28/10/2022 của Bộ Khoa học và Công nghệ.",
            Text("bộ kế thừa sau hợp nhất", "the merged ministry's successor"),
        ),
        Silent("Quyết định số 416/QĐ-BNV ngày 01/6/2022 của Bộ trưởng Bộ Nội vụ.", Text("bộ trưởng", "the minister")),
        Silent(
            "Quyết định số 45/2016/QĐ-TTg và Nghị định số 61/2018/NĐ-CP của Chính phủ.",
            Text("Chính phủ chỉ là cơ quan ban hành nghị định", "the Government is named for the decree only"),
        ),
        Silent(
            "Công văn số 442/UBND-NC về triển khai Thông báo số 79/TB-VPCP của Văn phòng Chính phủ.",
            Text("cơ quan ban hành văn bản nêu bên trong", "the inner document's issuer"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for place, citation in enumerate(facts.citations):
            if (
                citation.kind != "numbered"
                or citation.issuer is None
                or citation.issuer_span is None
                or not citation.issuer_symbol
            ):
                continue
            if may_issue(citation.issuer, citation.issuer_symbol) is False:
                yield self._found(citation, citation, "mismatch")
            elif place and (joined := facts.citations[place - 1]) and _joint(facts, joined, citation):
                yield self._found(joined, citation, "joint")

    def _found(self, citation: Citation, named: Citation, key: str) -> Finding:
        agency = named.issuer.text if named.issuer else ""
        span = citation.span
        if citation is named and named.issuer_span:
            span = span._replace(end=named.issuer_span.end)
        owners = bodies(citation.issuer_symbol or "")
        return self.finding(
            span,
            key,
            related=() if citation is named else (Related(named.span, self.messages["beside"]),),
            data={"document": citation.name, "named": agency, "owner": [owner.name for owner in owners]},
            claim=f"{citation.name} {agency}",
            document=called(citation),
            named=" ".join(agency.split()),
            symbol=citation.issuer_symbol,
            owner=" / ".join(owner.name for owner in owners),
            other=called(named),
        )


def _joint(facts: Facts, first: Citation, second: Citation) -> bool:
    """Whether "A và B của X" surely means X for both: one type, neighbouring numbers, and X cannot own A's symbol."""
    between = facts.report.text[first.span.end : second.span.start].strip()
    if between not in ("và", ",", ", và") or first.issuer or not first.issuer_symbol or second.issuer is None:
        return False
    if (first.type_abbreviation, first.party) != (second.type_abbreviation, second.party) or not first.party:
        return False
    if not (first.number.isdigit() and second.number.isdigit()) or abs(int(first.number) - int(second.number)) > NEAR:
        return False
    return may_issue(second.issuer, first.issuer_symbol) is False and may_issue(second.issuer, second.issuer_symbol or "") is True
