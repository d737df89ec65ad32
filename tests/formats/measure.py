"""How much of one report is read from each format.

python -m tests.formats.measure               the formats written here, and those that LibreOffice makes of them if installed
python -m tests.formats.measure --write DIR   keeps the files
python -m tests.formats.measure --details     says what was missed, lost or different
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.formats import as_odt, as_word
from tests.formats.document import Document, sample
from tests.formats.reading import TABLES, WRITERS, Reading, Unread, difference, read

_HEADS = (
    "format",
    "errors found",
    "false alarms",
    "notes tied",
    "fused",
    "words lost",
    "cells lost",
    "citations",
    "relations",
    "seconds",
)
_OFFICE = ("soffice", "libreoffice")
_PATIENCE = 180  # seconds for one conversion
# What LibreOffice makes: format, the file it makes it of, the ending of the new one.
_CONVERTED = (
    ("word by LibreOffice", "plain.docx", "docx"),
    ("opendocument by LibreOffice", "plain.docx", "odt"),
    ("pdf by LibreOffice", "plain.docx", "pdf"),
    ("pdf of an odt by LibreOffice", "plain.odt", "pdf"),
)


def files(document: Document) -> Iterator[tuple[str, str, bytes]]:
    """Format, file name and bytes of each file."""
    for name, (file, write) in {**WRITERS, **TABLES}.items():
        yield name, file, write(document)
    office = next(filter(None, map(shutil.which, _OFFICE)), None)
    if office:
        yield from _converted(document, office)


def _converted(document: Document, office: str) -> Iterator[tuple[str, str, bytes]]:
    """The files that LibreOffice makes of files without tracked changes, which it would print as they are marked."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "plain.docx").write_bytes(as_word.write(document, edited=False))
        (here / "plain.odt").write_bytes(as_odt.write(document, edited=False))
        for place, (name, file, ending) in enumerate(_CONVERTED):
            out = here / str(place)
            profile = f"-env:UserInstallation=file://{here}/profile"
            command = [office, "--headless", profile, "--convert-to", ending, "--outdir", str(out), str(here / file)]
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
            made = out / f"plain.{ending}"
            if made.exists():
                yield name, f"office-{place}.{ending}", made.read_bytes()


def row(reading: Reading, base: Reading) -> list[str]:
    """One format's figures, in the order of the heads."""
    document = reading.document
    cells = sum(len(table.cells) for table in document.tables)
    return [
        f"{len(document.planted) - len(reading.missed())}/{len(document.planted)}",
        str(len(reading.alarms())),
        f"{len(reading.tied())}/{len(document.notes)}",
        str(len(reading.fused())),
        str(len(reading.lost_blocks())),
        f"{len(reading.lost_cells())}/{cells}",
        f"{(reading.citations & base.citations).total()}/{base.citations.total()}",
        f"{(reading.relations & base.relations).total()}/{base.relations.total()}",
        f"{reading.seconds:.2f}",
    ]


def details(reading: Reading, base: Reading) -> Iterator[str]:
    """What went wrong, a line each."""
    yield from (f"missed: {one.rule} in a {one.place}: {one.words}" for one in reading.missed())
    yield from (f"false alarm: {one.rule.name}: {one.message.en}" for one in reading.alarms())
    untied = sorted(set(reading.document.notes) - set(reading.tied()))
    yield from [f"not tied: notes {', '.join(map(str, untied))}"] if untied else []
    yield from (f"fused: {words}" for words in reading.fused())
    yield from (f"words lost: {words[:100]}" for words in reading.lost_blocks())
    yield from (f"cell lost: {cell}" for cell in reading.lost_cells()[:20])
    for what in ("outline", "citations", "relations", "findings"):
        yield from (f"{what} {line}" for line in difference(getattr(base, what), getattr(reading, what)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="DIR", help="keep the files there")
    parser.add_argument("--details", action="store_true", help="what was missed, lost or different")
    options = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 160)
    document = sample()
    table = Table(*_HEADS)
    notes: list[str] = []
    base: Reading | None = None
    for name, file, data in files(document):
        if options.write:
            options.write.mkdir(parents=True, exist_ok=True)
            (options.write / file).write_bytes(data)
        try:
            reading = read(document, file, data)
        except Unread as error:
            table.add_row(name, f"not read: {error}")
            continue
        base = reading if base is None else base
        if name in TABLES:
            cells = sum(len(one.cells) for one in document.tables)
            own = [one for one in document.planted if one.rule == "table-total-mismatch"]
            found = sum(1 for one in own if reading.found(one))
            table.add_row(
                name, f"{found}/{len(own)}", str(len(reading.alarms())), "", "", "", f"{len(reading.lost_cells())}/{cells}", "", "",
                f"{reading.seconds:.2f}",
            )  # fmt: skip
            continue
        table.add_row(name, *row(reading, base))
        if options.details:
            notes += [f"{name}: {line}" for line in details(reading, base)]
    console.print(table)
    for note in notes:
        console.print(note, markup=False, highlight=False)
    if not any(map(shutil.which, _OFFICE)):
        console.print("LibreOffice is not on the PATH: what it would make was not measured.")


if __name__ == "__main__":
    main()
