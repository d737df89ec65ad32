"""CIT116 subject-conflict."""

from collections.abc import Iterator

from checks.citations.pairs import conflicts
from checks.citations.phrases import called, shortened, written
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Citation, Facts


class SubjectConflict(Rule):
    """One number, symbol and date, two different subjects.

    The same document is said to be about two things. Either one subject was pasted from a neighbour, or one number and
    date belong to another document. A shortened or abbreviated subject is the same subject.
    """

    code = "CIT116"
    name = "subject-conflict"
    severity = "warning"
    title = Text("cùng số, ngày nhưng hai nội dung khác nhau", "one number and date, two different subjects")
    reason_vi = (
        "Một văn bản được nói là về hai việc khác nhau: hoặc nội dung chép nhầm từ mục bên cạnh, hoặc số và ngày là của văn bản khác. Nội dung "
        "viết gọn hay viết tắt vẫn là một."
    )
    messages = {
        "subjects": Text(
            "{document} ngày {date} được ghi với hai nội dung khác nhau: “{first}” và “{second}”",
            "{document} of {date} is given two different subjects: “{first}” and “{second}”",
        ),
        "body": Text("nội dung nêu trong câu mang chú thích", "the subject as the sentence of the footnote's mark gives it"),
        "other": Text("nội dung ghi ở nơi khác", "the subject given elsewhere"),
    }
    fires = (
        Fires(
            "UBND huyện đã ban hành Kế hoạch số 52/KH-UBND ngày 25/7/2022 về kiểm tra công tác cải cách hành chính năm 2022.\n"
            "UBND huyện cũng có Kế hoạch số 52/KH-UBND ngày 25/7/2022 về phòng, chống thiên tai và tìm kiếm cứu nạn.",
            ("Kế hoạch số 52/KH-UBND ngày 25/7/2022",),
        ),
    )
    silent = (
        Silent(
            "Kế hoạch số 52/KH-UBND ngày 25/7/2022 của UBND huyện về cải cách hành chính. Kế hoạch số 52/KH-UBND ngày 25/7/2022 của "
            "UBND huyện giao 46 nhiệm vụ cho các phòng.",
            Text("nói văn bản làm gì, không phải trích yếu", "what the plan does, not its title"),
        ),
        Silent(
            "Kế hoạch số 52/KH-UBND ngày 25/7/2022 về công tác KSTTHC năm 2022.\n"
            "Kế hoạch số 52/KH-UBND ngày 25/7/2022 về kiểm soát thủ tục hành chính năm 2022.",
            Text("viết tắt", "an abbreviation"),
        ),
        Silent(
            "Kế hoạch số 52/KH-UBND ngày 25/7/2022 của UBND huyện về phòng, chống thiên tai và tìm kiếm cứu nạn.\n"
            "Kế hoạch số 52/KH-UBND ngày 25/7/2022 của UBND tỉnh về kiểm tra công tác cải cách hành chính.",
            Text("hai cấp", "two levels"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for conflict in conflicts(facts):
            if conflict.verdict != self.name:
                continue
            odd, other = conflict.citations
            second, first = (" ".join(facts.report.excerpt(c.subject).split()) if c.subject else "" for c in (odd, other))
            day = next(iter(conflict.counts))
            yield self.finding(
                odd.span,
                "subjects",
                related=(Related(other.span, self.messages["other"]), *self._in_the_body(odd)),
                data={"document": odd.name, "date": day.isoformat(), "subjects": [first, second]},
                claim=f"{odd.name} {second}",
                document=called(odd),
                date=written(day),
                first=shortened(first),
                second=shortened(second),
            )

    def _in_the_body(self, citation: Citation) -> Iterator[Related]:
        """Where the body gives the subject of a citation in a footnote."""
        if citation.subject and citation.subject < citation.span:
            yield Related(citation.subject, self.messages["body"])
