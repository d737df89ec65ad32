"""Words of Vietnamese administration as data: document types, issuing bodies. The TOML files explain their keys."""

from __future__ import annotations

import datetime
import os
import pickle
import re
import sys
import unicodedata
from collections.abc import Sized
from contextlib import suppress
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

S = TypeVar("S", bound=Sized)
T = TypeVar("T")
Regime = Literal["normative", "administrative", "party", "both"]
Level = Literal["central", "province", "district", "commune", "local", "any"]


class DocumentType(NamedTuple):
    """A type of document: words before its number, abbreviations in symbols, whether these bear a year, who never issues it."""

    name: str
    abbreviations: tuple[str, ...]
    party_abbreviations: tuple[str, ...]
    words: tuple[str, ...]
    regime: Regime
    year: Literal["always", "either", "never"]
    never_of: tuple[str, ...]


class Issuer(NamedTuple):
    """An issuing body: its abbreviations in symbols, how drafters name it, whose name is tolerated beside its symbol."""

    id: str
    name: str
    symbols: tuple[str, ...]
    phrases: tuple[str, ...]
    accepts: tuple[str, ...]
    level: Level
    checkable: bool
    prefix: bool
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    successor: tuple[str, ...]


class Vocabulary(NamedTuple):
    """All words, with the look-ups that recognition needs."""

    types: dict[str, DocumentType]
    by_abbreviation: dict[str, tuple[DocumentType, ...]]
    by_party_abbreviation: dict[str, tuple[DocumentType, ...]]
    by_last_word: dict[str, tuple[tuple[str, DocumentType], ...]]
    issuers: dict[str, Issuer]
    by_symbol: dict[str, tuple[Issuer, ...]]
    prefixes: tuple[tuple[str, Issuer], ...]
    by_first_word: dict[str, tuple[tuple[tuple[str, ...], Issuer], ...]]


_OPEN_TONE = re.compile(r"(?<![qQ])([oOuU])([àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?![\w])")


WORD = re.compile(r"[^\s\-–,&;.:()\[\]\"“”]+")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A key for comparing names: case folded, spaces single, one tone placement (hoá = hóa, Uỷ = Ủy), plain hyphens.

    The length may change; use it for equality, never for positions.
    """
    if not text.isascii():
        text = even_tones(text).replace("–", "-")
    return " ".join(text.casefold().split())


def words_of(phrase: str) -> tuple[str, ...]:
    """The folded words of a name; hyphens, commas and ampersands between them do not count."""
    return tuple(fold(word) for word in WORD.findall(phrase))


def even_tones(text: str) -> str:
    """The text with one tone placement (hoá becomes hóa); case and length stay."""
    return text if text.isascii() else _OPEN_TONE.sub(_move_tone, text)


def _move_tone(match: re.Match[str]) -> str:
    first, second = match.groups()
    decomposed = unicodedata.normalize("NFD", second)
    base, marks = decomposed[0], decomposed[1:]
    if (first + base).casefold() not in ("oa", "oe", "uy"):
        return match.group()
    return unicodedata.normalize("NFC", first + marks) + base


@cache
def _read(name: str) -> dict[str, Any]:
    """A file of words. What was read is kept beside the byte code, where that may be written, until the file changes."""
    raw = Path(__file__).with_name(name).read_bytes()
    compiled = None if sys.dont_write_bytecode or not __spec__ else __spec__.cached
    kept = Path(compiled).with_suffix(f".{name}.pickle") if compiled else None
    if kept:
        # A pickle that is damaged may fail in any way; then the file itself is read.
        with suppress(Exception):
            known, words = pickle.loads(kept.read_bytes())
            if known == raw and isinstance(words, dict):
                return words
    import tomllib

    fresh = tomllib.loads(raw.decode())
    if kept:
        with suppress(OSError):
            draft = kept.with_name(f"{kept.name}.{os.getpid()}")
            draft.write_bytes(pickle.dumps((raw, fresh)))
            draft.replace(kept)
    return fresh


def _strings(entry: dict[str, object], key: str) -> tuple[str, ...]:
    value = entry.get(key, ())
    return tuple(value) if isinstance(value, list) else ()


def _by(pairs: list[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    table: dict[str, tuple[T, ...]] = {}
    for key, kind in pairs:
        table[key] = (*table.get(key, ()), kind)
    return table


def _longest_first(pairs: list[tuple[str, tuple[S, T]]]) -> dict[str, tuple[tuple[S, T], ...]]:
    """Phrases with what they stand for, by one of their words, longest first."""
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for word, entries in _by(pairs).items()}


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once from the TOML files of this package."""
    types = [
        DocumentType(
            name=str(entry["name"]),
            abbreviations=_strings(entry, "abbreviations"),
            party_abbreviations=_strings(entry, "party_abbreviations"),
            words=_strings(entry, "words"),
            regime=entry["regime"],
            year=entry["year"],
            never_of=_strings(entry, "never_of"),
        )
        for entry in _read("types.toml")["type"]
    ]
    issuers = [
        Issuer(
            id=str(entry["id"]),
            name=str(entry["name"]),
            symbols=_strings(entry, "symbols"),
            phrases=_strings(entry, "phrases"),
            accepts=_strings(entry, "accepts"),
            level=entry["level"],
            checkable=bool(entry.get("checkable", True)),
            prefix=bool(entry.get("prefix", False)),
            valid_from=entry.get("valid_from"),
            valid_to=entry.get("valid_to"),
            successor=_strings(entry, "successor"),
        )
        for entry in _read("issuers.toml")["issuer"]
    ]
    words = [(phrase.split()[-1], (phrase, kind)) for kind in types for phrase in map(fold, kind.words)]
    names = [(phrase[0], (phrase, body)) for body in issuers for phrase in map(words_of, body.phrases)]
    return Vocabulary(
        types={kind.name: kind for kind in types},
        by_abbreviation=_by([(a, kind) for kind in types for a in kind.abbreviations]),
        by_party_abbreviation=_by([(a, kind) for kind in types for a in kind.party_abbreviations]),
        by_last_word=_longest_first(words),
        issuers={body.id: body for body in issuers},
        by_symbol=_by([(symbol, body) for body in issuers for symbol in body.symbols]),
        prefixes=tuple((symbol, body) for body in issuers if body.prefix for symbol in body.symbols),
        by_first_word=_longest_first(names),
    )


@cache
def abbreviations() -> dict[str, str]:
    """What reports abbreviate: short form to words."""
    words: dict[str, str] = _read("abbreviations.toml")["abbreviations"]
    return words


class Repetition(NamedTuple):
    """What may and may not be said twice in a row; `repetition.toml` explains each list."""

    alone: frozenset[str]
    on_purpose: frozenset[str]
    endings: frozenset[str]
    actors: frozenset[str]
    deeds: frozenset[str]
    before_numbers: frozenset[str]


@cache
def repetition() -> Repetition:
    """What may and may not be said twice in a row."""
    words = _read("repetition.toml")
    return Repetition(*(frozenset(words[name]) for name in Repetition._fields))


class Spelling(NamedTuple):
    """Words with two accepted spellings; `names.toml` explains the rest."""

    vi: str
    en: str
    pairs: tuple[tuple[str, str], ...]
    behind: tuple[str, ...]
    before: tuple[str, ...]


class Naming(NamedTuple):
    """How names begin, go on and end; `names.toml` explains each list."""

    heads: tuple[str, ...]
    by_field: tuple[str, ...]
    others: tuple[str, ...]
    describing: tuple[str, ...]
    described: dict[str, int]
    terms: tuple[str, ...]
    ends: tuple[str, ...]
    acts: tuple[str, ...]
    plural: tuple[str, ...]
    places: tuple[str, ...]
    marks: tuple[str, ...]
    place_syllables: tuple[tuple[str, ...], ...]
    shortened: dict[str, str]


@cache
def naming() -> Naming:
    """How names begin, go on and end."""
    entries = _read("names.toml")
    return Naming(**{name: entries[name] for name in Naming._fields})


@cache
def spellings() -> tuple[Spelling, ...]:
    """Words that Vietnamese spells two ways."""
    return tuple(
        Spelling(
            str(entry["vi"]),
            str(entry["en"]),
            tuple((first, second) for first, second in entry["pairs"]),
            _strings(entry, "behind"),
            _strings(entry, "before"),
        )
        for entry in _read("names.toml")["spelling"]
    )


@cache
def cues(name: str) -> str:
    """An alternation of the cue words of a kind ("issues", "basis" …), for a regular expression in small letters and capitals."""
    return "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in words(name))


@cache
def either_case(name: str) -> tuple[str, ...]:
    """The cue words of a kind, each in small letters and with a capital."""
    return tuple(spelled for word in words(name) for spelled in (word, word[0].upper() + word[1:]))


@cache
def list_words(name: str) -> tuple[str, ...]:
    """The words about lists of a kind; `lists.toml` explains each."""
    if name == "resumes":
        return tuple(words("resumes"))
    groups: dict[str, dict[str, list[str]]] = _read("lists.toml")
    return next(tuple(group[name]) for group in groups.values() if name in group)


@cache
def place_words(name: str) -> tuple[str, ...]:
    """Words around the name of a place; `places.toml` explains each list."""
    return _strings(_read("places.toml"), name)


@cache
def period_words(name: str) -> tuple[str, ...]:
    """Words around the period of a report; `periods.toml` explains each list."""
    return _strings(_read("periods.toml"), name)


@cache
def table_words(name: str) -> frozenset[str]:
    """Words of tables, folded; `tables.toml` explains each list."""
    return frozenset(map(fold, _strings(_read("tables.toml"), name)))


@cache
def provinces() -> dict[str, dict[str, tuple[str, ...]]]:
    """The provinces of today; for each those it was made of in 2025, with every spelling of their names."""
    return {
        str(entry["name"]): {
            old: (old, *(_strings(entry, "spelled") if old == entry["name"] else ()))
            for old in (_strings(entry, "of") or (str(entry["name"]),))
        }
        for entry in _read("provinces.toml")["province"]
    }


@cache
def owners() -> dict[str, tuple[str, ...]]:
    """For kinds of bodies and places the words that those begin with which they belong to."""
    return {kind: tuple(heads) for kind, heads in _read("lists.toml")["owners"].items()}


class Unit(NamedTuple):
    """A unit's word, with its family; `units.toml` explains the rest."""

    word: str
    family: str
    within: tuple[str, ...]
    measured: bool
    limited: bool
    scale: Decimal


@cache
def units() -> dict[str, tuple[Unit, ...]]:
    """The units by their first word, in small letters, longest first."""
    found: dict[str, list[Unit]] = {}
    for family in _read("units.toml")["family"]:
        scales = family.get("scales", dict.fromkeys(_strings(family, "units"), 1))
        for word, scale in scales.items():
            unit = Unit(
                word,
                family["name"],
                _strings(family, "within"),
                bool(family.get("measured", False)),
                bool(family.get("limited", False)),
                Decimal(int(scale)),
            )
            found.setdefault(word.replace(",", " ").split()[0], []).append(unit)
    return {first: tuple(sorted(entries, key=lambda unit: -len(unit.word))) for first, entries in found.items()}


@cache
def wider(family: str) -> frozenset[str]:
    """The families whose totals a family's units may break down: itself, those it lies within, and theirs."""
    entries = {str(entry["name"]): _strings(entry, "within") for entry in _read("units.toml")["family"]}
    return frozenset((family, *entries.get(family, ())))


@cache
def broad_units(family: str) -> frozenset[str]:
    """The names of a family that any of its kinds may be a part of; none where its kinds are not apart."""
    entry = next(entry for entry in _read("units.toml")["family"] if entry["name"] == family)
    broad = _strings(entry, "broad")
    common = _strings(entry, "units")[0] if broad else ""
    named = {unit for unit in _strings(entry, "units") if "," in unit or f" {common} " in f" {unit} "}
    return frozenset((*broad, *named)) if broad else frozenset()


@cache
def generic_units() -> tuple[str, ...]:
    """The first unit of each family, its common name."""
    return tuple(next(iter(entry.get("units") or entry["scales"])) for entry in _read("units.toml")["family"])


@cache
def partitions() -> tuple[tuple[str, ...], ...]:
    """Sets of labels whose parts make a whole."""
    return (*(tuple(labels) for labels in _read("partitions.toml")["sets"]), *divisions_of_persons())


@cache
def divisions_of_persons() -> tuple[tuple[str, ...], ...]:
    """Those of them that divide persons by sex, age or education."""
    return tuple(tuple(labels) for labels in _read("partitions.toml")["of_persons"])


@cache
def in_common() -> tuple[str, ...]:
    """Labels of things that are counted in several parts."""
    return _strings(_read("partitions.toml"), "in_common")


@cache
def overlapping() -> tuple[str, ...]:
    """Labels of parts that may overlap with others."""
    return _strings(_read("partitions.toml"), "overlapping")


def words(name: str) -> list[str]:
    """The cue words of a kind as they stand in the file."""
    found: list[str] = _read("cues.toml")[name]
    return found
