"""Writing a result to a file: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from lint.failure import Failure


def write(path: Path, text: str) -> None:
    """Replace a file by a text in UTF-8: see `replacing`.

    Raises:
        Failure: it cannot be written; the old file, if any, is whole.
    """
    with replacing(path) as file:
        file.write(text)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A file to write a text in UTF-8 to: a temporary one, which takes the place of `path` when all is written.

    A device or pipe is written to as it goes: only a file can be replaced.

    Raises:
        Failure: it cannot be written; the old file, if any, is whole.
    """
    try:
        path = path.resolve() if path.is_symlink() else path
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", errors="replace") as device:
                yield device
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        raise _unwritten(path, error) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            yield file
        os.chmod(temporary, _mode(path))  # noqa: PTH101
        Path(temporary).replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        if isinstance(error, OSError):
            raise _unwritten(path, error) from None
        raise


def _unwritten(path: Path, error: OSError) -> Failure:
    return Failure(f"{path}: không ghi được ({error.strerror})", f"{path}: cannot be written ({error.strerror})")


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
