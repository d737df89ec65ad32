"""Where the configuration is: `doisoat.toml`, or `[tool.doisoat]` in `pyproject.toml`, the nearest to the reports alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from checks.rule import Text
from grammar.places import canonical
from grammar.vocabulary import provinces
from lint.config import EXPECTED, Config, Suppress, spec_of
from lint.failure import Failure

FILES = ("doisoat.toml", "pyproject.toml")
_SHOWN = 40  # characters of a wrong value


class Configurations:
    """The configuration of each report: the one given, or that of the nearest folder that has one."""

    def __init__(self, given: Path | None = None) -> None:
        """Look for configurations; `given` is the one file that holds for all.

        Raises:
            Failure: the file given cannot be read, or is wrong.
        """
        self._given = _read(given, required=True) if given else None
        self._known: dict[Path, Config] = {}

    def of_folder(self, folder: Path) -> Config:
        """The configuration that holds in a folder.

        Raises:
            Failure: its file cannot be read, or is wrong.
        """
        return self._given or self._nearest(Path(os.path.abspath(folder)))

    def of(self, path: Path) -> Config:
        """The configuration that holds for a report.

        Raises:
            Failure: its file cannot be read, or is wrong.
        """
        return self.of_folder(path.parent)

    def of_run(self, paths: Iterable[Path]) -> Config:
        """The configuration of what is no matter of one report: the nearest to all that is checked."""
        folders = [os.path.abspath(path if path.is_dir() else path.parent) for path in paths] or [str(Path.cwd())]
        try:
            return self.of_folder(Path(os.path.commonpath(folders)))
        except ValueError:  # on two drives
            return self.of_folder(Path.cwd())

    def _nearest(self, folder: Path) -> Config:
        if folder not in self._known:
            found = next((config for name in FILES if (config := _read(folder / name))), None)
            above = folder.parent
            self._known[folder] = found or (self._nearest(above) if above != folder else Config(root=Path.cwd()))
        return self._known[folder]


def _read(path: Path, required: bool = False) -> Config | None:
    """What a file says; None if there is none, or a pyproject.toml that says nothing of doisoat."""
    try:
        data = path.read_bytes()
    except OSError as error:
        # A folder that cannot be entered holds no report that can be read: that is told of the report.
        if not required and (isinstance(error, FileNotFoundError) or not os.access(path.parent, os.X_OK)):
            return None
        raise _wrong(path, Text(f"không đọc được ({error.strerror})", f"cannot be read ({error.strerror})")) from None
    of_project = path.name == "pyproject.toml"
    if of_project and not required and b"doisoat" not in data:
        return None
    import tomllib

    try:
        table: Any = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _wrong(path, Text("không phải UTF-8", "is not UTF-8")) from None
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, Text(f"không phải TOML đúng: {error}", f"is not valid TOML: {error}")) from None
    if of_project:
        tools = table.get("tool", {})
        table = tools.get("doisoat") if isinstance(tools, dict) else None
        if table is None and not required:
            return None
        if not isinstance(table, dict):
            raise _wrong(path, Text("không có bảng [tool.doisoat]", "has no table [tool.doisoat]"))
    return _checked(path, table)


def _checked(path: Path, table: Mapping[str, Any]) -> Config:
    """A configuration from its table.

    Raises:
        Failure: a key is unknown, or a value is not what its key wants.
    """
    import msgspec

    known = EXPECTED
    types = get_type_hints(Config)
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise _wrong(path, _unknown(key, known))
        name = key.replace("-", "_")
        for entry in value if isinstance(value, list) else ():
            keys = _entry_keys(types[name])
            stranger = next((sub for sub in entry if sub not in keys), None) if keys and isinstance(entry, dict) else None
            if stranger is not None:
                raise _wrong(path, _of(key, _unknown(stranger, keys)))
        try:
            values[name] = msgspec.convert(value, types[name])
        except msgspec.ValidationError:
            expected, hint = known[key], _near_choice(value, types[name])
            got = json.dumps(value, default=str, ensure_ascii=False)
            got = got if len(got) <= _SHOWN else f"{got[:_SHOWN]}…"
            raise _wrong(
                path,
                Text(f"{key}: cần {expected.vi}, không phải {got}{hint.vi}", f"{key}: expects {expected.en}, not {got}{hint.en}"),
            ) from None
    config = Config(path, Path(os.path.abspath(path.parent)), frozenset(values), **values)
    for number, entry in enumerate(config.suppress, 1):
        if missing := _missing(entry):
            raise _wrong(
                path, Text(f"suppress, mục {number}: không có {missing.vi}", f"suppress, entry {number}: {missing.en} is missing")
            )
    if config.locality is not None and not canonical(config.locality):
        hint = _nearest(config.locality, sorted({name for olds in provinces().values() for name in olds}))
        said = f"locality: “{config.locality}”"
        raise _wrong(path, Text(f"{said} không phải tên tỉnh, thành phố{hint.vi}", f"{said} is no province{hint.en}"))
    for key, selectors in _selectors(config):
        for selector in selectors:
            if problem := unknown_selector(selector):
                raise _wrong(path, _of(key, problem))
    for key, pattern in _patterns(config):
        try:
            spec_of((pattern,))
        except ValueError:
            raise _wrong(path, _of(key, Text(f"“{pattern}” không phải mẫu tên tệp", f"“{pattern}” is no file pattern"))) from None
    return config


def _missing(entry: Suppress) -> Text | None:
    """What an entry lacks."""
    if not entry.rules:
        return Text("rules", "rules")
    if not entry.reason.strip():
        return Text("lý do (reason)", "a reason")
    return None if entry.fingerprint or entry.text else Text("fingerprint hoặc text", "fingerprint or text")


def _of(key: str, problem: Text) -> Text:
    """A problem, with the key in front."""
    return Text(f"{key}: {problem.vi}", f"{key}: {problem.en}")


def _entry_keys(kind: Any) -> tuple[str, ...]:
    """The keys of the tables in a list, for a key that is such a list."""
    inner = next((arg for arg in get_args(kind) if is_dataclass(arg)), None)
    return tuple(one.name for one in fields(inner)) if inner else ()


def _near_choice(value: Any, kind: Any) -> Text:
    """The question after the nearest right value, where one of few was meant."""
    choices = _choices(kind)
    words = [value] if isinstance(value, str) else list(value.values()) if isinstance(value, dict) else []
    wrong = next((word for word in words if isinstance(word, str) and word not in choices), None)
    return _nearest(wrong, choices) if wrong and choices else Text("", "")


def _choices(kind: Any) -> list[str]:
    """The words that a type allows, where it allows few."""
    return list(get_args(kind)) if get_origin(kind) is Literal else [word for arg in get_args(kind) for word in _choices(arg)]


def _selectors(config: Config) -> Iterator[tuple[str, Iterable[str]]]:
    """The rules that each key names."""
    yield "select", config.select
    yield "ignore", config.ignore
    for pattern, selectors in config.per_file_ignores.items():
        yield f'per-file-ignores."{pattern}"', selectors
    yield "severity", config.severity
    for entry in config.suppress:
        yield "suppress.rules", entry.rules


def _patterns(config: Config) -> Iterator[tuple[str, str]]:
    """The file patterns that each key names."""
    yield from (("exclude", pattern) for pattern in config.exclude)
    yield from (("per-file-ignores", pattern) for pattern in config.per_file_ignores)
    yield from (("suppress.path", entry.path) for entry in config.suppress if entry.path)
    yield from (("totals.districts", pattern) for entry in config.totals for pattern in entry.districts)


def unknown_selector(selector: str) -> Text | None:
    """What is wrong with a name of rules, with the nearest right one; None if it names any."""
    from checks.registry import by_selector, nearest

    if by_selector(selector):
        return None
    hint = _asked(nearest(selector))
    return Text(f"không có quy tắc “{selector}”{hint.vi}", f"no rule “{selector}”{hint.en}")


def _unknown(key: str, known: Iterable[str]) -> Text:
    if key == "tool":
        return Text(
            "bảng [tool.doisoat] là của pyproject.toml; ở tệp này ghi thẳng các khóa",
            "the table [tool.doisoat] is for pyproject.toml: in this file the keys stand alone",
        )
    hint = _nearest(key, list(known))
    return Text(f"không có khóa “{key}”{hint.vi}", f"no key “{key}”{hint.en}")


def _nearest(word: str, known: list[str]) -> Text:
    """The question after the nearest right word, if any is near."""
    from rapidfuzz import process

    found = process.extractOne(word, known, score_cutoff=50, processor=lambda name: name.casefold().replace("_", "-"))
    return _asked(found[0] if found else None)


def _asked(name: str | None) -> Text:
    """The question whether a name was meant."""
    return Text(f"; có phải {name}?", f"; did you mean {name}?") if name else Text("", "")


def _wrong(path: Path, what: Text) -> Failure:
    from lint.discovery import display

    name = display(path)
    return Failure(f"{name}: {what.vi}", f"{name}: {what.en}")
