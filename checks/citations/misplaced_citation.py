"""CIT120 misplaced-citation."""

import re
from collections import defaultdict
from collections.abc import Iterator

from checks.citations.phrases import called
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Citation, Facts

# "39 Nghị quyết của …": a number of acts, and then their author. An annex, an article, a task, a project may be a document's.
_ACTS = r"[Nn]ghị quyết|[Qq]uyết định|[Cc]hỉ thị|[Cc]ông văn|[Tt]hông báo|[Tt]ờ trình|[Tt]hông tư|[Nn]ghị định"
_ACTS_OF = re.compile(rf"(?:\d|[Cc]ác|[Nn]hững)\s+(?:{_ACTS})\s+của\s+$")
_OF = re.compile(r"\s+của\s+")


class MisplacedCitation(Rule):
    """A citation stands where an agency's name must.

    "39 Nghị quyết của Kế hoạch số 118/KH-UBND …": resolutions are of a council, not of a plan. What a find-and-replace
    leaves behind when an agency's name was replaced by a citation. So is "Công văn số … của Kế hoạch số …".
    """

    code = "CIT120"
    name = "misplaced-citation"
    severity = "warning"
    title = Text("viện dẫn đứng ở chỗ của tên cơ quan", "a citation where an agency's name must stand")
    reason_vi = (
        "“39 Nghị quyết của Kế hoạch số 118/KH-UBND …”: nghị quyết là của Hội đồng nhân dân, không phải của một kế hoạch. Thường do lệnh tìm và "
        "thay thế đã thay tên cơ quan bằng một viện dẫn."
    )
    messages = {
        "agency": Text(
            "{document} đứng ở chỗ phải là tên cơ quan ban hành", "{document} stands where the issuing agency must be named"
        ),
        "again": Text("và ở đây", "and here"),
    }
    fires = (
        Fires(
            "Tham gia ý kiến 12 Nghị quyết của Kế hoạch số 118/KH-UBND ngày 24/5/2022 và 31 Quyết định của UBND tỉnh.",
            ("Kế hoạch số 118/KH-UBND ngày 24/5/2022",),
        ),
        Fires(
            "Công văn số 333/SNV-CCHC ngày 14/3/2023 của Kế hoạch số 45/KH-UBND ngày 20/02/2023 về rà soát thủ tục hành chính.",
            ("Kế hoạch số 45/KH-UBND ngày 20/02/2023",),
        ),
    )
    silent = (
        Silent(
            "Hoàn thành 12 nhiệm vụ của Kế hoạch số 118/KH-UBND ngày 24/5/2022.",
            Text("nhiệm vụ của kế hoạch", "tasks are a plan's"),
        ),
        Silent(
            "Bãi bỏ 02 phụ lục của Quyết định số 18/QĐ-UBND ngày 24/5/2022.",
            Text("phụ lục của quyết định", "annexes are a decision's"),
        ),
        Silent(
            "Đã ban hành 12 Nghị quyết của HĐND tỉnh theo Kế hoạch số 118/KH-UBND ngày 24/5/2022.",
            Text("đã nêu tên Hội đồng", "the council is named"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        text = facts.report.text
        found: dict[str, list[Citation]] = defaultdict(list)
        for place, citation in enumerate(facts.citations):
            if citation.kind != "numbered":
                continue
            before = facts.citations[place - 1] if place else None
            of_a_document = before and before.kind == "numbered" and _OF.fullmatch(text, before.span.end, citation.span.start)
            if of_a_document or _ACTS_OF.search(text, max(0, citation.span.start - 40), citation.span.start):
                found[citation.name].append(citation)
        for first, *others in found.values():
            yield self.finding(
                first.span,
                "agency",
                related=tuple(Related(other.span, self.messages["again"]) for other in others),
                data={"document": first.name, "count": 1 + len(others)},
                claim=first.name,
                document=called(first),
            )
