"""TXT501 repeated-word."""

import re
from collections.abc import Iterator

from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts
from grammar.report import Span
from grammar.vocabulary import repetition, vocabulary

# A phrase of two to six words said again at once. The second time may fall into small letters ("Đề án đề án") but not
# rise into a name ("trưởng ban Ban Chỉ đạo").
LONGEST = 6
WITH_COMMA = 4  # words of a phrase that may hold a comma; shorter ones cut two words in half ("thanh tra, kiểm tra, kiểm soát")
_TOKEN = re.compile(r"\S+")
_LONG_RUN = 3  # words of a run whose second one bears no closing sign
_CLOSING = ",;.:)”\"'…!?]"
_NUMBER = re.compile(r"\s+\d")
_MADE = re.compile(r"\s+h(?:óa|oá)\b")  # "vốn xã hội xã hội hóa"
_FOLLOWS = re.compile(r" \w+")
_ABOUT_TWICE = re.compile(r"v(?<!\wv)(?:ề|iệc) +[Vv]/v\b")


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
        Silent("Cơ chế một cửa, một cửa liên thông; bổ nhiệm, bổ nhiệm lại.", Text("qua dấu phẩy", "over a comma")),
        Silent(
            "Xử lý các hành vi vi phạm; chính sách đầu tư tư nhân.",
            Text("hai từ gặp nhau ở một âm tiết", "two words that meet in one syllable"),
        ),
        Silent(
            "Kế hoạch năm năm 2021-2025 từng từng bước được cụ thể hóa, người người, nhà nhà hưởng ứng.",
            Text("có nghĩa; từ láy", "meaning; reduplication"),
        ),
        Silent(
            "Trưởng ban Ban Chỉ đạo báo cáo Tỉnh ủy, Ủy ban nhân dân tỉnh.",
            Text("cuối cụm từ này, đầu tên gọi kia", "a phrase ends and a name begins"),
        ),
        Silent(
            "Chế độ báo cáo: Báo cáo định kỳ; các bộ luật, luật.",
            Text("qua dấu hai chấm và dấu phẩy", "over a colon and a comma"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        text = facts.report.text
        taken = 0
        for first, second in _repetitions(text):
            if first.start >= taken and (_phrase_slip if " " in text[first.start : first.end] else _word_slip)(
                text, first, second
            ):
                taken = second.end
                span = Span(first.start, second.end)
                words = facts.report.excerpt(span)
                yield self.finding(span, "twice", data={"words": words}, claim=words.casefold(), words=words)
        for match in _ABOUT_TWICE.finditer(text):
            words = match.group()
            yield self.finding(Span(*match.span()), "about", severity="note", data={"words": words}, claim=words, words=words)


def _repetitions(text: str) -> Iterator[tuple[Span, Span]]:
    """Stretches of one to six words followed at once by the same words, case aside; the longer first at each place."""
    start = 0
    for block in text.split("\n"):
        tokens = block.casefold().split()
        candidates = list(_candidates(tokens))
        spans = [Span(start + match.start(), start + match.end()) for match in _TOKEN.finditer(block)] if candidates else []
        for place, negative in sorted(candidates):
            first = Span(spans[place].start, spans[place - negative - 1].end)
            second = Span(spans[place - negative].start, spans[place - 2 * negative - 1].end)
            yield first, second._replace(end=second.start + len(text[second.start : second.end].rstrip(_CLOSING)))
        start += len(block) + 1


def _candidates(tokens: list[str]) -> Iterator[tuple[int, int]]:
    """Where a run of words is said again at once, and its length, negative.

    No word stands twice in a run, so its length is how far back the word last stood; behind the last a sign may stand.
    """
    last: dict[str, int] = {}
    for place, token in enumerate(tokens):
        before = last.get(token)
        if before is None and token[-1] in _CLOSING:
            before = last.get(token.rstrip(_CLOSING))
        if before is not None and (size := place - before) <= LONGEST:
            begins = size < _LONG_RUN or tokens[before + 1 : before + 2] == tokens[place + 1 : place + 2]
            if begins and _same(tokens[before:place], tokens[place : place + size]):
                yield before, -size
        last[token] = place


def _same(one: list[str], two: list[str]) -> bool:
    """Whether two runs of words are the same; any sign may stand behind the second, a comma inside longer ones."""
    if len(one) != len(two) or not one[-1].isalpha():
        return False
    if len(one) < WITH_COMMA and not all(map(str.isalpha, one)):
        return False
    return [*two[:-1], two[-1].rstrip(_CLOSING)] == one and all(word.rstrip(",").isalpha() for word in one)


def _phrase_slip(text: str, first: Span, second: Span) -> bool:
    words = text[first.start : first.end]
    folded = words.casefold().split()
    if (words[0].islower() and text[second.start].isupper()) or len(set(folded)) < len(folded):
        return False
    if _within_list(text, first, second) or _MADE.match(text, second.end):
        return False
    return not (text[second.start].islower() and _names_doer(_words_before(text, first.start), folded))


def _within_list(text: str, first: Span, second: Span) -> bool:
    """Whether a run begins or ends inside a name of a list: "Trưởng phòng Nội vụ, Phó | Trưởng phòng Nội vụ, Phó | Trưởng phòng …"."""
    before = text[max(first.start - 2, 0) : first.start].strip()
    whole = (not before or before[-1] in _CLOSING) and text[second.end : second.end + 1] in ("", "\n", *_CLOSING)
    return not whole and any(part[1:2].isupper() for part in text[first.start : first.end].split(",")[1:])


def _names_doer(before: list[str], deed: list[str]) -> bool:
    """Whether a verb ends the name of who does it: "Đoàn kiểm tra", said again: "kiểm tra các xã"."""
    words = repetition()
    leads = [before[place:] for place in range(len(before))]
    if any(" ".join([*lead, *deed]) in words.actors for lead in leads):
        return True
    return " ".join(deed) in words.deeds and any(" ".join(lead) in words.actors for lead in leads)


def _word_slip(text: str, first: Span, second: Span) -> bool:
    """Whether a word said again is a slip.

    Vietnamese words are mostly two syllables, so a syllable twice is mostly the end of one word and the beginning of the
    next ("hành vi vi phạm"); only one that is a word of its own, or that nothing follows, can be a slip.
    """
    word, again = text[first.start : first.end], text[second.start : second.end]
    words = repetition()
    if word != again and not again.islower():
        return False
    if word.casefold() in words.before_numbers and _NUMBER.match(text, second.end):
        return True
    before = _words_before(text, first.start)
    meeting = f"{before[-1] if before else ''} {word}".casefold()
    follows = _FOLLOWS.match(text, second.end)
    if meeting in words.endings or (follows and f"{again}{follows.group()}".casefold() in words.endings):
        return False
    if word.casefold() in words.alone or meeting in words.alone:
        return True
    if word == again and word.istitle() and word.casefold() in vocabulary().by_first_word:
        return True
    ends = second.end == len(text) or text[second.end] in ",;.:)\n"
    return (
        word == again
        and ends
        and word.casefold() not in words.on_purpose
        and (word.islower() or (word.isupper() and len(word) > 1))
    )


def _words_before(text: str, start: int) -> list[str]:
    """The last words of the clause before a place, in small letters."""
    lead = text[max(0, start - 30) : start]
    return re.split(r"[,;.:()\n]", lead)[-1].casefold().split()[-3:]
