"""What two documents are about: whether two subjects say the same, in full or abbreviated."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from grammar.vocabulary import abbreviations, fold, words

# Similarity of two subjects' words, 0 to 100 (rapidfuzz token_set_ratio). From SAME on they are one subject written twice;
# up to DIFFERENT they are two; between them nothing is claimed.
SAME = 86
DIFFERENT = 62
# Subjects that share no more than this part of the shorter one's words are two whatever the letters say.
UNRELATED = 0.34
# A subject of fewer words says too little to be told from another.
FEWEST_WORDS = 3

# Words besides years and the topic of all such reports that a subject needs to be told from another by them.
FEWEST_TELLING = 2

Likeness = Literal["same", "different", "unknown"]

_YEARS = re.compile(r"\b(?:19|20)\d\d\b(?:\s*[-–]\s*(?:19|20)\d\d)?")
# What reports of this kind are all about; two subjects that share it alone share nothing.
_TOPIC = re.compile(r"\b(?:cải cách hành chính|nhà nước|công tác)\b")
_FILLERS = re.compile(r"\b(?:về|việc|của|trên địa bàn|các|và|năm|ban hành|triển khai|thực hiện|v/v)\b")
_WORD = re.compile(r"[\w&/-]+")


@lru_cache(maxsize=4096)
def normalised(subject: str) -> str:
    """A subject for comparing: abbreviations written out, case and tone placement folded, words that say nothing left out."""
    full = _WORD.sub(lambda match: abbreviations().get(match.group(), match.group()), subject)
    return " ".join(re.sub(r"[^\w\s]", " ", _FILLERS.sub(" ", fold(full))).split())


def compare(first: str | None, second: str | None, masked_years: bool = False) -> Likeness:
    """Whether two subjects are the same.

    Args:
        first: one subject as written; None where the text gives none.
        second: the other.
        masked_years: leave years out of both, for plans that come each year.
    """
    if not first or not second:
        return "unknown"
    one, two = normalised(first), normalised(second)
    if masked_years:
        one, two = (" ".join(_YEARS.sub(" ", words).split()) for words in (one, two))
    if one == two:
        return "same"
    if min(len(one.split()), len(two.split())) < FEWEST_WORDS:
        return "unknown"
    if _unrelated(one, two):
        return "different"
    fewer, more = sorted((set(one.split()), set(two.split())), key=len)
    if fewer <= more:
        # "Cải cách hành chính năm 2025" is what many plans are about, each in its own way.
        return "same" if bool(_telling(one)) == bool(_telling(two)) else "unknown"
    if len(fewer & more) <= UNRELATED * len(fewer):
        return "different"
    from rapidfuzz import fuzz

    ratio = fuzz.token_set_ratio(one, two)
    if ratio >= SAME:
        return "unknown" if _two_acts(one, two) else "same"
    return "different" if ratio <= DIFFERENT else "unknown"


def _two_acts(one: str, two: str) -> bool:
    """Whether two subjects begin with two verbs of titles: to review procedures is not to publish them."""
    first, second = (" ".join(words.split()[:2]) for words in (one, two))
    return first != second and first in _acts() and second in _acts()


@cache
def _acts() -> frozenset[str]:
    return frozenset(fold(word) for word in words("title"))


def _telling(words: str) -> set[str]:
    """The words of a subject but for years and the topic of all such reports."""
    return {*_YEARS.sub(" ", _TOPIC.sub(" ", words)).split()}


def _unrelated(one: str, two: str) -> bool:
    """Whether two subjects share next to nothing but the topic of all such reports."""
    first, second = _telling(one), _telling(two)
    fewer = min(len(first), len(second))
    return fewer >= FEWEST_TELLING and len(first & second) <= UNRELATED * fewer
