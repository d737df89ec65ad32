"""`doisoat register`: the repository's register of known documents. What the commands need is imported by them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from checks.rule import Language, Rule
    from lint.engine import Result
    from lint.register_learning import Learning

_file = click.option(
    "--register",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The register's file (default: doisoat-register.json).",
)
_lang = click.option("--lang", type=click.Choice(["vi", "en"]), help="Language of messages (default: vi, or DOISOAT_LANG).")
_verbose = click.option("--verbose", "-v", is_flag=True, help="Name each document.")


@click.group()
def register() -> None:
    """Keep a register of known documents, and hold reports against it."""


@register.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@_file
@_verbose
@_lang
@click.pass_context
def update(ctx: click.Context, /, reports: tuple[str, ...], path: Path | None, verbose: bool, lang: str | None) -> None:
    """Learn documents from reports that are right. What contradicts the register is kept apart and asked about."""
    from checks.registry import RULES
    from checks.reports import briefs
    from lint.register import load
    from lint.register_learning import Learning, learned

    language, path = _language(lang), _path(path)
    learning = Learning(load(path, missing_ok=True))
    results = _results(reports, tuple(rule for rule in RULES if rule.code.startswith("CIT") and rule.severity != "note"))
    for result in results:
        if result.facts is not None:
            doubted = {finding.span.start for finding in result.findings}
            for entry in learned(briefs.of(result.facts, across=False), _source(result.path, path), doubted):
                learning.take(entry)
    failed = _complain(results, language)
    undecided = 0
    if any(result.status == "checked" for result in results):
        undecided = _finish(learning, path, language, verbose)
    ctx.exit(2 if failed else int(undecided > 0))


@register.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@_file
@_lang
@click.pass_context
def check(ctx: click.Context, /, reports: tuple[str, ...], path: Path | None, lang: str | None) -> None:
    """Hold reports against the register, and the documents that doisoat knows: CIT119 alone."""
    from lint.cli import check as check_all

    ctx.invoke(check_all, paths=reports, select=("CIT119",), register=path, lang=lang)


@register.command()
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@_file
@_lang
def show(words: tuple[str, ...], path: Path | None, lang: str | None) -> None:
    """Show the documents known, or those whose number, issuer or title has all the WORDS."""
    from lint.register import load
    from lint.register_shown import found, print_table

    language = _language(lang)
    book = load(_path(path), missing_ok=path is None)
    print_table(list(found(book, words)), language)


@register.command("import")
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.tsv")
@_file
@_verbose
@_lang
@click.pass_context
def import_(ctx: click.Context, /, table: Path, path: Path | None, verbose: bool, lang: str | None) -> None:
    """Take in the documents of a table: number, type, date, issuer, title, note, separated by tabs."""
    from lint.register import load
    from lint.register_learning import Learning
    from lint.register_tsv import entries

    language, path = _language(lang), _path(path)
    learning = Learning(load(path, missing_ok=True))
    for entry, conflicting in list(entries(table)):
        if conflicting:
            learning.set_apart(entry)
        else:
            learning.take(entry)
    ctx.exit(int(_finish(learning, path, language, verbose) > 0))


@register.command()
@click.argument("table", type=click.Path(dir_okay=False, allow_dash=True), default="-", metavar="[FILE.tsv]")
@_file
@_lang
def export(table: str, path: Path | None, lang: str | None) -> None:
    """Write the register as a table separated by tabs, to a file or to standard output."""
    from lint.failure import Failure
    from lint.output.files import write
    from lint.register import load
    from lint.register_tsv import table as rows

    _language(lang)
    path = _path(path)
    text = rows(load(path))
    if table == "-":
        click.echo(text, nl=False)
    elif Path(table).resolve() == path.resolve():
        raise Failure(f"{table}: là chính sổ văn bản", f"{table}: is the register itself")
    else:
        write(Path(table), text)


def _source(report: str, register: Path) -> str:
    """How the register calls a report: from its own folder, so that it is the same from wherever it is named."""
    from grammar.report import normal

    return normal(Path(os.path.relpath(report, register.parent)).as_posix())


def _path(given: Path | None) -> Path:
    """The register's file: see `lint.register.path_of`."""
    from lint.config_file import Configurations
    from lint.register import path_of

    return path_of(given, Configurations().of_folder(Path.cwd()))


def _language(given: str | None) -> Language:
    from lint.cli import _language as language

    return language(given)


def _results(reports: tuple[str, ...], rules: tuple[type[Rule], ...] = ()) -> list[Result]:
    """What the reports say, and the rules of them; a folder without any report is a failed result.

    Raises:
        Failure: standard input is asked for.
    """
    from lint import discovery, engine
    from lint.failure import Failure

    if "-" in reports:
        raise Failure("“-”: hãy ghi tên tệp, để sổ nêu được nguồn", "-: name the files, so that the register can name its source")
    results = list(engine.check(discovery.find(reports), rules, keep_facts=True))
    if not any(result.status != "skipped" for result in results):
        results.append(engine.Result(", ".join(reports), "failed", error=engine.NO_REPORT))
    return results


def _complain(results: list[Result], language: Language) -> bool:
    """Say which reports could not be read, and whether there were any."""
    from lint.register_shown import plain

    failed = [result for result in results if result.status == "failed"]
    for result in failed:
        if result.error:
            click.echo(f"doisoat: {plain(result.path)}: {plain(result.error.say(language))}", err=True)
    return bool(failed)


def _finish(learning: Learning, path: Path, language: Language, verbose: bool) -> int:
    """Write the file, say what was learned and ask about contradictions; how many of those offered are left to decide.

    What contradicts is written first, apart, so that nothing is lost when the questions are broken off.
    """
    from lint.discovery import display
    from lint.register import save
    from lint.register_shown import ask, print_conflicts, print_outcomes

    save(path, learning.book)
    print_outcomes(learning, display(path), language, verbose)
    if learning.book.conflicts and sys.stdin and sys.stdin.isatty() and sys.stdout.isatty():
        try:
            ask(learning, language)
        finally:
            save(path, learning.book)
    if learning.book.conflicts:
        print_conflicts(learning, language)
    return sum(entry in learning.book.conflicts for outcome, entry in learning.taken if outcome == "conflict")
