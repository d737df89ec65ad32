"""TXT501 repeated-word."""

import re
from collections.abc import Iterator

from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts
from grammar.report import Span

_WORD = r"[^\W\d_]+"
# Two to four words said again at once. The second time may fall into small letters ("Đề án đề án") but not rise into a
# name ("trưởng ban Ban Chỉ đạo").
_PHRASE = re.compile(rf"(?<![\w-])(?P<first>{_WORD}(?: +{_WORD}){{1,3}}) +(?P<second>(?i:(?P=first)))(?![\w-])")
# One word said again. Vietnamese words are mostly two syllables, so a syllable twice is mostly the end of one word and
# the beginning of the next ("hành vi vi phạm"); only syllables that are words of their own can be a slip there.
_SINGLE = re.compile(rf"(?<![\w-])(?P<first>{_WORD}) +(?P=first)(?![\w-])")
_ALONE = frozenset(
    "bằng bị bởi các cho chưa có còn cùng của do đã đang đến để được huyện không là mà mỗi nếu ngay nhưng những ở phải quận "
    "qua rằng sau sẽ tại theo thì thuộc tỉnh trên trong trước từ và vào về với xã".split()
)
# Said twice on purpose.
_ON_PURPOSE = frozenset(
    "ai ào chung dần đâu đều đời đông hằng khác lâu luôn mãi mỗi năm ngày người nhà nơi rất sáng sao song thường tháng tối từ "
    "từng vừa xa xã".split()
)
_CLAUSE_END = re.compile(r"\s*(?:[,;.:)\n]|$)")
_ABOUT_TWICE = re.compile(r"\b(?:về|việc) +[Vv]/v\b")


class RepeatedWord(Rule):
    """A word or phrase is typed twice in a row.

    "đối với đối với", "ban hành ban hành": what stays when a sentence is pasted together. The two may be parted by a line's
    end, a page or a block of footnotes. Repetition over a comma ("một cửa, một cửa liên thông"), reduplication ("từng
    bước, dần dần") and syllables that end one word and begin the next ("hành vi vi phạm") are Vietnamese.
    """

    code = "TXT501"
    name = "repeated-word"
    severity = "warning"
    title = Text("từ hoặc cụm từ gõ lặp", "a word or phrase typed twice in a row")
    reason_vi = (
        "“đối với đối với”, “ban hành ban hành” thường còn lại khi ghép câu. Hai lần có thể bị tách bởi cuối dòng, cuối trang hay phần chú "
        "thích. Lặp qua dấu phẩy (“một cửa, một cửa liên thông”), từ láy và âm tiết cuối từ này đầu từ kia (“hành vi vi phạm”) là đúng."
    )
    messages = {
        "twice": Text("lặp từ: “{words}”", "repeated: “{words}”"),
        "about": Text("“{words}”: V/v đã có nghĩa là “về việc”", "“{words}”: V/v already means “về việc”"),
    }
    fires = (
        Fires("Tăng cường kiểm tra đối với đối với các xã.", ("đối với đối với",)),
        Fires("Trình phê duyệt Đề án đề án vị trí việc làm.", ("Đề án đề án",)),
        Fires("Thực hiện theo theo quy định của các các bộ.", ("theo theo", "các các")),
        Fires("ỦY BAN NHÂN NHÂN", ("NHÂN NHÂN",)),
        Fires("Công văn số 12/UBND-NC về V/v hướng dẫn báo cáo.", ("về V/v",)),
    )
    silent = (
        Silent("Cơ chế một cửa, một cửa liên thông; bổ nhiệm, bổ nhiệm lại.", "over a comma"),
        Silent("Xử lý các hành vi vi phạm; chính sách đầu tư tư nhân.", "two words that meet in one syllable"),
        Silent("Kế hoạch năm năm 2021-2025 từng từng bước được cụ thể hóa, người người, nhà nhà hưởng ứng.", "meaning; reduplication"),
        Silent("Trưởng ban Ban Chỉ đạo báo cáo Tỉnh ủy, Ủy ban nhân dân tỉnh.", "a phrase ends and a name begins"),
        Silent("Chế độ báo cáo: Báo cáo định kỳ; các bộ luật, luật.", "over a colon and a comma"),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        text = facts.report.text
        taken = 0
        found = [*_PHRASE.finditer(text), *_SINGLE.finditer(text)]
        for match in sorted(found, key=lambda match: (match.start(), -match.end())):
            if match.start() < taken or ("second" in match.re.groupindex and not _slip(match)):
                continue
            if "second" not in match.re.groupindex and not _single_slip(text, match):
                continue
            taken = match.end()
            words = facts.report.excerpt(Span(*match.span()))
            yield self.finding(Span(*match.span()), "twice", data={"words": words}, claim=words.casefold(), words=words)
        for match in _ABOUT_TWICE.finditer(text):
            words = match.group()
            yield self.finding(Span(*match.span()), "about", severity="note", data={"words": words}, claim=words, words=words)


def _slip(match: re.Match[str]) -> bool:
    first, second = match["first"], match["second"]
    if first[0].islower() and second[0].isupper():
        return False
    return len(set(first.casefold().split())) > 1


def _single_slip(text: str, match: re.Match[str]) -> bool:
    word = match["first"]
    if word in _ALONE:
        return True
    folded = word.casefold()
    ends = bool(_CLAUSE_END.match(text, match.end()))
    return ends and folded not in _ON_PURPOSE and (word.islower() or (word.isupper() and len(word) > 1))
