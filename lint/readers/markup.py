"""XML parts of zip archives, parsed without trust: no entities, no network, bounded size, depth and number of nodes."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

from lxml import etree

from lint.readers.package import LARGEST_PART, damaged, too_large

Element: TypeAlias = Any  # lxml brings no types

_MOST_NODES = 3_000_000  # tags and attributes; a report of 60 pages has some ten thousand
# What unpacking and parsing raise for bytes that are none of this format.
_BROKEN = (
    etree.LxmlError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


@contextmanager
def trusting_nothing() -> Iterator[None]:
    """Turn what broken archives and broken XML raise into the failure `damaged`."""
    try:
        yield
    except _BROKEN as error:
        raise damaged() from error


def parsed(archive: zipfile.ZipFile, name: str, renamed: Mapping[bytes, bytes] | None = None) -> Element | None:
    """The root of a part; None if the archive has no such part.

    Args:
        archive: the archive.
        name: the part's name in it.
        renamed: names of namespaces to be taken for others.

    Raises:
        Failure: the part unpacks to more than any report, whatever the archive's directory says, or declares entities.
    """
    try:
        member = archive.getinfo(name)
    except KeyError:
        return None
    with archive.open(member) as part:
        data = part.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART or data.count(b"<") + data.count(b"=") > _MOST_NODES:
        raise too_large()
    for old, new in (renamed or {}).items():
        data = data.replace(old, new)
    # Without `huge_tree` the parser itself refuses deep nesting.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, collect_ids=False
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged()
    return root
