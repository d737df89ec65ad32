"""The words around figures: cue phrases within, at the beginning or at the end of a few words in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from grammar.vocabulary import words

_DIVIDERS = re.compile(r"[:;,.()\[\]“”\"'*+–…/|]")
_HEAD = 80  # characters of a text in which the phrase stands that it begins with
_KEPT = 4096  # answers remembered: the same few words are asked about again and again
# Words between a change and its figure, and before what was done or planned, that change nothing.
_FILLERS = frozenset(["thêm", "lên", "xuống", "khoảng", "được", "đi", "là", "bình", "quân"])
_HELPERS = frozenset(["đã", "được", "và", "có", "là", "mới", "chỉ", "hiện", "ước", "đến", "nay", "kết", "quả"])
_OF = ("so với ", "của ", "tổng ", "chung ")


@lru_cache(maxsize=_KEPT)
def plain(text: str) -> str:
    """The words of a text, each between blanks, signs left out."""
    return f" {' '.join(_undivided(text).split())} "


def _undivided(text: str) -> str:
    return _DIVIDERS.sub(" ", text) if _DIVIDERS.search(text) else text


class Phrases:
    """Some phrases, looked for as whole words in texts in small letters."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._padded = tuple(f" {phrase} " for phrase in phrases)
        self._longest = max(map(len, self._padded), default=0)
        self._known: dict[str, bool] = {}

    def within(self, text: str) -> bool:
        """Whether one of them stands anywhere in a text."""
        if text not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known[text] = self._in(plain(text))
        return self._known[text]

    def _in(self, padded: str) -> bool:
        for phrase in self._padded:  # noqa: SIM110 - a plain loop takes half the time of any()
            if phrase in padded:
                return True
        return False

    def found(self, text: str) -> frozenset[str]:
        """Those that stand in a text."""
        padded = plain(text)
        return frozenset(phrase.strip() for phrase in self._padded if phrase in padded)

    def opens(self, text: str) -> bool:
        """Whether a text begins with one of them."""
        head = plain(text[:_HEAD])
        # A head that is not longer than a phrase, for the signs in it, does not tell.
        return (head if len(head) > self._longest else plain(text)).startswith(self._padded)

    def closes(self, text: str) -> bool:
        """Whether a text ends with one of them."""
        return plain(text).endswith(self._padded)

    def closing(self, text: str) -> str:
        """The longest of them that a text ends with, past words that change nothing; "" where it ends otherwise."""
        padded = plain(text)
        while not padded.endswith(self._padded):
            shorter, _, last = padded.rstrip().rpartition(" ")
            if last not in _FILLERS:
                return ""
            padded = f"{shorter} "
        return max((phrase.strip() for phrase in self._padded if padded.endswith(phrase)), key=len, default="")


@cache
def phrases(name: str) -> Phrases:
    """The cue phrases of a kind."""
    return Phrases(words(name))


def done(text: str) -> str:
    """A text without the helping words at its beginning: "đã được giải ngân" is "giải ngân"."""
    left = text.split()
    while left and left[0] in _HELPERS:
        left.pop(0)
    return " ".join(left)


def of_what(text: str) -> str:
    """A text without "so với", "của" … at its beginning: "so với kế hoạch" is "kế hoạch"."""
    while text.startswith(_OF):
        text = text.split(" ", 2 if text.startswith("so với ") else 1)[-1]
    return text


@cache
def _single(name: str) -> frozenset[str]:
    return frozenset(words(name))


def links(text: str) -> bool:
    """Whether nothing but words such as "chiếm tỷ lệ" stands between a figure and its percentage."""
    return all(word in _single("links") for word in plain(text).split())


def without(text: str, name: str) -> list[str]:
    """The words of a text without the cue phrases of a kind, which are three words long at most."""
    left = re.sub(r"\d[\d.,/]*|[^\w\s]+", " ", text).split()
    empty = _single(name)
    kept: list[str] = []
    at = 0
    while at < len(left):
        size = next((n for n in (3, 2, 1) if " ".join(left[at : at + n]) in empty and at + n <= len(left)), 0)
        if not size:
            kept.append(left[at])
        at += size or 1
    return kept
