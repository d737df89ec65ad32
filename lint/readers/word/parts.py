"""The parts of a Word file: found by their relationships, or under their usual names where these are missing."""

from __future__ import annotations

import posixpath
import zipfile
from typing import NamedTuple

from lint.readers.markup import Element, parsed
from lint.readers.package import damaged
from lint.readers.word.names import STRICT, w

_MAIN = "word/document.xml"


class Parts(NamedTuple):
    """The roots of the parts that hold words or say how they are shown; None where the file has none."""

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    settings: Element | None


def parts_of(archive: zipfile.ZipFile) -> Parts:
    """The parts of a file.

    Raises:
        Failure: it has no main part, or one that is no Word document.
    """
    main = _targets(archive, "_rels/.rels", "").get("officeDocument", _MAIN)
    document = _parsed(archive, main, _MAIN)
    body = document.find(w("body")) if document is not None else None
    if body is None:
        raise damaged()
    folder, name = posixpath.split(main)
    known = _targets(archive, f"{folder}/_rels/{name}.rels", folder)
    others = (_parsed(archive, known.get(part, ""), f"word/{part}.xml") for part in Parts._fields[1:])
    return Parts(body, *others)


def _targets(archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, str]:
    """The parts that a part is related to, by the last word of the relationship's type."""
    root = parsed(archive, name)
    found: dict[str, str] = {}
    for relation in root if root is not None else ():
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found.setdefault(relation.get("Type", "").rpartition("/")[2], target)
    return found


def _parsed(archive: zipfile.ZipFile, name: str, usual: str) -> Element | None:
    root = parsed(archive, name, STRICT)
    return root if root is not None or name == usual else parsed(archive, usual, STRICT)
