"""The repository's register of known documents: a file under version control, one document a line.

    {
    "version": 1,
    "documents": [
    {"number": "70/KH-UBND", "type": "Kế hoạch", "date": "2025-04-15", "issuer": "…", "title": "…", "source": [], …}
    ],
    "conflicts": [
    ]
    }

Lines are in order of symbol, year, number and day, so that a change is a line of a diff. `conflicts` holds what
contradicts a document, until a person decides; nothing is checked against it.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from checks.register import Register
from lint.config import Config
from lint.discovery import display, read
from lint.failure import Failure
from lint.register_entries import Entry, Wrong, checked, order

DEFAULT = Path("doisoat-register.json")
VERSION = 1
_FIELDS = ("number", "type", "date", "issuer", "title", "note", "source", "status")
_OPTIONAL = ("note",)
_LISTS = ("documents", "conflicts")
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_RESTORE = ("hãy sửa dòng này hoặc lấy lại tệp từ git", "mend the line, or restore the file from git")


@dataclass(slots=True)
class Book:
    """What a register's file holds: documents, and entries that contradict one."""

    documents: list[Entry] = field(default_factory=list)
    conflicts: list[Entry] = field(default_factory=list)


def path_of(given: Path | None, config: Config) -> Path:
    """Where a repository's register is: as given, as configured, or beside the configuration."""
    return given or config.path_of(config.register or DEFAULT.name)


def register_of(path: Path | None = None, *, built_in: bool = True) -> Register:
    """The register that reports are checked against: the list that comes with doisoat and, if given, a repository's file.

    Raises:
        Failure: the file is missing or cannot be read.
    """
    rows = [entry.row() for entry in load(path).documents] if path else []
    return Register(rows, built_in=built_in)


def load(path: Path, *, missing_ok: bool = False) -> Book:
    """A register's file.

    Raises:
        Failure: it is missing (unless that is all right), or is not such a file, whole and right.
    """
    name = display(path)
    if not path.exists():
        if missing_ok:
            return Book()
        raise Failure(
            f"{name}: không có sổ văn bản này (tạo bằng `doisoat register update`)",
            f"{name}: there is no such register (`doisoat register update` makes it)",
        )
    text = text_of(path)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith(_MARKERS):
            raise _failure(
                name,
                number,
                "còn dấu xung đột khi gộp nhánh: hãy giữ các dòng đúng, xóa các dấu",
                "a merge conflict is not resolved: keep the lines that are right and delete the markers",
            )
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise _failure(name, error.lineno, f"không phải JSON; {_RESTORE[0]}", f"is not JSON; {_RESTORE[1]}") from None
    except (ValueError, RecursionError):
        raise _failure(name, 1, f"không phải sổ văn bản; {_RESTORE[0]}", f"is no register; {_RESTORE[1]}") from None
    if not isinstance(data, dict) or "version" not in data:
        raise _failure(name, 1, "không phải sổ văn bản (thiếu version)", "is no register (it has no version)")
    if data["version"] != VERSION:
        raise _failure(
            name,
            1,
            f"version {str(data['version'])[:20]} không đọc được, chỉ đọc {VERSION}: hãy cập nhật doisoat",
            f"version {str(data['version'])[:20]} cannot be read, only {VERSION}: upgrade doisoat",
        )
    lists = [data.get(part) for part in _LISTS]
    if set(data) != {"version", *_LISTS} or not all(isinstance(part, list) for part in lists):
        raise _failure(name, 1, "phải có đúng version, documents, conflicts", "must hold version, documents and conflicts")
    # The first line that begins with a brace is the file's own; each other is a document's.
    _, *begins = (number for number, line in enumerate(lines, 1) if line.lstrip().startswith("{"))
    at = chain(begins, repeat(1))
    documents, conflicts = ([_entry(raw, name, next(at)) for raw in part or ()] for part in lists)
    return Book(documents, conflicts)


def save(path: Path, book: Book) -> None:
    """Write a register's file, whole or not at all; one that would stay as it is is left alone.

    Raises:
        Failure: it cannot be written.
    """
    from lint.output.files import write

    text = dump(book)
    with contextlib.suppress(OSError):
        if path.read_bytes() == text.encode("utf-8", "replace"):
            return
    write(path, text)


def dump(book: Book) -> str:
    """The text of a register's file."""
    parts = ",\n".join(
        f'"{part}": [\n' + ",\n".join(map(_line, sorted(entries, key=order))) + ("\n]" if entries else "]")
        for part, entries in zip(_LISTS, (book.documents, book.conflicts), strict=True)
    )
    return f'{{\n"version": {VERSION},\n{parts}\n}}\n'


def _line(entry: Entry) -> str:
    fields = {**entry._asdict(), "date": entry.date.isoformat()}
    if not entry.note:
        del fields["note"]
    return json.dumps(fields, ensure_ascii=False)


def text_of(path: Path) -> str:
    """The text of a file, its lines ended by line feeds.

    Raises:
        Failure: it cannot be read, is no regular file, is too large, or is not UTF-8.
    """
    name = display(path)
    try:
        return read(path).decode("utf-8-sig").replace("\r\n", "\n")
    except Failure as failure:
        raise Failure(f"{name}: {failure.text.vi}", f"{name}: {failure.text.en}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _failure(name, line, "không phải UTF-8: hãy lưu lại bằng UTF-8", "is not UTF-8: save it as UTF-8") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's fields, each once.

    Raises:
        ValueError: one is there twice.
    """
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError
    return fields


def _entry(raw: object, name: str, line: int) -> Entry:
    if not isinstance(raw, dict) or set(raw) | set(_OPTIONAL) != set(_FIELDS):
        wanted = ", ".join(part for part in _FIELDS if part not in _OPTIONAL)
        raise _failure(name, line, f"mỗi văn bản phải có đúng: {wanted}", f"a document must have exactly: {wanted}")
    fields = {part: raw.get(part, "") for part in _FIELDS}
    source = fields.pop("source")
    if not isinstance(source, list) or not all(isinstance(words, str) for words in (*source, *fields.values())):
        raise _failure(
            name, line, "source phải là danh sách chữ, còn lại là chữ", "source must be a list of texts, the rest texts"
        )
    try:
        return checked(fields, tuple(source))
    except Wrong as wrong:
        raise _failure(name, line, f"{wrong.vi}; {_RESTORE[0]}", f"{wrong.en}; {_RESTORE[1]}") from None


def _failure(name: str, line: int, vi: str, en: str) -> Failure:
    return Failure(f"{name}:{line}: {vi}", f"{name}:{line}: {en}")
