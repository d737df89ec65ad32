"""The cache: results by the contents of reports, in the platform's folder for such.

An entry is found by the report's bytes, so that it needs no dates and no names, and by the edition of doisoat that made it.
Entries are written to a temporary file and put in place whole, so that runs at the same time, or killed, leave nothing half.
Drafts are confidential: the folder and its files are their owner's only.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import re
import shutil
import sys
import sysconfig
import tempfile
import time
from functools import cache
from pathlib import Path

from lint import __version__

_DAY = 24 * 60 * 60.0
_KEPT = 30 * _DAY  # seconds that an entry is kept which no run has asked for
_DIGEST = hashlib.sha256().digest_size
_EDITION = re.compile(r"[0-9a-f]{16}")
_OURS = ("grammar", "checks", "lint")
_TELLING = (".py", ".lark", ".toml", ".tsv")  # endings of the files that say what is found


class Cache:
    """A folder of results, each under the key of its report."""

    def __init__(self, folder: Path) -> None:
        """Use a folder.

        Raises:
            OSError: it cannot be made, or is another user's.
        """
        self._folder = folder / edition()
        for place in (folder, self._folder):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if hasattr(os, "getuid") and self._folder.lstat().st_uid != os.getuid():
            raise PermissionError(f"{self._folder} is another user's")
        if os.name != "nt":
            self._folder.chmod(0o700)

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key; a damaged entry is none."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            entry = path.read_bytes()
            digest, data = entry[:_DIGEST], entry[_DIGEST:]
            if hashlib.sha256(data).digest() != digest:
                path.unlink()
                return None
            with contextlib.suppress(OSError):  # in a cache that may only be read
                if time.time() - path.stat().st_mtime > _DAY:
                    os.utime(path)
            return data
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key; where there is no room or no right to, nothing is kept."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(data).digest() + data)
                Path(temporary).replace(path)
            except OSError:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()

    def prune(self) -> None:
        """Once a day, delete what no run has asked for in a month, and the editions that nobody has used as long."""
        swept = self._folder / "swept"
        now = time.time()
        with contextlib.suppress(OSError):
            if swept.exists() and now - swept.stat().st_mtime < _DAY:
                return
            swept.touch(mode=0o600)
            for entry in self._folder.glob("??/*"):
                if _unused(entry, now):
                    entry.unlink(missing_ok=True)
            for other in self._folder.parent.iterdir():
                if other != self._folder and _EDITION.fullmatch(other.name) and _unused(other / "swept", now):
                    shutil.rmtree(other, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]


def _unused(path: Path, now: float) -> bool:
    """Whether a file is there that no run has touched for long."""
    with contextlib.suppress(OSError):
        return now - path.stat().st_mtime > _KEPT
    return False


@cache
def opened() -> Cache | None:
    """The user's cache, rid of what is too old; None where there can be none. DOISOAT_CACHE_DIR names another folder."""
    named = os.environ.get("DOISOAT_CACHE_DIR")
    if not named:
        import platformdirs

        named = platformdirs.user_cache_dir("doisoat", appauthor=False)
    try:
        store = Cache(Path(named))
    except OSError:
        return None
    store.prune()
    return store


def key_of(data: bytes, name: str, named: bool, report_date: datetime.date | None) -> str:
    """The key of a report: its bytes, and what else tells how they are read."""
    ending = Path(name).suffix.lower()
    told = f"{ending}\n{named}\n{report_date or ''}\n".encode()
    return hashlib.sha256(told + hashlib.sha256(data).digest()).hexdigest()


@cache
def edition() -> str:
    """What names the program that made an entry: Python, the libraries with their versions, and the contents of its own files.

    Times of files would tell less: each run of CI installs anew what an earlier one had.
    """
    told = hashlib.sha256(f"{__version__}\n{sys.version}\n{_libraries()}\n".encode())
    root = Path(__file__).resolve().parents[1]
    for package in _OURS:
        for folder, folders, names in os.walk(root / package):
            folders[:] = sorted(set(folders) - {"__pycache__"})  # where grammars are kept as well, made when they are first used
            for name in sorted(names):
                if name.endswith(_TELLING):
                    path = Path(folder, name)
                    told.update(f"\n{path.relative_to(root).as_posix()}\n".encode() + path.read_bytes())
    return told.hexdigest()[:16]


def _libraries() -> list[str]:
    """The libraries installed beside this program, each with its version."""
    try:
        return sorted(name for name in os.listdir(sysconfig.get_path("purelib")) if name.endswith(".dist-info"))  # noqa: PTH208
    except OSError:
        return []
