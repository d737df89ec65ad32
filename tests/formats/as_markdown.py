"""A report as Markdown: headings, lists, pipe tables, footnotes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from tests.formats.as_text import piped
from tests.formats.document import Document, Heading, Item, Table, pieces

WIDTH = 90
# What Markdown would take for a list, a heading or a quotation at the beginning of a line.
_SPECIAL = re.compile(r"(?:(?P<number>\d+)(?=[.)](?:\s|$))|(?=[-+#>](?:\s|$)))")


def write(document: Document) -> str:
    """The file, its lines wrapped."""
    return "\n\n".join(_blocks(document)) + "\n"


def _blocks(document: Document) -> Iterator[str]:
    for side in zip(*document.letterhead, strict=True):
        yield "\\\n".join(f"**{line}**" for line in side)
    title, *more = document.title
    yield f"# {title}"
    yield "\\\n".join(f"**{line}**" for line in more)
    for block in document.blocks:
        if isinstance(block, Table):
            yield f"**{block.caption}**"
            if block.unit:
                yield f"*{block.unit}*"
            yield "\n".join(piped(block, headed=1))
        elif isinstance(block, Heading):
            yield f"{'#' * (block.level + 1)} {block.number} {block.words}"
        elif isinstance(block, Item):
            yield _wrapped(_marked(block.words), f"{block.marker} ", " " * (len(block.marker) + 1))
        else:
            yield _wrapped(_marked(block.words))
    left, right = zip(*document.signature, strict=True)
    yield _wrapped(left[0])
    yield "\n".join(left[1:])
    yield "\\\n".join(f"**{line}**" for line in right if line)
    for number, words in document.notes.items():
        yield _wrapped(words, f"[^{number}]: ", "    ")


def _marked(words: str) -> str:
    return "".join(piece if isinstance(piece, str) else f"[^{piece}]" for piece in pieces(words))


def _wrapped(words: str, first: str = "", other: str = "") -> str:
    lines = textwrap.wrap(words, WIDTH, break_long_words=False, break_on_hyphens=False)
    lead, *rest = [_SPECIAL.sub(r"\g<number>\\", line, count=1) if _SPECIAL.match(line) else line for line in lines]
    return "\n".join([first + lead, *(other + line for line in rest)])
