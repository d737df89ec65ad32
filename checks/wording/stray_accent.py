"""TXT505 stray-accent."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from checks.wording.syllables import TONES, corrected, is_syllable
from grammar.facts import Facts
from grammar.report import Report, Span, normal

# Letters of other alphabets that look like Vietnamese ones. The report's buffer replaces some, so that its source is read.
_LETTERS = str.maketrans(
    "ÐðƉɖǍǎɑıАВЕКМНОРСТХаеорсухіѕјΑΒΕΗΙΚΜΝΟΡΤΥΧον",
    "ĐđĐđĂăaiABEKMHOPCTXaeopcyxisjABEHIKMNOPTYXov",
)
_FOREIGN = re.compile("[" + "".join(map(chr, _LETTERS)) + "]")
_ANOTHER = re.compile(r"[\u0370-\u052f]")  # Greek and Cyrillic: a word all in these is one of its own language
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_VOWEL = "aăâeêioôơuưy"


def _toned(vowels: str) -> str:
    return unicodedata.normalize("NFC", "".join(vowel + tone for vowel in vowels for tone in TONES))


_TONED = _toned(_VOWEL)
# Where a mark may stand wrong: on the vowel before one with a sign of its own (ứơ), on u and i of qu and gi, on o and u of oan and uyt, on
# the last vowel of ua, ia and ai; and letters that no Vietnamese word has. Most words are done with here.
_SUSPECT = re.compile(
    rf"[{_TONED}][ăâêôơư{_TONED}]|q[{_toned('u')}]|g[{_toned('i')}][{_VOWEL}]|[{_toned('ou')}][aey]\w|(?<!q)[uưi][{_toned('a')}]"
    rf"|[aăâeêiôơưo][{_toned('iouy')}]|[^\W\d_a-zđ{_VOWEL}{_TONED}]|[\u0300-\u036f]"
)
_ZERO = re.compile(r"0(?!\d)")
_VARIABLES = ("t0", "p0", "v0", "x0", "k0", "n0")
_YEAR = re.compile(r"[12](?=\d{0,2}[Oo])[\dOo]{3}(?!\w)")
_JOINED = "./@:-_"  # signs that join the parts of an address or a code
_MOST = 50  # places of one slip that are shown


class _Slip(NamedTuple):
    kind: str
    span: Span
    word: str
    right: str


class StrayAccent(Rule):
    """A tone mark on the wrong letter, or a letter or digit that only looks right.

    "huyêṇ" for "huyện", "trứơc" for "trước", a Cyrillic "о" or an Icelandic "Ð" inside a Vietnamese word, "s0" for "so": the
    eye reads over them, a search does not find the word, and a program takes it for another. Only syllables that are
    Vietnamese but for that slip are reported, one note for each kind of slip. Both "hoá" and "hóa" are right; names in other
    languages, units and composed or decomposed Unicode are no slips.
    """

    code = "TXT505"
    name = "stray-accent"
    severity = "note"
    title = Text("dấu đặt sai chữ, chữ trông giống", "an accent on the wrong letter, look-alike letters")
    reason_vi = (
        "“huyêṇ” thay cho “huyện”, “trứơc” thay cho “trước”, chữ “о” Kirin hay “Ð” Iceland trong từ tiếng Việt, “s0” thay cho “so”: mắt đọc lướt qua "
        "nhưng tìm kiếm không thấy và máy hiểu là từ khác. Chỉ nêu âm tiết vốn là tiếng Việt, mỗi loại lỗi một ghi chú. “hoá” và “hóa” "
        "đều đúng; tên nước ngoài, đơn vị đo, Unicode dựng sẵn hay tổ hợp không phải lỗi."
    )
    messages = {
        "consonant": Text(
            "dấu thanh đặt trên phụ âm ở {count} chỗ: “{word}”, đúng là “{right}”",
            "a tone mark on a consonant in {count} words: “{word}” for “{right}”",
        ),
        "vowel": Text(
            "dấu thanh đặt sai nguyên âm ở {count} chỗ: “{word}”, đúng là “{right}”",
            "a tone mark on the wrong vowel in {count} words: “{word}” for “{right}”",
        ),
        "letter": Text(
            "chữ {codes} không phải chữ tiếng Việt ở {count} chỗ: “{word}”, đúng là “{right}”",
            "the letter {codes} is not Vietnamese, in {count} words: “{word}” for “{right}”",
        ),
        "digit": Text(
            "chữ số và chữ cái lẫn nhau ở {count} chỗ: “{word}”, đúng là “{right}”",
            "a digit for a letter or the other way round in {count} words: “{word}” for “{right}”",
        ),
        "also": Text("“{word}”", "“{word}”"),
    }
    fires = (
        Fires("Cổng thông tin điện tử của huyêṇ; các xã trong huyêṇ.", ("huyêṇ",)),
        Fires("Kết qủa năm trứơc cuả tỉnh.", ("qủa",)),
        Fires("Ðảng ủy, HÐND và UBND tỉnh.", ("Đảng",)),
        Fires("Các хã và hồ sơ cấp tỉnh.", ("хã",)),
        Fires("Công tác s0 hóa tài liệu năm 2O22.", ("s0",)),
    )
    silent = (
        Silent("Xoá, thuỷ, hoà, quý, khoẻ, huỷ.", Text("hai cách đặt dấu đều dùng", "both placements are in use")),
        Silent(
            "Ông Señor, chữ naïve, H'Ñăm, α, 5 µm, 12 kΩ, Привет.", Text("tên, chữ nước ngoài, đơn vị", "foreign words, units")
        ),
        Silent(
            unicodedata.normalize("NFD", "Ủy ban nhân dân huyện đã ban hành kế hoạch."),
            Text("Unicode tổ hợp", "decomposed Unicode"),
        ),
        Silent("Ca F0, mạng 4G, khí CO2, diện tích 10 km2, mức 0.", Text("ký hiệu có chữ số", "signs with digits")),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        kinds: dict[str, list[_Slip]] = defaultdict(list)
        for slip in [*_accents(facts.report.text), *_look_alikes(facts.report), *_digits(facts.report.text)]:
            kinds[slip.kind].append(slip)
        for kind, slips in kinds.items():
            first, *others = sorted(slips, key=lambda slip: slip.span)
            yield self.finding(
                first.span,
                kind.split()[0],
                related=tuple(Related(slip.span, self.messages["also"].fill(word=slip.word)) for slip in others[: _MOST - 1]),
                data={"word": first.word, "right": first.right, "count": len(slips)},
                claim=kind,
                habit=len(slips) > 1,
                count=len(slips),
                word=first.word,
                right=first.right,
                codes=" ".join(f"U+{ord(letter):04X}" for letter in kind.split()[1:]),
            )


def _accents(text: str) -> Iterator[_Slip]:
    """The syllables with a tone mark on the wrong letter; each word is looked at once, then found where it stands."""
    suspects = {word for token in set(text.split()) if _SUSPECT.search(token.lower()) for word in _WORD.findall(token)}
    wrong = {word: right for word in suspects if (right := corrected(word)) is not None and not (_is_name(word) and _plain(word))}
    for word in sorted(wrong)[:_MOST]:
        for match in re.finditer(rf"{re.escape(word)}(?![^\W\d_]|[\u0300-\u036f])", text):
            if not text[max(match.start() - 1, 0) : match.start()].isalpha():
                yield _Slip("vowel" if _plain(word) else "consonant", Span(*match.span()), word, wrong[word])


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _plain(word: str) -> bool:
    """Whether all letters of a word are Vietnamese."""
    return all(letter in "abcdeghiklmnopqrstuvxyđ" or letter in _VOWEL or letter in _TONED for letter in word.lower())


def _look_alikes(report: Report) -> Iterator[_Slip]:
    """Words of the source that are Vietnamese but for a letter of another alphabet."""
    lines = {line.number for line in report.lines if not line.text.isascii() and _FOREIGN.search(line.text)}
    for piece in report.pieces if lines else ():
        if piece.line not in lines:
            continue
        raw = "".join(source for _, source in report.segments(Span(piece.start, piece.end)))
        at, done = piece.start, 0
        for match in _WORD.finditer(raw):
            foreign = _FOREIGN.findall(match.group())
            right = unicodedata.normalize("NFC", match.group().translate(_LETTERS))
            if not foreign or all(map(_ANOTHER.match, match.group())) or not (is_syllable(right) or right.isupper()):
                continue
            at, done = at + len(normal(raw[done : match.start()])), match.start()
            span = Span(at, at + len(normal(match.group())))
            yield _Slip(f"letter {foreign[0]}", span, unicodedata.normalize("NFC", match.group()), right)


def _digits(text: str) -> Iterator[_Slip]:
    """A zero for an o in a word in small letters; an O for a zero in a year."""
    for match in _ZERO.finditer(text):
        start, end = match.span()
        if not text[max(start - 1, 0) : start].isalpha():
            continue
        while start and text[start - 1].isalpha() and match.start() - start < len("nghiêng"):
            start -= 1
        while end < len(text) and text[end].isalpha() and end - match.end() < len("nghiêng"):
            end += 1
        word, beside = text[start:end], text[max(start - 1, 0) : start] + text[end : end + 1]
        right = word.replace("0", "o")
        joined = any(sign in _JOINED or sign.isalnum() for sign in beside)
        if word.islower() and word not in _VARIABLES and not joined and is_syllable(right):
            yield _Slip("digit", Span(start, end), word, right)
    for match in _YEAR.finditer(text):
        if not text[max(match.start() - 1, 0) : match.start()].isalnum():
            year = match.group()
            yield _Slip("digit", Span(*match.span()), year, year.replace("O", "0").replace("o", "0"))
