"""Writing a result to a file: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from lint.failure import Failure


def write(path: Path, text: str) -> None:
    """Replace a file by a text in UTF-8, by way of a temporary file beside it.

    Raises:
        Failure: it cannot be written; the old file, if any, is whole.
    """
    try:
        path = path.resolve() if path.is_symlink() else path
        if path.exists() and not path.is_file():
            # A device or pipe is written to; only a file can be replaced.
            path.write_text(text, encoding="utf-8", errors="replace")
            return
        folder = path.parent
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        raise Failure(f"{path}: không ghi được ({error.strerror})", f"{path}: cannot be written ({error.strerror})") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, _mode(path))  # noqa: PTH101
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise Failure(f"{path}: không ghi được ({error.strerror})", f"{path}: cannot be written ({error.strerror})") from None


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
