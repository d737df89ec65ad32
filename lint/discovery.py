"""Which files to read: those named, and in folders those that may be reports, as .gitignore allows."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.failure import Failure

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
# Formats in which reports are also kept, and which this version does not read: passed over in a folder, but said.
UNREADABLE = frozenset({".docx", ".doc", ".pdf", ".odt", ".rtf"})
_LOCK_FILES = ("~$", ".~lock")


class Candidate(NamedTuple):
    """A file to read: its path, how messages call it, whether the user named it; `readable` is false for other formats."""

    path: Path
    name: str
    named: bool
    readable: bool = True


def find(paths: Iterable[str]) -> Iterator[Candidate]:
    """The files that paths stand for, each once, folders in order of names.

    Raises:
        Failure: a path does not exist, or a folder cannot be listed.
    """
    seen: set[Path] = set()
    for given in paths:
        path = Path(given)
        try:
            mode = path.stat().st_mode
        except OSError as error:
            raise Failure(f"{display(path)}: {_reason(error).vi}", f"{display(path)}: {_reason(error).en}") from None
        found = _walk(path, _specs_above(path)) if stat.S_ISDIR(mode) else iter([Candidate(path, display(path), True)])
        for candidate in found:
            real = candidate.path.resolve()
            if real not in seen:
                seen.add(real)
                yield candidate


def read(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        Failure: it cannot be read, or is no regular file.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Failure("không phải là tệp thường", "is not a regular file")
        return path.read_bytes()
    except OSError as error:
        raise _reason(error) from None


def display(path: Path) -> str:
    """How messages and JSON call a path: relative to here where it lies below, with "/", NFC."""
    absolute = Path(os.path.abspath(path))
    here = Path.cwd()
    shown = absolute.relative_to(here) if absolute.is_relative_to(here) else path
    return unicodedata.normalize("NFC", shown.as_posix())


def _reason(error: OSError) -> _Reason:
    known = {
        FileNotFoundError: ("không có tệp hoặc thư mục này", "no such file or folder"),
        PermissionError: ("không có quyền đọc", "no permission to read it"),
        IsADirectoryError: ("là thư mục", "is a folder"),
    }
    return _Reason(*known.get(type(error), (f"không đọc được ({error.strerror})", f"cannot be read ({error.strerror})")))


class _Reason(Failure):
    """Why the system did not give a file."""

    @property
    def vi(self) -> str:
        return self.text.vi

    @property
    def en(self) -> str:
        return self.text.en


def _walk(folder: Path, specs: list[tuple[Path, GitIgnoreSpec]]) -> Iterator[Candidate]:
    specs = [*specs, *_spec_of(folder)]
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise Failure(f"{display(folder)}: {_reason(error).vi}", f"{display(folder)}: {_reason(error).en}") from None
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith((".", *_LOCK_FILES)) or _ignored(path, entry.is_dir(), specs):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, specs)
        elif path.suffix.lower() in TEXT | UNREADABLE and entry.is_file():
            yield Candidate(path, display(path), False, path.suffix.lower() in TEXT)


def _specs_above(folder: Path) -> list[tuple[Path, GitIgnoreSpec]]:
    """The .gitignore files from the root of the repository down to above a folder."""
    absolute = Path(os.path.abspath(folder))
    chain = [absolute, *absolute.parents]
    root = next((place for place, above in enumerate(chain) if (above / ".git").exists()), None)
    return [] if root is None else [spec for above in reversed(chain[1 : root + 1]) for spec in _spec_of(above)]


def _spec_of(folder: Path) -> list[tuple[Path, GitIgnoreSpec]]:
    ignore = folder / ".gitignore"
    if not ignore.is_file():
        return []
    from pathspec import GitIgnoreSpec

    lines = ignore.read_text(encoding="utf-8", errors="replace").splitlines()
    return [(Path(os.path.abspath(folder)), GitIgnoreSpec.from_lines(lines))]


def _ignored(path: Path, is_folder: bool, specs: list[tuple[Path, GitIgnoreSpec]]) -> bool:
    """Whether the nearest .gitignore that has a say leaves a path out."""
    absolute = Path(os.path.abspath(path))
    for base, spec in reversed(specs):
        relative = absolute.relative_to(base).as_posix() + ("/" if is_folder else "")
        verdict = spec.check_file(relative).include
        if verdict is not None:
            return verdict
    return False
