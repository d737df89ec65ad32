"""CIT112 number-out-of-order."""

from collections.abc import Iterator

from checks.citations.days import day_of
from checks.citations.order import outliers
from checks.citations.phrases import called, written
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Citation, Facts, Series


class NumberOutOfOrder(Rule):
    """A document's number and date do not fit the order of its own numbering series.

    An agency numbers its documents in the order in which it registers them. Where a report cites many of one series, the
    numbers rise with the days; one that does not has a wrong number or a wrong date. Which of the two cannot be said: the
    finding gives the days that would fit the number, and the numbers that would fit the day. Where one of two documents must be wrong, both are named.

    Which types share a series is learned from the report. A document needs three neighbours in order on each side or six
    on one; inversions of three days or less are nothing; decisions, which often run in several series at once, give a note
    only. Documents that another rule disputes take no part.

    Source: Decree 30/2020/NĐ-CP, Article 15 (numbers run from 01 on 1 January to 31 December; the head decides the series).
    """

    code = "CIT112"
    name = "number-out-of-order"
    severity = "warning"
    title = Text("số và ngày không theo thứ tự của loạt số", "an outlier against the order of its own numbering series")
    reason_vi = (
        "Cơ quan đánh số văn bản theo thứ tự đăng ký, nên trong một loạt số thì số tăng theo ngày. Văn bản không theo thứ tự đó có số hoặc "
        "ngày sai; không kết luận được cái nào, chỉ nêu khoảng ngày hợp với số và khoảng số hợp với ngày. Khi một trong hai văn bản sai thì nêu cả hai. Loại nào dùng "
        "chung loạt số được học từ báo cáo. Cần ba văn bản đúng thứ tự ở mỗi phía hoặc sáu ở một phía; lệch đến ba ngày thì bỏ qua; quyết "
        "định thường có nhiều loạt số nên chỉ ghi chú. Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 15."
    )
    messages = {
        "alone": Text(
            "{document} ngày {date} không theo thứ tự loạt số {run} của {issuer}: số này hợp với ngày {days}, ngày này hợp với số {numbers}; "
            "số hoặc ngày sai",
            "{document} of {date} is out of the order of {issuer}'s numbers of {run}: its number fits the days {days}, its date the "
            "numbers {numbers}; number or date is wrong",
        ),
        "either": Text(
            "{document} ngày {date} và {other} ngày {that} ngược thứ tự trong loạt số {run} của {issuer}; một trong hai sai số hoặc ngày",
            "{document} of {date} and {other} of {that} are in reverse order within {issuer}'s numbers of {run}; one of them is wrong",
        ),
        "beside": Text("{document} ngày {date}, cùng loạt số", "{document} of {date}, of the same series"),
    }
    fires = (
        Fires(
            "UBND huyện đã ban hành: Kế hoạch số 12/KH-UBND ngày 10/01/2023; Kế hoạch số 25/KH-UBND ngày 14/02/2023; "
            "Kế hoạch số 41/KH-UBND ngày 20/3/2023; Kế hoạch số 133/KH-UBND ngày 02/4/2023; Kế hoạch số 58/KH-UBND ngày 05/5/2023; "
            "Kế hoạch số 77/KH-UBND ngày 19/6/2023; Kế hoạch số 96/KH-UBND ngày 11/8/2023.",
            ("Kế hoạch số 133/KH-UBND ngày 02/4/2023",),
        ),
        Fires(
            "UBND huyện đã ban hành: Kế hoạch số 12/KH-UBND ngày 10/01/2023; Kế hoạch số 25/KH-UBND ngày 14/02/2023; "
            "Kế hoạch số 41/KH-UBND ngày 20/3/2023; Kế hoạch số 52/KH-UBND ngày 29/4/2023; Kế hoạch số 55/KH-UBND ngày 08/4/2023; "
            "Kế hoạch số 77/KH-UBND ngày 19/6/2023; Kế hoạch số 96/KH-UBND ngày 11/8/2023; Kế hoạch số 99/KH-UBND ngày 15/8/2023.",
            ("Kế hoạch số 55/KH-UBND ngày 08/4/2023",),
        ),
    )
    silent = (
        Silent(
            "UBND huyện đã ban hành: Kế hoạch số 96/KH-UBND ngày 11/8/2023; Kế hoạch số 12/KH-UBND ngày 10/01/2023; "
            "Kế hoạch số 41/KH-UBND ngày 20/3/2023; Kế hoạch số 25/KH-UBND ngày 14/02/2023; Kế hoạch số 58/KH-UBND ngày 05/5/2023; "
            "Kế hoạch số 77/KH-UBND ngày 19/6/2023; Kế hoạch số 79/KH-UBND ngày 17/6/2023.",
            Text(
                "thứ tự liệt kê không phải thứ tự số; lệch hai ngày",
                "listing order is not number order; an inversion of two days",
            ),
        ),
        Silent(
            "UBND huyện đã ban hành: Kế hoạch số 12/KH-UBND ngày 10/01/2023; Kế hoạch số 25/KH-UBND ngày 14/02/2023; "
            "Kế hoạch số 133/KH-UBND ngày 20/3/2023; Kế hoạch số 58/KH-UBND ngày 05/5/2023.",
            Text("quá ít văn bản cùng loạt", "too few neighbours"),
        ),
        Silent(
            "UBND huyện đã ban hành: Kế hoạch số 12/KH-UBND ngày 10/01/2023; Kế hoạch số 25/KH-UBND ngày 14/02/2023; "
            "Kế hoạch số 41/KH-UBND ngày 20/3/2023; Kế hoạch số 1133/KH-UBND ngày 02/4/2023 của UBND tỉnh; Kế hoạch số 58/KH-UBND "
            "ngày 05/5/2023 của UBND huyện; Kế hoạch số 77/KH-UBND ngày 19/6/2023; Kế hoạch số 96/KH-UBND ngày 11/8/2023.",
            Text("kế hoạch của tỉnh thuộc loạt khác", "the province's plan is of another series"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for outlier in outliers(facts):
            citation, other = outlier.citation, outlier.either
            below, above = outlier.below, outlier.above
            sides = (other,) if other else tuple(side for side in (below, above) if side)
            yield self.finding(
                citation.span,
                "either" if other else "alone",
                severity="note" if outlier.weak else None,
                related=tuple(Related(side.span, self._beside(side)) for side in sides),
                data={
                    "document": citation.name,
                    "date": _day(citation),
                    "other": other.name if other else None,
                    "days": [_day(below) if below else None, _day(above) if above else None],
                    "numbers": list(outlier.numbers),
                },
                claim=f"{citation.name} {_day(citation)} {other.name if other else ''}",
                document=called(citation),
                date=_written(citation),
                other=called(other) if other else "",
                that=_written(other),
                run=_run(outlier.series),
                issuer=outlier.series.issuer,
                days=_between(_written(below), _written(above)),
                numbers=_between(*outlier.numbers),
            )

    def _beside(self, citation: Citation) -> Text:
        return self.messages["beside"].fill(document=called(citation), date=_written(citation))


def _day(citation: Citation) -> str | None:
    day = day_of(citation)
    return day.isoformat() if day else None


def _written(citation: Citation | None) -> str:
    day = day_of(citation) if citation else None
    return written(day) if day else ""


def _run(series: Series) -> Text:
    """How long the numbers run, for the messages."""
    if series.year is None:
        return Text("khóa này", "this term")
    if series.party:
        return Text(f"nhiệm kỳ từ năm {series.year}", f"the term from {series.year}")
    return Text(f"năm {series.year}", str(series.year))


def _between(low: str | int | None, high: str | int | None) -> Text:
    """A range of days or numbers for the messages, open where there is no neighbour."""
    if low and high:
        return Text(f"từ {low} đến {high}", f"{low} to {high}")
    return Text(f"từ {low}", f"{low} or later") if low else Text(f"đến {high}", f"{high} or earlier")
