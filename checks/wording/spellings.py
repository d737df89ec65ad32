"""Words that a report spells two ways: the place of the tone, "hằng" and "hàng", "bộ, ngành" and "bộ ngành"."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from checks.rule import Text
from checks.wording.variants import Form, Variant
from grammar.report import Span
from grammar.vocabulary import Spelling, spellings

Own = Callable[[Span], bool]

_SHOWN = 3  # words given as examples
_LEAST = 3  # words spelled one way or the other that make a habit
_NEAR = 12  # characters beside a word that may make another word of it
# In open syllables the tone may stand on either vowel: hóa, hoá. "qu" begins a syllable.
_TONE_FIRST = re.compile(r"[òóỏõọÙÚỦŨỤùúủũụ](?:(?<=[òóỏõọ])[ae]|(?<![òóỏõọ])y)(?!\w)")
_TONE_LAST = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|U[ỳýỷỹỵ])(?!\w)")


def tones(text: str, own: Own) -> Iterator[Variant]:
    """One variant for the place of the tone. Names of people and places keep theirs: capitals count in "Ủy" alone."""
    forms = [list(_syllables(text, pattern, own)) for pattern in (_TONE_FIRST, _TONE_LAST)]
    if all(forms) and sum(map(len, forms)) >= _LEAST:
        yield Variant.of("tone", [Form(_examples(text, spans), tuple(spans)) for spans in forms])


def _examples(text: str, spans: list[Span]) -> str:
    """The words that are spelled one way most often."""
    return ", ".join(word for word, _ in Counter(text[s.start : s.end].casefold() for s in spans).most_common(_SHOWN))


def _syllables(text: str, pattern: re.Pattern[str], own: Own) -> Iterator[Span]:
    for match in pattern.finditer(text):
        start = match.start()
        if text[start - 1 : start] in ("q", "Q"):
            continue
        while start and text[start - 1].isalpha():
            start -= 1
        span = Span(start, match.end())
        if (text[start].islower() or start == match.start()) and own(span):
            yield span


def words(text: str, own: Own) -> Iterator[tuple[Text, Variant]]:
    """A variant for each habit of spelling of which both sides occur, with what the habit is called."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return
    for spelling in spellings():
        sides: tuple[list[Span], list[Span]] = [], []
        for pair in spelling.pairs:
            other = list(_found(lowered, pair[1], spelling, own))
            usual = list(_found(lowered, pair[0], spelling, own)) if other else []
            if usual:
                sides[0].extend(usual)
                sides[1].extend(other)
        if sides[0] and len(sides[0]) + len(sides[1]) >= _LEAST:
            forms = [Form(text[spans[0].start : spans[0].end], tuple(spans)) for spans in map(sorted, sides)]
            yield Text(spelling.vi, spelling.en), Variant.of("spelling", forms)


def _found(lowered: str, form: str, spelling: Spelling, own: Own) -> Iterator[Span]:
    """Where a spelling stands as a word of its own; dashes may have blanks beside them or not."""
    for written in {form, form.replace(" - ", "-"), form.replace(" - ", " – ")}:
        at = lowered.find(written)
        while at >= 0:
            end = at + len(written)
            before, behind = lowered[max(at - _NEAR, 0) : at], lowered[end : end + _NEAR]
            whole = not before[-1:].isalnum() and not behind[:1].isalnum()
            other = before.rstrip().endswith(spelling.behind) or behind.lstrip().startswith(spelling.before)
            if whole and not other and own(Span(at, end)):
                yield Span(at, end)
            at = lowered.find(written, end)
