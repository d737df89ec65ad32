"""CIT111 symbol-form."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from checks.citations.forms import known, one_letter_apart
from checks.citations.phrases import called
from checks.citations.twins import contradicts_itself, twins
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.agencies import bodies
from grammar.facts import Citation, Facts
from grammar.vocabulary import Issuer, vocabulary

# From so many on, a form of writing is a habit and is told once.
HABIT = 6
# Letters of an issuer's abbreviation from which on one letter less is no other body: BCĐCCHC and BCĐCCH.
LONG = 6
_MOST_BOARDS = 100  # issuers compared; a report has a few
_BLANK = re.compile(r"\s")


class SymbolForm(Rule):
    """A symbol is written in a form that no register has.

    A blank inside ("1303/ UBND-NC"); an official letter with an abbreviation of type (CV-UBND: letters have none, only
    boards and the Party write CV); a symbol that is a damaged form of another in the report: a letter or hyphen lost in
    copying, where number and day are the same, or where the long abbreviation of a board lacks a letter; a type that the body
    never issues (NĐ-TTg, NQ-UBND).

    Source: Decree 30/2020/NĐ-CP, Appendix I, part I, section II, item 3, and Appendix III.
    """

    code = "CIT111"
    name = "symbol-form"
    severity = "warning"
    title = Text("ký hiệu viết sai thể thức", "a stray space, a letter with CV, a damaged form of another symbol")
    reason_vi = (
        "Ký hiệu có khoảng trắng ở giữa (“1303/ UBND-NC”); công văn kèm chữ viết tắt tên loại (CV-UBND: công văn không có, chỉ các ban "
        "chỉ đạo và văn bản của Đảng dùng CV); ký hiệu là dạng sai của ký hiệu khác trong báo cáo: rơi một chữ hay dấu gạch nối khi sao "
        "chép, cùng số và ngày, hoặc chữ viết tắt dài của một ban chỉ đạo thiếu một chữ; loại văn bản cơ quan đó không ban hành "
        "(NĐ-TTg, NQ-UBND). Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I, III."
    )
    messages = {
        "blank": Text("ký hiệu của {document} có khoảng trắng thừa", "the symbol of {document} has a stray blank"),
        "letter": Text(
            "{document}: công văn không ghi chữ viết tắt tên loại “CV” trong ký hiệu",
            "{document}: the symbol of an official letter has no type abbreviation “CV”",
        ),
        "damaged": Text(
            "ký hiệu của {document} có lẽ bị sai một chữ hoặc dấu: nơi khác ghi {other}",
            "the symbol of {document} seems damaged: it is written {other} elsewhere",
        ),
        "board": Text(
            "{symbol} của {document} có lẽ thiếu hoặc thừa một chữ: nơi khác ghi {other}",
            "{symbol} of {document} seems to have a letter too few or too many: it is written {other} elsewhere",
        ),
        "pair": Text("{document}: {owner} không ban hành {kind}", "{document}: {owner} issues no {kind}"),
        "other": Text("nơi này ghi {name}", "written {name} here"),
        "alike": Text("viết như trên", "the same form"),
    }
    fires = (
        Fires("Nghị quyết số 31/NQ-UBND ngày 10/12/2022 về phân bổ dự toán.", ("Nghị quyết số 31/NQ-UBND ngày 10/12/2022",)),
        Fires("Công văn số 1303/ UBND-NC ngày 19/7/2024 của UBND huyện.", ("1303/ UBND-NC",)),
        Fires(
            "Công văn số 1519/CV-UBND ngày 13/12/2021 của UBND huyện về dự toán năm 2022.",
            ("Công văn số 1519/CV-UBND ngày 13/12/2021",),
        ),
        Fires(
            "Kế hoạch số 88/KH-UBND ngày 10/3/2024; theo Kế hoạch số 88/KH-UBD ngày 10/3/2024, các xã đã rà soát.",
            ("Kế hoạch số 88/KH-UBD ngày 10/3/2024",),
        ),
        Fires(
            "Quyết định số 1667/QĐ-BCĐCĐS ngày 24/5/2022 kiện toàn Ban Chỉ đạo; Công văn số 2509/CV-BCĐCĐ ngày 03/8/2022.\n"
            "Công văn số 2611/CV-BCĐCĐS ngày 13/8/2022 của Ban Chỉ đạo.",
            ("Công văn số 2509/CV-BCĐCĐ ngày 03/8/2022",),
        ),
    )
    silent = (
        Silent(
            "Nghị quyết số 31/NQ-HĐND ngày 10/12/2022; Nghị quyết số 18/2022/UBTVQH15; Thông tư số 01/2020/TT-VPCP.",
            Text("đúng cơ quan", "bodies that issue them"),
        ),
        Silent("Công văn số 737/CV-BCĐ ngày 07/3/2025 của Ban Chỉ đạo.", Text("ban chỉ đạo dùng CV", "boards write CV")),
        Silent("Công văn số 1716-CV/HU ngày 22/9/2022 của Huyện ủy.", Text("văn bản của Đảng dùng CV", "the Party writes CV")),
        Silent(
            "Công văn số 12/UBND-TH ngày 10/3/2024 và Công văn số 15/UBND-VX ngày 12/3/2024.",
            Text("hai đơn vị soạn thảo", "two drafting units"),
        ),
        Silent(
            "Công văn số 12/BNV-CCHC ngày 10/3/2024; Công văn số 15/BNG-LS ngày 12/3/2024.",
            Text("hai bộ", "two ministries"),
        ),
        Silent(
            "Quyết định số 05/2022/QĐ-\nUBND ngày 10/3/2022.",
            Text("ngắt dòng, không phải khoảng trắng", "a line's end, no blank"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        numbered = [citation for citation in facts.citations if citation.kind == "numbered"]
        yield from self._each("blank", [citation for citation in numbered if _stray_blank(facts, citation)])
        yield from self._each("letter", [citation for citation in numbered if _letter_with_type(citation)])
        for twin in twins(facts):
            if twin.verdict == self.name:
                yield self._damaged("damaged", twin.odd, twin.other)
        for odd, other in _short_boards(numbered):
            yield self._damaged("board", odd, other)
        told = {citation for twin in twins(facts) for citation in (twin.odd, twin.other)}
        for citation in numbered:
            owner = None if citation in told or contradicts_itself(facts, citation) else _never_issues(citation)
            if owner:
                yield self.finding(
                    citation.span,
                    "pair",
                    data={"document": citation.name},
                    claim=f"pair {citation.name}",
                    document=called(citation),
                    kind=(citation.type or "").lower(),
                    owner=owner.name,
                )

    def _each(self, key: str, citations: list[Citation]) -> Iterator[Finding]:
        """One finding for each citation; one for all of them where they are a habit."""
        first, *others = citations or (None,)
        if first is None:
            return
        habit = len(citations) >= HABIT
        for citation in [first] if habit else citations:
            span = citation.symbol_span if key == "blank" and citation.symbol_span else citation.span
            yield self.finding(
                span,
                key,
                severity="note" if habit else None,
                related=tuple(Related(other.span, self.messages["alike"]) for other in others) if habit else (),
                data={"document": citation.name, "count": len(citations)},
                claim=key if habit else f"{key} {citation.name}",
                habit=habit,
                document=called(citation),
            )

    def _damaged(self, key: str, odd: Citation, other: Citation) -> Finding:
        whole = key == "damaged"
        return self.finding(
            odd.span,
            key,
            related=(Related(other.span, self.messages["other"].fill(name=called(other))),),
            data={"document": odd.name, "other": other.name},
            claim=f"{odd.name} {other.name}",
            document=called(odd),
            other=called(other) if whole else other.issuer_symbol,
            symbol=odd.issuer_symbol,
        )


def _stray_blank(facts: Facts, citation: Citation) -> bool:
    """Whether a blank stands inside a symbol that one line holds; at a line's end the joint is no blank of the drafter's."""
    span = citation.symbol_span
    return bool(span and _BLANK.search(facts.report.excerpt(span)) and len(facts.report.locate(span)) == 1)


def _letter_with_type(citation: Citation) -> bool:
    """Whether an official letter of a body with a symbol of its own, no board's, bears CV."""
    if citation.party or citation.type_abbreviation != "CV" or not citation.issuer_symbol:
        return False
    owners = bodies(citation.issuer_symbol)
    return bool(owners) and not any(owner.prefix for owner in owners) and citation.type in ("Công văn", None)


def _never_issues(citation: Citation) -> Issuer | None:
    """The body of a symbol, where it never issues the type that the symbol names: NĐ-TTg, NQ-UBND."""
    kinds = vocabulary().by_abbreviation.get(citation.type_abbreviation or "", ())
    if citation.party or not kinds or not citation.issuer_symbol:
        return None
    owners = bodies(citation.issuer_symbol)
    never = all(owner.id in kind.never_of for owner in owners for kind in kinds)
    return owners[0] if owners and never else None


def _short_boards(citations: Iterable[Citation]) -> Iterator[tuple[Citation, Citation]]:
    """Issuers that are named by the longer abbreviation elsewhere: the first citation of each, with one of the other."""
    firsts: dict[str, Citation] = {}
    counts: Counter[str] = Counter()
    for citation in citations:
        symbol = citation.issuer_symbol or ""
        if not citation.party and len(symbol) >= LONG - 1 and bodies(symbol):
            firsts.setdefault(symbol, citation)
            counts[symbol] += 1
    boards = list(firsts.items())[:_MOST_BOARDS]
    for symbol, citation in boards:
        if known(symbol) or not any(owner.prefix for owner in bodies(symbol)):
            continue
        for other, full in boards:
            more = (known(other), counts[other], len(other)) > (False, counts[symbol], len(symbol))
            if more and max(len(symbol), len(other)) >= LONG and len(symbol) != len(other) and one_letter_apart(symbol, other):
                yield citation, full
                break
