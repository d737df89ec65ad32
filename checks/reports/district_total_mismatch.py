"""REP603 district-total-mismatch."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from checks.reports.index import Index, Totals
from checks.reports.stated import Stated, period
from checks.rule import NEXT_REPORT, AcrossRule, Finding, Fires, Related, Severity, Silent, Text
from grammar.facts import COMMUNES, DISTRICTS, AgencyLevel

# The places that a whole is said to be made of, with the scope in which each of them states its part.
_PARTS: dict[str, tuple[AgencyLevel, frozenset[str]]] = {
    DISTRICTS: ("district", frozenset(["", "whole"])),
    COMMUNES: ("commune", frozenset(["", "whole"])),
    "district level": ("district", frozenset(["district level"])),
    "commune level": ("commune", frozenset(["", "whole", "commune level"])),
}
# Of a whole that takes in more than its places, these can only be too many.
_MORE_THAN_PARTS = "whole"
_FEWEST = 2
Place = tuple[int, Stated]


class DistrictTotalMismatch(AcrossRule):
    """A province's total is not the sum of what its districts state.

    A province's report is put together from those of its districts. Where it gives a figure for "the districts and
    cities" and each of them states the same figure for the same months, the figures must add up. The province's own
    departments and its communes are counted in most of its totals, so only a total that is said to be the districts' is
    compared with their sum; the districts together cannot exceed one that is said to be the whole province's.

    Wholes and parts are named in the configuration. Unless every part is there, and all reports were written after the
    period was over, only a sum that exceeds the total is told, as a note.
    """

    code = "REP603"
    name = "district-total-mismatch"
    severity = "warning"
    title = Text("số toàn tỉnh không bằng tổng của các huyện", "a province's total is not the sum of its districts")
    reason_vi = (
        "Báo cáo của tỉnh được tổng hợp từ báo cáo của huyện. Khi tỉnh nêu số của “các huyện, thành phố” và từng huyện nêu cùng số liệu, "
        "cùng kỳ thì tổng phải khớp. Số của tỉnh thường gồm cả các sở và cấp xã, nên chỉ so số được nói rõ là của các huyện; tổng của các "
        "huyện cũng không thể vượt số được nói là của toàn tỉnh. Đơn vị nào là toàn thể, đơn vị nào là thành phần do cấu hình nêu. Khi "
        "chưa đủ các huyện, hoặc báo cáo viết trước khi hết kỳ, chỉ nhắc nhẹ nếu tổng vượt."
    )
    messages = {
        "differs": Text(
            "{period}: {count} báo cáo thành phần cộng lại được {sum}, báo cáo này ghi {total}",
            "{period}: the reports of the {count} parts add up to {sum}, this report says {total}",
        ),
        "exceeds": Text(
            "{period}: {count} báo cáo thành phần đã cộng lại được {sum}, nhiều hơn {total} của báo cáo này",
            "{period}: the reports of {count} parts already add up to {sum}, more than the {total} of this report",
        ),
        "part": Text("một thành phần: {value}", "a part: {value}"),
    }
    fires = (
        Fires(
            "UBND tỉnh Sơn La báo cáo kết quả công tác cải cách hành chính năm 2023.\n"
            "Các huyện, thành phố đã tiếp nhận 3.000 hồ sơ thủ tục hành chính."
            + NEXT_REPORT
            + "UBND huyện Mai Sơn báo cáo kết quả công tác cải cách hành chính năm 2023.\n"
            "Trong năm, huyện đã tiếp nhận 1.200 hồ sơ thủ tục hành chính."
            + NEXT_REPORT
            + "UBND huyện Yên Châu báo cáo kết quả công tác cải cách hành chính năm 2023.\n"
            "Trong năm, huyện đã tiếp nhận 1.900 hồ sơ thủ tục hành chính.",
            ("3.000 hồ sơ thủ tục hành chính",),
        ),
    )
    silent = (
        Silent(
            "UBND tỉnh Sơn La báo cáo kết quả công tác cải cách hành chính năm 2023.\n"
            "Trong năm, tỉnh đã tiếp nhận 3.000 hồ sơ thủ tục hành chính."
            + NEXT_REPORT
            + "UBND huyện Mai Sơn báo cáo kết quả công tác cải cách hành chính năm 2023.\n"
            "Trong năm, huyện đã tiếp nhận 1.200 hồ sơ thủ tục hành chính."
            + NEXT_REPORT
            + "UBND huyện Yên Châu báo cáo kết quả công tác cải cách hành chính năm 2023.\n"
            "Trong năm, huyện đã tiếp nhận 1.900 hồ sơ thủ tục hành chính.",
            Text("không nói là số của các huyện", "nobody says that the figure is the districts'"),
        ),
    )

    def across(self, index: Index) -> Iterator[Finding]:
        for totals in index.totals:
            wholes = index.load(totals.whole).statements
            parts = _by_indicator(index, totals)
            for whole in wholes:
                if whole.adds and not whole.others:
                    yield from self._held(totals, whole, parts.get((whole.key, whole.first, whole.last), []))

    def _held(self, totals: Totals, whole: Stated, known: list[tuple[AgencyLevel | None, int, Stated]]) -> Iterator[Finding]:
        """A total against its parts."""
        # "10 huyện, thành phố" are all of them only if there are as many.
        name, _, many = whole.scope.rpartition(" ") if whole.scope[-1:].isdigit() else (whole.scope, "", "")
        if many and int(many) != len(totals.parts):
            return
        level, scopes = _PARTS.get(name, (None, frozenset(["", "whole"])))
        found = [
            (report, part)
            for its_level, report, part in known
            if part.scope in scopes and (its_level == level if level else True)
        ]
        reports = [report for report, _ in found]
        only_more = whole.scope == _MORE_THAN_PARTS
        if len(found) < _FEWEST or len(reports) != len(set(reports)) or not (level or only_more):
            return
        sum_of = sum((Decimal(part.amount) for _, part in found), Decimal(0))
        slack = sum((Decimal(part.half) for _, part in found), Decimal(whole.half))
        away = sum_of - Decimal(whole.amount)
        complete = totals.complete and len(set(reports)) == len(totals.parts)
        settled = all(part.settled for _, part in found) and whole.settled
        if abs(away) <= slack:
            return
        if complete and settled and not only_more:
            yield self._finding(totals, whole, found, sum_of, "differs", "warning")
        elif away > 0:
            yield self._finding(totals, whole, found, sum_of, "exceeds", "note")

    def _finding(
        self,
        totals: Totals,
        whole: Stated,
        parts: list[Place],
        sum_of: Decimal,
        key: Literal["differs", "exceeds"],
        severity: Severity,
    ) -> Finding:
        say = self.messages["part"]
        return self.finding(
            whole.span,
            key,
            severity=severity,
            related=tuple(Related(part.span, say.fill(value=part.written), report) for report, part in parts),
            data={"total": whole.amount, "sum": str(sum_of), "parts": [part.amount for _, part in parts]},
            claim=f"{whole.key} {whole.first} {whole.amount}",
            report=totals.whole,
            period=period(whole),
            count=len(parts),
            sum=_like(whole, sum_of),
            total=whole.written,
        )


def _by_indicator(index: Index, totals: Totals) -> dict[tuple[str, int, int], list[tuple[AgencyLevel | None, int, Stated]]]:
    """What the parts state, by what is measured and when."""
    found: dict[tuple[str, int, int], list[tuple[AgencyLevel | None, int, Stated]]] = {}
    for report in totals.parts:
        brief = index.load(report)
        for stated in brief.statements:
            if not stated.others:
                found.setdefault((stated.key, stated.first, stated.last), []).append((brief.issuer.level, report, stated))
    return found


def _like(whole: Stated, amount: Decimal) -> str:
    """An amount in the unit of another one, grouped by dots."""
    value = f"{amount / Decimal(whole.scale):,f}".translate(str.maketrans(",.", ".,"))
    return f"{value} {whole.unit}".strip()
