"""REP601 cross-report-date-conflict."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from checks.citations.pairs import clusters, one_term, years_in
from checks.citations.phrases import listing, written
from checks.reports.briefs import Mention
from checks.reports.index import Cited, Index
from checks.rule import NEXT_REPORT, AcrossRule, Finding, Fires, Related, Severity, Silent, Text
from grammar.series import TWO_TIERS
from grammar.subjects import compare

# Numbers below this are given in January, each year to the same kind of document.
_FIRST_OF_A_YEAR = 10
# Departments were merged with others in all provinces by then, and began to number anew.
_DEPARTMENTS_MERGED = datetime.date(2025, 3, 1)


class CrossReportDateConflict(AcrossRule):
    """Two reports give one document two dates.

    An office's reports cite the same plans and resolutions year after year, and copy them from one another. Where two
    reports give one number, symbol and author two dates, one of them is wrong. The report in the minority is shown first;
    the rule never says which date is right.

    Two provinces or two districts number their own documents: reports speak only of authors whose level and place are
    known, from the words or from the report's own letterhead. Communes of one name are told apart by their districts,
    and "UBND tỉnh" in a report of a merged province may be another province for a document from before 01/7/2025. What a
    report contradicts itself about is told there (date-conflict), not here.

    Versions of one report (one agency, one title with its year, mostly the same documents) do not contradict each other:
    the final one speaks, or the last draft ("dự thảo lần 2", or one without a date) where there is none.

    Source: Decree 30/2020/NĐ-CP, Appendix I, part I, section II, item 3 (number and symbol).
    """

    code = "REP601"
    name = "cross-report-date-conflict"
    severity = "error"
    title = Text("hai báo cáo ghi hai ngày cho một văn bản", "two reports give one document two dates")
    reason_vi = (
        "Các báo cáo của một địa phương viện dẫn cùng những kế hoạch, nghị quyết và thường chép lại của nhau. Khi hai báo cáo ghi "
        "hai ngày khác nhau cho cùng số, ký hiệu, cơ quan ban hành thì một ngày sai. Báo cáo khác với đa số được nêu trước; quy tắc "
        "không kết luận ngày nào đúng. Hai tỉnh, hai huyện đánh số riêng nên chỉ so văn bản đã rõ cấp và địa phương của cơ quan ban "
        "hành; xã trùng tên phân biệt theo huyện. Các bản của một báo cáo (dự thảo, bản chính thức, bản sao) không mâu thuẫn với nhau: "
        "chỉ xét bản chính thức, nếu chưa có thì dự thảo cuối. Mâu thuẫn trong một báo cáo do date-conflict nêu. Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I."
    )
    messages = {
        "dates": Text(
            "{document} được các báo cáo ghi {count} ngày khác nhau: {dates}; một trong số đó sai",
            "reports cite {document} with {count} different dates: {dates}; one of them is wrong",
        ),
        "other": Text("báo cáo này ghi ngày {date}", "dated {date} in this report"),
        "others": Text("báo cáo này và {more} báo cáo khác ghi ngày {date}", "dated {date} in this report and {more} others"),
    }
    fires = (
        Fires(
            "UBND tỉnh Sơn La báo cáo kết quả: thực hiện Kế hoạch số 215/KH-UBND ngày 14/3/2023 của UBND tỉnh Sơn La về chuyển đổi số."
            + NEXT_REPORT
            + "UBND huyện Mai Sơn báo cáo kết quả: thực hiện Kế hoạch số 215/KH-UBND ngày 24/3/2023 của UBND tỉnh Sơn La về chuyển đổi số.",
            ("Kế hoạch số 215/KH-UBND ngày 24/3/2023",),
        ),
        Fires(
            "Theo Nghị định số 47/2020/NĐ-CP ngày 09/4/2020 của Chính phủ."
            + NEXT_REPORT
            + "Theo Nghị định số 47/2020/NĐ-CP ngày 09/4/2020 của Chính phủ."
            + NEXT_REPORT
            + "Theo Nghị định số 47/2020/NĐ-CP ngày 04/9/2020 của Chính phủ.",
            ("Nghị định số 47/2020/NĐ-CP ngày 04/9/2020",),
        ),
    )
    silent = (
        Silent(
            "UBND huyện Mai Sơn báo cáo kết quả: đã ban hành Kế hoạch số 70/KH-UBND ngày 14/3/2023 của UBND huyện về chuyển đổi số."
            + NEXT_REPORT
            + "UBND huyện Yên Châu báo cáo kết quả: đã ban hành Kế hoạch số 70/KH-UBND ngày 24/3/2023 của UBND huyện về chuyển đổi số.",
            Text("hai huyện đánh số riêng", "two districts number their own documents"),
        ),
        Silent(
            "Thực hiện Kế hoạch số 70/KH-UBND ngày 14/3/2023 về chuyển đổi số."
            + NEXT_REPORT
            + "Thực hiện Kế hoạch số 70/KH-UBND ngày 24/3/2023 về chuyển đổi số.",
            Text("không rõ của cơ quan nào", "nobody says whose plans they are"),
        ),
        Silent(
            "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ."
            + NEXT_REPORT
            + "Nghị quyết số 76/NQ-CP ngày 13/6/2013 của Chính phủ.",
            Text("số đánh lại từ đầu mỗi năm", "numbers restart each year"),
        ),
    )

    def across(self, index: Index) -> Iterator[Finding]:
        for cited in index.documents():
            pairs = {(a, b): found for a, b in _comparable(cited) if (found := _verdict(index, a, b))}
            for cluster in clusters([set(pair) for pair in pairs]):
                sure = any(weight == "error" for pair, weight in pairs.items() if set(pair) <= cluster)
                yield self._finding(index, cluster, "error" if sure else "warning")

    def _finding(self, index: Index, cluster: set[Cited], severity: Severity) -> Finding:
        odd, *others = sorted(cluster, key=lambda one: (one.reports, -one.report, one.place))
        mention = index.mention(odd)
        days = sorted({one.day for one in cluster})
        return self.finding(
            mention.span,
            "dates",
            severity=severity,
            related=tuple(
                Related(
                    index.mention(one).span,
                    self.messages["others" if one.reports > 1 else "other"].fill(date=written(one.day), more=one.reports - 1),
                    one.report,
                )
                for one in others
            ),
            data={"document": mention.name, "dates": [day.isoformat() for day in days]},
            claim=" ".join(filter(None, (mention.name, odd.author.province, odd.author.locality, *map(str, days)))),
            report=odd.report,
            document=f"{mention.type or ''} {mention.name}".strip(),
            count=len(days),
            dates=listing(map(written, days)),
        )


def _comparable(cited: Iterable[Cited]) -> Iterator[tuple[Cited, Cited]]:
    """The pairs that one numbering or a copied day may bring together: every district has its plan of a number each year."""
    groups: dict[object, list[Cited]] = defaultdict(list)
    for one in cited:
        groups[one.day.year].append(one)
        groups[one.day.month, one.day.day].append(one)
        if one.party:
            groups["party"].append(one)
    for group in groups.values():
        yield from combinations(group, 2)


def _verdict(index: Index, one: Cited, two: Cited) -> Severity | None:
    """How sure it is that two mentions of one number and symbol are one document with two dates; None for not at all."""
    if one.report == two.report or one.day == two.day:
        return None
    one_numbering = one.day.year == two.day.year or (one.party and one_term(one.day, two.day))
    author = index.compared(one, two)
    if author == "different" or (author == "unknown" and not (one_numbering and one.rare)):
        return None
    first, second = index.mention(one), index.mention(two)
    likeness = compare(first.subject, second.subject)
    alike = author == likeness == "same"
    if likeness == "different":
        return None
    if not one_numbering:
        if first.number < _FIRST_OF_A_YEAR and one.day.month == 1:
            return None  # an office begins each year with the same plans
        of_one_year = years_in(first.subject) == years_in(second.subject)
        return "warning" if alike and of_one_year and first.basis and second.basis else None
    if _numbered_anew(first, second):
        return "warning" if alike else None
    if author == "unknown":
        return "warning" if likeness == "same" else None
    # Local agencies number personnel and finance in series of their own: without a subject two may be meant.
    return "error" if alike or first.central or first.year is not None else "warning"


def _numbered_anew(first: Mention, second: Mention) -> bool:
    """Whether local agencies began to number anew between two mentions of one symbol."""
    began = [TWO_TIERS, *([_DEPARTMENTS_MERGED] if first.department else [])]
    return not first.central and any((first.day < day) != (second.day < day) for day in began)
