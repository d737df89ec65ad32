"""Names of WordprocessingML, and reading its attributes."""

from __future__ import annotations

from lint.readers.markup import Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Files saved as "Strict Open XML" differ in the names of the namespaces alone.
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": _MATH.encode(),
}
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def w(name: str) -> str:
    """A name of the main namespace as lxml writes it."""
    return f"{{{W}}}{name}"


P, R, T, TABLE, ROW, CELL = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
P_PROPERTIES, R_PROPERTIES = w("pPr"), w("rPr")
VAL, ID, STYLE = w("val"), w("id"), w("pStyle")
DELETED = (w("del"), w("moveFrom"))
INSERTED = (w("ins"), w("moveTo"))
DELETED_TEXT = w("delText")
BOX = w("txbxContent")
ALTERNATIVES, CHOICE, FALLBACK = (f"{{{_COMPATIBILITY}}}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
MATH_RUN, MATH_TEXT, MATH_CONTROL = (f"{{{_MATH}}}{name}" for name in ("r", "t", "ctrlPr"))
_OFF = ("0", "false", "off", "none")


def value(parent: Element | None, name: str) -> str | None:
    """The value of a property: <w:name w:val="…"/>; None without it."""
    child = parent.find(name) if parent is not None else None
    return None if child is None else str(child.get(VAL, ""))


def number(parent: Element | None, name: str) -> int | None:
    """The value of a property that is a whole number; None without it, or if it is none."""
    return whole(value(parent, name))


def whole(text: str | None) -> int | None:
    """A whole number of at most nine digits, as XML writes it."""
    text = (text or "").strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else None


def is_on(element: Element | None) -> bool:
    """Whether a property that is either on or off is there and on."""
    return element is not None and element.get(VAL, "1") not in _OFF


def branch(alternatives: Element) -> Element | None:
    """The one of several renderings of the same content that is read: the first choice."""
    choice = alternatives.find(CHOICE)
    return choice if choice is not None else alternatives.find(FALLBACK)
