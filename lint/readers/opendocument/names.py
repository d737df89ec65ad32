"""Names of OpenDocument, and reading its attributes."""

from __future__ import annotations

from lint.readers.markup import Element

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"


def text(name: str) -> str:
    """A name of text, as lxml writes it."""
    return f"{{{_NAMESPACE.format('text')}}}{name}"


def table(name: str) -> str:
    """A name of tables."""
    return f"{{{_NAMESPACE.format('table')}}}{name}"


def style(name: str) -> str:
    """A name of styles."""
    return f"{{{_NAMESPACE.format('style')}}}{name}"


def office(name: str) -> str:
    """A name of what holds all others."""
    return f"{{{_NAMESPACE.format('office')}}}{name}"


DRAWN = "{" + _NAMESPACE.format("drawing") + "}"  # what the names of shapes begin with
TRANSFORM = "{" + _NAMESPACE.format("xsl-fo-compatible") + "}text-transform"
P, HEADING, LIST, ITEM, TABLE = text("p"), text("h"), text("list"), text("list-item"), table("table")
STYLE_NAME = text("style-name")


def whole(element: Element, name: str, otherwise: int) -> int:
    """An attribute that is a whole number from 0 to a billion; another value where it is none."""
    value = element.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else otherwise
