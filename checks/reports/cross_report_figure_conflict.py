"""REP602 cross-report-figure-conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from checks.citations.pairs import clusters
from checks.citations.phrases import listing
from checks.reports.index import Index, Known
from checks.reports.stated import Stated, period, same_value, slip, swapped
from checks.rule import NEXT_REPORT, AcrossRule, Finding, Fires, Related, Severity, Silent, Text

# How many words must tell what is measured where two numbers differ by less than a quarter, and where by more; a slip of
# the hand speaks for itself.
_FEWEST_NEAR, _FEWEST_FAR = 5, 8
_NEAR, _FAR = Decimal("1.25"), Decimal(3)


class _Value(NamedTuple):
    """A value of a figure, with what its report says of it."""

    known: Known
    stated: Stated


class CrossReportFigureConflict(AcrossRule):
    """Two reports give one past figure two values.

    This year's report states last year's total again, to compare with it. Where it gives another value than last year's
    report did, one of the two is wrong, or the figure has been corrected since and the report should say so. The value in
    the minority is shown first, else the one that looks back; the rule never says which one is right.

    Only figures of one agency are compared, said in the same words, of the same months, level and scope. Estimates, plans,
    figures as of a day, and those since the beginning of a term are others. A report written before its year was over
    could only give a preliminary figure: then two digits swapped are a note, and fewer dossiers received, documents issued
    than before; all else is right. Units and rounding make no difference. What a report contradicts itself about is told
    there. Of versions of one report, drafts and copies, one speaks (cross-report-date-conflict).
    """

    code = "REP602"
    name = "cross-report-figure-conflict"
    severity = "warning"
    title = Text("hai báo cáo ghi hai giá trị cho một số liệu đã qua", "two reports give one past figure two values")
    reason_vi = (
        "Báo cáo năm nay nêu lại số liệu năm trước để so sánh. Khi giá trị nêu lại khác với giá trị trong báo cáo năm trước thì một trong "
        "hai sai, hoặc số liệu đã được điều chỉnh và cần nói rõ. Chỉ so số liệu của cùng một cơ quan, cùng lời, cùng kỳ, cùng cấp và "
        "phạm vi; số ước, kế hoạch, số tính đến một ngày, số lũy kế là số liệu khác. Báo cáo viết trước khi hết kỳ chỉ có số sơ bộ: khi "
        "đó chỉ nhắc nhẹ nếu hai chữ số bị đảo, hoặc cả năm lại ít hơn số đã có khi chưa hết năm. Khác đơn vị, làm tròn không phải là lỗi. Mâu thuẫn trong một báo cáo do quy tắc khác nêu."
    )
    messages = {
        "values": Text(
            "cùng một số liệu của {period} được các báo cáo ghi {count} giá trị: {values}; một trong số đó sai",
            "reports give one figure of {period} with {count} values: {values}; one of them is wrong",
        ),
        "other": Text("báo cáo này ghi {value}", "{value} in this report"),
        "others": Text("báo cáo này và {more} báo cáo khác ghi {value}", "{value} in this report and {more} others"),
    }
    fires = (
        Fires(
            "UBND tỉnh Sơn La báo cáo kết quả công tác cải cách hành chính năm 2023.\n"
            "Tổng số hồ sơ tiếp nhận trong năm 2023 là 12.345 hồ sơ."
            + NEXT_REPORT
            + "UBND tỉnh Sơn La báo cáo kết quả công tác cải cách hành chính năm 2024.\n"
            "Tổng số hồ sơ tiếp nhận trong năm 2024 là 12.972 hồ sơ, tăng 5% so với năm 2023 (12.354 hồ sơ).",
            ("12.354 hồ sơ",),
        ),
        Fires(
            "UBND tỉnh Lào Cai báo cáo kết quả công tác cải cách hành chính năm 2023.\n"
            "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn đạt 95,2%."
            + NEXT_REPORT
            + "UBND tỉnh Lào Cai báo cáo kết quả công tác cải cách hành chính năm 2024.\n"
            "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn năm 2023 đạt 92,5%, năm 2024 đạt 97%.",
            ("92,5%",),
        ),
    )
    silent = (
        Silent(
            "UBND tỉnh Sơn La báo cáo kết quả công tác cải cách hành chính năm 2023.\n"
            "Tổng số hồ sơ tiếp nhận trong năm là 12.345 hồ sơ (chưa bao gồm ngành dọc)."
            + NEXT_REPORT
            + "UBND tỉnh Sơn La báo cáo kết quả công tác cải cách hành chính năm 2024.\n"
            "Tổng số hồ sơ tiếp nhận trong năm 2023 là 12.354 hồ sơ.",
            Text("một bên chưa bao gồm ngành dọc", "one of them leaves something out"),
        ),
        Silent(
            "UBND tỉnh Sơn La báo cáo kết quả công tác cải cách hành chính năm 2023.\n"
            "Tính đến ngày 14/12/2023, tổng số hồ sơ tiếp nhận trong năm là 12.345 hồ sơ."
            + NEXT_REPORT
            + "UBND tỉnh Sơn La báo cáo kết quả công tác cải cách hành chính năm 2024.\n"
            "Tổng số hồ sơ tiếp nhận trong năm 2023 là 12.954 hồ sơ.",
            Text("số liệu chốt trước khi hết năm", "a cut-off day before the year's end"),
        ),
    )

    def across(self, index: Index) -> Iterator[Finding]:
        for known in index.figures():
            values = [_Value(one, index.stated(one)) for one in known]
            verdicts = {(a, b): found for a, b in combinations(values, 2) if (found := _verdict(a, b))}
            for cluster in clusters([set(pair) for pair in verdicts]):
                sure = any(weight == "warning" for pair, weight in verdicts.items() if set(pair) <= cluster)
                yield self._finding(cluster, "warning" if sure else "note")

    def _say(self, one: _Value) -> Text:
        more = one.known.reports - 1
        return self.messages["others" if more else "other"].fill(value=one.stated.written, more=more)

    def _finding(self, cluster: set[_Value], severity: Severity) -> Finding:
        reports = Counter[str]()
        for one in cluster:
            reports[one.stated.amount] += one.known.reports
        odd, *others = sorted(
            cluster, key=lambda one: (reports[one.stated.amount], one.stated.own, -one.known.report, one.stated.span)
        )
        values = list(dict.fromkeys(one.stated.written for one in (*others, odd)))
        return self.finding(
            odd.stated.span,
            "values",
            severity=severity,
            related=tuple(
                Related(
                    one.stated.span,
                    self._say(one),
                    one.known.report,
                )
                for one in others
            ),
            data={
                "values": [one.stated.written for one in (odd, *others)],
                "first": _month(odd.stated.first),
                "last": _month(odd.stated.last),
            },
            claim=f"{odd.stated.key} {odd.stated.first} {' '.join(sorted(one.stated.amount for one in cluster))}",
            report=odd.known.report,
            period=period(odd.stated),
            count=len(values),
            values=listing(values),
        )


def _month(months: int) -> str:
    """A month as programs write it: 2023-01."""
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _verdict(one: _Value, two: _Value) -> Severity | None:
    """How sure it is that two figures are one with two values; None for not at all."""
    first, second = one.stated, two.stated
    if one.known.report == two.known.report or (first.own and second.own) or same_value(first, second):
        return None
    if not (first.settled and second.settled):
        return "note" if swapped(first, second) or _fewer(first, second) else None
    if slip(first, second):
        return "warning"
    low, high = sorted(Decimal(stated.amount) for stated in (first, second))
    fewest = _FEWEST_NEAR if high <= low * _NEAR else _FEWEST_FAR
    return "warning" if high <= low * _FAR and min(first.weight, second.weight) >= fewest else None


def _fewer(first: Stated, second: Stated) -> bool:
    """Whether a period had more of what happened before it was over than when it was."""
    early, late = (first, second) if first.own else (second, first)
    if not (early.events and late.events and late.settled) or early.settled or min(first.weight, second.weight) < _FEWEST_NEAR:
        return False
    return Decimal(late.amount) < Decimal(early.amount) <= Decimal(late.amount) * _FAR
