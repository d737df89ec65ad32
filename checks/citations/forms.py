"""The form of a symbol: damaged forms of others, and the type that it names where the type word is another."""

from __future__ import annotations

import re

from grammar.agencies import bodies, of_the_assembly
from grammar.citations import fits
from grammar.facts import Citation, Facts
from grammar.vocabulary import fold, vocabulary

_JOINED_TYPE = re.compile(r"(\w+)\s*(?:,|và)\s*$")


def damaged(one: str, two: str) -> bool:
    """Whether one symbol is the other with a letter, hyphen or slash lost, added or changed, and one of them is unknown."""
    if one == two:
        return False
    if _plain(one) == _plain(two):
        return True
    first, second = one.split("-"), two.split("-")
    if len(first) != len(second):
        return False
    apart = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(apart) == 1 and not all(map(known, apart[0])) and one_letter_apart(*apart[0])


def _plain(symbol: str) -> str:
    return symbol.replace("-", "").replace("/", "").casefold()


def known(symbol: str) -> bool:
    """Whether each part of a symbol is an abbreviation of the vocabulary, as a whole."""
    vocab = vocabulary()
    parts = symbol.replace("/", "-").split("-")
    return all(part in vocab.by_symbol or part in vocab.by_abbreviation or part in vocab.by_party_abbreviation for part in parts)


def one_letter_apart(one: str, two: str) -> bool:
    """Whether two abbreviations, the longer of three letters or more, differ by one letter lost, added, changed or swapped."""
    return max(len(one), len(two)) >= 3 and one_slip_apart(one, two)


def one_slip_apart(one: str, two: str) -> bool:
    """Whether two words or numbers differ by one sign lost, added, changed, or swapped with its neighbour."""
    short, long = sorted((one, two), key=len)
    if len(long) - len(short) > 1:
        return False
    if len(short) < len(long):
        return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    apart = [place for place in range(len(short)) if short[place] != long[place]]
    swapped = (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and sorted(short[apart[0] : apart[1] + 1]) == sorted(long[apart[0] : apart[1] + 1])
    )
    return len(apart) == 1 or swapped


def other_type(facts: Facts, citation: Citation) -> str | None:
    """The type that a symbol names, where it is surely another than that of the word beside the number.

    "Văn bản" stands for any type, "Nghị định, Thông tư số …" for either. The Party's QĐ is a decision and a regulation; a
    notice of a conclusion is either.
    """
    vocab = vocabulary()
    kind = vocab.types.get(citation.type or "")
    if citation.kind != "numbered" or citation.type_binding != "word" or kind is None:
        return None
    if fits(kind, citation.type_abbreviation, citation.party):
        return None
    before = _JOINED_TYPE.search(facts.report.text, max(0, citation.span.start - 40), citation.span.start)
    if before and fold(before[1]) in vocab.by_last_word:
        return None
    if facts.report.excerpt(citation.span).casefold().startswith("văn bản"):
        return None
    if citation.type_abbreviation is None:
        letter = "-" in citation.symbol and bodies(citation.issuer_symbol or "") and kind.abbreviations
        return "Công văn" if letter and not of_the_assembly(citation.issuer_symbol) else None
    if kind.name == "Công văn" and not bodies(citation.issuer_symbol or ""):
        return None  # 803/CT-NVDTPC: the letter of an agency (Cục Thuế) whose abbreviation is a type's elsewhere
    if citation.type_abbreviation == "CV":
        return None if kind.name == "Công văn" else "Công văn"
    table = vocab.by_party_abbreviation if citation.party else vocab.by_abbreviation
    named = table.get(citation.type_abbreviation) or vocab.by_abbreviation.get(citation.type_abbreviation, ())
    notices = ("Thông báo", "Kết luận")
    if not named or (kind.name in notices and any(other.name in notices for other in named)):
        return None
    return named[0].name


# How the symbols of judgments end, which bear their year: of first instance, appeal, cassation.
_JUDGMENTS = ("-ST", "-PT", "-GĐT")


def has_year_too_many(citation: Citation) -> bool:
    """Whether a symbol bears a year that its type never has: plans, letters, the Party's documents."""
    if citation.kind != "numbered" or citation.year is None:
        return False
    kinds = vocabulary().by_abbreviation.get(citation.type_abbreviation or "", ())
    if citation.symbol.endswith(_JUDGMENTS):
        return False
    letter = citation.type == "Công văn" and citation.type_abbreviation is None and "-" in citation.symbol
    return citation.party or letter or bool(kinds and all(kind.year == "never" for kind in kinds))
