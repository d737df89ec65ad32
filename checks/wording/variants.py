"""Names that a report spells two ways: which names are its own, and what their spellings differ in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from grammar.facts import Citation, Facts, Name
from grammar.report import Span
from grammar.vocabulary import WORD, abbreviations, even_tones, naming, vocabulary, words_of

Kind = Literal["tone", "spelling", "capitals", "joints", "dash", "short", "words", "letters", "abbreviation", "place"]
Key = tuple[str, ...]

_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|«[^«»\n]*»")
_LOPSIDED = re.compile(r"(?<=\w)(?:- | -)(?=\w)")
_TWICE = re.compile(r"(\w\w)\1")
_USUAL = 3  # times that a spelling stands to be the usual one, where little speaks for a slip
# The same by what the spellings differ in.
_LEAST: dict[Kind, int] = {"joints": 1, "capitals": 2, "place": 2, "short": _USUAL}
_FEWEST_WORDS = 4  # of a name whose words may be compared letter by letter
_MOST = 100  # usual abbreviations that others are compared with
_WRITTEN = 3  # words written out in a name that is shortened in part


class Form(NamedTuple):
    """One spelling, with its places."""

    text: str
    spans: tuple[Span, ...]


class Variant(NamedTuple):
    """One name or habit in several spellings, the usual one first."""

    kind: Kind
    forms: tuple[Form, ...]

    @classmethod
    def of(cls, kind: Kind, forms: Iterable[Form]) -> Variant:
        """A variant with its forms in order: the more frequent first, among equals a name fixed for the country, the earlier."""
        terms = naming().terms
        return cls(kind, tuple(sorted(forms, key=lambda form: (-len(form.spans), form.text not in terms, form.spans))))

    @property
    def rarer(self) -> tuple[Span, ...]:
        """The places of all spellings but the usual one, in reading order."""
        return tuple(sorted(span for form in self.forms[1:] for span in form.spans))


def own_words(facts: Facts) -> Callable[[Span], bool]:
    """Whether a place is the report's own wording: not quoted, no number of a document, no title another body gave one."""
    others = _quotations(facts)
    for citation in facts.citations:
        others.append(citation.span)
        if citation.subject and not _own_document(citation, facts):
            others.append(citation.subject)
    return _outside(others)


def unquoted(facts: Facts) -> Callable[[Span], bool]:
    """Whether a place stands in no quotation marks."""
    return _outside(_quotations(facts))


def _quotations(facts: Facts) -> list[Span]:
    return [Span(*match.span()) for match in _QUOTED.finditer(facts.report.text)]


def _outside(others: list[Span]) -> Callable[[Span], bool]:
    """Whether a place begins in none of these."""
    others.sort()
    starts = [span.start for span in others]
    reach: list[int] = []
    for span in others:
        reach.append(max(span.end, reach[-1] if reach else 0))

    def own(span: Span) -> bool:
        place = bisect_right(starts, span.start)
        return place == 0 or reach[place - 1] <= span.start

    return own


def _own_document(citation: Citation, facts: Facts) -> bool:
    """Whether the issuer of a document is that of the report, as far as both are named."""
    own, other = facts.profile.issuer, citation.issuer
    if not own or not other or own.body is None or (own.body, own.level) != (other.body, other.level):
        return False
    return other.locality in (None, own.locality)


def of_names(names: Iterable[Name]) -> Iterator[Variant]:
    """The variants among names that share their key; dashes with a blank on one side are one habit for all."""
    lopsided: list[Form] = []
    spaced: list[Form] = []
    groups: defaultdict[tuple[str, Key], dict[str, list[Span]]] = defaultdict(dict)
    for name in names:
        written = even_tones(" ".join(name.text.replace("–", "-").split()))
        form = _LOPSIDED.sub(" - ", written)
        groups[name.kind, name.key].setdefault(form, []).append(name.span)
        if " - " in form:
            (lopsided if form != written else spaced).append(Form(name.text, (name.span,)))
    if lopsided and spaced:
        yield Variant("dash", tuple(Form(forms[0].text, tuple(form.spans[0] for form in forms)) for forms in (spaced, lopsided)))
    for (kind, _), spelled in groups.items():
        if len(spelled) > 1:
            yield from _told_apart(kind, Variant.of("joints", (Form(form, tuple(spans)) for form, spans in spelled.items())))


def _told_apart(kind: str, variant: Variant) -> Iterator[Variant]:
    """What the spellings of one name differ in; those that too little speaks for are left out."""
    usual, *rest = variant.forms
    differ = {form: _difference(kind, usual.text, form.text) for form in rest}
    kept = [form for form in rest if len(usual.spans) >= _LEAST[differ[form]]]
    kept = [form for form in kept if differ[form] != "short" or _short_in_part(form)]
    if kept:
        kinds = [differ[form] for form in kept]
        yield Variant(next((one for one in kinds if one != "capitals"), "capitals"), (usual, *kept))


def _difference(kind: str, usual: str, form: str) -> Kind:
    if form.casefold() == usual.casefold():
        return "capitals"
    if kind == "place":
        return "place"
    joined = kind == "mark" or _without_and(form) == _without_and(usual)
    return "joints" if joined else "short"


def _short_in_part(form: Form) -> bool:
    """Whether a name is shortened in one place, and not as a whole: Phòng Lao động-TB&XH."""
    return len(form.spans) == 1 and sum(not word.isupper() for word in WORD.findall(form.text)) >= _WRITTEN


def _without_and(text: str) -> Key:
    return tuple(word for word in words_of(text) if word != "và")


def of_descriptions(names: Iterable[Name]) -> Iterator[Variant]:
    """Systems whose name now has and now lacks a word that only describes: Hệ thống (thông tin) một cửa điện tử."""
    groups: defaultdict[Key, defaultdict[Key, list[Name]]] = defaultdict(lambda: defaultdict(list))
    least = {words_of(head): count for head, count in naming().described.items()}
    describing = [words_of(words) for words in naming().describing]
    for name in names:
        head = next((head for head in least if name.key[: len(head)] == head), None)
        if head and len(rest := _bare(name.key, len(head), describing)) >= least[head]:
            groups[rest][name.key].append(name)
    for keys in groups.values():
        first, *others = sorted(keys, key=len, reverse=True)
        dropped = [key for key in others if _within(key, first)]
        if dropped:
            yield Variant.of("words", [_form(keys[key]) for key in (first, *dropped)])


def _bare(key: Key, head: int, describing: list[Key]) -> Key:
    """A key without the words that only describe."""
    kept = list(key[:head])
    place = head
    while place < len(key):
        skipped = next((len(words) for words in describing if key[place : place + len(words)] == words), 0)
        kept += key[place : place + (not skipped)]
        place += skipped or 1
    return tuple(kept)


def _form(names: list[Name]) -> Form:
    return Form(names[0].text, tuple(name.span for name in names))


def of_letters(names: Iterable[Name]) -> Iterator[Variant]:
    """Long names that are alike but for one letter of one word in small letters, one of them once."""
    by_key: defaultdict[Key, list[Name]] = defaultdict(list)
    for name in names:
        if name.kind == "body" and len(name.key) >= _FEWEST_WORDS:
            by_key[name.key].append(name)
    usual: dict[tuple[int, Key], Key] = {}
    for key, found in by_key.items():
        if len(found) >= _USUAL:
            usual.update({(place, (*key[:place], *key[place + 1 :])): key for place in range(len(key))})
    for key, found in by_key.items():
        for place in range(1, len(key) if len(found) == 1 else 0):
            other = usual.get((place, (*key[:place], *key[place + 1 :])))
            small = other and all(
                word in WORD.findall(by[0].text) for word, by in ((key[place], found), (other[place], by_key[other]))
            )
            if other and small and _one_letter(key[place], other[place]):
                yield Variant("letters", (_form(by_key[other]), _form(found)))


def _one_letter(one: str, two: str) -> bool:
    """Whether one letter more, less, other or in its neighbour's place is all that parts two words."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, two) == 1


def _within(few: Sequence[str], more: Sequence[str]) -> bool:
    """Whether all of these stand among those, in the same order."""
    rest = iter(more)
    return all(one in rest for one in few)


def of_abbreviations(names: Iterable[Name]) -> Iterator[Variant]:
    """Abbreviations that stand once and are a slip of one in use."""
    by_text: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        by_text[name.text].append(name)
    marks = {mark.replace(" ", "").casefold() for mark in naming().marks}
    known = {*abbreviations(), *vocabulary().by_symbol}
    counts = Counter({text: len(found) for text, found in by_text.items()})
    usual = [text for text, count in counts.most_common(_MOST) if count >= _USUAL]
    slips: defaultdict[str, list[str]] = defaultdict(list)
    for text, count in counts.items():
        if count == 1 and text not in known and text.casefold() not in marks:
            other = next((other for other in usual if _slips(text, other)), None)
            if other:
                slips[other].append(text)
    for other, texts in slips.items():
        yield Variant.of("abbreviation", [_form(by_text[text]) for text in (other, *texts)])


def _slips(one: str, two: str) -> bool:
    """Whether two abbreviations differ by a letter too many within, two letters said twice or two that changed places.

    Another letter in the same place is another word: PTDTNT and PTDTBT are two kinds of schools.
    """
    shorter, longer = sorted((one, two), key=len)
    if longer.startswith(shorter) or longer.endswith(shorter):
        return False
    if len(longer) == len(shorter):
        apart = [place for place, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
        return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(one) == sorted(two)
    if len(longer) == len(shorter) + 2:
        return _TWICE.sub(r"\1", longer, count=1) == shorter
    return len(longer) == len(shorter) + 1 and _within(shorter, longer)
