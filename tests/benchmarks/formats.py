"""Wall time of `doisoat check` on one long report in each format, beside programs that only read the words (`make bench`).

The report of `tests/formats/sample.txt`, repeated until it is as long as a report of sixty pages, is written as text, Word, OpenDocument,
Markdown and PDF, with its ruled tables and without tables. All is measured in one run, the commands taking turns.
"""

import argparse
import os
import platform
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.bench import FINDINGS, Command, measure, median_seconds, peak_mib
from tests.formats import as_markdown, as_odt, as_pdf, as_text, as_word
from tests.formats.document import Document, Table, sample

_MARK = re.compile(r"\[\[(\d+)\]\]")
_PDF_PEER = "import sys, pdfplumber\nwith pdfplumber.open(sys.argv[1]) as pdf:\n    for page in pdf.pages: page.extract_text()\n"
_WORD_PEER = "import sys\nfrom docx2python import docx2python\nwith docx2python(sys.argv[1]) as file: file.text\n"


def long_report(times: int) -> Document:
    """The sample several times over, its notes numbered on."""
    one = sample()
    blocks, notes = list(one.blocks), dict(one.notes)
    for round_number in range(1, times):
        shift = round_number * len(one.notes)

        def moved(words: str, shift: int = shift) -> str:
            return _MARK.sub(lambda mark: f"[[{int(mark[1]) + shift}]]", words)

        blocks += [block if isinstance(block, Table) else block._replace(words=moved(block.words)) for block in one.blocks]
        notes.update({number + shift: words for number, words in one.notes.items()})
    return replace(one, blocks=blocks, notes=notes)


def without_tables(document: Document) -> Document:
    """The report without its tables."""
    return replace(document, blocks=[block for block in document.blocks if not isinstance(block, Table)])


def pages_of(data: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        return len(pdf)


def main() -> int:
    """Measure and print; a tool that failed (not: that found something) makes the exit status 1."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--doisoat", type=Path, default=Path(sys.executable).with_name("doisoat"))
    parser.add_argument("--peers", type=Path, help="a Python that has pdfplumber and docx2python; without it they are left out")
    parser.add_argument("--times", type=int, default=5, help="how often the sample is repeated")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    document = long_report(options.times)
    writers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "text": ("report.txt", lambda: as_text.write(document).encode()),
        "markdown": ("report.md", lambda: as_markdown.write(document).encode()),
        "word": ("report.docx", lambda: as_word.write(document)),
        "opendocument": ("report.odt", lambda: as_odt.write(document)),
        "pdf with ruled tables": ("report.pdf", lambda: as_pdf.write(document)),
        "pdf without tables": ("words.pdf", lambda: as_pdf.write(without_tables(document))),
    }
    doisoat = str(options.doisoat.absolute())
    status = 0
    print(
        f"## One report in each format, {len(as_text.write(document).encode()) / 1000:.0f} KB of text, "
        f"{len(document.tables)} tables, {len(document.notes)} footnotes\n"
    )
    print(
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores; whole process, "
        f"median of {options.rounds} runs in turns.\n"
    )
    print("| format | median s | ÷ text | pages | pages/s | peak MiB | peer | peer s | peer pages/s |")
    print("|---|---:|---:|---:|---:|---:|---|---:|---:|")
    base = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, write) in writers.items():
            path = Path(folder, file)
            path.write_bytes(write())
            check = Command("doisoat check FILE", (doisoat, "check", "{file}"))
            peer = _peer(file, options.peers)
            runs = measure([check, *([peer] if peer else [])], path, options.rounds)
            ours, theirs = runs[check.label], runs[peer.label] if peer else []
            seconds = median_seconds(ours)
            base = base or seconds
            pages = pages_of(path.read_bytes()) if file.endswith(".pdf") else 0
            rate = f"{pages / seconds:.0f}" if pages else ""
            beside = (
                f"{peer.label} | {median_seconds(theirs):.2f} | {pages / median_seconds(theirs):.0f}"
                if peer and pages
                else (f"{peer.label} | {median_seconds(theirs):.2f} |" if peer else "| |")
            )
            print(
                f"| {name} | {seconds:.2f} | {seconds / base:.2f} | {pages or ''} | {rate} | {peak_mib(ours):.0f} | {beside} |",
                flush=True,
            )
            status |= any(run.status not in FINDINGS for run in (*ours, *theirs))
    return int(status)


def _peer(file: str, python: Path | None) -> Command | None:
    """A program that reads the same file and checks nothing."""
    if python is None:
        return None
    programs = {".pdf": ("pdfplumber", _PDF_PEER), ".docx": ("docx2python", _WORD_PEER)}
    known = programs.get(Path(file).suffix)
    return Command(known[0], (str(python.absolute()), "-c", known[1], "{file}")) if known else None


if __name__ == "__main__":
    sys.exit(main())
