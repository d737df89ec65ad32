"""CIT113 implements-later-document."""

from collections.abc import Iterator

from checks.citations.chronology import reversals
from checks.citations.phrases import called, written
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts


class ImplementsLaterDocument(Rule):
    """A document that carries out another is dated before it.

    A plan "về triển khai thực hiện Nghị quyết số …" cannot be older than the resolution: one of the two dates is wrong.
    So it is with a decree that amends another. "Được sửa đổi bởi" is the other way round, and a clause that begins anew is
    no title.
    """

    code = "CIT113"
    name = "implements-later-document"
    severity = "error"
    title = Text(
        "văn bản triển khai ban hành trước văn bản được triển khai", "a document that implements another is dated before it"
    )
    reason_vi = (
        "Kế hoạch “về triển khai thực hiện Nghị quyết số …” không thể có trước nghị quyết đó: một trong hai ngày sai. Văn bản sửa đổi, bổ sung "
        "cũng có sau văn bản được sửa. “Được sửa đổi bởi” thì ngược lại; mệnh đề mới bắt đầu không phải là trích yếu."
    )
    messages = {
        "carries": Text(
            "{document} ngày {date} triển khai {other} ban hành sau đó, ngày {later}",
            "{document} of {date} carries out {other}, which came later, on {later}",
        ),
        "amends": Text(
            "{document} ngày {date} sửa đổi, thay thế {other} ban hành sau đó, ngày {later}",
            "{document} of {date} amends or replaces {other}, which came later, on {later}",
        ),
        "other": Text("văn bản ban hành sau, ngày {date}", "the later document, {date}"),
    }
    fires = (
        Fires(
            "Kế hoạch số 79/KH-UBND ngày 13/6/2022 về triển khai thực hiện Kế hoạch số 318/KH-UBND ngày 29/9/2022 của UBND tỉnh.",
            ("Kế hoạch số 79/KH-UBND ngày 13/6/2022",),
        ),
        Fires(
            "Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP ngày 23/4/2018; "
            "Nghị định số 59/2012/NĐ-CP ngày 23/7/2012 sửa đổi, bổ sung một số điều của Nghị định số 32/2020/NĐ-CP ngày 05/3/2020.",
            ("Nghị định số 59/2012/NĐ-CP ngày 23/7/2012",),
        ),
    )
    silent = (
        Silent(
            "Tiếp tục thực hiện Kế hoạch số 12/KH-UBND ngày 10/01/2023, triển khai Công văn số 77/UBND-NC ngày 18/5/2023.",
            Text("hai việc nối tiếp", "two things one after the other"),
        ),
        Silent(
            "UBND huyện đã ban hành Kế hoạch số 40/KH-UBND ngày 15/3/2024 về triển khai thực hiện Kế hoạch số 20/KH-UBND ngày "
            "05/3/2024 của UBND tỉnh và Công văn số 300/UBND-NV ngày 25/4/2024 về việc kiểm tra công vụ.",
            Text("văn bản tiếp theo đã ban hành", "the next document that was issued"),
        ),
        Silent(
            "Kế hoạch số 79/KH-UBND ngày 13/6/2022; thực hiện Kế hoạch số 1250/KH-UBND ngày 29/9/2022, UBND huyện đã ban hành văn bản.",
            Text("mệnh đề mới bắt đầu", "a new clause begins"),
        ),
        Silent(
            "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 được sửa đổi, bổ sung bởi Nghị định số 107/2021/NĐ-CP ngày 06/12/2021.",
            Text("được sửa đổi sau", "amended later"),
        ),
        Silent(
            "Kế hoạch số 79/KH-UBND ngày 13/6/2022 về triển khai thực hiện Kế hoạch số 318/KH-UBND ngày 29/4/2022 của UBND tỉnh.",
            Text("đúng thứ tự", "in order"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for document, basis, verb, (day, later) in reversals(facts):
            yield self.finding(
                document.span,
                verb,
                related=(Related(basis.span, self.messages["other"].fill(date=written(later))),),
                data={"documents": [document.name, basis.name], "dates": [day.isoformat(), later.isoformat()]},
                claim=f"{document.name} {day} {basis.name} {later}",
                document=called(document),
                date=written(day),
                other=called(basis),
                later=written(later),
            )
