"""Which files to read: those named, and in folders those that may be reports, as .gitignore allows."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checks.rule import Text
from grammar.report import normal
from lint.failure import Failure
from lint.readers.limits import LARGEST_FILE, too_large

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_Spec = tuple[Path, "GitIgnoreSpec"]
READ = frozenset({".txt", ".text", ".md", ".markdown", ".docx", ".docm", ".pdf", ".odt", ".xlsx", ".xlsm"})
# Formats in which reports are also kept, and which are not read: passed over in a folder, but said.
UNREADABLE = frozenset({".doc", ".rtf", ".xls"})
_LOCK_FILES = ("~$", ".~lock")


class Candidate(NamedTuple):
    """A file to read: its path, how messages call it, whether the user named it.

    `readable` is false for formats that this version does not read; `failure` says why a file cannot be reached.
    """

    path: Path
    name: str
    named: bool
    readable: bool = True
    failure: Text | None = None


def find(paths: Iterable[str], as_found: bool = False) -> Iterator[Candidate]:
    """The files that paths stand for, each once, folders in order of names; what cannot be reached is a failed candidate.

    Args:
        paths: files and folders.
        as_found: whether a program named the files, such as a hook, which knows no reports: they are taken as in a folder, and
            passed over where those are.
    """
    seen: set[str] = set()
    for given in paths:
        for candidate in _below(Path(given), as_found):
            real = os.path.realpath(candidate.path)
            if real not in seen:
                seen.add(real)
                yield candidate


def _below(path: Path, as_found: bool) -> Iterator[Candidate]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Candidate(path, display(path), True, failure=_reason(error).text)
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path)
    elif not as_found:
        yield Candidate(path, display(path), True)
    elif not path.name.startswith(_LOCK_FILES):
        yield Candidate(path, display(path), False, path.suffix.lower() not in UNREADABLE)


def read(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        Failure: it cannot be read, is no regular file, or is too large to be a report.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise Failure("không phải là tệp thường (đọc ống dẫn: dùng “-”)", "is not a regular file (to read a pipe, use -)")
        if state.st_size > LARGEST_FILE:
            raise too_large(LARGEST_FILE)
        return path.read_bytes()
    except OSError as error:
        raise _reason(error) from None


def display(path: Path) -> str:
    """How messages and JSON call a path: relative to here where it lies below, with "/", NFC."""
    absolute = Path(os.path.abspath(path))
    here = Path.cwd()
    shown = absolute.relative_to(here) if absolute.is_relative_to(here) else path
    text = os.fsencode(shown.as_posix()).decode("utf-8", "replace")
    return " ".join(normal(text).splitlines()) if "\n" in text or "\r" in text else normal(text)


def _reason(error: OSError) -> Failure:
    """Why the system did not give a file."""
    known = {
        FileNotFoundError: ("không có tệp hoặc thư mục này", "no such file or folder"),
        PermissionError: ("không có quyền đọc", "no permission to read it"),
        IsADirectoryError: ("là thư mục", "is a folder"),
    }
    return Failure(*known.get(type(error), (f"không đọc được ({error.strerror})", f"cannot be read ({error.strerror})")))


def _walk(folder: Path) -> Iterator[Candidate]:
    """The files of a folder and those below, in order of names."""
    pending: list[tuple[Path, list[_Spec]]] = [(folder, _specs_above(folder))]
    while pending:
        path, specs = pending.pop()
        try:
            is_folder = path.is_dir() and not (path.is_symlink() and path != folder)
            entries = sorted((entry.name for entry in path.iterdir()), reverse=True) if is_folder else []
        except OSError as error:
            yield Candidate(path, display(path), False, failure=_reason(error).text)
            continue
        if not is_folder:
            if path.suffix.lower() in READ | UNREADABLE and (path.is_file() or path.is_symlink()):
                yield Candidate(path, display(path), False, path.suffix.lower() in READ)
            continue
        specs = [*specs, *_spec_of(path)]
        for name in entries:
            below = path / name
            if not name.startswith((".", *_LOCK_FILES)) and not _ignored(below, os.path.isdir(below), specs):  # noqa: PTH112
                pending.append((below, specs))


def _specs_above(folder: Path) -> list[_Spec]:
    """The .gitignore files from the root of the repository down to above a folder."""
    absolute = Path(os.path.abspath(folder))
    chain = [absolute, *absolute.parents]
    root = next((place for place, above in enumerate(chain) if (above / ".git").exists()), None)
    return [] if root is None else [spec for above in reversed(chain[1 : root + 1]) for spec in _spec_of(above)]


def _spec_of(folder: Path) -> list[_Spec]:
    ignore = folder / ".gitignore"
    if not ignore.is_file():
        return []
    from pathspec import GitIgnoreSpec

    try:
        lines = ignore.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    try:
        spec = GitIgnoreSpec.from_lines(lines)
    except ValueError:
        # Git passes over a line that it cannot read.
        spec = GitIgnoreSpec.from_lines(line for line in lines if _readable(line))
    return [(Path(os.path.abspath(folder)), spec)]


def _readable(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _ignored(path: Path, is_folder: bool, specs: list[_Spec]) -> bool:
    """Whether the nearest .gitignore that has a say leaves a path out."""
    absolute = Path(os.path.abspath(path))
    for base, spec in reversed(specs):
        relative = absolute.relative_to(base).as_posix() + ("/" if is_folder else "")
        verdict = spec.check_file(relative).include
        if verdict is not None:
            return verdict
    return False
