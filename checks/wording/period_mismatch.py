"""TXT507 period-mismatch."""

import re
from collections.abc import Iterator
from itertools import groupby

from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts, Period
from grammar.vocabulary import fold, period_words

_HEAD = "BÁO CÁO\nKết quả công tác cải cách hành chính năm 2023\n"
_INTRO = "Thực hiện chỉ đạo của UBND tỉnh, UBND huyện Trạm Tấu báo cáo kết quả công tác cải cách hành chính {} như sau:\n"
# Nine months and their third quarter, a year and its fourth go together in one report; half a year is not its second quarter.
_QUARTER, _HALF, _NINE = 3, 6, 9
_LABEL = re.compile(r"(?:phần(?: thứ)? \w+|[ivxabc]+)\s*[.:)]\s*|\d+|\W+")


class PeriodMismatch(Rule):
    """Title, introduction, main headings and the last sentence name different periods for the report itself.

    A report written over the one of the year before keeps its year somewhere. Only what names the report's own subject is
    compared: tasks of the next period, a programme's own years, indices and comparisons have other periods. A heading may
    name a part of the period, or the whole that it belongs to. A report cannot be dated before its period begins.
    """

    code = "TXT507"
    name = "period-mismatch"
    severity = "warning"
    title = Text("kỳ báo cáo ghi khác nhau", "different periods for the report itself")
    reason_vi = (
        "Báo cáo soạn đè lên bản kỳ trước thường còn sót kỳ cũ ở trích yếu, câu mở đầu, đề mục chính hoặc câu kết. Chỉ so những chỗ nói về chính "
        "nội dung báo cáo: nhiệm vụ kỳ sau, thời gian của chương trình, chỉ số, so sánh có kỳ riêng. Đề mục có thể nêu một phần của kỳ. Báo cáo "
        "không thể ghi ngày trước khi kỳ báo cáo bắt đầu."
    )
    messages = {
        "other": Text("{where} ghi “{found}”, {other} ghi “{own}”", "{where} says “{found}”, {other} says “{own}”"),
        "early": Text("báo cáo về “{found}” lại ghi ngày {date}", "a report on “{found}” is dated {date}"),
        "says": Text("{where}: “{found}”", "{where}: “{found}”"),
    }
    where = {
        "title": Text("trích yếu", "the title"),
        "introduction": Text("câu mở đầu", "the introduction"),
        "heading": Text("đề mục", "a heading"),
        "closing": Text("câu kết", "the last sentence"),
    }
    fires = (
        Fires(_HEAD + _INTRO.format("năm 2022") + "I. KẾT QUẢ NĂM 2023", ("năm 2022",)),
        Fires(_HEAD + _INTRO.format("năm 2023") + "I. KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH NĂM 2022", ("NĂM 2022",)),
        Fires(
            "BÁO CÁO\nCông tác cải cách hành chính 6 tháng đầu năm 2024\nPhần thứ nhất\nKẾT QUẢ CẢI CÁCH HÀNH CHÍNH QUÝ II NĂM 2024",
            ("QUÝ II NĂM 2024",),
        ),
    )
    silent = (
        Silent(
            _HEAD
            + _INTRO.format("năm 2023")
            + "II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024\nIII. KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2022",
            Text("nhiệm vụ kỳ sau; chỉ số có kỳ riêng", "tasks of the next period; an index has its own"),
        ),
        Silent(
            "BÁO CÁO\nSơ kết 05 năm (2021 - 2025) thực hiện Chương trình tổng thể giai đoạn 2021 - 2030\n"
            "I. KẾT QUẢ GIAI ĐOẠN 2021 - 2025\nII. KẾT QUẢ NĂM 2025",
            Text("thời gian của chương trình; một phần của kỳ", "a programme's years; a part of the period"),
        ),
        Silent(
            "BÁO CÁO\nCông tác cải cách hành chính quý III năm 2024\nI. KẾT QUẢ CẢI CÁCH HÀNH CHÍNH 9 THÁNG ĐẦU NĂM 2024",
            Text("9 tháng gồm quý III, thường báo cáo cùng lúc", "nine months include the third quarter"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        statements = [list(group) for _, group in groupby(facts.periods, key=lambda period: _statement(facts, period))]
        said = [statement for statement in statements if statement[0].where in ("title", "introduction")]
        if not said:
            return
        own = said[0]
        titled: dict[str, set[tuple[int, int]]] = {}  # the periods of the headings, by their words
        for statement in statements:
            if statement[0].where == "heading":
                titled.setdefault(_words(facts, statement), set()).add(_months(statement))
        periods = set().union(*titled.values())
        against = [
            other
            for other in statements
            if other is not own
            and not _agree(own, other)
            and not (other[0].where == "heading" and _is_a_part(other, own, periods, titled[_words(facts, other)]))
        ]
        alike = [other for other in against if _same(other[0], against[0][0])]
        if len(alike) > 1 and len(alike) == len(against) == len(statements) - 1:
            yield self._odd(facts, own, alike)
        else:
            for _, group in groupby(sorted(against, key=_months), key=_months):
                first, *more = sorted(group)
                yield self._odd(facts, first, [own, *more])
        yield from self._early(facts, own)

    def _odd(self, facts: Facts, odd: list[Period], others: list[list[Period]]) -> Finding:
        words, own = facts.report.excerpt(odd[0].span), facts.report.excerpt(others[0][0].span)
        related = tuple(
            Related(
                other[0].span,
                self.messages["says"].fill(where=self.where[other[0].where], found=facts.report.excerpt(other[0].span)),
            )
            for other in others
        )
        data: dict[str, object] = {"found": words, "own": own, "where": odd[0].where}
        here, there = self.where[odd[0].where], self.where[others[0][0].where]
        claim = fold(f"{odd[0].where} {words}")
        return self.finding(
            odd[0].span, "other", related=related, data=data, claim=claim, where=here, found=words, other=there, own=own
        )

    def _early(self, facts: Facts, own: list[Period]) -> Iterator[Finding]:
        dated = facts.profile.date or facts.profile.dated_by
        first = min(own, key=lambda period: period.first)
        title = fold(facts.report.text[facts.report.block_at(first.span.start).start : first.span.start])
        if any(word in title for word in period_words("planned")):
            return
        told = any(word in title for word in period_words("tells"))
        if told and dated and dated.year * 12 + dated.month - 1 < first.first:
            words = facts.report.excerpt(first.span)
            data: dict[str, object] = {"found": words, "date": dated.isoformat()}
            yield self.finding(
                first.span, "early", data=data, claim=fold(f"early {words}"), found=words, date=f"{dated:%d/%m/%Y}"
            )


def _statement(facts: Facts, period: Period) -> tuple[str, int]:
    """What a period is part of: the title, whose lines are one statement, or a sentence or heading."""
    return period.where, 0 if period.where == "title" else facts.report.block_at(period.span.start).start


def _months(statement: list[Period]) -> tuple[int, int]:
    return statement[0].first, statement[0].last


def _same(one: Period, other: Period) -> bool:
    return (one.first, one.last) == (other.first, other.last)


def _agree(one: list[Period], other: list[Period]) -> bool:
    """Whether two statements may be of one report: some period of one goes with some period of the other."""
    return any(_go_together(mine, theirs) for mine in one for theirs in other)


def _go_together(one: Period, other: Period) -> bool:
    wide, narrow = sorted((one, other), key=lambda period: period.first - period.last)
    if _same(one, other):
        return True
    if narrow.first < wide.first or narrow.last > wide.last or wide.form == narrow.form == "years":
        return False
    if wide.form == "part":
        return (_length(narrow), _length(wide)) != (_QUARTER, _HALF)
    early = narrow.form == "part" and narrow.last - wide.first < _NINE
    return not (early and wide.form == "year" and "heading" not in (one.where, other.where))


def _length(period: Period) -> int:
    return period.last - period.first + 1


def _is_a_part(heading: list[Period], own: list[Period], periods: set[tuple[int, int]], alike: set[tuple[int, int]]) -> bool:
    """Whether a heading is one of several that divide the report by periods: results of 2021-2024, results of 2025.

    `periods` are those of all headings, `alike` those of the headings with the same words.
    """
    months = _months(heading)
    if any(mine.first <= months[0] and months[1] <= mine.last for mine in own):
        return any(other != (mine.first, mine.last) for other in periods - {months} for mine in own)
    return len(alike) > 1


def _words(facts: Facts, statement: list[Period]) -> str:
    """A heading's words but for its number and its years."""
    block = facts.report.block_at(statement[0].span.start)
    return _LABEL.sub(" ", fold(facts.report.text[block.start : block.end])).strip()
