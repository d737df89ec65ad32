"""The configuration in force, for a person; the JSON schema of its file, for editors."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

from checks.rule import Language, Text
from lint.config import EXPECTED, Config
from lint.discovery import display

_FILE = Text("tệp cấu hình: {path}", "configuration file: {path}")
_NONE = Text("không có tệp cấu hình (doisoat.toml, pyproject.toml)", "no configuration file (doisoat.toml, pyproject.toml)")
_DEFAULT = Text("mặc định", "default")
_TITLE = "The configuration of doisoat: doisoat.toml, or [tool.doisoat] in pyproject.toml"


def lines(config: Config, path: Path, language: Language) -> Iterator[str]:
    """Each key with its value in force, and where that is from."""
    name = display(config.file) if config.file else ""
    yield f"# {display(path)}: " + (_FILE.fill(path=name) if config.file else _NONE).say(language)
    for key in EXPECTED:
        attribute = key.replace("-", "_")
        origin = name if attribute in config.given else _DEFAULT.say(language)
        value = getattr(config, attribute)
        yield f"# {key} =  # {origin}" if value is None else f"{key} = {_shown(value)}  # {origin}"


def _shown(value: Any) -> str:
    """A value as in a configuration file, on one line; one that is not set as nothing."""
    if value is None:
        return '""'
    if isinstance(value, datetime.date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        value = {key: given for key, given in asdict(value).items() if given is not None}
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {_shown(given)}" for key, given in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def schema() -> str:
    """The JSON schema of a configuration file."""
    import msgspec

    types = get_type_hints(Config)
    names = [key.replace("-", "_") for key in EXPECTED]
    found, parts = msgspec.json.schema_components([types[name] for name in names], ref_template="#/$defs/{name}")
    parts["Suppress"]["required"] = ["rules", "reason"]
    for part in parts.values():
        part["additionalProperties"] = False
    parts["Suppress"]["anyOf"] = [{"required": ["fingerprint"]}, {"required": ["text"]}]
    properties = {key: kind | {"description": said.en} for (key, said), kind in zip(EXPECTED.items(), found, strict=True)}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLE,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": parts,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    print(schema(), end="")
