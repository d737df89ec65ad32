"""The words of what is measured, so that two reports say them alike: without fillers, abbreviations, the report's own place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from grammar.facts import COMMUNES, DISTRICTS, Facts, Quantity
from grammar.figures.wording import phrases, without
from grammar.vocabulary import abbreviations, even_tones

_FULL = {short.lower(): full.lower() for short, full in abbreviations().items()}
_BODY = r"(?:UBND|Uỷ ban nhân dân|Ủy ban nhân dân|Ủy ban Nhân dân|Uỷ ban Nhân dân)"
_PLACE = r"(?:tỉnh|huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu)"
_OTHERS = r"(?:\s*,\s*(?:thị xã|thành phố|quận|thị trấn|phường|xã)|\s+và\s+(?:thị xã|thành phố|quận|thị trấn|phường))*"
_ALL_OF = r"(?:(?:tất cả\s+)?các|(?P<many>\d+)(?:/\d+)?|(?:UBND|Ủy ban nhân dân)\s+các)"
# "Các sở, ban, ngành tiếp nhận" is no field.
_FIELD = re.compile(r"(?:lĩnh vực|(?<!ban, )(?<!các )\bngành|đối với|khối|nhóm)\s+(?:\w+\s+\w+)", re.IGNORECASE)
_AGENCY = re.compile(
    r"\b(?:Trung tâm|Bộ phận|Chi nhánh|Văn phòng|Ban|Sở|Phòng|Công an|Thanh tra|Cục|Chi cục)\s+[^\W\d_]+\s+[^\W\d_]+"
)
# A scope is said in one of these ways.
_SCOPES = {
    DISTRICTS: re.compile(rf"{_ALL_OF}\s+(?:huyện|quận|thị xã){_OTHERS}(?!\w)", re.IGNORECASE),
    COMMUNES: re.compile(rf"{_ALL_OF}\s+(?:xã|phường){_OTHERS}(?!\w)", re.IGNORECASE),
    "district level": re.compile(rf"(?:{_BODY}\s+)?cấp huyện(?!\w)", re.IGNORECASE),
    "commune level": re.compile(rf"(?:{_BODY}\s+)?cấp xã(?!\w)", re.IGNORECASE),
    "province level": re.compile(rf"(?:{_BODY}\s+)?cấp tỉnh(?!\w)", re.IGNORECASE),
    "whole": re.compile(rf"toàn {_PLACE}(?!\w)", re.IGNORECASE),
}
_MAY_BE_SCOPE = re.compile(r"cấp |toàn |\b(?:các|\d+) (?:huyện|quận|thị|xã|phường)")
_TOTAL = re.compile(r"(?<!\w)tổng(?: số| cộng)?(?!\w)")
_WHOLE_PLACES = frozenset([DISTRICTS, COMMUNES])


class Words(NamedTuple):
    """Words that tell what is measured, and those of its scope."""

    telling: tuple[str, ...]
    scope: tuple[str, ...]
    total: bool

    def of_scope(self, scope: frozenset[str]) -> Words:
        """These, with more words of scope."""
        return self._replace(scope=_sorted(*self.scope, *scope)) if scope else self

    def joined(self, other: Words) -> Words:
        """Both, as one phrase."""
        return Words(_sorted(*self.telling, *other.telling), _sorted(*self.scope, *other.scope), self.total or other.total)

    def within(self, whole: Words) -> Words:
        """These, said of a part of something, or further on in what is said of it."""
        if set(whole.telling) <= {">"}:
            return self
        return Words((*whole.telling, ">", *self.telling), _sorted(*whole.scope, *self.scope), self.total)


def _sorted(*words: str) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


@lru_cache(maxsize=2048)
def _telling(text: str) -> tuple[str, ...]:
    full = (_FULL.get(word, word) for word in without(text.lower(), "statement_fillers"))
    return _sorted(*(word for words in full for word in words.split() if word.isalnum()))


@lru_cache(maxsize=512)
def scope_above(text: str) -> frozenset[str]:
    """What a heading, the head of a list, or a sentence says of the scope of what comes after it: a level, a field, a body."""
    fields = {" ".join(match.group().lower().split()) for named in (_FIELD, _AGENCY) for match in named.finditer(text)}
    return frozenset(fields | {name for name, pattern in _SCOPES.items() if name not in _WHOLE_PLACES and pattern.search(text)})


class Phrasing:
    """How a report names what it measures."""

    def __init__(self, facts: Facts) -> None:
        own = facts.profile.issuer
        self._text = facts.report.text
        unit = own.unit if own and own.unit else ""
        name = rf"(?:\s+{re.escape(own.locality)})?" if own and own.locality else ""
        self._own = re.compile(rf"(?:{_BODY}\s+)?(?<!\w)(?i:{unit}{name})(?!\w)(?=\s*(\w?))") if unit else None

    def words(self, before: str, unit: str, behind: str) -> Words:
        """The words of a figure: those before it, its unit, those behind."""
        text = even_tones(" ".join(f"{before} ; {behind}".split()))
        small = text.lower()
        scope = set(phrases("scope_notes").found(small))
        for name, pattern in _SCOPES.items() if _MAY_BE_SCOPE.search(small) else ():
            if found := pattern.search(text):
                many = found["many"] if name in _WHOLE_PLACES else None
                scope.add(f"{name} {int(many)}" if many else name)
                text = pattern.sub(" ", text)
        if self._own:
            # "huyện" alone is the author's, "huyện X" another's.
            text = self._own.sub(lambda match: match.group() if match[1].isupper() else " ", text)
        return Words(_telling(f"{text} ; {even_tones(unit)}"), _sorted(*scope), _TOTAL.search(small) is not None)

    def is_scope(self, figure: Quantity) -> bool:
        """Whether a number tells of how many places something is said: "10 huyện, thành phố đã tiếp nhận"."""
        if figure.family not in _WHOLE_PLACES or figure.form not in ("amount", "ratio"):
            return False
        end = figure.number.start + 60
        return any(_SCOPES[name].match(self._text, figure.number.start, end) for name in _WHOLE_PLACES)
