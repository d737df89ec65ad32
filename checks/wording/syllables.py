"""Vietnamese syllables: which letters make one, and on which of them its tone mark stands."""

from __future__ import annotations

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPS = ("c", "ch", "p", "t")  # a syllable that ends in these has one of two tones only
_STOPPED = "\u0301\u0323"
_ONSET = (
    r"(?:ngh(?=[eêi])|ng(?![eêi])|gh(?=[eêi])|gi(?=[aăâeêoôơuư])|g(?![eê])|nh|ch|kh|ph|th|tr|qu(?=[aăâeêioôơy])|k(?=[eêiy])|c(?![eêiy])"
    r"|[bdđhlmnrstvx]|p)?"
)
_VOWELS = (
    "iêu|yêu|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê"
    "|[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(rf"(?P<onset>{_ONSET})(?P<vowels>{_VOWELS})(?P<coda>ch|ng|nh|[cmnpt])?")
_MODIFIED = "ăâêôơư"
_EITHER = ("oa", "oe", "uy")  # hoá and hóa, thuỷ and thủy


def is_syllable(word: str) -> bool:
    """Whether the letters of a word, tones aside, can be one Vietnamese syllable."""
    return _SYLLABLE.fullmatch(_untoned(word)) is not None


def corrected(word: str) -> str | None:
    """A syllable with its tone mark where it belongs, if it stands on another letter or twice; None for anything else.

    A mark on the first consonant is another language's letter (Ñ in names of the Central Highlands).
    """
    clusters = re.findall(r".[\u0300-\u036f]*", unicodedata.normalize("NFD", word))
    marked = [(place, tone) for place, cluster in enumerate(clusters) for tone in cluster[1:] if tone in TONES]
    match = _SYLLABLE.fullmatch(_untoned(word)) if marked else None
    if match is None:
        return None
    first, vowels, coda = match.start("vowels"), match["vowels"], match["coda"] or ""
    places = [first + place for place in _places(vowels, coda)]
    (place, tone), *others = reversed(marked)
    foreign = any(at < first and not _is_vowel(clusters[at][0]) for at, _ in marked)
    if foreign or (place in places and not others) or (coda in _STOPS and tone not in _STOPPED):
        return None
    letters = [cluster.translate(dict.fromkeys(map(ord, TONES))) for cluster in clusters]
    letters[places[0]] += tone
    return unicodedata.normalize("NFC", "".join(letters))


def _untoned(word: str) -> str:
    plain = unicodedata.normalize("NFD", word).translate(dict.fromkeys(map(ord, TONES)))
    return unicodedata.normalize("NFC", plain).lower()


def _is_vowel(letter: str) -> bool:
    return letter.lower() in "aeiouy"


def _places(vowels: str, coda: str) -> list[int]:
    """On which of its vowels a syllable's tone may stand, the best one first."""
    modified = [place for place, vowel in enumerate(vowels) if vowel in _MODIFIED]
    if modified:
        return modified[-1:]
    if len(vowels) == 3 or (len(vowels) == 2 and coda):
        return [1]
    return [0, 1] if vowels in _EITHER else [0]
